"""`callassist models` as people and scripts meet it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from models_server import ModelServer, Served, serving
from models_standins import REVISION, VOSK, WHISPER, contents, lay, vosk_entry, vosk_zip, whisper_entry, write_catalogue
from typer.testing import CliRunner, Result

from callassist.commands.models import app
from callassist.errors import UserError

HF = f"/nobody/standin/resolve/{REVISION}"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: ModelServer) -> Path:
    """A PC without models, and a publisher of a Whisper stand-in and of a Vosk one under a strict licence."""
    server.files |= {f"{HF}/{name}": Served(data) for name, data in WHISPER.items()}
    server.files["/vosk-standin.zip"] = Served(vosk_zip())
    strict = vosk_entry(server.url, licence="AGPL-3.0", must_agree=True)
    catalogue = write_catalogue(tmp_path / "catalogue.toml", whisper_entry(), strict)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("CALLASSIST_CATALOGUE", str(catalogue))
    monkeypatch.setenv("CALLASSIST_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("CALLASSIST_MODEL_MIRROR", raising=False)
    return tmp_path / "models"


def run(*arguments: str | Path, answer: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=answer)


def ran(*arguments: str | Path, answer: str | None = None) -> str:
    result = run(*arguments, answer=answer)
    assert result.exit_code == 0, result.output
    return result.stdout


def failure(result: Result) -> UserError:
    assert isinstance(result.exception, UserError), result.output
    return result.exception


def test_install_verify_path_and_list(models: Path) -> None:
    said = run("install", "whisper-standin")
    assert "licence MIT, published by Nobody" in said.stderr
    assert "checked against digests known beforehand" in said.stdout
    assert contents(models / "whisper-standin") == WHISPER
    assert ran("path", "whisper-standin") == f"{models / 'whisper-standin'}\n"
    assert "every file is as it was installed" in ran("verify")
    assert re.search(r"whisper-standin .*\n +installed, checked", ran("list"))


def test_what_is_installed_is_not_fetched_again_unless_that_is_wanted(server: ModelServer) -> None:
    ran("install", "whisper-standin")
    server.requests.clear()
    assert "whisper-standin is installed" in ran("install", "whisper-standin")
    assert server.requests == []
    ran("install", "whisper-standin", "--again")
    assert len(server.requests) == len(WHISPER)


def test_a_strict_licence_is_agreed_to_or_the_model_is_not_installed(models: Path) -> None:
    refused = failure(run("install", "vosk-standin", answer="n\n"))
    assert "--yes" in refused.remedy
    assert not (models / "vosk-standin").exists()
    assert "--yes" in failure(run("install", "vosk-standin", answer="")).remedy, "nobody is there to answer"
    said = run("install", "vosk-standin", answer="y\n")
    assert "AGPL-3.0 obliges" in said.stderr
    assert contents(models / "vosk-standin") == VOSK


def test_an_unknown_digest_is_said_to_be_pinned_when_installing_and_when_listing(models: Path) -> None:
    assert "no digest known beforehand, pinned when it first comes" in ran("list")
    said = run("install", "vosk-standin", "--yes")
    assert "No digest of vosk-standin is known beforehand" in said.stderr
    assert re.search(r"Compare where you can:\n  [0-9a-f]{64}  vosk-standin\.zip", said.stdout)
    assert "installed, pinned: its digests are those of what came at the first installation" in ran("list")


def test_list_as_json_has_one_object_a_line(models: Path) -> None:
    ran("install", "whisper-standin")
    first, second = map(json.loads, ran("list", "--json").splitlines())
    assert (first["id"], first["state"], first["path"], first["digests"]) == (
        "whisper-standin",
        "installed",
        str(models / "whisper-standin"),
        "known",
    )
    assert (second["id"], second["state"], second["must_agree"], second["digests"]) == (
        "vosk-standin",
        "absent",
        True,
        "none",
    )


def test_list_for_a_language() -> None:
    assert [json.loads(line)["id"] for line in ran("list", "--json", "--language", "en").splitlines()] == [
        "whisper-standin"
    ]


def test_damage_is_named_and_the_exit_code_tells(models: Path) -> None:
    ran("install", "whisper-standin")
    (models / "whisper-standin" / "model.bin").write_bytes(bytes(200_000))
    result = run("verify", "whisper-standin")
    assert result.exit_code == 1
    assert "whisper-standin: model.bin is damaged" in result.stderr
    assert "callassist models install whisper-standin --again" in result.stderr
    (models / "whisper-standin" / "model.bin").unlink()
    result = run("verify")
    assert result.exit_code == 1
    assert "model.bin is missing" in result.stderr
    assert "damaged; run: callassist models install whisper-standin" in ran("list")
    ran("install", "whisper-standin")
    assert "every file is as it was installed" in ran("verify")


def test_a_folder_that_was_never_finished_is_damage(models: Path) -> None:
    lay(models / "whisper-standin", WHISPER)
    result = run("verify")
    assert result.exit_code == 1
    assert "its installation was never finished" in result.stderr


def test_verify_without_models_and_of_an_absent_one() -> None:
    assert ran("verify") == "No model is installed.\n"
    assert "callassist models install whisper-standin" in failure(run("verify", "whisper-standin")).remedy
    assert failure(run("verify", "nonsense")).exit_code == 2


def test_path_of_an_absent_model_prints_nothing() -> None:
    result = run("path", "whisper-standin")
    assert failure(result).remedy == "Run: callassist models install whisper-standin"
    assert result.stdout == ""


def test_an_unknown_model_is_wrong_use() -> None:
    assert failure(run("install", "nonsense")).exit_code == 2


def test_a_mirror_is_made_and_installed_from(models: Path, tmp_path: Path, server: ModelServer) -> None:
    ran("install", "whisper-standin")
    assert "now serves whisper-standin" in ran("mirror", tmp_path / "mirror")
    (models / "whisper-standin").rename(tmp_path / "away")
    server.files.clear()
    assert "is installed from" in ran("install", "whisper-standin", "--from", tmp_path / "mirror")
    assert contents(models / "whisper-standin") == WHISPER


def test_there_is_nothing_to_mirror_where_nothing_is_installed(tmp_path: Path) -> None:
    assert "No model is installed" in failure(run("mirror", tmp_path / "mirror")).what
    assert not (tmp_path / "mirror").exists()


def test_the_command_imports_nothing_heavy_before_it_runs() -> None:
    heavy = "httpx pydantic rich.progress tenacity numpy callassist.speech.catalogue"
    script = (
        f"import sys, callassist.commands.models; print(*(name for name in {heavy.split()} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
