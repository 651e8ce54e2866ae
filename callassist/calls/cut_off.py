"""How a call is closed that an earlier run left without an end, though some of what it has may be damaged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from callassist.events import CallEnded, CallStarted, Event, Language, Recorded
from callassist.store.calls import StoredCall, StoredLines

Owed = Callable[[Sequence[Mapping[str, Any]]], Iterable[Event]]
"""Given a stored call's lines, its end among them: what follows from the end and is not among them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a call gets.

    Attributes:
        rest: its end, and what is owed to it. damaged: how much of it could not be read.
    """

    call: StoredCall
    rest: tuple[Recorded, ...]
    damaged: int = 0


def closing(found: StoredCall, stored: StoredLines, owed: Owed) -> Closing:
    """The end of a call that was cut off, when its last event became known, and what is owed to it.

    What is damaged is said in the log and left as it is; all else counts.
    """
    damaged = len(stored.damaged)
    for what in stored.damaged:
        _log.error("call %s: %s is damaged and left as it is", found.key, what)
    seq, at = stored.last_seq, max((line["at"] for line in stored.lines), default=0.0)
    end = Recorded(found.id, seq + 1, at, CallEnded(t=at, reason="cut"))
    late: list[Event] = []
    try:
        late.extend(owed([*stored.lines, end.line()]))
    except (AttributeError, KeyError, TypeError, ValueError):
        # An event of which a key is missing, or says what it never says.
        _log.exception("call %s: what it is still owed can't be told from what it has", found.key)
        damaged += 1
    more = (Recorded(found.id, place, at, event) for place, event in enumerate(late, start=end.seq + 1))
    return Closing(found, (end, *more), damaged)


def begun(found: StoredCall) -> CallStarted:
    """The beginning of a stored call."""
    return CallStarted(
        id=found.id,
        started_at=found.started_at,
        direction=cast("Literal['inbound', 'outbound', 'internal']", found.direction),
        number=found.number,
        language=cast("Language | None", found.language),
    )


def end_row(started_at: str, end: CallEnded) -> dict[str, object]:
    """What the end of a call is in its own row; `ended_at` is not known where `started_at` is damaged."""
    ended_at = None
    try:
        ended_at = (datetime.fromisoformat(started_at) + timedelta(seconds=end.t)).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        _log.error("a call began at what is no moment, and its end is not known either")
    return {"ended_at": ended_at, "ended_t": round(end.t, 3), "end_reason": end.reason}
