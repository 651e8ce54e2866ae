"""What the agent may want of the book of promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from callassist.events import Language
from callassist.promises.kept import Finish


@dataclass(frozen=True, slots=True)
class ReadPromise:
    """See how a line would be understood."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WritePromise:
    """Keep a promise that was made in no call. `due`, `part`: as in `Commitment`."""

    what: str = field(repr=False)
    due: str | None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class DropPromise:
    """One was written down by mistake."""

    promise: UUID
    version: int


@dataclass(frozen=True, slots=True)
class FinishPromise:
    """One is kept, broken or withdrawn. `outcome`: what came of it, or why nothing did."""

    promise: UUID
    version: int
    state: Finish
    outcome: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class MovePromise:
    """One has another date. `told`: the customer knows it."""

    promise: UUID
    version: int
    due: str
    part: str | None
    told: bool


@dataclass(frozen=True, slots=True)
class CustomerTold:
    """The customer has been told of the date that one has now."""

    promise: UUID
    version: int


@dataclass(frozen=True, slots=True)
class UndoPromise:
    """Take a step of one back."""

    promise: UUID
    change: UUID


@dataclass(frozen=True, slots=True)
class WordMove:
    """See what can be said to the customer of a new date. `language`: of customers of whom nothing is known."""

    promise: UUID
    due: str
    language: Language


BookWish = WritePromise | DropPromise | FinishPromise | MovePromise | CustomerTold | UndoPromise
"""What writes."""

PromiseWish = ReadPromise | WordMove | BookWish
