"""One side's way into the ring: any device's blocks in, mono at 16 kHz on the host's clock out.

The resampler's ratio is bent by parts per thousand at most, so that the two sides stay on the one clock while their
devices drift apart. Where nothing comes (Windows gives no blocks while nothing plays, an idle sink sleeps, a headset
is pulled) silence is filled by the clock, so that the ring never stands still.
"""

from __future__ import annotations

import math

import numpy as np
import soxr

from callassist.audio.device_clock import DeviceClock
from callassist.audio.devices import Block
from callassist.audio.gate import Gate
from callassist.audio.levels import dbov
from callassist.audio.ring import SoundRing
from callassist.events import Speaker
from callassist.speech.recognizer import SAMPLE_RATE, Samples

LAG_S = 0.25
"""How far behind the clock silence is filled where nothing comes; blocks were seen to come 0.2 s late."""
PATIENCE_S = 1.0
"""How long a device that delivers is waited for: on a PC without a free core its blocks come late."""

# Off by more than this, sound is left out or silence put in at once: both sides are to agree within 50 ms.
_JUMP_S = 0.035
_JUMP = round(_JUMP_S * SAMPLE_RATE)
# Smaller errors are bent away over some seconds, by no more than this share: an eighth of a tone's hundredth.
_BEND_OVER_S = 4.0
_MOST_BENT = 0.002
# Windows' privacy switch and a muted source give exact zeros; a converter has noise, and a dithered zero is one bit.
_DIGITAL_SILENCE = 2.0**-16
# After so much of it nothing is resampled any more
_SILENCE_S = 0.2


class Channel:
    """Writes one side of the ring.

    Attributes:
        measuring: whether the level of what comes is told while nobody listens; nothing else of it is kept.
        last_sound: the host's clock when something other than digital silence came last; minus infinity before that.
    """

    def __init__(self, ring: SoundRing, speaker: Speaker) -> None:
        self._ring = ring
        self._speaker = speaker
        self._gate = Gate()
        self._stretch: _Stretch | None = None
        self.last_sound = -math.inf
        self._last_arrived = -math.inf
        self.measuring = False
        self._measured = -math.inf

    def listen(self, on: bool, host_t: float) -> None:
        """From `host_t` on, let sound into the ring, or silence only."""
        self._gate.switch(self._ring.position(host_t), on)

    def restart(self) -> None:
        """Another device, or the same anew, delivers from now on."""
        self._stretch = None
        self._last_arrived = -math.inf

    def take(self, block: Block) -> None:
        """Put a block where it belongs; what comes too late, or may not be heard, is thrown away."""
        if not block.samples.size:
            return
        if max(float(block.samples.max()), -float(block.samples.min())) > _DIGITAL_SILENCE:
            self.last_sound = block.arrived
        self._last_arrived = block.arrived
        if self.measuring:
            self._measured = dbov(block.samples)
        stretch = self._stretch
        if stretch is None or not stretch.fits(block):
            stretch = self._stretch = _Stretch(block.samples.shape[1], block.rate)
        end = self._ring.position(stretch.clock.arrived(len(block.samples), block.arrived))
        if end <= self._ring.head(self._speaker) - _JUMP:
            # Silence stands in its place by now: the device gave nothing for a while, and counts on from here.
            stretch = self._stretch = _Stretch(block.samples.shape[1], block.rate)
            end = self._ring.position(stretch.clock.arrived(len(block.samples), block.arrived))
        length = round(len(block.samples) * SAMPLE_RATE / block.rate)
        is_shut = self._gate.is_shut(end - length - _JUMP, end)
        if is_shut or block.arrived - self.last_sound > _SILENCE_S:
            stretch.stop()  # what the resampler held is out by now; silence is cheap
            self._ring.advance(self._speaker, end)
        else:
            self._write(*stretch.resampled(block.samples, end, length))

    def fill(self, host_t: float) -> None:
        """Let the side follow the clock, which reads `host_t`, wherever its sound does not."""
        if host_t - self._last_arrived >= PATIENCE_S:
            self._ring.advance(self._speaker, self._ring.position(host_t - LAG_S))
        if self.measuring:
            self._ring.set_level(self._speaker, self._measured)
        self._gate.forget(self._ring.head(self._speaker))

    def _write(self, start: int, samples: Samples) -> None:
        head = self._ring.head(self._speaker)
        samples, start = samples[max(0, head - start) :], max(start, head)
        if samples.size:
            self._gate.silence(start, samples)
            self._ring.write(self._speaker, start, samples)


class _Stretch:
    """Blocks of one format without a gap between them."""

    def __init__(self, channels: int, rate: int) -> None:
        self._format = channels, rate
        self.clock = DeviceClock(rate)
        self._rate = rate
        self._resampler: soxr.ResampleStream | None = None
        self._next = 0  # the ring's position of what the resampler gives next
        self._inside = 0.0  # samples at 16 kHz that it still holds

    def fits(self, block: Block) -> bool:
        """Whether a block has the format of those before it."""
        return (block.samples.shape[1], block.rate) == self._format

    def stop(self) -> None:
        """What comes next does not follow on what came before."""
        self._resampler = None

    def resampled(self, samples: Samples, end: int, length: int) -> tuple[int, Samples]:
        """The block at 16 kHz, and where in the ring it begins; its own end belongs at `end`."""
        mono = samples[:, 0] if samples.shape[1] == 1 else samples.mean(axis=1, dtype=np.float32)
        error = 0 if self._resampler is None else end - length - round(self._next + self._inside)
        if self._resampler is None or abs(error) > _JUMP:
            # In front of where it was, silence is left in between; behind, the ring refuses what overlaps.
            self._begin(end - length)
            error = 0
        assert self._resampler is not None
        bend = min(_MOST_BENT, max(-_MOST_BENT, error / SAMPLE_RATE / _BEND_OVER_S))
        rate = self._rate * (1 - bend)
        self._resampler.set_io_ratio(rate, SAMPLE_RATE)
        found: Samples = self._resampler.resample_chunk(np.ascontiguousarray(mono, dtype=np.float32))
        start = self._next
        self._next += found.size
        self._inside += len(mono) * SAMPLE_RATE / rate - found.size
        return start, np.clip(found, -1, 1)

    def _begin(self, position: int) -> None:
        fastest = self._rate * (1 + _MOST_BENT)
        self._resampler = soxr.ResampleStream(fastest, SAMPLE_RATE, 1, dtype="float32", vr=True)
        self._next = position
        self._inside = 0.0
