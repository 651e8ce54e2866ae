"""Every edit of a record is kept with what was before and after, so that it can be taken back, also days later."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, Uuid, and_, delete, func, insert, select, update
from uuid_utils.compat import uuid7

from callassist.customers.identity import keys_of, living
from callassist.errors import UserError
from callassist.store.records_schema import OF_A_PERSON, change, person

Row = dict[str, Any]

_TABLES: dict[str, Table] = {table.name: table for table in (person, *OF_A_PERSON)}


class NotThere(UserError):
    """A record is not there any more."""

    def __init__(self) -> None:
        super().__init__("This record is not there any more.", "Look the customer up again.")


class EditedMeanwhile(UserError):
    """Somebody else has edited the same row. `version`: the one that it has now."""

    def __init__(self, version: int) -> None:
        super().__init__(
            "Somebody else has edited this record since you opened it. Your edit was not saved.",
            "Look at it as it is now, and make your edit again.",
        )
        self.version = version


class ChangedSince(UserError):
    """A change can't be taken back, because what it made has changed again. `fields`: where."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(
            f"This can't be taken back: it was changed again since ({', '.join(fields)}).",
            "Take the later change back first, or edit the record.",
        )
        self.fields = tuple(fields)


@dataclass(frozen=True, slots=True)
class Step:
    """What a change did to one row. `row`: its primary key. None stands for a row that is not there."""

    table: str
    row: Row
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Change:
    """One edit, which is taken back as a whole.

    Attributes:
        person: whose record; None of a promise to nobody that is known. at: ISO 8601 in UTC. author: who made it.
        takes_back: the change that it undid. taken_back: whether it has been undone itself.
    """

    key: UUID
    person: UUID | None
    at: str
    author: str | None
    steps: tuple[Step, ...]
    takes_back: UUID | None
    taken_back: bool


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> Step:
    """Put a new row in its table."""
    connection.execute(insert(table), dict(row))
    key = {column.name: row[column.name] for column in table.primary_key}
    return Step(table.name, key, None, _row(connection, table, key))


def update_row(connection: Connection, table: Table, key: UUID, fields: Mapping[str, Any], version: int) -> Step | None:
    """Edit a row in place, if it has the version that the edit was made on; None where nothing would change.

    Raises:
        EditedMeanwhile: it has another version.
        NotThere: it is not there any more.
    """
    current = _row(connection, table, {"key": key})
    if current is None:
        raise NotThere
    after = {name: value for name, value in fields.items() if current[name] != value}
    if not after:
        return None
    if current["version"] != version:
        raise EditedMeanwhile(current["version"])
    before = {name: current[name] for name in after}
    connection.execute(update(table).where(table.c.key == key), after | {"version": version + 1})
    return Step(table.name, {"key": key}, before, after)


def delete_row(connection: Connection, table: Table, key: Row) -> Step | None:
    """Take a row out of its table; None where it was not there."""
    before = _row(connection, table, key)
    if before is None:
        return None
    connection.execute(delete(table).where(_is(table, key)))
    return Step(table.name, key, before, None)


def as_row(
    who: UUID | None, steps: Sequence[Step], *, at: str, author: str | None, takes_back: UUID | None = None
) -> Row:
    """A change as it is stored, under a new key."""
    written = [{"table": each.table, "row": each.row, "before": each.before, "after": each.after} for each in steps]
    text = json.dumps(written, ensure_ascii=False, default=str, separators=(",", ":"))
    return {"key": uuid7(), "person_key": who, "at": at, "author": author, "steps": text, "takes_back": takes_back}


def record(
    connection: Connection,
    who: UUID | None,
    steps: Sequence[Step],
    *,
    at: str,
    author: str | None,
    takes_back: UUID | None = None,
) -> UUID:
    """Keep what an edit did, of one person or of nobody's."""
    row = as_row(who, steps, at=at, author=author, takes_back=takes_back)
    connection.execute(insert(change), row)
    key: UUID = row["key"]
    return key


def of_person(connection: Connection, who: UUID) -> list[Change]:
    """All changes of a person and of the records that were merged into this one, the newest first."""
    return _made(connection, change.c.person_key.in_(keys_of(who)))


def of_row(connection: Connection, who: UUID | None, row: UUID) -> list[Change]:
    """The changes of a row that is a person's, or was nobody's once, the newest first."""
    nobodys, its = change.c.person_key.is_(None), change.c.steps.contains(str(row))
    whose = nobodys if who is None else nobodys | change.c.person_key.in_(keys_of(who))
    return _made(connection, whose & its)


def _made(connection: Connection, which: ColumnElement[bool]) -> list[Change]:
    rows = connection.execute(select(change).where(which).order_by(change.c.key.desc()))
    undone: set[UUID] = set()
    found = []
    for row in rows.mappings():
        taken_back = row["key"] in undone
        # What took a change back and was itself taken back leaves it in force.
        if row["takes_back"] is not None and not taken_back:
            undone.add(row["takes_back"])
        steps = tuple(_read(step) for step in json.loads(row["steps"]))
        found.append(
            Change(row["key"], row["person_key"], row["at"], row["author"], steps, row["takes_back"], taken_back)
        )
    return found


def take_back(connection: Connection, key: UUID, *, at: str, author: str | None) -> UUID:
    """Undo a change, which is a change itself and can be taken back.

    Raises:
        ChangedSince: what it made is not as it left it.
        UserError: there is no such change, or it is taken back already.
    """
    found = connection.execute(select(change.c.person_key, change.c.steps).where(change.c.key == key)).one_or_none()
    if found is None:
        raise UserError("There is no such change.", "Look at the record's changes again.")
    if found.person_key is not None:
        beside = of_person(connection, living(connection, found.person_key))
    else:
        beside = of_row(connection, None, UUID(json.loads(found.steps)[0]["row"]["key"]))
    made = next(each for each in beside if each.key == key)
    if made.taken_back:
        raise UserError("This has been taken back already.", "Take that back to have it again.")
    undone = [_undo(connection, step) for step in reversed(made.steps)]
    return record(connection, made.person, undone, at=at, author=author, takes_back=key)


def _undo(connection: Connection, step: Step) -> Step:
    table = _TABLES[step.table]
    current = _row(connection, table, step.row)
    if step.after is None and step.before is not None:
        if current is not None:
            raise ChangedSince([table.name])
        return insert_row(connection, table, step.before)
    after = step.after or {}
    if current is None:
        raise ChangedSince([table.name])
    # What the company's list said last is no edit, and a later import of it does not stand in the way of one.
    told = {"imported"} if step.before is not None else set()
    if differ := [name for name, value in after.items() if current[name] != value and name not in told]:
        raise ChangedSince([name for name in differ if name not in ("version", "search_name")] or [table.name])
    if step.before is None:
        if table is person and (added := _added(connection, step.row["key"])):
            raise ChangedSince(added)
        connection.execute(delete(table).where(_is(table, step.row)))
        return Step(step.table, step.row, after, None)
    fields = step.before | ({"version": current["version"] + 1} if "version" in current else {})
    connection.execute(update(table).where(_is(table, step.row)), fields)
    return Step(step.table, step.row, after, step.before)


def _added(connection: Connection, who: UUID) -> list[str]:
    """What hangs on a person and would go with the record."""
    counts = {
        table.name: select(func.count()).where(table.c.person_key == who).scalar_subquery() for table in OF_A_PERSON
    }
    found = connection.execute(select(*(count.label(name) for name, count in counts.items()))).mappings().one()
    return [name for name, count in found.items() if count]


def _row(connection: Connection, table: Table, key: Mapping[str, Any]) -> Row | None:
    found = connection.execute(select(table).where(_is(table, key))).mappings().one_or_none()
    return None if found is None else dict(found)


def _is(table: Table, key: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _read(written: Mapping[str, Any]) -> Step:
    table = _TABLES[written["table"]]

    def back(values: Mapping[str, Any] | None) -> Row | None:
        if values is None:
            return None
        return {
            name: UUID(value) if value is not None and isinstance(table.c[name].type, Uuid) else value
            for name, value in values.items()
        }

    return Step(table.name, back(written["row"]) or {}, back(written["before"]), back(written["after"]))
