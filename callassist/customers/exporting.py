"""Customers and their history as CSV: in the columns that an import reads, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from sqlalchemy import func, select

from callassist.customers.history import HISTORY, PROMISES, HistoryKind
from callassist.customers.writing import PersonFields
from callassist.store.database import Database
from callassist.store.records_schema import person, person_number, promise

_NUMBERS = "number"
_COLUMNS = (*dict.fromkeys(("external_id", "name", _NUMBERS, *PersonFields.model_fields)),)
# https://owasp.org/www-community/attacks/CSV_Injection: what begins so, a spreadsheet may take for a formula. The last
# four are the full-width forms, which some take for the plain ones.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# Phone numbers in E.164, one or several: signs and digits alone compute nothing, and stay readable.
_PHONES = re.compile(r"\+\d+(; \+?\d+)*")
# Without it Excel takes UTF-8 for the code page of the PC.
_BOM = "\ufeff"


def export_lines(database: Database, *, vip: bool) -> Iterator[str]:
    """Every person as a line of CSV (without its end), the headings first, in the order in which they were made.

    What happened with them is in lists of its own: `history_lines`.

    Raises:
        StorageError: the database is damaged, locked, or its disk gives errors.
    """
    return csv_lines(_rows(database, vip=vip), ",")


def history_lines(database: Database, kind: HistoryKind) -> Iterator[str]:
    """All that happened of one kind, as `export_lines` writes it, each with whose it is, in the order it was written.

    Raises:
        StorageError: the database is damaged, locked, or its disk gives errors.
    """
    return csv_lines(_history_rows(database, kind), ",")


def unowned_promise_lines(database: Database) -> Iterator[str]:
    """Promises to callers who have no record, as `history_lines` writes them, with the number and the name that the
    softphone showed. Once there is a record of such a number, an import of promises reads them.

    Raises:
        StorageError: the database is damaged, locked, or its disk gives errors.
    """
    return csv_lines(_unowned_rows(database), ",")


def unowned_promises(database: Database) -> int:
    """How many promises were made to callers who have no record.

    Raises:
        StorageError: as `unowned_promise_lines`.
    """
    with database.reading() as connection:
        counted = select(func.count()).where(promise.c.person_key.is_(None))
        return connection.execute(counted).scalar_one()


def csv_lines(rows: Iterable[Sequence[str]], separator: str) -> Iterator[str]:
    """Rows as lines of CSV, every cell in quotation marks and defused; the first begins with the mark of UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="")
    mark = _BOM
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
        yield mark + line.getvalue()
        mark = ""
        line.seek(0)
        line.truncate()


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before it where it might. Imports take it off."""
    return f"'{cell}" if _FORMULA.match(cell) and not _PHONES.fullmatch(cell) else cell


def _rows(database: Database, *, vip: bool) -> Iterator[list[str]]:
    fields = [each for each in _COLUMNS if vip or each != "vip"]
    yield fields
    wanted = (
        select(person, person_number.c.number)
        .join_from(person, person_number, isouter=True)
        .order_by(person.c.key, person_number.c.number)
    )
    with database.reading() as connection:
        rows = connection.execution_options(yield_per=1000).execute(wanted).mappings()
        for _, group in groupby(rows, key=itemgetter("key")):
            of_one = list(group)
            numbers = "; ".join(row["number"] for row in of_one if row["number"] is not None)
            yield [numbers if field == _NUMBERS else _cell(of_one[0][field]) for field in fields]


def _history_rows(database: Database, kind: HistoryKind) -> Iterator[list[str]]:
    table, said = HISTORY[kind].table, HISTORY[kind].columns
    yield ["external_id", "name", _NUMBERS, *said]
    its = person_number.c.person_key == table.c.person_key
    numbers = select(func.group_concat(person_number.c.number, " ")).where(its).scalar_subquery()
    wanted = select(person.c.external_id, person.c.name, numbers.label(_NUMBERS), *(table.c[name] for name in said))
    wanted = wanted.join_from(table, person).order_by(table.c.key)
    with database.reading() as connection:
        for row in connection.execution_options(yield_per=1000).execute(wanted).mappings():
            joined = "; ".join(sorted((row[_NUMBERS] or "").split()))
            yield [_cell(row["external_id"]), _cell(row["name"]), joined, *(_cell(row[name]) for name in said)]


def _unowned_rows(database: Database) -> Iterator[list[str]]:
    columns = ("name", _NUMBERS, *PROMISES.columns)
    yield list(columns)
    wanted = (
        select(*(promise.c[name] for name in columns)).where(promise.c.person_key.is_(None)).order_by(promise.c.key)
    )
    with database.reading() as connection:
        for row in connection.execution_options(yield_per=1000).execute(wanted):
            yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
