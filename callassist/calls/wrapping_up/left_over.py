"""What an earlier run has left unfinished: calls that were cut off, wrap-ups that were begun, reports that wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from callassist.calls.updates import LeftOver
from callassist.calls.wrapping_up.of_call import OfCall
from callassist.conduct.report import Addition, with_additions
from callassist.events import Incident, Note


def left_over(of: OfCall, lines: Iterable[Mapping[str, Any]], *, key: str, display: str, cut_off: bool) -> LeftOver:
    """One call.

    Args:
        lines: of the stored call, those of its report and its notes among them. key: by which it is told of. display:
            its number for people.
    """
    seq, report = _report(lines)
    return LeftOver(
        call=of.call,
        key=key,
        started_at=of.started_at,
        display=display,
        name=of.name,
        cut_off=cut_off,
        undecided=sum(each.state == "proposed" for each in of.promises),
        report=report,
        report_seq=seq,
    )


def is_whole(started_at: str) -> bool:
    """Whether a call says when it began; without that nothing can be shown of it."""
    try:
        return datetime.fromisoformat(started_at).utcoffset() is not None
    except ValueError:
        return False


def _report(lines: Iterable[Mapping[str, Any]]) -> tuple[int, dict[str, Any] | None]:
    """The report with what the agent added to it, and its place; of a note that was changed, its latest text."""
    seq, report = -1, None
    added: dict[int, Addition] = {}
    for line in lines:
        if line["type"] == Incident.type and isinstance(line.get("report"), dict):
            seq, report = line["seq"], line["report"]
        elif line["type"] == Note.type and report is not None:
            root = line.get("revises")
            if root is None and line.get("line") == seq:
                added[line["seq"]] = Addition(line["at"], line["text"])
            elif root in added:
                added[root] = Addition(added[root].t, line["text"])
    written = [each for each in added.values() if each.text]
    return seq, report if report is None or not written else with_additions(report, written)
