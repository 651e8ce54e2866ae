"""A sound server of its own for a test: private, headless, without a sound card."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from callassist.speech.recognizer import Samples
from tests.needs import program

RATE = 48_000
SOFTPHONE, MOUTH, MICROPHONE, EAR = "softphone_out", "agent_mouth", "agent_mic", "caller_ear"
"""Sinks, but for the microphone, which hears what is played to the agent's mouth."""

_MICROPHONE = f"source_name={MICROPHONE} master={MOUTH}.monitor source_properties=device.description=Microphone"
_PULSEAUDIO = f"""
load-module module-native-protocol-unix auth-anonymous=1 socket={{socket}}
load-module module-rescue-streams
load-module module-null-sink sink_name={SOFTPHONE} sink_properties=device.description=Headset
load-module module-null-sink sink_name={MOUTH}
load-module module-null-sink sink_name={EAR}
load-module module-remap-source {_MICROPHONE}
set-default-sink {SOFTPHONE}
set-default-source {MICROPHONE}
"""


def until(true: Callable[[], bool], otherwise: str, within_s: float = 10.0) -> None:
    """Come back as soon as something is true; the test fails where it does not become so."""
    end = time.monotonic() + within_s
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"{otherwise} within {within_s:g} s")
        time.sleep(0.02)


class PulseServer:
    """A PulseAudio of its own.

    Attributes:
        environment: what a program needs in its environment to reach it, and nobody else's.
    """

    # Programs that are needed, and Debian's packages of them
    needs: ClassVar[dict[str, str]] = {
        "pulseaudio": "pulseaudio",
        "pactl": "pulseaudio-utils",
        "pacat": "pulseaudio-utils",
    }

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "native"
        self._servers: list[subprocess.Popen[bytes]] = []
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
        script.write_text(_PULSEAUDIO.format(socket=self._socket), encoding="utf-8")
        self._begin(
            "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", f"--file={script}"
        )
        until(lambda: MICROPHONE in self._sources(), "PulseAudio did not start")

    def stop(self) -> None:
        """End it, as when it crashes: nobody is told."""
        self.silence()
        while self._servers:
            server = self._servers.pop()
            server.kill()
            server.wait()
        self._socket.unlink(missing_ok=True)

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Let it hang for a while."""
        for server in self._servers:
            server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            for server in self._servers:
                server.send_signal(signal.SIGCONT)

    def locked_door(self) -> str:
        """Another way in, for `PULSE_SERVER`, through which nobody is let."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        arguments = ["listen=127.0.0.1", f"port={port}", f"auth-cookie={self._folder / 'other-cookie'}"]
        self.pactl("load-module", "module-native-protocol-tcp", *arguments)
        return f"tcp:127.0.0.1:{port}"

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

    def unplug(self, name: str) -> None:
        """Take a device away."""
        for line in self.pactl("list", "short", "modules").splitlines():
            index, _, arguments = line.partition("\t")
            if f"_name={name} " in f"{arguments} ".replace("\t", " "):
                self.pactl("unload-module", index)

    def plug_in(self, name: str, label: str = "Headset") -> None:
        """Bring a device (back): the microphone, or a sink, which is made the default."""
        if name == MICROPHONE:
            self.pactl("load-module", "module-remap-source", *_MICROPHONE.split())
            self._make_default("source", name)
        else:
            described = f"sink_properties=device.description={label}"
            self.pactl("load-module", "module-null-sink", f"sink_name={name}", described)
            self._make_default("sink", name)

    def play(self, sink: str, samples: Samples, *, properties: tuple[str, ...] = (), ahead_ms: int = 300) -> None:
        """Begin to play mono samples at 48 kHz into a sink; the player ends with the sound, or with the server.

        `ahead_ms`: how much the server has in hand, so that it does not stutter where the player has to wait.
        """
        command = [
            "pacat", "--playback", "--raw", "--format=float32le", f"--rate={RATE}", "--channels=1",
            f"--latency-msec={ahead_ms}", f"--device={sink}", *(f"--property={one}" for one in properties),
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

    def _make_default(self, kind: str, name: str) -> None:
        command = ["pactl", f"set-default-{kind}", name]
        environment = self._all_environment()

        def is_taken() -> bool:  # PipeWire refuses until WirePlumber has seen the device, and then takes its time
            if subprocess.run(command, env=environment, check=False, stderr=subprocess.DEVNULL).returncode:
                return False
            return self.pactl(f"get-default-{kind}").strip() == name

        until(is_taken, f"{name} did not become the default {kind}")

    def _begin(self, *command: str) -> None:
        nothing = subprocess.DEVNULL
        environment = self._all_environment()
        self._servers.append(subprocess.Popen(command, env=environment, stdin=nothing, stdout=nothing, stderr=nothing))

    def _sources(self) -> str:
        """The server's sources; empty while it does not answer."""
        asked = ["pactl", "list", "short", "sources"]
        answer = subprocess.run(
            asked, env=self._all_environment(), check=False, capture_output=True, text=True, timeout=10
        )
        return answer.stdout if answer.returncode == 0 else ""

    def _all_environment(self) -> dict[str, str]:
        return os.environ | self.environment


class PipeWireServer(PulseServer):
    """A PipeWire of its own, with WirePlumber and the server that speaks PulseAudio's protocol."""

    needs: ClassVar[dict[str, str]] = {
        "pipewire": "pipewire",
        "wireplumber": "wireplumber",
        "pipewire-pulse": "pipewire-pulse",
        "dbus-daemon": "dbus-daemon",
        "pactl": "pulseaudio-utils",
        "pacat": "pulseaudio-utils",
    }

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._socket = folder / "pulse" / "native"
        self.environment |= {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_RUNTIME_PATH": str(self._socket.parent),
            "PIPEWIRE_RUNTIME_DIR": str(folder),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'bus'}",
            # WirePlumber remembers what was the default.
            "XDG_STATE_HOME": str(folder / "state"),
        }

    def start(self) -> None:
        """Begin with the devices above, and come back when they can be used."""
        bus = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        self._begin("dbus-daemon", "--session", f"--address={bus}", "--nofork", "--nopidfile")
        until((self._folder / "bus").exists, "the message bus did not start")
        self._begin("pipewire")
        until((self._folder / "pipewire-0").exists, "PipeWire did not start")
        self._begin("wireplumber")
        self._begin("pipewire-pulse")
        until(lambda: bool(self._sources()), "PipeWire's PulseAudio server did not start")
        for sink, label in ((MOUTH, "Mouth"), (EAR, "Ear"), (SOFTPHONE, "Headset")):
            self.plug_in(sink, label)
        self.plug_in(MICROPHONE)

    def stop(self) -> None:
        """End all of it."""
        super().stop()
        for left in ("bus", "pipewire-0", "pipewire-0.lock"):
            (self._folder / left).unlink(missing_ok=True)


def _feed(player: subprocess.Popen[bytes], sound: bytes) -> None:
    assert player.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        player.stdin.write(sound)
    with contextlib.suppress(BrokenPipeError):
        player.stdin.close()


@contextmanager
def private_server(kind: type[PulseServer] = PulseServer) -> Iterator[PulseServer]:
    """A running server; the test is skipped where its programs are not installed."""
    for name, package in kind.needs.items():
        program(name, package)
    # A socket's path has room for 107 characters, which a test's own folder may exceed.
    with tempfile.TemporaryDirectory(prefix="sound-") as folder:
        server = kind(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def tone(hertz: float, seconds: float, level: float = 0.3) -> Samples:
    """A sine of mono samples at 48 kHz."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)
