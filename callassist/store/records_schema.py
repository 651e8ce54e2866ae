"""The tables of the customers' records.

Numbers stand apart from people: a family shares one, and a person has several. `team`, `site` and `agent` are plain
texts that may be empty, as in the journal. What is written in place carries a `version`, which counts its edits.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
)

from callassist.store.schema import MIGRATIONS, NAMING, Schema

records_tables = MetaData(naming_convention=NAMING)

person = Table(
    "person",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("team", Text),
    Column("site", Text),
    # The company's own name for this record, by which an import finds it again.
    Column("external_id", Text),
    Column("kind", Text, nullable=False, server_default="customer"),
    Column("department", Text),
    Column("name", Text),
    # The name as it is compared and looked up.
    Column("search_name", Text),
    Column("title", Text),
    Column("called", Text),
    Column("gender", Text),
    Column("language", Text),
    Column("dialect", Text),
    Column("plan", Text),
    Column("since", Text),
    Column("vip", Boolean, nullable=False, server_default=false()),
    Column("remark", Text),
    # JSON: what the company's file said last, so that importing it again changes only what has changed there.
    Column("imported", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("made_at", Text, nullable=False),
    UniqueConstraint("external_id"),
    Index(None, "search_name"),
)


def _its_person(*, primary_key: bool = False, nullable: bool = False) -> Column[UUID]:
    whose = ForeignKey(person.c.key, ondelete="CASCADE")
    return Column("person_key", Uuid, whose, primary_key=primary_key, nullable=nullable)


def _whose() -> tuple[Column[str], ...]:
    return Column("team", Text), Column("site", Text), Column("agent", Text)


def _its_call() -> Column[UUID]:
    """Key of the call in the journal, which is another database."""
    return Column("call_key", Uuid)


def _history(name: str, *columns: Column[Any], order: tuple[str, ...] = ("at",), of_nobody: bool = False) -> Table:
    """A table of what happened with a person, edited in place and read by `order`. `of_nobody`: it may be nobody that
    is known.

    Moments in it are ISO 8601 in UTC, so that texts sort as moments do; or a date alone.
    """
    return Table(
        name,
        records_tables,
        Column("key", Uuid, primary_key=True),
        _its_person(nullable=of_nobody),
        *columns,
        Column("version", Integer, nullable=False, server_default="1"),
        Index(None, "person_key", *order),
    )


person_number = Table(
    "person_number",
    records_tables,
    _its_person(primary_key=True),
    # E.164, or an internal extension as it is dialled.
    Column("number", Text, primary_key=True),
    Index(None, "number"),
)

contact = _history(
    "contact",
    *_whose(),
    _its_call(),
    Column("at", Text, nullable=False),
    # `inbound` or `outbound`, where that is known.
    Column("direction", Text),
    Column("about", Text, nullable=False),
    Column("outcome", Text),
    # `good`, `bad` or nothing to speak of; and what has been put right since, where it was bad.
    Column("experience", Text),
    Column("put_right", Text),
)

purchase = _history("purchase", Column("at", Text, nullable=False), Column("what", Text, nullable=False))

incident = _history(
    "incident",
    _its_call(),
    Column("at", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("outcome", Text),
)

promise = _history(
    "promise",
    *_whose(),
    _its_call(),
    Column("made_at", Text, nullable=False),
    Column("what", Text, nullable=False),
    # A date alone where no hour was said.
    Column("due", Text),
    Column("state", Text, nullable=False, server_default="open"),
    # Of the day, where it was said instead of an hour.
    Column("part", Text),
    # What came of it, or why nothing did.
    Column("outcome", Text),
    # To whom, as dialled and as the softphone showed it.
    Column("number", Text),
    Column("name", Text),
    # How often its date was moved, and whether the customer was told of the one it has now.
    Column("moved", Integer, nullable=False, server_default="0"),
    Column("told", Boolean, nullable=False, server_default=false()),
    # The latest reminder that was given of the date it has now: when that was to be, ISO 8601 in UTC.
    Column("reminded", Text),
    # The place in the call's record of the decision that was written here last.
    Column("settled", Integer),
    order=("state", "due"),
    of_nobody=True,
)
Index(None, promise.c.state, promise.c.due)
Index(None, promise.c.call_key)

# How far a journal has been read for what belongs here: the id of an event, as a number.
journal_read = Table(
    "journal_read",
    records_tables,
    Column("kind", Text, primary_key=True),
    Column("upto", Uuid, nullable=False),
)

# What agents gave for goodwill. `day` is the agent's own date; `amount` is a decimal number in `currency` (ISO 4217).
gesture = _history(
    "gesture",
    *_whose(),
    _its_call(),
    Column("at", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("amount", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("what", Text, nullable=False),
    order=("day",),
)
Index(None, gesture.c.day)

# Records that were merged into another, under the keys they had: calls, changes and the outbox may still name them. And
# what the company's own lists know them by, so that no import makes them a second time.
merged = Table(
    "merged",
    records_tables,
    Column("key", Uuid, primary_key=True),
    _its_person(),
    Column("external_id", Text),
    Column("search_name", Text),
    Index(None, "person_key"),
    Index(None, "external_id"),
)

OF_A_PERSON = (person_number, contact, purchase, incident, promise, gesture, merged)
"""What goes with a person's record. `change` and `outbox` name a person too and outlive the record: whoever is to be
forgotten must be taken out of them as well, under all keys that `customers.identity.keys_of` gives."""

# Every edit, so that it can be taken back. It has no foreign key: taking back the making of a record removes the
# record, and that can be taken back too.
change = Table(
    "change",
    records_tables,
    Column("key", Uuid, primary_key=True),
    # None: of a promise to nobody that is known.
    Column("person_key", Uuid),
    Column("at", Text, nullable=False),
    Column("author", Text),
    # JSON: a list of {"table", "row", "before", "after"}; null is a row that is not there.
    Column("steps", Text, nullable=False),
    # The change that this one took back.
    Column("takes_back", Uuid),
    Index(None, "person_key"),
    Index(None, "takes_back"),
)

# What is to be written back to the company's CRM and has not arrived there. A row's key is also its idempotency key. It
# has no foreign key either: what was agreed with a caller goes out though the making of the record is taken back.
outbox = Table(
    "outbox",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("person_key", Uuid),
    # `wrap_up`, `promise` or `case_number`; and its fields in JSON, redacted.
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    # ISO 8601 in UTC: when it was put here, and not before when it is tried again.
    Column("made_at", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    # How often it was tried, and why that did not work the last time.
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    # Refused for good: it waits for somebody to decide.
    Column("parked", Boolean, nullable=False, server_default=false()),
    Index(None, "parked", "due_at"),
    Index(None, "person_key"),
)

RECORDS = Schema(
    file="records.db",
    head="0005",
    migrations=MIGRATIONS / "records",
    tables=records_tables,
    indexes={},
)
