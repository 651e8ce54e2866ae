"""Who called, by the customers' records, and what is still promised to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from callassist.promises import overdue
from callassist.softphone.numbers import read_number
from callassist.store.database import open_for_reading
from callassist.store.records_schema import RECORDS, merged, person, person_number, promise
from callassist.text.normalise import search_form

# SQLite takes so many values in one statement (SQLITE_MAX_VARIABLE_NUMBER is 32766).
_AT_ONCE = 10_000
_MOST_PEOPLE = 500
_DIALLED = re.compile(r"[\d\s().\-/+]*\d[\d\s().\-/]*")
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose calls are looked for.

    Attributes:
        people: under all keys that they are known by. numbers: theirs, and the one that was given. name: part of it as
            it is looked up. digits: part of a number; both None where what was given is not one.
    """

    people: tuple[UUID, ...] = ()
    numbers: tuple[str, ...] = ()
    name: str | None = None
    digits: str | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """Something that was promised in a call.

    Attributes:
        due: ISO 8601, a date alone where no hour was said. state: as kept, or `overdue`.
    """

    what: str
    due: str | None
    state: str


@dataclass(frozen=True, slots=True)
class StillOpen:
    """How many promises of a call are open, and how many of them are overdue."""

    promises: int = 0
    overdue: int = 0


class Who:
    """Reads the records, beside their writer or without one. Without a file it knows nobody.

    All methods may raise `StorageError`.

    Args:
        now: by which a promise is overdue, with an offset.
    """

    def __init__(self, connection: Connection | None, region: str, now: datetime) -> None:
        self._connection = connection
        self._region = region
        self._now = now

    def sought(self, words: str) -> Sought:
        """Whose calls are meant by a name, the company's id, or a number in any spelling or in part."""
        name, text = search_form(words), words.strip()
        read = read_number(text, self._region)
        digits = "".join(letter for letter in name if letter.isdigit()).lstrip("0")
        dialled = _DIALLED.fullmatch(name) is not None
        numbers = {read.text} if read is not None and dialled else set()
        people: set[UUID] = set()
        if self._connection is not None and name:
            begins = (person.c.search_name >= name) & (person.c.search_name < name + chr(0x10FFFF))
            of_number = select(person_number.c.person_key).where(person_number.c.number.in_(numbers))
            same = or_(person.c.external_id == text, begins, person.c.key.in_(of_number))
            found = select(person.c.key).where(same).limit(_MOST_PEOPLE)
            people |= set(self._connection.execute(found).scalars())
            theirs = select(person_number.c.number).where(person_number.c.person_key.in_(people))
            if not dialled:
                numbers |= set(self._connection.execute(theirs).scalars())
            earlier = select(merged.c.key).where(merged.c.person_key.in_(people))
            people |= set(self._connection.execute(earlier).scalars())
        part = digits if dialled and len(digits) >= _FEWEST_DIGITS else None
        return Sought(tuple(people), tuple(sorted(numbers)), None if dialled else name or None, part)

    def names(self, people: Iterable[UUID], numbers: Iterable[str]) -> tuple[Mapping[UUID, str], Mapping[str, str]]:
        """What people are called now, by the keys they have or had, and by numbers that only one person has."""
        if self._connection is None:
            return {}, {}
        keys, dialled = set(people), set(numbers)
        earlier = select(merged.c.key, merged.c.person_key).where(merged.c.key.in_(keys))
        moved = {row[0]: row[1] for row in self._connection.execute(earlier)}
        wanted = select(person.c.key, person.c.name).where(person.c.key.in_({*keys, *moved.values()}))
        found = {key: name for key, name in self._connection.execute(wanted) if name}
        named = {key: found[moved.get(key, key)] for key in keys if moved.get(key, key) in found}
        alone = (
            select(person_number.c.number, func.min(person.c.name))
            .join_from(person_number, person)
            .where(person_number.c.number.in_(dialled))
            .group_by(person_number.c.number)
            .having(func.count() == 1)
        )
        return named, {number: name for number, name in self._connection.execute(alone) if name}

    def with_open_promises(self) -> list[UUID]:
        """The calls in which something was promised that is still open."""
        if self._connection is None:
            return []
        wanted = select(promise.c.call_key).where(promise.c.state == "open", promise.c.call_key.is_not(None))
        return list(self._connection.execute(wanted.distinct()).scalars())

    def open_promises(self, calls: Sequence[UUID]) -> Mapping[UUID, StillOpen]:
        """How many promises of calls are still open; calls without any are left out."""
        if self._connection is None:
            return {}
        found: dict[UUID, StillOpen] = {}
        for start in range(0, len(calls), _AT_ONCE):
            some = promise.c.call_key.in_(calls[start : start + _AT_ONCE])
            wanted = select(promise.c.call_key, promise.c.due, promise.c.part).where(some, promise.c.state == "open")
            for key, due, part in self._connection.execute(wanted):
                before = found.get(key, StillOpen())
                found[key] = StillOpen(before.promises + 1, before.overdue + self._is_overdue(due, part))
        return found

    def promised(self, call: UUID) -> tuple[Promised, ...]:
        """What was promised in a call, as it is kept, by when it is due."""
        if self._connection is None:
            return ()
        wanted = select(promise.c.what, promise.c.due, promise.c.part, promise.c.state).where(
            promise.c.call_key == call
        )
        rows: Iterable[Any] = self._connection.execute(wanted.order_by(promise.c.due, promise.c.key))
        return tuple(
            Promised(what, due, "overdue" if state == "open" and self._is_overdue(due, part) else state)
            for what, due, part, state in rows
        )

    def _is_overdue(self, due: str | None, part: str | None) -> bool:
        return overdue.of_company().is_overdue(due, part, self._now)


@contextmanager
def who(path: Path, region: str, now: datetime | None = None) -> Iterator[Who]:
    """The records at `path`, open until the block is left. `now`: with an offset; the clock's by default.

    Raises:
        UserError: they are there and can't be opened.
        StorageError: they are damaged or locked.
    """
    if not path.exists():
        yield Who(None, region, now or datetime.now(UTC))
        return
    with closing(open_for_reading(path, RECORDS)) as database, database.reading() as connection:
        yield Who(connection, region, now or datetime.now(UTC))
