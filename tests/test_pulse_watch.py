"""Following a real sound server: what it forgets to tell, and what it has no time left to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import pulsectl
import pytest
from pulse_server import EAR, MICROPHONE, PipeWireServer, PulseServer, private_server

from callassist.audio import pulse
from callassist.audio.pulse import Connection, NoServer, Snapshot, Watch, snapshot

pytestmark = pytest.mark.alone

Said = Snapshot | NoServer

_TRIES = 60  # PipeWire 0.3.65 forgets in one of ten to one of four


@contextmanager
def _running(kind: type[PulseServer], monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    with private_server(kind) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def _until(said: SimpleQueue[Said], true: Callable[[Said], bool]) -> None:
    while not true(said.get(timeout=15)):
        pass


def _microphone_is_default(said: Said) -> bool:
    return isinstance(said, Snapshot) and said.default_source == MICROPHONE


def test_a_default_of_which_pipewire_forgets_to_tell_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    said: SimpleQueue[Said] = SimpleQueue()
    with _running(PipeWireServer, monkeypatch) as server:
        watch = Watch(said.put)
        _until(said, _microphone_is_default)
        for _ in range(_TRIES):
            with Connection("witness") as witness:
                server.unplug(MICROPHONE)
                _until(said, lambda now: not _microphone_is_default(now))
                server.plug_in(MICROPHONE)
                _until(said, _microphone_is_default)
                server.pactl("info")  # what is still on its way comes meanwhile
                if not _microphone_is_default(snapshot(witness)):
                    break  # whoever was there all the time does not know
        else:
            pytest.skip(f"this PipeWire forgot nobody in {_TRIES} times")
        watch.close()


def test_a_server_that_dies_while_it_is_asked_is_gone_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said: SimpleQueue[Said] = SimpleQueue()
    with _running(PulseServer, monkeypatch) as server:
        watch = Watch(said.put)
        _until(said, _microphone_is_default)
        asked: list[pulsectl.Pulse] = []

        def ask(client: pulsectl.Pulse) -> Snapshot:
            if not asked:
                server.stop()
            asked.append(client)
            return snapshot(client)

        monkeypatch.setattr(pulse, "snapshot", ask)
        server.unplug(EAR)
        _until(said, lambda now: now == "gone")
        server.start()
        _until(said, _microphone_is_default)
        watch.close()
