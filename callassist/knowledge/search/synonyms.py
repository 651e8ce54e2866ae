"""Words that mean the same to a customer: broken plurals, dialects, and the other language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from callassist import paths, policies
from callassist.text.normalise import fold

_LONGEST = 2


class Synonyms(policies.Policy):
    """Groups by the name of their meaning; each entry is a word or two."""

    meanings: dict[
        Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")],
        Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=2)],
    ]


@cache
def shipped() -> Mapping[tuple[str, ...], str]:
    """The groups of `resources/search/synonyms.toml`, by word or pair of words, folded; the value names the meaning."""
    return load(paths.shipped("resources", "search", "synonyms.toml"))


def load(path: Path) -> Mapping[tuple[str, ...], str]:
    """The groups of a file; a UserError names file, key and reason."""
    groups = policies.load(path, Synonyms).meanings
    return {
        tuple(fold(entry).text.split()[:_LONGEST]): f"{name}=" for name, entries in groups.items() for entry in entries
    }
