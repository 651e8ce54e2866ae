"""Articles by their words: SQLite's full-text index over normalised words, light stems, meanings and trigrams."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlcipher3 import dbapi2 as sqlite

from callassist.knowledge.article import Article
from callassist.knowledge.search.policy import SearchPolicy
from callassist.knowledge.search.terms import Term, terms, trigrams

# Both are contentless: the articles themselves are at hand. `_` marks a word's edge, `=` a meaning.
_TABLES = (
    "create virtual table words using fts5(title, examples, answer, content='', "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_='\")",
    "create virtual table trigrams using fts5(named, content='', "
    "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_='\")",
)


@dataclass(frozen=True, slots=True)
class Found:
    """An article that shares words with a query.

    Attributes:
        place: of the article. relevance: BM25, higher is better, comparable within one query only. covered: the share
            of what was asked for that is in the article, 0 to 1, words weighed by rarity.
    """

    place: int
    relevance: float
    covered: float


class Lexical:
    """The full-text index of a set of articles, in memory."""

    def __init__(self, articles: Sequence[Article], policy: SearchPolicy) -> None:
        self._policy = policy
        self._count = len(articles)
        # One connection for whoever asks: callers take turns (`Search` sees to it), whichever thread they are on.
        self._connection = sqlite.connect(":memory:", check_same_thread=False)
        for table in _TABLES:
            self._connection.execute(table)
        self._numbers: dict[str, int] = {}
        self._with: Counter[str] = Counter()
        self._trigrams_with: Counter[str] = Counter()
        self._named: list[NDArray[np.uint32]] = []
        self._mentioned: list[NDArray[np.uint32]] = []
        for place, article in enumerate(articles):
            self._add(place, article)
        self._connection.commit()

    def _add(self, place: int, article: Article) -> None:
        title, answer = terms(article.title), terms(_told(article))
        # What a fact is called is how people ask for it, whatever the language of the article.
        called = [word for fact in article.facts for word in fact.about]
        examples = [term for example in (*article.examples, *article.tags, *called) for term in terms(example)]
        self._connection.execute(
            "insert into words(rowid, title, examples, answer) values (?, ?, ?, ?)",
            (place, _forms(title), _forms(examples), _forms(answer)),
        )
        pieces = [piece for term in (*title, *examples) for piece in trigrams(term.word)]
        self._connection.execute("insert into trigrams(rowid, named) values (?, ?)", (place, " ".join(pieces)))
        named = {form for term in (*title, *examples) for form in term.forms}
        mentioned = {form for term in answer for form in term.forms}
        self._with.update(named | mentioned)
        self._trigrams_with.update(set(pieces))
        self._named.append(self._numbered(named))
        self._mentioned.append(self._numbered(mentioned - named))

    def _numbered(self, forms: Iterable[str]) -> NDArray[np.uint32]:
        numbers = [self._numbers.setdefault(form, len(self._numbers)) for form in forms]
        return np.sort(np.array(numbers, np.uint32))

    def find(self, query: Sequence[Term]) -> list[Found]:
        """The articles that share most with what is asked for, best first, at most as many as the policy looks at."""
        asked = {term: self._rarity(term) for term in query if not term.quiet}
        relevance: Counter[int] = Counter()
        weights, limits = self._policy.weights, self._policy.query
        forms = _rarest(
            {form for term in asked for form in term.forms}, self._with, limits.most_words, limits.most_places
        )
        self._match(relevance, "words", (weights.title, weights.examples, weights.answer), forms, 1.0)
        pieces = {piece for term in asked for piece in trigrams(term.word)}
        telling = _rarest(pieces, self._trigrams_with, limits.most_trigrams, limits.most_places)
        self._match(relevance, "trigrams", (1.0,), telling, weights.trigrams)
        best = sorted(relevance.items(), key=lambda item: (-item[1], item[0]))[: self._policy.candidates]
        return [Found(place, score, self._covered(place, asked)) for place, score in best]

    def _match(
        self, relevance: Counter[int], table: str, columns: Sequence[float], wanted: Iterable[str], weight: float
    ) -> None:
        # Each in quotes, so that nothing of what was said is taken for an operator; a form holds letters, digits and
        # the two marks only.
        expression = " OR ".join(f'"{each}"' for each in sorted(wanted))
        if not expression or not weight:
            return
        found = self._connection.execute(
            f"select rowid, -bm25({table}, {', '.join('?' * len(columns))}) from {table} where {table} match ? "
            "order by 2 desc, 1 limit ?",
            (*columns, expression, 4 * self._policy.candidates),
        )
        for place, score in found:
            relevance[place] += weight * score

    def _rarity(self, term: Term) -> float:
        """The inverse document frequency of a word, by its commonest form; an unknown word is as rare as can be."""
        most = max((self._with[form] for form in term.forms), default=0)
        return math.log(1 + (self._count - most + 0.5) / (most + 0.5))

    def _covered(self, place: int, asked: dict[Term, float]) -> float:
        whole = sum(asked.values())
        if not whole:
            return 0.0
        named, mentioned = set(self._named[place].tolist()), set(self._mentioned[place].tolist())
        half = self._policy.weights.answer / self._policy.weights.examples
        had = 0.0
        for term, rarity in asked.items():
            numbers = [self._numbers[form] for form in term.forms if form in self._numbers]
            if not named.isdisjoint(numbers):
                had += rarity
            elif not mentioned.isdisjoint(numbers):
                had += rarity * min(1.0, half)
        return had / whole


def _told(article: Article) -> str:
    """What an article says beneath its title."""
    return "\n".join((article.answer, *article.steps, *(fact.name for fact in article.facts)))


def _forms(found: Iterable[Term]) -> str:
    return " ".join(form for term in found for form in term.forms)


def _rarest(wanted: Iterable[str], having: Mapping[str, int], most: int, places: int) -> list[str]:
    """What the base has of what is wanted, the rarest first: at most so many, in so many articles all together."""
    known = sorted((each for each in wanted if having.get(each)), key=lambda each: (having[each], each))[:most]
    passed = 0
    for number, each in enumerate(known):
        passed += having[each]
        if passed > places and number:
            return known[:number]
    return known
