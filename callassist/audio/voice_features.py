"""How a customer's voice sounds over one utterance: pitch, spectral tilt, loudness and rate, in numpy alone.

A caller is compared with the same caller a little earlier, so the features need not agree with those of other programs,
only with themselves. They are made for the telephone's band, in which the fundamental itself is mostly missing. The
agent's voice is never measured.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from callassist.events import Speaker, Voice
from callassist.speech.recognizer import SAMPLE_RATE, Samples

# A window holds nearly three periods of the lowest pitch; its transform leaves room for the longest lag unwrapped.
_WINDOW, _HOP, _TRANSFORM = 640, 160, 1024
_HOP_S = _HOP / SAMPLE_RATE
_PITCH_HZ = (70.0, 600.0)
# By how much a period must be more like the sound than one an octave shorter, and how like it a voice is: P. Boersma,
# "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound", IFA
# Proceedings 17, 1993.
_OCTAVE_COST, _VOICED = 0.01, 0.45
_SPLIT_HZ = 1000.0
_BAND_HZ = (300.0, 3400.0)  # ITU-T G.712
# Gates of ITU-R BS.1770, on windows of 40 ms: −70 below full scale, then 10 dB below the mean of the rest.
_SILENT_DB, _GATE_DB = -70.0, -10.0
# Syllables are peaks of this height of the smoothed level that are voiced (de Jong and Wempe, "Praat script to detect
# syllable nuclei and measure speech rate automatically", Behavior Research Methods 41, 2009).
_DIP_DB = 2.0
_SMOOTHED = 9
# Speech is what comes within this of its loudest.
_RANGE_DB = 25.0
_LEAST_VOICED_S, _LEAST_SPEECH_S = 0.1, 0.4
_AT_ONCE = 256

Floats = NDArray[np.float64]


def voice_of(speaker: Speaker, samples: Samples) -> Voice:
    """The features of one utterance of the customer's.

    Args:
        speaker: whose it is. samples: shape (n,), 16 kHz, full scale ±1; what is beyond is clipped, and what is no
            number counts as silence.

    Returns:
        `loudness_db`: mean power of what passes the gate, dBov. `f0_hz`: the median over voiced windows. `tilt_db`: the
        level of 1000 to 3400 Hz less that of 300 to 1000 Hz over voiced windows (the alpha ratio of Eyben et al., "The
        Geneva Minimalistic Acoustic Parameter Set", IEEE Transactions on Affective Computing 7, 2016, within the
        telephone's band). `rate`: syllable nuclei a second of speech. Each is None where there is too little to tell.

    Raises:
        ValueError: it is the agent's voice, which is never measured.
    """
    if speaker != "customer":
        raise ValueError("the agent's voice is never measured")
    sound = np.clip(np.nan_to_num(np.asarray(samples, dtype=np.float32), nan=0.0, posinf=0.0, neginf=0.0), -1.0, 1.0)
    if len(sound) < _WINDOW:
        return Voice()
    frames = sliding_window_view(sound - sound.mean(), _WINDOW)[::_HOP]
    parts = [_analysed(frames[first : first + _AT_ONCE]) for first in range(0, len(frames), _AT_ONCE)]
    power, low, high, lag, strength = (np.concatenate(column) for column in zip(*parts, strict=True))
    level = _decibels(power)
    loudest = float(np.percentile(level, 95))
    speech = level > max(loudest - _RANGE_DB, _SILENT_DB)
    voiced = speech & (strength > _VOICED)
    return Voice(
        loudness_db=_gated(power, level),
        f0_hz=_rounded(SAMPLE_RATE / float(np.median(lag[voiced]))) if _lasts(voiced, _LEAST_VOICED_S) else None,
        tilt_db=_tilt(low[voiced], high[voiced]) if _lasts(voiced, _LEAST_VOICED_S) else None,
        rate=_rate(_decibels(low + high), speech, voiced),
    )


def _analysed(frames: Samples) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Of each window: mean power, power below and above the split, period in samples, how periodic it is (0 to 1)."""
    window, of_window, low_bins, high_bins, band = _tables()
    spectrum = np.fft.rfft(frames * window, _TRANSFORM)
    power = spectrum.real**2 + spectrum.imag**2
    # Parseval, for a spectrum of which one half is left.
    scale = 2 / (_TRANSFORM * float(np.sum(window**2)))
    correlation = np.fft.irfft(power * band, _TRANSFORM)
    first, last = (round(SAMPLE_RATE / hz) for hz in reversed(_PITCH_HZ))
    at = np.arange(first - 1, last + 2)
    likeness = correlation[:, at] / np.maximum(correlation[:, :1], 1e-20) / of_window[at]
    before, inner, after = likeness[:, :-2], likeness[:, 1:-1], likeness[:, 2:]
    is_peak = (inner > before) & (inner >= after)
    # A parabola through three points: a short period's peak lies between samples more often than its double's.
    shift = 0.5 * (before - after) / np.minimum(before - 2 * inner + after, -1e-9)
    tops = np.where(is_peak, inner - 0.25 * (before - after) * shift, 0.0)
    best = np.argmax(tops - _OCTAVE_COST * np.log2(at[1:-1] / first), axis=1)
    rows = np.arange(len(frames))
    return (
        power.sum(axis=1) * scale,
        power[:, low_bins].sum(axis=1) * scale,
        power[:, high_bins].sum(axis=1) * scale,
        at[1 + best] + np.clip(shift[rows, best], -0.5, 0.5),
        tops[rows, best],
    )


@cache
def _tables() -> tuple[Samples, Samples, slice, slice, Samples]:
    """The window, its own correlation by lag, the bins below and above the split, and those in the telephone's band."""
    window = np.hanning(_WINDOW).astype(np.float32)
    of_window = np.fft.irfft(np.abs(np.fft.rfft(window, _TRANSFORM)) ** 2, _TRANSFORM)
    lowest, split, highest = (round(hz * _TRANSFORM / SAMPLE_RATE) for hz in (_BAND_HZ[0], _SPLIT_HZ, _BAND_HZ[1]))
    band = np.zeros(_TRANSFORM // 2 + 1, np.float32)
    band[1 : highest + 1] = 1.0
    relative = (of_window / of_window[0]).astype(np.float32)
    return window, relative, slice(lowest, split), slice(split, highest + 1), band


def _gated(power: Floats, level: Floats) -> float | None:
    heard = power[level > _SILENT_DB]
    if not len(heard):
        return None
    kept = heard[heard >= heard.mean() * 10 ** (_GATE_DB / 10)]
    return _rounded(10 * math.log10(float(kept.mean())))


def _tilt(low: Floats, high: Floats) -> float | None:
    below, above = float(low.mean()), float(high.mean())
    return _rounded(10 * math.log10(above / below)) if below > 0 and above > 0 else None


def _rate(level: Floats, speech: NDArray[np.bool_], voiced: NDArray[np.bool_]) -> float | None:
    if not _lasts(speech, _LEAST_SPEECH_S):
        return None
    smooth = np.convolve(np.pad(level, _SMOOTHED // 2, mode="edge"), np.full(_SMOOTHED, 1 / _SMOOTHED), mode="valid")
    nuclei, top, lowest, rises = 0, 0, float(smooth[0]), True
    for place, value in enumerate(smooth.tolist()):
        if rises:
            if value > smooth[top]:
                top = place
            elif value < smooth[top] - _DIP_DB:
                nuclei += bool(voiced[top] and smooth[top] - lowest >= _DIP_DB)
                rises, lowest = False, value
        elif value < lowest:
            lowest = value
        elif value > lowest + _DIP_DB:
            rises, top = True, place
    nuclei += bool(rises and voiced[top] and smooth[top] - lowest >= _DIP_DB)
    return _rounded(nuclei / (float(np.count_nonzero(speech)) * _HOP_S))


def _lasts(windows: NDArray[np.bool_], seconds: float) -> bool:
    return int(np.count_nonzero(windows)) * _HOP_S >= seconds


def _decibels(power: Floats) -> Floats:
    return np.asarray(10 * np.log10(np.maximum(power, 1e-14)), dtype=np.float64)


def _rounded(value: float) -> float:
    return round(value, 2)
