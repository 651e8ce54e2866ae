"""Articles, what agents found of them, questions without one, current incidents, and vectors of passages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first knowledge base."""
    op.create_table(
        "article",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("examples", sa.Text, nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("checked", sa.Text),
        sa.Column("review_by", sa.Text),
        sa.Column("retired_at", sa.Text),
        sa.PrimaryKeyConstraint("key", name="pk_article"),
        sa.UniqueConstraint("id", name="uq_article_id"),
    )
    op.create_table(
        "feedback",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("article_key", sa.Uuid, nullable=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("call", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_feedback"),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name="fk_feedback_article_key", ondelete="CASCADE"),
        sa.UniqueConstraint("article_key", "call", name="uq_feedback_article_key_call"),
    )
    op.create_table(
        "gap",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("call", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text),
        sa.Column("answered_by", sa.Uuid),
        sa.PrimaryKeyConstraint("key", name="pk_gap"),
        sa.ForeignKeyConstraint(["answered_by"], ["article.key"], name="fk_gap_answered_by"),
    )
    op.create_index("ix_gap_closed_at", "gap", ["closed_at"])
    op.create_table(
        "incident",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
    )
    op.create_table(
        "company_file",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_company_file"),
    )
    op.create_table(
        "vector",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("model_id", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("digest", "model_id", name="pk_vector"),
    )
