"""How a caller's voice differs from their own start of this call.

Each measure is compared with its median over the first seconds that the caller speaks, in units of its spread there
(median absolute deviation), but no less than a calm voice varies by anyhow. What differs is smoothed over speech, so
that one loud word is no event.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from callassist.conversation import tone_reasons
from callassist.conversation.tone_policy import VoicePolicy
from callassist.conversation.tone_reasons import UNITS, Measure
from callassist.events import Voice

# Median absolute deviation to standard deviation, for a normal distribution.
_MAD_TO_SIGMA = 1.4826

_Weighted = tuple[float, float]
"""A value, and for how many seconds it was so."""


class VoiceTone:
    """Follows one caller, utterance after utterance in the order in which they were said.

    Attributes:
        level: 0 (as at the start of the call) to 1.
    """

    def __init__(self, policy: VoicePolicy) -> None:
        self._policy = policy
        self._start: list[tuple[Voice, float]] = []
        self._usual: dict[Measure, tuple[float, float]] | None = None
        self._differs: dict[Measure, float] = {}
        self._beyond: dict[Measure, float] = {}
        self.level = 0.0

    def take(self, voice: Voice | None, seconds: float) -> None:
        """The next utterance, so long; None where nothing was measured."""
        if voice is None or seconds <= 0 or not (measured := comparable(voice)):
            return
        if self._usual is None:
            self._start.append((voice, seconds))
            if self._start_is_over():
                self._usual = {measure: usual for measure in UNITS if (usual := self._usually(measure))}
            return
        share = -math.expm1(-seconds / self._policy.smoothing)
        for measure, value in measured.items():
            if measure not in self._usual:
                continue
            middle, spread = self._usual[measure]
            differs = value - middle
            beyond = max(-self._policy.most, min(self._policy.most, differs / spread))
            self._differs[measure] = _nearer(self._differs.get(measure, 0.0), differs, share)
            self._beyond[measure] = _nearer(self._beyond.get(measure, 0.0), beyond, share)
        self.level = self._risen()

    @property
    def reasons(self) -> list[str]:
        """What differs, the most trusted and most different first."""
        measures = self._policy.measures
        told = [measure for measure, beyond in self._beyond.items() if beyond >= self._policy.reason]
        told.sort(key=lambda measure: -measures[measure].weight * self._beyond[measure])
        return [tone_reasons.measured(measure, _shown(measure, self._differs[measure])) for measure in told]

    def _start_is_over(self) -> bool:
        spoken = sum(seconds for _, seconds in self._start)
        return spoken >= self._policy.start and len(self._start) >= self._policy.utterances

    def _usually(self, measure: Measure) -> tuple[float, float] | None:
        """Middle and spread of a measure at the start; None where it could not be measured there."""
        values = [
            (found[measure], seconds) for voice, seconds in self._start if measure in (found := comparable(voice))
        ]
        if len(values) < self._policy.utterances:
            return None
        middle = _median(values)
        spread = _MAD_TO_SIGMA * _median((abs(value - middle), seconds) for value, seconds in values)
        return middle, max(spread, self._policy.measures[measure].spread)

    def _risen(self) -> float:
        weights = {measure: self._policy.measures[measure].weight for measure in self._beyond}
        total = sum(weights.values())
        if not total:
            return 0.0
        beyond = sum(weight * self._beyond[measure] for measure, weight in weights.items()) / total
        return max(0.0, min(1.0, (beyond - self._policy.calm) / (self._policy.full - self._policy.calm)))


def comparable(voice: Voice) -> dict[Measure, float]:
    """What can be compared: pitch in semitones and pace in nepers, in which a ratio is a difference; the rest in dB."""
    values: dict[Measure, float | None] = {
        "pitch": voice.f0_hz, "tilt": voice.tilt_db, "loudness": voice.loudness_db, "pace": voice.rate,
    }  # fmt: skip
    found: dict[Measure, float] = {}
    for measure, value in values.items():
        if value is None or not math.isfinite(value):
            continue
        if measure in ("pitch", "pace"):
            if value > 0:
                found[measure] = 12 * math.log2(value) if measure == "pitch" else math.log(value)
        else:
            found[measure] = value
    return found


def _shown(measure: Measure, differs: float) -> float:
    return 100 * math.expm1(differs) if measure == "pace" else differs


def _nearer(value: float, to: float, share: float) -> float:
    return value + share * (to - value)


def _median(values: Iterable[_Weighted]) -> float:
    """The value below which half of the time lies."""
    row = sorted(values)
    half = sum(seconds for _, seconds in row) / 2
    passed = 0.0
    for value, seconds in row:
        passed += seconds
        if passed >= half:
            return value
    raise ValueError("there is no value")
