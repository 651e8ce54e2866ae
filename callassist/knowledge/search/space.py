"""The space of embeddings, straightened: each language, what is said and what is told, around the same middle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from callassist.knowledge.search.embeddings import Vector, Vectors
from callassist.knowledge.search.lessons import Lesson

_DOUBT = 8
"""Answers; the middle of fewer says more about them than about where answers lie."""


class Space:
    """Multilingual E5 puts all texts into a narrow cone (cosines of .7 to 1), and each language into a corner of it.

    What customers say that no article answers is there in both languages, and tells how these lie to one another.

    Args:
        vectors: of lessons, shape (lessons, dimensions). nothing: of the lessons that belong to no article.
    """

    def __init__(
        self, vectors: Vectors, lessons: Sequence[Lesson], nothing: Vectors, of_nothing: Sequence[Lesson]
    ) -> None:
        arabic, told = _flags(lessons)
        between = _flags(of_nothing)[0]
        talk = {writing: nothing[between == writing].mean(axis=0) for writing in (True, False)}
        share = float(arabic[~told].mean())
        middle = vectors[~told].mean(axis=0) - share * talk[True] - (1 - share) * talk[False]
        self._centres: dict[tuple[bool, bool], Vector] = {}
        for writing in (True, False):
            said = middle + talk[writing]
            answers = vectors[told & (arabic == writing)]
            self._centres[writing, False] = said
            self._centres[writing, True] = (answers.sum(axis=0) + _DOUBT * said) / (len(answers) + _DOUBT)

    def placed(self, vectors: Vectors, lessons: Sequence[Lesson]) -> Vectors:
        """The vectors of lessons from their middle, unit length, shape (lessons, dimensions)."""
        moved = vectors - np.stack([self._centres[lesson.arabic, lesson.told] for lesson in lessons])
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, 1e-6), np.float32)


def _flags(lessons: Sequence[Lesson]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return np.array([each.arabic for each in lessons], bool), np.array([each.told for each in lessons], bool)
