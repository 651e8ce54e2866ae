"""A device's sound on the host's clock: drift, jitter, gaps, formats, and what may not be heard."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from callassist.audio.channel import LAG_S, Channel
from callassist.audio.device_clock import DeviceClock
from callassist.audio.devices import Block
from callassist.audio.gate import Gate
from callassist.audio.ring import SoundRing
from callassist.speech.recognizer import SAMPLE_RATE, Samples

EPOCH = 1000.0
BLOCK_S = 0.03
# A click has energy at one place only, and outlives the resampling.
CLICK_EVERY_S = 10.0


@pytest.fixture
def ring() -> Iterator[SoundRing]:
    with SoundRing.create(epoch=EPOCH) as made:
        yield made


def listening(ring: SoundRing) -> Channel:
    channel = Channel(ring, "agent")
    channel.listen(True, EPOCH)
    return channel


class FakeDevice:
    """Samples a world in which there is a click on every tenth second, with a crystal that is off.

    Args:
        ppm: by how much it counts too fast. jitter_s: blocks come late by up to this, and now and then by 0.2 s.
    """

    def __init__(self, rate: int, channels: int, ppm: float, jitter_s: float, seed: int) -> None:
        self.rate, self.channels = rate, channels
        self._true_rate = rate * (1 + ppm / 1e6)
        self._frames = round(rate * 2 * BLOCK_S)
        self._jitter_s = jitter_s
        self._dice = np.random.default_rng(seed)
        self._count = 0
        self._last_arrival = EPOCH

    def block(self) -> Block:
        """The next one; a low hum, so that it is never taken for silence."""
        times = np.arange(self._count, self._count + self._frames) / self._true_rate
        self._count += self._frames
        is_click = (times % CLICK_EVERY_S < 0.001) & (times > CLICK_EVERY_S / 2)
        samples = np.repeat(np.where(is_click, 0.8, 1e-3).astype(np.float32)[:, np.newaxis], self.channels, axis=1)
        t1 = self._count / self._true_rate
        late = self._dice.uniform(0.002, 0.002 + self._jitter_s)
        if self._dice.random() < 0.002:
            late += 0.17
        self._last_arrival = max(self._last_arrival, EPOCH + t1 + late)
        return Block(samples, self.rate, self._last_arrival)


def clicks(ring: SoundRing, device: FakeDevice, hours: float) -> list[float]:
    """When the clicks of the device are found in the ring, seconds since the epoch."""
    channel = listening(ring)
    found: list[float] = []
    read = 0
    while read < hours * 3600 * SAMPLE_RATE:
        block = device.block()
        channel.fill(block.arrived)
        channel.take(block)
        head = ring.head("agent")
        if head - read > SAMPLE_RATE * 5:
            sound = ring.read("agent", read, head - read)
            if sound.max() > 0.4:
                found.append((read + int(np.argmax(sound > 0.4))) / SAMPLE_RATE)
            read = head
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "channels", "ppm"), [(44_100, 2, 200.0), (16_000, 1, -200.0)])
def test_a_device_that_drifts_is_on_the_hosts_clock_after_an_hour(
    ring: SoundRing, rate: int, channels: int, ppm: float
) -> None:
    found = clicks(ring, FakeDevice(rate, channels, ppm, jitter_s=0.03, seed=rate), hours=1)
    assert len(found) == 360
    off = np.array(found) - CLICK_EVERY_S * np.arange(1, len(found) + 1)
    # Both sides are to agree within 50 ms, so each must be right within 25.
    assert np.abs(off).max() < 0.025


def test_a_tone_is_bent_by_nothing_that_can_be_heard(ring: SoundRing) -> None:
    channel = listening(ring)
    rate = 44_100
    t = np.arange(20 * rate) / rate
    tone = (0.3 * np.sin(2 * np.pi * 1000 * t)).astype(np.float32)[:, np.newaxis]
    size = 1323
    for n in range(len(tone) // size):
        channel.take(Block(tone[n * size : (n + 1) * size], rate, EPOCH + (n + 1) * BLOCK_S * (1 + 2e-4) + 0.003))
    heard = ring.read("agent", ring.head("agent") - 8 * SAMPLE_RATE, 8 * SAMPLE_RATE)
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(heard.size))) ** 2
    peak = int(np.argmax(spectrum))
    assert peak * SAMPLE_RATE / heard.size == pytest.approx(1000, abs=1)
    beside = spectrum.sum() - spectrum[peak - 40 : peak + 41].sum()
    assert 10 * np.log10(beside / spectrum.sum()) < -50


def test_silence_follows_the_clock_where_nothing_comes(ring: SoundRing) -> None:
    channel = listening(ring)
    channel.fill(EPOCH + 7)
    assert ring.head("agent") == pytest.approx((7 - LAG_S) * SAMPLE_RATE, abs=1)
    # As with Windows, where the blocks simply go on when something plays again.
    for n in range(20):
        channel.take(Block(np.full((1440, 2), 0.5, np.float32), 48_000, EPOCH + 7 + (n + 1) * BLOCK_S))
        channel.fill(EPOCH + 7 + (n + 1) * BLOCK_S)
    channel.fill(EPOCH + 20)
    for n in range(20):
        channel.take(Block(np.full((1440, 2), 0.5, np.float32), 48_000, EPOCH + 20 + (n + 1) * BLOCK_S))
    sound = ring.read("agent", 0, ring.head("agent"))
    loud = np.flatnonzero(sound > 0.25) / SAMPLE_RATE
    first, second = loud[loud < 15], loud[loud > 15]
    assert (first[0], first[-1]) == pytest.approx((7.0, 7.6), abs=0.02)
    assert second[0] == pytest.approx(20.0, abs=0.01)
    assert not sound[8 * SAMPLE_RATE : 19 * SAMPLE_RATE].any()


def test_sound_that_was_held_up_does_not_push_later_sound_back(ring: SoundRing) -> None:
    channel = listening(ring)

    def give(start: float, arrived: float, value: float) -> None:
        channel.take(Block(np.full((480, 1), value, np.float32), 16_000, EPOCH + arrived))

    for n in range(33):
        give(n * BLOCK_S, (n + 1) * BLOCK_S, 0.1)
    channel.fill(EPOCH + 2.0)  # nothing came for a second
    for n in range(33, 67):
        give(n * BLOCK_S, 2.01, 0.2)
    for n in range(67, 100):
        give(n * BLOCK_S, (n + 1) * BLOCK_S, 0.4)
    sound = ring.read("agent", 0, ring.head("agent"))
    assert np.flatnonzero(sound > 0.3)[0] / SAMPLE_RATE == pytest.approx(67 * BLOCK_S, abs=0.035)


def test_a_changed_format_is_taken_as_it_comes(ring: SoundRing) -> None:
    channel = listening(ring)
    end = EPOCH
    for rate, channels in ((48_000, 2), (8_000, 1), (44_100, 6)):
        for _ in range(40):
            end += BLOCK_S
            channel.take(Block(np.full((round(rate * BLOCK_S), channels), 0.25, np.float32), rate, end))
    assert ring.head("agent") / SAMPLE_RATE == pytest.approx(3.6, abs=0.02)
    assert np.mean(ring.read("agent", 0, ring.head("agent")) > 0.2) > 0.98


def test_only_what_was_said_while_listening_is_kept(ring: SoundRing) -> None:
    channel = Channel(ring, "agent")

    def until(end: float) -> None:
        """Blocks that come 40 ms after they were said, as far as they are there at `end`."""
        nonlocal made
        while (made + 1) * BLOCK_S + 0.04 <= end:
            made += 1
            channel.take(Block(np.full((480, 1), 0.5, np.float32), 16_000, EPOCH + made * BLOCK_S + 0.04))
        channel.fill(EPOCH + end)

    made = 0
    for on, t in ((True, 1.0), (False, 2.0), (True, 2.1), (False, 3.0)):
        until(t)
        channel.listen(on, EPOCH + t)
    until(5.0)
    sound = ring.read("agent", 0, ring.head("agent"))
    heard = np.flatnonzero(sound > 0.01) / SAMPLE_RATE
    # What is still under way when it ends belongs to the call; the delay is 40 ms by the device's own clock.
    assert heard[0] == pytest.approx(1.0, abs=0.001)
    assert heard[-1] == pytest.approx(3.0, abs=0.001)
    assert not sound[round(2.0 * SAMPLE_RATE) + 1 : round(2.1 * SAMPLE_RATE) - 1].any()


def test_digital_silence_is_told_from_a_quiet_room(ring: SoundRing) -> None:
    channel = listening(ring)
    room: Samples = np.random.default_rng(1).normal(0, 1e-4, (480, 1)).astype(np.float32)
    channel.take(Block(room, 16_000, EPOCH + 1))
    channel.take(Block(np.zeros((480, 1), np.float32), 16_000, EPOCH + 1 + BLOCK_S))
    assert channel.last_sound == EPOCH + 1


def test_a_clock_believes_the_earliest_arrival() -> None:
    clock = DeviceClock(1000)
    assert clock.arrived(100, 10.5) == pytest.approx(10.5)
    assert clock.arrived(100, 10.55) == pytest.approx(10.55)
    assert clock.arrived(100, 10.95) == pytest.approx(10.65)


def test_a_gate_lets_through_what_lies_between_its_switches() -> None:
    gate = Gate()
    for position, is_open in ((10, True), (20, False), (30, True)):
        gate.switch(position, is_open)
    sound = np.ones(40, np.float32)
    gate.silence(0, sound)
    assert np.flatnonzero(sound).tolist() == [*range(10, 20), *range(30, 40)]
    assert gate.is_shut(0, 10)
    assert gate.is_shut(20, 30)
    assert not gate.is_shut(0, 11)
    gate.forget(25)
    assert gate.is_shut(20, 30)
    assert not gate.is_shut(29, 31)
