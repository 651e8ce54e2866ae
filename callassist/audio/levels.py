"""Levels of sound in decibels."""

from __future__ import annotations

import math

import numpy as np

from callassist.speech.recognizer import Samples


def dbov(samples: Samples) -> float:
    """The level of `samples` (any shape, full scale ±1), in dB relative to overload.

    0 dBov is a root mean square of 1, as in ITU-T G.100.1; a full-scale sine therefore measures −3.01 dBov. Digital
    silence, and nothing at all, is minus infinity.
    """
    if samples.size == 0:
        return -math.inf
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    return 10 * math.log10(power) if power > 0 else -math.inf


def gain(decibels: float) -> float:
    """The factor that changes a level by `decibels`."""
    return float(10 ** (decibels / 20))
