"""A recording in the place of the devices, for the demo in the window: the same ring, the same commands, no sound card.

It is played at the pace of the host's clock while somebody listens; a pause lets it run on unheard, as a real call
would.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from callassist.audio import host_clock
from callassist.audio.recording import Recording
from callassist.audio.ring import SoundRing
from callassist.events import SPEAKERS
from callassist.live.line import Line
from callassist.live.messages import CloseDevices, DeviceNotice, FoundDevices, Listen, LookForDevices, OpenDevices
from callassist.speech.recognizer import SAMPLE_RATE, Samples

_BLOCK = SAMPLE_RATE // 50


def main(path: Path, line: Line, ring: str) -> None:
    """Play a recording of two channels, left the agent and right the customer, until the line's other end is gone.

    It begins when it is listened to for the first time, and is silence behind its end.
    """
    _Player(Recording.open(path), line, SoundRing.attach(ring)).run()


class _Player:
    def __init__(self, recording: Recording, line: Line, ring: SoundRing) -> None:
        self._recording = recording
        self._line = line
        self._ring = ring
        self._blocks: Iterator[Samples] | None = None  # None before the beginning
        self._next = 0  # where in the ring the next block belongs
        self._heard = False

    def run(self) -> None:
        while True:
            due = None if self._blocks is None else self._ring.time(self._next + _BLOCK)
            if self._line.poll(None if due is None else max(0.0, due - host_clock.now())):
                self._take(self._line.recv())
            elif self._blocks is not None:
                self._play(next(self._blocks, None))

    def _take(self, command: object) -> None:
        if isinstance(command, OpenDevices):
            for speaker in SPEAKERS:
                self._line.send(DeviceNotice(speaker, "open", self._recording.path.name))
        elif isinstance(command, LookForDevices):
            self._line.send(FoundDevices(()))
        elif isinstance(command, Listen):
            if command.on and self._blocks is None:
                self._blocks = self._recording.blocks(_BLOCK / SAMPLE_RATE)
                self._next = self._ring.position(host_clock.now())
            self._heard = command.on
        elif isinstance(command, CloseDevices):
            self._heard = False

    def _play(self, block: Samples | None) -> None:
        for channel, speaker in enumerate(SPEAKERS):
            if block is not None and self._heard:
                self._ring.write(speaker, max(self._next, self._ring.head(speaker)), block[channel])
            else:
                self._ring.advance(speaker, self._next + _BLOCK)
        self._next += _BLOCK
