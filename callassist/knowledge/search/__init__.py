"""Searching the knowledge base: by words at once, then by meaning."""

from __future__ import annotations

from callassist.knowledge.search.search import Search

__all__ = ["Search"]
