"""The CRM's answer as records: found in its JSON by the description, then checked like a row of an import."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from callassist.customers.crm import dotted
from callassist.customers.crm.description import Find
from callassist.customers.crm.faults import Unusable
from callassist.customers.crm.port import CrmRecord
from callassist.customers.importing import columns
from callassist.customers.importing.cells import BadCell
from callassist.customers.importing.columns import NUMBER, Columns, Vocabulary
from callassist.customers.importing.entries import Entry, Understanding
from callassist.customers.importing.table import Row
from callassist.text.redaction import RedactionPolicy

_MOST_PEOPLE = 20
"""As many may share a number; an answer with more is one to another question."""
_AMEND = "Look at find in the CRM's description, and try it: callassist customers crm check --number NUMBER."


@dataclass(frozen=True, slots=True)
class _Cell:
    field: str
    path: str
    text: str


class Reader:
    """Understands answers to `find`. `region`: whose numbers have no country code. `vip`: whether marks are wanted."""

    def __init__(self, find: Find, redaction: RedactionPolicy, *, region: str, vip: bool) -> None:
        self._find = find
        vocabulary = _with_words(columns.load(), find)
        self._understanding = Understanding(Columns({}, ()), vocabulary, redaction, region, vip)

    def records(self, body: bytes, number: str) -> tuple[CrmRecord, ...]:
        """Who is in an answer. People who don't have the number that was looked for are not.

        Raises:
            Unusable: it is no JSON, or not as the description says.
        """
        found = self._entries(decoded(body))
        if len(found) > _MOST_PEOPLE:
            raise Unusable(f"The CRM gives {len(found)} customers for one number; {_MOST_PEOPLE} are believed.", _AMEND)
        records = [self._record(each, number) for each in found]
        return tuple(record for record in records if record is not None)

    def _entries(self, answer: Any) -> list[dict[str, Any]]:
        try:
            found = dotted.get(answer, self._find.records)
        except dotted.Absent:
            raise Unusable(f"There is no {self._find.records!r} in the CRM's answer (find.records).", _AMEND) from None
        entries = [] if found is None else found if isinstance(found, list) else [found]
        if not all(isinstance(each, dict) for each in entries):
            raise Unusable("What the CRM gives as customers is not objects (find.records).", _AMEND)
        return [each for each in entries if each]

    def _record(self, entry: dict[str, Any], number: str) -> CrmRecord | None:
        """One customer; None where it is somebody with other numbers.

        What can't be taken is left out, but the rest is shown: half a card is better than none while it rings.

        Raises:
            Unusable: there is not even a name in it.
        """
        cells, left_out = self._cells(entry)
        name = next((cell for cell in cells if cell.field == "name"), None)
        if name is None:
            raise Unusable("The CRM gives a customer without a name (find.fields.name).", _AMEND)
        ringing = _Cell(NUMBER, "the number", number)
        try:
            fields = self._understood(name, ringing).fields
        except BadCell as bad:
            raise Unusable(f"The CRM gives a name that can't be kept: {bad}.", _AMEND) from None
        numbers: list[str] = []
        for cell in cells:
            try:
                # Each for itself, beside a name and a number, without which a row is none.
                taken = self._understood(name, cell if cell.field == NUMBER else ringing, cell)
            except BadCell as bad:
                left_out.append(str(bad))
                continue
            fields |= taken.fields
            numbers += taken.numbers if cell.field == NUMBER else ()
        if numbers and number not in numbers:
            return None
        return CrmRecord(fields, tuple(dict.fromkeys([number, *numbers])), tuple(left_out))

    def _understood(self, *cells: _Cell) -> Entry:
        row = dict.fromkeys(cells)
        known = Columns(dict(enumerate(cell.field for cell in row)), tuple(cell.path for cell in row))
        return replace(self._understanding, columns=known).entry(Row(0, [cell.text for cell in row]))

    def _cells(self, entry: dict[str, Any]) -> tuple[list[_Cell], list[str]]:
        """What is said, and what can't be read and why. What is absent, null or empty says nothing."""
        cells: list[_Cell] = []
        left_out: list[str] = []
        for field, given in self._find.fields.items():
            for path in (given,) if isinstance(given, str) else given:
                try:
                    text = _text(dotted.get(entry, path), field)
                except dotted.Absent:
                    continue
                except _NoText as wrong:
                    left_out.append(f"{path}: it is {wrong} and not a text")
                    continue
                if text.strip():
                    cells.append(_Cell(field, path, text))
        return cells, left_out


class _NoText(Exception):
    """A value of JSON that is no text; the message says what it is."""


def _text(value: Any, field: str) -> str:
    if isinstance(value, list) and field == NUMBER:
        return ";".join(_text(each, "") for each in value)
    if isinstance(value, list | dict):
        raise _NoText("a list" if isinstance(value, list) else "an object")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def decoded(body: bytes) -> Any:
    """JSON out of an answer's body.

    Raises:
        Unusable: it is none.
    """
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise Unusable("The CRM's answer is not in UTF-8.", "Have its interface answer in UTF-8, as JSON is.") from None
    except (ValueError, RecursionError):
        raise Unusable("The CRM's answer is no JSON.", "See that the address is the interface's own.") from None


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _with_words(vocabulary: Vocabulary, find: Find) -> Vocabulary:
    """The shipped words, and those that the description adds."""
    merged = {
        field: {value: (*words, *find.values.get(field, {}).get(value, ())) for value, words in known.items()}
        for field, known in vocabulary.values.items()
    }
    return Vocabulary(headings=vocabulary.headings, history=vocabulary.history, values=merged)
