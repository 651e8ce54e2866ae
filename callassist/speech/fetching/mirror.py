"""A company's own store of models: a folder of files and an index, on a share or behind any web server.

index.json                what there is: each model's manifest
<id>/<path of a file>     as in the installed model
pins.toml                 the digests, to be taken into the company's `models.toml`
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from callassist.errors import UserError
from callassist.speech.fetching.copying import copy
from callassist.speech.fetching.faults import Refused, Unreachable, wrong_digest
from callassist.speech.fetching.progress import Reporter
from callassist.speech.fetching.sources import Gathered, Job
from callassist.speech.fetching.transfer import Expected, public
from callassist.speech.installation import Installed
from callassist.speech.manifest import Manifest, ModelId

INDEX = "index.json"
PINS = "pins.toml"


class _Index(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Literal[1] = 1
    models: dict[ModelId, Manifest] = {}


@dataclass(frozen=True, slots=True)
class WebMirror:
    """A mirror behind a web server; `base` is the address of its folder."""

    base: httpx.URL
    beside: int = 0

    def gather(self, job: Job) -> Gathered:
        """See `Place`."""
        index = self._at(INDEX)
        entry = entry_of(job.downloader.page(index, "application/json").content, public(index), job.model.id)
        pieces = []
        for part in entry.files:
            ours = job.expectations.of(part.path)
            if ours.sha256 not in (None, part.sha256):
                raise wrong_digest(part.path, part.sha256, ours.sha256 or "", ours.voucher)
            url = self._at(f"{job.model.id}/{part.path}")
            listed = Expected(part.size, part.sha256)
            pieces.append(job.download(url, job.workspace.model, part.path, listed))
        return Gathered(public(self.base), job.expectations.judge(pieces))

    def _at(self, path: str) -> httpx.URL:
        return self.base.copy_with(path=f"{self.base.path.rstrip('/')}/{quote(path)}")


def entry_of(index: bytes, where: str, model_id: str) -> Manifest:
    """What a mirror's index says of a model.

    Raises:
        Unreachable: it is no index, or knows no such model.
    """
    try:
        models = _Index.model_validate_json(index).models
    except ValidationError as error:
        raise Unreachable(
            f"{where} is not the index of a mirror of models.",
            "Give the folder or address that `callassist models mirror` made.",
        ) from error
    if model_id not in models:
        raise Unreachable(
            f"The mirror {where} does not have {model_id}; it has: {', '.join(sorted(models)) or 'nothing'}.",
            "Have it added there, or install from elsewhere (--from publisher).",
        )
    return models[model_id]


def make(folder: Path, models: Iterable[Installed], reporter: Reporter) -> list[str]:
    """Put installed models into the mirror at `folder`, which may exist already, and give their ids.

    A model is copied beside its place and renamed, and the index is written last; so readers find only whole models.

    Raises:
        UserError: an installed model is damaged, or the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = _read(folder / INDEX)
        done = []
        for model in models:
            record = model.manifest
            if record is None:
                continue
            if held.get(model.id, record.model_copy(update={"files": ()})).files != record.files:
                _add(folder, model.path, record, reporter)
            held[model.id] = record
            done.append(model.id)
        _replace(folder / PINS, _as_pins(held))
        _replace(folder / INDEX, _Index(models=held).model_dump_json(indent=1))
    except OSError as error:
        raise UserError(
            f"The mirror {folder} can't be written: {error.strerror or error}.", "Make room there or allow writing."
        ) from error
    return done


def _add(folder: Path, origin: Path, record: Manifest, reporter: Reporter) -> None:
    fresh = folder / f".{record.id}.new"
    if fresh.exists():
        shutil.rmtree(fresh)
    for part in record.files:
        piece = copy(origin / part.path, fresh, part.path, reporter, part.size)
        if piece.sha256 != part.sha256:
            raise Refused(
                f"{origin / part.path} is damaged and was not taken into the mirror.",
                f"Run: callassist models install {record.id} --again",
            )
    place = folder / record.id
    if place.exists():
        shutil.rmtree(place)
    fresh.rename(place)


def _read(index: Path) -> dict[ModelId, Manifest]:
    if not index.exists():
        return {}
    try:
        return dict(_Index.model_validate_json(index.read_bytes()).models)
    except ValidationError as error:
        raise UserError(f"{index} is not the index of a mirror of models.", "Give another folder.") from error


def _as_pins(models: dict[ModelId, Manifest]) -> str:
    lines = ["# What every PC should find in these models; goes into the company's models.toml."]
    for model_id, record in sorted(models.items()):
        lines += ["", f"[pins.{json.dumps(model_id)}]"]
        lines += [f"{json.dumps(part.path, ensure_ascii=False)} = {json.dumps(part.sha256)}" for part in record.files]
    return "\n".join(lines) + "\n"


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
