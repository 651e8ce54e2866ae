"""Vosk (Kaldi): streams as people speak, and knows word times and confidences.

Vosk can be limited to a closed list of words, which would make it hear them where nobody said them, and cannot
lean towards an open one; so the company's words do not reach it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import vosk

from callassist.events import Language
from callassist.speech.layout import unloadable
from callassist.speech.recognizer import SAMPLE_RATE, Hypothesis, Samples, Word

_CHUNK = SAMPLE_RATE // 5  # what Kaldi is given at once: 200 ms, as Vosk's own examples do


class VoskRecognizer:
    """A loaded Vosk model; see `Recognizer`."""

    engine = "vosk"
    incremental = True

    def __init__(self, folder: Path, model_id: str, language: Language) -> None:
        self.model_id = model_id
        self.language: Language = language
        vosk.SetLogLevel(-1)
        try:
            self.model: Any = vosk.Model(str(folder))
        except Exception as error:  # Vosk raises a bare Exception for a model that it can't load
            raise unloadable(folder, model_id, error) from error
        self._idle = _Idle(self.model)

    def decoding(self, vocabulary: Sequence[str] = ()) -> VoskDecoding:
        """Begin an utterance; `vocabulary` is of no use to this engine."""
        del vocabulary
        return VoskDecoding(self._idle)

    def close(self) -> None:
        """Free the model's memory once the decodings under way are done."""
        self._idle.close()
        self.model = None


class _Idle:
    """Kaldi's recognisers that no utterance needs just now.

    Kaldi composes its graph while it searches, and each recogniser keeps what it has composed: a fresh one for every
    utterance costs five times the processor time. Nothing else passes from one utterance to the next.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._waiting: list[_Kaldi] = []

    def take(self) -> _Kaldi:
        """One that has no utterance: the last that was put back, or a new one."""
        try:
            return self._waiting.pop()
        except IndexError:
            return _Kaldi(vosk.KaldiRecognizer(self._model, SAMPLE_RATE))

    def put_back(self, kaldi: _Kaldi) -> None:
        """Its utterance is over."""
        if self._model is not None:
            self._waiting.append(kaldi)

    def close(self) -> None:
        """Let them go, and those that are put back from now on."""
        self._model = None
        self._waiting.clear()


class _Kaldi:
    """One of Kaldi's recognisers, for one utterance after the other."""

    def __init__(self, recognizer: Any) -> None:
        recognizer.SetWords(True)
        self._recognizer = recognizer
        self._before = self._fed = 0  # samples of earlier utterances, which Kaldi counts, and of this one
        self._settled: list[Word] = []  # what Kaldi's own endpoints have already closed

    def feed(self, audio: Samples, upto: int) -> None:
        """Take what is new in an utterance, up to that many samples of it."""
        for start in range(self._fed, upto, _CHUNK):
            chunk = np.clip(audio[start : min(start + _CHUNK, upto)] * 32768.0, -32768, 32767).astype("<i2")
            if self._recognizer.AcceptWaveform(chunk.tobytes()):
                self._settled += self._words(self._recognizer.Result())
        self._fed = max(self._fed, upto)

    def words_so_far(self) -> tuple[Word, ...]:
        """Those of the open part have neither times nor confidences."""
        opened = json.loads(self._recognizer.PartialResult()).get("partial", "")
        return (*self._settled, *(Word(text) for text in opened.split()))

    def finish(self) -> tuple[Word, ...]:
        """All words of the utterance, which ends here."""
        words = (*self._settled, *self._words(self._recognizer.FinalResult()))
        self._before += self._fed
        self._fed, self._settled = 0, []
        return words

    def _words(self, result: str) -> list[Word]:
        def since_begin(seconds: float) -> float:
            return max(0.0, round(seconds - self._before / SAMPLE_RATE, 2))  # Kaldi's frames are of 10 ms

        found = json.loads(result).get("result", [])
        return [Word(i["word"], since_begin(i["start"]), since_begin(i["end"]), i["conf"]) for i in found]


class VoskDecoding:
    """One utterance; takes what is new to it at every call."""

    def __init__(self, idle: _Idle) -> None:
        self._idle = idle
        self._kaldi: _Kaldi | None = None
        self._over = False
        self._one_at_a_time = threading.Lock()

    def partial(self, audio: Samples) -> Hypothesis:
        """The text so far; words of the open part have neither times nor confidences."""
        with self._one_at_a_time:
            if self._over:
                return Hypothesis()
            kaldi = self._kaldi = self._kaldi or self._idle.take()
            # Whole chunks only: what Kaldi finds depends on where its sound is parted, and partials come anywhere.
            kaldi.feed(audio, len(audio) - len(audio) % _CHUNK)
            return Hypothesis(kaldi.words_so_far())

    def final(self, audio: Samples) -> Hypothesis:
        """All words with times and confidences."""
        with self._one_at_a_time:
            kaldi = self._kaldi or self._idle.take()
            kaldi.feed(audio, len(audio))
            return Hypothesis(self._finish(kaldi))

    def discard(self) -> None:
        """Nothing more is wanted of it."""
        with self._one_at_a_time:
            if self._kaldi is not None:
                self._finish(self._kaldi)
            self._over = True

    def _finish(self, kaldi: _Kaldi) -> tuple[Word, ...]:
        words = kaldi.finish()
        self._over, self._kaldi = True, None
        self._idle.put_back(kaldi)
        return words
