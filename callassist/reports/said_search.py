"""Looking for words in what was said, as people write them: with and without hamza, ta marbuta, tatweel and clitics.

The index has words as they were said, folded (`text.normalise`). What is written together with a word, before it and
behind it, is added to what is looked for, so that the index need not be made anew: «فاتورة» finds «وفاتورتي» too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Text, literal_column, select, type_coerce

from callassist.store.schema import event, utterance_index
from callassist.text.normalise import fold, search_form
from callassist.text.stems import SHORTEST_STEM
from callassist.text.tokens import CLITICS

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Beside the clitics of nouns: who does it in a verb («يقطع»), with what Egypt and the Gulf put before that («بيقطع»،
# «هيقطع»، «حيقطع»، «سيقطع»), «ما» of a denial, and «هال» of the Gulf («هالنت»).
_VERBAL = tuple(first + who for first in ("", "و", "ب", "ه", "ح", "س", "ما") for who in "يتنا")
_BEFORE = ("", *CLITICS, "ه", "ح", "س", "ما", "هال", "وهال", "بهال", *_VERBAL)
_ARTICLES = sorted((clitic for clitic in CLITICS if clitic.endswith(("ال", "لل"))), key=len, reverse=True)
# Before two letters a preposition makes another word of them («كنت» is no form of «نت»).
_BEFORE_SHORT = ("", *_ARTICLES, "هال", "وهال", "بهال")
_NO_ARTICLE = frozenset({"الله", "اللي", "الذي", "التي", "الي", "الا", "الو", "الان"})
# Before a pronoun ta marbuta is written ت: «فاتورتي» is a form of «فاتورة».
_OWNED = re.compile(r"ت(?:ي|ك|ه|ها|هم|هن|كم|نا)$")
_AT_ONCE = 500
# Of so few calls the rows are known before it is begun, so that those of others need not be asked whose they are.
_FEW_CALLS = 300


_ROW = utterance_index.c.rowid


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `match`: for the full-text index. `pattern`: finds it in a folded text."""

    match: str
    pattern: re.Pattern[str]

    def ranges(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where it stands in a text, in characters."""
        folded = fold(text)
        return tuple(folded.span(*found.span()) for found in self.pattern.finditer(folded.text))


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
    patterns = [r"\b" + r"\W+".join(phrase) + r"\b" for phrase in phrases if phrase]
    for word in single:
        before, stem, open_end = _forms(word)
        end = "*" if open_end else ""
        matches.append("(" + " OR ".join(f'"{clitic}{stem}"{end}' for clitic in before) + ")")
        start = "|".join(sorted(before, key=len, reverse=True))
        patterns.append(rf"\b(?:{start}){stem}" + (r"[^\W_]*" if open_end else "") + r"\b")
    if not matches:
        return None
    return Wanted(" AND ".join(matches), re.compile("|".join(patterns)))


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


def _forms(word: str) -> tuple[tuple[str, ...], str, bool]:
    """What may stand before a folded word, what is left of it, and whether more may follow."""
    if not _ARABIC.search(word):
        return ("",), word, len(word) >= SHORTEST_STEM and not word.isdigit()
    stem = next((word.removeprefix(each) for each in _ARTICLES if _leaves_a_word(word, each)), word)
    owned = _OWNED.sub("", stem)
    if len(owned) >= SHORTEST_STEM:
        stem = owned
    if stem.endswith("ه") and len(stem) > SHORTEST_STEM:
        stem = stem[:-1]
    is_long = len(stem) >= SHORTEST_STEM
    return _BEFORE if is_long else _BEFORE_SHORT, stem, is_long


def _leaves_a_word(word: str, article: str) -> bool:
    return word.startswith(article) and len(word) - len(article) >= 2 and word not in _NO_ARTICLE


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
