"""Text as a recogniser might have written it: letters that sound alike, letters and short words lost, words cut and run
together. Made by rule, since recordings of these questions do not exist."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from callassist.events import Language

SHARE = 0.22
"""Of the words that are misheard."""

_ALIKE: dict[Language, tuple[str, ...]] = {
    "ar": ("ضظ", "سص", "تط", "ذز", "ثس", "قك", "دض", "اع", "هح", "غخ", "ظز", "يا", "ةت", "ءع", "جش", "نم", "بم"),
    "en": ("bp", "dt", "gk", "vf", "sz", "mn", "ei", "ao", "iy", "ck", "uo", "wv", "lr", "ea"),
}
_LETTERS: dict[Language, str] = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "en": "abcdefghijklmnopqrstuvwxyz"}
_VOWELS: dict[Language, str] = {"ar": "اويىأإآئؤء", "en": "aeiou'"}
_SHORT = 3
_NO_CUT = 5
_TAKEN = 0.3
"""Of the misheard words that sound like a known word, those that are taken for it."""


def misheard(
    text: str,
    language: Language,
    chance: random.Random,
    share: float = SHARE,
    known: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """`text` with `share` of its words changed, each in one way; the word error rate comes out near to it.

    With `known`, words by their sound, some come out as another word, as they do where a recogniser has a vocabulary.
    """
    alike = {pair[first]: pair[1 - first] for pair in _ALIKE[language] for first in (0, 1)}
    words: list[str] = []
    joins = False
    for word in text.split():
        heard, joins_next = word, False
        if chance.random() < share:
            others = _others(word, known.get(_sound(word, language), ())) if known else []
            if others and chance.random() < _TAKEN:
                heard = chance.choice(others)
            else:
                way = chance.choices((_sounding_alike, _losing, _replacing, _cutting, None), (4, 2, 2, 1, 2))[0]
                if way is not None:
                    heard = way(word, alike, _LETTERS[language], chance)
                elif len(word) <= _SHORT:
                    heard = ""
                else:
                    joins_next = True
        if joins and words and heard:
            words[-1] += heard
        elif heard:
            words.append(heard)
        joins = joins_next
    return " ".join(words)


def by_sound(words: Iterable[str], language: Language) -> dict[str, list[str]]:
    """`words` by what is left of them without vowels, where letters that sound alike, at whatever remove, are one.

    Words of which a single letter is left sound like too many others, and are left out.
    """
    known: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(sound := _sound(word, language)) > 1:
            known.setdefault(sound, []).append(word)
    return known


def _others(word: str, known: Sequence[str]) -> list[str]:
    """Of the words of the same sound, those of about its length: vowels can't be dropped at will."""
    return [other for other in known if other != word and abs(len(other) - len(word)) <= 1]


def _sound(word: str, language: Language) -> str:
    return "".join(
        _standing(language).get(letter, letter) for letter in word.lower() if letter not in _VOWELS[language]
    )


@cache
def _standing(language: Language) -> dict[str, str]:
    """For each letter that sounds like others, the one that stands for them all."""
    groups: list[set[str]] = []
    for pair in _ALIKE[language]:
        near = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in near] + [set(pair).union(*near)]
    return {letter: min(group) for group in groups for letter in group}


def _sounding_alike(word: str, alike: dict[str, str], letters: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(word) if letter in alike]
    if not places:
        return _replacing(word, alike, letters, chance)
    place = chance.choice(places)
    return word[:place] + alike[word[place]] + word[place + 1 :]


def _losing(word: str, alike: dict[str, str], letters: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + word[place + 1 :]


def _replacing(word: str, alike: dict[str, str], letters: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice(letters) + word[place + 1 :]


def _cutting(word: str, alike: dict[str, str], letters: str, chance: random.Random) -> str:
    if len(word) < _NO_CUT:
        return _losing(word, alike, letters, chance)
    place = chance.randrange(2, len(word) - 1)
    return f"{word[:place]} {word[place:]}"
