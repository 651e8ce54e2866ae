"""What the engine tells the window of promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

if TYPE_CHECKING:  # the window is painted before what they need is imported
    from callassist.promises.kept import Finish, KeptPromise, Moved
    from callassist.promises.reminding import Standing
    from callassist.promises.written import Written


@dataclass(frozen=True, slots=True)
class PromiseView:
    """An open promise as it stands now. `due_at`: by when; of a date alone, the end of its work. `before`: the dates
    that it had before, the first one first."""

    promise: KeptPromise = field(repr=False)
    standing: Standing
    due_at: datetime | None = None
    before: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class PromisesChanged:
    """All open promises, the soonest due first, those without a date last: told at the start, after every change, and
    when time has made one of them more urgent."""

    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True)
class PromisesDue:
    """It is time to be reminded of these; told once for each of their reminders."""

    promises: tuple[PromiseView, ...]


PromiseStep = Literal["written", "moved", "told", "undone"]


@dataclass(frozen=True, slots=True)
class PromiseEdited:
    """What the agent did to a promise is on the disk.

    Attributes:
        step: what it was: how it ended, or that it was written down, moved, told of or that a step was undone.
        change: by which it can be taken back; None of one that was written down, or undone. version: it has now.
    """

    key: UUID
    step: PromiseStep | Finish
    change: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class PromiseUnderstood:
    """The answer to `read_promise`: how the line is understood."""

    text: str = field(repr=False)
    written: Written = field(repr=False)


@dataclass(frozen=True, slots=True)
class MoveWorded:
    """The answer to `word_move`: what can be said to the customer, one way or another."""

    key: UUID
    due: str
    phrases: tuple[str, ...] = field(repr=False)
