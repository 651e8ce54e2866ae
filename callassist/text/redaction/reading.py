"""One utterance or line taken apart for redaction: groups of digits and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeGuard

from callassist.events import Language
from callassist.text.numbers import Number, find_numbers
from callassist.text.redaction.lexicon import Lexicon, Meaning, Role
from callassist.text.redaction.policy import RedactionPolicy
from callassist.text.redaction.shapes import Shape, shapes
from callassist.text.redaction.views import view
from callassist.text.tokens import ranges

Range = tuple[int, int]
_DIGIT = re.compile(r"[0-9]")


@dataclass(slots=True)
class Group:
    """Digits said or typed together. Not printed: it may be part of a secret.

    Attributes:
        digits: ASCII. start, end: its range in the source. places: the source range of each digit; where the
            number was in words, that of all of them. bounds: offsets in `digits` where a part begins, 0 included.
        spoken: whether it was in words. plus: whether a plus stands in front. quantity: whether a unit, sign or
            month beside it says that it is an amount, a time or a date. shaped: whether it is written like a time, a
            date or an address ("10:50"). separator: what stands between it and the group before, where that is no
            word.
    """

    digits: str = field(repr=False)
    start: int
    end: int
    places: tuple[Range, ...]
    bounds: tuple[int, ...]
    spoken: bool
    plus: bool = False
    quantity: bool = False
    shaped: bool = False
    separator: str = ""


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
        return is_role(self, "filler", "letter") or (len(self.letters) == 1 and not self.touching)


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
        spoken: whether it was said, and a recogniser chose how it is written.
    """
    return _Reader(text, policy.lexicon, language, spoken=spoken).items()


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
        self._numbers = find_numbers(self._text, language, lone=True)

    def items(self) -> list[Item]:
        places = list(ranges(self._text))
        words = [self._text[start:end] for start, end in places]
        starts = [start for start, _ in places]
        # A clitic stays outside a number, so that one may begin inside a word.
        first = [bisect_right(starts, number.start) - 1 for number in self._numbers]
        until = [bisect_left(starts, number.end) for number in self._numbers]
        found: list[Item] = []
        at = following = end_before = 0
        while at < len(words):
            phrase = self._phrase(words, places, at)
            number = following if following < len(first) and first[following] <= at else None
            if number is not None and (phrase is None or phrase[0] <= until[number] - at):
                found.append(self._number(self._numbers[number], end_before))
                end_before = self._numbers[number].end
                at, following = max(until[number], at + 1), following + 1
                continue
            count, meaning = phrase or (1, None)
            found += self._word(places[at][0], places[at + count - 1][1], meaning)
            at += count
            # "Last four" swallows its number; of "last four four one one one" it swallows only the beginning.
            while following < len(first) and until[following] <= at:
                following += 1
        _mark_quantities(found)
        return found

    def _phrase(self, words: list[str], places: list[Range], at: int) -> tuple[int, Meaning] | None:
        return None if self._shape(*places[at]) else self._lexicon.longest(words, at)

    def _number(self, number: Number, end_before: int) -> Item:
        start, end = self._view.span(number.start, number.end)
        shape = self._shape(number.start, number.end)
        if number.kind == "ordinal" or (shape is not None and not shape.likely):
            return Word(self._text[number.start : number.end], None, "", start, end, False, False)
        offsets: Sequence[int] = range(number.start, number.end)
        if number.end - number.start != len(number.digits) or number.spoken:
            offsets = [match.start() for match in _DIGIT.finditer(self._text, number.start, number.end)]
        typed = not number.spoken or len(offsets) == len(number.digits)
        places = self._view.each(offsets) if typed else ((start, end),) * len(number.digits)
        bounds, total = [0], 0
        for part in number.parts[:-1]:
            total += len(part)
            bounds.append(total)
        plus = number.written.startswith("+") or self._text[number.start - 1 : number.start] == "+"
        separator = self._text[end_before : number.start] if end_before else ""
        shaped = shape is not None
        return Group(
            number.digits, start, end, places, tuple(bounds), not typed, plus, shaped=shaped, separator=separator
        )

    def _shape(self, start: int, end: int) -> Shape | None:
        at = bisect_right(self._shape_ends, start)
        return self._shapes[at] if at < len(self._shapes) and self._shapes[at].start < end else None

    def _word(self, first: int, last: int, meaning: Meaning | None) -> list[Item]:
        """The cue or word from `first` to `last`; nothing for punctuation."""
        text = self._text[first:last]
        if meaning is None and not text[0].isalnum():
            return []
        start, end = self._view.span(first, last)
        if meaning is not None and meaning.role == "cue":
            return [Cue(meaning, start, end)]
        letters = text.upper() if text.isascii() and text.isalpha() else ""
        if meaning is not None and meaning.role == "letter":
            letters = meaning.detail.upper()
        touching = self._text[last : last + 1].isdigit()
        capitals = self._source[start:end].isupper()
        return [Word(text, meaning, letters, start, end, touching, capitals)]


def _mark_quantities(items: list[Item]) -> None:
    for at, item in enumerate(items):
        if not isinstance(item, Group):
            continue
        before = items[at - 1] if at else None
        after = items[at + 1] if at + 1 < len(items) else None
        item.quantity = _says_quantity(before, ("sign", "month")) or _says_quantity(after, ("unit", "sign", "month"))


def _says_quantity(item: Item | None, roles: tuple[Role, ...]) -> bool:
    if is_role(item, *roles):
        return True
    # «24 ساعة»: a word for a time is a cue in front of a number and a unit behind it.
    return isinstance(item, Cue) and item.meaning.detail == "moment" and "unit" in roles
