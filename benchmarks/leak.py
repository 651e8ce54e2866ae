"""Calls in which the customer's voice leaks into the agent's microphone, made from calls in which it does not."""

from __future__ import annotations

import numpy as np

from callassist.audio.levels import gain
from callassist.speech.recognizer import SAMPLE_RATE, Samples

# A small room around a desk: a tail that falls by 60 dB in this time and holds a quarter of the direct sound's energy.
_REVERBERATION_S = 0.2
_DIRECT_TO_TAIL_DB = 6.0
_FIRST_REFLECTION_S = 0.002
# A clock that jitters is somewhere else every so often, and on its way in between.
_JITTER_EVERY_S = 0.5


def leaked(
    customer: Samples, decibels: float, delay: float, *, drift_ppm: float = 0.0, jitter: float = 0.0, seed: int = 1
) -> Samples:
    """What the agent's microphone gets of the customer's channel, as long as that.

    Args:
        customer: mono at 16 kHz. decibels: its level in the microphone relative to its own channel. delay: seconds.
        drift_ppm: by how much the delay grows, microseconds a second. jitter: the most that it is off, seconds.
        seed: of the room and the jitter.
    """
    random = np.random.default_rng(seed)
    n = np.arange(len(customer), dtype=np.float64)
    late = delay * SAMPLE_RATE + n * drift_ppm * 1e-6
    every = round(_JITTER_EVERY_S * SAMPLE_RATE)
    off = random.uniform(-jitter, jitter, len(n) // every + 2) * SAMPLE_RATE
    late += np.interp(n, np.arange(len(off)) * every, off)
    in_room = np.convolve(customer, _room(random))[: len(customer)]
    return np.asarray(np.interp(n - late, n, in_room, left=0.0) * gain(decibels), dtype=np.float32)


def _room(random: np.random.Generator) -> Samples:
    """An impulse response of unit energy: the direct sound, then noise that dies away."""
    n = np.arange(round(_REVERBERATION_S * SAMPLE_RATE))
    tail = random.standard_normal(len(n)) * gain(-60) ** (n / len(n))
    tail[: round(_FIRST_REFLECTION_S * SAMPLE_RATE)] = 0
    tail *= gain(-_DIRECT_TO_TAIL_DB) / np.linalg.norm(tail)
    tail[0] = 1.0
    return np.asarray(tail / np.linalg.norm(tail), dtype=np.float32)
