"""Whether the customer's voice comes into the agent's microphone, and how much later than on its own channel."""

from __future__ import annotations

import numpy as np

from callassist.speech.policy import EchoPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Samples

BLOCK = 8192
"""Samples of the agent's that are looked at in one go: half a second."""

_FFT = 16384
# Only the telephone's band (ITU-T G.712) is correlated, so half the sampling rate is enough for what comes out.
_BAND_HZ = (300.0, 3400.0)
_STEP = 2


class EchoPath:
    """Finds the leak by correlating the last half second of both sides.

    Generalised cross-correlation with the phase transform (Knapp and Carter, IEEE Trans. ASSP 24, 1976): every
    frequency counts alike, so a leak shows as one narrow peak, and two people who talk at once show none.

    Attributes:
        delay: of the leak behind the customer's channel, in samples; None while no leak is known. history: how many
            samples `look` wants.
    """

    def __init__(self, policy: EchoPolicy) -> None:
        self._policy = policy
        self._ahead = round(policy.ahead * SAMPLE_RATE / _STEP) * _STEP
        lags = self._ahead + round(policy.longest_delay * SAMPLE_RATE / _STEP) * _STEP
        self.history = BLOCK + lags
        hertz = np.fft.rfftfreq(_FFT, 1 / SAMPLE_RATE)[: _FFT // _STEP // 2 + 1]
        self._band = (hertz >= _BAND_HZ[0]) & (hertz <= _BAND_HZ[1])
        self._lags = lags // _STEP
        self._arrival = round(policy.spread * SAMPLE_RATE / _STEP)
        self.delay: int | None = None

    def look(self, agent: Samples, customer: Samples) -> bool:
        """Whether the leak shows in the last `history` samples of both sides; `delay` is then known, or known anew."""
        # A leak that is ahead of the customer's channel is whole only in agent's sound that is as much older.
        until = len(agent) - self._ahead
        cross = np.fft.rfft(agent[until - BLOCK : until], _FFT) * np.conj(np.fft.rfft(customer, _FFT))
        cross = cross[: len(self._band)] * self._band
        size = np.abs(cross)
        if not size.any():
            return False
        # The agent's block stands `lags` into the customer's sound, less the delay: a lag that is not positive.
        correlation = np.roll(np.fft.irfft(cross / (size + 1e-12 * size.max()), _FFT // _STEP), self._lags)
        profile = np.convolve(np.square(correlation[: self._lags + 1]), np.ones(self._arrival), "same")
        peak, near = int(np.argmax(profile)), 2 * self._arrival
        elsewhere = max(profile[: max(0, peak - near)].max(initial=0), profile[peak + near :].max(initial=0))
        if profile[peak] < max(self._policy.shows * np.median(profile), self._policy.apart * elsewhere):
            return False
        self.delay = _STEP * peak - self._ahead
        return True

    def forget(self) -> None:
        """There is no leak any more."""
        self.delay = None
