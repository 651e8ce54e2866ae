"""What lists of calls show and are filtered by, one row a call."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from callassist.calls.digest import TYPES, Digest, began

revision = "0003"
down_revision = "0002"

_COUNTS = (
    *("abuse", "threats", "warnings", "may_end", "interruptions", "interrupted", "refused", "gaps", "misstatements"),
    "redacted",
)
_AT_ONCE = 500

_log = logging.getLogger(__name__)

call = sa.table("call", sa.column("key", sa.Uuid), sa.column("id", sa.Text), sa.column("started_at", sa.Text))
event = sa.table(
    "event",
    *(sa.column("id", sa.Integer), sa.column("call_key", sa.Uuid), sa.column("seq", sa.Integer)),
    *(sa.column("type", sa.Text), sa.column("t", sa.Float), sa.column("payload", sa.Text)),
)


def upgrade() -> None:
    """Make the table, and a row for every call of before, from its events."""
    digest = op.create_table(
        "call_digest",
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("call_key", sa.Uuid, nullable=False),
        sa.Column("began", sa.Integer, nullable=False),
        sa.Column("person", sa.Uuid),
        sa.Column("name", sa.Text),
        sa.Column("search_name", sa.Text),
        *(sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in _COUNTS),
        sa.PrimaryKeyConstraint("place", name="pk_call_digest"),
        sa.UniqueConstraint("call_key", name="uq_call_digest_call_key"),
        sa.ForeignKeyConstraint(["call_key"], ["call.key"], name="fk_call_digest_call_key", ondelete="CASCADE"),
    )
    op.create_index("ix_call_digest_began", "call_digest", ["began"])
    op.create_index("ix_call_digest_person", "call_digest", ["person"])
    connection = op.get_bind()
    rows = list(_rows(connection))
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(sa.insert(digest), rows[start : start + _AT_ONCE])


def _rows(connection: sa.Connection) -> Iterator[dict[str, object]]:
    first = sa.select(event.c.call_key, sa.func.min(event.c.id)).group_by(event.c.call_key)
    places: dict[UUID, int] = {row[0]: row[1] for row in connection.execute(first)}
    digests: dict[UUID, Digest] = {}
    told = sa.select(event.c.call_key, event.c.type, event.c.t, event.c.payload).where(event.c.type.in_(TYPES))
    unread = 0
    for key, kind, t, payload in connection.execute(told.order_by(event.c.id)):
        try:
            digests.setdefault(key, Digest()).take(kind, t, json.loads(payload))
        except (ValueError, KeyError, TypeError, AttributeError):
            # Damaged long ago: the call is listed by what can still be read of it.
            unread += 1
    if unread:
        _log.warning("%d events of before can't be read; their calls are listed without them", unread)
    calls = connection.execute(sa.select(call.c.key, call.c.started_at).order_by(call.c.key)).all()
    for number, (key, started_at) in enumerate(calls, 1):
        row = digests.get(key, Digest()).row()
        # A call without any event stands before all that have one.
        place = places.get(key, -number)
        kept = {name: row[name] for name in ("person", "name", "search_name", *_COUNTS)}
        yield kept | {"place": place, "call_key": key, "began": _began(key, started_at)}


def _began(key: UUID, started_at: str) -> int:
    with suppress(ValueError):
        return began(started_at)
    return key.int >> 80  # a UUIDv7 begins with the time it was made
