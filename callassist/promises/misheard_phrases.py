"""A phrase of time or of promising in which one word was misheard: «آغر الأسبوع», "end f next week", «إم شاء الله».

The other words of it are right, and so few stand beside them that any letter of the one may be wrong. Words that are
known are taken for another only in phrases of three and more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from callassist.promises import promising, time_words
from callassist.promises.known_words import by_rest, is_known, is_one_apart, near, sounds_like, without_one
from callassist.promises.policy import WEEKDAYS
from callassist.promises.time_words import forms

_LONG = 3
_SHORTEST = 3
# A word of so many letters is told even beside a short one: "be thare", "follow ub".
_WHOLE = 5

Place = tuple[tuple[str, ...], int]
"""A phrase, and which of its words is meant."""


def in_phrase(words: Sequence[str], at: int) -> str | None:
    """What was meant by the folded word at `at`, by a phrase that the words beside it are of; None without one."""
    word, known = words[at], is_known(words[at])
    fitting = [
        (len(phrase), phrase[place])
        for phrase, place in (_long_places(word) if known else _places(word))
        if _fits(words, at, phrase, place, known=known)
    ]
    if not fitting or (known and _is_said(words, at)):
        return None
    longest = max(length for length, _ in fitting)
    meant = {each for length, each in fitting if length == longest}
    alike = {each for each in meant if sounds_like(word, each)} or meant
    found = alike.pop() if len(alike) == 1 else None
    # «الأبوع القادم» may be a day of the week.
    return None if found in _no_weekdays() and near(word, _weekdays()) else found


def _is_likely(word: str, phrase: tuple[str, ...], place: int) -> bool:
    """Whether a known word of two letters was one of a phrase: it sounds so, lost a letter, or much else is there."""
    return sounds_like(word, phrase[place]) or len(phrase[place]) > len(word) or len(phrase) > _LONG


@cache
def _no_weekdays() -> frozenset[str]:
    alone = time_words.load().alone["weekdays"]
    return frozenset(word for word, meaning in alone.items() if meaning not in WEEKDAYS)


@cache
def _weekdays() -> Mapping[str, tuple[str, ...]]:
    return by_rest(word for word in time_words.load().alone["weekdays"] if word not in _no_weekdays())


def _fits(words: Sequence[str], at: int, phrase: tuple[str, ...], place: int, *, known: bool) -> bool:
    first = at - place
    if first < 0 or first + len(phrase) > len(words):
        return False
    if len(phrase) < _LONG:
        said = phrase[1 - place]
        word = words[at]
        whole = min(len(word), len(phrase[place])) >= _WHOLE and not known
        if whole or (len(said) >= _WHOLE and not known and sounds_like(word, phrase[place])):
            return _matches(words, at, phrase, place)
        # Beside «ما» and «لك» a letter may only be lost: «ول ما».
        lost = len(words[at]) < len(phrase[place]) and min(len(words[at]), len(said)) >= _SHORTEST - 1
        short = (not lost and min(len(words[at]), len(said)) < _SHORTEST) or len(phrase[place]) < _SHORTEST
        if words[at] != phrase[place] and (known or short):
            return False
    return _matches(words, at, phrase, place)


def _matches(words: Sequence[str], at: int, phrase: tuple[str, ...], place: int) -> bool:
    first = at - place
    return all(
        each == place or said == words[first + each] or said in forms(words[first + each])
        for each, said in enumerate(phrase)
    )


def _is_said(words: Sequence[str], at: int) -> bool:
    """Whether a phrase stands there as it is listed."""
    return any(
        _fits(words, at, phrase, place, known=False)
        for form in forms(words[at])
        for phrase, place in _by_rest().get(form, ())
        if phrase[place] == form
    )


@lru_cache(maxsize=4096)
def _long_places(word: str) -> tuple[Place, ...]:
    """The same in long phrases, of a word that is one itself."""
    return tuple(
        (phrase, place)
        for phrase, place in _places(word)
        if len(phrase) >= _LONG and (len(word) != _LONG - 1 or _is_likely(word, phrase, place))
    )


@lru_cache(maxsize=4096)
def _places(word: str) -> tuple[Place, ...]:
    """Where in phrases words stand that are one letter from `word`."""
    found = {place for rest in without_one(word) for place in _by_rest().get(rest, ())}
    return tuple(sorted(place for place in found if is_one_apart(word, place[0][place[1]])))


@cache
def _by_rest() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in _every_place():
        for rest in without_one(place[0][place[1]]):
            found.setdefault(rest, []).append(place)
    return {rest: tuple(places) for rest, places in found.items()}


def _every_place() -> Iterator[Place]:
    for phrase in time_words.load().phrases | promising.load().said:
        for place, word in enumerate(phrase):
            if word.isalpha():
                yield phrase, place
