"""The company's articles in `knowledge.db`: imported whole or not at all, and as often as one likes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update
from uuid_utils.compat import uuid7

from callassist.errors import UserError
from callassist.knowledge.article import Article
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.reading import Reached
from callassist.store.knowledge_schema import article

_LISTS = ("examples", "steps", "facts", "tags")
# So many rows are written between two signs of life.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed: numbers of articles.

    Attributes:
        new: not known before. changed: known, and different now; unchanged: the same. back: retired before, and there
            again, changed or not. retired: no longer there.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    back: int = 0
    retired: int = 0


class StoredArticles:
    """What is kept of articles. All methods may raise `UserError` and `StorageError`, as the base they are given."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def current(self) -> tuple[Article, ...]:
        """All articles that are in use, in order of their ids; none where nothing was imported."""
        if not self._base.exists:
            return ()
        wanted = select(article).where(article.c.retired_at.is_(None)).order_by(article.c.id)
        with self._base.reading() as connection:
            return tuple(_article(row) for row in connection.execute(wanted).mappings())

    def stamp(self) -> str:
        """Another one whenever `current` would be something else."""
        if not self._base.exists:
            return ""
        wanted = select(article.c.id, article.c.digest).where(article.c.retired_at.is_(None)).order_by(article.c.id)
        digest = hashlib.sha256()
        with self._base.reading() as connection:
            for name, of_it in connection.execute(wanted):
                digest.update(f"{name}\0{of_it}\0".encode())
        return digest.hexdigest()

    def stale(self, today: date) -> list[Article]:
        """Articles whose review is overdue, the longest first."""
        overdue = [found for found in self.current() if found.is_stale(today)]
        return sorted(overdue, key=lambda found: (found.review_by or today, found.id))

    def take(
        self,
        articles: Sequence[Article],
        now: datetime,
        *,
        add: bool = False,
        reached: Reached = lambda done, total: None,
    ) -> Imported:
        """Make these the company's articles, in one transaction. Doing it again changes nothing.

        An id that is known keeps its row, and with it the feedback and the gaps that it answers. Nothing is deleted:
        what is not among `articles` is retired, and comes back when it is.

        Args:
            now: when that is, with an offset. add: leave the others in use.

        Raises:
            UserError: somebody else writes the base, or it can't be written.
        """
        with self._base.writing() as connection:
            return _take(connection, articles, now.isoformat(timespec="seconds"), add=add, reached=reached)


def key_of(connection: Connection, article_id: str) -> UUID:
    """The row of an article that is in use.

    Raises:
        UserError: there is none of this id.
    """
    wanted = select(article.c.key).where(article.c.id == article_id, article.c.retired_at.is_(None))
    found: UUID | None = connection.execute(wanted).scalar_one_or_none()
    if found is None:
        raise UserError(f"There is no article «{article_id}».", "Import it first, or name one that is there.")
    return found


def _take(connection: Connection, articles: Sequence[Article], now: str, *, add: bool, reached: Reached) -> Imported:
    known = {row.id: row for row in connection.execute(select(article.c.id, article.c.digest, article.c.retired_at))}
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    returning: list[dict[str, Any]] = []
    for item in articles:
        row = _row(item)
        before = known.pop(item.id, None)
        if before is None:
            new.append(row | {"key": uuid7()})
            continue
        if before.digest != row["digest"]:
            changed.append({"known_id" if name == "id" else name: value for name, value in row.items()})
        if before.retired_at is not None:
            returning.append({"known_id": item.id})
    gone = [] if add else [{"known_id": row.id} for row in known.values() if row.retired_at is None]
    by_id = update(article).where(article.c.id == bindparam("known_id"))
    columns: dict[str, Any] = {name: bindparam(name) for name in _row(articles[0]) if name != "id"} if articles else {}
    work: list[tuple[Any, list[dict[str, Any]]]] = [
        (insert(article), new),
        (by_id.values(columns), changed),
        (by_id.values(retired_at=None), returning),
        (by_id.values(retired_at=now), gone),
    ]
    total = sum(len(rows) for _, rows in work)
    done = 0
    for statement, rows in work:
        for batch in (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)):
            connection.execute(statement, batch)
            done += len(batch)
            reached(done, total)
    return Imported(
        new=len(new),
        changed=len(changed),
        unchanged=len(articles) - len(new) - len(changed),
        back=len(returning),
        retired=len(gone),
    )


def _row(item: Article) -> dict[str, Any]:
    row: dict[str, Any] = item.model_dump(mode="json")
    row.update({name: json.dumps(row[name], ensure_ascii=False) for name in _LISTS})
    written = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return row | {"digest": hashlib.sha256(written.encode()).hexdigest()}


def _article(row: RowMapping) -> Article:
    lists = {name: json.loads(row[name]) for name in _LISTS}
    own: Iterable[str] = Article.model_fields
    return Article.model_validate({name: row[name] for name in own} | lists)
