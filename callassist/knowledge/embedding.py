"""Embeds what the company knows after it was imported: a night's work for a large base, kept text by text.

Each batch is on the disk before the next is begun, and the base is written for that moment only: interrupted work goes
on where it stopped, and agents' feedback does not wait for it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence

import numpy as np

from callassist.knowledge.article import Article
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.likeness import Vectors
from callassist.knowledge.reading import Reached
from callassist.knowledge.search import Embedder, Search, VectorCache
from callassist.knowledge.vectors import StoredVectors

_BATCH = 16


class _Counted:
    """A cache that tells how many vectors were put into it."""

    def __init__(self, cache: VectorCache) -> None:
        self._cache = cache
        self.total = 0
        self.done = 0
        self.reached: Reached = lambda done, total: None

    def get(self, digests: Sequence[str], model_id: str) -> dict[str, bytes]:
        return self._cache.get(digests, model_id)

    def put(self, vectors: Mapping[str, bytes], model_id: str) -> None:
        self._cache.put(vectors, model_id)
        self.done += len(vectors)
        self.reached(min(self.done, self.total), self.total)


def embed(
    articles: Sequence[Article],
    embedder: Embedder,
    cache: VectorCache,
    reached: Reached = lambda done, total: None,
    *,
    seconds: float | None = None,
) -> int:
    """Embed what of `articles` has no vector in the cache yet; for so many seconds and little longer, or all of it.

    Returns:
        How many texts are left without: there was no time, or the embedder broke and its error is in the log.
    """
    counted = _Counted(cache)
    search = Search(articles, embedder=embedder, vectors=counted)
    counted.total = search.embed(0)
    counted.reached = reached
    enough = threading.Event()
    clock = None if seconds is None else threading.Timer(seconds, enough.set)
    if clock is not None:
        clock.start()
    try:
        search.embed(stop=enough)
    finally:
        if clock is not None:
            clock.cancel()
    return counted.total - counted.done


def of_questions(
    questions: Sequence[str],
    embedder: Embedder,
    cache: VectorCache,
    reached: Reached = lambda done, total: None,
) -> Vectors:
    """Vectors of what people ask, shape (n, d), unit length, from the cache where it has them.

    Raises:
        EmbeddingError: the embedder can't be had or broke.
    """
    digests = [hashlib.sha256(f"question\0{question}".encode()).hexdigest() for question in questions]
    known = cache.get(digests, embedder.model_id)
    missing = {digest: question for digest, question in zip(digests, questions, strict=True) if digest not in known}
    waiting = list(missing)
    for start in range(0, len(waiting), _BATCH):
        batch = waiting[start : start + _BATCH]
        vectors = embedder.queries([missing[digest] for digest in batch]).astype(np.float32)
        new = {digest: vector.tobytes() for digest, vector in zip(batch, vectors, strict=True)}
        cache.put(new, embedder.model_id)
        known |= new
        reached(start + len(batch), len(waiting))
    return np.stack([np.frombuffer(known[digest], np.float32) for digest in digests])


def meaning(base: KnowledgeBase | None) -> tuple[Embedder | None, VectorCache | None]:
    """What finds by meaning, where anything has been embedded; loading it for nothing takes a second."""
    from callassist.knowledge.search import embedders

    if base is None or not StoredVectors(base).has_any():
        return None, None
    return embedders.found(), StoredVectors(base)
