"""The tables of each database, and where the steps that make them lie.

Keys are UUIDv7: they sort by the time they were made and need no server to be unique, so that journals of many
PCs can be put together. `team`, `site` and `agent` are plain texts that may be empty: a PC that stands alone
has none, and the tables that explain them belong to the records, not to the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    column,
    table,
)

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
"""How constraints and indexes are called in every database, so that a migration can name them."""

journal_tables = MetaData(naming_convention=NAMING)

call = Table(
    "call",
    journal_tables,
    Column("key", Uuid, primary_key=True),
    # The id of the call file or the softphone. It may come again: a call file can be heard twice.
    Column("id", Text, nullable=False),
    Column("team", Text),
    Column("site", Text),
    Column("agent", Text),
    # ISO 8601 with the offset of the place, as given: a promise "by noon" is meant there.
    Column("started_at", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("number", Text),
    Column("language", Text),
    Column("ended_at", Text),
    Column("ended_t", Float),
    Column("end_reason", Text),
    Index(None, "id"),
)

event = Table(
    "event",
    journal_tables,
    Column("id", Integer, primary_key=True),
    Column("call_key", Uuid, ForeignKey(call.c.key, ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("t", Float, nullable=False),
    Column("at", Float, nullable=False),
    # JSON: the keys of the contract's line but `type`, `call`, `seq`, `t` and `at`.
    Column("payload", Text, nullable=False),
    # Utterances and notes: the seq of the first in its row of revisions, its own where it revises none.
    Column("root_seq", Integer),
    UniqueConstraint("call_key", "seq"),
)

# The search form of what an utterance says now; superseded utterances have no row. The full-text index
# `utterance_index` takes its words from here by triggers. An index without content of its own would save this
# copy, but FTS5 cannot take a deleted text's words out of such an index; it only hides them.
utterance_text = Table(
    "utterance_text",
    journal_tables,
    Column("event_id", Integer, ForeignKey(event.c.id, ondelete="CASCADE"), primary_key=True),
    Column("words", Text, nullable=False),
)

utterance_index = table("utterance_index", column("rowid"), column("rank"))


# What the agent writes down of a call that is over: one row a call, from the hang-up on.
wrap_up = Table(
    "wrap_up",
    journal_tables,
    Column("call_key", Uuid, ForeignKey(call.c.key, ondelete="CASCADE"), primary_key=True),
    # `draft`; `finished`, and not yet handed to the records and the CRM; `handed_on`.
    Column("state", Text, nullable=False),
    Column("agent", Text),
    # The situation that was told in the call, by which categories are offered in a learned order.
    Column("kind", Text),
    # ISO 8601 in UTC.
    Column("begun_at", Text, nullable=False),
    Column("finished_at", Text),
    # Free texts are redacted. Null: as it was made of the call, until it is finished.
    Column("summary", Text),
    # Ids of the company's policy.
    Column("category", Text),
    Column("outcome", Text),
    Column("csat", Integer),
    Column("nps", Integer),
    Column("ces", Integer),
    Column("feedback", Text),
    Column("transfer", Text),
    Column("case_number", Text),
    # JSON: a list of {"kind", "on"}.
    Column("follow_ups", Text),
    Index(None, "state", "begun_at"),
)

# What a list of calls shows and is filtered by, one row a call, kept up by the journal as the call goes on
# (`calls.digest`): to look it up in the events of ten thousand calls would take seconds.
call_digest = Table(
    "call_digest",
    journal_tables,
    # The id of the call's first event: the order of the calls among all that was written down.
    Column("place", Integer, primary_key=True),
    Column("call_key", Uuid, ForeignKey(call.c.key, ondelete="CASCADE"), nullable=False),
    # Milliseconds since 1970 in UTC: `started_at` sorts only within one offset.
    Column("began", Integer, nullable=False),
    # Whose record it was, and the name as it was shown and as it is looked up.
    Column("person", Uuid),
    Column("name", Text),
    Column("search_name", Text),
    # How often, what was taken back not counted.
    Column("abuse", Integer, nullable=False, server_default="0"),
    Column("threats", Integer, nullable=False, server_default="0"),
    Column("warnings", Integer, nullable=False, server_default="0"),
    Column("may_end", Integer, nullable=False, server_default="0"),
    # By the agent, and by the customer.
    Column("interruptions", Integer, nullable=False, server_default="0"),
    Column("interrupted", Integer, nullable=False, server_default="0"),
    Column("refused", Integer, nullable=False, server_default="0"),
    Column("gaps", Integer, nullable=False, server_default="0"),
    Column("misstatements", Integer, nullable=False, server_default="0"),
    Column("redacted", Integer, nullable=False, server_default="0"),
    UniqueConstraint("call_key"),
    Index(None, "began"),
    Index(None, "person"),
)


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database file must look like inside.

    Attributes:
        file: the file's usual name. head: the newest revision this program knows. migrations: the Alembic folder.
        tables: as this program knows them. indexes: its full-text indexes, each with the table that lists its words.
    """

    file: str
    head: str
    migrations: Path
    tables: MetaData
    indexes: dict[str, str]


JOURNAL = Schema(
    file="journal.db",
    head="0003",
    migrations=MIGRATIONS / "journal",
    tables=journal_tables,
    indexes={utterance_index.name: "utterance_terms"},
)
