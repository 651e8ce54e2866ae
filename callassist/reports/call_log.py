"""Past calls as a list: filtered, searched, the newest first, and page by page.

It reads the journal and the records by connections of its own and never waits for who writes them: they keep a log, and
a reader has the view of its beginning.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    false,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from callassist.customers.records import records_path
from callassist.errors import UserError
from callassist.reports import wrapped
from callassist.reports.call_filters import FLAGS, Filters, Flag, conditions
from callassist.reports.said_search import After, Hit, Wanted, newest, wanted
from callassist.reports.who_called import Promised, Sought, StillOpen, Who, who
from callassist.softphone.numbers import DEFAULT_REGION, read_number
from callassist.store.calls import StoredCalls, read_payload
from callassist.store.database import Database
from callassist.store.schema import call, call_digest, event, wrap_up

PAGE = 100
"""Calls, as a list is read."""

_COUNTS: tuple[tuple[Flag, str], ...] = (
    ("abuse", "abuse"),
    ("threat", "threats"),
    ("warning", "warnings"),
    ("may_end", "may_end"),
    ("interruption", "interruptions"),
    ("refused", "refused"),
    ("gap", "gaps"),
    ("misstatement", "misstatements"),
    ("redacted", "redacted"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words that were looked for come first in a call.

    Attributes:
        seq, t, speaker, text: of the utterance. ranges: where they stand in the text, characters. times: in how many
            utterances of the call they come.
    """

    seq: int
    t: float
    speaker: str
    text: str
    ranges: tuple[tuple[int, int], ...]
    times: int


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A call as it is listed.

    Attributes:
        key, id, started_at, ended_t, end_reason, direction, number, language, agent: as in `StoredCall`; `ended_t` is
            None while it has no end. display: the number as people of the region write it.
        person: whose record belongs to it. name: as the record says now, else as it was shown in the call.
        flags: what happened in it, and how often. interrupted: how often the customer interrupted.
        category, outcome: of the wrap-up, None where nothing was chosen; wrapped_up: whether it is finished.
        open_promises: how many promises made in it are open; overdue_promises: how many of these are overdue.
        found: where what was looked for was said.
    """

    key: UUID
    id: str
    started_at: str
    ended_t: float | None
    end_reason: str | None
    direction: str
    number: str | None
    display: str
    language: str | None
    agent: str | None
    person: UUID | None
    name: str | None
    flags: Mapping[Flag, int]
    interrupted: int
    category: str | None
    outcome: str | None
    wrapped_up: bool
    open_promises: int
    overdue_promises: int = 0
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some calls of a list. `after`: where the next page goes on; None at the end."""

    calls: tuple[LoggedCall, ...]
    after: After | None


class CallLog:
    """What can be asked about past calls. Safe to use from several threads.

    All methods may raise `StorageError`.

    Args:
        journal: opened for reading. records: the customers' records, the user's own by default; they need not be there.
        region: whose numbers are written without a country code.
        today: what day it is here.
    """

    def __init__(
        self,
        journal: Database,
        records: Path | None = None,
        *,
        region: str = DEFAULT_REGION,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.journal = journal
        self._records = records or records_path()
        self._region = region
        self._today = today

    def page(self, filters: Filters, after: After | None = None, *, most: int = PAGE) -> Page:
        """Calls that fit, the newest first, from where the last page ended.

        Raises:
            UserError: there is no word in what is looked for.
        """
        sought = wanted(filters.said) if filters.said.strip() else None
        if sought is None and filters.said.strip():
            raise UserError(f"There is no word to look for in {filters.said.strip()!r}.", "Give a word or two.")
        with who(self._records, self._region) as people, self.journal.reading() as connection:
            fitting = self._fitting(filters, people)
            if sought is None:
                found, hits, onward = _listed(connection, fitting, after, most)
            else:
                found, hits, onward = _searched(connection, fitting, sought, after, most)
            calls = self._logged(connection, people, found, sought, hits)
        return Page(tuple(calls), onward)

    def count(self, filters: Filters) -> int | None:
        """How many calls fit; None where words are looked for, since that would read them all."""
        if filters.said.strip():
            return None
        with who(self._records, self._region) as people, self.journal.reading() as connection:
            asked = _of_log(func.count()).where(*self._fitting(filters, people))
            total: int = connection.execute(asked).scalar_one()
        return total

    def find(self, name: str) -> LoggedCall:
        """A call by its key, its id, or `last`.

        Raises:
            UserError: there is none.
        """
        key = StoredCalls(self.journal).find(name).key
        with who(self._records, self._region) as people, self.journal.reading() as connection:
            rows = connection.execute(_rows().where(call.c.key == key)).mappings().all()
            return self._logged(connection, people, rows, None, {})[0]

    def promised(self, key: UUID) -> tuple[Promised, ...]:
        """What was promised in a call, as it is kept."""
        with who(self._records, self._region) as people:
            return people.promised(key)

    def chosen(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The categories and the outcomes to choose from: the company's, and what wrap-ups have besides."""
        with self.journal.reading() as connection:
            columns = (wrap_up.c.category, wrap_up.c.outcome)
            asked = [select(each).where(each.is_not(None), wrap_up.c.state != "draft").distinct() for each in columns]
            categories, outcomes = (list(connection.execute(each).scalars()) for each in asked)
        return wrapped.offered("category", categories), wrapped.offered("outcome", outcomes)

    def _fitting(self, filters: Filters, people: Who) -> list[ColumnElement[bool]]:
        found = list(conditions(filters, self._today()))
        if filters.customer.strip():
            found.append(_of_customer(people.sought(filters.customer)))
        if filters.open_promises:
            found.append(call.c.key.in_(_listed_keys(people.with_open_promises())))
        return found

    def _logged(
        self,
        connection: Connection,
        people: Who,
        rows: Sequence[RowMapping],
        sought: Wanted | None,
        hits: Mapping[UUID, Hit],
    ) -> list[LoggedCall]:
        keys = [row["key"] for row in rows]
        promises = people.open_promises(keys)
        known = {row["person"] for row in rows if row["person"] is not None}
        names, of_number = people.names(known, {row["number"] for row in rows if row["number"]})
        said = {} if sought is None else _first_said(connection, sought, hits)
        return [
            LoggedCall(
                **{name: row[name] for name in _PLAIN},
                display=self._display(row["number"]),
                name=_name(row, names, of_number),
                flags=_flags(row),
                wrapped_up=row["state"] not in (None, "draft"),
                open_promises=promises.get(row["key"], StillOpen()).promises,
                overdue_promises=promises.get(row["key"], StillOpen()).overdue,
                found=said.get(row["key"]),
            )
            for row in rows
        ]

    def _display(self, number: str | None) -> str:
        read = read_number(number, self._region)
        return number or "" if read is None else read.display


_PLAIN = (
    *("key", "id", "started_at", "ended_t", "end_reason", "direction", "number", "language", "agent", "person"),
    *("interrupted", "category", "outcome"),
)


def _of_log(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(call_digest)
        .join(call)
        .join(wrap_up, wrap_up.c.call_key == call.c.key, isouter=True)
    )


def _rows() -> Select[Any]:
    digest = [column for column in call_digest.c if column.name != "call_key"]
    return _of_log(call, *digest, wrap_up.c.state, wrap_up.c.category, wrap_up.c.outcome)


def _listed(
    connection: Connection, fitting: Sequence[ColumnElement[bool]], after: After | None, most: int
) -> tuple[Sequence[RowMapping], Mapping[UUID, Hit], After | None]:
    asked = _rows().where(*fitting).order_by(call_digest.c.place.desc()).limit(most + 1)
    if after is not None:
        asked = asked.where(call_digest.c.place < after.place)
    rows = connection.execute(asked).mappings().all()
    return rows[:most], {}, After(rows[most - 1]["place"]) if len(rows) > most else None


def _searched(
    connection: Connection, fitting: Sequence[ColumnElement[bool]], sought: Wanted, after: After | None, most: int
) -> tuple[Sequence[RowMapping], Mapping[UUID, Hit], After | None]:
    asked = _of_log(type_coerce(call.c.key, Text), call_digest.c.place).where(*fitting)
    places: dict[str, int] = {row[0]: row[1] for row in connection.execute(asked)}
    hits, onward = newest(connection, sought, places, most, after)
    keys = [hit.call for hit in hits]
    wanted_rows = _rows().where(call.c.key.in_(keys)).order_by(call_digest.c.place.desc())
    return connection.execute(wanted_rows).mappings().all(), {hit.call: hit for hit in hits}, onward


def _first_said(connection: Connection, sought: Wanted, hits: Mapping[UUID, Hit]) -> dict[UUID, Found]:
    asked = select(event).where(event.c.id.in_([hit.first for hit in hits.values()]))
    found: dict[UUID, Found] = {}
    for row in connection.execute(asked).mappings():
        said = read_payload(row["payload"])
        text = said.get("text")
        if isinstance(text, str):
            place = (row["root_seq"], row["t"], str(said.get("speaker")))
            found[row["call_key"]] = Found(*place, text, sought.ranges(text), hits[row["call_key"]].times)
    return found


def _of_customer(sought: Sought) -> ColumnElement[bool]:
    fits: list[ColumnElement[bool]] = [false()]
    if sought.people:
        fits.append(call_digest.c.person.in_(_listed_keys(sought.people)))
    if sought.numbers:
        fits.append(call.c.number.in_(sought.numbers))
    if sought.name is not None:
        fits.append(call_digest.c.search_name.contains(sought.name, autoescape=True))
    if sought.digits is not None:
        fits.append(call.c.number.contains(sought.digits, autoescape=True))
    return or_(*fits)


def _listed_keys(keys: Sequence[UUID]) -> Any:
    """Keys for an IN that may be of any length."""
    return select(literal_column("value")).select_from(func.json_each(json.dumps([key.hex for key in keys])))


def _flags(row: RowMapping) -> dict[Flag, int]:
    counts: dict[Flag, int] = {flag: row[column] for flag, column in _COUNTS if row[column]}
    if row["end_reason"] == "cut":
        counts["cut"] = 1
    return {flag: counts[flag] for flag in FLAGS if flag in counts}


def _name(row: RowMapping, names: Mapping[UUID, str], of_number: Mapping[str, str]) -> str | None:
    name: str | None = row["name"]
    if row["person"] is not None:
        return names.get(row["person"], name)
    return name or of_number.get(row["number"])
