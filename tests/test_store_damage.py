"""A database that is damaged, or none, is said to be so and left alone."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from filled_journals import fill, filled, flipped, ids, spoil
from sqlalchemy import select

from callassist.errors import UserError
from callassist.store.database import open_for_reading, open_for_writing
from callassist.store.faults import StorageError
from callassist.store.schema import event


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


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


def test_what_refuses_to_open_does_not_stay_locked(path: Path) -> None:
    filled(path)
    good = path.read_bytes()
    path.write_bytes(b"")
    with pytest.raises(UserError, match="it is empty"):
        open_for_writing(path)
    path.write_bytes(good)
    open_for_writing(path).close()
