"""One row of a company's file as a person: understood, checked and redacted, or why it can't be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from callassist.customers.importing.cells import BadCell, BadRow, Cells, plain, whole
from callassist.customers.importing.columns import NUMBER, Columns, Vocabulary
from callassist.customers.importing.table import Row
from callassist.customers.writing import NotKept, PersonFields, checked
from callassist.text.normalise import search_form
from callassist.text.redaction import RedactionPolicy


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as a row says.

    Attributes:
        line: where the row begins. fields: as they are kept, an empty cell as the field's default. numbers: as they
            are kept, in order. masked: whether something in it had to be masked.
    """

    line: int
    fields: dict[str, Any]
    numbers: tuple[str, ...]
    masked: bool

    @property
    def external_id(self) -> str | None:
        """The company's own name for it."""
        found: str | None = self.fields.get("external_id")
        return found

    @property
    def names(self) -> list[tuple[str, str]]:
        """Each number with the name as it is compared: what tells people apart who have no id."""
        return [(number, self.fields["search_name"]) for number in self.numbers]


@dataclass(frozen=True, slots=True)
class Understanding:
    """How rows are understood. `region`: whose numbers have no country code. `vip`: whether such marks are wanted."""

    columns: Columns
    vocabulary: Vocabulary
    redaction: RedactionPolicy
    region: str
    vip: bool

    def entries(self, rows: Iterable[Row]) -> Iterator[Entry | BadRow]:
        """Each row as an entry, or as a bad one; rows that name somebody a second time are bad, too."""
        seen = _Seen()
        for row in rows:
            try:
                entry = self.entry(row)
                seen.add(entry)
            except BadCell as bad:
                yield BadRow(row.line, str(bad), row)
            else:
                yield entry

    def entry(self, row: Row) -> Entry:
        """A row as a person.

        Raises:
            BadCell: it can't be taken.
        """
        cells = whole(row, self.columns)
        known = Cells(self.vocabulary, self.redaction, self.region)
        fields: dict[str, Any] = {}
        numbers: list[str] = []
        for place, field in self.columns.fields.items():
            heading, cell = self.columns.headings[place], plain(cells[place])
            if field == NUMBER:
                numbers += known.numbers(cell, heading)
            elif field != "vip" or self.vip:
                fields[field] = known.value(field, cell, heading)
        try:
            kept = checked(PersonFields, {field: value for field, value in fields.items() if value}, self.redaction)
        except NotKept as fault:
            raise BadCell(fault.reason) from None
        masked = any(value != fields[field] for field, value in kept.items())
        kept = {field: PersonFields.model_fields[field].default for field in fields} | kept
        if not kept["name"]:
            raise BadCell("there is no name in it; every customer needs one")
        if not numbers and not kept.get("external_id"):
            raise BadCell("there is neither a phone number nor an id in it, so nobody could find it again; add one")
        kept["search_name"] = search_form(kept["name"])
        return Entry(row.line, kept, tuple(dict.fromkeys(numbers)), masked)


class _Seen:
    """Who stood in which line, to notice somebody who comes twice."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._names: dict[tuple[str, str], int] = {}
        self._without_id: dict[tuple[str, str], int] = {}

    def add(self, entry: Entry) -> None:
        name = entry.external_id
        # Father and son may share number and name, if the company tells them apart by an id.
        known = self._names if name is None else self._without_id
        before = self._ids.get(name) if name is not None else None
        before = before or next((known[each] for each in entry.names if each in known), None)
        if before is not None:
            raise BadCell(
                f"the same customer stands in line {before} already; leave one out, or put all numbers into one cell"
                " with ; between them"
            )
        if name is not None:
            self._ids[name] = entry.line
        for each in entry.names:
            self._names[each] = entry.line
            if name is None:
                self._without_id[each] = entry.line
