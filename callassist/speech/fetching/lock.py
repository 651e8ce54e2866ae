"""One installer for each model, over all processes that share a folder of models."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callassist.errors import UserError
from callassist.speech.fetching.faults import cannot_write

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(path: Path, model_id: str) -> Iterator[None]:
    """Hold the lock file `path`; the operating system gives it back however the process ends.

    The file stays: were it removed, two could each lock one of that name.

    Raises:
        UserError: another installer holds it, or it can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        try:
            _take(descriptor)
        except (BlockingIOError, PermissionError) as error:
            raise UserError(
                f"{model_id} is being installed by another program just now.", "Wait for it, then try again."
            ) from error
        except OSError as error:
            raise cannot_write(path, error) from error
        yield
    finally:
        os.close(descriptor)
