"""Copies a database while it is in use, under the same key."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from callassist.errors import UserError
from callassist.store.connection import checked_key, raw_connection
from callassist.store.faults import damaged, outside_faults, unwritable
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
        raise unwritable(folder, error) from error
    target = folder / source.name
    copy(source, key, target)
    return target, key


def copy(source: Path, key: Key, target: Path) -> None:
    """Copy `source` as it is at one moment to `target`, which must not exist yet, and read the copy through.

    The copy can only be opened with the same key. It lasts, and is whole, when this returns.

    Raises:
        UserError: `target` exists.
        StorageError: either is damaged, locked or not to be written, or its disk is full or gives errors.
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
        raise unwritable(target, error) from error


def _copy(source: Path, key: Key, target: Path) -> None:
    with closing(raw_connection(source, key)) as taken:
        try:
            # Not SQLite's backup by pages: SQLCipher lets it pass over pages that do not decrypt.
            taken.execute("VACUUM INTO ?", (str(target),))
        except dbapi2.Error as error:
            unreadable = error.sqlite_errorname in ("SQLITE_CORRUPT", "SQLITE_NOTADB")
            with outside_faults(source if unreadable else target):
                raise
    # SQLite does not write a copy through by itself.
    with target.open("rb+") as written:
        os.fsync(written.fileno())
    with outside_faults(target), closing(raw_connection(target, key)) as given:
        (found,) = given.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise damaged(target, found)
