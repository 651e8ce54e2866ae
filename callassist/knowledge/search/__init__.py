"""Searching the knowledge base: by words at once, then by meaning."""

from __future__ import annotations

from callassist.knowledge.search.embeddings import Embedder, EmbeddingError, MemoryVectors, VectorCache
from callassist.knowledge.search.policy import SearchPolicy
from callassist.knowledge.search.search import Search

__all__ = ["Embedder", "EmbeddingError", "MemoryVectors", "Search", "SearchPolicy", "VectorCache"]
