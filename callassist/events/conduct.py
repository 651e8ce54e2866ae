"""How the call goes: turns, tone, courtesy, anger, the warnings and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from callassist.events.base import Event, Speaker, plain

AngerKind = Literal["grievance", "abuse", "threat"]
Trend = Literal["rising", "steady", "falling"]

# ── Turns ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption(Event):
    """Somebody began to speak in the other's turn, and went on. `t` is the onset.

    Attributes:
        by: who did. overlap: seconds of joint speech when it was told.
    """

    type: ClassVar[str] = "interruption"
    told: ClassVar[bool] = True
    by: Speaker
    overlap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptionWithdrawn(Event):
    """What was said shows that it was no interruption. `t` is that of the one that is taken back."""

    type: ClassVar[str] = "interruption_withdrawn"
    told: ClassVar[bool] = True
    by: Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence(Event):
    """Nobody spoke from `t0` to `t1`, seconds; told when it is over. Hold and pause are none."""

    type: ClassVar[str] = "silence"
    told: ClassVar[bool] = True
    t0: float
    t1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics(Event):
    """How the talk was shared, told at the end.

    Attributes:
        values: figures by name: seconds, shares of 0 to 1, counts.
    """

    type: ClassVar[str] = "metrics"
    told: ClassVar[bool] = True
    values: Mapping[str, float]

    def payload(self) -> dict[str, Any]:
        """The figures as keys of their own."""
        return dict(self.values)


# ── Tone ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone(Event):
    """The customer's tone has changed.

    Attributes:
        level: 0 (calm) to 1. trend: which way it goes. reasons: what it is told from, fit to be shown.
    """

    type: ClassVar[str] = "tone"
    told: ClassVar[bool] = True
    level: float
    trend: Trend
    reasons: tuple[str, ...]


# ── Courtesy ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class RestateDue(Event):
    """The customer explained at length: it is time to say it back in one's own words."""

    type: ClassVar[str] = "restate_due"
    told: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated(Event):
    """The agent did say it back."""

    type: ClassVar[str] = "restated"
    told: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Event):
    """An item of courtesy. `done`: true when it was heard; false at the end where it was surely not said; None at the
    end where it could not be heard."""

    type: ClassVar[str] = "checklist"
    told: ClassVar[bool] = True
    item: str
    done: bool | None = None

    def payload(self) -> dict[str, Any]:
        """`done` stays, even where it is not known."""
        return {"item": self.item, "done": self.done}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Event):
    """Better words for something that the agent said. Shown to the agent alone and never stored.

    Attributes:
        kind: of fault, as in the company's file. better: what to say instead.
    """

    type: ClassVar[str] = "wording"
    stored: ClassVar[bool] = False
    told: ClassVar[bool] = True
    kind: str
    better: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmpathyMissing(Event):
    """A complaint got no word of empathy within the agent's next turns. `t`: of the complaint."""

    type: ClassVar[str] = "empathy_missing"
    told: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueComplaint(Event):
    """The customer complains about somebody who works here. `evidence`: the words, treated."""

    type: ClassVar[str] = "colleague_complaint"
    told: ClassVar[bool] = True
    evidence: str


# ── Anger and the three warnings ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Anger(Event):
    """A customer's utterance that is a grievance, abuse or a threat, from its words alone.

    Attributes:
        kind: which. evidence: the words, treated. counts: whether it is sure enough to count against anybody. t1: when
            the utterance was over. score: how likely it was, 0 to 1, as the policy's threshold saw it. ruled: whether a
            rule said so too.
    """

    type: ClassVar[str] = "anger"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    kind: AngerKind
    evidence: str
    counts: bool = True
    t1: float | None = None
    score: float | None = None
    ruled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningDue(Event):
    """An outburst asks for a warning: `number` (1 to 3) and the words to `say`."""

    type: ClassVar[str] = "warning_due"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    number: int
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningGiven(Event):
    """A warning was given: heard in the agent's words, or confirmed by a chord.

    Attributes:
        number: which. heard: the words, where it was heard.
    """

    type: ClassVar[str] = "warning_given"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    number: int
    heard: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmWithdrawn(Event):
    """A false alarm was rejected by the agent, and its strike is taken back.

    Attributes:
        number: of the warning that is free again; None where none was due. evidence: what had raised the alarm.
        since: when that began; whatever was told of it from then on is taken back.
    """

    type: ClassVar[str] = "alarm_withdrawn"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    number: int | None = None
    evidence: str | None = None
    since: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MayEndCall(Event):
    """Three warnings were given and abuse goes on: the agent may end the call with these words."""

    type: ClassVar[str] = "may_end_call"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Event):
    """A threat of violence: whoever is named must be told at once.

    Attributes:
        whom: as the company's policy says. evidence: the words, treated.
    """

    type: ClassVar[str] = "alert"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    whom: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Event):
    """The report of a call that could be ended, or in which somebody was threatened; once, at the end.

    Attributes:
        report: plain JSON values; `conduct.report` says which.
    """

    type: ClassVar[str] = "incident"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    report: Mapping[str, Any] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """The report, whole."""
        return {"report": plain(self.report)}
