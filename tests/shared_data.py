"""Public data that stands beside a checkout and is no part of it; tests that want it skip where it is absent."""

from __future__ import annotations

from pathlib import Path

from needs import missing


def shared(*parts: str) -> Path:
    """A file or folder of `../shared`, or a skip that says what is missing."""
    path = Path(__file__).resolve().parents[2].joinpath("shared", *parts)
    if not path.exists():
        missing(f"there is no {path}; it is not part of the repository")
    return path
