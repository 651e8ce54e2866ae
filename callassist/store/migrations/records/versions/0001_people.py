"""People and their numbers, what was between them and the company, and every edit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first records."""
    op.create_table(
        "person",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("team", sa.Text),
        sa.Column("site", sa.Text),
        sa.Column("external_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False, server_default="customer"),
        sa.Column("department", sa.Text),
        sa.Column("name", sa.Text),
        sa.Column("search_name", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("called", sa.Text),
        sa.Column("gender", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("dialect", sa.Text),
        sa.Column("plan", sa.Text),
        sa.Column("since", sa.Text),
        sa.Column("vip", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("remark", sa.Text),
        sa.Column("imported", sa.Text),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_person"),
        sa.UniqueConstraint("external_id", name="uq_person_external_id"),
    )
    op.create_index("ix_person_search_name", "person", ["search_name"])
    op.create_table(
        "person_number",
        sa.Column("person_key", sa.Uuid, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_key", "number", name="pk_person_number"),
        _of_a_person("person_number"),
    )
    op.create_index("ix_person_number_number", "person_number", ["number"])
    _make(
        "contact",
        sa.Column("team", sa.Text),
        sa.Column("site", sa.Text),
        sa.Column("agent", sa.Text),
        sa.Column("call_key", sa.Uuid),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("experience", sa.Text),
        sa.Column("put_right", sa.Text),
    )
    op.create_index("ix_contact_person_key_at", "contact", ["person_key", "at"])
    _make("purchase", sa.Column("at", sa.Text, nullable=False), sa.Column("what", sa.Text, nullable=False))
    op.create_index("ix_purchase_person_key_at", "purchase", ["person_key", "at"])
    _make(
        "incident",
        sa.Column("call_key", sa.Uuid),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text),
    )
    op.create_index("ix_incident_person_key_at", "incident", ["person_key", "at"])
    _make(
        "promise",
        sa.Column("team", sa.Text),
        sa.Column("site", sa.Text),
        sa.Column("agent", sa.Text),
        sa.Column("call_key", sa.Uuid),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("due", sa.Text),
        sa.Column("state", sa.Text, nullable=False, server_default="open"),
    )
    op.create_index("ix_promise_person_key_state_due", "promise", ["person_key", "state", "due"])
    op.create_table(
        "change",
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("person_key", sa.Uuid, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("takes_back", sa.Uuid),
        sa.PrimaryKeyConstraint("key", name="pk_change"),
    )
    op.create_index("ix_change_person_key", "change", ["person_key"])
    op.create_index("ix_change_takes_back", "change", ["takes_back"])


def _make(name: str, *columns: sa.Column[object]) -> None:
    """A table of what belongs to a person and is edited in place."""
    op.create_table(
        name,
        sa.Column("key", sa.Uuid, nullable=False),
        sa.Column("person_key", sa.Uuid, nullable=False),
        *columns,
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        _of_a_person(name),
    )


def _of_a_person(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["person_key"], ["person.key"], name=f"fk_{name}_person_key", ondelete="CASCADE")
