"""What stands in a cell of a company's file: words for values, dates, moments and numbers, understood or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from callassist.customers.importing.columns import CHOSEN, Columns, Vocabulary, compared
from callassist.customers.importing.table import Row
from callassist.customers.writing import is_sensitive, moment
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
_TIME = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?: ?(?P<half>am|pm|ص|م))?")
_AFTER_NOON = ("pm", "م")
_DATES = frozenset({"since"})
_MOMENTS = frozenset({"at", "made_at", "due", "promise_due"})


class BadCell(Exception):
    """A row can't be taken; the message says why, and how to mend it. It quotes nothing that must not be stored."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be imported. `reason`: why, and how to mend it. `row`: as it stands in the file."""

    line: int
    reason: str
    row: Row


@dataclass(frozen=True, slots=True)
class Cells:
    """How cells are understood. `region`: whose numbers have no country code."""

    vocabulary: Vocabulary
    redaction: RedactionPolicy
    region: str

    def value(self, field: str, cell: str, heading: str) -> object:
        """What a cell says, as a field may have it; None where it is empty.

        Raises:
            BadCell: it is none of the known words, or no date.
        """
        text = clean(cell)
        if not text:
            return None
        if field in CHOSEN:
            value = self.vocabulary.meanings[field].get(compared(text))
            if value is None:
                known = ", ".join(self.vocabulary.values[field])
                raise BadCell(f"{heading}: {self.quoted(text)} is none of the known words; write one of {known}")
            return value == "yes" if field == "vip" else value
        if field in _DATES:
            return self._day(text, heading).isoformat()
        return self._moment(text, heading) if field in _MOMENTS else text

    def numbers(self, cell: str, heading: str) -> Iterator[str]:
        """The phone numbers in a cell, as they are kept.

        Raises:
            BadCell: something in it is none, or must not be stored.
        """
        for written in filter(None, map(clean, _BETWEEN_NUMBERS.split(cell))):
            if _SHORTENED.fullmatch(written):
                raise BadCell(f"{heading}: the spreadsheet has shortened the number; format the column as text")
            read = read_number(written, self.region)
            if read is not None and is_sensitive(written, self.redaction):
                raise BadCell(f"{heading}: it reads as the number of a card, an IBAN or an ID; those are never stored")
            if read is None or not (read.text.startswith("+") or (read.internal and read.text.isdigit())):
                raise BadCell(f"{heading}: {self.quoted(written)} is no phone number; correct it")
            yield read.text

    def quoted(self, text: str) -> str:
        """The beginning of a text in quotation marks, without what must not be stored."""
        return repr(redact_line(text[:80], policy=self.redaction).text)

    def _day(self, text: str, heading: str) -> date:
        written = search_form(re.split(r"[ T]", text, maxsplit=1)[0])
        for form in _DAYS:
            if found := form.fullmatch(written):
                try:
                    return date(*(int(found[part]) for part in "ymd"))
                except ValueError:
                    break
        raise BadCell(f"{heading}: {self.quoted(text)} is no date; write 2026-03-01 or 01/03/2026 (day first)")

    def _moment(self, text: str, heading: str) -> str:
        """As it is kept. A time without an offset is meant as the clock of this PC shows it."""
        try:
            return moment(search_form(text).upper())
        except ValueError:
            pass
        day = self._day(text, heading)
        _, _, rest = search_form(text).replace("t", " ", 1).partition(" ")
        if not rest:
            return day.isoformat()
        try:
            # Of the place where this PC stands.
            return moment(datetime.combine(day, _time(rest)).astimezone().isoformat())
        except ValueError:
            raise BadCell(f"{heading}: {self.quoted(text)} has no time of day; write 2026-03-01 14:30") from None


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    hour = int(found["hour"]) if found else 24
    if found is None or (found["half"] and not 1 <= hour <= 12):
        raise ValueError(f"{text} is no time of day")
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in _AFTER_NOON else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def whole(row: Row, columns: Columns) -> Sequence[str]:
    """The cells of a row.

    Raises:
        BadCell: it could not be taken apart, or there are not as many as headings.
    """
    if row.broken is not None:
        raise BadCell(row.broken)
    if len(row.cells) != len(columns.headings):
        raise BadCell(
            f"it has {len(row.cells)} cells and the headings are {len(columns.headings)}; put a cell that"
            " holds a separator or a line break in quotation marks"
        )
    return row.cells


def plain(cell: str) -> str:
    """A cell without what spreadsheets and exports put around it."""
    cell = cell.strip()
    quoted = _QUOTED_FORMULA.fullmatch(cell)
    return quoted[1] if quoted else _DEFUSED.sub("", cell, count=1) if cell.startswith("'") else cell
