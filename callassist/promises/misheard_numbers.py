"""Numbers of several words of which one was misheard, so that they were not read as one: "40 eighd", «خمثة 10»."""

from __future__ import annotations

from collections.abc import Sequence

from callassist.promises.known_words import is_known
from callassist.promises.small_classes import closest, is_unit
from callassist.text.number_words import lexicon

_TEN = 10
# So many words such a number has at most.
_MOST = 3
_TENS = frozenset(str(tens) for tens in range(20, 100, 10))
_AND = "و"
# «ربع وعشرين ساعة» is nothing that anybody says.
_CLIPPED = {"ربع": "اربع", "ثلث": "ثلاث"}
# «اثنتي عشرة»
_BEFORE_TEN = "before_ten"
_TO = "to"
# Between the ends of a range it is heard as anything of so many letters.
_LONGEST_TO = 3

Found = tuple[int, Sequence[str]]
"""How many words were others, and which."""


def compound(words: Sequence[str], at: int) -> Found | None:
    """What the words at `at` were, if a number of several."""
    if at + 1 >= len(words) or not any(word.isdecimal() for word in words[at : at + _MOST]):
        return None
    return _cut(words, at) or _range(words, at) or _tens(words, at) or _teen(words, at)


def _tens(words: Sequence[str], at: int) -> Found | None:
    """Tens and ones: "40 eighd", «4 20 ساعة»."""
    first, joined = words[at], words[at + 1] == _AND and at + 2 < len(words)
    second = words[at + 1 + joined]
    ones, tens = (second, first) if first in _TENS and not joined else (first, second.removeprefix(_AND))
    if tens not in _TENS:
        return _misheard_tens(words, at) if not joined else None
    behind = at + 2 + joined
    of_unit = behind < len(words) and is_unit(words[behind])
    alone = ones == first and not (joined or of_unit or second.startswith(_AND))
    if alone or (ones == first and ones.isascii() and not ones.isdecimal()):
        return None
    value = _ones(ones, counted=of_unit and ones == first)
    return (2 + joined, [str(int(tens) + value)]) if value is not None else None


def _misheard_tens(words: Sequence[str], at: int) -> Found | None:
    """«5 وعشين»."""
    ones, second = words[at], words[at + 1]
    if not ones.isdecimal() or not 0 < int(ones) < _TEN or not second.startswith(_AND) or is_known(second):
        return None
    meant = closest(second.removeprefix(_AND), "numbers")
    found = lexicon().words.get(meant or "")
    return (2, [str(int(found.value) + int(ones))]) if found is not None and str(found.value) in _TENS else None


def _teen(words: Sequence[str], at: int) -> Found | None:
    """«خمثة عشر», of which «عشر» was read as 10."""
    first = words[at]
    if first.isascii() or words[at + 1] != str(_TEN):
        return None
    listed = lexicon().words.get(first)
    value = _ones(first, counted=is_known(first))
    if value is None and listed is not None and listed.kind == _BEFORE_TEN:
        value = int(listed.value)
    return (2, [str(_TEN + value)]) if value is not None else None


def _ones(word: str, *, counted: bool) -> int | None:
    """A number below ten; a known one only if a unit is counted by it, since that is none by itself."""
    if word.isdecimal():
        return int(word) if counted and 0 < int(word) < _TEN else None
    meant: str | None = _CLIPPED.get(word, word) if counted else None
    if not is_known(word):
        meant = closest(word, "numbers")
    found = lexicon().words.get(meant or "")
    return int(found.value) if found is not None and found.kind == "unit" and 0 < found.value < _TEN else None


def _range(words: Sequence[str], at: int) -> Found | None:
    """The "to" of a range that was lost or misheard: "five 7 days", "5 io 7 days"."""
    first = _low(words[at])
    if first is None:
        return None
    heard = not words[at + 1].isdecimal()
    place = at + 1 + heard
    if place + 1 >= len(words) or not words[place].isdecimal() or not is_unit(words[place + 1]):
        return None
    lost = heard and (is_known(words[at + 1]) or len(words[at + 1]) > _LONGEST_TO or not words[at + 1].isascii())
    high = int(words[place])
    return None if lost or not first < high < _TEN * 2 else (1 + heard, [str(first), _TO])


def _low(word: str) -> int | None:
    if not word.isascii():
        return None
    if word.isdecimal():
        return int(word) if int(word) < _TEN else None
    found = lexicon().words.get(word)
    return int(found.value) if found is not None and found.kind == "unit" and 0 < found.value < _TEN else None


def _cut(words: Sequence[str], at: int) -> Found | None:
    """Ones that were cut in two behind tens: "40 eig ht"."""
    if words[at] not in _TENS or at + 2 >= len(words) or is_known(words[at + 1]):
        return None
    found = lexicon().words.get(words[at + 1] + words[at + 2])
    if found is None or found.kind != "unit" or not 0 < found.value < _TEN:
        return None
    return 3, [str(int(words[at]) + int(found.value))]


def in_digits(words: Sequence[str], at: int, meant: str | None) -> str | None:
    """What was meant at `at`; an end of a range in digits, as the other stands: "in bive to 7 days"."""
    found = lexicon().words.get(meant or "")
    in_range = _TO in (*words[at - 1 : at], *words[at + 1 : at + 2])
    return str(found.value) if in_range and found is not None and found.kind == "unit" else meant
