"""Whose something is that a company's file lists, and whether it is known already.

What happened is matched to people by the company's id, else by the number, and by the name where several have that one.
Entries that are here already are found by person, moment and text: as often as a file says the same, as often it is
kept. Of them only what is empty here is filled, for what an agent has written since is newer than the company's list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from callassist.customers.history import Kept
from callassist.customers.importing.cells import BadRow
from callassist.customers.importing.file_import import Fate
from callassist.customers.importing.happened import Happened, Item
from callassist.store.records_schema import merged, person, person_number

Row = dict[str, Any]
_Same = tuple[str, UUID, str, str]


@dataclass(frozen=True, slots=True)
class Owned:
    """Something that happened, and whose it is."""

    entry: Happened
    person: UUID

    @property
    def line(self) -> int:
        """Where the row begins."""
        return self.entry.line

    @property
    def masked(self) -> bool:
        """Whether something in it had to be masked."""
        return self.entry.masked


@dataclass(frozen=True, slots=True)
class Placed:
    """What becomes of it. `rows`: each item with the row that it is here, None where it is new, and what it fills."""

    owned: Owned
    rows: tuple[tuple[Item, Row | None, Row], ...]

    @property
    def line(self) -> int:
        """Where the row begins."""
        return self.owned.line

    @property
    def numbers(self) -> tuple[str, ...]:
        """By which it is somebody's."""
        return self.owned.entry.numbers

    @property
    def said(self) -> dict[str, Any]:
        """What the row says; a promise beside a contact under its own name."""
        entry = self.owned.entry
        promised = [each.fields["what"] for each in entry.items[1:]]
        known = {"external_id": entry.external_id} if entry.external_id else {}
        return known | entry.items[0].fields | ({"promise": promised[0]} if promised else {})

    @property
    def fate(self) -> Fate:
        """What becomes of the row."""
        if self.rows[0][1] is None:
            return "new"
        return "changed" if any(current is None or fills for _, current, fills in self.rows) else "unchanged"


def whose(connection: Connection, entries: Sequence[Happened]) -> list[Owned | BadRow]:
    """Whose each of a few hundred entries is, or that it can't be told."""
    by_id = _by_id(connection, entries)
    people = _by_number(connection, entries)
    found: list[Owned | BadRow] = []
    for entry in entries:
        who = by_id.get(entry.external_id) or _fitting(entry, people)
        found.append(Owned(entry, who) if isinstance(who, UUID) else BadRow(entry.line, who, entry.row))
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    key: UUID
    has_id: bool
    names: set[str]


def _by_id(connection: Connection, entries: Sequence[Happened]) -> dict[str | None, UUID]:
    ids = [entry.external_id for entry in entries if entry.external_id is not None]
    former = select(merged.c.external_id, merged.c.person_key).where(merged.c.external_id.in_(ids))
    own = select(person.c.external_id, person.c.key).where(person.c.external_id.in_(ids))
    return {name: key for wanted in (former, own) for name, key in connection.execute(wanted)}


def _by_number(connection: Connection, entries: Sequence[Happened]) -> dict[str, list[_Known]]:
    numbers = {number for entry in entries for number in entry.numbers}
    wanted = select(person_number.c.number, person.c.key, person.c.external_id, person.c.search_name)
    wanted = wanted.join_from(person_number, person).where(person_number.c.number.in_(numbers))
    rows = connection.execute(wanted.order_by(person.c.key)).all()
    names = {row.key: {row.search_name} - {None} for row in rows}
    for row in connection.execute(select(merged).where(merged.c.person_key.in_(list(names)))):
        names[row.person_key] |= {row.search_name} - {None}
    found: dict[str, list[_Known]] = {}
    for row in rows:
        found.setdefault(row.number, []).append(_Known(row.key, row.external_id is not None, names[row.key]))
    return found


def _fitting(entry: Happened, people: dict[str, list[_Known]]) -> UUID | str:
    """The one person whom an entry fits, by its numbers and its name; else why there is none."""
    # Whoever has another id is somebody else.
    there = {
        each.key: each
        for number in entry.numbers
        for each in people.get(number, ())
        if entry.external_id is None or not each.has_id
    }
    fit = [each for each in there.values() if entry.name is None or not each.names or entry.name in each.names]
    # Who is known by that name comes before a caller whose name nobody has written down.
    exact = [each for each in fit if entry.name in each.names] or fit
    if len(exact) == 1:
        return exact[0].key
    if exact:
        return f"{len(exact)} customers have this number; say by id or name whose it is"
    if there:
        return "the customer with this number has another name; correct the name, leave it out, or give the id"
    return "nobody is known by its id or number; import the customers first, or correct it"


class Placing:
    """Compares what happened with what is there, in the order of the file."""

    def __init__(self) -> None:
        self._told: Counter[_Same] = Counter()

    def compare(self, connection: Connection, entries: Sequence[Owned]) -> list[Placed]:
        """Compare the next few hundred."""
        there = _there(connection, entries)
        return [
            Placed(each, tuple(self._row(item, each.person, there) for item in each.entry.items)) for each in entries
        ]

    def _row(self, item: Item, who: UUID, there: dict[_Same, list[Row]]) -> tuple[Item, Row | None, Row]:
        same = _same(item.kind, who, item.fields)
        rows, place = there.get(same, []), self._told[same]
        self._told[same] += 1
        if place >= len(rows):
            return item, None, {}
        current = rows[place]
        return item, current, {field: value for field, value in item.fields.items() if _fills(item, current, field)}


def _fills(item: Item, current: Row, field: str) -> bool:
    nothing = (None, item.kind.fields.model_fields[field].default)
    return current[field] in nothing and item.fields[field] not in nothing


def _same(kind: Kept, who: UUID, fields: Row) -> _Same:
    return kind.table.name, who, fields[kind.when], fields[kind.what]


def _there(connection: Connection, entries: Iterable[Owned]) -> dict[_Same, list[Row]]:
    wanted: dict[str, tuple[Kept, set[UUID], set[str]]] = {}
    for each in entries:
        for item in each.entry.items:
            _, people, moments = wanted.setdefault(item.kind.table.name, (item.kind, set(), set()))
            people.add(each.person)
            moments.add(item.fields[item.kind.when])
    found: dict[_Same, list[Row]] = {}
    for kind, people, moments in wanted.values():
        table = kind.table
        rows = select(table).where(table.c.person_key.in_(people), table.c[kind.when].in_(moments))
        for row in connection.execute(rows.order_by(table.c.key)).mappings():
            found.setdefault(_same(kind, row["person_key"], dict(row)), []).append(dict(row))
    return found
