"""Words that stand where a word of a small class is expected, and a letter from one of it: «يوم السبل», "at fuur".

Behind «يوم» comes a weekday, behind a number a unit, behind «الساعة» an hour. So few words may stand there that any
letter may be wrong. Where two that mean different things are as near, nobody can tell, and the word is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callassist.promises import time_words
from callassist.promises.known_words import is_one_apart
from callassist.promises.small_classes import (
    SHORTEST,
    Class,
    closest,
    is_hour_next,
    is_in,
    is_number,
    members,
    tomorrow,
    word_at,
)

_ARABIC = "\u0600"
_ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_AND = "و"
_CLINGING = frozenset("بلو")
# What a beginning or an end is of.
_EDGED = frozenset({"شهر", "الشهر", "الاسبوع"})
_JOINED = frozenset({"hours", "weekdays", "days", "parts"})
_LEAST_JOINED = 4
_SURELY_WITHIN = frozenset({"خلال", "غضون", "ظرف"})
_WITHIN = "في"
_HOURS = frozenset({"ساعه", "ساعتين"})
_HOUR = "ساعه"
_OCLOCK = "الساعه"
_HALF = "ونص"
_ONE = frozenset({"a", "an"})
# So many words of a range may stand before its unit: "to 7 working days".
_RANGE = 4


def expected(words: Sequence[str], at: int) -> str | None:
    """What an unknown word at `at` of folded `words` was, by what stands beside it; None where nobody can tell."""
    word = words[at]
    if (half := _and_half(words, at)) is not None:
        return half
    if word_at(words, at - 1).isdecimal() and len(word) == len("th") and word.isascii():
        of_month = word_at(words, at + 1) == "of" or is_in(word_at(words, at + 1), "months")
        if word in _ORDINAL_ENDINGS or of_month:
            return None if word in _ORDINAL_ENDINGS else "th"
    for name in _classes(words, at):
        if len(word) >= SHORTEST[name] and (found := closest(word, name)) is not None:
            return found
        if name == "edges" and word[0] in _CLINGING and (found := closest(word[1:], name)) is not None:
            return word[0] + found
        joined = word[0] == _AND and name in _JOINED and len(word) > _LEAST_JOINED
        if joined and (found := closest(word[1:], name)) is not None:
            return _AND + found
    return None


def _and_half(words: Sequence[str], at: int) -> str | None:
    """«ونص» behind an hour, whichever of its letters was misheard: «ساعة ومص», «ساعة ونس»."""
    word = words[at]
    behind_hour = word_at(words, at - 1) in _HOURS or word_at(words, at - 2) == _OCLOCK
    return _HALF if behind_hour and len(word) == len(_HALF) and is_one_apart(word, _HALF) else None


def _classes(words: Sequence[str], at: int) -> Iterable[Class]:
    """What may stand at `at`, the likeliest first."""
    known = time_words.load()
    word, before, after, behind = words[at], word_at(words, at - 1), word_at(words, at + 1), word_at(words, at + 2)
    arabic = word > _ARABIC
    if not arabic:
        yield from _english(words, at)
    elif before in _SURELY_WITHIN or (before == "في" and len(word) >= _LEAST_JOINED):
        yield "spans"
    if arabic and after == _HOUR:
        yield "fractions"
    if is_in(before, "fractions"):
        yield "units"
    if arabic and after in tomorrow():
        yield "after"
    if arabic and after.isalnum() and (word == _WITHIN[1] or (word[0] == _WITHIN[0] and len(word) <= len(_WITHIN))):
        yield "within"
    if arabic and is_in(after, "months"):
        yield "of"
    if arabic and (is_in(after, "months") or after in _EDGED):
        yield "edges"
    if arabic and is_in(before, "days") and known.parts.at(words, at + 1)[0]:
        yield "clock"
    if arabic and is_number(after):
        yield "oclock"
        yield "date"
        if behind[:1] in (_AND, "ل"):
            yield "between"
    if arabic and (after == "الا" or is_in(after, "minutes")):
        yield "clock"
    if arabic and is_in(after, "spans"):
        yield "after"
    if before in (",", "،") and after in ("?", "؟"):
        yield "tags"
    if is_in(before, "units") and is_number(word_at(words, at - 2)):
        yield "working"
    if is_number(before) or before in _ONE or (not arabic and before in ("working", "business")):
        yield "units"
    worked = not arabic and after in ("working", "business")
    if (is_in(after, "units") or worked) and (arabic or at > 0):
        yield "numbers"
    if known.near["weekday"].before(words, at)[0] or known.around["next"].at(words, at + 1)[0]:
        yield "weekdays"
    if arabic and (before in ("بعد", "عقب") or is_hour_next(words, at + 1) or is_in(before, "days")):
        yield "days"
    if arabic and is_number(before) and not is_in(after, "units"):
        yield "minutes"
        yield "parts"
    if arabic and before == "الا":
        yield "quarters"
    if arabic and (is_number(before) or before in ("من", "شهر")):
        yield "months"
    if arabic and ((before != "على" and known.around["at"].before(words, at)[0]) or is_in(before, "hours")):
        yield "hours"
    if known.around["hour"].before(words, at)[0] or (not arabic and _is_clock(words, at)):
        yield "hours"
        yield "clock"
        yield "numbers"
    if before and before.isalpha():
        yield "you"
    if is_in(before, "days") or known.around["oclock"].before(words, at)[0]:
        yield "parts"


def _english(words: Sequence[str], at: int) -> Iterable[Class]:
    """Small words that hold English times and promises together."""
    known = time_words.load()
    before, after, behind = word_at(words, at - 1), word_at(words, at + 1), word_at(words, at + 2)
    if before in ("half", "quarter") and is_number(after):
        yield "past"
    if before == "going" and after.isalpha():
        yield "to"
    if before == "will" or before.endswith("'ll") or (before == "to" and word_at(words, at - 2) == "going"):
        yield "be"
    if before in members("within") and is_in(after, "units"):
        yield "a"
    if known.near["clock"].before(words, at)[0] and is_number(after):
        yield "quarters"
    if known.around["at"].before(words, at)[0]:
        yield "named"
    if is_in(after, "months") or known.hijri.at(words, at + 1)[0]:
        yield "of"
    if before == "couple" and is_in(after, "units"):
        yield "of"
    if after in _ONE and behind == "hour":
        yield "quarters"
    if before == "the" and (not after.isalpha() or after == "of" or not after):
        yield "ordinals"
    counted = is_number(after) or after in _ONE or is_in(after, "about") or (after == "half" and behind in _ONE)
    if counted and any(is_in(each, "units") for each in words[at + 2 : at + 2 + _RANGE]):
        yield "within"
    elif is_number(after) and not is_in(behind, "units"):
        yield "lead"
    if before in ("end", "close", "of", "month") or after == "of" or word_at(words, at - 2) in ("end", "close"):
        yield "ends"
    if after == "to" and before in ("is", "am", "are", "i'm", "we're", "not"):
        yield "going"
    if before in members("within") and is_number(after):
        yield "about"
    if is_number(after) or before == "of":
        yield "months"
    if before == "let" and after.isalpha():
        yield "us"
    if before == "half" and after == "hour":
        yield "a"
    if after == "to" and is_number(behind) and any(is_in(each, "units") for each in words[at + 3 : at + 3 + 2]):
        yield "numbers"
    if before == "give" and (is_number(after) or after in _ONE):
        yield "us"
    if after in ("us", "me", "it"):
        yield "give"


def _is_clock(words: Sequence[str], at: int) -> bool:
    """Whether an English hour may stand at `at`: between a word that leads to one and the end of what is said of it."""
    joined = word_at(words, at - 1) in ("and", "to") and is_number(word_at(words, at - 2))
    if not joined and not time_words.load().near["clock"].before(words, at)[0]:
        return False
    after = word_at(words, at + 1)
    return (
        not after.isalnum()
        or after in ("a", "p")
        or is_in(after, "days")
        or after in ("in", "this", "on", "am", "pm", "and", "o'clock")
    )
