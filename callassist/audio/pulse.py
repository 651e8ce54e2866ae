"""What PulseAudio, or PipeWire in its clothes, has: sources, sinks, who plays what, and which are the defaults.

`Watch` keeps a snapshot up to date from the server's own notices; which device a choice means is read from a snapshot,
without asking anybody.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Literal

import pulsectl
from pulsectl import _pulsectl as lib

from callassist.audio import host_clock
from callassist.audio.devices import Device, DeviceChoice, DeviceTrouble, Found
from callassist.events import Speaker

HOST_API = "PulseAudio"

ACCESS_DENIED = 1  # of pulse/def.h
FAULTS = (pulsectl.PulseError, pulsectl.PulseDisconnected, lib.LibPulse.CallError)
"""What pulsectl raises when the server is gone or refuses."""

_RETRY_S = 0.5
# How long after a client came PipeWire may still lose changes on its account; see `Watch`.
_UNSETTLED_S = 1.0
# A server that has stopped answering holds its threads for ever; they end with the process.
_STOPPING_S = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A source that can be recorded. `sink`: the sink whose monitor it is; empty for a microphone."""

    index: int
    name: str
    label: str
    sink: str
    rate: int
    muted: bool

    def found(self) -> Found:
        """It, to be opened; the server mixes its channels to one, at less cost than we."""
        return Found((self.index, self.name), self.name, self.label, self.rate, 1, self.muted)


@dataclass(frozen=True, slots=True)
class Playing:
    """A program's stream into a sink. `program`: its binary and its name, lower case. `role`: `phone`, `music`, …"""

    index: int
    sink: str
    program: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of it at one moment."""

    endpoints: tuple[Endpoint, ...] = ()
    playing: tuple[Playing, ...] = ()
    default_sink: str = ""
    default_source: str = ""

    def devices(self) -> list[Device]:
        """Microphones for the agent, sinks (by their monitors) for the customer."""
        customers = self._customers_sink()
        return [
            Device(one.sink, one.label, HOST_API, "customer", one.sink == customers)
            if one.sink
            else Device(one.name, one.label, HOST_API, "agent", one.name == self.default_source)
            for one in self.endpoints
        ]

    def find(self, speaker: Speaker, choice: DeviceChoice) -> Found | None:
        """Where a choice leads; see `SoundSystem.find`."""
        return self._microphone(choice) if speaker == "agent" else self._softphone(choice)

    def _microphone(self, choice: DeviceChoice) -> Found:
        name = choice.name or self.default_source
        for one in self.endpoints:
            # Without any microphone the default source is a monitor: the customer, who must not be heard as the agent.
            if one.name == name and (choice.name or not one.sink):
                return one.found()
        raise DeviceTrouble("missing", choice.name, "Plug the microphone in, or choose another.")

    def _softphone(self, choice: DeviceChoice) -> Found | None:
        if choice.process:
            wanted = choice.process.lower()
            # The newest, since a softphone's ring tone is a stream of its own and comes before the call's.
            for stream in reversed(self.playing):
                if wanted in stream.program:
                    monitor = self._monitor(stream.sink)
                    if monitor:
                        key = (monitor.index, monitor.name, stream.index)
                        return replace(monitor.found(), key=key, label=choice.process, part=stream.index)
            return None
        name = choice.name or self._customers_sink()
        found = self._monitor(name)
        if found is None:
            raise DeviceTrouble("missing", choice.name, "Plug the headset in, or choose where the softphone plays.")
        return found.found()

    def _customers_sink(self) -> str:
        """Where a stream with the role of a telephone plays, else the default sink."""
        return next((stream.sink for stream in self.playing if stream.role == "phone"), self.default_sink)

    def _monitor(self, name: str) -> Endpoint | None:
        """By the sink's name or its own."""
        return next((one for one in self.endpoints if one.sink and name in (one.sink, one.name)), None)


def snapshot(pulse: pulsectl.Pulse) -> Snapshot:
    """Ask the server for everything."""
    server = pulse.server_info()
    sinks = {sink.index: sink for sink in pulse.sink_list()}
    monitored = {sink.monitor_source_name: sink for sink in sinks.values()}
    endpoints = []
    for source in pulse.source_list():
        sink = monitored.get(source.name)
        endpoints.append(
            Endpoint(
                source.index,
                source.name,
                (sink or source).description or source.name,
                sink.name if sink else "",
                source.sample_spec.rate,
                bool(source.mute),
            )
        )
    playing = []
    for stream in pulse.sink_input_list():
        if stream.sink in sinks:
            about = stream.proplist
            names = (about.get("application.process.binary"), about.get("application.name"))
            program = tuple(name.lower() for name in names if name)
            playing.append(Playing(stream.index, sinks[stream.sink].name, program, about.get("media.role", "")))
    return Snapshot(
        tuple(endpoints),
        tuple(sorted(playing, key=lambda stream: stream.index)),
        server.default_sink_name,
        server.default_source_name,
    )


class Refused(pulsectl.PulseError):  # type: ignore[misc]
    """There is a server, and it does not let us in."""


class Connection:
    """One connection to the server, used in one thread, that another can end. `with` gives pulsectl's client."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pulse: pulsectl.Pulse | None = None
        self._lock = threading.Lock()

    def stop(self, thread: threading.Thread) -> None:
        """Wake `thread` out of `event_listen` until it has ended; it must look whether it is to go on."""
        end = host_clock.now() + _STOPPING_S
        while thread.is_alive() and host_clock.now() < end:
            with self._lock:
                if self._pulse is not None:
                    self._pulse.event_listen_stop()
            # It is not woken when it was just about to listen, so pulsectl says to call until it has ended.
            thread.join(0.02)

    def __enter__(self) -> pulsectl.Pulse:
        pulse = pulsectl.Pulse(self._name, connect=False)
        try:
            pulse.connect(autospawn=False)
        except pulsectl.PulseError as error:
            refused = lib.pa.context_errno(pulse._ctx) == ACCESS_DENIED
            pulse.close()
            raise Refused if refused else error from None
        with self._lock:
            self._pulse = pulse
        return pulse

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            pulse, self._pulse = self._pulse, None
            if pulse is not None:
                pulse.close()


NoServer = Literal["gone", "refused"]


def reachable() -> Snapshot | NoServer:
    """What the server has now, or why nothing can be said."""
    try:
        with Connection("CallAssist") as pulse:
            return snapshot(pulse)
    except FAULTS as error:
        return _why(error)


def _why(error: Exception) -> NoServer:
    return "refused" if isinstance(error, Refused) else "gone"


class Watch:
    """Tells of every change, from a thread of its own, and connects again when the server went away.

    PipeWire does not tell everybody what becomes a default while another client makes its acquaintance (`pending` in
    its `module-metadata/metadata.c`, in 0.3.65 and since): whoever was there before keeps the old one, and is answered
    with it, until the default moves again. That is when a headset is plugged in and some program looks at it. Only who
    comes later is told the truth, so a new connection takes over whenever a client has come.

    Args:
        tell: gets a snapshot at the start and after each change, or why there is none.
    """

    def __init__(self, tell: Callable[[Snapshot | NoServer], None]) -> None:
        self._tell = tell
        self._told: Snapshot | NoServer | None = None
        self._came = -math.inf  # when the newest client did, by the host's clock
        self._ended = threading.Event()
        self._connection = Connection("CallAssist")
        self._thread = threading.Thread(target=self._run, name="pulse-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Tell nothing any more."""
        self._ended.set()
        self._connection.stop(self._thread)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with self._connection as pulse:
                    self._follow(pulse)
            except FAULTS as error:
                self._say(_why(error))
                self._ended.wait(_RETRY_S)

    def _follow(self, pulse: pulsectl.Pulse) -> None:
        """Until this connection may have missed something."""
        due = self._came + _UNSETTLED_S
        if due < host_clock.now():
            due = math.inf
        changed = True

        def on_event(event: pulsectl.PulseEventInfo) -> None:
            nonlocal changed, due
            if event.facility != "client":
                changed = True
            elif event.t == "new":
                self._came = host_clock.now()
                due = min(due, self._came + _UNSETTLED_S)
            else:
                return
            raise pulsectl.PulseLoopStop

        forgets = "PipeWire" in pulse.server_info().server_name
        pulse.event_mask_set("server", "source", "sink", "sink_input", *(["client"] if forgets else []))
        pulse.event_callback_set(on_event)
        while not self._ended.is_set():
            if changed:
                changed = False
                try:
                    self._say(snapshot(pulse))
                except pulsectl.PulseOperationFailed:
                    if not pulse.connected:  # `event_listen` would not find that out a second time, and wait for ever
                        raise
                    changed = True  # something went away while it was asked for
                continue
            left = due - host_clock.now()
            if left <= 0:
                return
            pulse.event_listen(None if due == math.inf else left)

    def _say(self, now: Snapshot | NoServer) -> None:
        if now != self._told:
            self._told = now
            if not isinstance(now, Snapshot):
                _log.info("the sound server is %s", now)
            self._tell(now)
