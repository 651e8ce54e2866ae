"""What is captured, and when: the capture child is kept as it should be, whatever becomes of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from callassist.audio import host_clock
from callassist.audio.ring import SoundRing
from callassist.events import SPEAKERS
from callassist.live.child import Child, Ended, Started
from callassist.live.line import Line
from callassist.live.messages import (
    ChildBack,
    ChildDied,
    CloseDevices,
    DeviceChoice,
    DeviceNotice,
    FoundDevices,
    Listen,
    Measure,
    OpenDevices,
)
from callassist.live.policy import WatchingPolicy


class Captured:
    """The capture, as its owner wants it. For one thread, like `Child`.

    Args:
        program: what the child runs; it is given the line and the ring's name.

    Attributes:
        child: its process.
    """

    def __init__(self, ring: SoundRing, program: Callable[[Line, str], None], policy: WatchingPolicy) -> None:
        self.child = Child("capture", program, (ring.name,), policy.child)
        self._ring = ring
        self._late = policy.capture.late
        self._devices = OpenDevices(DeviceChoice(), DeviceChoice())
        self._is_open = False
        self._measuring = False
        self._measuring = False
        self._listening_since: float | None = None  # the host's clock; None while nothing is listened to
        self._stopped_at = -math.inf
        self._broke_off_at: float | None = None  # the host's clock where the sound of a child that died ends
        self._later: dict[Callable[[], None], float] = {}  # what is to be done, and when on the host's clock

    @property
    def waitables(self) -> list[Connection | int]:
        """What becomes ready when there is something to look at."""
        return self.child.waitables

    @property
    def due(self) -> float:
        """When to look even if nothing becomes ready, on the host's clock."""
        return min(self.child.due, *self._later.values(), math.inf)

    def choose(self, devices: OpenDevices) -> None:
        """Which devices to open; they are changed at once where some are open."""
        self._devices = devices
        if self._is_open:
            self.child.send(devices)

    def open(self) -> None:
        """Open the devices, without listening."""
        self._later.pop(self._let_go, None)
        if not self._is_open:
            self._is_open = True
            self.child.send(self._devices)

    def close_devices(self) -> None:
        """Let go of the devices, once the end of what was said has come in."""
        self._later[self._let_go] = self._stopped_at + self._late

    def listen(self) -> None:
        """From now on sound goes into the ring."""
        self.open()
        self._later.pop(self._ring.wipe, None)
        if self._listening_since is None:
            self._listening_since = host_clock.now()
            self.child.send(Listen(on=True))

    def stop_listening(self) -> None:
        """Nothing of what is said from now on goes into the ring; what was said until now still comes in."""
        if self._listening_since is not None:
            self._listening_since = None
            self._stopped_at = host_clock.now()
            self.child.send(Listen(on=False))

    def wipe(self) -> None:
        """Nobody needs the sound any more: forget it, once nothing comes in."""
        self._later[self._ring.wipe] = max(self._stopped_at + self._late, host_clock.now())

    def measure(self, on: bool) -> None:
        """Tell the levels of what comes while nobody listens."""
        self._measuring = on
        self.child.send(Measure(on))

    def look(self) -> Iterator[DeviceNotice | FoundDevices | ChildDied | ChildBack]:
        """Do what is due, and what there is to be told."""
        for what in sorted(self._later, key=lambda item: self._later[item]):
            if self._later[what] <= host_clock.now():
                del self._later[what]
                what()
        for message in self.child.look():
            if isinstance(message, Started):
                yield from self._begun(message)
            elif isinstance(message, Ended):
                if self._broke_off_at is None:
                    self._broke_off_at = self._ring.time(min(self._ring.head(speaker) for speaker in SPEAKERS))
                for speaker in SPEAKERS:
                    self._ring.set_level(speaker, -math.inf)
                yield ChildDied("capture", message.reason, message.again_in)
            elif isinstance(message, FoundDevices):
                yield message
            else:
                if self._broke_off_at is not None:  # it has its devices again, or has found that it can't
                    yield self._back()
                yield message

    def _begun(self, started: Started) -> Iterator[ChildBack]:
        if self._is_open:
            self.child.send(self._devices)
        elif started.again:
            yield self._back()
        if self._measuring:
            self.child.send(Measure(on=True))
        if self._listening_since is not None:
            self.child.send(Listen(on=True))

    def _back(self) -> ChildBack:
        gap = 0.0
        if self._broke_off_at is not None and self._listening_since is not None:
            gap = host_clock.now() - max(self._broke_off_at, self._listening_since)
        self._broke_off_at = None
        return ChildBack("capture", gap)

    def _let_go(self) -> None:
        self._is_open = False
        self.child.send(CloseDevices())
