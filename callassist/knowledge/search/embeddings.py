"""Meaning as vectors: the port to whatever embeds texts, and vectors kept so that no text is embedded twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from callassist.knowledge.search.lessons import Lesson

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]

# Half precision: half the room, and no order that could be measured changes.
_KEPT = np.dtype("<f2")


class EmbeddingError(Exception):
    """The embedder can't be had, or gave what is no embedding. Search goes on without; it is logged once."""


class Embedder(Protocol):
    """Puts texts of any language into one space, those of like meaning near to one another.

    Attributes:
        model_id: names the space; vectors of different ones can't be compared.
    """

    model_id: str

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people say, shape (texts, dimensions), unit length; an EmbeddingError where it can't."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is to be found, likewise."""


class VectorCache(Protocol):
    """Vectors by the digest of their text, kept between starts."""

    def get(self, digests: Sequence[str], model_id: str) -> dict[str, bytes]:
        """Those of `digests` that are there."""

    def put(self, vectors: Mapping[str, bytes], model_id: str) -> None:
        """Keep vectors."""


class MemoryVectors:
    """A cache that lives as long as the program."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def get(self, digests: Sequence[str], model_id: str) -> dict[str, bytes]:
        """Those of `digests` that are there."""
        return {digest: self._kept[digest, model_id] for digest in digests if (digest, model_id) in self._kept}

    def put(self, vectors: Mapping[str, bytes], model_id: str) -> None:
        """Keep vectors."""
        self._kept.update({(digest, model_id): kept for digest, kept in vectors.items()})


class Embedded:
    """Lessons and their vectors, from the cache where it has them."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache

    def known(self, lessons: Sequence[Lesson]) -> dict[Lesson, Vector]:
        """The vectors that need no embedding; what the cache has that is no vector counts as not there."""
        digests = {_digest(lesson): lesson for lesson in lessons}
        kept = self._cache.get(list(digests), self._embedder.model_id)
        found = {digests[digest]: np.frombuffer(data, _KEPT) for digest, data in kept.items() if _is_vector(data)}
        return {lesson: vector.astype(np.float32) for lesson, vector in found.items()}

    def learn(self, lessons: Sequence[Lesson]) -> None:
        """Embed lessons and keep their vectors."""
        for told, embed in ((False, self._embedder.queries), (True, self._embedder.passages)):
            some = [lesson for lesson in lessons if lesson.told is told]
            if some:
                vectors = self._checked(embed([lesson.text for lesson in some]), len(some))
                kept = {
                    _digest(each): vector.astype(_KEPT).tobytes() for each, vector in zip(some, vectors, strict=True)
                }
                self._cache.put(kept, self._embedder.model_id)

    def query(self, text: str) -> Vector:
        """The vector of what somebody said, shape (dimensions,); not kept, since it is theirs."""
        vector: Vector = self._checked(self._embedder.queries([text]), 1)[0]
        return vector

    def _checked(self, vectors: Vectors, count: int) -> Vectors:
        if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
            raise EmbeddingError(f"{self._embedder.model_id} gave something else than {count} vectors")
        return vectors


def _digest(lesson: Lesson) -> str:
    kind = "passage" if lesson.told else "query"
    return sha256(f"{kind}: {lesson.text}".encode("utf-8", "surrogatepass")).hexdigest()


def _is_vector(data: bytes) -> bool:
    return len(data) > 0 and len(data) % _KEPT.itemsize == 0
