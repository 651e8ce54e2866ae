"""What a company says beside its articles: who takes which problem, and what may be offered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from callassist import policies
from callassist.knowledge.base import KnowledgeBase
from callassist.knowledge.directory import Directory
from callassist.knowledge.offers import Offers
from callassist.store.knowledge_schema import company_file

DIRECTORY, OFFERS = "directory.toml", "offers.toml"
"""Their names in a folder of articles."""

_ModelT = TypeVar("_ModelT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class CompanyFiles:
    """Each is None where the company has none."""

    directory: Directory | None = None
    offers: Offers | None = None

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(each is not None for each in (self.directory, self.offers))


def read(folder: Path) -> CompanyFiles:
    """Those of a folder of articles.

    Raises:
        UserError: one can't be read, or a value in it is wrong; names file, key and reason.
    """

    def checked(name: str, kind: type[_ModelT]) -> _ModelT | None:
        file = folder / name
        return policies.load(file, kind) if file.is_file() else None

    return CompanyFiles(checked(DIRECTORY, Directory), checked(OFFERS, Offers))


class StoredFiles:
    """What is kept of them in `knowledge.db`. All methods may raise `UserError` and `StorageError`."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def current(self) -> CompanyFiles:
        """Those that were kept last."""
        if not self._base.exists:
            return CompanyFiles()
        with self._base.reading() as connection:
            return CompanyFiles(_kept(connection, DIRECTORY, Directory), _kept(connection, OFFERS, Offers))

    def put(self, files: CompanyFiles) -> None:
        """Keep those that there are; the others stay as they were."""
        given = {DIRECTORY: files.directory, OFFERS: files.offers}
        rows = [{"name": name, "content": kept.model_dump_json()} for name, kept in given.items() if kept is not None]
        if not rows:
            return
        new = insert(company_file)
        with self._base.writing() as connection:
            connection.execute(new.on_conflict_do_update(["name"], set_={"content": new.excluded.content}), rows)


def _kept(connection: Connection, name: str, kind: type[_ModelT]) -> _ModelT | None:
    wanted = select(company_file.c.content).where(company_file.c.name == name)
    content = connection.execute(wanted).scalar_one_or_none()
    return None if content is None else kind.model_validate_json(content)
