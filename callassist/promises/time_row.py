"""A line as the readers of times see it: its words, its numbers, its lengths of time, and the phrases at a place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from callassist.events import Language
from callassist.promises.time_words import TimeWords, load
from callassist.text import numbers_ar, numbers_en
from callassist.text.normalise import fold
from callassist.text.number_lexemes import Lexeme, lexemes
from callassist.text.numbers import find_numbers
from callassist.text.phrase_map import PhraseMap
from callassist.text.quantities import Quantity, find_quantities
from callassist.text.tokens import SENTENCE_ENDS, Token, tokens

MeaningT = TypeVar("MeaningT")

TIME_UNITS = frozenset({"minute", "hour", "day", "week", "month", "year", "working_day"})
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_NO_NOUN = frozenset({",", "،", "-", "–", ")", "(", ":", '"'}) | SENTENCE_ENDS

_LEADING = ("between", "between_hours", "within", "during", "date", "at", "of")
_MOST_LEADING = 4


class TimeRow:
    """A text to be read for times.

    Attributes:
        row: its tokens. words: the same, folded. known: the words that mean times. whole: its numbers that are whole,
            by the token with which they begin: value and the token behind. lengths: amounts of time in it.
    """

    def __init__(self, text: str, language: Language | None) -> None:
        self.row: Sequence[Token] = tokens(text)
        self.words = [token.folded for token in self.row]
        self.known: TimeWords = load()
        self._text = text
        self._language = language
        self.whole = self._whole_numbers()

    @cached_property
    def lengths(self) -> dict[int, Quantity]:
        """Amounts of time, by the token with which they begin."""
        return {first: each for first, each in self.amounts.items() if TIME_UNITS & set(each.units)}

    @cached_property
    def amounts(self) -> dict[int, Quantity]:
        """Amounts of anything that has a unit, by their first token."""
        found = find_quantities(self._text, self.row, self._language)
        return {each.first: each for each in found if each.units}

    @cached_property
    def _lexemes(self) -> list[Lexeme]:
        return lexemes(fold(self._text))

    def at(self, phrases: PhraseMap[MeaningT], place: int) -> tuple[int, MeaningT] | tuple[int, None]:
        """How many words the longest of `phrases` that begins at `place` has, and what it means; (0, None) without."""
        length, found = phrases.at(self.words, place)
        return (length, found[0]) if length else (0, None)

    def around(self, name: str, place: int) -> int:
        """How many words the longest phrase of a list of what stands around times has that begins at `place`."""
        return self.known.around[name].at(self.words, place)[0]

    def before(self, name: str, place: int) -> int:
        """The same of the longest that ends just before `place`."""
        return self.known.around[name].before(self.words, place)[0]

    def lead(self, first: int, least: int = 0) -> int:
        """Where a time that begins at `first` begins with the words before it that belong to it ("before", "on", «في»,
        «يوم»); not before `least`."""
        at = first
        for _ in range(_MOST_LEADING):
            length = max(self.before(name, at) for name in _LEADING)
            if not length or at - length < least:
                break
            at -= length
        return at

    def is_end(self, place: int) -> bool:
        """Whether no noun follows at `place`, so that a bare number before it is one of an hour or a day."""
        if place >= len(self.words):
            return True
        word = self.words[place]
        if word in _NO_NOUN or self.around("follows", place) or self.around("between", place):
            return True
        known = self.known
        maps: tuple[PhraseMap[int] | PhraseMap[bool], ...] = (known.days, known.weekdays, known.around["next_month"])
        return any(found.at(self.words, place)[0] for found in maps) or self.is_part(place)

    def is_part(self, place: int) -> bool:
        """Whether a part of the day is named at `place`."""
        return bool(self.known.parts.at(self.words, place)[0] or self.known.halves.at(self.words, place)[0])

    def number(self, place: int, most: int) -> tuple[int, int] | None:
        """A whole number of 1 to `most` in words or digits that begins at `place`, and the token behind it."""
        found = self.whole.get(place)
        return found if found is not None and 1 <= found[0] <= most else None

    def ordinal(self, place: int, most: int) -> tuple[int, int] | None:
        """An ordinal of 1 to `most` ("fifth", "5th", «الخامس»), and the token behind it."""
        typed = self.whole.get(place)
        if typed is not None and place + 1 < len(self.words) and self.words[place + 1] in _ORDINAL_ENDINGS:
            return (typed[0], place + 2) if 1 <= typed[0] <= most else None
        if len(self._lexemes) != len(self.words):
            return None
        found = numbers_en.ordinal(self._lexemes, place) or numbers_ar.ordinal(self._lexemes, place)
        return (int(found.value), found.end) if found is not None and 1 <= found.value <= most else None

    def _whole_numbers(self) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        place = 0
        for number in find_numbers(self._text, self._language, lone=True):
            while place < len(self.row) and self.row[place].end <= number.start:
                place += 1
            last = place
            while last < len(self.row) and self.row[last].start < number.end:
                last += 1
            value = number.value
            if value is None and number.digits.isdecimal() and len(number.digits) <= len("00"):
                value = Decimal(number.digits)
            if value is not None and value == value.to_integral_value() and len(number.digits) <= len("2026"):
                found[place] = int(value), last
        return found
