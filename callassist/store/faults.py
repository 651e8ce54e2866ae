"""Tells what can go wrong outside the program with a database file from mistakes in the program."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from callassist.errors import UserError

Cause = Literal["full", "locked", "damaged", "unwritable", "input/output"]

# Primary result codes, https://www.sqlite.org/rescode.html
_CAUSES: dict[int, Cause] = {
    3: "unwritable",  # PERM
    5: "locked",  # BUSY
    6: "locked",  # LOCKED
    8: "unwritable",  # READONLY
    10: "input/output",  # IOERR
    11: "damaged",  # CORRUPT
    13: "full",  # FULL
    14: "unwritable",  # CANTOPEN
    15: "locked",  # PROTOCOL: no lock on the log could be had in time
    26: "damaged",  # NOTADB: the first page does not decrypt
}
# A log, its index and one commit want less; where less than this is free, a failed write is for want of room.
_ROOM = 256 * 1024


class StorageError(UserError):
    """The file, the disk or another program stands in the way of the database.

    Attributes:
        cause: which of them.
    """

    def __init__(self, what: str, remedy: str, cause: Cause) -> None:
        super().__init__(what, remedy)
        self.cause = cause


@contextmanager
def outside_faults(path: Path) -> Iterator[None]:
    """Within it, database errors that somebody can mend are raised as `StorageError`; bugs rise as they are."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        cause = _cause(error, path)
        if cause is None:
            raise
        raise _fault(path, cause, str(error.orig if isinstance(error, DBAPIError) else error)) from error


def unwritable(path: Path, error: OSError) -> StorageError:
    """What to say of a file that the operating system did not let us make or write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _fault(path, "full", str(error.strerror))
    return _fault(path, "unwritable", str(error.strerror))


def damaged(path: Path, found: str) -> StorageError:
    """What to say of a database whose inside is broken; `found` ends the sentence "is damaged: …"."""
    return StorageError(
        f"{path} is damaged: {found}.",
        f"Restore it from a backup, or move {path.name} with {path.name}-wal and {path.name}-shm to another"
        " folder to begin afresh; what is still readable in it stays there.",
        "damaged",
    )


def _cause(error: DBAPIError | dbapi2.Error, path: Path) -> Cause | None:
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    cause = _CAUSES.get(code & 0xFF) if isinstance(code, int) else None
    if cause in ("input/output", "unwritable") and _free(path) < _ROOM:
        return "full"
    return cause


def _free(path: Path) -> int:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return _ROOM


def _fault(path: Path, cause: Cause, reason: str) -> StorageError:
    if cause == "damaged":
        return damaged(path, reason)
    what, remedy = {
        "full": (f"There is no room left for {path} ({reason}).", f"Free some space on the disk of {path.parent}."),
        "locked": (f"Another program keeps {path} locked ({reason}).", "Close it and try again."),
        "unwritable": (
            f"{path} can't be written ({reason}).",
            f"See that {path.parent} is a folder on a disk of this PC in which you may read and write.",
        ),
        "input/output": (
            f"The disk of {path} gives errors ({reason}).",
            "See that it is connected and sound; make a backup of it soon.",
        ),
    }[cause]
    return StorageError(what, remedy, cause)
