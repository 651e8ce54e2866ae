"""How well the knowledge base is searched, beside plain full-text search and beside embeddings alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from sqlcipher3 import dbapi2 as sqlite

from benchmarks.figures import Cell, Result
from benchmarks.intents import Bank, Question, bank
from benchmarks.mishearing import SHARE, misheard
from benchmarks.off_topic import OFF_TOPIC
from callassist.events import LANGUAGES, FoundArticle, Language
from callassist.knowledge.article import Article
from callassist.knowledge.search import Search, embedders, policy
from callassist.knowledge.search.embeddings import Embedder, Vectors
from callassist.speech.evaluation.scoring import Errors, normalised, word_errors

_SEED = 20260301
_HELD_OUT = 5
"""Every so manieth intent is no article where questions without an answer are wanted."""
_AIM_AT_3: Mapping[Language, float] = {"ar": 0.90, "en": 0.95}
_AIM_NOISE = 0.05
_AIM_AUC = 0.94

Ranking = Callable[[str], list[str]]


class Remembering:
    """An embedder that embeds no text twice in a run."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[tuple[bool, str], NDArray[np.float32]] = {}
        self.model_id = embedder.model_id

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._all(texts, False, self._embedder.queries)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._all(texts, True, self._embedder.passages)

    def _all(self, texts: Sequence[str], told: bool, embed: Callable[[Sequence[str]], Vectors]) -> Vectors:
        for text in texts:
            if (told, text) not in self._kept:
                self._kept[told, text] = embed([text])[0]
        return np.stack([self._kept[told, text] for text in texts])


def run(small: bool) -> Result:
    """Both languages, as written and misheard; small: 12 intents and 24 questions of a language."""
    embedder = embedders.found()
    remembering = None if embedder is None else Remembering(embedder)
    ranks: list[list[Cell]] = []
    fits: list[list[Cell]] = []
    notes: list[str] = []
    for language in LANGUAGES:
        whole = bank(language, intents=12 if small else None, questions=24 if small else None)
        chance = random.Random(_SEED)
        heard = [Question(misheard(each.text, language, chance), each.article) for each in whole.questions]
        rate = _error_rate(whole.questions, heard, language)
        ranks += _rank_rows(whole, heard, remembering)
        fits += _fit_rows(whole, remembering)
        notes.append(
            f"{language}: {len(whole.articles)} articles, {len(whole.questions)} questions; misheard: {SHARE:.0%} of "
            f"the words changed, which is a word error rate of {rate:.3f}"
        )
    if remembering is None:
        notes.append("no embedder is installed: figures are without")
    return {
        "tables": [
            {
                "title": "Finding the article",
                "columns": ["language", "questions", "by", "recall@1", "recall@3", "MRR", "aim @3", "met", "shown @3"],
                "rows": ranks,
            },
            {
                "title": "Knowing that nothing fits: area under the curve",
                "columns": ["language", "by", "questions without an answer", "AUC", "aim", "met", "shown all the same"],
                "rows": fits,
            },
        ],
        "notes": notes,
    }


def _rank_rows(whole: Bank, heard: Sequence[Question], embedder: Embedder | None) -> list[list[Cell]]:
    language = whole.language
    shipped = _search(whole.articles, embedder)
    ranking = _search(whole.articles, embedder, lenient=True)
    everything = len(whole.articles)
    ways: list[tuple[str, Ranking, Callable[[str], Sequence[FoundArticle]] | None]] = [
        ("plain FTS5", plain_full_text(whole.articles), None),
        (
            "find (words, examples)",
            lambda text: [each.id for each in ranking.find(text, language, top=everything)],
            lambda text: shipped.find(text, language),
        ),
    ]
    if embedder is not None:
        ways.insert(1, ("embeddings alone", nearest_example(whole.articles, embedder), None))
        ways.append(
            (
                "refined (and meaning)",
                lambda text: [each.id for each in ranking.refined(text, language, top=everything)],
                lambda text: shipped.refined(text, language),
            )
        )
    rows: list[list[Cell]] = []
    for name, by_rank, shown in ways:
        clean = None
        for kind, questions in (("as written", whole.questions), ("misheard", heard)):
            at_1, at_3, mrr = recalls(by_rank, questions)
            seen = None if shown is None else round(_shown(shown, questions), 3)
            row: list[Cell] = [language, kind, name, at_1, at_3, mrr]
            if clean is None:
                row += [f"≥ {_AIM_AT_3[language]:g}", at_3 >= _AIM_AT_3[language]] if shown else [None, None]
            else:
                row += [f"≥ {clean - _AIM_NOISE:.3f}", at_3 >= clean - _AIM_NOISE] if shown else [None, None]
            rows.append([*row, seen])
            clean = at_3 if clean is None else clean
    return rows


def recalls(by_rank: Ranking, questions: Sequence[Question]) -> tuple[float, float, float]:
    """Share of questions whose article is first, among the first three, and the mean of one over its rank."""
    found = [by_rank(each.text) for each in questions]
    ranks = [
        order.index(each.article) + 1 if each.article in order else None
        for each, order in zip(questions, found, strict=True)
    ]
    return (
        round(sum(rank == 1 for rank in ranks) / len(ranks), 3),
        round(sum(rank is not None and rank <= 3 for rank in ranks) / len(ranks), 3),
        round(sum(1 / rank for rank in ranks if rank) / len(ranks), 3),
    )


def area(fitting: Sequence[float], not_fitting: Sequence[float]) -> float:
    """The chance that something that fits has the higher score of the two; a tie counts half."""
    some, others = np.array(fitting), np.array(not_fitting)
    above = (some[:, np.newaxis] > others).mean()
    return float(above + 0.5 * (some[:, np.newaxis] == others).mean())


def _fit_rows(whole: Bank, embedder: Embedder | None) -> list[list[Cell]]:
    held_out = {article.id for article in whole.articles[::_HELD_OUT]}
    kept = [article for article in whole.articles if article.id not in held_out]
    fitting = [each.text for each in whole.questions if each.article not in held_out]
    without = {
        "of other trades": list(OFF_TOPIC[whole.language]),
        "of intents held out": [each.text for each in whole.questions if each.article in held_out],
    }
    rows: list[list[Cell]] = []
    lenient, shipped = _search(kept, embedder, lenient=True), _search(kept, embedder)
    for name in ("find", "refined") if embedder is not None else ("find",):
        ask = getattr(lenient, name)
        scores = [_best(ask(text, whole.language, top=1)) for text in fitting]
        for kind, texts in without.items():
            value = area(scores, [_best(ask(text, whole.language, top=1)) for text in texts])
            shown = sum(bool(getattr(shipped, name)(text, whole.language)) for text in texts) / len(texts)
            rows.append(
                [whole.language, name, kind, round(value, 3), f"≥ {_AIM_AUC:g}", value >= _AIM_AUC, round(shown, 3)]
            )
    return rows


def _best(found: Sequence[FoundArticle]) -> float:
    return found[0].score if found else 0.0


def _shown(ask: Callable[[str], Sequence[FoundArticle]], questions: Sequence[Question]) -> float:
    return sum(each.article in {found.id for found in ask(each.text)} for each in questions) / len(questions)


def _search(articles: Sequence[Article], embedder: Embedder | None, *, lenient: bool = False) -> Search:
    """As shipped, or with an order for everything, whether it fits or not."""
    shipped = policy.load()
    if lenient:
        names = ("examples", "meaning", "untaught", "words", "foreign")
        shipped = shipped.model_copy(
            update={name: getattr(shipped, name).model_copy(update={"least": -10.0}) for name in names}
        )
    search = Search(articles, policy=shipped, embedder=embedder)
    search.embed()
    return search


def plain_full_text(articles: Sequence[Article]) -> Ranking:
    """What SQLite finds without us: words as they are written, any of them, by BM25."""
    connection = sqlite.connect(":memory:")
    connection.execute("create virtual table plain using fts5(title, examples, answer)")
    connection.executemany(
        "insert into plain values (?, ?, ?)",
        ((article.title, "\n".join(article.examples), article.answer) for article in articles),
    )

    def ranked(text: str) -> list[str]:
        words = re.findall(r"\w+", text)
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in words)
        found = connection.execute("select rowid from plain where plain match ? order by rank", (wanted,))
        return [articles[row - 1].id for (row,) in found]

    return ranked


def nearest_example(articles: Sequence[Article], embedder: Embedder) -> Ranking:
    """Embeddings alone: articles by their nearest example or title, by cosine."""
    texts = [(article.title, *article.examples) for article in articles]
    vectors = embedder.queries(list(chain.from_iterable(texts)))
    starts = np.cumsum([0, *map(len, texts)])[:-1]

    def ranked(text: str) -> list[str]:
        nearest = np.maximum.reduceat(vectors @ embedder.queries([text])[0], starts)
        return [articles[place].id for place in np.argsort(-nearest, kind="stable")]

    return ranked


def _error_rate(asked: Sequence[Question], heard: Sequence[Question], language: Language) -> float:
    errors = Errors()
    for one, other in zip(asked, heard, strict=True):
        errors += word_errors(normalised(one.text, language), normalised(other.text, language))
    return errors.rate or 0.0
