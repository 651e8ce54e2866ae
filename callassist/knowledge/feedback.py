"""What agents say of articles: it helped, or it did not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.dialects.sqlite import insert
from uuid_utils.compat import uuid7

from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.stored_articles import key_of
from callassist.store.knowledge_schema import article, feedback

PRIOR = 4
"""Verdicts that every article is taken to have from the start, half of them good: two and two, after Agresti and Coull
(1998), "Approximate is better than 'exact' for interval estimation of binomial proportions", The American
Statistician 52 (2), 119-126."""


def smoothed(helped: int, not_helped: int) -> float:
    """The verdict on an article, -1 (never helps) to 1 (always does), 0 without any.

    (helped - not helped) / (helped + not helped + 4): twice the Agresti-Coull estimate of how often it helps, less
    one. One good word gives 0.2, ten give 0.71, so a single agent's chance click decides little.
    """
    return (helped - not_helped) / (helped + not_helped + PRIOR)


class Feedback:
    """Verdicts on articles. All methods may raise `UserError`."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def add(self, article_id: str, *, helped: bool, question: str, call: str, at: datetime) -> None:
        """Keep a verdict; one that was given on the article in the same call before is replaced.

        Args:
            question: what the customer had asked, treated. call: its id. at: with an offset.

        Raises:
            UserError: there is no such article.
        """
        row = {"key": uuid7(), "helped": helped, "question": question, "call": call}
        with self._base.writing() as connection:
            row |= {"article_key": key_of(connection, article_id), "at": at.isoformat(timespec="seconds")}
            verdict = insert(feedback).values(row)
            changes = {name: verdict.excluded[name] for name in ("helped", "question", "at")}
            connection.execute(verdict.on_conflict_do_update(["article_key", "call"], set_=changes))

    def helped(self) -> dict[str, float]:
        """Of each article with a verdict, by id, the smoothed one."""
        if not self._base.exists:
            return {}
        good = func.sum(case((feedback.c.helped, 1), else_=0))
        wanted = (
            select(article.c.id, good, func.count() - good)
            .join_from(feedback, article)
            .where(article.c.retired_at.is_(None))
            .group_by(article.c.id)
        )
        with self._base.reading() as connection:
            return {row[0]: smoothed(row[1], row[2]) for row in connection.execute(wanted)}
