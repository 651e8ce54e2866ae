"""The window comes before the engine: what is asked of it meanwhile is not lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from callassist.audio import host_clock
from callassist.calls.updates import Trouble
from callassist.commands import starting
from callassist.instance import ShowAsked
from callassist.softphone.phone import PhoneEvent


class FakeBoard:
    """A switchboard that writes down what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def phone(self, told: PhoneEvent) -> None:
        self.asked.append(told.kind)

    def bring_forward(self) -> None:
        self.asked.append("forward")

    def set_language(self, language: str) -> None:
        self.asked.append(language)

    def reveal(self, token: str) -> str:
        return f"behind {token}"

    def close(self) -> None:
        self.asked.append("close")

    def join(self) -> None:
        self.asked.append("join")


def test_what_is_asked_before_the_engine_is_there_is_done_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    board, made = FakeBoard(), threading.Event()

    def make(*_: object) -> FakeBoard:
        assert made.wait(10)
        return board

    monkeypatch.setattr(starting.Starting, "_made", make)
    calls = starting.Starting()
    engine = calls.begin(lambda update: None)
    engine.set_language("ar")
    engine.start()
    calls.reach(PhoneEvent("rings", host_clock.now(), number="0551234567"))
    calls.reach(ShowAsked())
    assert engine.reveal("t") is None
    made.set()
    calls._thread.join(10)
    assert board.asked == ["ar", "rings", "forward"]
    assert engine.reveal("t") == "behind t"
    engine.close()
    calls.end()
    assert board.asked == ["ar", "rings", "forward", "close", "close", "join"]


def test_one_may_leave_before_the_engine_was_started() -> None:
    calls = starting.Starting()
    calls.begin(lambda update: None).close()
    calls.end()
    assert calls._board is None


def test_an_engine_that_cannot_be_made_is_told_and_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LookupError("something that nobody thought of")

    monkeypatch.setattr(starting.Starting, "_made", fail)
    told: list[object] = []
    calls = starting.Starting()
    calls.begin(told.append).start()
    calls.end()
    (trouble,) = told
    assert isinstance(trouble, Trouble)
    assert trouble.kind == "fault"
    assert "something that nobody thought of" in Path(trouble.what).read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="asks it to end by a signal")
def test_it_leaves_politely_as_soon_as_the_softphone_can_reach_it(tmp_path: Path) -> None:
    folders = {name: str(tmp_path / name.lower()) for name in ("DATA", "LOGS", "CONFIG", "RUNTIME")}
    env = os.environ | {f"CALLASSIST_{name}": folder for name, folder in folders.items()}
    env |= {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    command = [sys.executable, "-m", "callassist"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        hook = [sys.executable, "-m", "callassist.hook", "ring", "966551234567"]
        while subprocess.run(hook, env=env, stderr=subprocess.DEVNULL).returncode:
            assert run.poll() is None
            time.sleep(0.02)
        run.send_signal(signal.SIGTERM)
        said, _ = run.communicate(timeout=60)
    assert run.returncode == 0, said
    assert "Traceback" not in said
    assert not (tmp_path / "logs").exists() or not list((tmp_path / "logs").glob("crash-*"))
