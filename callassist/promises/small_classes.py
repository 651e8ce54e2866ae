"""Small classes of words, of which one is expected beside others, and what is a letter from one of a class."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from callassist.promises import time_words
from callassist.promises.known_words import by_rest, near, sounds_like
from callassist.promises.time_words import forms
from callassist.text.number_words import lexicon
from callassist.text.units import units

Class = Literal[
    "weekdays", "days", "units", "working", "numbers", "hours", "minutes", "parts", "past", "you", "months", "quarters",
    "spans", "lead", "within", "ends", "going", "give", "clock", "fractions", "after", "to", "of", "ordinals",
    "tags", "us", "be", "a", "named", "oclock", "between", "about", "date", "edges",
]  # fmt: skip

SHORTEST: Mapping[Class, int] = {
    "weekdays": 3, "days": 2, "units": 2, "working": 2, "numbers": 2, "hours": 2, "minutes": 2, "parts": 3, "past": 2,
    "you": 2, "months": 4, "quarters": 2, "spans": 3, "lead": 1, "within": 1, "ends": 2, "going": 4, "give": 4,
    "clock": 2, "fractions": 2, "after": 2, "to": 1, "of": 1, "ordinals": 4, "tags": 3, "us": 2, "be": 1, "a": 1,
    "named": 3, "oclock": 4, "between": 2, "about": 3, "date": 2, "edges": 4,
}  # fmt: skip
"""Letters that a word needs, so that one of them may be wrong."""
_MOST_NUMBER = 60
_NOON = 12
_ARABIC = "\u0600"
_LEAST_LONG = 5
_UNIT_KINDS = frozenset({"unit", "ten", "teen", "tens"})


@cache
def tomorrow() -> frozenset[str]:
    """Words for the next day."""
    return frozenset(word for word, days in members("days").items() if days == 1)


def is_day(word: str) -> bool:
    """Whether a folded word tells a day, a length of time, or a month."""
    return any(is_in(word, name) for name in ("days", "weekdays", "units", "spans", "months"))


def is_unit(word: str) -> bool:
    """Whether a folded word is a unit of time."""
    return is_in(word, "units")


def is_hour_next(words: Sequence[str], at: int) -> bool:
    """Whether an hour or a part of the day is said at `at`."""
    known = time_words.load()
    return bool(known.around["hour"].at(words, at)[0] or known.parts.at(words, at)[0]) or (
        is_number(word_at(words, at)) and not is_in(word_at(words, at + 1), "units")
    )


def is_hour_led(words: Sequence[str], at: int) -> bool:
    """Whether an hour or a part of the day is said at `at`, a preposition before it or none."""
    return bool(time_words.load().around["at"].at(words, at)[0]) or is_hour_next(words, at)


def is_number(word: str) -> bool:
    """Whether a folded word is a number or an hour's name."""
    return word.isdecimal() or is_in(word, "numbers") or is_in(word, "hours")


def is_in(word: str, name: Class) -> bool:
    """Whether a folded word is of a class, behind whatever clings to its front."""
    return bool(word) and any(form in members(name) for form in forms(word))


def word_at(words: Sequence[str], at: int) -> str:
    """The word at `at`; "" beyond either end."""
    return words[at] if 0 <= at < len(words) else ""


@lru_cache(maxsize=4096)
def closest(word: str, name: Class) -> str | None:
    """The word of a class that `word` is one letter from, one that sounds alike before all others; None where there is
    none, or two that mean different things are as near."""
    meanings = members(name)
    found = near(word, _rests(name)) - {word}
    surely = sorted(known for known in found if sounds_like(word, known))
    # «منك» and «شك» are one letter from «معك» and «لك».
    maybe = [] if name == "you" and word > _ARABIC and len(word) < _LEAST_LONG else sorted(found)
    for alike in (surely, maybe):
        if len({meanings[known] for known in alike}) == 1:
            return alike[0]
        if alike:
            return None
    return None


@cache
def members(name: Class) -> Mapping[str, Hashable]:
    """The words of a class by what they mean."""
    if name == "units":
        alone = time_words.load().alone[name]
        return {word: units().words.at([word], 0)[1] or word for word in alone}
    if name in ("numbers", "clock"):
        most = _MOST_NUMBER if name == "numbers" else _NOON
        return {
            word: each.value
            for word, each in lexicon().words.items()
            if each.kind in _UNIT_KINDS and 0 < each.value <= most
        }
    if name == "ordinals":
        return {word: each.value for word, each in lexicon().words.items() if each.kind == "ordinal"}
    return time_words.load().alone[name]


@cache
def _rests(name: Class) -> Mapping[str, tuple[str, ...]]:
    return by_rest(members(name))
