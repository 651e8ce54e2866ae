"""Copies a database while it is in use, under the same key."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from callassist.errors import UserError
from callassist.store.connection import checked_key, raw_connection
from callassist.store.faults import damaged, outside_faults
from callassist.store.keys import Key, fsync_folder


def copy_into(folder: Path, source: Path) -> tuple[Path, Key]:
    """Copy the database `source` into a folder, which is made if need be.

    Returns:
        The copy, and the key that opens it.

    Raises:
        UserError, StorageError: as `copy`, or `source` does not open.
    """
    key = checked_key(source)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} is no folder to write to: {error.strerror}.", "Give another place.") from error
    target = folder / source.name
    copy(source, key, target)
    return target, key


def copy(source: Path, key: Key, target: Path) -> None:
    """Copy `source` as it is at one moment to `target`, which must not exist yet, and read the copy through.

    The copy can only be opened with the same key. It lasts, and is whole, when this returns.

    Raises:
        UserError: `target` exists or can't be written.
        StorageError: either is damaged, locked, or its disk is full or gives errors.
    """
    if target.exists():
        raise UserError(f"{target} exists already.", "Give another place: a backup never replaces a file.")
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            _copy(source, key, unfinished)
            unfinished.rename(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        fsync_folder(target.parent)
    except OSError as error:
        raise UserError(
            f"{target} can't be written: {error.strerror}.",
            "See that its folder is there, can be written and has room.",
        ) from error


def _copy(source: Path, key: Key, target: Path) -> None:
    with closing(raw_connection(source, key)) as taken, closing(raw_connection(target, key)) as given:
        try:
            # One step: a copy in several would begin again whenever the writer writes.
            taken.backup(given)
        except dbapi2.Error as error:
            unreadable = error.sqlite_errorname in ("SQLITE_CORRUPT", "SQLITE_NOTADB")
            with outside_faults(source if unreadable else target):
                raise
        with outside_faults(target):
            # The copy stands alone, without a log beside it.
            given.execute("PRAGMA journal_mode = DELETE")
            (found,) = given.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise damaged(target, found)
