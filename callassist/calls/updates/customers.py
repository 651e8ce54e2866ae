"""What the engine tells the window of customers, and of what may be given to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:  # the window is painted before what they need is imported
    from decimal import Decimal

    from callassist.conduct.goodwill import Allowance
    from callassist.customers.card import Candidate, ScreenPop


@dataclass(frozen=True, slots=True)
class CustomerShown:
    """Whose record belongs to a call: told on ringing, and again whenever it has changed.

    Attributes:
        key: of the call. pop: what is known by its number; the one card alone once the agent has chosen.
        verified: nothing is folded any more.
    """

    key: str
    pop: ScreenPop = field(repr=False)
    verified: bool = False


@dataclass(frozen=True, slots=True)
class CustomerEdited:
    """An edit of a record is on the disk. `change`: by which it can be taken back. `undone`: it was a taking back."""

    key: str
    change: UUID
    undone: bool = False


@dataclass(frozen=True, slots=True)
class CustomersFound:
    """The answer to `look_up_customer`: people whose name, number or id it is."""

    key: str
    words: str = field(repr=False)
    candidates: tuple[Candidate, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class GoodwillShown:
    """What an agent may still give to a call's customer.

    Attributes:
        key: of the call. allowance: None where nobody's record belongs to the call. given: in this call, just now.
        change: by which that can be taken back. refused: more than that was asked for.
    """

    key: str
    allowance: Allowance | None
    given: Decimal | None = None
    change: UUID | None = None
    refused: Decimal | None = None
