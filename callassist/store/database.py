"""An open database: made, checked and brought up to date when it is opened, one writer and any number of readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from callassist.errors import UserError
from callassist.paths import data_dir
from callassist.store import keys, revisions
from callassist.store.backup import copy
from callassist.store.connection import checked_key, engine, for_writing, raw_connection
from callassist.store.faults import damaged, outside_faults, unwritable
from callassist.store.lock import WriterLock
from callassist.store.schema import JOURNAL, Schema


def journal_path() -> Path:
    """Where the journal of live calls lies."""
    return data_dir() / JOURNAL.file


class Database:
    """An open database. `open_for_writing` and `open_for_reading` make one; close it when done.

    Its methods may be called from several threads; each transaction stays in one.

    Attributes:
        path: the file. schema: what is in it. key: what opens it. made: whether opening made it.
        upgraded_from: the revision it had before opening brought it up to date, else None.
        before_upgrade: the copy that was made of it then, else None. busy: how long it waits for another program's
            lock, seconds; None for as long as any does.
    """

    def __init__(
        self,
        path: Path,
        schema: Schema,
        key: keys.Key,
        *,
        lock: WriterLock | None,
        made: bool = False,
        busy: float | None = None,
    ) -> None:
        self.path = path
        self.schema = schema
        self.key = key
        self.made = made
        self.upgraded_from: str | None = None
        self.before_upgrade: Path | None = None
        self.busy = busy
        self._lock = lock
        self._engine = engine(lambda: raw_connection(path, key, busy), read_only=lock is None)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of the database as it is now; what is written meanwhile does not show in it.

        Raises:
            StorageError: the file, the disk or another program stands in the way.
        """
        with outside_faults(self.path), self._engine.connect() as connection:
            try:
                yield connection
            except DBAPIError:
                connection.invalidate()
                raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: what is done in it is on the disk when the block has been left, or not at all.

        Raises:
            StorageError: as with `reading`. It may then still be found done after a restart, if it was the
                writing-through that failed.
        """
        if self._lock is None:
            raise ValueError(f"{self.path} was opened for reading")
        with outside_faults(self.path), _transaction(for_writing(self._engine)) as connection:
            yield connection

    def check(self) -> None:
        """Read every page and the order of the trees.

        Raises:
            StorageError: something in it is damaged.
        """
        with self.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if found != "ok":
            raise damaged(self.path, str(found))

    def close(self) -> None:
        """Put the log into the file and let go of it."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def _transaction(writer: Engine) -> Iterator[Connection]:
    with writer.connect() as connection:
        try:
            with connection.begin():
                yield connection
        except BaseException:
            # After a page that did not decrypt SQLCipher refuses all else on that connection, and the handles of a
            # disk that went away never come back. A new connection costs less than a millisecond.
            connection.invalidate()
            raise


def open_for_reading(path: Path, schema: Schema = JOURNAL) -> Database:
    """Open a database that exists, beside its writer or without one.

    Raises:
        UserError: it is not there, its key is lost or wrong, its schema is not this program's.
        StorageError: it is damaged, locked by another program, or the disk gives errors.
    """
    database = Database(path, schema, checked_key(path), lock=None)
    with _closed_unless_good(database.close):
        revision = _revision(database)
        if revision != schema.head:
            raise UserError(
                f"{path} was made by an older CallAssist (its schema is {revision}, this program's {schema.head}).",
                "Bring it up to date: callassist db upgrade.",
            )
    return database


def open_for_writing(path: Path, schema: Schema = JOURNAL, *, busy: float | None = None) -> Database:
    """Open a database as its only writer; make it, or bring it up to date, if need be.

    A migration is preceded by a copy beside the database, `<name>-before-<revision>.db`, under the same key. Where
    the last writer did not end properly (its log is still there), every page is checked first.

    Args:
        busy: seconds to wait for another program's lock, for one that has better things to do than to wait.

    Raises:
        UserError: another process writes it, its key is lost or wrong, or a newer program made it.
        StorageError: it is damaged, locked by another program or not to be written, or the disk is full or fails.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = WriterLock(path)
    except OSError as error:
        raise unwritable(path, error) from error
    with _closed_unless_good(lock.release):
        made = not path.exists()
        if made:
            _make(path, schema)
        unclean = _log_of(path).exists()
        database = Database(path, schema, checked_key(path, busy), lock=lock, made=made, busy=busy)
    with _closed_unless_good(database.close):
        revision = _revision(database)
        if unclean:
            database.check()
        if revision != schema.head:
            database.check()
            database.before_upgrade = _copy_before(database)
            with database.writing() as connection:
                revisions.upgrade(connection, schema)
            database.upgraded_from = revision
        _keep_log(database)
    return database


@contextmanager
def _closed_unless_good(close: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        close()
        raise


def _revision(database: Database) -> str:
    with database.reading() as connection:
        found = revisions.current(connection, database.path)
    revisions.refuse_newer(found, database.schema, database.path)
    return found


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _keep_log(database: Database) -> None:
    """Write by a log, so that readers and the writer do not wait for each other."""
    with (
        outside_faults(database.path),
        closing(raw_connection(database.path, database.key, database.busy)) as connection,
    ):
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise UserError(
            f"{database.path} lies where SQLite can't keep a log (it stays in mode '{mode}').",
            "Keep it on a disk of this PC, not on a network share: set CALLASSIST_DATA.",
        )


def _copy_before(database: Database) -> Path:
    path = database.path
    stem = f"{path.stem}-before-{database.schema.head}"
    number = 1
    while (target := path.with_name(f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}")).exists():
        number += 1
    copy(path, database.key, target)
    return target


def _make(path: Path, schema: Schema) -> None:
    """Make an empty database under another name, and give it its own when it is whole."""
    if _log_of(path).exists():
        raise UserError(
            f"{path} is missing, but its log {_log_of(path).name} is there.",
            f"Put {path.name} back, or move the log away too to begin afresh.",
        )
    key = keys.provide(path)
    unfinished = path.with_name(f"{path.name}.new")
    try:
        for leftover in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
            leftover.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        maker = engine(lambda: raw_connection(unfinished, key), read_only=False)
        try:
            with outside_faults(unfinished), _transaction(for_writing(maker)) as connection:
                revisions.upgrade(connection, schema)
        finally:
            maker.dispose()
        unfinished.rename(path)
        keys.fsync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
