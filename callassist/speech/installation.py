"""Which models are installed, and which to use."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from callassist import paths
from callassist.errors import UserError
from callassist.speech import catalogue, layout, manifest
from callassist.speech.catalogue import Catalogue
from callassist.speech.manifest import Damage, Engine, Manifest

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that can be loaded.

    Attributes:
        id: the catalogue's, or the folder's name. languages: empty where the folder does not tell; then it is used
            for whatever language is asked for. bias: by language, whether leaning towards the company's words helps
            it; a language that is not in it has not been measured. draft: languages whose text has to be labelled as a
            draft. preference: the highest is chosen.
        manifest: None for a folder that was not installed by this program.
    """

    id: str
    engine: Engine
    path: Path
    languages: tuple[str, ...] = ()
    bias: Mapping[str, bool] = field(default_factory=dict)
    draft: tuple[str, ...] = ()
    preference: int = 0
    manifest: Manifest | None = None


def model_path(model_id: str) -> Path:
    """The folder of an installed model.

    Raises:
        UserError: it is not installed (names the command that installs it), or not whole (says which file).
    """
    return _whole(model_id, catalogue.load()).path


def installed() -> list[Installed]:
    """Models that are installed and whole by their files' lengths, by id; others are left out and logged."""
    known = catalogue.load()
    found = []
    for model_id in folders():
        try:
            found.append(_whole(model_id, known))
        except UserError as error:
            _log.warning("Left out: %s", error)
    return found


def present(model_id: str) -> Manifest | None:
    """The manifest of a model that is installed and whole by its files' lengths, else None."""
    try:
        record = manifest.read(paths.models_dir() / model_id)
    except manifest.Broken:
        return None
    return None if manifest.shortfalls(paths.models_dir() / model_id, record) else record


def verify(model_id: str, advance: Callable[[int], None] = lambda count: None) -> tuple[Damage, ...]:
    """What is wrong with an installed model, found by reading every byte of it; empty when it is as it should be.

    Args:
        advance: told how many bytes have been read since it was last called.

    Raises:
        UserError: there is no such folder, or no such model at all.
    """
    if model_id not in folders():
        catalogue.load().get(model_id)
        raise UserError(f"{model_id} is not installed.", f"Run: callassist models install {model_id}")
    folder = paths.models_dir() / model_id
    try:
        record = manifest.read(folder)
    except manifest.Broken as error:
        return (Damage(manifest.MANIFEST, f"not what it should be: {error}"),)
    found = list(manifest.altered(folder, record, advance))
    model = catalogue.load().find(record.id)
    known = {file.path: file.sha256 for file in model.files if file.sha256} if model else {}
    recorded = {part.path: part.sha256 for part in record.files}
    for path in sorted(known.keys() - {damage.path for damage in found}):
        if recorded.get(path) != known[path]:
            found.append(Damage(path, "not the one that the catalogue knows"))
    return tuple(found)


def folders() -> list[str]:
    """Ids of all model folders there are, whole or not."""
    try:
        entries = sorted(paths.models_dir().iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UserError(
            f"The folder of models {paths.models_dir()} can't be read: {error.strerror}.",
            "Make it readable, or set CALLASSIST_MODELS to another.",
        ) from error
    return [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")]


def choose(language: str, wanted: str | None = None) -> Installed:
    """The model to listen with.

    Vosk goes first where a Vosk model for the language is installed, since it streams; then the highest preference.

    Args:
        language: `ar`, `en`, … wanted: an installed model's id, or a model's folder, which overrules the choice.

    Raises:
        UserError: none is installed for the language (names what to install), or the wanted one is not usable.
    """
    if wanted is not None:
        chosen = _wanted(wanted)
        if chosen.languages and language not in chosen.languages:
            knows = ", ".join(chosen.languages)
            raise UserError(f"{chosen.id} does not know {language}, only {knows}.", "Choose another model.")
        return chosen
    able = [model for model in installed() if language in model.languages]
    if not able:
        raise _nothing_for(language)
    return max(able, key=lambda model: (model.engine == "vosk", model.preference, model.id))


def recognise_folder(path: Path) -> Installed:
    """Any faster-whisper or Vosk folder, installed by whomever.

    Raises:
        UserError: it is no folder, holds no model, or not all of one.
    """
    folder = path.resolve()
    engine = layout.recognise(folder)
    return Installed(id=folder.name, engine=engine, path=folder)


def _wanted(wanted: str) -> Installed:
    is_path = os.sep in wanted or (os.altsep is not None and os.altsep in wanted) or wanted in (".", "..")
    return recognise_folder(Path(wanted)) if is_path else _whole(wanted, catalogue.load())


def _whole(model_id: str, known: Catalogue) -> Installed:
    how = f"Run: callassist models install {model_id}"
    if model_id not in folders():
        raise UserError(f"The speech model {known.get(model_id).id} is not installed.", how)
    folder = paths.models_dir() / model_id
    try:
        record = manifest.read(folder)
    except manifest.Broken as error:
        raise UserError(f"The speech model in {folder} can't be used: {error}.", how) from error
    if short := manifest.shortfalls(folder, record):
        names = "; ".join(f"{damage.path} is {damage.reason}" for damage in short)
        raise UserError(f"The speech model in {folder} is not whole: {names}.", how)
    model = known.find(record.id)
    return Installed(
        id=model_id,
        engine=record.engine,
        path=folder,
        languages=model.languages if model else record.languages,
        bias=model.bias if model else {},
        draft=model.draft if model else (),
        preference=model.preference if model else 0,
        manifest=record,
    )


def _nothing_for(language: str) -> UserError:
    known = catalogue.load()
    able = [model.id for model in known.models if language in model.languages]
    if not able:
        return UserError(f"There is no speech model for {language}.", "Choose another language.", exit_code=2)
    for model_id in folders():
        if model_id in able:
            try:
                _whole(model_id, known)
            except UserError as error:
                return error
    first = known.recommended.get(language, able[0])
    others = ", ".join(model_id for model_id in able if model_id != first)
    also = f" (also possible: {others})" if others else ""
    return UserError(f"No speech model for {language} is installed.", f"Run: callassist models install {first}{also}")
