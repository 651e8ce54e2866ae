"""One recording through the real hearing, and through the bare engine beside it."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from callassist.audio.levels import gain
from callassist.audio.telephone import telephone_band
from callassist.calls.heard import HeardEvent, HeardFinal
from callassist.calls.hearing import Hearing
from callassist.events import HearingNotice, Language, Speaker
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.evaluation.references import Side
from callassist.speech.installation import Installed
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Recognizer, Samples, Word

Band = Literal["clean", "telephone"]
BANDS: tuple[Band, ...] = get_args(Band)

# Speech on a line has a nominal active level of -26 dBov, to which test speech is set (ITU-T P.56, G.191); a recording
# much quieter than that would be spoilt by a coding that it would never go through at such a level.
_ON_THE_LINE_DBOV = -26.0
_ACTIVE_MARGIN_DB = 15.9
_LEVEL_FRAME = SAMPLE_RATE // 50


@dataclass(frozen=True, slots=True)
class Take:
    """What the hearing made of a recording.

    Attributes:
        finals: utterances in the order in which they ended. not_heard: utterances of which no words could be had.
        seconds: how long it took, from first to last sample.
    """

    finals: tuple[HeardFinal, ...]
    not_heard: int
    seconds: float

    def words(self, speaker: Speaker) -> tuple[Word, ...]:
        """What a side said, not treated."""
        return tuple(word for final in self.finals if final.speaker == speaker for word in final.words)


def in_band(samples: Samples, band: Band) -> Samples:
    """`samples`, shape (n,), as recorded, or as out of a telephone line at the level that speech has there."""
    level = active_dbov(samples)
    if band == "clean" or not math.isfinite(level):
        return samples
    return telephone_band(samples * np.float32(gain(_ON_THE_LINE_DBOV - level)))


def active_dbov(samples: Samples) -> float:
    """The level of the speech in `samples`, shape (n,), without its pauses; minus infinity for silence.

    The mean power of the frames that come within 15.9 dB of that mean (ITU-T P.56, method B, whose margin this is; in
    frames of 20 ms rather than by an envelope).
    """
    powers = np.square(samples[: len(samples) // _LEVEL_FRAME * _LEVEL_FRAME], dtype=np.float64)
    powers = powers.reshape(-1, _LEVEL_FRAME).mean(axis=1)
    active = powers[powers > 0]
    while len(active):
        loud = active[active > active.mean() * 10 ** (-_ACTIVE_MARGIN_DB / 10)]
        if len(loud) == len(active):
            return 10 * math.log10(float(active.mean()))
        active = loud
    return -math.inf


def hear(recognizer: Recognizer, sides: Sequence[Side], policy: HearingPolicy, vocabulary: Sequence[str]) -> Take:
    """Hear a recording as `callassist transcribe` does, as fast as it goes."""
    began = time.perf_counter()
    hearing = Hearing({side.speaker: recognizer for side in sides}, policy, vocabulary=vocabulary, live=False)
    frames = -(-max(len(side.samples) for side in sides) // FRAME)
    sound = {side.speaker: np.pad(side.samples, (0, frames * FRAME - len(side.samples))) for side in sides}
    try:
        for start in range(0, frames * FRAME, FRAME):
            moment = {speaker: samples[start : start + FRAME] for speaker, samples in sound.items()}
            hearing.feed(start / FRAME * FRAME_S, moment)
    except BaseException:
        hearing.abandon()
        raise
    hearing.close()
    seconds = time.perf_counter() - began
    finals: list[HeardFinal] = []
    not_heard = 0
    while not hearing.heard.empty():
        heard = hearing.heard.get()
        if isinstance(heard, HeardFinal):
            finals.append(heard)
        elif isinstance(heard, HeardEvent) and isinstance(heard.event, HearingNotice):
            not_heard += heard.event.state == "not_heard"
    return Take(tuple(finals), not_heard, seconds)


BareEngine = Callable[[Samples], str]


def bare_engine(installed: Installed, language: Language, *, threads: int = 1) -> BareEngine:
    """The engine as its own documentation uses it, without anything of this program: the peer to stand beside.

    Whisper by faster-whisper's `WhisperModel.transcribe` (beam 5, int8, windows of 30 s), Vosk by a `KaldiRecognizer`
    fed in blocks of 200 ms.

    Args:
        threads: of the processor, for Whisper; Vosk has one.
    """
    if installed.engine == "vosk":
        return _bare_vosk(installed)
    return _bare_whisper(installed, language, threads)


def _bare_whisper(installed: Installed, language: Language, threads: int) -> BareEngine:
    from faster_whisper import WhisperModel

    model = WhisperModel(
        str(installed.path), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )

    def write_down(samples: Samples) -> str:
        segments, _ = model.transcribe(samples, language=language, beam_size=5, condition_on_previous_text=False)
        return " ".join(segment.text.strip() for segment in segments)

    return write_down


def _bare_vosk(installed: Installed) -> BareEngine:
    import vosk

    vosk.SetLogLevel(-1)
    model = vosk.Model(str(installed.path))

    def write_down(samples: Samples) -> str:
        kaldi = vosk.KaldiRecognizer(model, SAMPLE_RATE)
        kaldi.SetWords(True)
        found: list[str] = []
        pcm = np.clip(samples * 32768.0, -32768, 32767).astype("<i2")
        for start in range(0, len(pcm), SAMPLE_RATE // 5):
            if kaldi.AcceptWaveform(pcm[start : start + SAMPLE_RATE // 5].tobytes()):
                found.append(json.loads(kaldi.Result())["text"])
        found.append(json.loads(kaldi.FinalResult())["text"])
        return " ".join(text for text in found if text)

    return write_down
