"""What was said as cues look at it: its words by all forms they may be looked for, its pauses, and what was doubted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from callassist.text.masks import MASK
from callassist.text.stems import stems
from callassist.text.tokens import SENTENCE_ENDS, Token, tokens

Mark = Literal["", "pause", "end"]
"""What stands in front of a word: nothing, a comma or another mark within a sentence, or a sentence's end."""

BEGINNING = "*"
"""Ends the keys that are beginnings of words, which no word has in it."""

_ARABIC = "\u0600"
_CONJUNCTIONS = ("و", "ف")
_ARTICLE = "ال"
# Of shorter words what is left without conjunction or article is chance; of these it is «ما» («وما»), «نت» («النت»).
_SHORTEST_REST = 2
_HYPHENS = frozenset("-\u2010\u2011")
# Those who follow a call look at the same words, one after the other.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word, or what stands for one that was masked.

    Attributes:
        forms: folded, it and what is left of it without what clings to it; empty of a mask. keys: those and all their
            beginnings, each with a `*`. start, end: its range in the text, characters. mark: what is in front of it.
            doubted: the recogniser was unsure of it.
    """

    forms: frozenset[str]
    keys: frozenset[str]
    start: int
    end: int
    mark: Mark
    doubted: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a treated text in order, and the keys of all of them."""

    words: tuple[HeardWord, ...]
    keys: frozenset[str] = field(repr=False)


def heard(text: str, unsure: Iterable[tuple[int, int]] = ()) -> Heard:
    """How `text` is looked at.

    Args:
        text: treated. unsure: [start, end) ranges of its characters that the recogniser doubted.
    """
    return _heard(text, tuple(unsure))


@lru_cache(maxsize=_KEPT)
def _heard(text: str, unsure: tuple[tuple[int, int], ...]) -> Heard:
    words = tuple(_words(text, unsure))
    return Heard(words, frozenset().union(*(word.keys for word in words)))


def _words(text: str, unsure: tuple[tuple[int, int], ...]) -> Iterator[HeardWord]:
    masks = [found.span() for found in MASK.finditer(text)]
    row = tokens(text)
    mark: Mark = ""
    for at, token in enumerate(row):
        masked = next((span for span in masks if span[0] <= token.start < span[1]), None)
        if masked is not None:
            if token.start == masked[0]:
                yield HeardWord(frozenset(), frozenset(), *masked, mark, doubted=False)
                mark = ""
        elif token.folded[0].isalnum():
            doubted = any(start < token.end and token.start < end for start, end in unsure)
            yield HeardWord(*_keys(token.folded), token.start, token.end, mark, doubted)
            mark = ""
        elif token.text in SENTENCE_ENDS:
            mark = "end"
        elif not mark and not _joins(row, at):
            mark = "pause"


def _joins(row: list[Token], at: int) -> bool:
    """Whether a hyphen makes one of the words at its sides ("Wi-Fi")."""
    return (
        row[at].text in _HYPHENS
        and 0 < at < len(row) - 1
        and row[at - 1].end == row[at].start
        and row[at].end == row[at + 1].start
    )


@lru_cache(maxsize=8192)
def _keys(word: str) -> tuple[frozenset[str], frozenset[str]]:
    forms = _forms(word)
    return forms, forms | {form[:length] + BEGINNING for form in forms for length in range(1, len(form) + 1)}


def _forms(word: str) -> frozenset[str]:
    if word < _ARABIC:
        return frozenset({word, word.removesuffix("'s")})
    joined = word[1:] if word.startswith(_CONJUNCTIONS) else word
    rests = {joined, *(each.removeprefix(_ARTICLE) for each in (word, joined))}
    return stems(word) | {rest for rest in rests if len(rest) >= _SHORTEST_REST}
