"""The grammar of Arabic cardinals and ordinals, standard and colloquial: «ألفين وخمسمية وتلاتة وعشرين», «الثالث عشر».

Units come before tens, parts are joined by «و», and only what is joined belongs together: «خمسة وعشرين» is 25,
«خمسة عشرين» is 5 and 20. Every reader takes a row of lexemes and a place in it, and looks only a few ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from callassist.text.number_item import Reading, typed_value
from callassist.text.number_lexemes import Lexeme, bare_kind, kind

# Years of this century are said without «و» too: «ألفين خمسة وعشرين».
_CENTURY = 2000


def cardinal(row: Sequence[Lexeme], at: int) -> Reading | None:
    """The longest cardinal in words that begins at `at`; typed digits may lead it («3 آلاف»)."""
    value, end, limit, bare = Decimal(0), at, None, False
    place: int | None = at
    while place is not None and (group := _scaled(row, place)) is not None:
        if limit is not None and (group.scale or group.reading.value) >= limit:
            break
        value, bare = value + group.reading.value, group.reading.bare and limit is None
        end, limit = group.reading.end, group.scale
        if limit is None:
            break
        place = joined(row, end)
        if place is not None and kind(row, place) == "fraction" and row[place].value == 2:
            return Reading(value + Decimal(limit) / 2, place + 1)
    if end == at:
        return None
    if value == _CENTURY and (year := _below_hundred(row, end)) and year.value >= 10 and not row[end].clitic:
        return Reading(value + year.value, year.end)
    return Reading(value, end, bare)


def ordinal(row: Sequence[Lexeme], at: int) -> Reading | None:
    """An ordinal up to 99th that begins at `at`: «الثالث», «الثالث عشر», «الخامس والعشرين»; with the article, as a
    word like «ثاني» is mostly none without.
    """
    if kind(row, at) != "ordinal" or row[at].language != "ar":
        return None
    value = row[at].value
    if kind(row, at + 1) == "ten" and value < 10 and row[at + 1].clitic in ("", "ال"):
        return Reading(Decimal(value + 10), at + 2)
    if not row[at].definite:
        return None
    tens = joined(row, at + 1)
    if tens is not None and kind(row, tens) == "tens" and row[tens].definite and value < 10:
        return Reading(Decimal(value + row[tens].value), tens + 1)
    return Reading(Decimal(value), at + 1)


def joined(row: Sequence[Lexeme], at: int) -> int | None:
    """The place of the number word that «و» at `at` joins on, written together with it or apart; None without one."""
    if at >= len(row):
        return None
    if row[at].clitic in ("و", "وال"):
        return at
    apart = row[at].text == "و" and at + 1 < len(row) and row[at + 1].clitic in ("", "ال")
    return at + 1 if apart and row[at + 1].word else None


@dataclass(frozen=True, slots=True)
class _Group:
    """A part of a cardinal: its worth with its scale, and the scale (None below a thousand)."""

    reading: Reading
    scale: int | None


def _scaled(row: Sequence[Lexeme], at: int) -> _Group | None:
    head = kind(row, at)
    if head in ("scale", "dual", "thousands") and row[at].language == "ar":
        scale = row[at].value
        if head == "thousands":
            scale = 1000
        elif head == "dual":
            scale //= 2
        return _Group(Reading(Decimal(row[at].value), at + 1, bare=head == "scale"), scale)
    if head == "fraction" and row[at].value == 3 and kind(row, at + 1) == "scales" and row[at + 1].value == 1000:
        return _Group(Reading(Decimal(3000), at + 2), 1000)
    below = _below_thousand(row, at)
    if below is None:
        return None
    half = joined(row, below.end)
    if half is not None and row[half].kind == "fraction" and row[half].value == 2 and _scale(row, half + 1):
        below = Reading(below.value + Decimal("0.5"), half + 1)
    scale_after = _scale(row, below.end) if below.value else None
    if scale_after:
        return _Group(Reading(below.value * scale_after, below.end + 1), scale_after)
    return None if row[at].kind == "typed" else _Group(below, None)


def _scale(row: Sequence[Lexeme], at: int) -> int | None:
    if bare_kind(row, at) in ("scale", "scales") and row[at].language == "ar":
        return row[at].value
    return None


def _below_thousand(row: Sequence[Lexeme], at: int) -> Reading | None:
    if kind(row, at) == "typed":
        typed = typed_value(row[at].text)
        return None if typed is None else Reading(typed, at + 1)
    if at >= len(row) or row[at].language != "ar":
        return None
    head, value = row[at].kind, row[at].value
    if _counts_hundreds(row, at):
        hundreds = Reading(Decimal(value * 100), at + 2)
    elif head in ("hundred", "hundreds"):
        hundreds = Reading(Decimal(value), at + 1, bare=head == "hundred")
    else:
        return _below_hundred(row, at)
    place = joined(row, hundreds.end)
    below = _below_hundred(row, place) if place is not None else None
    if below is None or not below.value:
        return hundreds
    return Reading(hundreds.value + below.value, below.end)


def _counts_hundreds(row: Sequence[Lexeme], at: int) -> bool:
    """Whether the words at `at` are three to nine hundred said apart: «خمس مية», «تلت مية», «ربع مية»."""
    counts = row[at].value >= 3 and row[at].kind in ("unit", "fraction")
    return counts and bare_kind(row, at + 1) == "hundred" and row[at + 1].language == "ar"


def _below_hundred(row: Sequence[Lexeme], at: int) -> Reading | None:
    if at >= len(row) or row[at].language != "ar":
        return None
    head, value = row[at].kind, row[at].value
    if head in ("unit", "before_ten") and value and _ten_follows(row, at):
        return Reading(Decimal(value + 10), at + 2)
    if head in ("ten", "teen", "tens"):
        return Reading(Decimal(value), at + 1)
    if head not in ("unit", "before_ten"):
        return None
    tens = joined(row, at + 1)
    if value and tens is not None and row[tens].kind == "tens" and row[tens].language == "ar":
        return Reading(Decimal(value + row[tens].value), tens + 1)
    return Reading(Decimal(value), at + 1) if head == "unit" else None


def _ten_follows(row: Sequence[Lexeme], at: int) -> bool:
    """Whether the unit at `at` and the next word are one of 11 to 19.

    Unit and ten differ in gender («خمسة عشر», «خمس عشرة»); «خمسة عشرة» is 5 and 10. Both short is a common slip.
    """
    if bare_kind(row, at + 1) != "ten":
        return False
    if row[at].kind == "before_ten":
        return True
    long_unit, long_ten = row[at].text.endswith("ه"), row[at + 1].text.endswith("ه")
    return row[at].value >= 3 and not (long_unit and long_ten)
