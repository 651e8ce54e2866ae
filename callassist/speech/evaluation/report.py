"""The report of an evaluation, as it is written to JSON. It holds no transcript: only words of the list that was shown.

Rates are shares (0.2 is one word in five), times seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from callassist.events import Language
from callassist.speech.evaluation.doubts import Marking
from callassist.speech.evaluation.listening import Band
from callassist.speech.evaluation.scoring import NORMALISATION, Errors, difference_interval, interval
from callassist.speech.evaluation.wordlists import Spotted
from callassist.speech.manifest import Engine

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""What else might be the threshold of unsure words, to choose by."""

Interval = tuple[float, float]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Rate(_Part):
    """An error rate over recordings.

    Attributes:
        rate: edits over reference units; None without any. interval: of 95 %, by resampling recordings; None with fewer
            than two. units: words or characters of the references.
    """

    rate: float | None
    interval: Interval | None
    units: int
    substitutions: int
    deletions: int
    insertions: int

    @classmethod
    def over(cls, errors: Sequence[Errors]) -> Rate:
        """The pooled rate of several recordings."""
        pooled = sum(errors, Errors())
        return cls(
            rate=_rounded(pooled.rate),
            interval=_rounded_interval(interval(errors)),
            units=pooled.units,
            substitutions=pooled.substitutions,
            deletions=pooled.deletions,
            insertions=pooled.insertions,
        )


class ListWords(_Part):
    """What became of the words of the list.

    Attributes:
        said: how often any of them was. found: heard where said. invented: heard where not said. missed_words,
            invented_words: how often which, most often first.
    """

    said: int
    found: int
    invented: int
    missed_words: dict[str, int]
    invented_words: dict[str, int]

    @classmethod
    def of(cls, spotted: Spotted) -> ListWords:
        """Counted from what was spotted in all recordings."""
        return cls(
            said=(spotted.found + spotted.missed).total(),
            found=spotted.found.total(),
            invented=spotted.invented.total(),
            missed_words=dict(spotted.missed.most_common()),
            invented_words=dict(spotted.invented.most_common()),
        )


class UnsureWords(_Part):
    """Marking words as unsure below a threshold.

    Attributes:
        below: the threshold. heard: words heard. wrong: those that were not said. marked: those below the threshold.
            rightly: those that are both. precision: share of the marked that are wrong, None where none is marked.
            recall: share of the wrong that are marked, None where none is wrong.
    """

    below: float
    heard: int
    wrong: int
    marked: int
    rightly: int
    precision: float | None
    recall: float | None

    @classmethod
    def of(cls, marking: Marking, below: float) -> UnsureWords:
        """What a marking came to."""
        return cls(
            below=below,
            heard=marking.heard,
            wrong=marking.wrong,
            marked=marking.marked,
            rightly=marking.rightly,
            precision=_rounded(marking.precision),
            recall=_rounded(marking.recall),
        )


class Measured(_Part):
    """One model under one condition.

    Attributes:
        bias: whether the words were shown to it. unsure: first by the threshold in use, then by `THRESHOLDS`.
            utterances: that were written down; `not_heard` counts those of which nothing could be had. decoding_p50,
            decoding_p95: the engine's time for an utterance. real_time_factor: time taken over length of the
            recordings.
    """

    band: Band
    bias: bool
    recordings: int
    words: Rate
    characters: Rate
    list_words: ListWords | None
    unsure: tuple[UnsureWords, ...]
    utterances: int
    not_heard: int
    decoding_p50: float | None
    decoding_p95: float | None
    real_time_factor: float


class Bare(_Part):
    """The engine without this program, on whole recordings."""

    band: Band
    words: Rate
    characters: Rate
    real_time_factor: float


class Effect(_Part):
    """What showing the words did to the word error rate, both bands together: negative is better."""

    difference: float
    interval: Interval | None

    @classmethod
    def between(cls, shown: Sequence[Errors], without: Sequence[Errors]) -> Effect:
        """From the word errors with the words shown and without, recording by recording."""
        units = sum(each.units for each in without)
        more = sum(each.total for each in shown) - sum(each.total for each in without)
        return cls(
            difference=round(more / units, 4) if units else 0.0,
            interval=_rounded_interval(difference_interval(shown, without)),
        )


class RecordingResult(_Part):
    """One recording: its word error rate under each condition, as in `clean` and `clean, bias`."""

    file: str
    seconds: float
    word_errors: dict[str, float | None]


class ModelReport(_Part):
    """One model in one language."""

    model: str
    engine: Engine
    language: Language
    measured: tuple[Measured, ...]
    bare: tuple[Bare, ...]
    bias_effect: Effect | None
    advice: str
    recordings: tuple[RecordingResult, ...]


class Vocabulary(_Part):
    """The words shown with bias.

    Attributes:
        kind: `list` (the company's own), `leave-one-out` (content words of all other transcripts in the language),
            `none`. words: how many of a list were shown.
    """

    kind: Literal["list", "leave-one-out", "none"]
    words: int | None = None


class Failure(_Part):
    """A recording or model that could not be evaluated, and why."""

    name: str
    reason: str


class Report(_Part):
    """An evaluation.

    Attributes:
        complete: false where it was interrupted; then every model has been through the recordings it is counted on
            under all its conditions, but not through all recordings. left_out: recordings in other languages, or beyond
            `--limit`. cores: of this machine, which the times depend on. notes: what had to be made do with.
    """

    format: Literal[1] = 1
    program: str
    complete: bool
    folder: str
    cores: int
    recordings: int
    seconds: float
    left_out: int
    vocabulary: Vocabulary
    normalisation: tuple[str, ...] = NORMALISATION
    models: tuple[ModelReport, ...]
    failed: tuple[Failure, ...]
    notes: tuple[str, ...]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _rounded_interval(found: tuple[float, float] | None) -> Interval | None:
    return None if found is None else (round(found[0], 4), round(found[1], 4))
