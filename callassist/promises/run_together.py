"""Words that were run together or cut in two: «خلالثلاثة», «إليكغدا», «هيو صل», "willbe"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from callassist.promises import promising, time_words
from callassist.promises.known_words import is_known, is_verb, others, vocabulary

# Letters. Of shorter words one that is one letter apart is mostly another word.
_SHORTEST = {"ar": 4, "en": 5}
_SHORTEST_PART = 3
# Of what is glued together without our knowing the first part, each has so many.
_SHORTEST_TAIL = 4
# Of words that are both known: "willbe", "creditedby", «بكرةمن».
_SHORTEST_KNOWN = 2
_PERSONS = frozenset({"i'll", "i've", "i'm", "we'll", "we've", "it'll", "you'll", "they'll"})
_CLINGING = frozenset(
    {"by", "in", "to", "on", "at", "you", "be", "an", "for", "within", "will", "from", "of", "the", "with"}
)
# English words that a number goes on from, whatever they cling to: "complaintin 7 days".
_BEFORE_NUMBERS = ("within", "in", "by", "at")
# What is cut off the front of a verb of the future.
_FRONTS = frozenset({"سا", "سن", "سي", "هن", "هت"})
_LONGEST_FRONT = 4
# How a verb begins that is yet to be, when it clings to the word before it.
_BEGINNINGS = ("سا", "سن", "سي", "ست", "هن", "هي", "هت", "بي", "بت", "بن")
_SHORTEST_VERB = 5
_ARTICLE = "ال"
# Of a noun with its article; «الفوري» is no thousand.
_SHORTEST_NOUN = 6
_WITHIN = "خلال"


def joined(first: str, last: str) -> str | None:
    """The word that two folded ones were cut out of; None where they are two."""
    whole = first + last
    if first == _ARTICLE:
        return whole if is_known(last) or whole in vocabulary() else None
    fronted = first in _FRONTS
    if is_known(first) and is_known(last) and not fronted:
        return None
    if whole in vocabulary() or (whole.isascii() and not is_known(last) and whole in others()):
        return whole if len(whole) >= least(whole) else None
    if whole.isascii():
        return None
    # «سأعد لك» is two.
    new = not (is_known(first) and is_known(last)) and last not in _addressed()
    begun = (
        new and not is_known(first) and len(first) <= _LONGEST_FRONT and whole.removeprefix("و").startswith(_BEGINNINGS)
    )
    if (fronted or begun) and is_verb(whole):
        return whole
    neither = not (is_known(first) or is_known(last))
    return whole if neither and is_known(whole) else None


@lru_cache(maxsize=4096)
def apart(word: str, *, counted: bool = False) -> tuple[str, str] | None:
    """The words that an unknown one was run together of: one of them is of a time or a promise.

    Args:
        counted: a number follows.
    """
    if word.isascii():
        return _apart_en(word, counted=counted)
    rules: tuple[tuple[int, Callable[[str, str], bool]], ...] = (
        (_SHORTEST_PART, lambda first, last: first in vocabulary() and is_known(last)),
        (_SHORTEST_PART, lambda first, last: is_verb(first) and is_known(last)),
        (_SHORTEST_KNOWN, lambda first, last: len(first) >= _SHORTEST_TAIL and first in _sure() and is_known(last)),
        (_SHORTEST_TAIL, lambda _, last: last in vocabulary()),
        (_SHORTEST_PART, lambda first, last: last in _sure() or (last in _addressed() and len(last) > _SHORTEST_PART)),
        (
            _SHORTEST_PART,
            lambda first, last: (
                len(first) > _SHORTEST_PART and first in _addressed() and (is_known(last) or _is_noun(last))
            ),
        ),
        (_SHORTEST_PART, lambda first, _: first == _WITHIN),
        (_SHORTEST_TAIL, lambda first, last: _is_begun(last) or _is_begun(first)),
        (_SHORTEST_PART, lambda first, _: len(first) >= _SHORTEST_VERB and first.endswith("ك") and is_verb(first)),
    )
    return next((found for shortest, fits in rules if (found := _cut(word, shortest, fits)) is not None), None)


def _apart_en(word: str, *, counted: bool) -> tuple[str, str] | None:
    found = _cut(word, _SHORTEST_PART, lambda first, last: first in vocabulary() and is_known(last))
    if found is None:
        found = _cut(word, _SHORTEST_TAIL, lambda _, last: last in _sure() and len(last) > _SHORTEST_TAIL)
    if found is None:
        found = _cut(word, _SHORTEST_KNOWN, _clings)
    if found is None:
        found = _cut(word, _SHORTEST_PART, lambda _, last: last == "will")
    if found is None and counted:
        ends = (end for end in _BEFORE_NUMBERS if word.endswith(end) and len(word) > _SHORTEST_TAIL + len(end))
        found = next(((word.removesuffix(end), end) for end in ends), None)
    return found


def _cut(word: str, shortest: int, fits: Callable[[str, str], bool]) -> tuple[str, str] | None:
    """The only way to cut a word into parts of at least so many letters that fit; of «كالساعة» «الساعة» is whole."""
    least_first = _SHORTEST_NOUN if word.startswith(_ARTICLE) else shortest
    cuts = range(shortest, len(word) - shortest + 1)
    found = [cut for cut in cuts if (cut >= least_first or word[:cut] in vocabulary()) and fits(word[:cut], word[cut:])]
    whole = [cut for cut in found if word[cut:].startswith(_ARTICLE)]
    found = whole if len(found) > 1 and len(whole) == 1 else found
    return (word[: found[0]], word[found[0] :]) if len(found) == 1 else None


def _clings(first: str, last: str) -> bool:
    """Whether English words are run together as short ones are: "creditedby", "willbe", "can'tpromise"."""
    led = first == "will" or "'" in first
    return _is_said(first) and (
        last in _PERSONS or (last in _CLINGING and len(first) > _SHORTEST_PART) or (led and _is_said(last))
    )


def _is_said(word: str) -> bool:
    return word in vocabulary() or word in others()


def _is_noun(word: str) -> bool:
    return word.startswith(_ARTICLE) and len(word) >= _SHORTEST_VERB


def _is_begun(word: str) -> bool:
    return len(word) >= _SHORTEST_VERB and word.startswith(_BEGINNINGS) and is_verb(word)


@cache
def _sure() -> frozenset[str]:
    """Arabic words that tell a day or a part of one, which no longer word ends with by chance."""
    alone = time_words.load().alone
    return frozenset(
        word for name in ("days", "weekdays", "parts") for word in alone[name] if len(word) >= _SHORTEST_PART
    )


@cache
def _addressed() -> frozenset[str]:
    """Words for the customer and what is theirs."""
    return promising.load().addressed


def least(word: str) -> int:
    """How many letters a word needs so that one of them may be wrong."""
    return _SHORTEST["en" if word.isascii() else "ar"]
