"""What agents write down of calls that are over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table. Calls of before have no wrap-up and are not asked for one."""
    op.create_table(
        "wrap_up",
        sa.Column("call_key", sa.Uuid, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("agent", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("begun_at", sa.Text, nullable=False),
        sa.Column("finished_at", sa.Text),
        sa.Column("summary", sa.Text),
        sa.Column("category", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.Column("csat", sa.Integer),
        sa.Column("nps", sa.Integer),
        sa.Column("ces", sa.Integer),
        sa.Column("feedback", sa.Text),
        sa.Column("transfer", sa.Text),
        sa.Column("case_number", sa.Text),
        sa.Column("follow_ups", sa.Text),
        sa.PrimaryKeyConstraint("call_key", name="pk_wrap_up"),
        sa.ForeignKeyConstraint(["call_key"], ["call.key"], name="fk_wrap_up_call_key", ondelete="CASCADE"),
    )
    op.create_index("ix_wrap_up_state_begun_at", "wrap_up", ["state", "begun_at"])
