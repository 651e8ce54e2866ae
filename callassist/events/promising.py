"""What the agent promised, as it was heard, and what they decided of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from callassist.events.base import Event

Decision = Literal["approved", "dismissed", "proposed"]
"""Of a commitment: it counts, it does not, or nothing is decided (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Event):
    """The agent promised something, for themselves, a colleague or the company: a proposal, until they approve it.

    Attributes:
        number: which of this call's it is, from 1; a later one with the same number takes its place. what: is going to
            be done, in the agent's words. due: when, ISO 8601 in the offset of the call's beginning, a date alone where
            no hour was said; None where there is none. evidence: the words, treated. part: of the day, where one was
            said instead of an hour ("asr", "morning"). doubt: why there is no date, though one was said: there is no
            such day, or it is over. unsure: whether the recogniser was unsure of the words.
    """

    type: ClassVar[str] = "commitment"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    number: int
    what: str
    due: str | None
    evidence: str
    part: str | None = None
    doubt: Literal["no_such_day", "past"] | None = None
    unsure: bool = False

    def payload(self) -> dict[str, Any]:
        """`due` stays, even where there is none; of what is seldom so only what is."""
        found: dict[str, Any] = {"number": self.number, "what": self.what, "due": self.due, "evidence": self.evidence}
        seldom = {"part": self.part, "doubt": self.doubt, "unsure": self.unsure}
        return found | {name: value for name, value in seldom.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentWithdrawn(Event):
    """The agent took a promise back in the call. `number`: of the commitment; `evidence`: the words, treated."""

    type: ClassVar[str] = "commitment_withdrawn"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    number: int
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentSettled(Event):
    """What the agent decided of a commitment. Only approved ones count, and the last decision does.

    Attributes:
        number: of the commitment; below 0 for what the agent wrote down by hand, which nobody proposed. state:
            "proposed" takes a decision back. what: as it is to be done, treated like a note. due, part: as in
            `Commitment`.
    """

    type: ClassVar[str] = "commitment_settled"
    lasting: ClassVar[bool] = True
    told: ClassVar[bool] = True
    number: int
    state: Decision
    what: str
    due: str | None
    part: str | None = None

    def payload(self) -> dict[str, Any]:
        """`due` stays, even where there is none."""
        found = {"number": self.number, "state": self.state, "what": self.what, "due": self.due}
        return found | ({"part": self.part} if self.part else {})


OverpromiseReason = Literal["authority", "sooner", "absolute", "late"]
"""Beyond what the agent may give; sooner than the company can deliver; in words that nobody can keep; later than it
may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overpromise(Event):
    """The agent promised more than can be kept, or later than it may be. Shown to the agent alone and never stored.

    Attributes:
        reason: why. better: what to say instead. evidence: the words, treated. number: of the commitment, where it is
            one.
    """

    type: ClassVar[str] = "overpromise"
    stored: ClassVar[bool] = False
    told: ClassVar[bool] = True
    reason: OverpromiseReason
    better: str
    evidence: str
    number: int | None = None
