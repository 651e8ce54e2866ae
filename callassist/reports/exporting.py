"""Past calls as files: a list as CSV or JSON Lines, one call whole as JSON Lines or on paper.

A file is written whole or not at all. What is in it is not encrypted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select

from callassist.customers.exporting import csv_lines
from callassist.errors import UserError
from callassist.events import Language
from callassist.reports.call_filters import FLAGS, Filters
from callassist.reports.call_log import CallLog, LoggedCall
from callassist.reports.typesetting import Typesetter
from callassist.reports.whole_call import whole
from callassist.store.calls import read_payload
from callassist.store.faults import unwritable
from callassist.store.schema import event
from callassist.whole_file import write_whole

ListForm = Literal["csv", "json"]
CallForm = Literal["json", "pdf"]

_AT_ONCE = 200
_COLUMNS = (
    *("key", "id", "started_at", "length_s", "end", "direction", "number", "name", "person", "language", "agent"),
    *("wrapped_up", "category", "outcome", "open_promises", "overdue_promises", *FLAGS, "customer_interruptions"),
    *("found", "found_at", "found_times"),
)

Progress = Callable[[int, int | None], bool]
"""Told how many calls are done and how many there are, where that is known; gives whether to go on."""


def on(_done: int, _all: int | None) -> bool:
    """Nobody looks, and nobody stops it."""
    return True


def line(call: LoggedCall) -> dict[str, Any]:
    """A call of a list, as plain values under the names of the columns; what is not known is left out."""
    found = call.found
    values: dict[str, Any] = {
        "key": str(call.key),
        "id": call.id,
        "started_at": call.started_at,
        "length_s": call.ended_t,
        "end": call.end_reason,
        "direction": call.direction,
        "number": call.number,
        "name": call.name,
        "person": None if call.person is None else str(call.person),
        "language": call.language,
        "agent": call.agent,
        "wrapped_up": call.wrapped_up,
        "category": call.category,
        "outcome": call.outcome,
        "open_promises": call.open_promises,
        "overdue_promises": call.overdue_promises,
        **{str(flag): count for flag, count in call.flags.items()},
        "customer_interruptions": call.interrupted or None,
        "found": None if found is None else found.text,
        "found_at": None if found is None else found.t,
        "found_times": None if found is None else found.times,
    }
    return {name: value for name, value in values.items() if value is not None}


def export_list(log: CallLog, filters: Filters, form: ListForm, target: Path, go_on: Progress = on) -> int | None:
    """Write the calls that fit to a file, in the place of what it held; gives how many, or None where it was stopped.

    Raises:
        UserError: there is no word in what is looked for.
        StorageError: the journal can't be read, or the file not be written; then what it held stays.
    """
    rows: list[dict[str, Any]] = []
    total = log.count(filters)
    for call in every(log, filters):
        rows.append(line(call))
        if len(rows) % _AT_ONCE == 0 and not go_on(len(rows), total):
            return None
    if not go_on(len(rows), total):
        return None
    _write(target, "".join(f"{each}\n" for each in listed(rows, form)))
    return len(rows)


def export_call(log: CallLog, key: UUID, form: CallForm, target: Path, language: Language) -> None:
    """Write one call to a file, in the place of what it held: the contract's lines, or on paper in a language.

    Raises:
        UserError: there is no such call.
        StorageError: as `export_list`.
    """
    if form == "json":
        _write(target, "".join(f"{as_json(each)}\n" for each in call_lines(log, key)))
        return
    with Typesetter() as typesetter:
        _write(target, typesetter.pdf("call", whole(log, key), language))


def every(log: CallLog, filters: Filters) -> Iterator[LoggedCall]:
    """All that fit, the newest first, page by page."""
    after = None
    while True:
        page = log.page(filters, after, most=_AT_ONCE)
        yield from page.calls
        if page.after is None:
            return
        after = page.after


def listed(rows: list[dict[str, Any]], form: ListForm) -> Iterator[str]:
    """Lines of the file, without their ends."""
    if form == "json":
        yield from map(as_json, rows)
        return
    cells = [[_cell(row.get(name)) for name in _COLUMNS] for row in rows]
    yield from csv_lines([list(_COLUMNS), *cells], ",")


def call_lines(log: CallLog, key: UUID) -> Iterator[dict[str, Any]]:
    """The events of a call as the contract's lines, in the order in which they became known.

    Of a row that was damaged long ago there is no more than its place.
    """
    name = log.find(str(key)).id
    wanted = select(event).where(event.c.call_key == key).order_by(event.c.seq)
    with log.journal.reading() as connection:
        for row in connection.execute(wanted).mappings():
            head = {"type": row["type"], "call": name, "seq": row["seq"], "t": row["t"], "at": row["at"]}
            yield head | read_payload(row["payload"])


def as_json(row: Mapping[str, Any]) -> str:
    """One line of JSON Lines."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def check_place(target: Path, *, new: bool = False) -> None:
    """See that something can be written there.

    Args:
        new: nothing may be there yet.

    Raises:
        UserError: its folder is not there, or something is. StorageError: nobody can tell, as with too long a name.
    """
    try:
        if new and target.exists():
            raise UserError(f"{target} exists already.", "Give another name: an export never replaces a file.")
        if not target.parent.is_dir():
            raise UserError(f"There is no folder {target.parent}.", "Make it, or give a file in one that is there.")
    except OSError as error:
        raise unwritable(target, error) from error


def _write(target: Path, content: str | bytes) -> None:
    check_place(target)
    try:
        write_whole(target, content)
    except OSError as error:
        raise unwritable(target, error) from error
