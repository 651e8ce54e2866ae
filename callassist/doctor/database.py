"""Whether the journal opens, is whole, has its key and room to grow."""

from __future__ import annotations

import shutil
from pathlib import Path

from callassist.doctor.finding import Finding, trouble
from callassist.doctor.policy import RoomPolicy
from callassist.errors import UserError
from callassist.store.database import journal_path, open_for_reading
from callassist.store.lock import is_written

_MEGABYTE = 1_000_000


def look(room: RoomPolicy) -> list[Finding]:
    """The database, then the room on its disk."""
    path = journal_path()
    return [_database(path), _room(path, room)]


def _database(path: Path) -> Finding:
    if not path.exists():
        return Finding("database", "ok", "none")
    # A log without a writer is what a run that was cut off left. The last to close a database writes the log into it,
    # and then nobody would know any more that it wants looking through.
    if path.with_name(f"{path.name}-wal").exists() and not is_written(path):
        return Finding("database", "attention", "unfinished")
    try:
        with open_for_reading(path) as database:
            database.check()
            return Finding("database", "ok", "fine", {"kept": database.key.kept})
    except UserError as error:
        return trouble("database", "fails", error)


def _room(path: Path, policy: RoomPolicy) -> Finding:
    there = next(folder for folder in path.parents if folder.exists())
    free = shutil.disk_usage(there).free // _MEGABYTE
    values: dict[str, object] = {"free_mb": free, "least_mb": policy.none_mb}
    if free < policy.none_mb:
        return Finding("database", "fails", "no_room", values)
    if free < policy.little_mb:
        return Finding("database", "attention", "little_room", values)
    return Finding("database", "ok", "room", values)
