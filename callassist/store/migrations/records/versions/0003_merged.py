"""Records that were merged into others, and which way a contact went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of merged records, and the column."""
    op.add_column("contact", sa.Column("direction", sa.Text))
    op.create_table(
        "merged",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("person_key", sa.Uuid, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("search_name", sa.Text),
        sa.PrimaryKeyConstraint("key", name="pk_merged"),
        sa.ForeignKeyConstraint(["person_key"], ["person.key"], name="fk_merged_person_key", ondelete="CASCADE"),
    )
    op.create_index("ix_merged_person_key", "merged", ["person_key"])
    op.create_index("ix_merged_external_id", "merged", ["external_id"])
