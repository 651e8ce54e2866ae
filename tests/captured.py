"""A capture process under test, and what it hears."""

from __future__ import annotations

import multiprocessing
from multiprocessing.process import BaseProcess

import capture_program
import numpy as np
from pulse_server import MOUTH, SOFTPHONE, PulseServer, tone, until

from callassist.audio import host_clock
from callassist.audio.devices import DeviceChoice
from callassist.audio.ring import SoundRing
from callassist.events import SPEAKERS, Speaker
from callassist.live.line import Beat
from callassist.live.messages import DeviceNotice, Listen, OpenDevices
from callassist.speech.recognizer import SAMPLE_RATE, Samples

CUSTOMER_HZ, AGENT_HZ = 440, 1000
SOMEWHERE = 0.01
"""A level that no silence reaches and every tone of these tests exceeds."""


class Capture:
    """A capture process and what it tells."""

    def __init__(self, server: PulseServer, ring: SoundRing | None = None) -> None:
        self.server = server
        self.ring = ring or SoundRing.create()
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=capture_program.run, args=(theirs, self.ring.name), daemon=True
        )
        self.process.start()
        theirs.close()

    def open(self, agent: DeviceChoice | None = None, customer: DeviceChoice | None = None) -> None:
        self.pipe.send(OpenDevices(agent or DeviceChoice(), customer or DeviceChoice()))
        told = {(notice.speaker, notice.state) for notice in (self.notice(), self.notice())}
        assert told == {("agent", "open"), ("customer", "open")}

    def listen(self) -> None:
        """Let both sides be heard, with a tone of its own on each."""
        self.play()
        self.pipe.send(Listen(True))
        for speaker in SPEAKERS:
            self.until_heard(speaker)

    def play(self, seconds: float = 60) -> None:
        self.server.play(SOFTPHONE, tone(CUSTOMER_HZ, seconds))
        self.server.play(MOUTH, tone(AGENT_HZ, seconds))

    def notice(self) -> DeviceNotice:
        """The next one."""
        while True:
            assert self.pipe.poll(15), "no notice came"
            said = self.pipe.recv()
            if not isinstance(said, Beat):
                break
        assert isinstance(said, DeviceNotice)
        return said

    def until_notice(self, speaker: Speaker, *states: str) -> list[DeviceNotice]:
        """What is told up to these states of a side, in this order, the other side's aside."""
        found = []
        for state in states:
            while True:
                notice = self.notice()
                if notice.speaker == speaker:
                    found.append(notice)
                    break
            assert notice.state == state, found
        return found

    def latest(self, speaker: Speaker, seconds: float = 0.3) -> Samples:
        head = self.ring.head(speaker)
        count = min(head, round(seconds * SAMPLE_RATE))
        return self.ring.read(speaker, head - count, count)

    def until_heard(self, speaker: Speaker) -> None:
        until(lambda: abs(self.latest(speaker)).max(initial=0) > SOMEWHERE, f"nothing is heard of the {speaker}")

    def until_pure(self, speaker: Speaker, hertz: float) -> None:
        """Until a side's newest sound is one tone: a device that has just been opened may begin with a gap."""
        until(
            lambda: share_at(self.latest(speaker), hertz) > 0.99, f"the {speaker} is not heard without something else"
        )

    def until_written(self, seconds: float) -> None:
        """Until both sides have gone on for so long from now."""
        target = self.ring.position(host_clock.now() + seconds)
        until(lambda: all(self.ring.head(speaker) >= target for speaker in SPEAKERS), "the ring stands still")

    def behind(self) -> float:
        """By how much the slower side is behind the clock, seconds."""
        now = self.ring.position(host_clock.now())
        return (now - min(self.ring.head(speaker) for speaker in SPEAKERS)) / SAMPLE_RATE

    def recordings(self) -> int:
        """How many streams it has at the server."""
        owners = (one["properties"].get("application.process.id") for one in self.server.list("source-outputs"))
        return sum(owner == str(self.process.pid) for owner in owners)

    def close(self) -> None:
        self.pipe.close()
        self.process.join(10)
        assert self.process.exitcode == 0
        self.ring.close()


def share_at(samples: Samples, hertz: float) -> float:
    """Which part of the sound's energy lies within 20 Hz of a frequency."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size))) ** 2
    frequencies = np.fft.rfftfreq(samples.size, 1 / SAMPLE_RATE)
    return float(spectrum[np.abs(frequencies - hertz) < 20].sum() / spectrum.sum())
