"""A stand-in for the capture process: it writes a recording into the ring at the pace of the clock.

The recording is what the world sounds like, whoever listens: `sound.wav` in the folder `STANDIN_WORLD`, and in `epoch`
the host's clock at its beginning. So one that takes over from one that was killed goes on where the world is by then.
"""

from __future__ import annotations

import math
import os
from pathlib import Path

from callassist.audio import host_clock
from callassist.audio.recording import read_all
from callassist.audio.ring import SoundRing
from callassist.events import SPEAKERS
from callassist.live.line import Line
from callassist.live.messages import CloseDevices, DeviceNotice, Listen, OpenDevices
from callassist.speech.recognizer import SAMPLE_RATE

CHUNK = SAMPLE_RATE // 50
LATENCY_S = 0.06  # what a device keeps back


def main(line: Line, ring_name: str) -> None:
    world = Path(os.environ["STANDIN_WORLD"])
    sound = read_all(world / "sound.wav")
    ring = SoundRing.attach(ring_name)
    origin = 0
    reached: int | None = None  # None while nothing is listened to
    until = math.inf
    while True:
        wait = None
        if reached is not None:
            wait = max(0.0, ring.time(reached + CHUNK) + LATENCY_S - host_clock.now())
        if line.poll(wait):
            command = line.recv()
            if isinstance(command, OpenDevices):
                for speaker in SPEAKERS:
                    line.send(DeviceNotice(speaker, "open", "a recording"))
            elif isinstance(command, Listen):
                origin = ring.position(float((world / "epoch").read_text(encoding="ascii")))
                now = ring.position(host_clock.now())
                until = math.inf if command.on else now
                if command.on and reached is None:
                    reached = max(0, now)
            elif isinstance(command, CloseDevices):
                reached = None
            continue
        if reached is None or reached >= until:
            reached = None
            continue
        for channel, speaker in enumerate(SPEAKERS):
            start = reached - origin
            chunk = sound[channel, max(0, start) : max(0, start + CHUNK)] if channel < len(sound) else sound[0, :0]
            if chunk.size == CHUNK and reached >= ring.head(speaker):
                ring.write(speaker, reached, chunk)
            else:
                ring.advance(speaker, reached + CHUNK)
        reached += CHUNK
