"""What the engine tells the window of wrap-ups, and of what an earlier run has left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:  # the window is painted before what they need is imported
    from callassist.calls.wrapping_up.draft import Draft
    from callassist.calls.wrapping_up.of_call import OfCall
    from callassist.calls.wrapping_up.policy import Category, FollowUpKind, Outcome, Scale
    from callassist.calls.wrapping_up.stored import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUpShown:
    """A call's wrap-up: told when the call is hung up, again as its last words come, and when it is asked for.

    Attributes:
        call: the call's key in the journal, by which its wrap-up is written. key: by which it is told of.
        of: what the call's record has. display: its number for people. draft: as it is kept. open: it can be
            written; else it is finished. categories: in learned order. outcomes, follow_ups, scales: what else there
            is to choose.
    """

    call: UUID
    key: str
    of: OfCall = field(repr=False)
    display: str = field(repr=False)
    draft: Draft
    open: bool
    categories: tuple[Category, ...]
    outcomes: tuple[Outcome, ...]
    follow_ups: tuple[FollowUpKind, ...]
    scales: tuple[Scale, ...]


@dataclass(frozen=True, slots=True)
class WrapUpKept:
    """What was written is taken. `left_out`: fields in which something must not be kept and was left out."""

    call: UUID
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrapUpCopied:
    """The answer to `copy_wrap_up`: what goes to the clipboard."""

    call: UUID
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrapUpsWaiting:
    """The calls that are still to be wrapped up, the latest first, each with its number for people."""

    waiting: tuple[tuple[Waiting, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """A call that an earlier run left unfinished.

    Attributes:
        call: its key in the journal. key: by which it is told of. started_at: ISO 8601 with offset. display: its number
            for people. name: how the customer is addressed. cut_off: the call itself was cut off; else its wrap-up was.
        undecided: how many of its promises wait to be decided.
        report: its incident report, with what the agent has added. report_seq: its place in the call's record.
    """

    call: UUID
    key: str
    started_at: str
    display: str = field(default="", repr=False)
    name: str | None = field(default=None, repr=False)
    cut_off: bool = True
    undecided: int = 0
    report: dict[str, Any] | None = field(default=None, repr=False)
    report_seq: int = -1


@dataclass(frozen=True, slots=True)
class LeftOvers:
    """What an earlier run left unfinished, the latest first: told once, at the start. All of it is kept."""

    calls: tuple[LeftOver, ...]
