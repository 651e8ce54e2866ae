"""Embedding goes on where it was stopped, embeds no text twice, and what it found groups questions by meaning."""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from knowledge_files import article

from callassist.knowledge import embedding
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.likeness import Vectors, unit
from callassist.knowledge.search import MemoryVectors
from callassist.knowledge.search.lessons import nothing
from callassist.knowledge.stored_articles import StoredArticles
from callassist.knowledge.vectors import StoredVectors

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


class FakeEmbedder:
    """Stands in for a language model: a vector of each text's own, and at some text it may be interrupted or break."""

    model_id = "fake/1"

    def __init__(self, until: int = 100_000, then: BaseException | None = None) -> None:
        self.seen: list[str] = []
        self._until = until
        self._then = then or KeyboardInterrupt()

    def queries(self, texts: Sequence[str]) -> Vectors:
        if len(self.seen) + len(texts) > self._until:
            raise self._then
        self.seen += texts
        seeds = (np.random.default_rng(zlib.crc32(text.encode())) for text in texts)
        return unit(np.stack([seed.normal(size=16) for seed in seeds]).astype(np.float32))

    passages = queries


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    kept = KnowledgeBase(tmp_path / "knowledge.db")
    StoredArticles(kept).take([article(number) for number in range(20)], NOW)
    return kept


def embed(base: KnowledgeBase, embedder: FakeEmbedder, told: list[tuple[int, int]] | None = None) -> int:
    reached = (told if told is not None else []).append
    articles = StoredArticles(base).current()
    return embedding.embed(articles, embedder, StoredVectors(base), lambda done, total: reached((done, total)))


def test_all_is_embedded_once_with_progress(base: KnowledgeBase) -> None:
    first = FakeEmbedder()
    told: list[tuple[int, int]] = []
    assert embed(base, first, told) == 0
    assert len(first.seen) == len(set(first.seen))
    assert {"how do I do 7?", "Article number 7", *(lesson.text for lesson in nothing())} <= set(first.seen)
    assert told[-1] == (len(first.seen), len(first.seen))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    again = FakeEmbedder()
    assert embed(base, again) == 0
    assert again.seen == []


def test_work_that_was_interrupted_goes_on_where_it_was(base: KnowledgeBase) -> None:
    whole = FakeEmbedder()
    embedding.embed(StoredArticles(base).current(), whole, MemoryVectors())
    stopped = FakeEmbedder(until=40)
    with pytest.raises(KeyboardInterrupt):
        embed(base, stopped)
    assert 0 < len(stopped.seen) <= 40
    rest = FakeEmbedder()
    assert embed(base, rest) == 0
    assert sorted(stopped.seen + rest.seen) == sorted(whole.seen)


def test_only_what_changed_is_embedded_again(base: KnowledgeBase) -> None:
    embed(base, FakeEmbedder())
    changed = [article(number) for number in range(1, 20)] + [article(0, examples=("quite another question",))]
    StoredArticles(base).take(changed, NOW)
    later = FakeEmbedder()
    embed(base, later)
    assert "quite another question" in later.seen
    assert "how do I do 7?" not in later.seen
    StoredArticles(base).take([article(number) for number in range(20)], NOW)
    back = FakeEmbedder()
    embed(base, back)
    assert back.seen == []


def test_an_embedder_that_breaks_leaves_what_it_did(base: KnowledgeBase, caplog: pytest.LogCaptureFixture) -> None:
    broken = FakeEmbedder(until=40, then=RuntimeError("out of order"))
    left = embed(base, broken)
    assert left > 0
    assert "embeddings are broken" in caplog.text
    rest = FakeEmbedder()
    assert embed(base, rest) == 0
    assert len(rest.seen) == left


def test_when_the_time_is_over_the_rest_is_left_for_later(base: KnowledgeBase) -> None:
    """A slow fake: its first batch takes longer than there is time."""

    class Slow(FakeEmbedder):
        def queries(self, texts: Sequence[str]) -> Vectors:
            time.sleep(0.5)
            return super().queries(texts)

    slow, rest = Slow(), FakeEmbedder()
    left = embedding.embed(StoredArticles(base).current(), slow, StoredVectors(base), seconds=0.1)
    assert left > 0
    assert embed(base, rest) == 0
    assert len(rest.seen) == left


def test_questions_are_embedded_once(base: KnowledgeBase) -> None:
    vectors = StoredVectors(base)
    questions = [f"question {number}" for number in range(40)]
    first, again = FakeEmbedder(), FakeEmbedder()
    told: list[tuple[int, int]] = []
    found = embedding.of_questions(questions, first, vectors, lambda done, total: told.append((done, total)))
    assert found.shape == (40, 16)
    assert told == [(16, 40), (32, 40), (40, 40)]
    kept = embedding.of_questions([*questions, questions[0], "new"], again, vectors)
    assert again.seen == ["new"]
    assert np.array_equal(kept[:40], found)
    assert np.array_equal(kept[40], found[0])
