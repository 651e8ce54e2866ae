"""Promises as they are kept: what was decided in a call, and what a list shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid5

from callassist.customers.card import PromiseState
from callassist.events import Decision, Dialect, Gender

Finish = Literal["kept", "broken", "withdrawn"]
"""How a promise ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the agent decided of a commitment, with all that a record of it needs.

    Attributes:
        call: key of the call in the journal. seq: of the decision in the call. number, state, what, due, part: as in
            `CommitmentSettled`. made_at: ISO 8601 in UTC. person: key of the record that belongs to the call. called:
            the number as dialled. name: as the softphone showed it.
    """

    call: UUID
    seq: int
    number: int
    state: Decision
    what: str
    due: str | None
    part: str | None
    made_at: str
    person: UUID | None = None
    called: str | None = None
    name: str | None = None

    @property
    def key(self) -> UUID:
        """Of the row: always the same, so that it is written once however often it is tried."""
        return uuid5(self.call, str(self.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPromise:
    """One of the book.

    Attributes:
        version: counts its edits; an edit names the one it was made on. due: ISO 8601 in UTC, or a date alone. part: of
            that day. outcome: what came of it, or why nothing did. moved: how often its date was moved. told: whether
            the customer was told of the date it has now. person: key of the record; name: how that customer is
            addressed, or as the softphone showed it. gender, dialect: of the customer. number: for people, where it is
            nobody's record. call: key of the call in the journal. reminded: the moment of the last reminder.
    """

    key: UUID
    version: int
    what: str
    made_at: str
    due: str | None = None
    part: str | None = None
    state: PromiseState = "open"
    outcome: str | None = None
    moved: int = 0
    told: bool = False
    person: UUID | None = None
    name: str | None = None
    gender: Gender | None = None
    dialect: Dialect | None = None
    number: str | None = None
    call: UUID | None = None
    reminded: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that a promise had. `at`: when it was given up for the next one, ISO 8601 in UTC."""

    at: str
    due: str | None
    part: str | None
