"""One program writes a database and several read it; who has to wait is told for whom."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filled_journals import fill, filled, ids
from sqlalchemy import select

from callassist.errors import UserError
from callassist.store import connection as connections
from callassist.store.database import Database, open_for_reading, open_for_writing
from callassist.store.databases import DATABASES
from callassist.store.faults import StorageError
from callassist.store.schema import Schema, call


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


HOLD = """
import sys
from pathlib import Path
from callassist.store.database import open_for_writing
from callassist.store.connection import checked_key, raw_connection
path = Path(sys.argv[1])
if sys.argv[2] == "writer":
    database = open_for_writing(path)
else:
    connection = raw_connection(path, checked_key(path))
    connection.execute("PRAGMA journal_mode = DELETE") if sys.argv[2] == "all" else None
    connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def holding(path: Path) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """Processes that hold the database, to be ended afterwards."""
    held: dict[str, subprocess.Popen[str]] = {}
    yield held
    for process in held.values():
        process.communicate("done\n", timeout=20)


def hold(path: Path, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(path), how]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_refused_and_told_who_writes(path: Path, holding: dict[str, subprocess.Popen[str]]) -> None:
    filled(path)
    holding["writer"] = hold(path, "writer")
    with pytest.raises(UserError, match=rf"already running and writes .*process {holding['writer'].pid}\)"):
        open_for_writing(path)
    with open_for_reading(path) as database:
        assert ids(database) == ["c0", "c1", "c2"]


def test_the_writer_of_a_process_that_was_killed_is_no_hindrance(path: Path) -> None:
    filled(path)
    process = hold(path, "writer")
    process.kill()
    process.communicate(timeout=20)
    with open_for_writing(path) as database:
        assert ids(database) == ["c0", "c1", "c2"]


def test_a_second_writer_in_the_same_process_is_refused(path: Path) -> None:
    with open_for_writing(path), pytest.raises(UserError, match="already running"):
        open_for_writing(path)
    open_for_writing(path).close()


def test_readers_see_what_was_committed_and_do_not_hinder_the_writer(path: Path) -> None:
    with open_for_writing(path) as writer, open_for_reading(path) as reader:
        with reader.reading() as view:
            view.execute(select(call.c.id)).all()
            fill(writer)
            assert view.execute(select(call.c.id)).all() == []
        assert ids(reader) == ["c0", "c1", "c2"]


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
def test_a_locked_database_is_waited_for_and_then_said_to_be_locked(
    path: Path,
    holding: dict[str, subprocess.Popen[str]],
    monkeypatch: pytest.MonkeyPatch,
    opening: type[Database],
) -> None:
    filled(path)
    holding["all"] = hold(path, "all")
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.3)
    with pytest.raises(StorageError, match="Another program keeps") as caught:
        opening(path)
    assert caught.value.cause == "locked"
    monkeypatch.undo()
    # It is waited for: the lock is let go while this opening waits.
    holding["all"].stdin.write("done\n")  # type: ignore[union-attr]
    holding["all"].stdin.flush()  # type: ignore[union-attr]
    with opening(path) as database:  # type: ignore[call-arg, arg-type]
        assert ids(database) == ["c0", "c1", "c2"]


def test_a_writing_program_keeps_another_from_writing_only(
    path: Path, holding: dict[str, subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    holding["log"] = hold(path, "log")
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.3)
    with open_for_writing(path) as database:
        assert ids(database) == ["c0", "c1", "c2"]
        with pytest.raises(StorageError) as caught:
            fill(database)
        assert caught.value.cause == "locked"


def test_all_databases_are_made_at_the_same_time_on_threads_of_their_own(tmp_path: Path) -> None:
    together = threading.Barrier(len(DATABASES))

    def make(schema: Schema, folder: Path) -> None:
        together.wait()
        open_for_writing(folder / schema.file, schema).close()

    for number in range(5):
        folder = tmp_path / str(number)
        folder.mkdir()
        with ThreadPoolExecutor(len(DATABASES)) as threads:
            for made in [threads.submit(make, schema, folder) for schema in DATABASES]:
                made.result()
