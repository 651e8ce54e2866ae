"""Text as a recogniser might have written it: letters that sound alike, letters and short words lost, words cut and run
together. Made by rule, since recordings of these questions do not exist."""

from __future__ import annotations

import random

from callassist.events import Language

SHARE = 0.22
"""Of the words that are misheard."""

_ALIKE: dict[Language, tuple[str, ...]] = {
    "ar": ("ضظ", "سص", "تط", "ذز", "ثس", "قك", "دض", "اع", "هح", "غخ", "ظز", "يا", "ةت", "ءع", "جش", "نم", "بم"),
    "en": ("bp", "dt", "gk", "vf", "sz", "mn", "ei", "ao", "iy", "ck", "uo", "wv", "lr", "ea"),
}
_LETTERS: dict[Language, str] = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "en": "abcdefghijklmnopqrstuvwxyz"}
_SHORT = 3
_NO_CUT = 5


def misheard(text: str, language: Language, chance: random.Random, share: float = SHARE) -> str:
    """`text` with `share` of its words changed, each in one way; the word error rate comes out near to it."""
    alike = {pair[first]: pair[1 - first] for pair in _ALIKE[language] for first in (0, 1)}
    words: list[str] = []
    joins = False
    for word in text.split():
        heard, joins_next = word, False
        if chance.random() < share:
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
