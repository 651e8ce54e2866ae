"""What waits to be written back: on the disk before anything is sent, and until the CRM has taken it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from uuid_utils.compat import uuid7

from callassist.customers.crm.outgoing import entry_of, payload
from callassist.customers.crm.port import Entry
from callassist.customers.identity import living_key
from callassist.errors import UserError
from callassist.store.database import Database
from callassist.store.records_schema import outbox, person
from callassist.text.redaction import RedactionPolicy

LONGEST_PAUSE = timedelta(hours=1)
"""Between two tries of the same entry, whatever the CRM says."""
_WHERE = "Look what waits there: callassist customers crm outbox list."


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry in the outbox.

    Attributes:
        key: also its idempotency key. made_at, due_at: since when it waits, and when it is tried again. attempts: how
            often it was tried. reason: why that did not work. parked: refused for good, until somebody decides.
    """

    key: UUID
    entry: Entry
    made_at: datetime
    due_at: datetime
    attempts: int
    reason: str | None
    parked: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits. `oldest`: since when, of what is not parked; None where nothing waits."""

    waiting: int
    parked: int
    oldest: datetime | None


class Outbox:
    """The entries in a database of records. Safe to use from several threads; all methods may raise `StorageError`.

    What is put here or changed is on the disk when a method returns.
    """

    def __init__(self, database: Database, redaction: RedactionPolicy) -> None:
        self._database = database
        self._redaction = redaction

    def put(self, entry: Entry, now: datetime, key: UUID | None = None) -> UUID:
        """Keep an entry, redacted, until it is sent; gives its key.

        Args:
            key: the same for the same thing, where it may be given twice: while it waits nothing is done then, and
                once it was sent the CRM knows it again by that key.

        Raises:
            NotKept: something in it can't be stored.
        """
        key = key or uuid7()
        row = {
            "key": key,
            "person_key": entry.person,
            "kind": entry.kind,
            "payload": payload(entry, self._redaction),
            "made_at": _written(now),
            "due_at": _written(now),
        }
        with self._database.writing() as connection:
            connection.execute(insert(outbox).on_conflict_do_nothing(), row)
        return key

    def due(self, now: datetime) -> list[Waiting]:
        """What is to be tried now, the oldest first."""
        at = _written(now)
        # A moment that is further off than any pause was set by a clock that was wrong, or is wrong now.
        wrong = outbox.c.due_at > _written(now + LONGEST_PAUSE + timedelta(minutes=1))
        return self._found(~outbox.c.parked, or_(outbox.c.due_at <= at, wrong))

    def all(self) -> list[Waiting]:
        """Everything, the oldest first."""
        return self._found()

    def backlog(self) -> Backlog:
        """How much there is."""
        counts = select(outbox.c.parked, func.count(), func.min(outbox.c.made_at)).group_by(outbox.c.parked)
        with self._database.reading() as connection:
            found = {parked: (count, oldest) for parked, count, oldest in connection.execute(counts)}
        waiting, oldest = found.get(False, (0, None))
        return Backlog(waiting, found.get(True, (0, None))[0], oldest and datetime.fromisoformat(oldest))

    def sent(self, key: UUID) -> None:
        """The CRM has it."""
        with self._database.writing() as connection:
            connection.execute(delete(outbox).where(outbox.c.key == key))

    def failed(self, each: Waiting, reason: str, again: datetime | None) -> None:
        """It did not work; it is tried `again` then, or parked where that is None."""
        values = {"attempts": each.attempts + 1, "reason": reason, "parked": again is None}
        with self._database.writing() as connection:
            connection.execute(
                update(outbox)
                .where(outbox.c.key == each.key)
                .values(values if again is None else values | {"due_at": _written(again)})
            )

    def retry(self, keys: Sequence[UUID] | None, now: datetime) -> int:
        """Have entries tried at once, parked ones too, or all of them; gives how many.

        Raises:
            UserError: one of them is not here.
        """
        with self._database.writing() as connection:
            again = update(outbox).values(due_at=_written(now), parked=False, attempts=0)
            done = connection.execute(again if keys is None else again.where(outbox.c.key.in_(keys))).rowcount
            if keys is not None and done != len(set(keys)):
                raise UserError("That is not in the outbox (any more); nothing was changed.", _WHERE)
        return done

    def drop(self, key: UUID) -> None:
        """Throw an entry away; the CRM never gets it.

        Raises:
            UserError: it is not here.
        """
        with self._database.writing() as connection:
            if connection.execute(delete(outbox).where(outbox.c.key == key)).rowcount != 1:
                raise UserError("That is not in the outbox (any more).", _WHERE)

    def _found(self, *which: ColumnElement[bool]) -> list[Waiting]:
        # The record may have been merged into another since, and the CRM's own id may have become known.
        who = living_key(outbox.c.person_key)
        known = select(person.c.external_id).where(person.c.key == who).scalar_subquery()
        wanted = select(outbox, known.label("external_id"), who.label("living")).where(*which).order_by(outbox.c.key)
        with self._database.reading() as connection:
            return [_waiting(row) for row in connection.execute(wanted).mappings()]


def _waiting(row: RowMapping) -> Waiting:
    entry = entry_of(row["kind"], row["payload"])
    return Waiting(
        row["key"],
        replace(entry, person=row["living"], external_id=entry.external_id or row["external_id"]),
        datetime.fromisoformat(row["made_at"]),
        datetime.fromisoformat(row["due_at"]),
        row["attempts"],
        row["reason"],
        row["parked"],
    )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
