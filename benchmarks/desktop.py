"""A PC for one measurement: folders, sound server, softphones and screen of its own, as the tests have them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from benchmarks.figures import Absent
from callassist import paths
from callassist.audio.levels import gain
from callassist.settings import HearingSettings, PhoneSettings, Settings, SettingsFile
from callassist.speech.recognizer import Samples
from tests.baresip import Baresip
from tests.pulse_server import MOUTH, SOFTPHONE, PulseServer, private_server
from tests.x_server import x_server

TELEPHONE_RATE = 8000
NUMBER = "0551234567"
_AFTER_S = 120.0  # the caller's line stays silent after its last word, until somebody hangs up
_OPENS_A_WINDOW = "from PySide6.QtWidgets import QApplication; QApplication([])"


@dataclass(frozen=True, slots=True)
class Phones:
    """The agent's softphone, which plays to a headset and hears a microphone, and the caller's."""

    agent: Baresip
    caller: Baresip


@contextmanager
def own_folders(*, baresip_port: int | None = None) -> Iterator[Path]:
    """Settings, databases, logs and the meeting place in a folder of their own: notice confirmed, calls in English.

    Args:
        baresip_port: where the softphone listens for programs; None for no softphone.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        own = {name: str(Path(folder) / name) for name in ("data", "config", "logs", "runtime")}
        changed = {f"CALLASSIST_{name.upper()}": path for name, path in own.items()}
        changed["CALLASSIST_MODELS"] = str(paths.models_dir())
        changed["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        with environment(changed):
            phone = PhoneSettings() if baresip_port is None else PhoneSettings(link="baresip", port=baresip_port)
            chosen = Settings(hearing=HearingSettings(language="en"), phone=phone)
            SettingsFile().change(chosen.with_notice_confirmed("Shift lead"))
            window = '{"set_up": true, "language": "ar", "calls_in": "en"}'
            (paths.config_dir() / "window.json").write_text(window, encoding="utf-8")
            yield Path(folder)


@contextmanager
def sound_server() -> Iterator[PulseServer]:
    """A private PulseAudio, for this process and all that it starts."""
    with ExitStack() as stack:
        with _absent_where_skipped():
            server = stack.enter_context(private_server())
        stack.enter_context(environment(server.environment))
        yield server


@contextmanager
def phones(server: PulseServer, customer: Samples) -> Iterator[Phones]:
    """Two real softphones on the loopback.

    Args:
        customer: what the caller says from the moment of the answer on, at 8 kHz.
    """
    with tempfile.TemporaryDirectory(prefix="phones-") as name, ExitStack() as stack:
        folder = Path(name)
        line = np.concatenate([customer, np.zeros(round(_AFTER_S * TELEPHONE_RATE), np.float32)])
        with wave.open(str(folder / "customer.wav"), "wb") as file:
            file.setparams((1, 2, TELEPHONE_RATE, 0, "NONE", ""))
            file.writeframes((line * 32767).astype("<i2").tobytes())
        with _absent_where_skipped():
            agent = Baresip(
                folder / "agent",
                "agent",
                source=f"pulse,{MOUTH}.monitor",
                player=f"pulse,{SOFTPHONE}",
                modules=("pulse.so",),
                environment=server.environment,
            )
            caller = Baresip(folder / "caller", NUMBER, source=f"aufile,{folder / 'customer.wav'}")
        yield Phones(stack.enter_context(agent), stack.enter_context(caller))


@contextmanager
def screen() -> Iterator[str]:
    """A screen of its own, Xvfb where Qt can use it; says which it is."""
    with ExitStack() as stack:
        try:
            with _absent_where_skipped():
                shown = {"DISPLAY": stack.enter_context(x_server()), "QT_QPA_PLATFORM": "xcb"}
        except Absent:
            shown = {}
        if shown and _can_open_a_window(shown):
            stack.enter_context(environment(shown))
            yield "Xvfb"
        else:
            stack.enter_context(environment({"QT_QPA_PLATFORM": "offscreen"}))
            yield "Qt's offscreen platform"


def faint_noise(seconds: float, rate: int, dbov: float = -60.0) -> Samples:
    """What is heard while nobody speaks: no line and no room is digitally silent."""
    random = np.random.default_rng(7)
    return random.standard_normal(round(seconds * rate)).astype(np.float32) * np.float32(gain(dbov))


@contextmanager
def environment(changed: Mapping[str, str]) -> Iterator[None]:
    """These variables for this process and all that it starts, then as before."""
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _absent_where_skipped() -> Iterator[None]:
    """The tests' own parts skip a test where a program is missing."""
    try:
        yield
    except pytest.skip.Exception as skipped:
        raise Absent(str(skipped.msg)) from skipped


def _can_open_a_window(shown: Mapping[str, str]) -> bool:
    tried = subprocess.run(
        [sys.executable, "-c", _OPENS_A_WINDOW],
        env=os.environ | shown,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return tried.returncode == 0
