"""What is known of a customer, as the card shows it: small frozen trees, ready for a window or for JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from callassist.customers.balance import Balance, Repair
from callassist.events import Dialect, Gender, Language

Kind = Literal["customer", "internal"]
Experience = Literal["good", "bad"]
PromiseState = Literal["open", "kept", "broken", "withdrawn"]
Direction = Literal["inbound", "outbound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who it is.

    Attributes:
        key: of the record. version: counts its edits; an edit names the one it was made on. external_id: the
            company's own name for the record. name: in full. title: «أستاذ», "Dr.". called: how this customer wants
            to be called («أم خالد»), where that is not title and name. kind: a customer, or somebody of the company.
            department: of an internal one. since: a customer since that day, ISO 8601. vip: None wherever the
            company wants no such marks. remark: free text, redacted.
    """

    key: UUID
    version: int
    external_id: str | None = None
    kind: Kind = "customer"
    department: str | None = None
    name: str | None = None
    title: str | None = None
    called: str | None = None
    gender: Gender | None = None
    language: Language | None = None
    dialect: Dialect | None = None
    plan: str | None = None
    since: str | None = None
    vip: bool | None = None
    remark: str | None = None

    @property
    def addressed(self) -> str | None:
        """How the customer is addressed; None where not even a name is known."""
        return self.called or " ".join(part for part in (self.title, self.name) if part and self.name) or None


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a person. `text`: E.164 or an extension. `display`: for people, isolated for right-to-left text."""

    text: str
    display: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Something that happened between a customer and the company.

    Attributes:
        at: ISO 8601 in UTC, or a date. direction: seen from the company, where it is known. about, outcome: in words,
            redacted. experience: what it was to the customer,
            where that is known. put_right: what has been put right since, where it was bad. call: key of the call in
            the journal. agent: who had it.
    """

    key: UUID
    version: int
    at: str
    about: str
    direction: Direction | None = None
    outcome: str | None = None
    experience: Experience | None = None
    put_right: str | None = None
    call: UUID | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was promised to a customer.

    Attributes:
        due: ISO 8601 in UTC, or a date alone where no hour was said. part: of that day. due_at: by when it is to be
            done, ISO 8601 in UTC (`callassist.promises.overdue`); overdue from then on.
    """

    key: UUID
    version: int
    what: str
    made_at: str
    due: str | None = None
    part: str | None = None
    due_at: str | None = None
    state: PromiseState = "open"
    call: UUID | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is open and should have been done. `now`: with an offset."""
        return self.state == "open" and self.due_at is not None and datetime.fromisoformat(self.due_at) <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What a customer bought, and when (ISO 8601)."""

    key: UUID
    version: int
    at: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An earlier incident with a customer: when, about what, and how it ended."""

    key: UUID
    version: int
    at: str
    about: str
    outcome: str | None = None
    call: UUID | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """What is kept back until the caller is verified: how many there are of each, and nothing of what they say."""

    purchases: int
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One customer.

    Attributes:
        numbers: all of this person. shared: those of them that others have too. contacts: the latest, newest first.
            all_contacts: how many there are. promises: the open ones, the soonest due first. folded: what is kept
            back, None once the caller is verified; only then purchases and incidents are given, newest first.
        repair: what went wrong last and what has been put right since. balance: of good and bad experiences; None
            where nothing bad has happened.
    """

    person: Person
    numbers: tuple[Number, ...]
    shared: tuple[str, ...]
    contacts: tuple[Contact, ...]
    all_contacts: int
    promises: tuple[Promise, ...]
    folded: Folded | None
    purchases: tuple[Purchase, ...] = ()
    incidents: tuple[Incident, ...] = ()
    repair: Repair | None = None
    balance: Balance | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several people behind a number: enough to ask the caller, and no more. `last`: day of the last contact."""

    key: UUID
    name: str | None
    addressed: str | None
    plan: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class ScreenPop:
    """What a ring brings up.

    Attributes:
        number: as it is kept; None where the caller is withheld. display: for people.
        card: of the one person who has this number; None where nobody or several have it.
        candidates: of several people, for the agent to choose from, by name.
    """

    number: str | None
    display: str | None
    card: Card | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether nobody is known by this number."""
        return self.card is None and not self.candidates
