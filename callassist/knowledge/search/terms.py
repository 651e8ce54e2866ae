"""A text as search compares it: its words, what else each may be, and which of them ask for something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
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
    return _told(words(text), synonyms.shipped())


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


def _told(found: list[str], meanings: Mapping[tuple[str, ...], str]) -> list[Term]:
    told = []
    for place, word in enumerate(found):
        bare = _bare(word)
        following = _bare(found[place + 1]) if place + 1 < len(found) else ()
        pairs = ((one, two) for one in bare for two in following)
        shared = {meanings[key] for key in (*((one,) for one in bare), *pairs) if key in meanings}
        told.append(Term(word, tuple(sorted({*bare, *shared})), _is_quiet(word)))
    return told


@lru_cache(maxsize=65536)
def _bare(word: str) -> tuple[str, ...]:
    """A folded word and what may be left of it."""
    return tuple(sorted({singular(word), word})) if word.isascii() else tuple(sorted(stems(word)))


@lru_cache(maxsize=65536)
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
