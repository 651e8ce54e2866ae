"""A database is made whole, opened by one writer and many readers, and brought up to date without loss."""

from __future__ import annotations

import shutil
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filled_journals import MARKER, fill, filled, ids, spoil
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from callassist.errors import UserError
from callassist.store import keys
from callassist.store.connection import raw_connection
from callassist.store.database import Database, journal_path, open_for_reading, open_for_writing
from callassist.store.faults import StorageError
from callassist.store.schema import JOURNAL, Schema, call, event, journal_tables

STEP = """
from __future__ import annotations
from alembic import op
import sqlalchemy as sa
revision = "0004"
down_revision = "0003"
def upgrade() -> None:
    op.add_column("call", sa.Column("mood", sa.Text, server_default="calm"))
    {more}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


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


def test_a_raw_connection_makes_no_file(path: Path) -> None:
    key = keys.provide(path)
    with pytest.raises(Exception, match="unable to open"):
        raw_connection(path, key)
    assert not path.exists()


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
    (migrations / "versions" / "0004_mood.py").write_text(STEP.format(more=""))
    return replace(JOURNAL, head="0004", migrations=migrations)


def test_a_migration_keeps_what_is_there_and_a_copy_of_what_was(path: Path, newer: Schema) -> None:
    filled(path)
    with open_for_writing(path, newer) as database:
        assert database.upgraded_from == "0003"
        assert database.before_upgrade == path.with_name("journal-before-0004.db")
        assert ids(database) == ["c0", "c1", "c2"]
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT DISTINCT mood FROM call").scalar_one() == "calm"
    before = path.with_name("journal-before-0004.db")
    keys.key_file(path).rename(keys.key_file(before))
    with open_for_reading(before) as database:
        assert ids(database) == ["c0", "c1", "c2"]


def test_a_copy_of_an_earlier_attempt_is_not_overwritten(path: Path, newer: Schema) -> None:
    filled(path)
    path.with_name("journal-before-0004.db").write_text("the first")
    with open_for_writing(path, newer) as database:
        assert database.before_upgrade == path.with_name("journal-before-0004-2.db")
    assert path.with_name("journal-before-0004.db").read_text() == "the first"


def test_an_up_to_date_database_is_not_copied(path: Path) -> None:
    filled(path)
    with open_for_writing(path) as database:
        assert (database.made, database.upgraded_from, database.before_upgrade) == (False, None, None)


def test_a_step_that_fails_leaves_everything_as_it_was(path: Path, newer: Schema) -> None:
    filled(path)
    script = newer.migrations / "versions" / "0004_mood.py"
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
        with pytest.raises(UserError, match=r"made by a newer CallAssist .*0004.*0003") as caught:
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


def test_a_damaged_database_is_not_migrated(path: Path, newer: Schema) -> None:
    filled(path)
    spoil(path, "flipped")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="is damaged"):
        open_for_writing(path, newer)
    assert path.read_bytes() == before
    assert not path.with_name("journal-before-0004.db").exists()
