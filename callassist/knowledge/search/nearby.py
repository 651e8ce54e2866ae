"""Machines for what is near a question, trained anew for each, where the base is too large to train on the whole.

After H. Zhang et al., "SVM-KNN: Discriminative Nearest Neighbor Classification", CVPR 2006.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from callassist.knowledge.article import Article
from callassist.knowledge.search.classifiers import MeaningClassifier, WordClassifier
from callassist.knowledge.search.embeddings import Embedded, Vector, Vectors
from callassist.knowledge.search.features import Counts, counted
from callassist.knowledge.search.lessons import Lesson, all_of, nothing, said
from callassist.knowledge.search.policy import ClassifierPolicy
from callassist.knowledge.search.space import Space
from callassist.knowledge.search.terms import terms

_AT_ONCE = 500
"""Articles whose vectors are read together."""


class NearbyBase:
    """Machines for the articles that words or meaning bring near a question, on their nearest texts."""

    def __init__(self, articles: Sequence[Article], policy: ClassifierPolicy) -> None:
        self._articles = articles
        self._policy = policy
        self._nothing = [counted(terms(lesson.text)) for lesson in nothing()]
        self._embedded: Embedded | None = None

    def words(self, text: Counts, near: Sequence[int]) -> Mapping[int, float]:
        """The margins of the articles near by characters and terms, by their places."""
        chosen = near[: self._policy.near_articles]
        if not chosen:
            return {}
        of_each = [self._nearest(text, place) for place in chosen]
        of_each.append(self._nothing)
        counts = [each for own in of_each for each in own]
        classes = np.repeat(np.arange(len(of_each), dtype=np.intp), [len(own) for own in of_each])
        machines = WordClassifier(counts, classes, len(of_each), self._policy, rounds=self._policy.near_rounds)
        return dict(zip(chosen, machines.margins(text).tolist(), strict=False))

    def _nearest(self, text: Counts, place: int) -> list[Counts]:
        own = [counted(terms(lesson.text)) for lesson in said(self._articles[place])]
        return sorted(own, key=lambda each: -_shared(text, each))[: self._policy.near_examples]

    @property
    def has_meaning(self) -> bool:
        """Whether any article has vectors."""
        return self._embedded is not None

    def learn(self, embedded: Embedded) -> None:
        """Place all articles that have vectors, each in the middle of its texts."""
        of_nothing = embedded.known(nothing())
        titles = [said(article)[0] for article in self._articles]
        middles: list[Vector | None] = []
        for start in range(0, len(self._articles), _AT_ONCE):
            some = [all_of(article, self._policy.enough) for article in self._articles[start : start + _AT_ONCE]]
            known = embedded.known([lesson for lessons in some for lesson in lessons])
            for lessons in some:
                own = [known[lesson] for lesson in lessons if lesson in known]
                middles.append(np.mean(own, axis=0) if own else None)
        there = [place for place, middle in enumerate(middles) if middle is not None]
        if not there or len(of_nothing) < len(nothing()):
            return
        placed_by = [titles[place] for place in there]
        vectors = np.stack([middle for middle in middles if middle is not None])
        talk = np.stack([of_nothing[lesson] for lesson in nothing()])
        self._space = Space(vectors, placed_by, talk, nothing())
        arabic = np.array([lesson.arabic for lesson in nothing()])
        talk = self._space.placed(talk, nothing())
        self._talk = {writing: talk[arabic == writing] for writing in (True, False)}
        self._there: NDArray[np.intp] = np.array(there, np.intp)
        self._middles: Vectors = self._space.placed(vectors, placed_by)
        self._embedded = embedded

    def meaning(self, vector: Vector, lesson: Lesson, near: Sequence[int]) -> Mapping[int, float]:
        """The margins by meaning of the articles near by words or meaning; of those that have vectors."""
        if self._embedded is None:
            return {}
        placed = self._space.placed(vector[np.newaxis], [lesson])[0]
        closest = self._there[np.argsort(-(self._middles @ placed), kind="stable")[: self._policy.near_articles]]
        chosen = list(dict.fromkeys([*near[: self._policy.near_articles], *closest.tolist()]))
        of_each = [all_of(self._articles[place], self._policy.enough) for place in chosen]
        known = self._embedded.known([each for all_lessons in of_each for each in all_lessons])
        there: list[int] = []
        vectors: list[Vectors] = []
        for place, all_lessons in zip(chosen, of_each, strict=True):
            own = [each for each in all_lessons if each in known]
            if own:
                lying = self._space.placed(np.stack([known[each] for each in own]), own)
                vectors.append(lying[np.argsort(-(lying @ placed), kind="stable")[: self._policy.near_examples]])
                there.append(place)
        vectors.append(self._talk[lesson.arabic])
        classes = np.repeat(np.arange(len(vectors), dtype=np.intp), [len(each) for each in vectors])
        machines = MeaningClassifier(
            np.concatenate(vectors), classes, len(vectors), self._policy, rounds=self._policy.near_rounds
        )
        return dict(zip(there, machines.margins(placed).tolist(), strict=False))


def _shared(one: Counts, other: Counts) -> float:
    """How much of the shorter one's runs of characters are in the other."""
    both = np.intersect1d(one.numbers[0], other.numbers[0], assume_unique=True)
    return len(both) / max(1, min(len(one.numbers[0]), len(other.numbers[0])))
