"""What agents gave for goodwill."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the ledger."""
    op.create_table(
        "gesture",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("person_key", sa.Uuid, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("site", sa.Text),
        sa.Column("agent", sa.Text),
        sa.Column("call_key", sa.Uuid),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("amount", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("key", name="pk_gesture"),
        sa.ForeignKeyConstraint(["person_key"], ["person.key"], name="fk_gesture_person_key", ondelete="CASCADE"),
    )
    op.create_index("ix_gesture_person_key_day", "gesture", ["person_key", "day"])
    op.create_index("ix_gesture_day", "gesture", ["day"])
