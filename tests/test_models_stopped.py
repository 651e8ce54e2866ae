"""An installation that is stopped, meets another, or runs out of room leaves what it has and nothing half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from models_installing import HF, install, publish, sources, without_models
from models_server import ModelServer
from models_standins import WHISPER, contents, lay, model, whisper_entry, write_catalogue

from callassist.errors import UserError
from callassist.speech import installation
from callassist.speech.fetching import lock


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    yield from sources(monkeypatch)


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return without_models(tmp_path, monkeypatch)


# Where the tests run in the background of a shell, SIGINT is ignored, and so it would be in what they start.
_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from callassist.commands.models import app
app()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_an_installer_that_is_stopped_goes_on_where_it_was(
    server: ModelServer, models: Path, tmp_path: Path, name: str
) -> None:
    publish(server)
    path = f"{HF}/model.bin"
    pause = server.files[path].pause = threading.Event()
    catalogue = write_catalogue(tmp_path / "c.toml", whisper_entry())
    command = [sys.executable, "-c", _PROGRAM, "install", "whisper-standin"]
    child = subprocess.Popen(command, env=os.environ | {"CALLASSIST_CATALOGUE": str(catalogue)}, stderr=subprocess.PIPE)
    partial = models / ".partial" / "whisper-standin" / "model" / "model.bin"
    try:
        _until(lambda: partial.exists() and partial.stat().st_size > 50_000, child)
    finally:
        child.send_signal(getattr(signal, name))
        _, said = child.communicate(timeout=60)
    if name == "SIGINT":
        assert child.returncode == 130
        assert b"the same command goes on with it" in said
    assert installation.folders() == [], "what is not whole is not there"
    arrived = partial.stat().st_size
    pause.set()
    server.files[path].pause = None
    server.requests.clear()
    install(model(whisper_entry()))
    assert server.sent(path) == [len(WHISPER["model.bin"]) - arrived]
    assert contents(models / "whisper-standin") == WHISPER


def test_two_installers_of_one_model_are_kept_apart(server: ModelServer, models: Path) -> None:
    publish(server)
    with (
        lock.alone(models / ".partial" / "whisper-standin.lock", "whisper-standin"),
        pytest.raises(UserError, match="being installed by another program"),
    ):
        install(model(whisper_entry()))
    install(model(whisper_entry()))
    assert contents(models / "whisper-standin") == WHISPER


def test_a_disk_that_is_too_small_is_known_before_anything_comes(server: ModelServer) -> None:
    publish(server)
    with pytest.raises(UserError, match=r"needs 1000000000\.\d+ GB more"):
        install(model(whisper_entry(size_bytes=10**18)))
    assert server.requests == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_disk_that_fills_up_is_a_clear_error_and_what_came_is_kept(
    server: ModelServer, models: Path, tmp_path: Path
) -> None:
    publish(server)
    catalogue = write_catalogue(tmp_path / "c.toml", whisper_entry())
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000));"
        "from callassist import cli; cli.main()"
    )
    command = [sys.executable, "-c", limited, "models", "install", "whisper-standin"]
    environment = os.environ | {"CALLASSIST_CATALOGUE": str(catalogue)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert "what has arrived is kept" in done.stderr
    assert (models / ".partial" / "whisper-standin" / "model" / "model.bin").stat().st_size == 120_000
    server.requests.clear()
    install(model(whisper_entry()))
    assert server.sent(f"{HF}/model.bin") == [80_000]


def test_leftovers_of_another_attempt_do_not_get_into_a_model(server: ModelServer, models: Path) -> None:
    lay(models / ".partial" / "whisper-standin" / "model", {"old/stray.txt": b"stray"})
    publish(server)
    install(model(whisper_entry()))
    assert contents(models / "whisper-standin") == WHISPER


def _until(ready: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        assert child.poll() is None, "the installer ended early"
        assert time.monotonic() < deadline, "nothing arrived"
        time.sleep(0.02)
