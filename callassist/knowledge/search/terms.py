"""A text as search compares it: its words, what else each may be, and which of them ask for something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from callassist import paths
from callassist.events import LANGUAGES
from callassist.knowledge.search import synonyms
from callassist.speech.vocabulary import read_words
from callassist.text.normalise import fold
from callassist.text.stems import stems
from callassist.text.stems_en import singular
from callassist.text.tokens import ranges

# "[card]" and the like stand where something was masked; they are no words of anybody's.
_MASK = re.compile(r"\[[^\[\]]{0,40}\]")
# Longer numbers are amounts, dates and masked remains, which name no article; shorter ones do ("4G", "5 lines").
_LONGEST_NUMBER = 3
_EDGE = "_"
_TRIGRAM = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a text.

    Attributes:
        word: folded. forms: all by which it is found: itself, what is left of it, and the meanings it shares with
            other words; sorted. quiet: it asks for nothing (function words, courtesy).
    """

    word: str
    forms: tuple[str, ...]
    quiet: bool = field(compare=False)


def terms(text: str) -> list[Term]:
    """The words of any text in order, masks and punctuation left out."""
    found = words(text)
    told = [_alone(word) for word in found]
    for place, following in enumerate(found[1:]):
        meanings = set(_beside(found[place], following))
        if meanings:
            term = told[place]
            told[place] = Term(term.word, tuple(sorted({*term.forms, *meanings})), term.quiet)
    return told


def words(text: str) -> list[str]:
    """The folded words and short numbers of any text in order, masks left out."""
    folded = fold(_MASK.sub(" ", text)).text
    found = (folded[start:end] for start, end in ranges(folded))
    return [word for word in found if word[0].isalpha() or (word.isdecimal() and len(word) <= _LONGEST_NUMBER)]


def trigrams(word: str) -> Iterator[str]:
    """The runs of three characters of a folded word with its edges marked: «فاتوره» gives _فا, فات, …, ره_."""
    padded = f"{_EDGE}{word}{_EDGE}"
    for start in range(len(padded) - _TRIGRAM + 1):
        yield padded[start : start + _TRIGRAM]


@lru_cache(maxsize=65536)
def _alone(word: str) -> Term:
    """A folded word, whatever is beside it."""
    bare = _bare(word)
    meanings = synonyms.shipped()
    shared = {meanings[one,] for one in bare if (one,) in meanings}
    return Term(word, tuple(sorted({*bare, *shared})), _is_quiet(word))


def _beside(word: str, following: str) -> Iterator[str]:
    """What a word means together with the one behind it."""
    begun = _pairs()
    for one in _bare(word):
        for other, meaning in begun.get(one, ()):
            if other in _bare(following):
                yield meaning


@cache
def _pairs() -> dict[str, list[tuple[str, str]]]:
    """The second words and meanings of all pairs, by their first word."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for key, meaning in synonyms.shipped().items():
        if len(key) > 1:
            pairs.setdefault(key[0], []).append((key[1], meaning))
    return pairs


@lru_cache(maxsize=65536)
def _bare(word: str) -> tuple[str, ...]:
    """A folded word and what may be left of it."""
    return tuple(sorted({singular(word), word})) if word.isascii() else tuple(sorted(stems(word)))


def _is_quiet(word: str) -> bool:
    quiet = _quiet()
    return word in quiet or (not word.isascii() and not quiet.isdisjoint(_bare(word)))


@cache
def _quiet() -> frozenset[str]:
    listed: list[Iterable[str]] = []
    for language in LANGUAGES:
        listed.append(read_words(paths.shipped("resources", "evaluation", f"function-words-{language}.txt")))
        listed.append(read_words(paths.shipped("resources", "search", f"small-talk-{language}.txt")))
    return frozenset(word for lines in listed for line in lines for word in words(line))
