"""One writer for each database, over all processes of the PC.

SQLite would let two programs write in turn; but each would take the other's live calls for calls cut off.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from callassist.errors import UserError

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading a locked range: lock a byte far behind the holder's number.
    _FAR = 1 << 30

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        # flock belongs to this open file, not to the process: a second writer here is refused too.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class BeingWritten(UserError):
    """Another process, or another part of this one, writes the database."""


class WriterLock:
    """The right to write a database; the operating system takes it back when the process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        """Take the right to write `database`.

        Raises:
            BeingWritten: another process, or another part of this one, has it.
            OSError: the lock file can't be made or written, or its disk knows no locks.
        """
        self._descriptor = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._descriptor)
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"{os.getpid()}\n".encode("ascii"))
        except (BlockingIOError, PermissionError) as error:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(self._descriptor)
            raise BeingWritten(
                f"CallAssist is already running and writes {database} (process {holder}).",
                "Use the one that is running, or close it first.",
            ) from error
        except OSError:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Let others write. The lock file stays: were it removed, two could each lock one of that name."""
        os.close(self._descriptor)


def is_written(database: Path) -> bool:
    """Whether some process has the right to write `database` just now; nothing is made or changed to find out."""
    try:
        descriptor = os.open(f"{database}.lock", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        _take(descriptor)
    except (BlockingIOError, PermissionError):
        return True
    finally:
        os.close(descriptor)
    return False
