"""Two phrases that differ by next to nothing are one: an agent who asks for another wants another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from callassist.text.normalise import fold
from callassist.text.tokens import ranges

ALIKE = 0.7
"""Share of common words from which two phrases are too alike: of five words, four the same."""


def words(text: str) -> frozenset[str]:
    """A phrase's words, folded, without punctuation."""
    folded = fold(text).text
    return frozenset(folded[start:end] for start, end in ranges(folded) if folded[start].isalnum())


def likeness(one: str, other: str) -> float:
    """The share of words that two texts have in common, 0 to 1 (Dice)."""
    first, second = words(one), words(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 1.0


def too_alike(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The ids of every two of (id, text) that are too alike."""
    for (first, one), (second, other) in combinations(texts, 2):
        if likeness(one, other) >= ALIKE:
            yield first, second
