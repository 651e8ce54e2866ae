"""One past call with all that was written down of it, put where it belongs: what was said, and what happened at it.

Rows that were damaged long ago are left out and counted; whatever else there is of the call is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from callassist.conduct.report import Addition, with_additions
from callassist.events import SPEAKERS, Recorded, Speaker, Utterance
from callassist.reports.call_log import CallLog, LoggedCall
from callassist.reports.who_called import Promised
from callassist.store.calls import read_payload
from callassist.store.schema import event, wrap_up

CUES = frozenset(
    {
        *("interruption", "anger", "warning_due", "warning_given", "alarm_withdrawn", "may_end_call", "alert"),
        *("empathy_missing", "colleague_complaint", "restate_due", "restated", "suggestion", "knowledge_gap", "phrase"),
        *("misstatement", "offer", "handover", "commitment", "commitment_withdrawn"),
        *("commitment_settled", "redacted", "key", "hearing"),
    }
)
"""Types of the events that are shown at a line. What the agent alone may see (`wording`, `overpromise`) is
not kept."""

_WRITTEN = ("category", "outcome", "summary", "csat", "nps", "ces", "feedback", "transfer", "case_number")


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happened at a line.

    Attributes:
        type, seq, t: of the event. own: its keys. line: the `seq` of the utterance it stands at; None before the first.
    """

    type: str
    seq: int
    t: float
    own: Mapping[str, Any]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PastNote:
    """What the agent wrote down, as it was left. `line`: the `seq` of the utterance or report that it belongs to."""

    seq: int
    t: float
    text: str = field(repr=False)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class WholeCall:
    """All that is known of a call.

    Attributes:
        call: as it is listed. said: what was said, in the order in which it was begun; of what was revised, the latest
            text only, under the first `seq`. cues: by `seq`. notes: those that were not taken back.
        talk: when each side's voice was heard, seconds. tone: the customer's level (0 to 1) from a moment on.
        silences: from when to when nobody spoke.
        promises: as they are kept, else as they were decided in the call. wrap_up: what the agent wrote of it; empty
            where nobody has. summary: in sentences that were said, made at the end. incident: the report, with what the
            agent added. metrics: as in `docs/call-file.md`.
        damaged: how many rows can't be read.
    """

    call: LoggedCall
    said: tuple[Recorded, ...] = ()
    cues: tuple[Cue, ...] = ()
    notes: tuple[PastNote, ...] = ()
    talk: Mapping[Speaker, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    tone: tuple[tuple[float, float], ...] = ()
    silences: tuple[tuple[float, float], ...] = ()
    promises: tuple[Promised, ...] = ()
    wrap_up: Mapping[str, Any] = field(default_factory=dict)
    summary: str = ""
    incident: Mapping[str, Any] | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    damaged: int = 0

    @property
    def length(self) -> float:
        """Seconds; as far as anything is known of it, where it has no end."""
        ends = [self.call.ended_t or 0.0, *(spoken[-1][1] for spoken in self.talk.values() if spoken)]
        ends += [item.event.t1 for item in self.said if isinstance(item.event, Utterance)]
        return max(ends)

    def overlaps(self) -> tuple[tuple[float, float], ...]:
        """When both sides spoke."""
        agent, customer = (self.talk.get(speaker, ()) for speaker in SPEAKERS)
        both = ((max(a[0], c[0]), min(a[1], c[1])) for a in agent for c in customer if a[0] < c[1] and c[0] < a[1])
        return tuple(sorted(both))


@dataclass(slots=True)
class _Row:
    type: str
    seq: int
    root: int
    t: float
    at: float
    own: dict[str, Any]


def whole(log: CallLog, key: UUID) -> WholeCall:
    """A call by its key.

    Raises:
        UserError: there is none.
        StorageError: the journal or the records can't be read.
    """
    listed = log.find(str(key))
    wanted = select(event).where(event.c.call_key == key).order_by(event.c.seq)
    written = select(*(wrap_up.c[name] for name in _WRITTEN), wrap_up.c.state).where(wrap_up.c.call_key == key)
    with log.journal.reading() as connection:
        rows, damaged = [], 0
        for found in connection.execute(wanted).mappings():
            own = read_payload(found["payload"])
            if not own and found["payload"] != "{}":
                damaged += 1
                continue
            root = found["seq"] if found["root_seq"] is None else found["root_seq"]
            rows.append(_Row(found["type"], found["seq"], root, found["t"], found["at"], own))
        wrapped = connection.execute(written).mappings().one_or_none()
    said, unread = _said(listed.id, rows)
    cues = _cues(rows, said)
    return WholeCall(
        call=listed,
        said=said,
        cues=cues,
        notes=_notes(rows),
        talk=_talk(rows, said),
        tone=tuple((row.t, row.own["level"]) for row in rows if row.type == "tone" and "level" in row.own),
        silences=tuple((row.own["t0"], row.own["t1"]) for row in rows if row.type == "silence" and "t1" in row.own),
        promises=log.promised(key) or _decided(rows),
        wrap_up={} if wrapped is None else {name: value for name, value in wrapped.items() if value not in (None, "")},
        summary=next((str(row.own.get("text", "")) for row in reversed(rows) if row.type == "summary"), ""),
        incident=_incident(rows),
        metrics=next((row.own for row in reversed(rows) if row.type == "metrics"), {}),
        damaged=damaged + unread,
    )


def _said(call: str, rows: Iterable[_Row]) -> tuple[tuple[Recorded, ...], int]:
    """What was said, and how many rows of it can't be read."""
    latest: dict[int, Recorded] = {}
    unread = 0
    for row in rows:
        if row.type == Utterance.type:
            own = {name: value for name, value in row.own.items() if name in _OF_UTTERANCE}
            try:
                own["unsure"] = tuple((int(start), int(end)) for start, end in own.get("unsure", ()))
                said = Utterance(t=row.t, **own)
            except (TypeError, ValueError):
                unread += 1
                continue
            latest[row.root] = Recorded(call, row.root, row.at, said)
    return tuple(sorted(latest.values(), key=lambda each: (each.event.t, each.seq))), unread


_OF_UTTERANCE = frozenset({"t0", "t1", "speaker", "text", "confidence", "unsure", "revises"})


def _cues(rows: Iterable[_Row], said: Sequence[Recorded]) -> tuple[Cue, ...]:
    withdrawn = {(row.t, row.own.get("by")) for row in rows if row.type == "interruption_withdrawn"}
    begins = [each.event.t for each in said]
    found = []
    for row in rows:
        if row.type not in CUES or (row.type == "interruption" and (row.t, row.own.get("by")) in withdrawn):
            continue
        place = bisect_right(begins, row.t)
        found.append(Cue(row.type, row.seq, row.t, row.own, said[place - 1].seq if place else None))
    return tuple(found)


def _notes(rows: Iterable[_Row]) -> tuple[PastNote, ...]:
    notes: dict[int, PastNote] = {}
    for row in rows:
        if row.type != "note":
            continue
        before = notes.get(row.root)
        text = str(row.own.get("text", ""))
        notes[row.root] = (
            PastNote(row.root, row.t, text, row.own.get("line")) if before is None else replace(before, text=text)
        )
    return tuple(note for note in notes.values() if note.text)


def _talk(rows: Iterable[_Row], said: Sequence[Recorded]) -> dict[Speaker, tuple[tuple[float, float], ...]]:
    """By voice activity where that was written down, else by what was said."""
    found: dict[Speaker, list[tuple[float, float]]] = {speaker: [] for speaker in SPEAKERS}
    begun: dict[str, float] = {}
    for row in rows:
        speaker = row.own.get("speaker")
        if row.type == "speech_start" and speaker in found:
            begun[speaker] = row.t
        elif row.type == "speech_stop" and speaker in begun:
            found[speaker].append((begun.pop(speaker), row.t))
    for each in said:
        own = each.event
        if isinstance(own, Utterance) and not any(start < own.t1 and own.t0 < end for start, end in found[own.speaker]):
            found[own.speaker].append((own.t0, own.t1))
    return {speaker: tuple(sorted(stretches)) for speaker, stretches in found.items()}


def _decided(rows: Iterable[_Row]) -> tuple[Promised, ...]:
    """What was promised as far as the call itself knows; what was dismissed or taken back is left out."""
    found: dict[int, Promised] = {}
    for row in rows:
        number = row.own.get("number")
        if row.type in ("commitment", "commitment_settled") and isinstance(number, int):
            state = str(row.own.get("state", "proposed"))
            found[number] = Promised(str(row.own.get("what", "")), row.own.get("due"), state)
        elif row.type == "commitment_withdrawn" and isinstance(number, int):
            found.pop(number, None)
    return tuple(each for each in found.values() if each.state != "dismissed")


def _incident(rows: Sequence[_Row]) -> Mapping[str, Any] | None:
    for row in rows:
        report = row.own.get("report") if row.type == "incident" else None
        if isinstance(report, dict):
            added = [Addition(note.t, note.text) for note in _notes(rows) if note.line == row.seq]
            return with_additions(report, added) if added else report
    return None
