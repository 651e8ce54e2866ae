"""Imports a company's file: a look at what would happen, then all of it in one transaction, or nothing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, Protocol, TypeVar

import sqlalchemy
from sqlalchemy import Connection

from callassist.customers.importing import columns
from callassist.customers.importing.bad_rows import write_bad_rows
from callassist.customers.importing.cells import BadRow
from callassist.customers.importing.columns import Columns, Listed
from callassist.customers.importing.table import Form, Row, Table
from callassist.customers.records import Records
from callassist.errors import UserError

BATCH = 500
"""Rows that are compared and written at once."""
_NAMED = 20
"""Bad rows that an error names one by one."""

Fate = Literal["new", "changed", "unchanged"]
Stage = Literal["reading", "writing"]
Progress = Callable[[Stage, int, int], None]
"""Is told the stage, how many lines or people are done, and of how many."""


class Understood(Protocol):
    """A row that can be taken. `line`: where it begins. `masked`: whether something in it had to be masked."""

    @property
    def line(self) -> int: ...
    @property
    def masked(self) -> bool: ...


class Outcome(Protocol):
    """What becomes of such a row. `numbers`: by which it is somebody's. `said`: the fields that are not empty."""

    @property
    def line(self) -> int: ...
    @property
    def fate(self) -> Fate: ...
    @property
    def numbers(self) -> tuple[str, ...]: ...
    @property
    def said(self) -> dict[str, Any]: ...


_Entry = TypeVar("_Entry", bound=Understood)
_Outcome = TypeVar("_Outcome", bound=Outcome)


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
    first: tuple[Outcome, ...]
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


class FileImport(ABC, Generic[_Entry, _Outcome]):
    """One file on its way into the records.

    Attributes:
        author: who is said to have made what it alters.

    Args:
        records: where it goes; opened for writing unless only a preview is asked for. listed: what the file lists.
        given: headings by field, for columns that their heading does not tell.
        encoding, separator: of the file, where they are not to be found out.

    Raises:
        UserError: the file can't be read, or lacks a column that is needed.
    """

    def __init__(
        self,
        records: Records,
        path: Path,
        listed: Listed,
        *,
        given: Mapping[str, str] | None = None,
        encoding: str | None = None,
        separator: str | None = None,
        progress: Progress = lambda stage, done, of: None,
    ) -> None:
        self._records = records
        self._progress = progress
        self._table = Table(path, encoding=encoding, separator=separator)
        self._vocabulary = columns.load()
        self._columns = columns.match(self._table.headings, given or {}, self._vocabulary, listed)
        self.author = f"import of {path.name}"
        self._entries: list[_Entry] = []
        self._bad: list[BadRow] = []
        self._read = False

    @abstractmethod
    def _understood(self, rows: Iterable[Row]) -> Iterator[_Entry | BadRow]:
        """Each row as it is understood, or as a bad one."""

    @abstractmethod
    def _compare(self, connection: Connection, entries: Sequence[_Entry]) -> list[_Outcome]:
        """Compare up to `BATCH` entries, the next in order, with what is there."""

    @abstractmethod
    def _write(self, connection: Connection, found: Sequence[_Outcome], at: str) -> None:
        """Put what was compared into the records."""

    def _begin(self) -> None:
        """Before all entries are compared, from the first one on."""

    def preview(self, first: int = 5) -> Preview:
        """What would happen; nothing is written."""
        self._read_once()
        fates: Counter[str] = Counter()
        shown: list[_Outcome] = []
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
        for found in self._understood(self._table.rows()):
            if isinstance(found, BadRow):
                self._bad.append(found)
            else:
                self._entries.append(found)
            if (len(self._entries) + len(self._bad)) % BATCH == 0:
                line = found.line
                self._progress("reading", line, max(line, self._table.form.lines))
        self._read = True

    def _compared(self, connection: Connection) -> Iterator[list[_Outcome]]:
        self._begin()
        for start in range(0, len(self._entries), BATCH):
            yield self._compare(connection, self._entries[start : start + BATCH])

    def _counts(self, fates: Mapping[str, int]) -> Counts:
        masked = sum(entry.masked for entry in self._entries)
        return Counts(fates.get("new", 0), fates.get("changed", 0), fates.get("unchanged", 0), len(self._bad), masked)

    def _write_all(self) -> Counts:
        fates: Counter[str] = Counter()
        at = self._records.now()
        done = 0
        with self._records.database.writing() as connection:
            for found in self._compared(connection):
                self._write(connection, found, at)
                fates.update(each.fate for each in found)
                done += len(found)
                self._progress("writing", done, len(self._entries))
        return self._counts(fates)


def empty_row(table: sqlalchemy.Table) -> dict[str, Any]:
    """A row in which nothing is said yet: rows that are written together must have the same columns."""
    begins = {"kind": "customer", "vip": False, "state": "open", "moved": 0, "told": False, "version": 1}
    return {column.name: begins.get(column.name) for column in table.columns}
