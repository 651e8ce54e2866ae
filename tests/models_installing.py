"""A PC without models, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from models_server import ModelServer, Served, serving
from models_standins import HURRIED, REVISION, WHISPER

from callassist.speech.catalogue import Model
from callassist.speech.fetching import install as installing
from callassist.speech.fetching.progress import Silent
from callassist.speech.manifest import Manifest

HF = f"/nobody/standin/resolve/{REVISION}"
"""Where Hugging Face serves the Whisper stand-in."""


def sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server that is Hugging Face and the index of packages to this PC; for a fixture."""
    with serving() as running:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PIP_INDEX_URL", f"{running.url}/simple")
        yield running


def without_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of models, on a PC where nothing is decided or installed."""
    monkeypatch.setenv("CALLASSIST_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path / "config"))
    for name in ("CALLASSIST_MODEL_MIRROR", "CALLASSIST_COMPANY_MODELS", "CALLASSIST_CATALOGUE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "models"


def install(what: Model, origin: str | Path | None = None) -> Manifest:
    return installing.install(what, Silent(), origin=None if origin is None else str(origin), patience=HURRIED)


def publish(server: ModelServer, files: dict[str, bytes] = WHISPER) -> None:
    """Serve a model as Hugging Face would."""
    server.files |= {f"{HF}/{name}": Served(data) for name, data in files.items()}


def trusts(record: Manifest) -> set[str]:
    return {part.trust for part in record.files}
