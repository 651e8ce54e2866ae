"""A sound server of its own for a test: private, headless, without a sound card."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from callassist.speech.recognizer import Samples

RATE = 48_000
SOFTPHONE, MOUTH, MICROPHONE, EAR = "softphone_out", "agent_mouth", "agent_mic", "caller_ear"
"""Sinks, but for the microphone, which hears what is played to the agent's mouth."""

_SET_UP = f"""
load-module module-native-protocol-unix auth-anonymous=1 socket={{socket}}
load-module module-rescue-streams
load-module module-null-sink sink_name={SOFTPHONE} sink_properties=device.description=Headset
load-module module-null-sink sink_name={MOUTH}
load-module module-null-sink sink_name={EAR}
load-module module-remap-source source_name={MICROPHONE} master={MOUTH}.monitor source_properties=device.description=Microphone
set-default-sink {SOFTPHONE}
set-default-source {MICROPHONE}
"""


# Programs, and Debian's packages of them
_NEEDED = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "pacat": "pulseaudio-utils"}


def until(true: Callable[[], bool], otherwise: str, within_s: float = 10.0) -> None:
    """Come back as soon as something is true; the test fails where it does not become so."""
    end = time.monotonic() + within_s
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"{otherwise} within {within_s:g} s")
        time.sleep(0.02)


class PulseServer:
    """A running server.

    Attributes:
        environment: what a program needs in its environment to reach it, and nobody else's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "native"
        self._server: subprocess.Popen[str] | None = None
        self._players: list[subprocess.Popen[bytes]] = []
        self.environment = {
            "PULSE_SERVER": f"unix:{self._socket}",
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_COOKIE": str(folder / "cookie"),
        }

    def start(self) -> None:
        """Begin with the devices above, and come back when they can be used."""
        script = self._folder / "set-up.pa"
        script.write_text(_SET_UP.format(socket=self._socket), encoding="utf-8")
        self._server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--log-target=stderr",
             "--log-level=error", f"--file={script}"],
            env=self._all_environment(), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        until(self._answers, "PulseAudio did not start")

    def stop(self) -> None:
        """End it, as when it crashes: nobody is told."""
        self.silence()
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None
        self._socket.unlink(missing_ok=True)

    def pactl(self, *arguments: str) -> str:
        """What `pactl` answers."""
        command = ["pactl", *arguments]
        return subprocess.run(
            command, env=self._all_environment(), check=True, capture_output=True, text=True, timeout=10
        ).stdout

    def list(self, kind: str) -> list[dict[str, Any]]:
        """Everything of a kind: `sinks`, `sources`, `sink-inputs`, `source-outputs`, `modules`."""
        found: list[dict[str, Any]] = json.loads(self.pactl("-f", "json", "list", kind))
        return found

    def play(self, sink: str, samples: Samples, *, properties: tuple[str, ...] = (), program: str = "pacat") -> None:
        """Begin to play mono samples at 48 kHz into a sink; the player ends with the sound, or with the server."""
        command = [
            program, "--playback", "--raw", "--format=float32le", f"--rate={RATE}", "--channels=1", "--latency-msec=50",
            f"--device={sink}", *(f"--property={one}" for one in properties),
        ]  # fmt: skip
        player = subprocess.Popen(
            command, env=self._all_environment(), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._players.append(player)
        threading.Thread(target=_feed, args=(player, samples.astype(np.float32).tobytes()), daemon=True).start()

    def silence(self) -> None:
        """End everything that plays."""
        for player in self._players:
            player.kill()
            player.wait()
        self._players.clear()

    def _answers(self) -> bool:
        asked = ["pactl", "list", "short", "sources"]
        answer = subprocess.run(
            asked, env=self._all_environment(), check=False, capture_output=True, text=True, timeout=10
        )
        return answer.returncode == 0 and MICROPHONE in answer.stdout

    def _all_environment(self) -> dict[str, str]:
        return os.environ | self.environment


def _feed(player: subprocess.Popen[bytes], sound: bytes) -> None:
    assert player.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        player.stdin.write(sound)
    with contextlib.suppress(BrokenPipeError):
        player.stdin.close()


@contextmanager
def pulse_server() -> Iterator[PulseServer]:
    """A running server; the test is skipped where PulseAudio is not installed."""
    for program, package in _NEEDED.items():
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program}: apt-get install {package}")
    # A socket's path has room for 107 characters, which a test's own folder may exceed.
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder:
        server = PulseServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def tone(hertz: float, seconds: float, level: float = 0.3) -> Samples:
    """A sine of mono samples at 48 kHz."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)
