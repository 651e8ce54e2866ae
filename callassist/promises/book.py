"""The book of promises: what is approved, until it is kept, moved, broken or withdrawn; every step with its undo.

It is written into the customers' records. The journal has the decision first, so whatever can't be written here now is
written later from there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from uuid_utils.compat import uuid7

from callassist.customers import changes
from callassist.customers.changes import NotThere
from callassist.customers.identity import living
from callassist.customers.records import Records
from callassist.customers.writing import Line, NotKept, PromiseFields, Text, checked
from callassist.promises.kept import Decided, Finish, KeptPromise, Moved
from callassist.softphone.numbers import read_number
from callassist.store.records_schema import journal_read, person, promise

_log = logging.getLogger(__name__)

_READ = "promises"
_WHO = (person.c.called, person.c.title, person.c.name.label("person_name"), person.c.gender, person.c.dialect)


class _Fields(PromiseFields):
    """Of a promise in the book."""

    free = frozenset({"what", "outcome"})
    lines = frozenset({"team", "site", "agent", "name"})
    outcome: Text = None
    name: Line = None
    number: Line = None
    moved: int = 0
    told: bool = False


class Book:
    """Reads and writes promises.

    Safe to use from several threads. All methods may raise `StorageError`; what they are given is redacted before it
    gets to the disk, and is there when they return.

    Args:
        records: open for writing.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._database = records.database

    # ── What there is ─────────────────────────────────────────────────────────────────────────────────────

    def open_promises(self) -> tuple[KeptPromise, ...]:
        """All that are to be kept, the soonest due first, those without a date last."""
        soonest = promise.c.due.is_(None), promise.c.due, promise.c.key
        wanted = select(promise, *_WHO).join_from(promise, person, isouter=True).where(promise.c.state == "open")
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(*soonest)).mappings()
            return tuple(self._kept(row) for row in rows)

    def find(self, key: UUID) -> KeptPromise | None:
        """One of them, in whatever state."""
        wanted = select(promise, *_WHO).join_from(promise, person, isouter=True).where(promise.c.key == key)
        with self._database.reading() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
            return None if row is None else self._kept(row)

    def dates_before(self, key: UUID) -> tuple[Moved, ...]:
        """The dates that a promise had before the one it has now, the first one first."""
        with self._database.reading() as connection:
            who = connection.execute(select(promise.c.person_key).where(promise.c.key == key)).scalar_one_or_none()
            found = changes.of_row(connection, who, key)
        steps = [
            (change.at, step.before)
            for change in reversed(found)
            if change.takes_back is None and not change.taken_back
            for step in change.steps
            if step.row == {"key": key} and step.before is not None and "moved" in step.before
        ]
        return tuple(Moved(at, before.get("due"), before.get("part")) for at, before in steps)

    # ── What was decided in calls ─────────────────────────────────────────────────────────────────────────

    def take(self, decisions: Iterable[Decided]) -> None:
        """Write decisions down, all or none. One that is written already, or was overtaken, is left alone; so is one
        that can't be kept at all, since it would stand in the way of the others for ever."""
        with self._database.writing() as connection:
            for decided in decisions:
                try:
                    self._take(connection, decided)
                except NotKept as refusal:
                    _log.error("promise %s of call %s: %s", decided.number, decided.call, refusal.what)

    def attribute(self, whose: Mapping[UUID, UUID]) -> None:
        """Whom promises were made to: people, by the keys of the calls."""
        with self._database.writing() as connection:
            for call, named in whose.items():
                who = living(connection, named)
                if connection.execute(select(person.c.key).where(person.c.key == who)).first() is not None:
                    connection.execute(update(promise).where(promise.c.call_key == call).values(person_key=who))

    def read_upto(self) -> int:
        """The journal is in the book up to here, as in `Unread.upto`."""
        with self._database.reading() as connection:
            wanted = select(journal_read.c.upto).where(journal_read.c.kind == _READ)
            found: UUID | None = connection.execute(wanted).scalar_one_or_none()
        return 0 if found is None else found.int

    def remember_read(self, upto: int) -> None:
        """What is there up to here need not be looked at again."""
        with self._database.writing() as connection:
            connection.execute(delete(journal_read).where(journal_read.c.kind == _READ))
            connection.execute(insert(journal_read), {"kind": _READ, "upto": UUID(int=upto)})

    def _take(self, connection: Connection, decided: Decided) -> None:
        known = connection.execute(select(promise).where(promise.c.key == decided.key)).mappings().one_or_none()
        if known is None:
            if decided.state == "approved":
                self._begin(connection, decided)
            return
        if known["settled"] is not None and known["settled"] >= decided.seq:
            return
        if decided.state != "approved" and known["state"] == "open" and not known["moved"]:
            connection.execute(delete(promise).where(promise.c.key == decided.key))
            return
        fields: dict[str, Any] = {"settled": decided.seq}
        if decided.state == "approved" and known["state"] == "open":
            given = {"what": decided.what, "due": decided.due, "part": decided.part}
            fields |= self._checked(given) | {"version": known["version"] + 1, "reminded": None}
        connection.execute(update(promise).where(promise.c.key == decided.key).values(fields))

    def _begin(self, connection: Connection, decided: Decided) -> None:
        who = None if decided.person is None else living(connection, decided.person)
        there = who is not None and connection.execute(select(person.c.key).where(person.c.key == who)).first()
        row = self._row(decided.what, decided.due, decided.part, made_at=decided.made_at)
        row |= self._whom(decided.called, decided.name)
        own = {"key": decided.key, "call_key": decided.call, "settled": decided.seq}
        connection.execute(insert(promise), row | own | {"person_key": who if there else None})

    # ── What the agent does with them ─────────────────────────────────────────────────────────────────────

    def write(self, what: str, due: str | None, part: str | None, who: UUID | None = None) -> UUID:
        """Keep a promise that was made in no call; gives its key."""
        row = self._row(what, due, part, made_at=self._records.now()) | {"key": uuid7(), "person_key": who}
        with self._database.writing() as connection:
            connection.execute(insert(promise), row)
        key: UUID = row["key"]
        return key

    def drop(self, key: UUID, version: int) -> None:
        """One that was written by mistake goes; one that has been edited since stays."""
        with self._database.writing() as connection:
            connection.execute(delete(promise).where(promise.c.key == key, promise.c.version == version))

    def finish(self, key: UUID, version: int, state: Finish, outcome: str | None) -> UUID | None:
        """It is kept, broken or withdrawn; gives the change, for `undo`, or None where nothing was different.

        Raises:
            EditedMeanwhile: it has another version.
            UserError: it is not there any more.
        """
        return self._edit(key, version, {"state": state, "outcome": outcome})

    def move(self, key: UUID, version: int, due: str | None, part: str | None, *, told: bool) -> UUID | None:
        """It has another date from now on; as `finish`.

        Args:
            told: whether the customer has been told.
        """
        known = self.find(key)
        moved = 0 if known is None else known.moved
        return self._edit(key, version, {"due": due, "part": part, "told": told, "moved": moved + 1})

    def tell(self, key: UUID, version: int) -> UUID | None:
        """The customer has been told of the date it has now; as `finish`."""
        return self._edit(key, version, {"told": True})

    def undo(self, change: UUID) -> UUID:
        """Take an edit back; as `Records.undo`."""
        return self._records.undo(change)

    def remember_reminded(self, key: UUID, moment: str) -> None:
        """The reminder of this moment was given."""
        with self._database.writing() as connection:
            connection.execute(update(promise).where(promise.c.key == key).values(reminded=moment))

    def _edit(self, key: UUID, version: int, given: Mapping[str, Any]) -> UUID | None:
        fields = self._checked(given)
        with self._database.writing() as connection:
            found = connection.execute(select(promise.c.person_key).where(promise.c.key == key)).one_or_none()
            if found is None:
                raise NotThere
            step = changes.update_row(connection, promise, key, fields, version)
            if step is None:
                return None
            if "due" in given:  # what was reminded of was another date
                connection.execute(update(promise).where(promise.c.key == key).values(reminded=None))
            at, author = self._records.now(), self._records.author
            return changes.record(connection, found.person_key, [step], at=at, author=author)

    # ── Rows ──────────────────────────────────────────────────────────────────────────────────────────────

    def _row(self, what: str, due: str | None, part: str | None, *, made_at: str) -> dict[str, Any]:
        given = {"what": what, "due": due, "part": part, "made_at": made_at, "agent": self._records.author}
        return self._checked(given)

    def _whom(self, called: str | None, name: str | None) -> dict[str, Any]:
        read = read_number(called, self._records.region)
        return self._checked({"number": read.text if read is not None else None, "name": name})

    def _checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return checked(_Fields, given, self._records.redaction)

    def _kept(self, row: RowMapping) -> KeptPromise:
        titled = " ".join(part for part in (row["title"], row["person_name"]) if part and row["person_name"])
        read = read_number(row["number"], self._records.region)
        same = ("key", "version", "what", "made_at", "due", "part", "state", "outcome", "moved", "told", "reminded")
        return KeptPromise(
            **{name: row[name] for name in same},
            person=row["person_key"],
            name=row["called"] or titled or row["name"],
            gender=row["gender"],
            dialect=row["dialect"],
            number=None if read is None else read.display,
            call=row["call_key"],
        )
