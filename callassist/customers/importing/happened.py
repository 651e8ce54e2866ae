"""One row of a company's file as something that happened with a customer: understood, checked and redacted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from callassist.customers.history import HISTORY, PROMISES, HistoryKind, Kept
from callassist.customers.importing.cells import BadCell, BadRow, Cells, plain, whole
from callassist.customers.importing.columns import NUMBER, PROMISE, PROMISE_DUE, Columns
from callassist.customers.importing.table import Row
from callassist.customers.writing import NotKept, checked
from callassist.text.normalise import search_form


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be kept of one kind. `fields`: those that are not empty, as they are kept."""

    kind: Kept
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened, as a row says.

    Attributes:
        line: where the row begins. external_id, numbers, name: whose it is; the name as it is compared, where it is
            said. items: what is to be kept; a contact may have brought a promise. masked: whether something in it had
            to be masked. row: as it stands in the file.
    """

    line: int
    external_id: str | None
    numbers: tuple[str, ...]
    name: str | None
    items: tuple[Item, ...]
    masked: bool
    row: Row


@dataclass(frozen=True, slots=True)
class HistoryUnderstanding:
    """How rows of a kind are understood."""

    kind: HistoryKind
    columns: Columns
    cells: Cells

    def entries(self, rows: Iterable[Row]) -> Iterator[Happened | BadRow]:
        """Each row as what happened, or as a bad one."""
        for row in rows:
            try:
                yield self.entry(row)
            except BadCell as bad:
                yield BadRow(row.line, str(bad), row)

    def entry(self, row: Row) -> Happened:
        """A row as what happened.

        Raises:
            BadCell: it can't be taken.
        """
        said: dict[str, Any] = {}
        numbers: list[str] = []
        cells = whole(row, self.columns)
        for place, field in self.columns.fields.items():
            heading, cell = self.columns.headings[place], plain(cells[place])
            if field == NUMBER:
                numbers += self.cells.numbers(cell, heading)
            elif (value := self.cells.value(field, cell, heading)) is not None:
                said[field] = value
        whose, name = said.pop("external_id", None), said.pop("name", None)
        if not numbers and whose is None:
            raise BadCell("there is neither a phone number nor an id in it, so it is nobody's; add one")
        items = tuple(self._items(said))
        masked = any(each.fields[field] != value for each in items for field, value in self._given(each, said))
        return Happened(
            row.line, whose, tuple(dict.fromkeys(numbers)), search_form(name) if name else None, items, masked, row
        )

    def _items(self, said: dict[str, Any]) -> Iterator[Item]:
        promised = {"what": said.get(PROMISE), "due": said.get(PROMISE_DUE)}
        main = {field: value for field, value in said.items() if field not in (PROMISE, PROMISE_DUE)}
        kind = HISTORY[self.kind]
        for field, what in ((kind.when, "date"), (kind.what, "text")):
            if field not in main:
                raise BadCell(f"{self._heading(field)}: there is no {what} in it; every row needs one")
        yield self._item(kind, main)
        if promised["what"]:
            common = {field: main[field] for field in ("team", "site", "agent") if field in main}
            given = {field: value for field, value in promised.items() if value}
            yield self._item(PROMISES, given | common | {"made_at": main["at"]})
        elif promised["due"]:
            raise BadCell(f"{self._heading(PROMISE_DUE)}: it says until when, and not what was promised; add that")

    def _item(self, kind: Kept, fields: dict[str, Any]) -> Item:
        try:
            return Item(kind, checked(kind.fields, fields, self.cells.redaction))
        except NotKept as fault:
            raise BadCell(fault.reason) from None

    @staticmethod
    def _given(item: Item, said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """The texts of an item as they were in the row."""
        if item.kind is PROMISES and PROMISE in said:
            yield "what", said[PROMISE]
            return
        for field in item.kind.fields.free | item.kind.fields.lines:
            if field in said and field in item.fields:
                yield field, said[field]

    def _heading(self, field: str) -> str:
        return next(self.columns.headings[place] for place, each in self.columns.fields.items() if each == field)
