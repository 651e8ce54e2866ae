"""What is known of an installed model: which files it has, how long they are, their digests, and who vouches for them.

A folder without a valid manifest is not an installed model. The manifest is written last, before the whole folder
is renamed into place, so that a folder which has one was complete when it came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

MANIFEST = "manifest.json"
_CHUNK = 1 << 20
# Windows takes these for devices, whatever extension follows.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}

Engine = Literal["whisper", "vosk"]
# known: the catalogue states the digest. company: the company's own file does. pinned: nobody did; it is the digest of
# what came at the first installation, which every later one is compared with.
Trust = Literal["known", "company", "pinned"]


def _checked_path(path: str) -> str:
    """A path below a model's folder, written with `/`; the same rule for catalogues, mirrors and archives.

    Raises:
        ValueError: it leads out of the folder, or is no file name on one of the systems we run on.
    """
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") for part in parts):
        raise ValueError("is not a plain path below a folder")
    if any(ord(sign) < 32 or sign in '\\:*?"<>|' for sign in path):
        raise ValueError("has characters that are no part of a file's name")
    if any(part.endswith((".", " ")) or part.split(".", 1)[0].lower() in _DEVICES for part in parts):
        raise ValueError("has a name that Windows keeps for itself")
    return path


RelativePath = Annotated[str, AfterValidator(_checked_path)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$", to_lower=True)]
ModelId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$", max_length=100)]


class _Record(BaseModel):
    """Written by one version and perhaps read by an older one, so unknown keys are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Part(_Record):
    """One file: `path` below the model's folder (or an archive's name), its length in bytes, its SHA-256."""

    path: RelativePath
    size: int
    sha256: Digest
    trust: Trust


class Manifest(_Record):
    """Everything that was true of a model when it was installed.

    Attributes:
        source: where it came from, without passwords. installed_at: ISO 8601, UTC. archives: what it was unpacked
            from, which is not kept.
    """

    format: Literal[1] = 1
    id: ModelId
    engine: Engine
    languages: tuple[str, ...]
    source: str
    installed_at: str
    files: tuple[Part, ...]
    archives: tuple[Part, ...] = ()

    @property
    def size_bytes(self) -> int:
        """What its files take up."""
        return sum(part.size for part in self.files)

    @property
    def trust(self) -> Trust:
        """The weakest voucher among its files."""
        held = {part.trust for part in self.files}
        return "pinned" if "pinned" in held else "company" if "company" in held else "known"


class Broken(Exception):
    """A folder is no installed model, or not a whole one; the message says why."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of an installed model that is not as it was installed; `reason` completes "… is"."""

    path: str
    reason: str


def read(folder: Path) -> Manifest:
    """The manifest in `folder`.

    Raises:
        Broken: there is none, or it is not one.
    """
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise Broken(f"it has no {MANIFEST}, so its installation was never finished") from error
    except OSError as error:
        raise Broken(f"its {MANIFEST} can't be read: {error.strerror}") from error
    except ValidationError as error:
        raise Broken(f"its {MANIFEST} is damaged") from error


def shortfalls(folder: Path, manifest: Manifest) -> tuple[Damage, ...]:
    """Files that are missing or of another length; cheap, so done before every use."""
    found = ((part, _length(folder / part.path)) for part in manifest.files)
    return tuple(
        Damage(part.path, "missing" if length is None else f"{length} bytes long and should be {part.size}")
        for part, length in found
        if length != part.size
    )


def altered(
    folder: Path, manifest: Manifest, advance: Callable[[int], None] = lambda count: None
) -> tuple[Damage, ...]:
    """Files that are missing, of another length, or of another content; reads every byte.

    Args:
        advance: told how many bytes have been read since it was last called.
    """
    found = list(shortfalls(folder, manifest))
    whole = {part.path for part in manifest.files} - {damage.path for damage in found}
    for part in manifest.files:
        if part.path in whole and digest_of(folder / part.path, advance) != part.sha256:
            found.append(Damage(part.path, "damaged: its digest is not the one it was installed with"))
    return tuple(found)


def digest_of(path: Path, advance: Callable[[int], None] = lambda count: None) -> str:
    """SHA-256 of a file, in hexadecimal; `advance` is told of every piece read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            advance(len(chunk))
    return digest.hexdigest()


def _length(path: Path) -> int | None:
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None  # a share out of reach or a broken link: for the reader there is no file
