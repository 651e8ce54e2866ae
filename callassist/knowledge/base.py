"""`knowledge.db` as its users hold it: opened for each piece of work, so that no one keeps the others from writing.

The journal has one writer for as long as the app runs. Here the app (feedback, gaps), the supervisor's commands and an
import that embeds for hours all write, each for a moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from callassist.paths import data_dir
from callassist.store.database import Database, open_for_reading, open_for_writing
from callassist.store.knowledge_schema import KNOWLEDGE
from callassist.store.lock import BeingWritten

# An import of 10,000 articles writes for a few seconds; whoever comes meanwhile waits.
_PATIENCE_S = 30.0
_AGAIN_S = 0.05


def knowledge_path() -> Path:
    """Where the company's knowledge lies."""
    return data_dir() / KNOWLEDGE.file


class KnowledgeBase:
    """The file of what the company knows. Safe to use from several threads and processes.

    Args:
        path: of the file, which need not exist yet. patience: seconds to wait for another writer.
    """

    def __init__(self, path: Path | None = None, *, patience: float = _PATIENCE_S) -> None:
        self.path = path or knowledge_path()
        self._patience = patience

    @property
    def exists(self) -> bool:
        """Whether anything was ever kept here."""
        return self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of it as it is now. Only where it `exists`.

        Raises:
            UserError, StorageError: as `open_for_reading`.
        """
        with open_for_reading(self.path, KNOWLEDGE) as database, database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; the file is made, or brought up to date, if need be.

        Raises:
            BeingWritten: somebody else has been writing it for as long as this waits.
            UserError, StorageError: as `open_for_writing`.
        """
        with self._opened() as database, database.writing() as connection:
            yield connection

    def _opened(self) -> Database:
        again = Retrying(
            retry=retry_if_exception_type(BeingWritten),
            stop=stop_after_delay(self._patience),
            wait=wait_fixed(_AGAIN_S),
            reraise=True,
        )
        return again(open_for_writing, self.path, KNOWLEDGE)
