"""Opens SQLCipher files, and says what is wrong with one that does not open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from callassist.errors import UserError
from callassist.store import keys
from callassist.store.faults import damaged, outside_faults

# Longer than any write of ours; a program that holds the file for longer is named to the user.
BUSY_SECONDS = 5.0

_PLAIN_SQLITE = b"SQLite format 3\0"
_WRITES = "callassist_writes"

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    # Sorts and temporary indexes would be written in the clear.
    "PRAGMA temp_store = MEMORY",
    # Each commit is on the disk when it returns; `fullfsync` makes that true on macOS too.
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    # After a burst the log is cut back to this many bytes.
    "PRAGMA journal_size_limit = 16777216",
)
# `cipher_memory_security` stays off, as SQLCipher has it: it locks and wipes SQLCipher's own memory, but the same
# text is in this process's strings and on the screen all the same.


def raw_connection(path: Path, key: keys.Key, busy: float | None = None) -> dbapi2.Connection:
    """A connection to a file that exists, with the key given and our settings made.

    `busy`: seconds to wait for another program's lock, instead of `BUSY_SECONDS`.
    """
    plain = path.absolute().as_posix()
    # `mode=rw`: were the file gone, SQLite would make an empty one. The path of a URI begins with a slash also
    # where a drive letter does not.
    uri = f"file://{quote(plain if plain.startswith('/') else '/' + plain)}?mode=rw"
    wait = BUSY_SECONDS if busy is None else busy
    connection = dbapi2.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        # It would write to standard error; we say ourselves what is wrong.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(key.pragma())
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def engine(connect: Callable[[], dbapi2.Connection], *, read_only: bool) -> Engine:
    """SQLAlchemy over such connections, kept open and shared by the threads that need one.

    Parameters stay out of its error messages, which may reach log files.
    """
    made = create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=4, hide_parameters=True
    )

    @event.listens_for(made, "connect")
    def forbid(connection: dbapi2.Connection, _: object) -> None:
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once, where it can wait for it; a reader that turned writer could not.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def for_writing(made: Engine) -> Engine:
    """The same engine, the transactions of which write."""
    return made.execution_options(**{_WRITES: True})


def checked_key(path: Path, busy: float | None = None) -> keys.Key:
    """The key of the database at `path`, which has been seen to open it; `busy` as with `raw_connection`.

    Raises:
        UserError: there is no file, it is no database of ours, or its key can't be had or is another's.
        StorageError: it is damaged, locked by another program, or the disk gives errors.
    """
    head = _head(path)
    if not head:
        raise damaged(path, "it is empty")
    if head.startswith(_PLAIN_SQLITE):
        raise _stranger(path, "it is a SQLite database without encryption")
    if _is_text(head):
        raise _stranger(path, "it is a text file")
    if len(head) < keys.ID_BYTES:
        raise damaged(path, f"it has {len(head)} bytes")
    key = keys.find(path, head[: keys.ID_BYTES])
    with outside_faults(path):
        try:
            with closing(raw_connection(path, key, busy)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError as error:
            if error.sqlite_errorname != "SQLITE_NOTADB":
                raise
            raise _does_not_decrypt(path, key, head) from error
    return key


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(64)
    except FileNotFoundError as error:
        raise UserError(f"There is no {path}: nothing has been stored yet.", "Begin with a call.") from error
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.", "Give yourself the right to read it.") from error


def _does_not_decrypt(path: Path, key: keys.Key, head: bytes) -> UserError:
    if head.startswith(key.id):
        return damaged(path, "its first page does not decrypt, although the key is the right one")
    return UserError(
        f"The key in {key.kept} does not open {path}: it is the key of another database, or the beginning of the"
        " file is damaged. Nothing was changed.",
        "Restore the key that belongs to it, or the database, from a backup; or move the database away to begin"
        " afresh.",
    )


def _stranger(path: Path, what: str) -> UserError:
    return UserError(
        f"{path} is not a database of CallAssist: {what}. Nothing was changed.",
        "Move it to another folder; CallAssist then makes its own.",
    )


def _is_text(head: bytes) -> bool:
    """Whether a file begins like a text; random bytes do so less than once in a million times."""
    text = head.decode("utf-8", "ignore")
    # The last sign may be cut.
    whole = len(text.encode("utf-8")) > len(head) - 4
    return bool(text) and whole and all(sign.isprintable() or sign in "\t\r\n" for sign in text)
