"""Questions that no article answered, kept for the supervisor until one does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from callassist.errors import UserError
from callassist.events import Language
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.search.terms import words
from callassist.knowledge.stored_articles import key_of
from callassist.store.knowledge_schema import gap

_NAME = 8
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an article.

    Attributes:
        question: as the customer said it, treated. call: in which. at: when, with an offset.
    """

    key: UUID
    question: str
    language: Language
    call: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps that mean the same.

    Attributes:
        gaps: at least one; the most typical first.
    """

    gaps: tuple[Gap, ...]

    @property
    def name(self) -> str:
        """What a supervisor calls it by; it stays as long as its oldest gap is open."""
        return min(each.key for each in self.gaps).hex[-_NAME:]

    @property
    def calls(self) -> int:
        """In how many calls it was asked."""
        return len({each.call for each in self.gaps})

    @property
    def last_at(self) -> datetime:
        """When it was asked last."""
        return max(each.at for each in self.gaps)

    @property
    def examples(self) -> tuple[str, ...]:
        """The different ways in which it was asked, the most typical first."""
        spellings = {_spelling(each.question): each.question for each in reversed(self.gaps)}
        return tuple(reversed(spellings.values()))


class Gaps:
    """What is kept of gaps. All methods may raise `UserError`."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def add(self, question: str, language: Language, *, call: str, at: datetime) -> None:
        """Keep a question; once for each call, however often it is asked there.

        Args:
            question: treated: nothing in it that may not reach a disk. at: with an offset.
        """
        row = {"key": uuid7(), "question": question, "language": language, "call": call}
        with self._base.writing() as connection:
            asked = connection.execute(select(gap.c.question).where(gap.c.call == call)).scalars()
            if _spelling(question) not in map(_spelling, asked):
                connection.execute(insert(gap), row | {"at": at.isoformat(timespec="seconds")})

    def open(self) -> list[Gap]:
        """Those that nobody has closed, the oldest first."""
        if not self._base.exists:
            return []
        columns = (gap.c.key, gap.c.question, gap.c.language, gap.c.call, gap.c.at)
        wanted = select(*columns).where(gap.c.closed_at.is_(None)).order_by(gap.c.key)
        with self._base.reading() as connection:
            rows = connection.execute(wanted).all()
        return [Gap(row.key, row.question, row.language, row.call, datetime.fromisoformat(row.at)) for row in rows]

    def close(self, gaps: Iterable[Gap], now: datetime, *, answered_by: str | None = None) -> None:
        """Close gaps: an article answers them now, or none is wanted.

        Raises:
            UserError: there is no such article.
        """
        keys = [each.key for each in gaps]
        with self._base.writing() as connection:
            article = None if answered_by is None else key_of(connection, answered_by)
            changes = {"closed_at": now.isoformat(timespec="seconds"), "answered_by": article}
            for key in keys:
                connection.execute(update(gap).where(gap.c.key == key).values(changes))


def named(groups: Sequence[GapGroup], name: str) -> GapGroup:
    """The group that a supervisor calls so, or by the end of its name; or any gap in it.

    Raises:
        UserError: none is, or several are.
    """
    ending = name.lower()
    found = [group for group in groups if any(each.key.hex.endswith(ending) for each in group.gaps)]
    if len(ending) < _SHORTEST_NAME or not found:
        raise UserError(f"There is no open gap {name}.", "callassist knowledge gaps shows them, each with its name.")
    if len(found) > 1:
        raise UserError(f"{name} is the end of {len(found)} names.", "Give the whole name.")
    return found[0]


def _spelling(question: str) -> tuple[str, ...]:
    """What is left of a question when its spelling and punctuation do not matter."""
    return tuple(words(question))
