"""The key of a database: made once, kept in the keyring or in a file beside it, never made again.

A key is 256 random bits and is used as it is, without a passphrase. Sixteen bytes of its digest are its id.
SQLCipher begins a file with sixteen bytes of salt in the clear, and takes ours: the id. So a database says which
key opens it wherever it has been moved, a backup too, and a wrong key can be told from a damaged file.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

import keyring

from callassist.errors import UserError
from callassist.store.faults import unwritable

SERVICE = "CallAssist"
ID_BYTES = 16
_SECRET_BYTES = 32

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Key:
    """A database's key.

    Attributes:
        secret: 32 bytes. kept: where it is kept, in words for people.
    """

    secret: bytes = field(repr=False)
    kept: str

    @property
    def id(self) -> bytes:
        """16 bytes that name the key and tell nothing of it."""
        return _id(self.secret)

    def pragma(self) -> str:
        """The statement that gives SQLCipher the raw key and its salt."""
        return f"PRAGMA key = \"x'{self.secret.hex()}{self.id.hex()}'\""


def _id(secret: bytes) -> bytes:
    return hashlib.sha256(b"callassist database key\0" + secret).digest()[:ID_BYTES]


def key_file(database: Path) -> Path:
    """Where the key of `database` is kept if there is no keyring."""
    return database.with_name(f"{database.name}.key")


def entry(key_id: bytes) -> str:
    """The user name under which the keyring keeps a key, in the service `CallAssist`."""
    return f"database key {key_id.hex()}"


def _place(key_id: bytes) -> str:
    return f"the keyring, entry '{SERVICE}' for '{entry(key_id)}'"


def provide(database: Path) -> Key:
    """A key for a database that is about to be made: the one in the key file if there is one, else a new one.

    It lasts when this returns. The caller sees to it that no database is there and nobody else makes one.

    Raises:
        UserError: the key file is not as it should be.
        StorageError: it can't be written.
    """
    if key_file(database).exists():
        return _from_file(database)
    secret = secrets.token_bytes(_SECRET_BYTES)
    return _into_keyring(secret) or _into_file(secret, database)


def find(database: Path, key_id: bytes) -> Key:
    """The key of a database that begins with `key_id`.

    A key file beside it is taken even if its id is another: the beginning of the database may be what is damaged.

    Raises:
        UserError: the key is nowhere, the keyring can't be asked, or the key file is not as it should be.
    """
    beside = _from_file(database) if key_file(database).exists() else None
    if beside is not None and beside.id == key_id:
        return beside
    found, refusal = _from_keyring(key_id)
    if found is not None:
        return found
    if beside is not None:
        return beside
    raise _lost(database, key_id, refusal)


def _lost(database: Path, key_id: bytes, refusal: str | None) -> UserError:
    here = key_file(database)
    if refusal is not None:
        return UserError(
            f"The key of {database} is not in {here.name}, and the keyring can't be asked for it: {refusal}."
            " Nothing was changed.",
            f"Unlock the keyring, or start CallAssist from the desktop session where it is. If the key was in"
            f" {here}, restore that file from a backup; if it is lost for good, move {database.name} with"
            f" {database.name}-wal and {database.name}-shm to another folder to begin afresh.",
        )
    return UserError(
        f"The key of {database} is lost: it is neither in {_place(key_id)}, nor in"
        f" {here}. Without it nobody can read what the database holds. Nothing was changed.",
        f"Restore that entry or that file from a backup. If the key is lost for good, move {database.name} with"
        f" {database.name}-wal and {database.name}-shm to another folder to begin afresh without what it holds.",
    )


def _keyring_name() -> str:
    return type(keyring.get_keyring()).__module__


def _into_keyring(secret: bytes) -> Key | None:
    """Keep it in the keyring; None where that is not to be had, or does not give back what it was given."""
    name = entry(_id(secret))
    try:
        keyring.set_password(SERVICE, name, secret.hex())
        kept = keyring.get_password(SERVICE, name) == secret.hex()
    except Exception as error:  # noqa: BLE001 - backends are plug-ins, their errors are not only keyring's own
        _log.info("no use of the keyring (%s): %s", _keyring_name(), error)
        return None
    if not kept:
        _log.info("the keyring (%s) did not keep the key", _keyring_name())
        return None
    return Key(secret, _place(_id(secret)))


def _from_keyring(key_id: bytes) -> tuple[Key | None, str | None]:
    """The key, or why the keyring could not be asked; neither where it was asked and has none."""
    try:
        written = keyring.get_password(SERVICE, entry(key_id))
    except Exception as error:  # noqa: BLE001 - as above; the reason reaches the user
        return None, str(error).strip().rstrip(".") or type(error).__name__
    if written is None:
        return None, None
    return Key(_decoded(written, _place(key_id)), _place(key_id)), None


def _from_file(database: Path) -> Key:
    path = key_file(database)
    try:
        with path.open("rb") as opened:
            rights = stat.S_IMODE(os.fstat(opened.fileno()).st_mode)
            written = opened.read(1024)
    except OSError as error:
        raise UserError(
            f"The key file {path} can't be read: {error.strerror}.", "Give yourself the right to read it."
        ) from error
    # On Windows the mode says nothing of the access list; there the profile folder is the person's own.
    if sys.platform != "win32" and rights & 0o077:
        raise UserError(
            f"The key file {path} may be read or written by others (mode {rights:04o}).",
            f"Take that right away: chmod 600 '{path}'. If others may have read it, its database is no secret.",
        )
    return Key(_decoded(written.decode("ascii", "replace"), str(path)), str(path))


def _decoded(written: str, kept: str) -> bytes:
    try:
        secret = bytes.fromhex(written.strip())
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise UserError(f"The database key in {kept} is not 64 hexadecimal digits.", "Restore it from a backup.")
    return secret


def _into_file(secret: bytes, database: Path) -> Key:
    path = key_file(database)
    unfinished = path.with_name(f"{path.name}.new")
    try:
        # What a start that was cut off left behind never opened a database.
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as opened:  # noqa: PTH123 - a descriptor, not a path
            opened.write(secret.hex().encode("ascii") + b"\n")
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.rename(path)
        fsync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    return Key(secret, str(path))


def fsync_folder(folder: Path) -> None:
    """Make a new name in a folder last (Windows has no such call and writes names through)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
