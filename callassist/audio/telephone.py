"""What a telephone line does to speech: a narrow band, eight thousand samples a second, eight bits each.

The band is that of a voice-frequency channel, 300 to 3400 Hz (ITU-T G.712), the coding is µ-law (ITU-T G.711).
A model that is good on clean speech can be poor at this, so models are evaluated with both.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import soxr

from callassist.speech.recognizer import SAMPLE_RATE, Samples

LINE_RATE = 8_000
"""Samples a second on the line (ITU-T G.711, section 2)."""

_BAND_HZ = (300.0, 3400.0)
_TAPS = 257
# A Hamming window falls from pass to stop within 3.3 / taps of the sampling rate (Oppenheim and Schafer, Discrete-Time
# Signal Processing, table of windows); the filter's half-gain points stand half of that outside the band.
_TRANSITION_HZ = 3.3 / _TAPS * LINE_RATE
# µ-law adds a bias before it takes the logarithm and clips above it: 33 and 8159 on the 14-bit scale of G.711.
_FULL_SCALE = 32_768
_BIAS = 4 * 33
_CLIP = 4 * 8159 - 1


def telephone_band(samples: Samples) -> Samples:
    """`samples` as they would come out of a telephone line.

    Args:
        samples: mono at 16 kHz, shape (n,), −1 to 1.

    Returns:
        Shape (n,) at 16 kHz again, aligned with `samples` (the filter is linear-phase and its delay is taken out).
    """
    heard = soxr.resample(mu_law(to_line(samples, SAMPLE_RATE)), LINE_RATE, SAMPLE_RATE)
    return _fitted(np.asarray(heard, dtype=np.float32), len(samples))


def to_line(samples: Samples, rate: float) -> Samples:
    """Mono `samples` of `rate` a second, shape (n,), limited to the telephone's band and taken at 8 kHz.

    Returns:
        Shape (round(n × 8000 / rate),), not yet coded.
    """
    if len(samples) == 0:
        return samples
    at_line_rate = np.asarray(soxr.resample(samples, rate, LINE_RATE), dtype=np.float32)
    half = _TAPS // 2
    filtered = np.convolve(at_line_rate, _band_pass())[half : half + len(at_line_rate)]
    return np.asarray(filtered, dtype=np.float32)


def mu_law(samples: Samples) -> Samples:
    """`samples` (any shape, −1 to 1) after G.711 µ-law coding and decoding."""
    scaled = np.clip(np.rint(samples * _FULL_SCALE), -_CLIP, _CLIP)
    biased = np.abs(scaled).astype(np.int32) + _BIAS
    # Eight segments, each twice as wide as the one below, of sixteen equal steps; a step decodes to its middle.
    _, exponent = np.frexp(biased)
    step = np.left_shift(1, exponent - 5)
    magnitude = (biased & -step) + step // 2 - _BIAS
    return np.asarray(np.copysign(magnitude, scaled) / _FULL_SCALE, dtype=np.float32)


@cache
def _band_pass() -> Samples:
    """A linear-phase filter for the telephone's band at the line's rate, shape (257,): two windowed sincs."""
    low = (_BAND_HZ[0] - _TRANSITION_HZ / 2) / LINE_RATE
    high = (_BAND_HZ[1] + _TRANSITION_HZ / 2) / LINE_RATE
    n = np.arange(_TAPS) - _TAPS // 2
    ideal = 2 * high * np.sinc(2 * high * n) - 2 * low * np.sinc(2 * low * n)
    return np.asarray(ideal * np.hamming(_TAPS), dtype=np.float32)


def _fitted(samples: Samples, length: int) -> Samples:
    """`samples` with zeros added or samples dropped at the end, to be `length` long."""
    return np.pad(samples[:length], (0, max(0, length - len(samples))))
