"""The customer's voice in the agent's microphone: which of the agent's frames hold nothing but that.

The microphone's sound is taken apart into bands, and in each its level is compared with the leak to be expected: the
customer's level as long before as the leak takes, times how strongly it comes through. Only levels are compared, since
the phase of a leak is lost where the clocks of two devices jitter. Of the agent's voice nothing is looked at but
whether there is more in the microphone than the leak.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from callassist.audio.echo_path import BLOCK, EchoPath
from callassist.audio.levels import dbov
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.policy import EchoPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Samples

_WINDOW, _HOP = 512, 256
_HOPS = FRAME // _HOP
# Bands about as wide as the ear's (Zwicker, J. Acoust. Soc. Am. 33, 1961), from where telephones begin to where
# sampling ends.
_EDGES_HZ = (200, 300, 400, 500, 600, 700, 850, 1000, 1200, 1400, 1600, 1900, 2200, 2600, 3000, 3500, 4200, 5200, 6400)
_HIGHEST_HZ = 7800
_BANDS = len(_EDGES_HZ)
_THIRD = round(_BANDS / 3)
# Frames that are judged again once a leak has been found: those it was found in, and as many before.
_AGAIN = 2 * BLOCK // FRAME
# Whether a band's level tells of the leak: within this of the customer's strongest band.
_STRONG_DB = 25.0
# An excess counts no more than this, either way.
_EXCESS_DB = (-10.0, 20.0)
# A frame's least level in a band lies this far below the mean of the noise there.
_NOISE_DB = 3.0
# A frame this far above the noise has something in it.
_AUDIBLE_DB = 6.0
# The frames in which both sides must have sounded for long enough.
_RECENT = BLOCK // FRAME

Levels = npt.NDArray[np.float64]


class EchoGate:
    """Judges the agent's frames one after another, each beside the customer's of the same moment."""

    def __init__(self, policy: EchoPolicy) -> None:
        self._policy = policy
        self._path = EchoPath(policy)
        self._agent = np.zeros(self._path.history, np.float32)
        self._customer = np.zeros(self._path.history, np.float32)
        self._first = np.round(np.array([*_EDGES_HZ, _HIGHEST_HZ]) * _WINDOW / SAMPLE_RATE).astype(np.intp)
        self._taper = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
        # One-sided spectra, so that the bands of a sound add up to about its mean square.
        self._scale = 2 / (_WINDOW * float(np.sum(np.square(self._taper))))
        self._decay = _power(-policy.decay * _HOP / SAMPLE_RATE)
        self._rise = _power(policy.noise_rise * FRAME_S)
        self._least = _power(policy.inaudible) / _BANDS
        reach = round(policy.longest_delay * SAMPLE_RATE / _HOP) + 2 + _HOPS * _AGAIN
        self._played: Levels = np.zeros((reach, _BANDS))
        self._heard: Levels = np.zeros((_AGAIN, _BANDS))
        self._noise: Levels = np.full(_BANDS, np.inf)
        self._ratios: Levels = np.zeros((0, _BANDS))
        self._coupling: Levels | None = None
        self._customer_silent_for = reach
        self._sounded: list[tuple[bool, bool]] = []
        self._unlooked = self._unseen = 0
        self._before = _EXCESS_DB[0]
        self._hold = 0
        self._leak_for = 0

    @property
    def leak_for(self) -> float:
        """For how many seconds, up to and with the last frame, there has been nothing but leak in the microphone.

        When a leak is found, what went before is judged again.
        """
        return self._leak_for * FRAME_S

    def is_leak(self, agent: Samples, customer: Samples) -> bool:
        """Whether the agent's next frame holds the customer's voice and nothing of the agent's own.

        Args:
            agent, customer: 512 samples at 16 kHz of each side, of the same 32 ms.
        """
        for kept, new in ((self._agent, agent), (self._customer, customer)):
            kept[:-FRAME] = kept[FRAME:]
            kept[-FRAME:] = new
        loud = dbov(customer) > self._policy.silence
        self._customer_silent_for = 0 if loud else self._customer_silent_for + 1
        if self._customer_silent_for * _HOPS > len(self._played):
            self._leak_for, self._hold, self._before = 0, 0, _EXCESS_DB[0]
            return False
        self._take_levels()
        known = self._coupling is not None
        if self._time_to_look(loud):
            self._look()
        if self._coupling is not None and not known:
            self._leak_for = 0
            for back in range(_AGAIN - 1, 0, -1):
                self._judge(back)
        return self._judge(0)

    def _take_levels(self) -> None:
        heard = self._levels(self._agent).mean(axis=0)
        self._heard = np.concatenate([self._heard[1:], heard[None]])
        self._noise = np.maximum(np.minimum(heard, self._noise * self._rise), self._least)
        lingering = [self._played[-1]]
        for level in self._levels(self._customer):
            lingering.append(np.maximum(level, lingering[-1] * self._decay))
        self._played = np.concatenate([self._played[_HOPS:], lingering[1:]])

    def _levels(self, sound: Samples) -> Levels:
        """The power of each band in the last frame's two windows, shape (2, bands)."""
        last = sound[-FRAME - _WINDOW + _HOP :]
        windows = np.stack([last[n * _HOP : n * _HOP + _WINDOW] for n in range(_HOPS)]) * self._taper
        power = np.square(np.abs(np.fft.rfft(windows, axis=1)))
        return np.add.reduceat(power[:, : self._first[-1]], self._first[:-1], axis=1) * self._scale

    def _time_to_look(self, loud: bool) -> bool:
        heard = float(self._heard[-1].sum())
        audible = heard > max(_power(self._policy.inaudible), _power(_AUDIBLE_DB) * float(self._noise.sum()))
        self._sounded = [*self._sounded[1 - _RECENT :], (audible, loud)]
        self._unlooked += 1
        policy = self._policy
        every = policy.every_unknown if self._path.delay is None else policy.every
        if not audible or self._unlooked * FRAME_S < every:
            return False
        sounded: list[int] = [sum(side) for side in zip(*self._sounded, strict=True)]
        return min(sounded) * FRAME_S >= policy.enough

    def _look(self) -> None:
        since, self._unlooked = self._unlooked, 0
        known = self._path.delay is not None
        if self._path.look(self._agent, self._customer):
            self._unseen = 0
            self._learn(min(since, _RECENT) if known else _RECENT)
            return
        self._unseen += since
        if known and self._unseen * FRAME_S > self._policy.forgotten:
            self._path.forget()
            self._coupling, self._ratios = None, self._ratios[:0]

    def _learn(self, frames: int) -> None:
        """Take how strong the leak was in the last `frames`, in which it showed."""
        policy = self._policy
        learnt = [self._ratios]
        for back in range(frames - 1, -1, -1):
            expected = self._delayed(back)
            if expected.sum() < _power(policy.silence):
                continue
            ratio = self._heard[-1 - back] / np.maximum(expected, self._least)
            strong = expected >= expected.max() * _power(-_STRONG_DB)
            # A band in which the customer's voice is weak tells nothing; the whole of the frame stands for it.
            usual = self._coupling if self._coupling is not None else np.median(ratio[strong])
            learnt.append(np.where(strong, ratio, usual)[None])
        self._ratios = np.concatenate(learnt)[-round(policy.remembered / FRAME_S) :]
        if len(self._ratios):
            rank = int(policy.share * (len(self._ratios) - 1))
            self._coupling = np.minimum(np.partition(self._ratios, rank, axis=0)[rank], _power(policy.most))

    def _delayed(self, back: int) -> Levels:
        """The customer's levels as much before a frame as the leak takes, at what they were highest thereabouts."""
        assert self._path.delay is not None
        newest = len(self._played) - 1 - _HOPS * back - (self._path.delay + _HOP // 4) // _HOP
        found = np.zeros(_BANDS)
        for hop in range(newest - _HOPS + 1, newest + 1):
            found += self._played[max(0, hop - 1) : hop + 1].max(axis=0, initial=0)
        return found / _HOPS

    def _judge(self, back: int) -> bool:
        if self._coupling is None:
            self._leak_for = 0
            return False
        policy = self._policy
        expected = self._coupling * self._delayed(back) + _power(_NOISE_DB) * self._noise
        excess = np.clip(10 * np.log10(np.maximum(self._heard[-1 - back], self._least) / expected), *_EXCESS_DB)
        now = float(np.sort(excess)[-_THIRD:].mean())
        over, self._before = (now + self._before) / 2, now
        if over >= (policy.lasts if self._hold else policy.begins):
            self._hold = round(policy.hold / FRAME_S)
        elif self._hold:
            self._hold -= 1
        else:
            self._leak_for += 1
            return True
        self._leak_for = 0
        return False


def _power(decibels: float) -> float:
    return float(10 ** (decibels / 10))
