"""An independent recording of a device, beside the capture under test, and where in it a known sound lies.

`parec` asks for blocks of 10 ms, so the earliest of all arrivals tells the host's clock at the first sample to within
about that; the sound stays in memory.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import soxr

from callassist.audio import host_clock
from callassist.speech.recognizer import SAMPLE_RATE, Samples

_LATENCY_MS = 10
_SAMPLE = 2  # bytes
_NOTHING = 1e-6


class Tap:
    """A source being recorded, mono at 16 kHz.

    Attributes:
        began: the host's clock at the first sample.
    """

    def __init__(self, device: str) -> None:
        self.began = float("inf")
        self._taken = 0  # samples from the beginning on, those that were forgotten included
        self._sound = bytearray()
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [
                "parec", "--raw", "--format=s16le", f"--rate={SAMPLE_RATE}", "--channels=1",
                f"--latency-msec={_LATENCY_MS}", f"--device={device}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._read, name="tap", daemon=True)
        self._thread.start()

    def sound(self, start: float, stop: float) -> Samples:
        """What was heard between two readings of the host's clock; silence where nothing was recorded."""
        with self._lock:
            first = self._taken - len(self._sound) // _SAMPLE
            raw = np.frombuffer(bytes(self._sound[: len(self._sound) // _SAMPLE * _SAMPLE]), "<i2")
            began = self.began
        if not raw.size:
            return np.zeros(round((stop - start) * SAMPLE_RATE), np.float32)
        at = round((start - began) * SAMPLE_RATE) - first
        count = round((stop - start) * SAMPLE_RATE)
        found = np.zeros(count, np.float32)
        kept = raw[max(0, at) : max(0, at + count)]
        offset = max(0, -at)
        found[offset : offset + kept.size] = kept.astype(np.float32) / 32768
        return found

    def forget(self, before: float) -> None:
        """Keep nothing that is older than a reading of the host's clock."""
        with self._lock:
            first = self._taken - len(self._sound) // _SAMPLE
            gone = round((before - self.began) * SAMPLE_RATE) - first if self._taken else 0
            if gone > 0:
                del self._sound[: gone * _SAMPLE]

    def close(self) -> None:
        """Stop recording."""
        self._process.kill()
        self._process.wait()
        self._thread.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            while raw := os.read(stream.fileno(), 65_536):
                arrived = host_clock.now()
                with self._lock:
                    self._sound += raw
                    self._taken += len(raw) // _SAMPLE
                    self.began = min(self.began, arrived - self._taken / SAMPLE_RATE)


@contextmanager
def taps(*devices: str) -> Iterator[tuple[Tap, ...]]:
    """Record some devices for a while."""
    running = [Tap(device) for device in devices]
    try:
        yield tuple(running)
    finally:
        for tap in running:
            tap.close()


def delay_of(known: Samples, heard: Samples) -> tuple[float, float]:
    """Where in what was heard a known sound begins.

    Args:
        known: the sound. heard: at least as long, at the same 16 kHz.

    Returns:
        Seconds, and the normalised correlation there, 0 to 1 (1 where it is the same sound).
    """
    size = 1 << (len(heard) + len(known)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(known, size)), size)
    lags = max(1, len(heard) - len(known) + 1)
    energy = np.concatenate([[0.0], np.cumsum(heard.astype(np.float64) ** 2)])
    ends = np.minimum(np.arange(lags) + len(known), len(heard))
    strength = np.linalg.norm(known) * np.sqrt(np.maximum(energy[ends] - energy[:lags], 0.0))
    # A faint sound beside a loud one must not be looked for in the loud one.
    alike = product[:lags] / np.maximum(strength, _NOTHING)
    best = int(np.argmax(alike))
    return best / SAMPLE_RATE, float(alike[best])


def at_16_khz(samples: Samples, rate: int) -> Samples:
    """A sound as taps and rings have it."""
    return np.asarray(soxr.resample(samples, rate, SAMPLE_RATE), np.float32)
