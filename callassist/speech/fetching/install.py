"""Installing a model: fetched beside its place, checked to the last byte, then renamed into it.

<models>/.partial/<id>/…      what has arrived; an interrupted installation goes on from here
<models>/.partial/<id>.lock   held by the one installer at work
<models>/.pins/<id>.json      digests of what came the first time
<models>/<id>/                the model, with its manifest; never there by halves
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import httpx

from callassist import paths
from callassist.errors import UserError
from callassist.speech import company, layout
from callassist.speech.catalogue import Model
from callassist.speech.fetching import folder, lock
from callassist.speech.fetching.download import Downloader, Patience
from callassist.speech.fetching.expectations import Expectations
from callassist.speech.fetching.faults import Refused, Unreachable, cannot_write
from callassist.speech.fetching.mirror import WebMirror
from callassist.speech.fetching.progress import Reporter, in_words
from callassist.speech.fetching.sources import Gathered, Job, Place, Workspace, published
from callassist.speech.manifest import MANIFEST, Manifest

PARTIAL = ".partial"
PUBLISHER = "publisher"
_RESERVE = 16 << 20

_log = logging.getLogger(__name__)


def install(
    model: Model, reporter: Reporter, *, origin: str | None = None, patience: Patience | None = None
) -> Manifest:
    """Install `model`, in place of one of that name that may be there, and give its manifest.

    Args:
        origin: address or folder to take it from, or `publisher` for the catalogue's own sources; None for the
            company's mirror, or the catalogue's sources where the company has none.

    Raises:
        UserError: nothing was installed; says why and what to do. What has arrived is kept for the next attempt, but
            what was refused.
    """
    decided = company.load()
    models = paths.models_dir()
    root = models / PARTIAL / model.id
    workspace = Workspace(root)
    places = _places(origin or decided.mirror or PUBLISHER, model)
    with lock.alone(root.with_name(f"{model.id}.lock"), model.id):
        expectations = Expectations(model, decided.pins.get(model.id, {}), models)
        try:
            _ensure_room(models, model, workspace, max(place.beside for place in places))
            with Downloader(workspace.notes, reporter, patience or Patience()) as downloader:
                gathered = _gather(places, Job(model, workspace, expectations, downloader, reporter))
            _ensure_complete(model, workspace.model)
            record = _record(model, gathered)
            _keep_only(workspace.model, {part.path for part in record.files})
            _write_durably(workspace.model / MANIFEST, record.model_dump_json(indent=1))
            expectations.pin([*record.files, *record.archives])
            _put_in_place(workspace, models / model.id)
        except Refused:
            # Files fetched one by one are checked each time; an archive that disappointed would be opened for ever.
            _remove(workspace.downloads)
            raise
        except OSError as error:
            raise cannot_write(root, error) from error
        _remove(root)
    return record


def _places(origin: str, model: Model) -> tuple[Place, ...]:
    if origin == PUBLISHER:
        return published(model)
    if origin.lower().startswith(("http://", "https://")):
        try:
            return (WebMirror(httpx.URL(origin)),)
        except httpx.InvalidURL as error:
            raise UserError(f"{origin} is not an address: {error}.", "Correct it.", exit_code=2) from error
    return (folder.place_at(Path(origin).expanduser(), model),)


def _gather(places: tuple[Place, ...], job: Job) -> Gathered:
    for place in places[:-1]:
        try:
            return place.gather(job)
        except Unreachable as error:
            job.reporter.say(f"{error.what} Trying the next source.")
    return places[-1].gather(job)


def _ensure_room(models: Path, model: Model, workspace: Workspace, beside: int) -> None:
    models.mkdir(parents=True, exist_ok=True)
    here = sum(path.stat().st_size for path in workspace.root.rglob("*") if path.is_file())
    needed = model.on_disk_bytes + beside + _RESERVE - here
    free = shutil.disk_usage(models).free
    if needed > free:
        raise UserError(
            f"{model.id} needs {in_words(needed)} more in {models}, and {in_words(free)} are free there.",
            "Make room, or set CALLASSIST_MODELS to a folder on another disk.",
        )


def _ensure_complete(model: Model, place: Path) -> None:
    if lacks := layout.missing(model.engine, place):
        raise Refused(
            f"What came for {model.id} is not a {model.engine} model: {', '.join(lacks)} missing or empty. "
            "Nothing was installed.",
            "Use another source (--from).",
        )


def _record(model: Model, gathered: Gathered) -> Manifest:
    return Manifest(
        id=model.id,
        engine=model.engine,
        languages=model.languages,
        source=gathered.source,
        installed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        files=gathered.files,
        archives=gathered.archives,
    )


def _keep_only(place: Path, names: Iterable[str]) -> None:
    """An earlier attempt, from another source, may have left files that are no part of the model."""
    wanted = {place / name for name in names}
    for path in place.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(workspace: Workspace, place: Path) -> None:
    for inner in (*(path for path in workspace.model.rglob("*") if path.is_dir()), workspace.model):
        _sync_folder(inner)
    replaced = workspace.root / "replaced"
    if replaced.exists():
        shutil.rmtree(replaced)
    try:
        if place.exists():
            place.rename(replaced)
        workspace.model.rename(place)
    except PermissionError as error:
        # Windows renames no folder of which a program has a file open.
        raise UserError(
            f"{place} can't be replaced: {error.strerror}.", "Close CallAssist, then run the same command again."
        ) from error
    _sync_folder(place.parent)


def _sync_folder(path: Path) -> None:
    """Names last only once their folder is on the disk; Windows does that by itself and opens no folders."""
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(root: Path) -> None:
    try:
        shutil.rmtree(root)
    except FileNotFoundError:
        return
    except OSError as error:
        _log.warning("%s was left behind: %s", root, error)
