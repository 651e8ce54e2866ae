"""Word and character errors of every installed model, beside its bare engine on the same recordings."""

from __future__ import annotations

from pathlib import Path

from benchmarks import material
from benchmarks.figures import Absent, Cell, Result, Table
from callassist.speech import policy
from callassist.speech.evaluation import references
from callassist.speech.evaluation.report import Bare, Measured, ModelReport, UnsureWords
from callassist.speech.evaluation.run import Evaluation

_COLUMNS = ["language", "model", "heard", "WER", "95 % from", "to", "CER", "bare WER", "bare CER", "WER ÷ bare"]
_UNSURE_COLUMNS = [
    "language", "model", "heard", "unsure below", "words heard", "wrong", "marked", "precision", "recall",
]  # fmt: skip


def run(small: bool) -> Result:
    """Evaluate on the public clips and on the sample call; small: two clips of a language."""
    models = material.models()
    tables: list[Table] = []
    notes = ["bare: faster-whisper's own transcribe (beam 5, int8) or Kaldi's recogniser on whole recordings"]
    try:
        tables += _tables("Public clips", material.shared_speech(), models, most=2 if small else None)
    except Absent as absent:
        notes.append(f"public clips skipped: {absent}")
    if not small:
        tables += _tables("Sample call (synthesised, two channels)", material.sample_calls(), models, most=None)
    return {"tables": tables, "notes": notes}


def _tables(title: str, folder: Path, models: list[material.ModelAndLanguage], *, most: int | None) -> list[Table]:
    found, _ = references.find(folder)
    chosen = [
        reference
        for _, language in dict.fromkeys((None, language) for _, language in models)
        for reference in [each for each in found if each.language == language][:most]
    ]
    evaluation = Evaluation(folder, chosen, models, policy.load(), bare=True)
    for _ in evaluation.run():
        pass
    report = evaluation.report()
    measured = [(model, each) for model in report.models for each in model.measured]
    title = f"{title}: {len(chosen)} recordings, {report.seconds:.0f} s"
    unsure = [_unsure_row(model, each, each.unsure[0]) for model, each in measured]
    return [
        {"title": title, "columns": _COLUMNS, "rows": [_row(model, each) for model, each in measured]},
        {"title": f"{title}; unsure words", "columns": _UNSURE_COLUMNS, "rows": unsure},
    ]


def _row(model: ModelReport, measured: Measured) -> list[Cell]:
    bare: Bare = next(each for each in model.bare if each.band == measured.band)
    low, high = measured.words.interval or (None, None)
    ours, theirs = measured.words.rate, bare.words.rate
    return [
        *_under(model, measured),
        ours,
        low,
        high,
        measured.characters.rate,
        theirs,
        bare.characters.rate,
        round(ours / theirs, 2) if ours is not None and theirs else None,
    ]


def _unsure_row(model: ModelReport, measured: Measured, unsure: UnsureWords) -> list[Cell]:
    return [
        *_under(model, measured),
        unsure.below,
        unsure.heard,
        unsure.wrong,
        unsure.marked,
        unsure.precision,
        unsure.recall,
    ]


def _under(model: ModelReport, measured: Measured) -> list[Cell]:
    return [model.language, model.model, f"{measured.band}{', leave-one-out words' if measured.bias else ''}"]
