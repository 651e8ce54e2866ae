"""Under which keys a record is known: its own, and those of the records that were merged into it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Uuid, func, literal, select, union_all

from callassist.store.records_schema import merged


def living(connection: Connection, key: UUID) -> UUID:
    """The key of the record that a key stands for now: itself, unless that record was merged into another."""
    found: UUID = connection.execute(select(living_key(literal(key, Uuid)))).scalar_one()
    return found


def living_key(key: ColumnElement[UUID]) -> ColumnElement[UUID]:
    """The same within a query."""
    return func.coalesce(select(merged.c.person_key).where(merged.c.key == key).scalar_subquery(), key)


def keys_of(who: UUID) -> Select[tuple[UUID]]:
    """All keys that a record is known by. What outlives a record (`change`, `outbox`) may name it by any of them."""
    own = select(literal(who, Uuid).label("key"))
    return select(union_all(own, select(merged.c.key).where(merged.c.person_key == who)).subquery().c.key)
