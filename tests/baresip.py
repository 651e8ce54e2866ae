"""Real softphones for tests: baresip processes that call each other on the loopback.

    with Baresip(tmp_path / "agent", "agent") as agent, Baresip(tmp_path / "caller", "0551234567") as caller:
        caller.call(agent)              # the agent's phone rings
        agent.do("accept")              # as if the agent had clicked
        agent.do("hangup")

What happens is seen through the phone's `ctrl_tcp` port, which takes one program at a time and is left to what is under
test; the phones are worked through another port.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import wave
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.needs import missing, program

_MODULES = Path("/usr/lib/baresip/modules")


def need_baresip(*modules: str) -> None:
    """Skip the test where baresip, or one of its modules ("pulse.so"), is not installed."""
    program("baresip", "baresip-core")
    if absent := [module for module in ("ctrl_tcp.so", *modules) if not (_MODULES / module).exists()]:
        missing(f"baresip has no {', '.join(absent)} (Debian: apt install baresip-core baresip-x11)")


class Baresip:
    """One softphone process, on ports of its own; it answers nothing by itself.

    Attributes:
        user: the user part of its address; what the other side sees as the number. address: where it is called.
        control_port: of `ctrl_tcp`. process: while it runs.
    """

    def __init__(
        self,
        folder: Path,
        user: str,
        *,
        display_name: str = "",
        source: str | None = None,
        player: str | None = None,
        modules: tuple[str, ...] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """`source` and `player` as in baresip's config ("aufile,speech.wav", "pulse,softphone_out"), with the `modules`
        that they need; without a source it sends two minutes of silence, without a player nothing is heard.

        The end of a file that is the source ends the call. Files want 8 kHz, one channel, 16 bits.
        """
        need_baresip(*modules)
        self.user = user
        self._folder = folder
        self._display_name = display_name
        self._source = source
        self._player = player
        self._modules = modules
        self._environment = {**os.environ, **(environment or {})}
        self._output = bytearray()
        self.process: subprocess.Popen[bytes] | None = None
        sip_port, self._console_port, self.control_port = _free_ports()
        self.address = f"sip:{user}@127.0.0.1:{sip_port}"
        self._configure(sip_port)

    def start(self) -> None:
        """Run it; returns when it takes calls."""
        self.process = subprocess.Popen(
            ["baresip", "-4", "-f", str(self._folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment,
        )
        ready = threading.Event()
        threading.Thread(target=self._read, args=(self.process, ready), daemon=True).start()
        assert ready.wait(20), self.output
        assert self.process.poll() is None, self.output

    @property
    def output(self) -> str:
        """What it has printed since it was started, for messages of failed tests."""
        return self._output.decode(errors="replace")

    def call(self, other: Baresip) -> None:
        """Dial; the other one rings."""
        self.do(f"dial {other.address}")

    def do(self, command: str) -> None:
        """What its user would do: `accept`, `hangup`, `hold`, `resume`, `dial ADDRESS`."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as console:
            console.sendto(f"/{command}\n".encode(), ("127.0.0.1", self._console_port))

    def kill(self) -> None:
        """SIGKILL; `start` runs it again on the same ports."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
            self.process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def _read(self, process: subprocess.Popen[bytes], ready: threading.Event) -> None:
        self._output.clear()
        assert process.stdout is not None
        with process.stdout:
            while text := os.read(process.stdout.fileno(), 4096):
                self._output += text
                if b"baresip is ready" in self._output:
                    ready.set()
        ready.set()  # it ended: whoever waits will see

    def _configure(self, sip_port: int) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        source = self._source or f"aufile,{_silence(self._folder / 'silence.wav')}"
        lines = [
            f"sip_listen 127.0.0.1:{sip_port}",
            "net_interface 127.0.0.1",
            f"module_path {_MODULES}",
            *(f"module {module}" for module in ("g711.so", "aufile.so", "cons.so", *self._modules)),
            "module_tmp uuid.so",
            "module_tmp account.so",
            "module_app menu.so",
            "module_app ctrl_tcp.so",
            f"cons_listen 127.0.0.1:{self._console_port}",
            f"ctrl_tcp_listen 127.0.0.1:{self.control_port}",
            f"audio_source {source}",
            *([f"audio_player {self._player}"] if self._player else []),
            "call_max_calls 4",
        ]
        (self._folder / "config").write_text("\n".join(lines) + "\n", encoding="utf-8")
        name = f'"{self._display_name}" ' if self._display_name else ""
        account = f"{name}<{self.address}>;regint=0;answermode=manual\n"
        (self._folder / "accounts").write_text(account, encoding="utf-8")
        (self._folder / "contacts").touch()


def _silence(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 8000 * 120))
    return path


def _free_ports() -> tuple[int, int, int]:
    """Ports for SIP, console and control; SIP takes the next one too, for TLS."""
    while True:
        with socket.socket() as first, socket.socket() as second, socket.socket() as third, socket.socket() as fourth:
            first.bind(("127.0.0.1", 0))
            sip_port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", sip_port + 1))
            except (OSError, OverflowError):
                continue
            third.bind(("127.0.0.1", 0))
            fourth.bind(("127.0.0.1", 0))
            return sip_port, third.getsockname()[1], fourth.getsockname()[1]
