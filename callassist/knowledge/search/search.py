"""The articles that answer what a customer wants, best first, or none where nothing fits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import date

from callassist.events import FoundArticle, Language
from callassist.knowledge.article import Article
from callassist.knowledge.search.embeddings import Embedded, Embedder, MemoryVectors, Vector, VectorCache
from callassist.knowledge.search.features import counted
from callassist.knowledge.search.judging import Evidence, fitting
from callassist.knowledge.search.lessons import Lesson, all_of, nothing
from callassist.knowledge.search.lexical import Lexical
from callassist.knowledge.search.nearby import NearbyBase
from callassist.knowledge.search.passages import passage
from callassist.knowledge.search.policy import SearchPolicy, load
from callassist.knowledge.search.terms import Term, terms
from callassist.knowledge.search.whole import WholeBase, work

_log = logging.getLogger(__name__)

_BATCH = 16
"""Texts embedded together: half a second or so, after which whoever waits to stop can."""
_AT_ONCE = 500
"""Articles whose vectors are asked for together."""


class Search:
    """A set of articles that can be searched from any thread; it does not change.

    Nothing is embedded but what is asked: vectors come from the cache, and `embed` makes those that are missing. Until
    it has, and where there is no embedder or it breaks, `refined` finds what `find` does.

    Args:
        articles: in any order; equals keep it. policy: the shipped one where none is given. embedder, vectors: for
            `refined`; without a cache vectors live as long as this. helped: by article id, -1 to 1, what agents said of
            it; decides between articles that fit as well as each other.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        *,
        policy: SearchPolicy | None = None,
        embedder: Embedder | None = None,
        vectors: VectorCache | None = None,
        helped: Mapping[str, float] | None = None,
    ) -> None:
        self._articles = tuple(articles)
        self._policy = policy or load()
        self._helped = dict(helped or {})
        self._lexical = Lexical(self._articles, self._policy)
        classifier = self._policy.classifier
        self._taught = [len(article.examples) >= classifier.enough for article in self._articles]
        is_small = work(self._articles) <= classifier.most_work
        self._machines = (WholeBase if is_small else NearbyBase)(self._articles, classifier)
        self._turn = threading.Lock()
        self._embedded: Embedded | None = None
        if embedder is not None and self._articles:
            self._embedded = Embedded(embedder, vectors or MemoryVectors())
            self._learn()

    def find(
        self, text: str, language: Language, *, top: int = 3, today: date | None = None
    ) -> tuple[FoundArticle, ...]:
        """At most `top` articles for what is said, by words and examples; empty where nothing fits.

        `language` is the text's; `today` is what staleness is judged by: without it nothing is stale.
        """
        return self._found(text, language, top, today, with_meaning=False)

    def refined(
        self, text: str, language: Language, *, top: int = 3, today: date | None = None
    ) -> tuple[FoundArticle, ...]:
        """The same by meaning too; takes as long as the embedder does."""
        return self._found(text, language, top, today, with_meaning=True)

    def embed(self, most: int | None = None, *, stop: threading.Event | None = None) -> int:
        """Embed what has no vector yet, at most `most` texts or until `stop` is set.

        Returns how many are left; with none left `refined` goes by all of them. It takes seconds for a hundred texts,
        so it belongs on a thread of its own; searching goes on meanwhile, and what was done stays in the cache.
        """
        if self._embedded is None:
            return 0
        try:
            missing = self._missing(self._embedded)
            todo = missing if most is None else missing[:most]
            done = 0
            while done < len(todo) and not (stop and stop.is_set()):
                self._embedded.learn(todo[done : done + _BATCH])
                done = min(done + _BATCH, len(todo))
        except Exception:  # noqa: BLE001 - native code behind a port; search must go on by words
            self._go_on_without()
            return 0
        if done:
            self._learn()
        return len(missing) - done

    def _missing(self, embedded: Embedded) -> list[Lesson]:
        missing = [lesson for lesson in nothing() if lesson not in embedded.known(nothing())]
        for start in range(0, len(self._articles), _AT_ONCE):
            some = self._articles[start : start + _AT_ONCE]
            lessons = [each for article in some for each in all_of(article, self._policy.classifier.enough)]
            known = embedded.known(lessons)
            missing += [each for each in dict.fromkeys(lessons) if each not in known]
        return missing

    def _learn(self) -> None:
        """Take up the vectors that are there."""
        if self._embedded is None:
            return
        try:
            self._machines.learn(self._embedded)
        except Exception:  # noqa: BLE001 - a cache that some other program spoilt; search must go on by words
            self._go_on_without()

    def _go_on_without(self) -> None:
        """Called while an error is handled; the next question finds no embedder, so it is logged once."""
        self._embedded = None
        _log.exception("embeddings are broken; the knowledge base is searched by words alone")

    def _found(
        self, text: str, language: Language, top: int, today: date | None, *, with_meaning: bool
    ) -> tuple[FoundArticle, ...]:
        text, query = self._focus(text)
        if top < 1 or not self._articles or all(term.quiet for term in query):
            return ()
        vector = self._vector(text) if with_meaning else None
        with self._turn:
            lexical = self._lexical.find(query)
        covered = {each.place: each.covered for each in lexical}
        near = list(covered)
        words = self._machines.words(counted(query), near)
        meaning = {} if vector is None else self._machines.meaning(vector, Lesson(text), near)
        evidence = {
            place: Evidence(
                covered=covered.get(place, 0.0),
                words=words.get(place),
                meaning=meaning.get(place),
                taught=self._taught[place],
                foreign=self._articles[place].language != language,
            )
            for place in sorted({*covered, *words, *meaning})
        }
        ranked: list[tuple[float, int]] = []
        for place, surely in fitting(evidence, self._policy).items():
            nudged = surely + self._policy.helped * self._helped.get(self._articles[place].id, 0.0)
            ranked.append((min(1.0, max(0.0, nudged)), place))
        ranked.sort(key=lambda each: (-each[0], evidence[each[1]].foreign, each[1]))
        return tuple(self._told(place, surely, query, today) for surely, place in ranked[:top])

    def _focus(self, text: str) -> tuple[str, list[Term]]:
        """The part of a long turn that asks for something: the window whose words the base knows best, a late one
        rather than an early one; a turn that is not long is taken whole."""
        pieces = text.split()
        query, policy = terms(text), self._policy.query
        if len(pieces) <= policy.long:
            return text, query
        starts = range(0, len(pieces) - policy.long + policy.step, policy.step)
        best, most = (text, query), 0.0
        for start in starts:
            window = " ".join(pieces[start : start + policy.long])
            part = terms(window)
            with self._turn:
                found = self._lexical.find(part)
            if found and found[0].relevance >= most:
                best, most = (window, part), found[0].relevance
        return best

    def _vector(self, text: str) -> Vector | None:
        embedded = self._embedded
        if embedded is None or not self._machines.has_meaning:
            return None
        try:
            return embedded.query(text)
        except Exception:  # noqa: BLE001 - native code behind a port; search must go on by words
            self._go_on_without()
            return None

    def _told(self, place: int, surely: float, query: Sequence[Term], today: date | None) -> FoundArticle:
        article = self._articles[place]
        return FoundArticle(
            id=article.id,
            title=article.title,
            passage=passage(article.answer, query, self._policy.passage.most_characters),
            score=surely,
            language=article.language,
            source=article.source,
            checked=article.checked.isoformat() if article.checked else None,
            stale=today is not None and article.is_stale(today),
        )
