"""Where words are lost: the same clips by the bare engine, by the hearing, and by the hearing with one thing changed.

A few clips say little, so each is heard in several conditions as well: with silence around it, at telephone band, and
there with noise. Conditions of a clip are no new speakers: intervals are by resampling clips, and stay wide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from benchmarks import material
from benchmarks.figures import Cell, Result
from callassist.audio.levels import gain
from callassist.audio.recording import read_all
from callassist.events import Language
from callassist.speech import engines, policy
from callassist.speech.evaluation import references
from callassist.speech.evaluation.doubts import Judged, judged, marking
from callassist.speech.evaluation.listening import active_dbov, bare_engine, hear, in_band
from callassist.speech.evaluation.references import Side
from callassist.speech.evaluation.report import THRESHOLDS
from callassist.speech.evaluation.scoring import Errors, difference_interval, normalised, word_errors
from callassist.speech.installation import Installed
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Recognizer, Samples, Word

_NOISE_DB = -15.0  # beside the speech
_FAINT_DBOV = -80.0
_SEED = 7
_SHIPPED = "as shipped"

Clip = tuple[Samples, str]
Listen = Callable[[Samples], Sequence[Word]]


def run(small: bool) -> Result:
    """Hear the public clips; small: one clip of a language in one condition."""
    found, _ = references.find(material.shared_speech())
    rows: list[list[Cell]] = []
    unsure: list[list[Cell]] = []
    for model, language in material.models():
        if model.engine != "whisper":
            continue
        clips = [
            [(heard, each.said["customer"]) for heard in _conditions(read_all(each.path)[0])[: 1 if small else None]]
            for each in [each for each in found if each.language == language][: 1 if small else None]
        ]
        theirs, _ = _heard(_bare(model, language), clips, language)
        rows.append(_row(language, model.id, "bare engine, whole recordings", theirs, theirs))
        for name, changed in _settings(policy.load()):
            recognizer = engines.load(model, language, changed)
            try:
                ours, doubts = _heard(_hearing(recognizer, changed), clips, language)
            finally:
                recognizer.close()
            rows.append(_row(language, model.id, name, ours, theirs))
            if name == _SHIPPED:
                in_use = changed.doubt.unsure_word
                unsure += [_unsure_row(language, model.id, doubts, at) for at in dict.fromkeys((in_use, *THRESHOLDS))]
    columns = ["language", "model", "heard by", "WER", "wrong", "lost", "added", "less bare", "95 % from", "to"]
    return {
        "tables": [
            {"title": "Word errors, all conditions together", "columns": columns, "rows": rows},
            {
                "title": "Unsure words as shipped (first the threshold in use)",
                "columns": ["language", "model", "below", "heard", "wrong", "marked", "precision", "recall"],
                "rows": unsure,
            },
        ],
        "notes": ["conditions: as recorded; silence around; telephone band; telephone band with noise at 15 dB"],
    }


def _settings(shipped: HearingPolicy) -> Iterator[tuple[str, HearingPolicy]]:
    """The thresholds as they are, and with one thing changed."""
    yield _SHIPPED, shipped
    yield (
        "a lead of 0.25 s",
        shipped.model_copy(update={"endpointing": shipped.endpointing.model_copy(update={"lead": 0.25})}),
    )
    for seconds in (15.0, 30.0):
        window = shipped.window.model_copy(update={"shortest": seconds})
        yield f"a window of {seconds:g} s", shipped.model_copy(update={"window": window})
    uncut = {"pause": 60.0, "long": 28.0, "longest": 28.0, "lead": 2.0}
    yield (
        "no cutting at pauses",
        shipped.model_copy(update={"endpointing": shipped.endpointing.model_copy(update=uncut)}),
    )
    lenient = {"most_words_per_second": 99.0, "compression_ratio": 99.0, "no_speech": 1.0, "most_repeats": 999}
    yield (
        "no guards",
        shipped.model_copy(
            update={
                "guards": shipped.guards.model_copy(update=lenient),
                "doubt": shipped.doubt.model_copy(update={"not_heard": 0.0}),
            }
        ),
    )


def _conditions(sound: Samples) -> list[Samples]:
    """A clip as recorded, with a second of near silence around it, by telephone, and by telephone with noise."""
    random = np.random.default_rng(_SEED)
    around = [_noise(random, SAMPLE_RATE, _FAINT_DBOV) for _ in range(2)]
    padded = np.concatenate([around[0], sound, around[1]])
    noisy = padded + _noise(random, len(padded), active_dbov(sound) + _NOISE_DB)
    return [sound, padded, in_band(padded, "telephone"), in_band(noisy, "telephone")]


def _noise(random: np.random.Generator, count: int, dbov: float) -> Samples:
    return random.standard_normal(count).astype(np.float32) * np.float32(gain(dbov))


def _bare(model: Installed, language: Language) -> Listen:
    write_down = bare_engine(model, language)
    return lambda sound: [Word(word) for word in write_down(sound).split()]


def _hearing(recognizer: Recognizer, thresholds: HearingPolicy) -> Listen:
    return lambda sound: hear(recognizer, [Side("customer", sound, "")], thresholds, ()).words("customer")


def _heard(listen: Listen, clips: Sequence[Sequence[Clip]], language: Language) -> tuple[list[Errors], list[Judged]]:
    """Word errors by clip, all its conditions together, and all words with their doubts."""
    by_clip: list[Errors] = []
    doubts: list[Judged] = []
    for conditions in clips:
        errors = Errors()
        for sound, text in conditions:
            words, said = listen(sound), normalised(text, language)
            errors += word_errors(said, normalised(" ".join(word.text for word in words), language))
            doubts += judged(said, words, language)
        by_clip.append(errors)
    return by_clip, doubts


def _row(language: Language, model: str, name: str, ours: Sequence[Errors], theirs: Sequence[Errors]) -> list[Cell]:
    pooled, beside = sum(ours, Errors()), sum(theirs, Errors())
    low, high = difference_interval(ours, theirs) or (None, None)
    less = (pooled.total - beside.total) / beside.units if beside.units else None
    return [
        language, model, name, pooled.rate, pooled.substitutions, pooled.deletions, pooled.insertions, less, low, high
    ]  # fmt: skip


def _unsure_row(language: Language, model: str, words: Sequence[Judged], below: float) -> list[Cell]:
    found = marking(words, below)
    return [language, model, below, found.heard, found.wrong, found.marked, found.precision, found.recall]
