"""Lengths of time that are told as known ones: «خلال الأيام الثلاثة القادمة», «الساعتين القادمتين», «هاليومين»."""

from __future__ import annotations

from decimal import Decimal

from callassist.promises.time_meanings import After, Found
from callassist.promises.time_row import TIME_UNITS, TimeRow
from callassist.text.number_words import lexicon
from callassist.text.units import units

_ARTICLE = "ال"
_ARTICLES = (_ARTICLE, "هال")
_COUNTED = frozenset({"unit", "ten", "teen", "tens"})


def is_definite(word: str) -> bool:
    """Whether a folded word is a number, a unit of time or two of one, with its article."""
    rest = _bare(word)
    return rest is not None and (_number(word) is not None or _pair(rest) is not None or _unit(rest) is not None)


def definite(row: TimeRow, at: int) -> Found:
    """One that is yet to pass: "within" stands before it, or "next" behind it."""
    rest = _bare(row.words[at])
    if rest is None:
        return None
    if (unit := _pair(rest)) is not None:
        amount, last = 2, at + 1
    elif (unit := _unit(rest)) is not None and (counted := _count(row, at + 1)) is not None:
        amount, last = counted
    else:
        return None
    if row.before("lasting", at) or row.around("gone", last):
        return None
    coming = row.around("next", last)
    working = row.around("working", last) if unit == "day" else 0
    if not (coming or row.before("within", at)):
        return None
    return After(Decimal(amount), "working_day" if working else unit), at, last + (coming or working)


def _count(row: TimeRow, at: int) -> tuple[int, int] | None:
    """How many there are by the number behind them, and the token behind that: «الثلاثة», «الأربع والعشرين»."""
    if at >= len(row.words):
        return None
    if row.words[at] == _ARTICLE and at + 1 in row.whole:
        return row.whole[at + 1]
    value = _number(row.words[at])
    return (value, at + 1) if value is not None else None


def _bare(word: str) -> str | None:
    return next((word.removeprefix(article) for article in _ARTICLES if word.startswith(article)), None)


def _number(word: str) -> int | None:
    found = lexicon().words.get(word.removeprefix(_ARTICLE))
    return int(found.value) if found is not None and found.kind in _COUNTED and found.value > 0 else None


def _pair(rest: str) -> str | None:
    return next((unit for unit in units().pairs.at([rest], 0)[1] if unit in TIME_UNITS), None)


def _unit(rest: str) -> str | None:
    return next((unit for unit in units().words.at([rest], 0)[1] if unit in TIME_UNITS), None)
