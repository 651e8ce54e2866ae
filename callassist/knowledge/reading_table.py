"""Articles from a table: CSV as spreadsheets write it, one article a row.

A cell is text, whatever it begins with: formulas are neither computed nor refused.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from callassist.knowledge import checking
from callassist.knowledge.article import Article
from callassist.knowledge.mistakes import Mistake
from callassist.text.decoding import UndecodableError, decoded

REQUIRED = ("id", "title", "answer", "language")
"""Columns without which a table is not taken."""
EXPECTED = ("examples", "tags", "owner", "review_by")
"""Columns that a table should have; a note is made of those that are missing."""
OPTIONAL = ("source", "checked", "steps", "facts")

_KNOWN = (*REQUIRED, *EXPECTED, *OPTIONAL)
_CONTRACT = "id,title,answer,examples,language,tags,owner,review_by"
_DELIMITERS = ",;\t"


class Table:
    """The rows of a CSV file.

    Attributes:
        notes: sentences for whoever imports it: the code page assumed, columns left out.

    Args:
        name: the file's, for people. data: its bytes.

    Raises:
        TableError: it is no table of articles at all.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.notes: list[str] = []
        self._name = name
        try:
            text = decoded(data)
        except UndecodableError as error:
            mistake = Mistake(f"{name}, line {error.line}", None, error.reason, "Save it as CSV UTF-8.")
            raise TableError([mistake]) from error
        if text.assumed is not None:
            self.notes.append(f"{name} is not in UTF-8; it was read as {text.assumed}.")
        self._skipped, self._delimiter = _form(text.text)
        self._text = text.text
        self._columns = self._header()

    def __len__(self) -> int:
        """About how many rows there are (an article may have several lines)."""
        return self._text.count("\n")

    def articles(self) -> Iterator[tuple[str, int, Article | list[Mistake]]]:
        """Each row's place for people, the line it ends in, and its article or all that is wrong with it."""
        reader = self._reader()
        row = 1 + self._skipped
        next(reader)
        while True:
            began = reader.line_num + 1 + self._skipped
            row += 1
            place = f"{self._name}, row {row}" + (f" (line {began})" if began != row else "")
            try:
                cells = next(reader, None)
            except csv.Error as error:
                remedy = "Close its quotation marks, and double those within a cell. The rows below were not read."
                yield place, began, [Mistake(place, None, f"is no CSV: {error}", remedy)]
                return
            if cells is None:
                return
            if any(cell.strip() for cell in cells):
                yield place, reader.line_num, self._article(cells, place)

    def _reader(self) -> Any:
        source = io.StringIO(self._text, newline="")
        for _ in range(self._skipped):
            source.readline()
        return csv.reader(source, delimiter=self._delimiter, strict=True)

    def _header(self) -> list[str]:
        place = f"{self._name}, row {1 + self._skipped}"
        try:
            cells: list[str] = next(self._reader(), [])
        except csv.Error as error:
            raise TableError([Mistake(place, None, f"is no CSV: {error}", "Save it as CSV UTF-8.")]) from error
        columns = [cell.strip().lower() for cell in cells]
        mistakes = [
            Mistake(place, name, "the column is missing", f"Name it in the first row: {_CONTRACT}.")
            for name in REQUIRED
            if name not in columns
        ]
        for index, name in enumerate(columns):
            if name and name not in _KNOWN:
                near = difflib.get_close_matches(name, _KNOWN, n=1)
                meant = f"Did you mean {near[0]}? " if near else ""
                remedy = f"{meant}Take the column away, or name it one of: {', '.join(_KNOWN)}."
                mistakes.append(Mistake(place, name, "the column is not known", remedy))
            elif name and name in columns[:index]:
                mistakes.append(Mistake(place, name, "the column is there twice", "Keep one of them."))
        if mistakes:
            raise TableError(mistakes)
        if absent := [name for name in EXPECTED if name not in columns]:
            self.notes.append(f"{self._name} has no column {', '.join(absent)}: its articles come without.")
        return columns

    def _article(self, cells: Sequence[str], place: str) -> Article | list[Mistake]:
        written: dict[str, Any] = {}
        for index, cell in enumerate(cells):
            name = self._columns[index] if index < len(self._columns) else ""
            if name:
                written[name] = cell
            elif cell.strip():
                remedy = "Put quotation marks around a cell that has the separator in it."
                return [Mistake(place, None, f"has a cell in column {index + 1}, which has no name", remedy)]
        if (facts := written.get("facts", "")).strip():
            try:
                written["facts"] = json.loads(facts, parse_float=str, parse_int=str)
            except (ValueError, RecursionError) as error:
                remedy = 'Write [{"kind": "price", "name": "…", "value": 25, "unit": "SAR"}], or leave it empty.'
                return [Mistake(place, "facts", f"is no JSON list: {error}", remedy)]
        return checking.article(written, lambda way: place)


class TableError(Exception):
    """A file that is no table of articles. `mistakes`: why."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(str(mistakes[0]))
        self.mistakes = mistakes


def _form(text: str) -> tuple[int, str]:
    """How many lines stand before the header, and what parts the cells: what names most of our columns."""
    first, _, _ = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        return 1, first.strip()[-1]

    def named(delimiter: str) -> int:
        return sum(cell.strip().strip('"').lower() in _KNOWN for cell in first.split(delimiter))

    return 0, max(_DELIMITERS, key=named)
