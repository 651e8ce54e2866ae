"""Promises to whoever it was, what came of them, and how they were moved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Widen the table of promises, and that of changes for promises to nobody that is known."""
    with op.batch_alter_table("promise") as promise:
        promise.alter_column("person_key", existing_type=sa.Uuid, nullable=True)
        for name in ("part", "outcome", "number", "name"):
            promise.add_column(sa.Column(name, sa.Text))
        promise.add_column(sa.Column("moved", sa.Integer, nullable=False, server_default="0"))
        promise.add_column(sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()))
        promise.add_column(sa.Column("reminded", sa.Text))
        promise.add_column(sa.Column("settled", sa.Integer))
    op.create_index("ix_promise_state_due", "promise", ["state", "due"])
    op.create_index("ix_promise_call_key", "promise", ["call_key"])
    with op.batch_alter_table("change") as change:
        change.alter_column("person_key", existing_type=sa.Uuid, nullable=True)
    op.create_table(
        "journal_read",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("upto", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("kind", name="pk_journal_read"),
    )
