"""Known words that sound like one that alone can stand where they do: "in to days", "half an here", «بعض بكرة».

Which sound like which is told in `[sounds]` of `times-*.toml`; here is where each may stand for the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from callassist.promises import time_words
from callassist.promises.known_words import is_known, is_one_apart, sounds_like, without_one
from callassist.promises.small_classes import closest, is_hour_led, is_in, is_number, members, tomorrow, word_at

_ARABIC = "\u0600"
_ONE = frozenset({"a", "an"})
_HOUR, _OCLOCK, _HALF = "ساعه", "الساعه", "ونص"
_DAY = "يوم"
_DUAL = "ين"
# So many words of a range may stand before its unit: "to 7 working days".
_RANGE = 4
# In which way of speaking somebody says "tomorrow".
_STANDARD = re.compile(r"[وف]?س[انيت]\w{2,}")
_SPOKEN = re.compile(r"و?(?:[هبح]\w{3,}|راح$)")
_NEXT_STANDARD, _NEXT_SPOKEN = ("غدا",), ("بكره", "باكر")
# What may follow a day that was told, besides its hour.
_FOR = "ل"
_IN = "في"
_FOLLOWING = frozenset({"ان", "باذن", "عند"})


def heard_as(words: Sequence[str], at: int) -> str | None:
    """What a known word at `at` of folded `words` was; None where it is itself."""
    word, before, after = words[at], word_at(words, at - 1), word_at(words, at + 1)
    if before == "going" and is_one_apart(word, "to") and after.isalpha():
        return "to"
    if before in ("half", "quarter") and is_number(after) and not is_in(word, "past"):
        return closest(word, "past")
    if before == _DAY and is_in(word, "hours"):
        return closest(word, "weekdays")
    if (part := _part(words, at)) is not None:
        return part
    if f"{word}ن" in members("spans") and word.endswith(_DUAL[0]) and not is_in(after, "working"):
        # «يومي» is of «يومي عمل», or has lost its last letter.
        return f"{word}ن"
    meant = time_words.load().sounds.get(word)
    return meant if meant is not None and _fits(words, at, meant) else None


def _part(words: Sequence[str], at: int) -> str | None:
    """The part of the day that lost a letter and became another word: «الساعة 8 باللي»."""
    word = words[at]
    if word_at(words, at - 2) != _OCLOCK or not is_number(words[at - 1]) or is_in(word, "parts"):
        return None
    found = [part for part in members("parts") if word != part and word in without_one(part)]
    return found[0] if len(found) == 1 else None


def _fits(words: Sequence[str], at: int, meant: str) -> bool:
    """Whether a word of time alone can stand at `at`, and not what sounds like it."""
    before, after = word_at(words, at - 1), word_at(words, at + 1)
    if meant == _HALF:
        return before == _HOUR or (is_number(before) and word_at(words, at - 2) == _OCLOCK)
    if meant in members("after"):
        return after in tomorrow() or is_in(after, "spans")
    if meant in tomorrow():
        return bool(before) and (before in members("after") or not after.isalnum() or is_hour_led(words, at + 1))
    if not before:
        return False
    if meant in members("within"):
        counted = is_number(after) or after in _ONE or is_in(after, "about")
        behind = words[at + 2 : at + 2 + _RANGE]
        return counted and before not in members("within") and any(is_in(each, "units") for each in behind)
    if meant in members("units"):
        return before in _ONE or is_number(before)
    if is_in(words[at], "fractions") and (before == _OCLOCK or after == _HOUR):
        return before == _OCLOCK
    measured = after in members("units") or after in members("working")
    return measured and bool(time_words.load().around["within"].before(words, at)[0])


def next_day(words: Sequence[str], at: int) -> str | None:
    """The "tomorrow" that an unknown Arabic word was, at the end of what is going to be or before its hour."""
    word, after = words[at], word_at(words, at + 1)
    led = is_hour_led(words, at + 1) or (after == _IN and is_hour_led(words, at + 2))
    ends = not after.isalnum() or after in _FOLLOWING or after[0] == _FOR or led
    if word < _ARABIC or len(word) == 1 or is_known(word) or not ends:
        return None
    said: Sequence[str] = ()
    if any(map(_STANDARD.match, words)):
        said = _NEXT_STANDARD
    elif any(map(_SPOKEN.match, words)):
        said = _NEXT_SPOKEN
    found = [each for each in said if is_one_apart(word, each) and len(each) >= len(word)]
    if not found and said:
        # «غدي» is nobody's word.
        found = [each for each in (*_NEXT_STANDARD, *_NEXT_SPOKEN) if sounds_like(word, each)]
    return found[0] if len(found) == 1 else None
