"""What waits to be written back to the company's CRM."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the outbox."""
    op.create_table(
        "outbox",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("person_key", sa.Uuid),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("reason", sa.Text),
        sa.Column("parked", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("key", name="pk_outbox"),
    )
    op.create_index("ix_outbox_parked_due_at", "outbox", ["parked", "due_at"])
    op.create_index("ix_outbox_person_key", "outbox", ["person_key"])
