"""One row of a company's file as a person: understood, checked and redacted, or why it can't be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from callassist.customers.importing.columns import CHOSEN, NUMBER, Columns, Vocabulary, compared
from callassist.customers.importing.table import Row
from callassist.customers.writing import NotKept, PersonFields, checked, is_sensitive
from callassist.softphone.numbers import read_number
from callassist.text.normalise import clean, search_form
from callassist.text.redaction import RedactionPolicy, redact_line

# Excel keeps the zeros of a number that is written so; nothing is ever computed.
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')
# What an export puts before a cell that a spreadsheet would take for a formula.
_DEFUSED = re.compile(r"'(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_BETWEEN_NUMBERS = re.compile(r"[;,،/|\n]")
_SHORTENED = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_DAYS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"),
    # Day first, as Arabic countries write.
    re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})"),
)


class BadCell(Exception):
    """A row can't be taken; the message says why, and how to mend it. It quotes nothing that must not be stored."""


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
class BadRow:
    """A row that can't be imported. `reason`: why, and how to mend it. `row`: as it stands in the file."""

    line: int
    reason: str
    row: Row


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
        if row.broken is not None:
            raise BadCell(row.broken)
        if len(row.cells) != len(self.columns.headings):
            raise BadCell(
                f"it has {len(row.cells)} cells and the headings are {len(self.columns.headings)}; put a cell that"
                " holds a separator or a line break in quotation marks"
            )
        fields: dict[str, Any] = {}
        numbers: list[str] = []
        for place, field in self.columns.fields.items():
            heading, cell = self.columns.headings[place], plain(row.cells[place])
            if field == NUMBER:
                numbers += self._numbers(cell, heading)
            elif field != "vip" or self.vip:
                fields[field] = self._value(field, cell, heading)
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

    def _value(self, field: str, cell: str, heading: str) -> object:
        text = clean(cell)
        if not text:
            return None
        if field in CHOSEN:
            value = self.vocabulary.meanings[field].get(compared(text))
            if value is None:
                known = ", ".join(self.vocabulary.values[field])
                raise BadCell(f"{heading}: {self._quoted(text)} is none of the known words; write one of {known}")
            return value == "yes" if field == "vip" else value
        return self._day(text, heading) if field == "since" else text

    def _day(self, text: str, heading: str) -> str:
        written = search_form(re.split(r"[ T]", text, maxsplit=1)[0])
        for form in _DAYS:
            if found := form.fullmatch(written):
                try:
                    return date(*(int(found[part]) for part in "ymd")).isoformat()
                except ValueError:
                    break
        raise BadCell(f"{heading}: {self._quoted(text)} is no date; write 2026-03-01 or 01/03/2026 (day first)")

    def _numbers(self, cell: str, heading: str) -> Iterator[str]:
        for written in filter(None, map(clean, _BETWEEN_NUMBERS.split(cell))):
            if _SHORTENED.fullmatch(written):
                raise BadCell(f"{heading}: the spreadsheet has shortened the number; format the column as text")
            read = read_number(written, self.region)
            if read is not None and is_sensitive(written, self.redaction):
                raise BadCell(f"{heading}: it reads as the number of a card, an IBAN or an ID; those are never stored")
            if read is None or not (read.text.startswith("+") or (read.internal and read.text.isdigit())):
                raise BadCell(f"{heading}: {self._quoted(written)} is no phone number; correct it")
            yield read.text

    def _quoted(self, text: str) -> str:
        return repr(redact_line(text[:80], policy=self.redaction).text)


def plain(cell: str) -> str:
    """A cell without what spreadsheets and exports put around it."""
    cell = cell.strip()
    quoted = _QUOTED_FORMULA.fullmatch(cell)
    return quoted[1] if quoted else _DEFUSED.sub("", cell, count=1) if cell.startswith("'") else cell


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
