"""The tables of `knowledge.db`: what the company knows, and what its agents found of it.

A database of its own beside the journal's and the records': an import holds its one writer, and there is nothing
personal in it. Lists that are only ever read whole (examples, steps, facts, tags) are JSON in their article's row.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from callassist.store.schema import MIGRATIONS, NAMING, Schema

knowledge_tables = MetaData(naming_convention=NAMING)

article = Table(
    "article",
    knowledge_tables,
    Column("key", Uuid, primary_key=True),
    # The company's own, the same at every import; a retired article that comes back is the same row.
    Column("id", Text, nullable=False),
    # SHA-256 of all that follows but `retired_at`: what has not changed is not written.
    Column("digest", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("examples", Text, nullable=False),
    Column("steps", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("owner", Text),
    Column("source", Text),
    Column("checked", Text),
    Column("review_by", Text),
    # When an import no longer had it; empty while it is in use.
    Column("retired_at", Text),
    UniqueConstraint("id"),
)

feedback = Table(
    "feedback",
    knowledge_tables,
    Column("key", Uuid, primary_key=True),
    Column("article_key", Uuid, ForeignKey(article.c.key, ondelete="CASCADE"), nullable=False),
    Column("helped", Boolean, nullable=False),
    # What the customer had asked, treated.
    Column("question", Text, nullable=False),
    Column("call", Text, nullable=False),
    Column("at", Text, nullable=False),
    # In one call an article helped or it did not: the latest verdict counts.
    UniqueConstraint("article_key", "call"),
)

gap = Table(
    "gap",
    knowledge_tables,
    Column("key", Uuid, primary_key=True),
    # As the customer said it, treated.
    Column("question", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("call", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("closed_at", Text),
    Column("answered_by", Uuid, ForeignKey(article.c.key)),
    Index(None, "closed_at"),
)

incident = Table(
    "incident",
    knowledge_tables,
    Column("id", Text, primary_key=True),
    # ISO 8601 in UTC, so that they sort.
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    # JSON: the other keys of an entry in the company's file.
    Column("entry", Text, nullable=False),
)

# Checked when it was imported, and JSON since; an older program's file lacks what has come since.
company_file = Table(
    "company_file",
    knowledge_tables,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False),
)

vector = Table(
    "vector",
    knowledge_tables,
    Column("digest", Text, primary_key=True),
    Column("model_id", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

KNOWLEDGE = Schema(
    file="knowledge.db",
    head="0001",
    migrations=MIGRATIONS / "knowledge",
    tables=knowledge_tables,
    indexes={},
)
