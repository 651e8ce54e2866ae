"""Imports a company's customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, update
from uuid_utils.compat import uuid7

from callassist.customers import changes
from callassist.customers.changes import Step
from callassist.customers.importing.cells import BadRow
from callassist.customers.importing.comparing import Compared, compare
from callassist.customers.importing.entries import Entry, Understanding
from callassist.customers.importing.file_import import FileImport, Progress, empty_row
from callassist.customers.importing.table import Row
from callassist.customers.records import Records
from callassist.store.records_schema import change, person, person_number


class CustomerImport(FileImport[Entry, Compared]):
    """A list of people; as `FileImport`.

    People who are new are made without a change to take back: there is nothing to go back to. What an import alters
    can be taken back like any edit.
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
        super().__init__(
            records, path, "people", given=given, encoding=encoding, separator=separator, progress=progress
        )
        self._understanding = Understanding(
            self._columns, self._vocabulary, records.redaction, records.region, records.policy.card.vip
        )

    def _understood(self, rows: Iterable[Row]) -> Iterator[Entry | BadRow]:
        return self._understanding.entries(rows)

    def _compare(self, connection: Connection, entries: Sequence[Entry]) -> list[Compared]:
        return compare(connection, entries)

    def _write(self, connection: Connection, found: Sequence[Compared], at: str) -> None:
        people: list[dict[str, Any]] = []
        numbers: list[dict[str, Any]] = []
        made: list[dict[str, Any]] = []
        for each in found:
            if each.current is None:
                key = uuid7()
                people.append(empty_row(person) | each.fields | {"key": key, "made_at": at, "imported": each.imported})
                numbers += [{"person_key": key, "number": number} for number in each.joined]
            else:
                made += self._altered(connection, each, each.current, at)
        for table, rows in ((person, people), (person_number, numbers), (change, made)):
            if rows:
                connection.execute(insert(table), rows)

    def _altered(
        self, connection: Connection, each: Compared, current: dict[str, Any], at: str
    ) -> list[dict[str, Any]]:
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
        return [changes.as_row(key, steps, at=at, author=self.author)] if steps else []
