"""The grammar of English cardinals and ordinals: "two thousand, three hundred and five", "twenty first".

Every reader takes a row of lexemes and a place in it, and looks only a few lexemes ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from callassist.text.number_item import Reading, typed_value
from callassist.text.number_lexemes import Lexeme, kind

_HYPHENS = ("-", "‐", "‑")


def cardinal(row: Sequence[Lexeme], at: int) -> Reading | None:
    """The longest cardinal in words that begins at `at`; typed digits may lead it ("3 thousand")."""
    value, end, limit, bare = Decimal(0), at, None, False
    while (group := _group(row, end if limit is None else _next_group(row, end), first=limit is None)) is not None:
        scale = row[group.end].value if group.value and kind(row, group.end) == "scale" else None
        if limit is not None and (scale or group.value) >= limit:
            break
        if scale is None:
            if limit is not None and _digits_follow(row, group):
                break
            value, end, bare = value + group.value, group.end, group.bare and limit is None
            break
        value, end = value + group.value * scale, group.end + 1
        bare = group.bare and group.value == 1 and limit is None
        limit = scale
    if end == at or (limit is None and row[at].kind == "typed" and end == at + 1):
        return None
    return Reading(value, end, bare)


def ordinal(row: Sequence[Lexeme], at: int) -> Reading | None:
    """An ordinal up to ninety-ninth that begins at `at`."""
    if kind(row, at) == "ordinal" and row[at].language == "en":
        return Reading(Decimal(row[at].value), at + 1)
    if kind(row, at) == "tens":
        unit = _after_hyphen(row, at + 1)
        if kind(row, unit) == "ordinal" and row[unit].language == "en" and row[unit].value < 10:
            return Reading(Decimal(row[at].value + row[unit].value), unit + 1)
    return None


def ordinal_ending(value: int) -> str:
    """ "st", "nd", "rd" or "th"."""
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _next_group(row: Sequence[Lexeme], at: int) -> int:
    """Where the group after a scale word begins: behind "and", or a comma that more hundreds or thousands follow."""
    if kind(row, at) == "and":
        return at + 1
    if at < len(row) and row[at].text == ",":
        group = _group(row, at + 1, first=False)
        if group and (group.value >= 100 or kind(row, group.end) == "scale"):
            return at + 1
    return at


def _group(row: Sequence[Lexeme], at: int, *, first: bool) -> Reading | None:
    """What may stand before a scale word: up to 999, or digits; a lone hundred or scale word only at the beginning."""
    head = kind(row, at)
    if head == "article" and first:
        head = kind(row, at + 1)
        return _hundreds(row, at + 1, Decimal(1), bare=True) if head in ("hundred", "scale") else None
    if head in ("hundred", "scale"):
        return _hundreds(row, at, Decimal(1), bare=True) if first and row[at].language == "en" else None
    if head == "typed":
        value = typed_value(row[at].text)
        if value is None or not (first or 100 <= value < 1000):
            return None
        return _hundreds(row, at + 1, value)
    below = _below_hundred(row, at)
    if below is None:
        return None
    value, end = below.value, below.end
    half = _half(row, end)
    if half and kind(row, half) in ("hundred", "scale"):
        value, end = value + Decimal("0.5"), half
    return _hundreds(row, end, value)


def _hundreds(row: Sequence[Lexeme], at: int, value: Decimal, *, bare: bool = False) -> Reading:
    """`value` with a "hundred" at `at` and what follows it, where there is one."""
    if not value or kind(row, at) != "hundred" or row[at].language != "en":
        return Reading(value, at, bare)
    hundreds = Reading(value * 100, at + 1, bare)
    joined = kind(row, at + 1) == "and"
    below = _below_hundred(row, at + 1 + joined)
    if below is None or (not joined and _digits_follow(row, below)):
        return hundreds
    return Reading(hundreds.value + below.value, below.end)


def _below_hundred(row: Sequence[Lexeme], at: int) -> Reading | None:
    if at >= len(row) or row[at].language != "en":
        return None
    value = row[at].value
    if row[at].kind == "tens":
        unit = _after_hyphen(row, at + 1)
        if kind(row, unit) == "unit" and row[unit].language == "en" and row[unit].value:
            return Reading(Decimal(value + row[unit].value), unit + 1)
        return Reading(Decimal(value), at + 1)
    return Reading(Decimal(value), at + 1) if row[at].kind in ("unit", "teen") else None


def _half(row: Sequence[Lexeme], at: int) -> int | None:
    """Where "and a half" at `at` ends."""
    said = tuple(lexeme.text for lexeme in row[at : at + 3])
    return at + 3 if said == ("and", "a", "half") else None


def _after_hyphen(row: Sequence[Lexeme], at: int) -> int:
    return at + 1 if at < len(row) and row[at].text in _HYPHENS else at


def _digits_follow(row: Sequence[Lexeme], below: Reading) -> bool:
    """Whether `below` is one digit with another behind it: "eight hundred one two three" is 800 123."""
    return below.value < 10 and kind(row, below.end) in ("unit", "repeat")
