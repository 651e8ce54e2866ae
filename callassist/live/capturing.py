"""The capture process: opens both devices, writes the shared ring, and says how the devices are.

It is small and light, so that it starts in a moment, keeps up while the recogniser has all cores, and comes back
quickly should a driver take it down. Nothing is let into the ring but while it is told to listen.
"""

from __future__ import annotations

import math
import os
import signal
import threading
from queue import Empty, SimpleQueue
from typing import Any

from callassist.audio import host_clock
from callassist.audio.channel import Channel
from callassist.audio.devices import Block, DeviceTrouble, SoundSystem, list_devices, sound_system
from callassist.audio.ring import SoundRing
from callassist.events import SPEAKERS
from callassist.live.line import Line
from callassist.live.messages import (
    CloseDevices,
    DeviceNotice,
    FoundDevices,
    Listen,
    LookForDevices,
    Measure,
    OpenDevices,
)
from callassist.live.side import Side

# How often silence is filled where no block came; a block is 30 ms.
_ROUND_S = 0.1
# A round that began so much late means that this process had to wait: so have its blocks, which come first then.
_WAITED_S = 0.05
# Opening a device takes 2 s at most; a driver that keeps the loop for longer keeps it for good.
_HANGS_AFTER_S = 5.0
# A driver that does not let go of a device must not keep the process alive when its parent is gone.
_LETTING_GO_S = 3.0


def main(pipe: Line, ring: str) -> None:
    """Run until the other end of `pipe` is closed or the process that holds it is gone.

    Args:
        pipe: commands come in, `DeviceNotice` and `FoundDevices` go out. ring: the name of the shared memory, as
            `SoundRing.attach` takes it.
    """
    # Ctrl-C in a terminal reaches every process of the program; this one ends when its parent has.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    shared = SoundRing.attach(ring)
    try:
        _Capture(pipe, shared).run()
    finally:
        shared.close()


class _Ended:
    """The other end of the pipe is gone."""


class _Changed:
    """The system's devices may have changed."""


class _Capture:
    """The process's one loop; everything that happens reaches it through one queue."""

    def __init__(self, pipe: Line, ring: SoundRing) -> None:
        self._pipe = pipe
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._sides = [Side(speaker, Channel(ring, speaker), self._inbox, self._tell) for speaker in SPEAKERS]
        self._system: SoundSystem | None = None

    def run(self) -> None:
        threading.Thread(target=self._read_pipe, name="commands", daemon=True).start()
        due = host_clock.now()
        while True:
            self._pipe.vouch(_HANGS_AFTER_S)
            try:
                happened = self._inbox.get(timeout=max(0.0, due - host_clock.now()))
            except Empty:
                now = host_clock.now()
                if now - due < _WAITED_S:
                    self._round(now)
                due = now + _ROUND_S
                continue
            if isinstance(happened, _Ended):
                break
            self._handle(happened)
        self._let_go()

    def _handle(self, happened: object) -> None:
        now = host_clock.now()
        match happened:
            case (Side() as side, int(opened), Block() as block):
                side.take(opened, block)
            case OpenDevices(agent, customer):
                if self._system is None:
                    self._system = sound_system(lambda: self._inbox.put(_Changed()))
                for side in self._sides:
                    side.want(agent if side.speaker == "agent" else customer)
                self._reconcile(now)
            case Listen(on):
                for side in self._sides:
                    side.channel.listen(on, now)
                    side.listened_from(now if on else math.inf)
            case Measure(on):
                for side in self._sides:
                    side.channel.measuring = on
            case LookForDevices():
                self._tell(self._found())
            case CloseDevices():
                self._close_devices(now)
            case _Changed():
                self._reconcile(now)
            case _:
                raise TypeError(f"{happened!r} is no command to the capture")

    def _round(self, now: float) -> None:
        for side in self._sides:
            side.channel.fill(now)
            side.look_for_silence(now)
        if any(side.is_due(now) for side in self._sides):
            self._reconcile(now)

    def _reconcile(self, now: float) -> None:
        if self._system is not None:
            for side in self._sides:
                side.reconcile(self._system, now)

    def _close_devices(self, now: float) -> None:
        for side in self._sides:
            side.channel.listen(False, now)
            side.want(None)
        if self._system is not None:
            self._system.close()
            self._system = None

    def _found(self) -> FoundDevices:
        try:
            return FoundDevices(tuple(list_devices()))
        except DeviceTrouble as trouble:
            return FoundDevices((), trouble.remedy)

    def _tell(self, notice: DeviceNotice | FoundDevices) -> None:
        try:
            self._pipe.send(notice)
        except OSError:  # the parent is gone, which the reader finds out as well
            self._inbox.put(_Ended())

    def _read_pipe(self) -> None:
        try:
            while True:
                self._inbox.put(self._pipe.recv())
        except (EOFError, OSError):
            self._inbox.put(_Ended())

    def _let_go(self) -> None:
        guard = threading.Timer(_LETTING_GO_S, os._exit, (1,))
        guard.daemon = True
        guard.start()
        self._close_devices(host_clock.now())
        guard.cancel()
