"""Which texts are alike: as vectors of their letters, and in clusters."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from callassist.knowledge.search.terms import terms, trigrams

_DIMENSIONS = 2048
_ZERO = 1e-9

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
    sums = np.zeros_like(vectors)
    lengths = np.zeros(len(vectors), np.float32)
    began: list[int] = []
    count = 0
    for row in vectors:
        cosines = sums[:count] @ row / lengths[:count]
        group = int(cosines.argmax()) if count and cosines.max() >= alike else count
        count = max(count, group + 1)
        sums[group] += row
        lengths[group] = max(float(np.linalg.norm(sums[group])), _ZERO)
        began.append(group)
    means = unit(sums[:count])
    members: list[list[tuple[float, int]]] = [[] for _ in range(count)]
    for place, (row, group) in enumerate(zip(vectors, began, strict=True)):
        cosines = means @ row
        nearest = int(cosines.argmax())
        chosen = nearest if cosines[nearest] > cosines[group] else group
        members[chosen].append((-float(cosines[chosen]), place))
    clustered = [[place for _, place in sorted(rows)] for rows in members if rows]
    return sorted(clustered, key=lambda rows: (-len(rows), min(rows)))


def unit(vectors: Vectors) -> Vectors:
    """Each row at length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    of_one: Vectors = (vectors / np.maximum(lengths, _ZERO)).astype(np.float32)
    return of_one
