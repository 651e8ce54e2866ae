"""Amounts of something in what was said: money, time, data, shares, counts; exact, rough, or as a range.

A text that is already treated has its numbers in digits; numbers that stayed words are read by `text.numbers`, and what
has no number at all («ساعتين», "half an hour", "a couple of days") by the lists of `resources/text/units-*.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from callassist.events import Language
from callassist.text.numbers import find_numbers
from callassist.text.tokens import Token
from callassist.text.units import Side, units

# More than this in front of a comma or point is no amount that anybody says.
_LONGEST_NUMBER = 12
# «من أسبوع لأسبوعين»
_UP_TO = "ل"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as it was said.

    Attributes:
        low, high: its ends, equal where it is no range; None where it is open ("more than 20").
        units: what it may be an amount of ("riyals" are of several countries); empty where no unit was said.
        approximate: whether it was said to be rough. per: the period that it is for, if said: "month".
        first, last: its tokens, `last` excluded.
    """

    low: Decimal | None
    high: Decimal | None
    units: tuple[str, ...]
    first: int
    last: int
    approximate: bool = False
    per: str | None = None

    @property
    def value(self) -> Decimal | None:
        """The one value that was said; None of a range."""
        return self.low if self.low == self.high else None


def find_quantities(
    text: str, row: Sequence[Token], language: Language | None = None, *, nouns: Mapping[str, str] | None = None
) -> list[Quantity]:
    """The amounts in `text`, whose tokens are `row`, in order, not overlapping.

    Args:
        nouns: folded words of further units, such as a company's own, and the unit that each is.
    """
    found = _Finder(text, row, language, nouns or {}).found()
    return [_sided(quantity, [token.folded for token in row]) for quantity in _ranged(found, row)]


class _Finder:
    def __init__(self, text: str, row: Sequence[Token], language: Language | None, nouns: Mapping[str, str]) -> None:
        self._words = [token.folded for token in row]
        self._nouns = nouns
        self._numbers: dict[int, tuple[Decimal, int, bool]] = {}
        self._known = units()
        place = 0
        for number in find_numbers(text, language, lone=True):
            while place < len(row) and row[place].end <= number.start:
                place += 1
            last = place
            while last < len(row) and row[last].start < number.end:
                last += 1
            if number.value is not None and number.kind == "cardinal" and len(number.digits) <= _LONGEST_NUMBER:
                self._numbers[place] = number.value, last, number.spoken

    def found(self) -> list[Quantity]:
        """Every amount, ranges still in two."""
        quantities: list[Quantity] = []
        at = 0
        while at < len(self._words):
            quantity = self._at(at)
            if quantity is not None:
                quantities.append(self._completed(quantity))
                at = max(quantities[-1].last, at + 1)
            else:
                at += 1
        return quantities

    def _at(self, at: int) -> Quantity | None:
        known = self._known
        length, found = known.halves.at(self._words, at)
        if length:
            return _exact(Decimal("0.5"), found, at, at + length)
        length, found = known.pairs.at(self._words, at)
        if length:
            return _exact(Decimal(2), found, at, at + length)
        if at in self._numbers:
            value, last, spoken = self._numbers[at]
            return self._numbered(value, at, last, spoken=spoken)
        length, counted = known.counts.at(self._words, at)
        if length:
            unit_length, found = self._unit(at + length)
            return _exact(counted[0], found, at, at + length + unit_length) if unit_length else None
        return self._single(at)

    def _numbered(self, value: Decimal, at: int, last: int, *, spoken: bool) -> Quantity | None:
        length, found = self._unit(last)
        if length:
            return _exact(value, found, at, last + length)
        length, found = self._known.parts.at(self._words, last)
        if length:
            parts = {self._known.table[unit].parts for unit in found}
            return _exact(value / parts.pop(), found, at, last + length) if len(parts) == 1 else None
        length, found = self._known.before.before(self._words, at)
        if length:
            return _exact(value, found, at - length, last)
        # Small numbers in words are mostly none ("one of them", «في واحد»), but for «تلات أربع أيام».
        return None if spoken and value < 10 and last not in self._numbers else _exact(value, (), at, last)

    def _unit(self, at: int) -> tuple[int, tuple[str, ...]]:
        length, found = self._known.words.at(self._words, at)
        if not length and at < len(self._words) and self._words[at] in self._nouns:
            return 1, (self._nouns[self._words[at]],)
        return length, found

    def _single(self, at: int) -> Quantity | None:
        """One of a unit without a number: "an hour", «خلال يوم», «سنة واحدة», «ساعة ونص»."""
        length, found = self._known.ones.at(self._words, at)
        if not length:
            return None
        end = at + length
        one = self._numbers.get(end)
        if one is not None and one[0] == 1 and one[2]:
            return _exact(Decimal(1), found, at, one[1])
        before, _ = self._known.sides["one_before"].before(self._words, at)
        after, _ = self._known.sides["one_after"].at(self._words, end)
        half, _ = self._known.and_half.at(self._words, end)
        return _exact(Decimal(1), found, at, end) if before or after or half else None

    def _completed(self, quantity: Quantity) -> Quantity:
        """With the half, the smaller coins and the period that are said behind it."""
        known, last = self._known, quantity.last
        value = quantity.low or Decimal(0)
        length, fraction = known.and_half.at(self._words, last)
        if length:
            value, last = value + fraction[0], last + length
        elif any(known.is_money(unit) for unit in quantity.units):
            value, last = self._with_coins(quantity, value)
        length, per = known.per.at(self._words, last)
        return replace(quantity, low=value, high=value, last=last + length, per=per[0] if length else None)

    def _with_coins(self, quantity: Quantity, value: Decimal) -> tuple[Decimal, int]:
        joined, _ = self._known.sides["and"].at(self._words, quantity.last)
        coins = self._numbers.get(quantity.last + joined)
        if coins is None:
            return value, quantity.last
        length, found = self._known.parts.at(self._words, coins[1])
        parts = {self._known.table[unit].parts for unit in found if unit in quantity.units}
        if len(parts) != 1:
            return value, quantity.last
        return value + coins[0] / parts.pop(), coins[1] + length


def _exact(value: Decimal, found: tuple[str, ...], first: int, last: int) -> Quantity:
    return Quantity(value, value, tuple(dict.fromkeys(found)), first, last)


def _ranged(found: Sequence[Quantity], row: Sequence[Token]) -> list[Quantity]:
    """`found` with the two ends of a range made one."""
    words = [token.folded for token in row]
    joined: list[Quantity] = []
    for quantity in found:
        if joined and (left := _left_end(joined[-1], quantity, words)) is not None:
            joined[-1] = replace(quantity, low=left.low, first=left.first)
        else:
            joined.append(quantity)
    return joined


def _left_end(left: Quantity, right: Quantity, words: Sequence[str]) -> Quantity | None:
    """`left` where it is the lower end of a range whose upper one is `right`."""
    if left.value is None or right.value is None or left.value >= right.value:
        return None
    if not right.units or (left.units and not set(left.units) & set(right.units)):
        return None
    sides, gap = units().sides, right.first - left.last
    if not gap and words[right.first].startswith(_UP_TO) and left.units == right.units:
        return left
    if not gap:
        # «تلات أربع أيام», "two three days"
        return left if not left.units and _is_next(left.value, right.value) else None
    if sides["to"].at(words, left.last)[0] == gap:
        return left
    between = sides["between"].before(words, left.first)[0]
    return left if between and sides["and"].at(words, left.last)[0] == gap else None


def _is_next(left: Decimal, right: Decimal) -> bool:
    step = right - left
    return step in (1, 10, 100) and left % step == 0


def _sided(quantity: Quantity, words: Sequence[str]) -> Quantity:
    """`quantity` as the words around it have it: rough, or open at an end."""

    def before(side: Side) -> bool:
        return bool(sides[side].before(words, quantity.first)[0])

    sides = units().sides
    if before("over"):
        return replace(quantity, high=None)
    if before("under"):
        return replace(quantity, low=None)
    about = before("about_before") or bool(sides["about_after"].at(words, quantity.last)[0])
    return replace(quantity, approximate=about)
