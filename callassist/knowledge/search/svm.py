"""Linear support vector machines, one against the rest, over a matrix of inner products.

Dual coordinate descent for the squared hinge loss: C.-J. Hsieh et al., "A Dual Coordinate Descent Method for
Large-scale Linear SVM", ICML 2008, algorithm 1 without shrinking; it is what LIBLINEAR (and scikit-learn's LinearSVC)
does. Here the machines of all classes take each step together, so that it is one product of a vector and a matrix.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SEED = 20260301
_CLOSE = 0.02
"""No coefficient of a whole round moved further: what is left changes no order that could be measured."""


def trained(
    products: NDArray[np.float32], classes: NDArray[np.intp], count: int, *, cost: float, rounds: int
) -> NDArray[np.float32]:
    """The coefficients of the texts in the machine of each class, shape (texts, count).

    Args:
        products: inner products of all texts with one another, shape (texts, texts). classes: of each text, from 0
            below `count`. cost: of an error (`C`). rounds: most passes over all texts.

    The margin of a text is `(its products + 1) @ coefficients`: 1 stands for the constant feature of the bias.
    """
    texts = len(products)
    matrix = products + np.float32(1)
    signs = np.full((texts, count), -1, np.float32)
    signs[np.arange(texts), classes] = 1
    diagonal = np.float32(1 / (2 * cost))
    alphas = np.zeros((texts, count), np.float32)
    coefficients = np.zeros((texts, count), np.float32)
    chance = np.random.default_rng(_SEED)
    for _ in range(rounds):
        furthest = 0.0
        for text in chance.permutation(texts):
            slope = signs[text] * (matrix[text] @ coefficients) - 1 + diagonal * alphas[text]
            moved = np.maximum(alphas[text] - slope / (matrix[text, text] + diagonal), 0)
            furthest = max(furthest, float(np.abs(moved - alphas[text]).max()))
            alphas[text] = moved
            coefficients[text] = signs[text] * moved
        if furthest < _CLOSE:
            break
    return coefficients
