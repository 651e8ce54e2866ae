"""Taking a model's files out of zip files (publishers' archives and wheels) without trusting what they say."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from callassist.speech.fetching.faults import Refused, cannot_write
from callassist.speech.fetching.progress import Reporter
from callassist.speech.manifest import RelativePath

_CHUNK = 1 << 20
# The largest models shrink to about a third; a zip bomb to a thousandth.
_MOST_EXPANSION = 20
_MOST_ENTRIES = 10_000
_ENCRYPTED = 0x1
Member = tuple[zipfile.ZipFile, zipfile.ZipInfo]

_PATH = TypeAdapter[str](RelativePath)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file as it arrived: its path below the model's folder or its archive's name, bytes, SHA-256."""

    name: str
    size: int
    sha256: str


@contextmanager
def opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    """A zip file, its faults turned into errors for people.

    Raises:
        Refused: it is no zip file, or a damaged one.
        OSError: it can't be read.
    """
    try:
        with zipfile.ZipFile(archive) as opened_:
            yield opened_
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(f"{archive.name} is damaged: {error}.", "Fetch it again, or use another source.") from error


def unpack(archive: Path, into: Path, reporter: Reporter) -> tuple[Piece, ...]:
    """Unpack the one folder in `archive`, without its own name, to `into`.

    Raises:
        Refused: the archive is damaged, or is made to write elsewhere or without end; nothing of it is to be used.
        UserError: a file can't be written.
    """
    with opened(archive) as zipped:
        members = _checked(archive, zipped)
        reporter.begin(f"Unpacking {archive.name}", sum(info.file_size for info in members.values()))
        return tuple(_write([(zipped, info)], into, name, reporter) for name, info in sorted(members.items()))


def members_below(zipped: zipfile.ZipFile, folder: str) -> dict[str, Member]:
    """The readable files in the folder `folder` of an archive, by their path there."""
    prefix = f"{folder}/"
    return {
        info.filename.removeprefix(prefix): (zipped, info)
        for info in zipped.infolist()
        if info.filename.startswith(prefix) and not info.is_dir() and not info.flag_bits & _ENCRYPTED
    }


def join(parts: Sequence[Member], into: Path, name: str, reporter: Reporter) -> Piece:
    """Write members of archives, one after another, to the file `name` below `into`.

    Raises:
        zipfile.BadZipFile: one is damaged (see `opened`). UserError: the file can't be written.
    """
    reporter.begin(f"Unpacking {name}", sum(info.file_size for _, info in parts))
    return _write(parts, into, name, reporter)


def _checked(archive: Path, zipped: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The archive's files by their path below its one folder."""

    def refuse(reason: str) -> Refused:
        return Refused(f"{archive.name} was refused: {reason}.", "Don't use this archive; get it from elsewhere.")

    entries = zipped.infolist()
    # zipfile never reads more from a member than it declares, so what is declared is a bound.
    declared = sum(info.file_size for info in entries)
    if len(entries) > _MOST_ENTRIES or declared > _MOST_EXPANSION * archive.stat().st_size:
        raise refuse(f"it would unpack to {len(entries)} files with {declared} bytes")
    members: dict[str, zipfile.ZipInfo] = {}
    tops: set[str] = set()
    for info in entries:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise refuse(f"{info.filename!r} is a link or a device")
        if info.flag_bits & _ENCRYPTED:
            raise refuse(f"{info.filename!r} is encrypted")
        try:
            # orig_filename: what is really written there, before zipfile smooths it over.
            path = _PATH.validate_python(info.orig_filename.removesuffix("/"))
        except ValidationError as error:
            raise refuse(f"the path {info.orig_filename!r} {_why(error)}") from error
        top, _, inner = path.partition("/")
        tops.add(top)
        if not info.is_dir():
            if not inner:
                raise refuse(f"{info.filename!r} lies beside the model's folder")
            members[inner] = info
    if len(tops) != 1 or not members:
        raise refuse("it should hold one folder with the model's files")
    if len({name.casefold() for name in members}) != len(members):
        raise refuse("two of its files have the same name")
    return members


def _write(parts: Sequence[Member], into: Path, name: str, reporter: Reporter) -> Piece:
    target = into / name
    digest = hashlib.sha256()
    size = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            for zipped, info in parts:
                with zipped.open(info) as member:
                    while chunk := member.read(_CHUNK):
                        out.write(chunk)
                        digest.update(chunk)
                        size += len(chunk)
                        reporter.advance(len(chunk))
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise cannot_write(target, error) from error
    return Piece(name, size, digest.hexdigest())


def _why(error: ValidationError) -> str:
    return error.errors()[0]["msg"].removeprefix("Value error, ")
