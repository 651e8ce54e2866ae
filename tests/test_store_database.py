"""A database is made whole, opened by one writer and many readers, and brought up to date without loss."""

from __future__ import annotations

import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from keyring.backends import fail
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from callassist.errors import UserError
from callassist.store import connection as connections
from callassist.store import keys
from callassist.store.connection import raw_connection
from callassist.store.database import Database, journal_path, open_for_reading, open_for_writing
from callassist.store.faults import StorageError
from callassist.store.schema import JOURNAL, Schema, call, event, journal_tables

MARKER = "zarafshanmarker"
STEP = """
from __future__ import annotations
from alembic import op
import sqlalchemy as sa
revision = "0002"
down_revision = "0001"
def upgrade() -> None:
    op.add_column("call", sa.Column("mood", sa.Text, server_default="calm"))
    {more}
"""


@pytest.fixture(autouse=True)
def key_files() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


def fill(database: Database, calls: int = 3) -> None:
    """Calls with enough in them to spread over many pages."""
    with database.writing() as connection:
        for number in range(calls):
            row = {"id": f"c{number}", "started_at": "2026-03-01T10:00:00+03:00", "direction": "inbound"}
            key = uuid7()
            connection.execute(insert(call), row | {"key": key})
            for seq in range(40):
                event_row = {"call_key": key, "seq": seq, "type": "utterance", "t": seq, "at": seq}
                connection.execute(insert(event), event_row | {"payload": f'{{"text":"{MARKER} {"x" * 400}"}}'})


def filled(path: Path) -> Path:
    with open_for_writing(path) as database:
        fill(database)
    return path


def ids(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(call.c.id).order_by(call.c.id)).scalars())


# ── Made ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("folder", ["plain", "مجلد البيانات", "a b  c", "100% 'quoted' #?&=", "x" * 200])
def test_a_database_is_made_in_a_folder_of_any_name(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "دفتر المكالمات.db"
    assert ids(open_and_fill(path)) == ["c0", "c1", "c2"]
    with open_for_reading(path) as database:
        assert not database.made
        assert ids(database) == ["c0", "c1", "c2"]


def open_and_fill(path: Path) -> Database:
    database = open_for_writing(path)
    assert database.made
    fill(database)
    database.close()
    return open_for_reading(path)


def test_the_journal_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_DATA", str(tmp_path))
    assert journal_path() == tmp_path / "journal.db"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in access lists, not in a mode")
def test_only_the_owner_has_rights_to_what_is_made(tmp_path: Path) -> None:
    path = tmp_path / "data" / "journal.db"
    with open_for_writing(path) as database:
        fill(database)
        made = {item.name: stat.S_IMODE(item.stat().st_mode) for item in path.parent.iterdir()}
    assert {"journal.db", "journal.db-wal", "journal.db-shm", "journal.db.key", "journal.db.lock"} == set(made)
    assert set(made.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_must_last_is_written_through_and_nothing_plain_leaves_memory(path: Path) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "secure_delete": 1,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
    }
    with open_for_writing(path) as database, database.writing() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted


def test_a_reader_can_not_write(path: Path) -> None:
    filled(path)
    with open_for_reading(path) as database:
        with pytest.raises(ValueError, match="opened for reading"), database.writing():
            pass
        with pytest.raises(StorageError) as caught, database.reading() as connection:
            connection.exec_driver_sql("DELETE FROM call")
        assert caught.value.cause == "unwritable"


def test_foreign_keys_hold(path: Path) -> None:
    row = {"call_key": uuid7(), "seq": 0, "type": "end", "t": 0, "at": 0, "payload": "{}"}
    with open_for_writing(path) as database, pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(insert(event), row)


def test_no_values_are_shown_in_error_messages(path: Path) -> None:
    row = {"id": MARKER, "started_at": MARKER, "direction": None, "key": uuid7()}
    with open_for_writing(path) as database, pytest.raises(IntegrityError) as caught, database.writing() as connection:
        connection.execute(insert(call), row)
    assert MARKER not in str(caught.value)


def test_nothing_plain_is_in_the_files_while_open_and_afterwards(path: Path) -> None:
    def plain() -> list[str]:
        files = [item for item in path.parent.iterdir() if item.is_file()]
        return [item.name for item in files if MARKER.encode() in item.read_bytes()]

    with open_for_writing(path) as database:
        fill(database)
        assert path.with_name("journal.db-wal").stat().st_size > 0
        assert plain() == []
    assert plain() == []
    with open_for_reading(path) as database, database.reading() as connection:
        assert MARKER in connection.execute(select(event.c.payload).limit(1)).scalar_one()


def test_a_making_that_was_cut_off_does_not_stand_in_the_way(path: Path) -> None:
    for name in ("journal.db.new", "journal.db.new-journal"):
        path.with_name(name).write_bytes(b"half")
    open_for_writing(path).close()
    assert sorted(item.name for item in path.parent.iterdir()) == ["journal.db", "journal.db.key", "journal.db.lock"]


def test_a_log_without_its_database_is_not_mixed_into_a_new_one(path: Path) -> None:
    path.with_name("journal.db-wal").write_bytes(b"the log of another")
    with pytest.raises(UserError, match=r"is missing, but its log journal\.db-wal is there"):
        open_for_writing(path)
    assert not path.exists()


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="can't be written"):
        open_for_writing(tmp_path / "file" / "journal.db")


def test_a_reader_of_nothing_is_told_so(path: Path) -> None:
    with pytest.raises(UserError, match="nothing has been stored yet"):
        open_for_reading(path)
    assert list(path.parent.iterdir()) == []


# ── The schema ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_steps_make_the_tables_that_the_program_knows(path: Path) -> None:
    def of_the_index(name: str | None, kind: str) -> bool:
        return kind == "table" and str(name).startswith(("utterance_index", "utterance_terms"))

    def ours(_: object, name: str | None, kind: str, reflected: bool, __: object) -> bool:
        return not (reflected and of_the_index(name, kind))

    with open_for_writing(path) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        assert compare_metadata(context, journal_tables) == []


def test_the_newest_step_is_the_one_that_the_program_names() -> None:
    assert ScriptDirectory(str(JOURNAL.migrations)).get_heads() == [JOURNAL.head]


@pytest.fixture
def newer(tmp_path: Path) -> Schema:
    """The journal as a later program might know it, with one more step."""
    migrations = tmp_path / "migrations"
    shutil.copytree(JOURNAL.migrations, migrations)
    (migrations / "versions" / "0002_mood.py").write_text(STEP.format(more=""))
    return replace(JOURNAL, head="0002", migrations=migrations)


def test_a_migration_keeps_what_is_there_and_a_copy_of_what_was(path: Path, newer: Schema) -> None:
    filled(path)
    with open_for_writing(path, newer) as database:
        assert database.upgraded_from == "0001"
        assert database.before_upgrade == path.with_name("journal-before-0002.db")
        assert ids(database) == ["c0", "c1", "c2"]
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT DISTINCT mood FROM call").scalar_one() == "calm"
    before = path.with_name("journal-before-0002.db")
    keys.key_file(path).rename(keys.key_file(before))
    with open_for_reading(before) as database:
        assert ids(database) == ["c0", "c1", "c2"]


def test_a_copy_of_an_earlier_attempt_is_not_overwritten(path: Path, newer: Schema) -> None:
    filled(path)
    path.with_name("journal-before-0002.db").write_text("the first")
    with open_for_writing(path, newer) as database:
        assert database.before_upgrade == path.with_name("journal-before-0002-2.db")
    assert path.with_name("journal-before-0002.db").read_text() == "the first"


def test_an_up_to_date_database_is_not_copied(path: Path) -> None:
    filled(path)
    with open_for_writing(path) as database:
        assert (database.made, database.upgraded_from, database.before_upgrade) == (False, None, None)


def test_a_step_that_fails_leaves_everything_as_it_was(path: Path, newer: Schema) -> None:
    filled(path)
    script = newer.migrations / "versions" / "0002_mood.py"
    script.write_text(STEP.format(more='raise RuntimeError("half way")'))
    with pytest.raises(RuntimeError, match="half way"):
        open_for_writing(path, newer)
    with open_for_writing(path) as database:
        assert ids(database) == ["c0", "c1", "c2"]
        with database.reading() as connection:
            columns = connection.exec_driver_sql("SELECT name FROM pragma_table_info('call')").scalars()
            assert "mood" not in columns


def test_a_newer_database_is_refused_and_left_alone(path: Path, newer: Schema) -> None:
    open_for_writing(path, newer).close()
    before = path.read_bytes()
    for opening in (open_for_reading, open_for_writing):
        with pytest.raises(UserError, match=r"made by a newer CallAssist .*0002.*0001") as caught:
            opening(path)
        assert caught.value.remedy == "Update CallAssist on this PC."
    assert path.read_bytes() == before


def test_a_reader_does_not_bring_a_database_up_to_date(path: Path, newer: Schema) -> None:
    filled(path)
    with pytest.raises(UserError, match="callassist db upgrade"):
        open_for_reading(path, newer)


def test_a_database_that_does_not_say_its_schema_is_damaged(path: Path) -> None:
    with open_for_writing(path) as database, database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    with pytest.raises(StorageError, match="does not say which schema"):
        open_for_writing(path)


# ── Several programs ──────────────────────────────────────────────────────────────────────────────────────

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


# ── Damage ────────────────────────────────────────────────────────────────────────────────────────────────


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 0x40
    return bytes(changed)


DAMAGE = {
    "first page": (lambda old: flipped(old, 99), "its first page does not decrypt, although the key is the right one"),
    "empty": (lambda _: b"", "it is empty"),
    "ten bytes": (lambda old: old[:10], "it has 10 bytes"),
    "half a page": (lambda old: old[:2000], "does not decrypt"),
    "all zero": (lambda old: bytes(len(old)), "does not open"),
    "noise": (lambda old: bytes((7 * n * n + n // 251) % 256 for n in range(len(old))), "the key"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_database_that_can_not_be_read_is_said_to_be_damaged_and_left_alone(path: Path, kind: str) -> None:
    filled(path)
    change, reason = DAMAGE[kind]
    after = change(path.read_bytes())
    path.write_bytes(after)
    for opening in (open_for_reading, open_for_writing):
        with pytest.raises(UserError, match=re.escape(reason)) as caught:
            opening(path)
        assert re.search("backup|move", caught.value.remedy)
    assert path.read_bytes() == after


@pytest.mark.parametrize(
    "text", ["hello\n", "This is a note.\n" * 900, "ملاحظات\r\n" * 900, "x", '{"a": 1}\n' * 3000, "é" * 100]
)
def test_a_text_file_is_told_from_a_damaged_database(path: Path, text: str) -> None:
    filled(path)
    path.write_bytes(text.encode())
    for opening in (open_for_reading, open_for_writing):
        with pytest.raises(UserError, match="it is a text file"):
            opening(path)
    assert path.read_bytes() == text.encode()


def test_a_plain_sqlite_database_is_told_from_a_damaged_one(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE t (a)")
    for opening in (open_for_reading, open_for_writing):
        with pytest.raises(UserError, match="a SQLite database without encryption"):
            opening(path)


@pytest.mark.parametrize("damage", ["flipped", "cut short", "cut within a page"])
def test_damage_inside_is_found_when_it_is_opened_and_checked(path: Path, damage: str) -> None:
    filled(path)
    spoil(path, damage)
    # SQLite sees by itself that a file has fewer pages than it says.
    with pytest.raises(StorageError, match="is damaged") as caught, open_for_reading(path) as database:
        database.check()
    assert caught.value.cause == "damaged"
    assert "move journal.db with journal.db-wal" in caught.value.remedy


def spoil(path: Path, damage: str) -> None:
    content = path.read_bytes()
    middle = len(content) // 2
    changed = {
        "flipped": flipped(content, middle),
        "cut short": content[: middle // 4096 * 4096],
        "cut within a page": content[: middle // 4096 * 4096 + 77],
    }
    path.write_bytes(changed[damage])


def test_damage_inside_is_said_when_it_is_read(path: Path) -> None:
    filled(path)
    spoil(path, "flipped")
    with open_for_reading(path) as database:
        with pytest.raises(StorageError, match="is damaged"), database.reading() as connection:
            connection.execute(select(event.c.payload)).all()
        assert ids(database) == ["c0", "c1", "c2"]


def test_after_an_improper_end_a_writer_looks_for_damage_first(path: Path) -> None:
    with open_for_writing(path) as database:
        fill(database)
        shutil.copytree(path.parent, path.parent / "copy")
    copied = path.parent / "copy" / "journal.db"
    assert copied.with_name("journal.db-wal").stat().st_size > 0
    with open_for_writing(copied) as database:
        assert ids(database) == ["c0", "c1", "c2"]
    spoil(copied, "flipped")
    copied.with_name("journal.db-wal").touch()
    with pytest.raises(StorageError, match="is damaged"):
        open_for_writing(copied)


def test_a_damaged_database_is_not_migrated(path: Path, newer: Schema) -> None:
    filled(path)
    spoil(path, "flipped")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="is damaged"):
        open_for_writing(path, newer)
    assert path.read_bytes() == before
    assert not path.with_name("journal-before-0002.db").exists()


def test_what_refuses_to_open_does_not_stay_locked(path: Path) -> None:
    filled(path)
    good = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(UserError, match="it is empty"):
        open_for_writing(path)
    path.write_bytes(good)
    open_for_writing(path).close()


def test_a_raw_connection_makes_no_file(path: Path) -> None:
    key = keys.provide(path)
    with pytest.raises(Exception, match="unable to open"):
        raw_connection(path, key)
    assert not path.exists()
