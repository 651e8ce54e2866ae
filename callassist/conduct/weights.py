"""The trained part: how likely an utterance is each kind, by its characters, words and signs.

A linear model (multinomial logistic regression) over the same features that search uses
(`knowledge/search/features.py`): runs of 2 to 5 characters, words and pairs of words by TF-IDF, and the signs as they
are. `models/train_conduct.py` makes it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from callassist.conduct.hints import Hint
from callassist.conduct.senses import Sense
from callassist.conduct.signs import SIGNS, Sign
from callassist.errors import UserError
from callassist.knowledge.search.features import Counts, counted
from callassist.knowledge.search.terms import Term, words
from callassist.paths import shipped

Kind = Literal["plain", "grievance", "abuse", "threat"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Scores = NDArray[np.float64]
"""The probability of each of `KINDS`; they add up to 1."""

_SIGN, _PAIR = 0.5, 0.3
"""What a sign, and a pair of signs, count beside text features, which together have the length 1."""
PAIRS = tuple(combinations(range(len(SIGNS)), 2))
_PAIRS = np.array(PAIRS, np.intp)


def features(text: str) -> Counts:
    """What the model knows of a text, besides its signs."""
    said = words(text)
    pairs = [f"{one} {other}" for one, other in pairwise(said)]
    return counted([Term(word, (word, *pairs[place : place + 1]), False) for place, word in enumerate(said)])


def sign_values(found: Collection[Sign | Hint | Sense]) -> NDArray[np.float32]:
    """The signs as numbers, in the order of `SIGNS`, and behind them their pairs in the order of `PAIRS`."""
    there = np.array([sign in found for sign in SIGNS])
    pairs = there[_PAIRS[:, 0]] & there[_PAIRS[:, 1]]
    return np.concatenate([_SIGN * there, _PAIR * pairs]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model.

    Attributes:
        numbers: of the features that it knows, ascending. rarity: of each, its inverse document frequency.
        coefficients: of each, shape (features, kinds), in steps of `step`. signs: of signs and their pairs, shape
            (signs and pairs, kinds).
        constant: shape (kinds,).
    """

    numbers: NDArray[np.int32]
    rarity: NDArray[np.float16]
    coefficients: NDArray[np.int8]
    step: NDArray[np.float32]
    signs: NDArray[np.float32]
    constant: NDArray[np.float32]

    def scores(self, text: Counts, found: Collection[Sign | Hint | Sense]) -> Scores:
        """How likely the text is of each kind."""
        total = self.constant.astype(np.float64) + sign_values(found) @ self.signs
        places, values = self.vector(text)
        total += (values @ self.coefficients[places].astype(np.float32)) * self.step
        spread = np.exp(total - total.max())
        return np.asarray(spread / spread.sum(), np.float64)

    def vector(self, text: Counts) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The places of the known features of a text and their values; characters and words have the same length."""
        places: list[NDArray[np.intp]] = []
        values: list[NDArray[np.float32]] = []
        for numbers, times in zip(text.numbers, text.times, strict=True):
            at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
            there = self.numbers[at] == numbers
            weighed = (1 + np.log(times[there])).astype(np.float32) * self.rarity[at[there]].astype(np.float32)
            length = float(np.linalg.norm(weighed))
            places.append(at[there])
            values.append(weighed / np.float32(length * np.sqrt(2)) if length else weighed)
        return np.concatenate(places), np.concatenate(values)

    def pull(
        self, said: Sequence[str], kind: Kind, about: Sequence[Collection[Sign | Hint | Sense]] | None = None
    ) -> list[float]:
        """How much each word by itself pulls towards `kind` and away from plain; `about`: the senses of each."""
        pulls = []
        for word, senses in zip(said, about or [()] * len(said), strict=True):
            places, values = self.vector(features(word))
            towards = (values @ self.coefficients[places].astype(np.float32)) * self.step
            towards = towards + sign_values(senses) @ self.signs
            pulls.append(float(towards[KINDS.index(kind)] - towards[KINDS.index("plain")]))
        return pulls


def load(path: Path | None = None) -> Weights:
    """The shipped model, or that of a file.

    Raises:
        UserError: it can't be read or is not such a model.
    """
    file = path or shipped("models", "conduct", "weights.npz")
    try:
        with np.load(file, allow_pickle=False) as stored:
            weights = Weights(**{name: stored[name] for name in Weights.__slots__})
    except (OSError, KeyError, ValueError) as error:
        raise UserError(f"{file} is not the model of conduct: {error}.", "Install the program again.") from error
    rows = len(weights.numbers)
    shapes = (weights.rarity.shape, weights.coefficients.shape, weights.signs.shape, weights.constant.shape)
    if not rows or shapes != ((rows,), (rows, len(KINDS)), (len(SIGNS) + len(PAIRS), len(KINDS)), (len(KINDS),)):
        raise UserError(f"{file} is a model of other kinds or signs.", "Install the program again.")
    return weights
