"""The tables of the customers' records.

Numbers stand apart from people: a family shares one, and a person has several. `team`, `site` and `agent` are plain
texts that may be empty, as in the journal. What is written in place carries a `version`, which counts its edits.
"""

from __future__ import annotations

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

person_number = Table(
    "person_number",
    records_tables,
    Column("person_key", Uuid, ForeignKey(person.c.key, ondelete="CASCADE"), primary_key=True),
    # E.164, or an internal extension as it is dialled.
    Column("number", Text, primary_key=True),
    Index(None, "number"),
)

contact = Table(
    "contact",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("person_key", Uuid, ForeignKey(person.c.key, ondelete="CASCADE"), nullable=False),
    Column("team", Text),
    Column("site", Text),
    Column("agent", Text),
    # Key of the call in the journal, which is another database.
    Column("call_key", Uuid),
    # ISO 8601 in UTC, so that texts sort as moments do; or a date alone.
    Column("at", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("outcome", Text),
    # `good`, `bad` or nothing to speak of; and what has been put right since, where it was bad.
    Column("experience", Text),
    Column("put_right", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "person_key", "at"),
)

purchase = Table(
    "purchase",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("person_key", Uuid, ForeignKey(person.c.key, ondelete="CASCADE"), nullable=False),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "person_key", "at"),
)

incident = Table(
    "incident",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("person_key", Uuid, ForeignKey(person.c.key, ondelete="CASCADE"), nullable=False),
    Column("call_key", Uuid),
    Column("at", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("outcome", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "person_key", "at"),
)

promise = Table(
    "promise",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("person_key", Uuid, ForeignKey(person.c.key, ondelete="CASCADE"), nullable=False),
    Column("team", Text),
    Column("site", Text),
    Column("agent", Text),
    Column("call_key", Uuid),
    Column("made_at", Text, nullable=False),
    Column("what", Text, nullable=False),
    # ISO 8601 in UTC, or a date alone where no hour was said.
    Column("due", Text),
    Column("state", Text, nullable=False, server_default="open"),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "person_key", "state", "due"),
)

# What agents gave for goodwill. `day` is the agent's own date; `amount` is a decimal number in `currency` (ISO 4217).
goodwill = Table(
    "goodwill",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("person_key", Uuid, ForeignKey(person.c.key, ondelete="CASCADE"), nullable=False),
    Column("team", Text),
    Column("site", Text),
    Column("agent", Text),
    Column("call_key", Uuid),
    Column("at", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("amount", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "person_key", "day"),
    Index(None, "day"),
)

# Every edit, so that it can be taken back. It has no foreign key: taking back the making of a record removes the
# record, and that can be taken back too.
change = Table(
    "change",
    records_tables,
    Column("key", Uuid, primary_key=True),
    Column("person_key", Uuid, nullable=False),
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
    head="0003",
    migrations=MIGRATIONS / "records",
    tables=records_tables,
    indexes={},
)
