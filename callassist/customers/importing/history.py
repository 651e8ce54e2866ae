"""Imports what happened with a company's customers: contacts, promises, purchases or incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert
from uuid_utils.compat import uuid7

from callassist.customers import changes
from callassist.customers.history import HISTORY, HistoryKind
from callassist.customers.importing.cells import BadRow, Cells
from callassist.customers.importing.file_import import BATCH, FileImport, Progress, empty_row
from callassist.customers.importing.happened import Happened, HistoryUnderstanding
from callassist.customers.importing.placing import Owned, Placed, Placing, whose
from callassist.customers.importing.table import Row
from callassist.customers.records import Records


class HistoryImport(FileImport[Owned, Placed]):
    """A list of what happened with people who are known; as `FileImport`.

    What is new is written without a change to take back, as new people are. What an import alters can be taken back.
    """

    def __init__(
        self,
        records: Records,
        path: Path,
        kind: HistoryKind,
        *,
        given: Mapping[str, str] | None = None,
        encoding: str | None = None,
        separator: str | None = None,
        progress: Progress = lambda stage, done, of: None,
    ) -> None:
        super().__init__(records, path, kind, given=given, encoding=encoding, separator=separator, progress=progress)
        cells = Cells(self._vocabulary, records.redaction, records.region)
        self._understanding = HistoryUnderstanding(kind, self._columns, cells)
        self._placing = Placing()

    def _understood(self, rows: Iterable[Row]) -> Iterator[Owned | BadRow]:
        entries = self._understanding.entries(rows)
        while found := list(islice(entries, BATCH)):
            with self._records.database.reading() as connection:
                owned = iter(whose(connection, [each for each in found if isinstance(each, Happened)]))
            # In the order of the file, in which bad rows are told.
            yield from (next(owned) if isinstance(each, Happened) else each for each in found)

    def _begin(self) -> None:
        self._placing = Placing()

    def _compare(self, connection: Connection, entries: Sequence[Owned]) -> list[Placed]:
        return self._placing.compare(connection, entries)

    def _write(self, connection: Connection, found: Sequence[Placed], at: str) -> None:
        new: dict[str, list[dict[str, Any]]] = {}
        for each in found:
            steps = []
            for item, current, fills in each.rows:
                table = item.kind.table
                if current is None:
                    row = empty_row(table) | item.fields | {"key": uuid7(), "person_key": each.owned.person}
                    new.setdefault(table.name, []).append(row)
                elif fills:
                    steps.append(changes.update_row(connection, table, current["key"], fills, current["version"]))
            if done := [step for step in steps if step is not None]:
                changes.record(connection, each.owned.person, done, at=at, author=self.author)
        for kind in HISTORY.values():
            if rows := new.get(kind.table.name):
                connection.execute(insert(kind.table), rows)
