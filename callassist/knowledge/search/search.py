"""The articles that answer what a customer wants, best first, or none where nothing fits."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from datetime import date

from callassist.events import FoundArticle, Language
from callassist.knowledge.article import Article
from callassist.knowledge.search.lexical import Lexical
from callassist.knowledge.search.passages import passage
from callassist.knowledge.search.policy import MarginPolicy, SearchPolicy, load
from callassist.knowledge.search.terms import Term, terms


class Search:
    """A set of articles that can be searched from any thread; it does not change.

    Args:
        articles: in any order; equal scores keep it. policy: the shipped one where none is given. helped: by article
            id, -1 to 1, what agents said of it; decides between articles that fit as well as each other.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        *,
        policy: SearchPolicy | None = None,
        helped: Mapping[str, float] | None = None,
    ) -> None:
        self._articles = tuple(articles)
        self._policy = policy or load()
        self._helped = dict(helped or {})
        self._turn = threading.Lock()
        self._lexical = Lexical(self._articles, self._policy)

    def find(
        self, text: str, language: Language, *, top: int = 3, today: date | None = None
    ) -> tuple[FoundArticle, ...]:
        """At most `top` articles for what is said, by words; empty where nothing fits.

        `today` is what staleness is judged by; without it nothing is stale.
        """
        query = terms(text)
        if all(term.quiet for term in query):
            return ()
        with self._turn:
            found = self._lexical.find(query, language)
        margins = {each.place: each.covered for each in found}
        return self._told(margins, [each.place for each in found], query, self._policy.words, top, today)

    def _told(
        self,
        margins: Mapping[int, float],
        order: Sequence[int],
        query: Sequence[Term],
        fits: MarginPolicy,
        top: int,
        today: date | None,
    ) -> tuple[FoundArticle, ...]:
        told = []
        for place in order:
            if len(told) == top:
                break
            if margins[place] >= fits.least:
                told.append(self._article(place, _score(margins[place], fits), query, today))
        return tuple(told)

    def _article(self, place: int, score: float, query: Sequence[Term], today: date | None) -> FoundArticle:
        article = self._articles[place]
        return FoundArticle(
            id=article.id,
            title=article.title,
            passage=passage(article.answer, query, self._policy.passage.most_characters),
            score=score,
            language=article.language,
            source=article.source,
            checked=article.checked.isoformat() if article.checked else None,
            stale=today is not None and article.is_stale(today),
        )


def _score(margin: float, fits: MarginPolicy) -> float:
    return 1 / (1 + math.exp(-fits.slope * (margin - fits.even)))
