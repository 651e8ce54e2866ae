"""Categories and outcomes of wrap-ups in words, by the company's policy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, get_args

from callassist.calls.wrapping_up import policy
from callassist.calls.wrapping_up.policy import Choice
from callassist.events import Language

Kind = Literal["category", "outcome"]
_CHOSEN = frozenset(get_args(Kind))


def words(kind: Kind, id_: str, language: Language) -> str:
    """What an id stands for; itself where the company's file has it no more."""
    return next((each.words.words(language) for each in _choices(kind) if each.id == id_), id_)


def written(name: str, value: str, language: Language) -> str:
    """A field of a wrap-up as it is read: ids in words, all else as it was written."""
    return words("category" if name == "category" else "outcome", value, language) if name in _CHOSEN else value


def offered(kind: Kind, used: Iterable[str]) -> tuple[str, ...]:
    """The ids to choose from: those of the file, in its order, then what calls have besides."""
    known = [each.id for each in _choices(kind)]
    return (*known, *sorted(set(used) - set(known)))


@cache
def _choices(kind: Kind) -> tuple[Choice, ...]:
    found, _ = policy.load_or_shipped()
    return found.category if kind == "category" else found.outcome
