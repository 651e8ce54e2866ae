"""Which article a text is an example of: one machine for each article, by characters and terms, and by meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from callassist.knowledge.search.embeddings import Vector, Vectors
from callassist.knowledge.search.features import Collection, Counts, Weighing
from callassist.knowledge.search.policy import ClassifierPolicy
from callassist.knowledge.search.svm import trained

Margins = NDArray[np.float32]
"""Of each class, about -1 to 1: above 0 it is rather this class than all others together. Shape (classes,)."""
Classes = NDArray[np.intp]


class WordClassifier:
    """Tells classes apart by the characters and terms of their texts.

    Args:
        texts: counted. classes: of each text, from 0 below `count`. rounds: of training, at most.
    """

    def __init__(
        self, texts: Sequence[Counts], classes: Classes, count: int, policy: ClassifierPolicy, *, rounds: int
    ) -> None:
        self._weighing = Weighing(texts)
        vectors = [self._weighing.vector(text) for text in texts]
        self._collection = Collection(vectors)
        products = np.stack([self._collection.products(vector) for vector in vectors])
        self._coefficients = trained(products, classes, count, cost=policy.cost, rounds=rounds)

    def margins(self, text: Counts) -> Margins:
        """The margins of a text."""
        products = self._collection.products(self._weighing.vector(text))
        return np.asarray((products + np.float32(1)) @ self._coefficients, np.float32)


class MeaningClassifier:
    """Tells classes apart by the embeddings of their texts, through a Gaussian of their distance.

    Args:
        vectors: of the texts, placed in their space, shape (texts, dimensions). classes, count, rounds: as of words.
    """

    def __init__(
        self, vectors: Vectors, classes: Classes, count: int, policy: ClassifierPolicy, *, rounds: int
    ) -> None:
        self._sharpness = policy.sharpness
        self._vectors = vectors
        self._coefficients = trained(self._near(vectors), classes, count, cost=policy.cost, rounds=rounds)

    def margins(self, vector: Vector) -> Margins:
        """The margins of an embedded text, placed in the same space."""
        return np.asarray((self._near(vector) + np.float32(1)) @ self._coefficients, np.float32)

    def _near(self, vectors: Vectors) -> Vectors:
        return np.asarray(np.exp(self._sharpness * (vectors @ self._vectors.T - 1)), np.float32)
