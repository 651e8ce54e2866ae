"""Looking for words in what was said, as people write them: with and without hamza, ta marbuta, tatweel and clitics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Text, literal_column, select, type_coerce

from callassist.reports.said_forms import forms
from callassist.store.schema import event, utterance_index
from callassist.text.normalise import fold, search_form

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_A_WORD = r"(?<![^\W_])(?:%s)(?![^\W_])"
_AT_ONCE = 500
# Of so few calls the rows are known before it is begun, so that those of others need not be asked whose they are.
_FEW_CALLS = 300
_ROW = utterance_index.c.rowid


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `match`: for the full-text index. `patterns`: each word or phrase of it, in a folded text."""

    match: str
    patterns: tuple[re.Pattern[str], ...]

    def ranges(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where its words stand in a text, in characters, in order; nowhere where one of them is missing."""
        folded = fold(text)
        found = [[folded.span(*hit.span()) for hit in each.finditer(folded.text)] for each in self.patterns]
        return tuple(_apart(sorted(span for spans in found for span in spans))) if all(found) else ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A call in which it was said. `first`: the row of the earliest utterance. `times`: in how many utterances."""

    call: UUID
    first: int
    times: int


@dataclass(frozen=True, slots=True)
class After:
    """Where a page ended: before which place among calls the next one begins, and from which row down to look."""

    place: int
    row: int | None = None


def wanted(words: str) -> Wanted | None:
    """What is to be looked for; None where there is no word in it."""
    phrases = [_WORD.findall(search_form(quoted)) for quoted in _QUOTED.findall(words)]
    single = _WORD.findall(search_form(_QUOTED.sub(" ", words)))
    matches = ['"' + " ".join(phrase) + '"' for phrase in phrases if phrase]
    patterns = [r"[\W_]+".join(phrase) for phrase in phrases if phrase]
    for word in single:
        known = forms(word)
        matches.append("(" + " OR ".join(term for form in known for term in form.matches()) + ")")
        patterns.append("|".join(form.pattern for form in known))
    if not matches:
        return None
    return Wanted(" AND ".join(matches), tuple(re.compile(_A_WORD % each) for each in patterns))


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that do not begin within the one before."""
    end = -1
    for span in spans:
        if span[0] >= end:
            yield span
            end = span[1]


def newest(
    connection: Connection, sought: Wanted, places: Mapping[str, int], most: int, after: After | None
) -> tuple[list[Hit], After | None]:
    """Calls in which it was said, the latest first, and where to go on; None where there are no more.

    Rows are read from the newest down and no further than needed: all utterances of a call lie above its place, so
    once a row below it is reached, all is known of the call and of whatever came after it.

    Args:
        places: of the calls that may be found, by their keys as they are stored: to make a UUID of each takes longer
            than all the rest.
    """
    if after is not None:
        places = {key: place for key, place in places.items() if place < after.place}
    if not places:
        return [], None
    high = after.row if after is not None else None
    if len(places) <= _FEW_CALLS:
        rows = _rows_of(connection, sought, min(places.values()), high, places)
    else:
        rows = _rows(connection, sought, min(places.values()), high)
    seen: dict[str, tuple[int, int, int]] = {}
    reached: int | None = None
    known: list[str] = []
    for number, (row, key) in enumerate(rows):
        if key in places:
            top, _, times = seen.get(key, (row, row, 0))
            seen[key] = (top, row, times + 1)
        if number % _AT_ONCE == _AT_ONCE - 1:
            known = [each for each in seen if places[each] > row]
            if len(known) > most:
                reached = row
                break
    else:
        known = list(seen)
    known.sort(key=lambda each: places[each], reverse=True)
    page, later = known[:most], [each for each in seen if each not in set(known[:most])]
    hits = [Hit(UUID(key), seen[key][1], seen[key][2]) for key in page]
    if reached is None and not later:
        return hits, None
    return hits, After(places[page[-1]], max([seen[key][0] for key in later] + ([] if reached is None else [reached])))


def _rows(connection: Connection, sought: Wanted, low: int, high: int | None) -> Iterator[tuple[int, str]]:
    """Rows in which it was said, the newest first, and whose they are."""
    whose = select(_ROW, type_coerce(event.c.call_key, Text)).join_from(utterance_index, event, event.c.id == _ROW)
    yield from _matching(connection, whose, sought, low, high)


def _rows_of(
    connection: Connection, sought: Wanted, low: int, high: int | None, calls: Iterable[str]
) -> Iterator[tuple[int, str]]:
    """As `_rows`, of these calls alone."""
    asked = select(event.c.id, type_coerce(event.c.call_key, Text)).where(
        type_coerce(event.c.call_key, Text).in_(list(calls))
    )
    whose = {row: key for row, key in connection.execute(asked)}  # noqa: C416 - rows are no pairs to mypy
    for (row,) in _matching(connection, select(_ROW), sought, low, high):
        if row in whose:
            yield row, whose[row]


def _matching(connection: Connection, asked: Select[Any], sought: Wanted, low: int, high: int | None) -> Iterator[Any]:
    found = asked.where(literal_column(utterance_index.name).op("MATCH")(sought.match), low <= _ROW)
    if high is not None:
        found = found.where(high >= _ROW)
    with connection.execution_options(yield_per=_AT_ONCE).execute(found.order_by(_ROW.desc())) as rows:
        yield from rows
