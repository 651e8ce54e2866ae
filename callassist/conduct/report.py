"""The incident report as plain data, kept while the call goes on from what is told of it.

`docs/conduct.md` lists its keys. What it holds is treated already: words come as they stand in the call's record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from callassist.conduct.policy import ConductPolicy, SupervisorNews
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    Anger,
    CallEnded,
    CallStarted,
    CustomerKnown,
    Event,
    KeyPressed,
    Language,
    MayEndCall,
    Speaker,
    Tone,
    Utterance,
    WarningDue,
    WarningGiven,
)

VERSION = 1
"""Of the report's form."""

OWN = WarningDue | WarningGiven | AlarmWithdrawn | MayEndCall | Alert
"""What the three warnings tell."""

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Addition:
    """What the agent added after the call: a note of the call that belongs to the report's own line.

    Attributes:
        t: of the note, seconds on the call clock. text: it, treated.
    """

    t: float
    text: str


class Account:
    """What has to be known for the report of one call.

    Args:
        policy: how much of the call is reported, and what a supervisor is told. language: of what they are told.

    Attributes:
        ended: when the call did; None while it goes on.
    """

    def __init__(self, policy: ConductPolicy, language: Language) -> None:
        self._policy = policy
        self._language: Language = language
        self._started = CallStarted(id="", started_at="1970-01-01T00:00:00+00:00")
        self._customer = CustomerKnown()
        self._lines: dict[tuple[Speaker, float], Utterance] = {}
        self._words: dict[tuple[str, float], Entry] = {}
        self._warnings: list[Entry] = []
        self._alerts: list[Entry] = []
        self._may_end: list[Entry] = []
        self._rejected: list[Entry] = []
        # From when to when; what was said of it in between does not count.
        self._taken_back: list[tuple[float, float]] = []
        self._tone: list[Tone] = []
        self._reason: str | None = None
        self.ended: float | None = None

    @property
    def is_owed(self) -> bool:
        """Whether the call could be ended, or somebody was threatened: also where the agent took it back, because they
        or a supervisor were told."""
        return bool(self._alerts or self._may_end)

    def take(self, event: Event) -> None:
        """Whatever happens in the call, also what the three warnings tell."""
        match event:
            case CallStarted():
                self._started = event
            case CustomerKnown():
                self._customer = event
            case Utterance():
                self._lines[event.speaker, event.t0] = event
            case Anger(kind="abuse" | "threat"):
                ended = event.t if event.t1 is None else event.t1
                self._said(event.kind, event.t, ended, event.evidence, sure=event.counts)
            case KeyPressed(action="disruptive"):
                self._said("disruption", event.t, event.t, self._policy.declared.words(self._language), sure=True)
            case KeyPressed(action="alarm_confirmed"):
                self._confirm(event.t)
            case Tone():
                self._tone.append(event)
            case CallEnded():
                self.ended, self._reason = event.t, event.reason
            case _:
                self._warned(event)

    def report(self) -> dict[str, Any]:
        """All of it, as plain JSON values."""
        stretches = self._stretches()
        standing = [entry for entry in (*self._alerts, *self._may_end) if entry["withdrawn"] is None]
        return {
            "version": VERSION,
            "call": {
                "id": self._started.id,
                "started_at": self._started.started_at,
                "direction": self._started.direction,
                "language": self._started.language,
            },
            "customer": {
                "name": self._customer.name,
                "number": self._started.number,
                "person": self._customer.person,
            },
            "because": [*(["threat"] if self._alerts else []), *(["may_end_call"] if self._may_end else [])],
            "stands": bool(standing),
            "warnings_given": sum(w["given"] is not None and w["withdrawn"] is None for w in self._warnings),
            "warnings": self._warnings,
            "words": sorted(self._words.values(), key=_when),
            "alerts": self._alerts,
            "may_end": self._may_end,
            "rejected": self._rejected,
            "tone": [
                self._at(tone.t) | {"level": round(tone.level, 3), "trend": tone.trend, "reasons": list(tone.reasons)}
                for tone in self._tone
                if _overlaps(tone.t, tone.t, stretches)
            ],
            "lines": [
                self._at(line.t0) | {"speaker": line.speaker, "text": line.marked}
                for line in sorted(self._lines.values(), key=lambda line: line.t0)
                if _overlaps(line.t0, line.t1, stretches)
            ],
            "ended": None if self.ended is None else self._at(self.ended) | {"reason": self._reason},
            "additions": [],
        }

    def _warned(self, event: Event) -> None:
        match event:
            case WarningDue():
                due = {"number": event.number, "due": self._at(event.t), "say": event.say}
                self._warnings.append(due | {"given": None, "heard": None, "withdrawn": None})
            case WarningGiven():
                for entry in self._latest(self._warnings, event.number):
                    entry |= {"given": self._at(event.t), "heard": event.heard}
            case MayEndCall():
                told = {"told": self._told("may_end", ""), "withdrawn": None}
                self._may_end.append(self._at(event.t) | {"say": event.say} | told)
            case Alert():
                told = {"told": self._told("threat", event.evidence), "withdrawn": None}
                self._alerts.append(self._at(event.t) | {"whom": event.whom, "text": event.evidence} | told)
            case AlarmWithdrawn():
                self._take_back(event)
            case _:
                pass

    def _take_back(self, rejected: AlarmWithdrawn) -> None:
        when = self._at(rejected.t)
        since = rejected.t if rejected.since is None else rejected.since
        self._taken_back.append((since, rejected.t))
        self._rejected.append(when | {"number": rejected.number, "text": rejected.evidence})
        if rejected.number is not None:
            for entry in self._latest(self._warnings, rejected.number):
                entry["withdrawn"] = when
        for entry in (*self._alerts, *self._may_end, *self._words.values()):
            if entry["t"] >= since and entry["withdrawn"] is None:
                entry["withdrawn"] = when

    def _latest(self, entries: Sequence[Entry], number: int) -> Iterable[Entry]:
        """The last one with a number; a number that became free again may be used anew."""
        return [entry for entry in entries if entry["number"] == number][-1:]

    def _said(self, kind: str, t0: float, t1: float, text: str, *, sure: bool) -> None:
        said = "shouting" if kind == "disruption" else "words"
        entry: Entry = {"t1": round(t1, 3), "kind": kind, "text": text, "sure": sure}
        entry |= {"confirmed": None, "withdrawn": None}
        if (earlier := self._words.get((said, t0))) is not None:
            entry |= {key: earlier[key] for key in ("confirmed", "withdrawn")}
        elif kind == "abuse":
            # Words whose text came after the agent had rejected what they belong to.
            covering = [at for since, at in self._taken_back if since <= t0 and t1 <= at]
            entry["withdrawn"] = self._at(covering[0]) if covering else None
        self._words[said, t0] = self._at(t0) | entry

    def _confirm(self, t: float) -> None:
        for words in reversed(self._words.values()):
            if words["withdrawn"] is not None:
                self._stand_again(words["withdrawn"])
            if words["sure"]:
                return
            words["confirmed"] = words["confirmed"] or self._at(t)

    def _stand_again(self, rejected: Entry) -> None:
        """What was taken back then is right after all; what was told of it is told anew."""
        for words in self._words.values():
            if words["withdrawn"] == rejected:
                words["withdrawn"] = None
        self._rejected = [entry for entry in self._rejected if entry["t"] != rejected["t"]]
        self._taken_back = [(since, t) for since, t in self._taken_back if round(t, 3) != rejected["t"]]

    def _told(self, news: SupervisorNews, words: str) -> str:
        name, number = self._customer.name, self._started.number
        return self._policy.supervisor_told(news, self._language, customer=name, number=number, words=words)

    def _stretches(self) -> list[tuple[float, float]]:
        """The parts of the call around the abuse and the warnings."""
        before, after = self._policy.report.before, self._policy.report.after
        words = [(said["t"] - before, said["t1"] + after) for said in self._words.values()]
        warnings = [(each["due"]["t"] - before, (each["given"] or each["due"])["t"] + after) for each in self._warnings]
        return [*words, *warnings]

    def _at(self, t: float) -> Entry:
        return _moment(datetime.fromisoformat(self._started.started_at), t)


def with_additions(report: Mapping[str, Any], additions: Iterable[Addition]) -> dict[str, Any]:
    """The report with what the agent added to it, in the order given."""
    began = datetime.fromisoformat(report["call"]["started_at"])
    written = [_moment(began, addition.t) | {"text": addition.text} for addition in additions]
    return {**report, "additions": [*report["additions"], *written]}


def _moment(began: datetime, t: float) -> Entry:
    return {"t": round(t, 3), "clock": (began + timedelta(seconds=t)).isoformat(timespec="seconds")}


def _when(entry: Entry) -> float:
    t: float = entry["t"]
    return t


def _overlaps(t0: float, t1: float, stretches: Iterable[tuple[float, float]]) -> bool:
    return any(start <= t1 and t0 <= end for start, end in stretches)
