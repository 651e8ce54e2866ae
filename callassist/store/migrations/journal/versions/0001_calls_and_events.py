"""Calls, their events, and a full-text index over what was said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first journal."""
    op.create_table(
        "call",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("site", sa.Text),
        sa.Column("agent", sa.Text),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("ended_at", sa.Text),
        sa.Column("ended_t", sa.Float),
        sa.Column("end_reason", sa.Text),
        sa.PrimaryKeyConstraint("key", name="pk_call"),
    )
    op.create_index("ix_call_id", "call", ["id"])
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("call_key", sa.Uuid, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("t", sa.Float, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("root_seq", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.ForeignKeyConstraint(["call_key"], ["call.key"], name="fk_event_call_key", ondelete="CASCADE"),
        sa.UniqueConstraint("call_key", "seq", name="uq_event_call_key_seq"),
    )
    op.create_table(
        "utterance_text",
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_utterance_text"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_utterance_text_event_id", ondelete="CASCADE"),
    )
    for statement in (
        "CREATE VIRTUAL TABLE utterance_index USING fts5("
        "words, content='utterance_text', content_rowid='event_id', tokenize='unicode61 remove_diacritics 2')",
        # Without it a deleted text's words stay in the index until its segments happen to be merged.
        "INSERT INTO utterance_index(utterance_index, rank) VALUES ('secure-delete', 1)",
        "CREATE VIRTUAL TABLE utterance_terms USING fts5vocab(utterance_index, 'row')",
        "CREATE TRIGGER utterance_text_comes AFTER INSERT ON utterance_text BEGIN"
        " INSERT INTO utterance_index(rowid, words) VALUES (new.event_id, new.words); END",
        "CREATE TRIGGER utterance_text_goes AFTER DELETE ON utterance_text BEGIN"
        " INSERT INTO utterance_index(utterance_index, rowid, words)"
        " VALUES ('delete', old.event_id, old.words); END",
        "CREATE TRIGGER utterance_text_changes AFTER UPDATE ON utterance_text BEGIN"
        " INSERT INTO utterance_index(utterance_index, rowid, words)"
        " VALUES ('delete', old.event_id, old.words);"
        " INSERT INTO utterance_index(rowid, words) VALUES (new.event_id, new.words); END",
    ):
        op.execute(statement)
