"""A company that mirrors models gets the same bytes from there, or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from models_installing import install, publish, sources, without_models
from models_server import ModelServer, Served
from models_standins import VOSK, WHISPER, contents, lay, model, noise, vosk_entry, whisper_entry, write_catalogue

from callassist.speech import installation
from callassist.speech.fetching import mirror
from callassist.speech.fetching.faults import Refused, Unreachable
from callassist.speech.fetching.progress import Silent


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    yield from sources(monkeypatch)


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return without_models(tmp_path, monkeypatch)


@pytest.fixture
def mirrored(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mirror with both stand-ins, and a PC without them."""
    catalogue = write_catalogue(tmp_path / "c.toml", whisper_entry(), vosk_entry("http://nowhere.invalid"))
    monkeypatch.setenv("CALLASSIST_CATALOGUE", str(catalogue))
    install(model(whisper_entry()), lay(tmp_path / "w", WHISPER))
    install(model(vosk_entry("http://nowhere.invalid")), lay(tmp_path / "v", VOSK))
    folder = tmp_path / "mirror"
    assert mirror.make(folder, installation.installed(), Silent()) == ["vosk-standin", "whisper-standin"]
    shutil.rmtree(models)
    return folder


def _serve(server: ModelServer, folder: Path) -> str:
    files = {f"/m/{name}": Served(data) for name, data in contents(folder).items()}
    server.files |= files | {"/m/index.json": Served((folder / "index.json").read_bytes(), kind="application/json")}
    return f"{server.url}/m/"


def test_a_mirror_serves_as_a_folder(mirrored: Path, models: Path) -> None:
    assert install(model(whisper_entry()), mirrored).trust == "known"
    assert install(model(vosk_entry("http://nowhere.invalid")), mirrored).trust == "pinned"
    assert contents(models / "whisper-standin") == WHISPER
    assert contents(models / "vosk-standin") == VOSK


def test_a_mirror_serves_over_the_web_and_resumes(mirrored: Path, models: Path, server: ModelServer) -> None:
    url = _serve(server, mirrored)
    server.files["/m/vosk-standin/am/final.mdl"].cuts = [25_000]
    install(model(vosk_entry("http://nowhere.invalid")), url)
    assert contents(models / "vosk-standin") == VOSK
    assert server.sent("/m/vosk-standin/am/final.mdl") == [25_000, 35_000]


def test_the_companys_mirror_goes_before_the_publisher(
    mirrored: Path, models: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(server)
    monkeypatch.setenv("CALLASSIST_MODEL_MIRROR", str(mirrored))
    assert install(model(whisper_entry())).source == str(mirrored)
    assert "resolve" in install(model(whisper_entry()), "publisher").source


def test_a_mirror_with_other_bytes_than_its_index_is_refused(mirrored: Path, server: ModelServer) -> None:
    url = _serve(server, mirrored)
    wrong = noise(60_000, 11)
    server.files["/m/vosk-standin/am/final.mdl"] = Served(wrong)
    with pytest.raises(Refused, match="the index there says"):
        install(model(vosk_entry("http://nowhere.invalid")), url)
    (mirrored / "vosk-standin" / "am" / "final.mdl").write_bytes(wrong)
    with pytest.raises(Refused, match="the index there says"):
        install(model(vosk_entry("http://nowhere.invalid")), mirrored)
    assert installation.folders() == []


def test_a_mirror_whose_index_differs_from_the_catalogue_is_refused_at_once(
    mirrored: Path, server: ModelServer
) -> None:
    index = json.loads((mirrored / "index.json").read_text(encoding="utf-8"))
    index["models"]["whisper-standin"]["files"][0]["sha256"] = "0" * 64
    (mirrored / "index.json").write_text(json.dumps(index), encoding="utf-8")
    with pytest.raises(Refused, match=r"its SHA-256 is 0000.*the known one is"):
        install(model(whisper_entry()), _serve(server, mirrored))
    assert len(server.requests) == 1


def test_a_mirror_that_leads_out_of_the_folder_is_refused(mirrored: Path, server: ModelServer) -> None:
    index = json.loads((mirrored / "index.json").read_text(encoding="utf-8"))
    index["models"]["whisper-standin"]["files"][0]["path"] = "../../escaped"
    (mirrored / "index.json").write_text(json.dumps(index), encoding="utf-8")
    with pytest.raises(Unreachable, match="not the index of a mirror"):
        install(model(whisper_entry()), _serve(server, mirrored))


def test_a_mirror_without_the_model_names_those_it_has(mirrored: Path) -> None:
    with pytest.raises(Unreachable, match="it has: vosk-standin, whisper-standin"):
        install(model(whisper_entry(model_id="another-standin")), mirrored)


def test_the_pins_of_a_mirror_are_what_a_company_can_adopt(mirrored: Path, tmp_path: Path, server: ModelServer) -> None:
    lay(tmp_path / "config", {"models.toml": (mirrored / "pins.toml").read_bytes()})
    assert install(model(vosk_entry("http://nowhere.invalid")), mirrored).trust == "company"


def test_a_damaged_model_is_not_mirrored(mirrored: Path, models: Path, tmp_path: Path) -> None:
    install(model(whisper_entry()), mirrored)
    target = models / "whisper-standin" / "model.bin"
    target.write_bytes(bytes(len(WHISPER["model.bin"])))
    with pytest.raises(Refused, match="damaged and was not taken into the mirror"):
        mirror.make(tmp_path / "second", installation.installed(), Silent())
    assert not (tmp_path / "second" / "index.json").exists()
