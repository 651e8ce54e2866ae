"""One utterance or line taken apart for redaction: groups of digits and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, TypeGuard

from callassist.events import Language
from callassist.text.numbers import Number, find_numbers
from callassist.text.redaction.lexicon import Lexicon, Meaning, Role
from callassist.text.redaction.policy import RedactionPolicy
from callassist.text.redaction.shapes import Shape, shapes
from callassist.text.redaction.views import view
from callassist.text.tokens import ranges

_DIGIT = re.compile(r"[0-9]")
# The bounds of digits said or typed in one; shared, since most are.
_UNDIVIDED = (0,)


@dataclass(slots=True)
class Group:
    """Digits said or typed together. Not printed: it may be part of a secret.

    Attributes:
        digits: ASCII. start, end: its range in the source. starts, ends, offset: from `offset` on, the source range
            of each digit; where the number was in words, that of all of them. bounds: offsets in `digits` where a part
            begins, 0 included.
        spoken: whether it was in words. plus: whether a plus stands in front. quantity: whether a unit, sign or
            month beside it says that it is an amount, a time or a date. shaped: whether it is written like a time, a
            date or an address ("10:50"). separator: what stands between it and the group before, where that is no
            word.
    """

    digits: str = field(repr=False)
    start: int
    end: int
    starts: Sequence[int]
    ends: Sequence[int]
    offset: int
    bounds: tuple[int, ...]
    spoken: bool
    plus: bool = False
    quantity: bool = False
    shaped: bool = False
    separator: str = ""

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The source range of the digits `first` to `end` (exclusive, at least one)."""
        return self.starts[self.offset + first], self.ends[self.offset + end - 1]


class Word(NamedTuple):
    """Any word, or a number that is no part of anything sought.

    Attributes:
        text: folded. meaning: what it does among digits, None where nothing. letters: the letters it spells, or
            is, in capitals. start, end: its range in the source. touching: whether digits follow directly.
        capitals: whether it was written in capitals.
    """

    text: str
    meaning: Meaning | None
    letters: str
    start: int
    end: int
    touching: bool
    capitals: bool

    @property
    def is_glue(self) -> bool:
        """Whether it may be said between digits without ending the number."""
        if self.meaning is not None and self.meaning.role in ("filler", "letter"):
            return True
        return len(self.letters) == 1 and not self.touching


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that says what kind of number is near."""

    meaning: Meaning
    start: int
    end: int


Item = Group | Word | Cue


def read(text: str, policy: RedactionPolicy, language: Language | None = None, *, spoken: bool = False) -> list[Item]:
    """The items of `text` in order, with their places in it; punctuation is left out.

    Args:
        spoken: whether it was said, and a recogniser chose how it is written. Else it stands for itself, and without
            a number in it there is nothing to be found by its words either: it has no items then.
    """
    reader = _Reader(text, policy.lexicon, language, spoken=spoken)
    return reader.items() if spoken or reader.numbers else []


def is_role(item: Item | None, *roles: Role) -> TypeGuard[Word]:
    """Whether `item` is a word with one of `roles`."""
    return isinstance(item, Word) and item.meaning is not None and item.meaning.role in roles


class _Reader:
    def __init__(self, source: str, lexicon: Lexicon, language: Language | None, *, spoken: bool) -> None:
        self._source = source
        self._view = view(source)
        self._text = self._view.text
        self._lexicon = lexicon
        self._shapes = list(shapes(self._text, spoken=spoken))
        self._shape_ends = [shape.end for shape in self._shapes]
        self.numbers = find_numbers(self._text, language, lone=True)

    def items(self) -> list[Item]:
        places = list(ranges(self._text))
        words = [self._text[start:end] for start, end in places]
        # The last begins behind every number.
        starts = [*(start for start, _ in places), len(self._text) + 1]
        numbers = iter(self.numbers)
        number = next(numbers, None)
        found: list[Item] = []
        at = end_before = 0
        while at < len(words):
            phrase = self._lexicon.longest(words, at)
            if phrase is not None and self._shape(*places[at]):
                phrase = None
            # A clitic stays outside a number, so that one may begin inside a word.
            if number is not None and number.start < starts[at + 1]:
                until = at
                while starts[until] < number.end:
                    until += 1
                if phrase is None or phrase[0] <= until - at:
                    found.append(self._number(number, end_before))
                    end_before = number.end
                    at, number = max(until, at + 1), next(numbers, None)
                    continue
            count, meaning = phrase or (1, None)
            first, last = places[at][0], places[at + count - 1][1]
            # Punctuation is left out.
            if meaning is not None or words[at][0].isalnum():
                found.append(self._word(first, last, meaning))
            at += count
            # "Last four" swallows its number; of "last four four one one one" it swallows only the beginning.
            while number is not None and number.end <= starts[at]:
                number = next(numbers, None)
        _mark_quantities(found)
        return found

    def _number(self, number: Number, end_before: int) -> Item:
        first, last, digits = number.start, number.end, number.digits
        starts, ends, offset = self._view.starts, self._view.ends, first
        start, end, spoken = starts[first], ends[last - 1], False
        shape = self._shape(first, last) if self._shapes else None
        if number.kind == "ordinal" or (shape is not None and not shape.likely):
            return Word(self._text[first:last], None, "", start, end, False, False)
        if number.spoken or last - first != len(digits):
            offsets, offset = [match.start() for match in _DIGIT.finditer(self._text, first, last)], 0
            spoken = number.spoken and len(offsets) != len(digits)
            starts = [start] * len(digits) if spoken else [starts[at] for at in offsets]
            ends = [end] * len(digits) if spoken else [ends[at] for at in offsets]
        bounds = tuple(accumulate(map(len, number.parts[:-1]), initial=0)) if len(number.parts) > 1 else _UNDIVIDED
        plus = number.written.startswith("+") or self._text[first - 1 : first] == "+"
        separator = self._text[end_before:first] if end_before else ""
        shaped = shape is not None
        return Group(digits, start, end, starts, ends, offset, bounds, spoken, plus, False, shaped, separator)

    def _shape(self, start: int, end: int) -> Shape | None:
        at = bisect_right(self._shape_ends, start)
        return self._shapes[at] if at < len(self._shapes) and self._shapes[at].start < end else None

    def _word(self, first: int, last: int, meaning: Meaning | None) -> Word | Cue:
        text = self._text[first:last]
        start, end = self._view.span(first, last)
        if meaning is not None and meaning.role == "cue":
            return Cue(meaning, start, end)
        letters = text.upper() if text.isascii() and text.isalpha() else ""
        if meaning is not None and meaning.role == "letter":
            letters = meaning.detail.upper()
        touching = self._text[last : last + 1].isdigit()
        capitals = self._source[start:end].isupper()
        return Word(text, meaning, letters, start, end, touching, capitals)


def _mark_quantities(items: list[Item]) -> None:
    """Mark the groups that a word right in front or behind calls an amount, a time or a date."""
    for at, item in enumerate(items):
        if isinstance(item, Group) or item.meaning is None:
            continue
        role = item.meaning.role
        # «24 ساعة»: a word for a time is a cue in front of a number and a unit behind it.
        if role in ("unit", "sign", "month") or (role == "cue" and item.meaning.detail == "moment"):
            before = items[at - 1] if at else None
            if isinstance(before, Group):
                before.quantity = True
        if role in ("sign", "month"):
            after = items[at + 1] if at + 1 < len(items) else None
            if isinstance(after, Group):
                after.quantity = True
