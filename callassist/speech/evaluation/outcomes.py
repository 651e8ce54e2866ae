"""What came of each recording under each condition, and what that comes to for a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from callassist.events import Language
from callassist.speech.evaluation.advice import bias_advice
from callassist.speech.evaluation.doubts import Judged, marking
from callassist.speech.evaluation.listening import BANDS, Band
from callassist.speech.evaluation.report import (
    THRESHOLDS,
    Bare,
    Effect,
    ListWords,
    Measured,
    ModelReport,
    Rate,
    RecordingResult,
    UnsureWords,
    Vocabulary,
)
from callassist.speech.evaluation.scoring import Errors
from callassist.speech.evaluation.wordlists import Spotted
from callassist.speech.installation import Installed


@dataclass(frozen=True, slots=True)
class Condition:
    """How a recording is heard: in which band, with the words shown or not, by the hearing or by the bare engine."""

    band: Band
    bias: bool = False
    bare: bool = False

    def __str__(self) -> str:
        return ", ".join([self.band, *(["bias"] if self.bias else []), *(["bare"] if self.bare else [])])


@dataclass(frozen=True, slots=True)
class Outcome:
    """One recording under one condition; times in seconds."""

    words: Errors
    characters: Errors
    spotted: Spotted
    doubts: tuple[Judged, ...]
    utterances: int
    not_heard: int
    decoding: tuple[float, ...]
    taken: float


@dataclass(slots=True)
class Heard:
    """A recording that a model has been through under all conditions."""

    name: str
    seconds: float
    outcomes: Mapping[Condition, Outcome]


@dataclass(slots=True)
class ModelRun:
    """A model in a language, and what it has been through by now."""

    installed: Installed
    language: Language
    conditions: tuple[Condition, ...]
    heard: list[Heard] = field(default_factory=list)


def model_report(run: ModelRun, vocabulary: Vocabulary, unsure_below: float) -> ModelReport:
    """What a model's recordings come to; it has been through at least one. Words below `unsure_below` look unsure."""
    by_condition = {condition: [item.outcomes[condition] for item in run.heard] for condition in run.conditions}
    seconds = sum(item.seconds for item in run.heard)
    effect = _bias_effect(run) if any(condition.bias for condition in run.conditions) else None
    measured = {
        condition: _measured(condition, outcomes, seconds, vocabulary, unsure_below)
        for condition, outcomes in by_condition.items()
        if not condition.bare
    }
    return ModelReport(
        model=run.installed.id,
        engine=run.installed.engine,
        language=run.language,
        measured=tuple(measured.values()),
        bare=tuple(
            Bare(
                band=condition.band,
                words=Rate.over([each.words for each in outcomes]),
                characters=Rate.over([each.characters for each in outcomes]),
                real_time_factor=_per_second(outcomes, seconds),
            )
            for condition, outcomes in by_condition.items()
            if condition.bare
        ),
        bias_effect=effect,
        advice=bias_advice(run.installed, run.language, tuple(measured.values()), effect),
        recordings=tuple(
            RecordingResult(
                file=item.name,
                seconds=round(item.seconds, 1),
                word_errors={str(condition): outcome.words.rate for condition, outcome in item.outcomes.items()},
            )
            for item in run.heard
        ),
    )


def _bias_effect(run: ModelRun) -> Effect:
    """With less without, both bands together, recording by recording."""
    without, shown = (
        [sum((item.outcomes[Condition(band, bias)].words for band in BANDS), Errors()) for item in run.heard]
        for bias in (False, True)
    )
    return Effect.between(shown, without)


def _measured(
    condition: Condition, outcomes: Sequence[Outcome], seconds: float, vocabulary: Vocabulary, unsure_below: float
) -> Measured:
    decoding = [each for outcome in outcomes for each in outcome.decoding]
    p50, p95 = np.percentile(decoding, [50, 95]) if decoding else (None, None)
    doubts = [each for outcome in outcomes for each in outcome.doubts]
    spotted = sum((outcome.spotted for outcome in outcomes), Spotted())
    return Measured(
        band=condition.band,
        bias=condition.bias,
        recordings=len(outcomes),
        words=Rate.over([outcome.words for outcome in outcomes]),
        characters=Rate.over([outcome.characters for outcome in outcomes]),
        list_words=None if vocabulary.kind == "none" else ListWords.of(spotted),
        unsure=tuple(
            UnsureWords.of(marking(doubts, threshold), threshold)
            for threshold in dict.fromkeys((unsure_below, *THRESHOLDS))
        ),
        utterances=sum(outcome.utterances for outcome in outcomes),
        not_heard=sum(outcome.not_heard for outcome in outcomes),
        decoding_p50=None if p50 is None else round(float(p50), 3),
        decoding_p95=None if p95 is None else round(float(p95), 3),
        real_time_factor=_per_second(outcomes, seconds),
    )


def _per_second(outcomes: Sequence[Outcome], seconds: float) -> float:
    return round(sum(outcome.taken for outcome in outcomes) / seconds, 3) if seconds else 0.0
