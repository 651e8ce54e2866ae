"""The key is made before its database, kept where it can be, and never made again."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordSetError

from callassist.errors import UserError
from callassist.store import keys
from callassist.store.database import Database, open_for_reading, open_for_writing


class FakeKeyring(KeyringBackend):
    """A keyring in memory, which can be locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("the collection is locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise PasswordSetError("the collection is locked")
        self.kept[(service, username)] = password


class FakeBrokenKeyring(KeyringBackend):
    """A plug-in that fails in a way of its own."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        raise ConnectionError("no bus")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ConnectionError("no bus")


@pytest.fixture(autouse=True)
def put_the_keyring_back() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory() -> FakeKeyring:
    backend = FakeKeyring()
    keyring.set_keyring(backend)
    return backend


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


def made(path: Path) -> Path:
    open_for_writing(path).close()
    return path


def opened(path: Path) -> Database:
    """Opened and closed again, so that only whether it opens counts."""
    database = open_for_reading(path)
    database.close()
    return database


def refused(path: Path) -> UserError:
    """What both kinds of opening say, after which the file is what it was."""
    before = path.read_bytes()
    with pytest.raises(UserError) as reading:
        open_for_reading(path)
    with pytest.raises(UserError) as writing:
        open_for_writing(path)
    assert str(reading.value) == str(writing.value)
    assert path.read_bytes() == before
    return writing.value


def test_a_key_goes_into_the_keyring_and_no_file_is_left(path: Path, memory: FakeKeyring) -> None:
    made(path)
    ((service, name),) = memory.kept
    assert service == "CallAssist"
    assert name == f"database key {path.read_bytes()[:16].hex()}"
    assert not keys.key_file(path).exists()
    assert opened(path).key.secret.hex() == memory.kept[(service, name)]


def test_a_database_is_opened_by_the_keyring_wherever_it_has_been_moved(
    path: Path, memory: FakeKeyring, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "other.db"
    made(path).rename(elsewhere)
    opened(elsewhere)


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, FakeBrokenKeyring])
def test_without_a_keyring_that_keeps_it_the_key_is_a_private_file(path: Path, backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    made(path)
    file = keys.key_file(path)
    assert len(bytes.fromhex(file.read_text("ascii"))) == 32
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert opened(path).key.kept == str(file)


def test_every_database_has_a_key_of_its_own(tmp_path: Path) -> None:
    first = opened(made(tmp_path / "first.db")).key
    second = opened(made(tmp_path / "second.db")).key
    assert first.secret != second.secret


def test_a_key_that_was_made_before_a_start_was_cut_off_is_used(path: Path) -> None:
    key = keys.provide(path)
    assert opened(made(path)).key == key


def test_an_unfinished_key_file_does_not_stand_in_the_way(path: Path) -> None:
    keys.key_file(path).with_name("journal.db.key.new").write_text("12ab")
    opened(made(path))


def test_a_key_is_not_shown_by_its_repr(path: Path) -> None:
    key = keys.provide(path)
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_the_id_of_a_key_is_not_part_of_it(path: Path) -> None:
    key = keys.provide(path)
    assert key.id not in key.secret
    assert len(key.id) == 16


# ── A key that is not there ───────────────────────────────────────────────────────────────────────────────


def test_a_lost_key_file_is_said_and_no_new_key_is_made(path: Path) -> None:
    made(path)
    keys.key_file(path).unlink()
    keyring.set_keyring(FakeKeyring())
    error = refused(path)
    assert "is lost" in error.what
    assert str(keys.key_file(path)) in error.what
    assert f"database key {path.read_bytes()[:16].hex()}" in error.what
    assert "Restore" in error.remedy
    assert "move journal.db" in error.remedy
    assert not keys.key_file(path).exists()


def test_a_lost_keyring_entry_is_said_and_no_new_key_is_made(path: Path, memory: FakeKeyring) -> None:
    made(path)
    memory.kept.clear()
    assert "is lost" in refused(path).what
    assert not memory.kept


def test_a_locked_keyring_is_not_taken_for_a_lost_key(path: Path, memory: FakeKeyring) -> None:
    made(path)
    memory.locked = True
    error = refused(path)
    assert "can't be asked for it: the collection is locked" in error.what
    assert "is lost" not in error.what
    assert "Unlock the keyring" in error.remedy
    memory.locked = False
    opened(path)


def test_a_keyring_that_has_gone_away_is_not_taken_for_a_lost_key(path: Path, memory: FakeKeyring) -> None:
    made(path)
    keyring.set_keyring(fail.Keyring())
    assert "the keyring can't be asked for it" in refused(path).what


def test_after_the_database_was_moved_away_one_begins_afresh(path: Path, memory: FakeKeyring) -> None:
    made(path)
    memory.kept.clear()
    path.rename(path.with_name("journal-old.db"))
    opened(made(path))


# ── A key that is not right ───────────────────────────────────────────────────────────────────────────────


def test_the_key_of_another_database_is_told_from_damage(path: Path, tmp_path: Path) -> None:
    made(path)
    other = made(tmp_path / "other.db")
    keys.key_file(other).replace(keys.key_file(path))
    error = refused(path)
    assert "it is the key of another database" in error.what
    assert str(keys.key_file(path)) in error.what


def test_the_right_key_opens_a_database_whose_first_bytes_are_damaged(path: Path) -> None:
    made(path)
    content = path.read_bytes()
    path.write_bytes(b"\x00" * 16 + content[16:])
    opened(path)


@pytest.mark.parametrize("written", ["", "12ab", "x" * 64, "0" * 63, "0" * 66, "\x00" * 64, "ключ"])
def test_a_key_file_with_something_else_in_it_is_refused(path: Path, written: str) -> None:
    made(path)
    keys.key_file(path).write_text(written, encoding="utf-8")
    error = refused(path)
    assert "is not 64 hexadecimal digits" in error.what
    assert str(keys.key_file(path)) in error.what


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in access lists, not in a mode")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o660, 0o601])
def test_a_key_file_that_others_may_read_or_write_is_refused(path: Path, mode: int) -> None:
    made(path)
    keys.key_file(path).chmod(mode)
    error = refused(path)
    assert f"mode {mode:04o}" in error.what
    assert "chmod 600" in error.remedy
    keys.key_file(path).chmod(0o600)
    opened(path)


def test_a_new_database_does_not_take_a_key_that_others_may_read(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows keeps rights in access lists, not in a mode")
    keys.provide(path)
    keys.key_file(path).chmod(0o644)
    with pytest.raises(UserError, match="may be read"):
        open_for_writing(path)
    assert not path.exists()
