"""Only whole models are used, the best of them is chosen, and what is missing comes with the command that brings it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from models_standins import HURRIED, VOSK, WHISPER, lay, model, sha256, vosk_entry, whisper_entry, write_catalogue

from callassist.errors import UserError
from callassist.speech import installation, layout
from callassist.speech.fetching import install as installing
from callassist.speech.fetching.progress import Silent
from callassist.speech.manifest import MANIFEST

NOWHERE = "http://nowhere.invalid"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models, and a catalogue of three stand-ins of which none is installed."""
    catalogue = write_catalogue(
        tmp_path / "catalogue.toml",
        whisper_entry(),
        whisper_entry(model_id="whisper-larger", preference=30),
        vosk_entry(NOWHERE),
    )
    monkeypatch.setenv("CALLASSIST_CATALOGUE", str(catalogue))
    monkeypatch.setenv("CALLASSIST_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("CALLASSIST_MODEL_MIRROR", raising=False)
    return tmp_path / "models"


def put(tmp_path: Path, model_id: str) -> Path:
    vosk = model_id.startswith("vosk")
    entry = vosk_entry(NOWHERE) if vosk else whisper_entry(model_id=model_id)
    origin = lay(tmp_path / "origin" / model_id, VOSK if vosk else WHISPER)
    installing.install(model(entry), Silent(), origin=str(origin), patience=HURRIED)
    return tmp_path / "models" / model_id


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def test_the_path_of_an_installed_model(tmp_path: Path) -> None:
    assert put(tmp_path, "whisper-standin") == installation.model_path("whisper-standin")


def test_a_model_that_is_absent_is_answered_with_the_command_that_installs_it() -> None:
    with pytest.raises(UserError, match="not installed") as caught:
        installation.model_path("whisper-standin")
    assert caught.value.remedy == "Run: callassist models install whisper-standin"


def test_a_model_that_nobody_knows_is_wrong_use() -> None:
    with pytest.raises(UserError, match=r"no model called \.\./secrets") as caught:
        installation.model_path("../secrets")
    assert caught.value.exit_code == 2


def test_a_model_cut_short_is_not_used_and_the_file_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    cut(put(tmp_path, "whisper-standin") / "model.bin")
    with pytest.raises(UserError, match=r"model\.bin is 199999 bytes long and should be 200000"):
        installation.model_path("whisper-standin")
    with caplog.at_level(logging.WARNING):
        assert installation.installed() == []
    assert "model.bin" in caplog.text
    with pytest.raises(UserError, match=r"model\.bin is 199999 bytes long"):
        installation.choose("ar")
    with pytest.raises(UserError, match=r"model\.bin is 199999 bytes long"):
        installation.choose("ar", "whisper-standin")


def test_a_model_with_a_file_missing_is_not_used(tmp_path: Path) -> None:
    (put(tmp_path, "vosk-standin") / "graph" / "Gr.fst").unlink()
    with pytest.raises(UserError, match=r"graph/Gr\.fst is missing"):
        installation.choose("ar")


@pytest.mark.parametrize("text", [None, "", "{", '{"format": 2}', "[]"])
def test_a_folder_without_a_manifest_that_can_be_read_is_not_installed(tmp_path: Path, text: str | None) -> None:
    manifest = put(tmp_path, "whisper-standin") / MANIFEST
    manifest.unlink()
    if text is not None:
        manifest.write_text(text, encoding="utf-8")
    assert installation.installed() == []
    assert installation.present("whisper-standin") is None
    with pytest.raises(UserError, match="can't be used") as caught:
        installation.model_path("whisper-standin")
    assert "callassist models install whisper-standin" in caught.value.remedy


def test_damage_that_keeps_the_length_is_found_by_reading_every_byte(tmp_path: Path) -> None:
    folder = put(tmp_path, "whisper-standin")
    read: list[int] = []
    assert installation.verify("whisper-standin", read.append) == ()
    assert sum(read) == sum(map(len, WHISPER.values()))
    (folder / "model.bin").write_bytes(bytes(200_000))
    (damage,) = installation.verify("whisper-standin")
    assert damage.path == "model.bin"
    assert "damaged" in damage.reason


def test_a_manifest_that_was_altered_along_with_its_file_does_not_help(tmp_path: Path) -> None:
    folder = put(tmp_path, "whisper-standin")
    record = installation.present("whisper-standin")
    assert record is not None
    (folder / "config.json").write_bytes(b"something else here!")
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    old = next(part for part in record.files if part.path == "config.json")
    (folder / MANIFEST).write_text(text.replace(old.sha256, sha256(b"something else here!")), encoding="utf-8")
    (damage,) = installation.verify("whisper-standin")
    assert (damage.path, damage.reason) == ("config.json", "not the one that the catalogue knows")


def test_vosk_goes_first_where_it_knows_the_language(tmp_path: Path) -> None:
    for name in ("whisper-standin", "whisper-larger", "vosk-standin"):
        put(tmp_path, name)
    assert [found.id for found in installation.installed()] == ["vosk-standin", "whisper-larger", "whisper-standin"]
    assert installation.choose("ar").id == "vosk-standin"
    assert installation.choose("en").id == "whisper-larger"
    assert installation.choose("ar", "whisper-standin").id == "whisper-standin"


def test_what_is_chosen_says_how_to_use_it(tmp_path: Path) -> None:
    folder = put(tmp_path, "whisper-standin")
    chosen = installation.choose("ar")
    assert (chosen.engine, chosen.path, chosen.languages) == ("whisper", folder, ("ar", "en"))
    assert dict(chosen.bias) == {"ar": True, "en": False}


def test_where_nothing_is_installed_the_command_is_named() -> None:
    with pytest.raises(UserError, match="No speech model for ar is installed") as caught:
        installation.choose("ar")
    assert "callassist models install whisper-standin (also possible: whisper-larger, vosk-standin)" in (
        caught.value.remedy
    )


def test_the_shipped_catalogue_recommends_whisper_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CALLASSIST_CATALOGUE")
    with pytest.raises(UserError) as caught:
        installation.choose("ar")
    assert "callassist models install whisper-base (" in caught.value.remedy


def test_a_model_that_does_not_know_the_language_is_not_used_for_it(tmp_path: Path) -> None:
    put(tmp_path, "vosk-standin")
    with pytest.raises(UserError, match="vosk-standin does not know en, only ar"):
        installation.choose("en", "vosk-standin")
    with pytest.raises(UserError, match="There is no speech model for fr"):
        installation.choose("fr")


@pytest.mark.parametrize(("files", "engine"), [(WHISPER, "whisper"), (VOSK, "vosk")])
def test_any_folder_with_a_model_can_be_used(tmp_path: Path, files: dict[str, bytes], engine: str) -> None:
    folder = lay(tmp_path / "our own model", files)
    found = installation.recognise_folder(folder)
    assert (found.engine, found.path, found.id) == (engine, folder.resolve(), "our own model")
    assert installation.choose("en", str(folder)) == found


def test_the_older_flat_vosk_layout_is_known(tmp_path: Path) -> None:
    flat = {"final.mdl": b"1", "mfcc.conf": b"1", "HCLG.fst": b"1", "word_boundary.int": b"1"}
    assert installation.recognise_folder(lay(tmp_path / "flat", flat)).engine == "vosk"


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "holds no speech model"),
        ({"model.bin": b"1", "config.json": b"{}"}, "tokenizer.json, vocabulary.txt or vocabulary.json are missing"),
        (WHISPER | {"tokenizer.json": b""}, "tokenizer.json is missing or empty"),
        ({name: data for name, data in VOSK.items() if name != "conf/mfcc.conf"}, "conf/mfcc.conf is missing"),
        ({"model.safetensors": b"1", "config.json": b"{}"}, "a Transformers model"),
        ({"ggml-base.bin": b"1"}, "one of whisper.cpp"),
        ({"inner/am/final.mdl": b"1"}, "there is one in its folder inner"),
        ({"snapshots/abc/model.bin": b"1"}, "there is one in its folder snapshots/abc"),
    ],
)
def test_a_wrong_folder_is_told_what_it_is(tmp_path: Path, files: dict[str, bytes], says: str) -> None:
    folder = lay(tmp_path / "folder", files)
    folder.mkdir(exist_ok=True)
    with pytest.raises(UserError) as caught:
        installation.recognise_folder(folder)
    assert says in str(caught.value)


def test_a_path_that_is_no_folder_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a folder") as caught:
        layout.recognise(tmp_path / "absent")
    assert caught.value.exit_code == 2
