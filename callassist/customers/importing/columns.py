"""Which column of a company's file is which field, and what the words in its cells mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from pydantic import field_validator

from callassist import paths, policies
from callassist.customers.history import HISTORY, HistoryKind
from callassist.customers.writing import PersonFields
from callassist.errors import UserError
from callassist.text.normalise import search_form

NUMBER = "number"
FIELDS = (*PersonFields.model_fields, NUMBER)
"""What a column may be: a field of a person, or numbers, which may come in several columns."""

PROMISE, PROMISE_DUE = "promise", "promise_due"
"""What was promised in a contact; in a list of contacts it may stand in the same row."""

Listed = Literal["people", HistoryKind]
LISTED: tuple[Listed, ...] = ("people", *HISTORY)
"""What a file lists."""

_Chosen = Literal["gender", "language", "dialect", "kind", "vip", "direction", "experience", "state"]
CHOSEN: tuple[_Chosen, ...] = get_args(_Chosen)
"""Fields in whose cells one of a few words stands."""


def fields_of(listed: Listed) -> tuple[str, ...]:
    """What a column may be in a file that lists this; of what happened, whose it is and what is said of it."""
    if listed == "people":
        return FIELDS
    promise = (PROMISE, PROMISE_DUE) if listed == "contacts" else ()
    return ("external_id", "name", NUMBER, *HISTORY[listed].columns, *promise)


class Vocabulary(policies.Policy):
    """Headings by field, of people and of their history, and the words that stand for a value by field and value."""

    headings: dict[str, tuple[str, ...]]
    history: dict[str, tuple[str, ...]]
    values: dict[_Chosen, dict[str, tuple[str, ...]]]

    @field_validator("headings")
    @classmethod
    def _are_fields(cls, headings: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if strangers := sorted(set(headings) - set(FIELDS)):
            raise ValueError(f"{', '.join(strangers)}: no such field")
        return headings

    @field_validator("history")
    @classmethod
    def _are_of_history(cls, headings: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        known = {field for kind in HISTORY for field in fields_of(kind)}
        if strangers := sorted(set(headings) - known):
            raise ValueError(f"{', '.join(strangers)}: no such field")
        return headings

    def fields(self, listed: Listed) -> dict[str, str]:
        """The field of each heading in such a file, in the form in which headings are compared."""
        wanted = fields_of(listed)
        known = self.headings if listed == "people" else self.headings | self.history
        return {compared(heading): field for field in wanted for heading in (field, *known.get(field, ()))}

    @cached_property
    def meanings(self) -> dict[str, dict[str, str]]:
        """For each field of a few words, the value of each word."""
        return {
            field: {compared(word): value for value, words in values.items() for word in (value, *words)}
            for field, values in self.values.items()
        }


def load(path: Path | None = None) -> Vocabulary:
    """The shipped words, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "customers", "columns.toml"), Vocabulary)


def compared(text: str) -> str:
    """A heading or a word in the form in which it is compared: folded, without signs."""
    return " ".join(re.sub(r"[\W_]+", " ", search_form(text)).split())


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column is.

    Attributes:
        fields: field of each column that is taken, by its place. headings: of all columns. ignored: of those that are
            not taken.
    """

    fields: dict[int, str]
    headings: tuple[str, ...]

    @property
    def ignored(self) -> list[str]:
        """The headings of columns that nothing is taken from."""
        return [heading for place, heading in enumerate(self.headings) if place not in self.fields]


def match(
    headings: Sequence[str], given: Mapping[str, str], vocabulary: Vocabulary, listed: Listed = "people"
) -> Columns:
    """Find out what each column is: by what was given, the rest by its heading.

    Args:
        given: headings by field, for columns that would not be recognised; an empty heading leaves the field out.
        listed: what the file lists.

    Raises:
        UserError: a field or a heading is not there, or there is no column for what every row needs.
    """
    known, fields = fields_of(listed), dict[int, str]()
    for field, heading in given.items():
        if field not in known:
            raise UserError(f"There is no field {field!r}.", f"Choose one of: {', '.join(known)}.", exit_code=2)
        if heading:
            fields[_place(headings, heading)] = field
    recognised = vocabulary.fields(listed)
    for place, heading in enumerate(headings):
        text = compared(heading)
        found = recognised.get(text) or recognised.get(re.sub(r" ?\d+$", "", text))
        free = found is not None and found not in given and (found == NUMBER or found not in fields.values())
        if found is not None and free and place not in fields:
            fields[place] = found
    for field, what in _needed(listed).items():
        if field not in fields.values():
            raise _missing(what, field, headings)
    if not {NUMBER, "external_id"} & set(fields.values()):
        raise _missing("a phone number, nor for the company's own id", NUMBER, headings)
    return Columns(fields, tuple(headings))


def _needed(listed: Listed) -> dict[str, str]:
    """Fields that every file must have a column for, each in words."""
    if listed == "people":
        return {"name": "the name"}
    kind = HISTORY[listed]
    return {kind.when: "when it was", kind.what: "what it was"}


def _place(headings: Sequence[str], heading: str) -> int:
    places = [place for place, each in enumerate(headings) if compared(each) == compared(heading)]
    if len(places) != 1:
        what = "There is no column" if not places else "There are several columns"
        raise UserError(f"{what} {heading!r}.", f"The columns are: {_listed(headings)}.", exit_code=2)
    return places[0]


def _missing(what: str, field: str, headings: Sequence[str]) -> UserError:
    return UserError(
        f"There is no column for {what}. The columns are: {_listed(headings)}.",
        f"Say which one it is: --column {field}=HEADING; or what the file lists, with --kind; or add it to the file.",
    )


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(repr(heading) for heading in headings)
