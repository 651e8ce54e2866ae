"""Words that stand where a word of a small class is expected, and a letter from one of it: «يوم السبل», "at fuur".

Behind «يوم» comes a weekday, behind a number a unit, behind «الساعة» an hour. So few words may stand there that any
letter may be wrong. Where two that mean different things are as near, nobody can tell, and the word is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from callassist.promises import time_words
from callassist.promises.known_words import by_rest, is_one_apart, without_one
from callassist.promises.known_words import near as one_apart
from callassist.promises.time_words import forms
from callassist.text.number_words import lexicon
from callassist.text.units import units

Class = Literal[
    "weekdays", "days", "units", "working", "numbers", "hours", "minutes", "parts", "past", "you", "months", "quarters",
    "spans", "lead", "within", "ends", "going", "give", "clock", "fractions", "after", "to", "of", "ordinals",
    "tags", "us", "be", "a", "named", "oclock", "between", "about",
]  # fmt: skip

# Letters that a word needs, so that one of them may be wrong.
_SHORTEST: Mapping[Class, int] = {
    "weekdays": 3, "days": 2, "units": 2, "working": 2, "numbers": 2, "hours": 2, "minutes": 2, "parts": 3, "past": 2,
    "you": 2, "months": 4, "quarters": 2, "spans": 3, "lead": 2, "within": 1, "ends": 2, "going": 4, "give": 4,
    "clock": 2, "fractions": 2, "after": 2, "to": 1, "of": 1, "ordinals": 4, "tags": 3, "us": 2, "be": 1, "a": 1,
    "named": 3, "oclock": 4, "between": 2, "about": 3,
}  # fmt: skip
_MOST_NUMBER = 60
_NOON = 12
_ARABIC = "\u0600"
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_AND = "و"
_JOINED = frozenset({"hours", "weekdays", "days", "parts"})
_LEAST_JOINED = 4
_SURELY_WITHIN = frozenset({"خلال", "غضون", "ظرف"})
_ONE = frozenset({"a", "an"})
_FUTURE_STANDARD = re.compile(r"[وف]?س[انيت]\w{2,}")
_FUTURE_SPOKEN = re.compile(r"و?(?:[هبح]\w{3,}|راح$)")
_ABOUT = frozenset({"about", "around"})
# So many words of a range may stand before its unit: "to 7 working days".
_RANGE = 4
_WITHIN = "في"
_DAY = "يوم"
_HOUR = "ساعه"
_OCLOCK = "الساعه"
_HALF = "ونص"
_LATER = "بعد"
_TOMORROW = frozenset({"بكره", "بكرا", "غد", "الغد", "باكر", "باجر", "باچر"})
# «بعض بكرة» is nothing that anybody says.
# «يومي» is of «يومي عمل», or has lost its last letter.
_CUT_PAIRS = frozenset({"يومي", "ساعتي", "اسبوعي", "شهري", "دقيقتي"})
_TWO_DAYS_ON = frozenset({"بعض", "بعت", "بعث", "ابعد"})
_FRACTIONS = frozenset({"نص", "نصف", "ربع", "ثلث", "تلت"})
_UNIT_KINDS = frozenset({"unit", "ten", "teen", "tens"})


def expected(words: Sequence[str], at: int, near: Callable[[str, str], bool]) -> str | None:
    """What an unknown word at `at` of folded `words` was, by what stands beside it; None where nobody can tell.

    Args:
        near: whether two words differ only in a letter that sounds like another. Such are preferred.
    """
    word = words[at]
    if (half := _and_half(words, at)) is not None:
        return half
    if word in _ORDINAL_ENDINGS and _word(words, at - 1).isdecimal():
        return None
    for name in _classes(words, at):
        if len(word) >= _SHORTEST[name] and (found := _closest(word, name, near)) is not None:
            return found
        joined = word[0] == _AND and name in _JOINED and len(word) > _LEAST_JOINED
        if joined and (found := _closest(word[1:], name, near)) is not None:
            return _AND + found
    return None


def heard_as(words: Sequence[str], at: int) -> str | None:
    """What a known word at `at` was, that sounds like one that alone can stand there: "in to days", "half an here"."""
    if words[at] == "نص" and at > 1 and _is_number(words[at - 1]) and words[at - 2] == _OCLOCK:
        return "ونص"
    if words[at] == "ربع" and at and words[at - 1] == _OCLOCK:
        return "اربع"
    if at and words[at - 1] == "going" and is_one_apart(words[at], "to") and _word(words, at + 1).isalpha():
        return "to"
    if _word(words, at - 1) == _DAY and _is_in(words[at], "hours"):
        return closest_weekday(words[at])
    if _word(words, at - 2) == _OCLOCK and _is_number(words[at - 1]) and not _is_in(words[at], "parts"):
        cut = [part for part in _members("parts") if words[at] in without_one(part) and words[at] != part]
        if len(cut) == 1:
            return cut[0]
    if words[at] in _CUT_PAIRS and _word(words, at + 1) not in _members("working"):
        return f"{words[at]}ن"
    after = _word(words, at + 1)
    if (words[at] in _TWO_DAYS_ON and after in _TOMORROW) or (words[at] == "ابعد" and _is_in(after, "spans")):
        return _LATER
    if words[at] == "بقره" and (
        _word(words, at - 1) in (_LATER, "عقب") or not after.isalnum() or _is_hour_led(words, at + 1)
    ):
        return "بكره"
    meant = time_words.load().sounds.get(words[at])
    if meant is None or at == 0:
        return None
    before = words[at - 1]
    if meant in _members("within"):
        counted = (_is_number(after) or after in _ONE or after == "about") and before not in _members("within")
        measured = any(_is_in(each, "units") for each in words[at + 2 : at + 2 + _RANGE])
        return meant if counted and measured else None
    if meant in _members("units"):
        return meant if before in _ONE or _is_number(before) else None
    measured = after in _members("units") or after in _members("working")
    return meant if measured and time_words.load().around["within"].before(words, at)[0] else None


def _and_half(words: Sequence[str], at: int) -> str | None:
    """«ونص» behind an hour, whichever of its letters was misheard: «ساعة ومص», «ساعة ونس»."""
    word = words[at]
    behind_hour = _word(words, at - 1) in (_HOUR, "ساعتين") or _word(words, at - 2) == _OCLOCK
    return _HALF if behind_hour and len(word) == len(_HALF) and is_one_apart(word, _HALF) else None


def tomorrow(words: Sequence[str], at: int) -> str | None:
    """The "tomorrow" that an unknown Arabic word was, at the end of what is going to be or before its hour."""
    word, after = words[at], _word(words, at + 1)
    led = bool(time_words.load().around["at"].at(words, at + 1)[0])
    if word < _ARABIC or (
        not led and after.isalnum() and not _is_hour_next(words, at + 1) and after not in ("ان", "باذن", "عند")
    ):
        return None
    standard = any(_FUTURE_STANDARD.match(each) for each in words)
    others = any(_FUTURE_SPOKEN.match(each) for each in words)
    said = ("غدا",) if standard else ("بكره", "باكر") if others else ()
    found = [each for each in said if is_one_apart(word, each) and len(each) >= len(word)]
    return found[0] if len(found) == 1 and len(word) > 1 else None


def closest_weekday(word: str) -> str | None:
    """The only day of the week that a word is one letter from, which is no day: «يوم الخمس»."""
    found = one_apart(word, _by_rest("weekdays")) - _members("weekdays").keys() & {word}
    return next(iter(found)) if len(found) == 1 else None


def is_day(word: str) -> bool:
    """Whether a folded word tells a day, a length of time, or a month."""
    return any(_is_in(word, name) for name in ("days", "weekdays", "units", "spans", "months"))


def is_unit(word: str) -> bool:
    """Whether a folded word is a unit of time."""
    return _is_in(word, "units")


def closest_number(word: str, near: Callable[[str, str], bool]) -> str | None:
    """The only number that an unknown word is one letter from."""
    return _closest(word, "numbers", near)


def _classes(words: Sequence[str], at: int) -> Iterable[Class]:
    """What may stand at `at`, the likeliest first."""
    known = time_words.load()
    word, before, after, behind = words[at], _word(words, at - 1), _word(words, at + 1), _word(words, at + 2)
    arabic = word > _ARABIC
    if not arabic:
        yield from _english(words, at)
    elif before in _SURELY_WITHIN or (before == "في" and len(word) >= _LEAST_JOINED):
        yield "spans"
    if arabic and after == _HOUR:
        yield "fractions"
    if before in _FRACTIONS:
        yield "units"
    if arabic and after in _TOMORROW:
        yield "after"
    if arabic and after.isalnum() and (word == _WITHIN[1] or (word[0] == _WITHIN[0] and len(word) <= len(_WITHIN))):
        yield "within"
    if arabic and _is_in(after, "months"):
        yield "of"
    if arabic and _is_number(after):
        yield "oclock"
        if behind[:1] in (_AND, "ل"):
            yield "between"
    if arabic and (after == "الا" or _is_in(after, "minutes")):
        yield "clock"
    if arabic and _is_in(after, "spans"):
        yield "after"
    if before in (",", "،") and after in ("?", "؟"):
        yield "tags"
    if _is_in(before, "units") and _is_number(_word(words, at - 2)):
        yield "working"
    if _is_number(before) or before in _ONE or (not arabic and before in ("working", "business")):
        yield "units"
    worked = not arabic and after in ("working", "business")
    if (_is_in(after, "units") or worked) and (arabic or at > 0):
        yield "numbers"
    if known.near["weekday"].before(words, at)[0] or known.around["next"].at(words, at + 1)[0]:
        yield "weekdays"
    if arabic and (before in ("بعد", "عقب") or _is_hour_next(words, at + 1) or _is_in(before, "days")):
        yield "days"
    if arabic and _is_number(before) and not _is_in(after, "units"):
        yield "minutes"
        yield "parts"
    if arabic and before == "الا":
        yield "quarters"
    if arabic and (_is_number(before) or before in ("من", "شهر")):
        yield "months"
    if arabic and ((before != "على" and known.around["at"].before(words, at)[0]) or _is_in(before, "hours")):
        yield "hours"
    if known.around["hour"].before(words, at)[0] or (not arabic and _is_clock(words, at)):
        yield "hours"
        yield "clock"
        yield "numbers"
    if before and before.isalpha():
        yield "you"
    if _is_in(before, "days") or known.around["oclock"].before(words, at)[0]:
        yield "parts"


def _english(words: Sequence[str], at: int) -> Iterable[Class]:
    """Small words that hold English times and promises together."""
    known = time_words.load()
    before, after, behind = _word(words, at - 1), _word(words, at + 1), _word(words, at + 2)
    if before in ("half", "quarter") and _is_number(after):
        yield "past"
    if before == "going" and after.isalpha():
        yield "to"
    if before == "will" or before.endswith("'ll"):
        yield "be"
    if before in _members("within") and _is_in(after, "units"):
        yield "a"
    if known.near["clock"].before(words, at)[0] and _is_number(after):
        yield "quarters"
    if known.around["at"].before(words, at)[0]:
        yield "named"
    if before == "couple" and _is_in(after, "units"):
        yield "of"
    if after in _ONE and behind == "hour":
        yield "quarters"
    if before == "the" and (not after.isalpha() or after == "of" or not after):
        yield "ordinals"
    counted = _is_number(after) or after in _ONE or after in _ABOUT or (after == "half" and behind in _ONE)
    if counted and any(_is_in(each, "units") for each in words[at + 2 : at + 2 + _RANGE]):
        yield "within"
    elif _is_number(after) and not _is_in(behind, "units"):
        yield "lead"
    if before in ("end", "close", "of", "month") or after == "of" or _word(words, at - 2) in ("end", "close"):
        yield "ends"
    if after == "to" and before in ("is", "am", "are", "i'm", "we're", "not"):
        yield "going"
    if before in _members("within") and _is_number(after):
        yield "about"
    if _is_number(after) or before == "of":
        yield "months"
    if before == "let" and after.isalpha():
        yield "us"
    if before == "half" and after == "hour":
        yield "a"
    if after == "to" and _is_number(behind) and any(_is_in(each, "units") for each in words[at + 3 : at + 3 + 2]):
        yield "numbers"
    if before == "give" and (_is_number(after) or after in _ONE):
        yield "us"
    if after in ("us", "me", "it"):
        yield "give"


def _is_clock(words: Sequence[str], at: int) -> bool:
    """Whether an English hour may stand at `at`: between a word that leads to one and the end of what is said of it."""
    joined = _word(words, at - 1) in ("and", "to") and _is_number(_word(words, at - 2))
    if not joined and not time_words.load().near["clock"].before(words, at)[0]:
        return False
    after = _word(words, at + 1)
    return (
        not after.isalnum()
        or after in ("a", "p")
        or _is_in(after, "days")
        or after in ("in", "this", "on", "am", "pm", "and", "o'clock")
    )


def _is_hour_next(words: Sequence[str], at: int) -> bool:
    known = time_words.load()
    return bool(known.around["hour"].at(words, at)[0] or known.parts.at(words, at)[0]) or (
        _is_number(_word(words, at)) and not _is_in(_word(words, at + 1), "units")
    )


def _is_hour_led(words: Sequence[str], at: int) -> bool:
    """Whether an hour or a part of the day is said at `at`, a preposition before it or none."""
    return bool(time_words.load().around["at"].at(words, at)[0]) or _is_hour_next(words, at)


def _is_number(word: str) -> bool:
    return word.isdecimal() or _is_in(word, "numbers") or _is_in(word, "hours")


def _is_in(word: str, name: Class) -> bool:
    return bool(word) and any(form in _members(name) for form in forms(word))


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


@lru_cache(maxsize=4096)
def _closest(word: str, name: Class, near: Callable[[str, str], bool]) -> str | None:
    members = _members(name)
    found = one_apart(word, _by_rest(name))
    surely = sorted(known for known in found if near(word, known))
    # «منك» and «شك» are one letter from «معك» and «لك».
    maybe = [] if name == "you" and word > _ARABIC and len(word) <= _LEAST_JOINED else sorted(found)
    for alike in (surely, maybe):
        if len({members[known] for known in alike}) == 1:
            return alike[0]
        if alike:
            return None
    return None


@cache
def _members(name: Class) -> Mapping[str, Hashable]:
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
def _by_rest(name: Class) -> Mapping[str, tuple[str, ...]]:
    return by_rest(_members(name))
