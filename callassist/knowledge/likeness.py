"""Which texts are alike: as vectors of their letters, and in clusters."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from callassist.knowledge.search.terms import terms, trigrams

_DIMENSIONS = 2048

Vectors = NDArray[np.float32]


def by_spelling(texts: Sequence[str]) -> Vectors:
    """Texts as unit vectors (n, 2048) of their letters: hashed character trigrams of the words that ask for something.

    Texts that share most of these words, in any order and with endings and misheard letters, come out alike. A text
    that asks for nothing is a vector of zeros. The hashing is that of Weinberger et al. (2009), "Feature hashing for
    large scale multitask learning", without signs.
    """
    vectors = np.zeros((len(texts), _DIMENSIONS), np.float32)
    for row, text in zip(vectors, texts, strict=True):
        for term in terms(text):
            for trigram in () if term.quiet else trigrams(term.word):
                row[zlib.crc32(trigram.encode()) % _DIMENSIONS] += 1
    # A trigram that comes thrice says little more than one that comes once, and one that all have says nothing.
    rare = np.log((1 + len(texts)) / (1 + np.count_nonzero(vectors, axis=0))) + 1
    return unit(np.sqrt(vectors) * rare.astype(np.float32))


def clusters(vectors: Vectors, alike: float) -> list[list[int]]:
    """Groups of the rows of `vectors` that are alike, the largest first; in each the most typical first.

    Each row joins the group whose mean is nearest to it, if its cosine with that is at least `alike`, and else begins
    one; then every row may move to a group that has become nearer. The same rows in the same order give the same
    groups.

    Args:
        vectors: (n, d), unit length. alike: 0 to 1.
    """
    if not len(vectors):
        return []
    sums = np.zeros_like(vectors)
    groups = 0
    for row in vectors:
        near = _nearest(row, sums[:groups])
        if near is None or near[1] < alike:
            near = (groups, 1.0)
            groups += 1
        sums[near[0]] += row
    means = unit(sums[:groups])
    cosines = vectors @ means.T
    chosen = cosines.argmax(axis=1)
    members: list[list[int]] = [[] for _ in range(groups)]
    for place, group in enumerate(chosen):
        members[group].append(place)
    for group, rows in enumerate(members):
        rows.sort(key=lambda place, group=group: (-cosines[place, group], place))
    return sorted((rows for rows in members if rows), key=lambda rows: (-len(rows), min(rows)))


def _nearest(row: Vectors, sums: Vectors) -> tuple[int, float] | None:
    if not len(sums):
        return None
    cosines = unit(sums) @ row
    best = int(cosines.argmax())
    return best, float(cosines[best])


def unit(vectors: Vectors) -> Vectors:
    """Each row at length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
