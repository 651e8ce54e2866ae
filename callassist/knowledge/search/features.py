"""A text as a sparse vector: runs of 2 to 5 characters inside words, and its terms, each half by TF-IDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from callassist.knowledge.search.terms import Term

_SHORTEST, _LONGEST = 2, 5
# Features are numbered by a hash. With 2^20 numbers for the 50,000 or so runs of a trained base, a few in a hundred
# share theirs with another, which costs nothing that could be measured.
_BUCKETS = 1 << 20
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio (Knuth, The Art of Computer Programming, 6.4)

Numbers = NDArray[np.int64]
Values = NDArray[np.float32]
_NONE: Numbers = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in a text: for characters and for terms their numbers, ascending, and how often each occurs."""

    numbers: tuple[Numbers, Numbers]
    times: tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector of length 1 (0 for a text without a word): numbers of its features and their values."""

    numbers: Numbers
    values: Values


def counted(text: Sequence[Term]) -> Counts:
    """The features of a text."""
    characters = np.unique(_runs(text), return_counts=True)
    forms = np.array([_BUCKETS + crc32(form.encode()) % _BUCKETS for term in text for form in term.forms], np.int64)
    told = np.unique(forms, return_counts=True)
    return Counts((characters[0], told[0]), (characters[1], told[1]))


class Weighing:
    """Inverse document frequencies of a collection of texts.

    A feature in `n` of `N` texts weighs log((1 + N) / (1 + n)) + 1, times 1 + log of its times in a text
    (scikit-learn's smooth TF-IDF with sublinear frequencies, under which the classifier was measured).
    """

    def __init__(self, texts: Iterable[Counts]) -> None:
        numbers = [part for text in texts for part in text.numbers]
        count = len(numbers) // 2
        self._numbers, with_it = np.unique(np.concatenate([_NONE, *numbers]), return_counts=True)
        # At the end the rarity of what no text has.
        self._rarities = (np.log((1 + count) / (1.0 + np.append(with_it, 0))) + 1).astype(np.float32)

    def vector(self, text: Counts) -> Vector:
        """The weighed features of a text, characters and terms with the same part in its length."""
        values = []
        for numbers, times in zip(text.numbers, text.times, strict=True):
            weighed = (1 + np.log(times)).astype(np.float32) * self._rarity(numbers)
            length = float(np.linalg.norm(weighed))
            values.append(weighed / np.float32(length * np.sqrt(2)) if length else weighed)
        return Vector(np.concatenate(text.numbers), np.concatenate(values))

    def _rarity(self, numbers: Numbers) -> Values:
        places = np.searchsorted(self._numbers, numbers)
        there = np.append(self._numbers, -1)[places] == numbers
        return self._rarities[np.where(there, places, len(self._numbers))]


class Collection:
    """Vectors, by feature, so that the products of all with another cost little more than what they share."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self.count = len(vectors)
        lengths = [len(vector.numbers) for vector in vectors]
        numbers = np.concatenate([_NONE, *(vector.numbers for vector in vectors)])
        order = np.argsort(numbers, kind="stable")
        self._texts = np.repeat(np.arange(self.count, dtype=np.int32), lengths)[order]
        self._values = np.concatenate([np.empty(0, np.float32), *(vector.values for vector in vectors)])[order]
        self._numbers, starts = np.unique(numbers[order], return_index=True)
        self._starts = np.append(starts, len(order))

    def products(self, vector: Vector) -> Values:
        """The inner products of all vectors with another, shape (count,); for vectors of length 1 the cosines."""
        if not len(self._numbers):
            return np.zeros(self.count, np.float32)
        places = np.minimum(np.searchsorted(self._numbers, vector.numbers), len(self._numbers) - 1)
        shared = self._numbers[places] == vector.numbers
        starts, ends = self._starts[places[shared]], self._starts[places[shared] + 1]
        lengths = ends - starts
        entries = np.arange(lengths.sum()) + np.repeat(starts - np.append(0, np.cumsum(lengths)[:-1]), lengths)
        products = self._values[entries] * np.repeat(vector.values[shared], lengths)
        return np.bincount(self._texts[entries], products, self.count).astype(np.float32)


def _runs(text: Sequence[Term]) -> Numbers:
    """The hashed runs of characters; a space stands for a word's edge and is only ever the first or last of a run."""
    if not text:
        return _NONE
    spaced = " " + " ".join(term.word for term in text) + " "
    codes = np.frombuffer(spaced.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    spaces = np.append(0, np.cumsum(codes == ord(" ")))
    found = []
    hashed = codes
    for length in range(_SHORTEST, min(_LONGEST, len(codes)) + 1):
        hashed = hashed[:-1] * _FACTOR + codes[length - 1 :]
        starts = np.arange(len(hashed))
        whole = spaces[starts + length - 1] == spaces[starts + 1]
        found.append((hashed[whole] * _FACTOR) >> np.uint64(44))
    return np.concatenate(found).astype(np.int64)
