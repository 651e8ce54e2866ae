"""Who of a company's file is known already, and what is new about each.

An import changes what has changed in the company's file since the last one, and nothing else: an edit made in
CallAssist outlives the import of a file that says what it said before. Where both have changed, the file counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, select

from callassist.customers.importing.entries import Entry
from callassist.store.records_schema import merged, person, person_number

Row = dict[str, Any]
Fate = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What an entry means for the records.

    Attributes:
        current: the person's row; None for somebody new. fields: what is to be set. joined, parted: numbers to be put
            to the person and taken off. imported: what the file says, for the next import to compare with; None where
            that is what it said last time. former: whether this is what the person was before a merge: then nothing of
            it is taken.
    """

    entry: Entry
    current: Row | None
    fields: dict[str, Any]
    joined: tuple[str, ...]
    parted: tuple[str, ...]
    imported: str | None
    former: bool = False

    @property
    def line(self) -> int:
        """Where the row begins."""
        return self.entry.line

    @property
    def numbers(self) -> tuple[str, ...]:
        """Those in the row."""
        return self.entry.numbers

    @property
    def said(self) -> dict[str, Any]:
        """What the row says, field by field."""
        return {field: value for field, value in self.entry.fields.items() if value and field != "search_name"}

    @property
    def fate(self) -> Fate:
        """What becomes of it."""
        if self.current is None:
            return "new"
        return "changed" if self.fields or self.joined or self.parted else "unchanged"


def compare(connection: Connection, entries: Sequence[Entry]) -> list[Compared]:
    """Compare a few hundred entries with the records.

    People are found by the company's id, else by number and name together, else by the number where that is all that is
    known of somebody: an agent has made a record of an unknown caller. What fits a record that was merged into another
    finds that one, and changes nothing there.
    """
    people, former = _known(connection, entries)
    numbers = _numbers(connection, [row["key"] for row in people if row is not None])
    return [
        Compared(entry, row, {}, (), (), None, former=True)
        if place in former
        else _compared(entry, row, numbers.get(row["key"], set()) if row is not None else set())
        for place, (entry, row) in enumerate(zip(entries, people, strict=True))
    ]


def _known(connection: Connection, entries: Sequence[Entry]) -> tuple[list[Row | None], set[int]]:
    """The row of each entry, and the places of those that were merged into it."""
    by_id = _by_id(connection, entries)
    found: list[Row | None] = [by_id.get(entry.external_id) for entry in entries]
    former = _merged(connection, [entry for entry, row in zip(entries, found, strict=True) if row is None])
    by_name = _by_name(connection, [entry for entry in entries if entry.external_id not in by_id])
    # Nobody is two people: a record found by name belongs to the first entry that it fits, best fits first.
    taken = {row["key"] for row in found if row is not None}
    for named in (True, False):
        for place, entry in enumerate(entries):
            open_still = found[place] is None and (named or entry.line not in former)
            for number, name in entry.names if open_still else ():
                for row in by_name.get((number, name if named else None), []):
                    # Whoever has another id is somebody else of the same name and number.
                    ours = entry.external_id is None or row["external_id"] is None
                    if found[place] is None and ours and row["key"] not in taken:
                        found[place] = row
                        taken.add(row["key"])
    places = {place for place, entry in enumerate(entries) if found[place] is None and entry.line in former}
    for place in places:
        found[place] = former[entries[place].line]
    return found, places


def _by_id(connection: Connection, entries: Sequence[Entry]) -> dict[str | None, Row]:
    ids = [entry.external_id for entry in entries if entry.external_id is not None]
    rows = connection.execute(select(person).where(person.c.external_id.in_(ids))).mappings()
    return {row["external_id"]: dict(row) for row in rows}


def _merged(connection: Connection, entries: Sequence[Entry]) -> dict[int, Row]:
    """What those have become, by line, who were merged into another: known by the id they had, else by the name."""
    ids = [entry.external_id for entry in entries if entry.external_id is not None]
    were = select(merged.c.external_id.label("was"), person).join_from(merged, person)
    by_id = {row["was"]: row for row in connection.execute(were.where(merged.c.external_id.in_(ids))).mappings()}
    nameless = [entry for entry in entries if entry.external_id is None]
    numbers = {number for entry in nameless for number in entry.numbers}
    named = select(person_number.c.number, merged.c.search_name.label("was"), person)
    named = named.join_from(person_number, merged, person_number.c.person_key == merged.c.person_key)
    named = named.join(person, person.c.key == merged.c.person_key).where(person_number.c.number.in_(numbers))
    by_name = {(row["number"], row["was"]): row for row in connection.execute(named).mappings()}
    found = {}
    for entry in entries:
        ours = [by_name[name] for name in entry.names if name in by_name] if entry.external_id is None else []
        row = by_id.get(entry.external_id) or next(iter(ours), None)
        if row is not None:
            found[entry.line] = {column.name: row[column.name] for column in person.columns}
    return found


def _by_name(connection: Connection, entries: Sequence[Entry]) -> dict[tuple[str, str | None], list[Row]]:
    numbers = {number for entry in entries for number in entry.numbers}
    wanted = select(person, person_number.c.number).join_from(person_number, person)
    found: dict[tuple[str, str | None], list[Row]] = {}
    for row in connection.execute(wanted.where(person_number.c.number.in_(numbers))).mappings():
        known = dict(row)
        found.setdefault((known.pop("number"), known["search_name"]), []).append(known)
    return found


def _numbers(connection: Connection, people: Sequence[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for row in connection.execute(select(person_number).where(person_number.c.person_key.in_(people))):
        found.setdefault(row.person_key, set()).add(row.number)
    return found


def _compared(entry: Entry, row: Row | None, numbers: set[str]) -> Compared:
    last: dict[str, Any] = json.loads(row["imported"]) if row is not None and row["imported"] else {}
    said = last.get("fields", {})
    before = set(last.get("numbers", ()))
    # A column that this file lacks says nothing new.
    imported = json.dumps(
        {"fields": said | entry.fields, "numbers": list(entry.numbers)}, ensure_ascii=False, sort_keys=True
    )
    if row is None:
        return Compared(entry, None, entry.fields, entry.numbers, (), imported)
    fields = {
        field: value
        for field, value in entry.fields.items()
        if (field not in said and value) or (field in said and said[field] != value)
    }
    return Compared(
        entry,
        row,
        {field: value for field, value in fields.items() if row[field] != value},
        tuple(number for number in entry.numbers if number not in before | numbers),
        tuple(sorted((before - set(entry.numbers)) & numbers)),
        imported if imported != row["imported"] else None,
    )
