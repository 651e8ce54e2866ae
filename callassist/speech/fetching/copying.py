"""Copying a file so that it lasts, with its digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from callassist.errors import UserError
from callassist.speech.fetching.archive import Piece
from callassist.speech.fetching.faults import Refused, cannot_write
from callassist.speech.fetching.progress import Reporter

_CHUNK = 1 << 20


def copy(origin: Path, into: Path, name: str, reporter: Reporter, size: int | None = None) -> Piece:
    """Copy a file to `name` below `into`.

    Args:
        size: bytes it should have, if that is known.

    Raises:
        Refused: it has another size. UserError: it can't be read, or not be written.
    """
    target = into / name
    digest = hashlib.sha256()
    copied = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            for chunk in _pieces_of(origin, reporter):
                out.write(chunk)
                digest.update(chunk)
                copied += len(chunk)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise cannot_write(target, error) from error
    if size not in (None, copied):
        raise Refused(
            f"{origin} was refused: it is {copied} bytes long and should be {size}.", "Copy it there again, whole."
        )
    return Piece(name, copied, digest.hexdigest())


def cannot_read(path: Path, error: OSError) -> UserError:
    """A file that somebody pointed at can't be read."""
    return UserError(f"{path} can't be read: {error.strerror or error}.", "Check the folder, or use another source.")


def _pieces_of(path: Path, reporter: Reporter) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            reporter.begin(f"Copying {path.name}", os.fstat(file.fileno()).st_size)
            while chunk := file.read(_CHUNK):
                yield chunk
                reporter.advance(len(chunk))
    except OSError as error:
        raise cannot_read(path, error) from error
