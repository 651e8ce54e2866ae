"""Machines for a whole base, trained once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from callassist.knowledge.article import Article
from callassist.knowledge.search.classifiers import Classes, MeaningClassifier, WordClassifier
from callassist.knowledge.search.embeddings import Embedded, Vector
from callassist.knowledge.search.features import Counts, counted
from callassist.knowledge.search.lessons import Lesson, all_of, nothing, said
from callassist.knowledge.search.policy import ClassifierPolicy
from callassist.knowledge.search.space import Space
from callassist.knowledge.search.terms import terms


def work(articles: Sequence[Article]) -> float:
    """What training on all articles takes: texts times texts times classes."""
    texts = sum(len(said(article)) for article in articles) + len(nothing())
    return float(texts) ** 2 * (len(articles) + 1)


class WholeBase:
    """One machine for each article, and one for nothing, on all texts there are.

    Args:
        articles: in the order of their places.
    """

    def __init__(self, articles: Sequence[Article], policy: ClassifierPolicy) -> None:
        self._articles = articles
        self._policy = policy
        self._count = len(articles)
        lessons, classes = self._lessons([said(article) for article in articles])
        counts = [counted(terms(lesson.text)) for lesson in lessons]
        self._words = WordClassifier(counts, classes, self._count + 1, policy, rounds=policy.rounds)
        self._meaning: MeaningClassifier | None = None

    def words(self, text: Counts, near: Sequence[int]) -> Mapping[int, float]:
        """The margins of all articles by characters and terms, by their places; whatever is near."""
        return dict(enumerate(self._words.margins(text)[: self._count].tolist()))

    def meaning(self, vector: Vector, lesson: Lesson, near: Sequence[int]) -> Mapping[int, float]:
        """The margins by meaning, of `lesson` with its vector; nothing before all texts had vectors."""
        if self._meaning is None:
            return {}
        placed = self._space.placed(vector[np.newaxis], [lesson])[0]
        return dict(enumerate(self._meaning.margins(placed)[: self._count].tolist()))

    @property
    def has_meaning(self) -> bool:
        """Whether it was trained by meaning."""
        return self._meaning is not None

    def learn(self, embedded: Embedded) -> None:
        """Train by meaning, once all texts there are have vectors."""
        lessons, classes = self._lessons([all_of(article, self._policy.enough) for article in self._articles])
        known = embedded.known(lessons)
        if len(known) < len(set(lessons)):
            return
        vectors = np.stack([known[lesson] for lesson in lessons])
        own = len(lessons) - len(nothing())
        self._space = Space(vectors[:own], lessons[:own], vectors[own:], lessons[own:])
        placed = self._space.placed(vectors, lessons)
        self._meaning = MeaningClassifier(placed, classes, self._count + 1, self._policy, rounds=self._policy.rounds)

    def _lessons(self, of_articles: Sequence[Sequence[Lesson]]) -> tuple[list[Lesson], Classes]:
        each = [*of_articles, nothing()]
        classes = np.repeat(np.arange(len(each), dtype=np.intp), [len(lessons) for lessons in each])
        return [lesson for lessons in each for lesson in lessons], classes
