"""Imports a company's customers: a look at what would happen, then all of it in one transaction, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, update
from uuid_utils.compat import uuid7

from callassist.customers import changes
from callassist.customers.changes import Step
from callassist.customers.importing import columns
from callassist.customers.importing.bad_rows import write_bad_rows
from callassist.customers.importing.columns import Columns
from callassist.customers.importing.comparing import Compared, compare
from callassist.customers.importing.entries import BadRow, Entry, Understanding
from callassist.customers.importing.table import Form, Table
from callassist.customers.records import Records
from callassist.errors import UserError
from callassist.store.records_schema import change, person, person_number

_BATCH = 500
_NAMED = 20
"""Bad rows that an error names one by one."""

Stage = Literal["reading", "writing"]
Progress = Callable[[Stage, int, int], None]
"""Is told the stage, how many lines or people are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import does, in rows. `masked`: those in which a card number or the like had to be masked."""

    new: int
    changed: int
    unchanged: int
    bad: int
    masked: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do.

    Attributes:
        form: how the file is written. columns: what each column is. counts: of its rows.
        first: the first rows that can be taken, as they would become. bad: those that can't, by line.
    """

    form: Form
    columns: Columns
    counts: Counts
    first: tuple[Compared, ...]
    bad: tuple[BadRow, ...]


class BadRows(UserError):
    """Some rows can't be imported, so none was. `bad`: which and why, by line."""

    def __init__(self, path: Path, bad: Sequence[BadRow], rows: int) -> None:
        self.bad = tuple(bad)
        named = "".join(f"\n  line {each.line}: {each.reason}" for each in bad[:_NAMED])
        more = f"\n  and {len(bad) - _NAMED} more" if len(bad) > _NAMED else ""
        super().__init__(
            f"{path}: {len(bad)} of {rows} rows can't be imported, so nothing was.{named}{more}\n",
            "Mend them and import the file again; or import the others now with --skip-bad, which lists these in a"
            " file of their own.",
        )


class CustomerImport:
    """One file on its way into the records.

    Args:
        records: where it goes; opened for writing unless only a preview is asked for.
        given: headings by field, for columns that their heading does not tell.
        encoding, separator: of the file, where they are not to be found out.

    Raises:
        UserError: the file can't be read, or lacks a column that is needed.
    """

    def __init__(
        self,
        records: Records,
        path: Path,
        *,
        given: Mapping[str, str] | None = None,
        encoding: str | None = None,
        separator: str | None = None,
        progress: Progress = lambda stage, done, of: None,
    ) -> None:
        self._records = records
        self._progress = progress
        self._table = Table(path, encoding=encoding, separator=separator)
        vocabulary = columns.load()
        self._columns = columns.match(self._table.headings, given or {}, vocabulary)
        self._understanding = Understanding(
            self._columns, vocabulary, records.redaction, records.region, records.policy.card.vip
        )
        self._entries: list[Entry] = []
        self._bad: list[BadRow] = []
        self._read = False

    def preview(self, first: int = 5) -> Preview:
        """What would happen; nothing is written."""
        self._read_once()
        fates: Counter[str] = Counter()
        shown: list[Compared] = []
        with self._records.database.reading() as connection:
            for found in self._compared(connection):
                fates.update(each.fate for each in found)
                shown += found[: first - len(shown)]
        return Preview(self._table.form, self._columns, self._counts(fates), tuple(shown), tuple(self._bad))

    def carry_out(self, *, skip_bad: bool = False, bad_file: Path | None = None) -> Counts:
        """Import the file: all of it is on the disk when this returns, or nothing if it raises, or is cut off.

        Args:
            skip_bad: leave out the rows that can't be taken, and list them in `bad_file`, to be mended.

        Raises:
            BadRows: some can't be taken, and `skip_bad` is not set.
            UserError: `bad_file` is there already.
            StorageError: the file of records, the disk or another program stands in the way.
        """
        self._read_once()
        if self._bad and not skip_bad:
            raise BadRows(self._table.path, self._bad, len(self._entries) + len(self._bad))
        if not self._bad or bad_file is None:
            return self._write_all()
        write_bad_rows(bad_file, self._table, self._bad, self._records.redaction)
        try:
            return self._write_all()
        except BaseException:
            bad_file.unlink(missing_ok=True)
            raise

    def _read_once(self) -> None:
        if self._read:
            return
        for found in self._understanding.entries(self._table.rows()):
            if isinstance(found, BadRow):
                self._bad.append(found)
            else:
                self._entries.append(found)
            if (len(self._entries) + len(self._bad)) % _BATCH == 0:
                line = found.line
                self._progress("reading", line, max(line, self._table.form.lines))
        self._read = True

    def _compared(self, connection: Connection) -> Iterator[list[Compared]]:
        for start in range(0, len(self._entries), _BATCH):
            yield compare(connection, self._entries[start : start + _BATCH])

    def _counts(self, fates: Mapping[str, int]) -> Counts:
        masked = sum(entry.masked for entry in self._entries)
        return Counts(fates.get("new", 0), fates.get("changed", 0), fates.get("unchanged", 0), len(self._bad), masked)

    def _write_all(self) -> Counts:
        fates: Counter[str] = Counter()
        writing = _Writing(self._records.now(), f"import of {self._table.path.name}")
        done = 0
        with self._records.database.writing() as connection:
            for found in self._compared(connection):
                writing.write(connection, found)
                fates.update(each.fate for each in found)
                done += len(found)
                self._progress("writing", done, len(self._entries))
        return self._counts(fates)


@dataclass(frozen=True, slots=True)
class _Writing:
    """Puts what was compared into the records. `at`: when it happens. `author`: who is said to have made it.

    People who are new are made without a change to take back: there is nothing to go back to. What an import alters
    can be taken back like any edit.
    """

    at: str
    author: str

    def write(self, connection: Connection, found: Sequence[Compared]) -> None:
        people: list[dict[str, Any]] = []
        numbers: list[dict[str, Any]] = []
        made: list[dict[str, Any]] = []
        for each in found:
            if each.current is None:
                key = uuid7()
                people.append(_EMPTY | each.fields | {"key": key, "made_at": self.at, "imported": each.imported})
                numbers += [{"person_key": key, "number": number} for number in each.joined]
            else:
                made += self._altered(connection, each, each.current)
        for table, rows in ((person, people), (person_number, numbers), (change, made)):
            if rows:
                connection.execute(insert(table), rows)

    def _altered(self, connection: Connection, each: Compared, current: dict[str, Any]) -> list[dict[str, Any]]:
        key = current["key"]
        steps: list[Step] = []
        if each.fields:
            before = {field: current[field] for field in each.fields}
            steps.append(Step(person.name, {"key": key}, before, each.fields))
        for number in each.joined:
            row = {"person_key": key, "number": number}
            steps.append(changes.insert_row(connection, person_number, row))
        for number in each.parted:
            row = {"person_key": key, "number": number}
            connection.execute(delete(person_number).filter_by(**row))
            steps.append(Step(person_number.name, row, row, None))
        values = dict(each.fields)
        if each.fields:
            values["version"] = current["version"] + 1
        if each.imported is not None:
            values["imported"] = each.imported
        if values:
            connection.execute(update(person).where(person.c.key == key), values)
        return [changes.as_row(key, steps, at=self.at, author=self.author)] if steps else []


# Rows that are written together must have the same columns.
_EMPTY: dict[str, Any] = {
    column.name: {"kind": "customer", "vip": False, "version": 1}.get(column.name) for column in person.columns
}
