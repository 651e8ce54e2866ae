"""Which items belong to one number: digits and pairs as numbers, cards and years are dictated.

Items follow each other with or without a pause. A run is the longest row of items with nothing else between them;
it is one number if it looks dictated, else it is parted at its longest pauses and each part is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, pairwise
from typing import NamedTuple

from callassist.text import number_context as context
from callassist.text.number_item import Item
from callassist.text.number_lexemes import Lexeme
from callassist.text.number_words import lexicon

Row = Sequence[Lexeme]

# What parts two items, weakest first. A sentence end parts most.
_NOTHING, _PAUSE, _AND, _STOP = range(4)
_SIGNS = {"-": " ", "‐": " ", "‑": " ", "/": "/"}
_STANDALONE = ("big", "decimal", "ordinal")
# From here on a mixed run with pauses in it is taken for dictation and not for a list: a phone number without
# its area has seven.
_DICTATED_DIGITS = 7


class Joint(NamedTuple):
    """What lies between two items: how much it parts them, and the sign said there ("dash", "slash")."""

    level: int
    sign: str = ""


class Run(NamedTuple):
    """Items that are written as one number, and the signs between them; one item alone is a run of one."""

    items: tuple[Item, ...]
    written: str


class _Row(NamedTuple):
    """Items in a row and the joints between them (one fewer)."""

    items: tuple[Item, ...]
    joints: tuple[Joint, ...]

    def part(self, start: int, end: int) -> _Row:
        return _Row(self.items[start:end], self.joints[start : max(start, end - 1)])


def runs(row: Row, found: Sequence[Item]) -> Iterator[Run]:
    """The items of a row of lexemes put together, in order; words that sound like digits are left out where they
    are none.
    """
    for candidate in _rows(row, found):
        if not any(item.spoken for item in candidate.items):
            yield from (Run((item,), item.written) for item in candidate.items)
            continue
        for strong in _without_false_digits(row, candidate):
            yield from _parted(row, strong)


def is_all(row: Row, found: Sequence[Item]) -> bool:
    """Whether nothing but the items, in order, and punctuation is said."""
    # Outwards from the items, so that among many runs each looks no further than the next.
    before, after = range(found[0].first - 1, -1, -1), range(found[-1].last, len(row))
    between = (range(left.last, right.first) for left, right in pairwise(found))
    return not any(row[place].text[0].isalnum() for place in chain(before, after, *between))


def _rows(row: Row, found: Sequence[Item]) -> Iterator[_Row]:
    items: list[Item] = []
    joints: list[Joint] = []
    for item in found:
        joint = _joint(row, items[-1], item) if items else None
        if items and joint is None:
            yield _Row(tuple(items), tuple(joints))
            items, joints = [], []
        elif joint is not None:
            joints.append(joint)
        items.append(item)
    if items:
        yield _Row(tuple(items), tuple(joints))


def _joint(row: Row, left: Item, right: Item) -> Joint | None:
    """What lies between two items, None where they can't belong together."""
    if left.shape in _STANDALONE or right.shape in _STANDALONE:
        return None
    clitic = row[right.first].clitic
    if clitic not in ("", "و") or row[left.first].definite:
        return None
    level, sign = _AND if clitic else _NOTHING, ""
    fillers = lexicon().context.fillers
    at = left.last
    while at < right.first:
        lexeme, length = row[at], 1
        if lexeme.text in (",", "،", "؛", ";"):
            level = max(level, _PAUSE)
        elif lexeme.text == ".":
            level = max(level, _STOP)
        elif lexeme.text == "و":
            level = max(level, _AND)
        elif length := fillers.at(row, at):
            level = max(level, _PAUSE)
        elif _sign(lexeme) and not sign:
            sign, length = _sign(lexeme), 1
        else:
            return None
        at += length
    return Joint(level, sign.strip())


def _sign(lexeme: Lexeme) -> str:
    """The sign that a word or a character between two items stands for; a hyphen only parts them and is blank."""
    if lexeme.word is not None and lexeme.kind == "sign" and lexeme.word.sign != "+":
        return lexeme.word.sign
    return _SIGNS.get(lexeme.text, "")


def _without_false_digits(row: Row, candidate: _Row) -> Iterator[_Row]:
    """`candidate` parted at the words that only sound like digits."""
    sounds = [place for place, item in enumerate(candidate.items) if item.shape == "weak"]
    if not sounds:
        yield candidate
        return
    paused = sum(joint.level > _NOTHING for joint in candidate.joints)
    slow = 2 * paused > len(candidate.joints)
    digits = sum(_is_digit(item) for item in candidate.items)
    borrowed = sum(candidate.items[place].digits != "0" for place in sounds)
    # "one two three four for five minutes" and "four to five days" hold words, not digits.
    dense = digits - len(sounds) >= max(4, 3 * borrowed) and not context.is_amount(row, candidate.items[-1])
    start = 0
    for place in sounds:
        zero = candidate.items[place].digits == "0" and len(candidate.items) - len(sounds) >= 2
        if not (_is_zero(candidate, place, slow) if zero else dense and _is_between_digits(candidate, place, slow)):
            if place > start:
                yield candidate.part(start, place)
            start = place + 1
    if start < len(candidate.items):
        yield candidate.part(start, len(candidate.items))


def _is_zero(candidate: _Row, place: int, slow: bool) -> bool:
    """Whether an "oh" among other numbers is a zero; at the edge, parted by a pause, it is a sigh unless all are."""
    beside = candidate.joints[max(0, place - 1) : place + 1]
    close = [joint.level == _NOTHING for joint in beside]
    return slow or all(close) or (len(close) == 2 and any(close))


def _is_between_digits(candidate: _Row, place: int, slow: bool) -> bool:
    """Whether a "to" or "for" stands between two digits, without a pause unless all have one."""
    if not 0 < place < len(candidate.items) - 1:
        return False
    beside = candidate.joints[place - 1], candidate.joints[place]
    neighbours = candidate.items[place - 1], candidate.items[place + 1]
    return (slow or all(joint.level == _NOTHING for joint in beside)) and all(
        len(item.digits) == 1 for item in neighbours
    )


def _parted(row: Row, candidate: _Row) -> Iterator[Run]:
    pieces = context.dates(row, candidate.items)
    if len(pieces) > 1:
        start = 0
        for piece in pieces:
            yield from _parted_by_pauses(row, candidate.part(start, start + len(piece)))
            start += len(piece)
    else:
        yield from _parted_by_pauses(row, candidate)


def _parted_by_pauses(row: Row, candidate: _Row) -> Iterator[Run]:
    if len(candidate.items) == 1:
        item = candidate.items[0]
        yield Run((item,), item.written)
        return
    if written := _written(row, candidate):
        yield Run(candidate.items, written)
        return
    longest = max(joint.level for joint in candidate.joints)
    start = 0
    for place, joint in enumerate(candidate.joints, start=1):
        if longest == _NOTHING or joint.level == longest:
            yield from _parted_by_pauses(row, candidate.part(start, place))
            start = place
    yield from _parted_by_pauses(row, candidate.part(start, len(candidate.items)))


def _written(row: Row, candidate: _Row) -> str | None:
    """All of `candidate` as one number, None where it is several."""
    if not any(item.spoken for item in candidate.items) or any(item.bare for item in candidate.items):
        return None
    smooth = all(joint.level == _NOTHING for joint in candidate.joints)
    if len(candidate.items) == 2 and smooth and not candidate.joints[0].sign:
        hour, minute = candidate.items
        if time := context.clock(row, hour, minute):
            return time
    dictated = _is_smooth_number(row, candidate) if smooth else _is_paused_number(candidate)
    if not dictated:
        return None
    signs = [joint.sign for joint in candidate.joints]
    return "".join(item.digits + sign for item, sign in zip(candidate.items, [*signs, ""], strict=True))


def _is_smooth_number(row: Row, candidate: _Row) -> bool:
    first, second = candidate.items[:2]
    if any(joint.sign for joint in candidate.joints) or first.digits.startswith("0"):
        return True
    if len(candidate.items) > 2:
        return not all(_is_round(item) for item in candidate.items)
    if all(_is_digit(item) for item in candidate.items):
        said = "repeat" in (first.shape, second.shape) or second.digits == "0"
        return said or is_all(row, candidate.items)
    if context.is_three_digits(row, first, second):
        return True
    if first.shape == second.shape == "pair":
        if context.is_year(row, first, second):
            return True
        return not context.is_guess(first, second) and not context.is_amount(row, second)
    return False


def _is_paused_number(candidate: _Row) -> bool:
    count = len(candidate.items)
    longest = max(joint.level for joint in candidate.joints)
    if candidate.items[0].digits.startswith("0") and (count > 2 or longest == _AND):
        return True
    if all(_is_digit(item) for item in candidate.items):
        return count >= (5 if longest == _AND else 4)
    if sum(len(item.digits) for item in candidate.items) < _DICTATED_DIGITS:
        return False
    # Pauses between all of six numbers still may be a list of ages; between groups of them it is dictation.
    grouped = any(joint.level == _NOTHING for joint in candidate.joints)
    return (grouped and count >= 3) or (count >= 6 and not all(_is_round(item) for item in candidate.items))


def _is_digit(item: Item) -> bool:
    return item.shape in ("single", "repeat", "weak") or (item.shape == "typed" and len(item.digits) == 1)


def _is_round(item: Item) -> bool:
    return item.value is not None and item.value >= 10 and item.value % 10 == Decimal(0)
