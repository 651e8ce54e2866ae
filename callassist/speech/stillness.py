"""When a silence merely goes on as it was, so that nobody need listen closely.

Most of the sound of a call is silence: each side listens to the other, and both wait. Telling that no speech has begun
takes no more than its level as long as no frame is louder than the silence itself.
"""

from __future__ import annotations

from collections import deque

from callassist.audio.levels import dbov
from callassist.speech.policy import StillnessPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Samples


class Stillness:
    """Follows one channel, frame after frame."""

    def __init__(self, policy: StillnessPolicy, frame: int) -> None:
        self._policy = policy
        self._frame_s = frame / SAMPLE_RATE
        self._quiet_for = 0.0
        self._levels: deque[float] = deque(maxlen=max(1, round(policy.after / self._frame_s)))
        self._unheard: deque[Samples] = deque(maxlen=round(policy.context / self._frame_s))

    def goes_on(self, samples: Samples) -> bool:
        """Whether the next frame is no more than the silence before it; it is kept where it is."""
        level = max(dbov(samples), self._policy.lowest)
        self._levels.append(level)
        if self._quiet_for < self._policy.after or level > min(self._levels) + self._policy.margin:
            return False
        self._unheard.append(samples)
        return True

    def caught_up(self) -> list[Samples]:
        """The last frames that nobody listened to, and forgets them."""
        frames = list(self._unheard)
        self._unheard.clear()
        return frames

    def heard(self, probability: float) -> None:
        """How much a frame that was listened to was like speech, 0 to 1."""
        self._quiet_for = self._quiet_for + self._frame_s if probability < self._policy.unlike else 0.0
