"""Words that are known to whoever reads promises, and what is a letter away from them.

What is none of them may have been misheard. Words of time and of promising are looked for; others only hold sentences
together, and are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from callassist.events import LANGUAGES
from callassist.paths import shipped
from callassist.promises import promising, time_words
from callassist.promises.arabic_verbs import verbs
from callassist.promises.definite_lengths import is_definite
from callassist.promises.verbal_nouns import is_verbal_noun
from callassist.text.normalise import fold
from callassist.text.number_words import lexicon
from callassist.text.units import units

# Letters that recognisers and typists take for each other, folded: emphatic and plain ones, voiced and unvoiced ones.
_PAIRS = "ضظ سص تط ذز ثس قك دض اع هح غخ ظز يا هت عء جش نم بم bp dt gk vf sz mn ei ao iy ck uo wv lr ea"
_ALIKE = frozenset(map(frozenset[str], _PAIRS.split()))
LETTERS_ALIKE = frozenset().union(*_ALIKE)
"""Letters that sound like any other."""


@cache
def vocabulary() -> frozenset[str]:
    """The words that times and promises are told with."""
    known = time_words.load()
    return frozenset(
        word
        for word in known.vocabulary
        | lexicon().words.keys()
        | known.alone["units"].keys()
        | known.alone["spans"].keys()
        if word.isalpha()
    )


@cache
def others() -> frozenset[str]:
    """Words that are looked for elsewhere, or only hold sentences together."""
    files = (shipped("resources", "evaluation", f"function-words-{language}.txt") for language in LANGUAGES)
    listed = {word for file in files for word in fold(file.read_text(encoding="utf-8")).text.split()}
    return frozenset(listed) | promising.load().vocabulary


@lru_cache(maxsize=8192)
def is_known(word: str) -> bool:
    """Whether a folded word is one, as far as anybody here can tell."""
    if any(form in vocabulary() or form in others() for form in time_words.forms(word)):
        return True
    if is_definite(word):
        return True
    measures = units()
    if any(each.at([word], 0)[0] for each in (measures.words, measures.pairs, measures.ones, measures.halves)):
        return True
    return is_verb(word) or is_verbal_noun(word) or any(True for _ in verbs(word, _every_verb(), _every_verb()))


@cache
def _every_verb() -> frozenset[str]:
    """Stems of verbs whoever does them: «سيقدم» is as good a word as «سأقدم»."""
    words = promising.load()
    return words.other_verbs.union(words.first["ar"], words.other["ar"])


@lru_cache(maxsize=4096)
def is_of_time(word: str) -> bool:
    """Whether a folded word tells a day, a part of one, or a length of time."""
    alone = time_words.load().alone
    names = ("days", "weekdays", "parts", "units", "spans", "months")
    now = time_words.load().around["now"].at([word], 0)[0]
    return bool(now) or any(form in alone[name] for form in time_words.forms(word) for name in names)


def is_verb(word: str) -> bool:
    """Whether it is an Arabic verb that promises may be told with."""
    words = promising.load()
    return any(True for _ in verbs(word, words.first["ar"], words.other["ar"]))


def sounds_like(one: str, other: str) -> bool:
    """Whether two words of one length differ in a letter that sounds like another."""
    if len(one) != len(other):
        return False
    apart = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and apart[0] in _ALIKE


def is_one_apart(one: str, other: str) -> bool:
    """Whether two words differ in one letter, or one has a letter more."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) == len(other):
        return sum(each != its for each, its in zip(one, other, strict=True)) == 1
    return len(one) + 1 == len(other) and one in without_one(other)


@lru_cache(maxsize=4096)
def without_one(word: str) -> frozenset[str]:
    """A word, and all that is left of it without one letter."""
    return frozenset({word, *(f"{word[:at]}{word[at + 1 :]}" for at in range(len(word)))})


def by_rest(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Words by all that is left of them without one letter, or without none."""
    found: dict[str, list[str]] = {}
    for known in sorted(words):
        for rest in without_one(known):
            found.setdefault(rest, []).append(known)
    return {rest: tuple(known) for rest, known in found.items()}


def near(word: str, known: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Those of words, given by what is left of them, that are one letter from `word`."""
    return frozenset(each for rest in without_one(word) for each in known.get(rest, ()) if is_one_apart(word, each))
