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

    def decoding(self, vocabulary: Sequence[str] = ()) -> VoskDecoding:
        """Begin an utterance; `vocabulary` is of no use to this engine."""
        del vocabulary
        return VoskDecoding(vosk.KaldiRecognizer(self.model, SAMPLE_RATE))

    def close(self) -> None:
        """Free the model's memory once the decodings under way are done."""
        self.model = None


class VoskDecoding:
    """One utterance; takes what is new to it at every call.

    Args:
        kaldi: a fresh `vosk.KaldiRecognizer`.
    """

    def __init__(self, kaldi: Any) -> None:
        kaldi.SetWords(True)
        self._kaldi = kaldi
        self._fed = 0
        self._settled: list[Word] = []  # what Kaldi's own endpoints have already closed
        self._one_at_a_time = threading.Lock()

    def partial(self, audio: Samples) -> Hypothesis:
        """The text so far; words of the open part have neither times nor confidences."""
        with self._one_at_a_time:
            # Whole chunks only: what Kaldi finds depends on where its sound is parted, and partials come anywhere.
            self._feed(audio[: len(audio) - len(audio) % _CHUNK])
            opened = json.loads(self._kaldi.PartialResult()).get("partial", "")
            return Hypothesis((*self._settled, *(Word(text) for text in opened.split())))

    def final(self, audio: Samples) -> Hypothesis:
        """All words with times and confidences."""
        with self._one_at_a_time:
            self._feed(audio)
            self._settled += _words(self._kaldi.FinalResult())
        return Hypothesis(tuple(self._settled))

    def _feed(self, audio: Samples) -> None:
        for start in range(self._fed, len(audio), _CHUNK):
            chunk = np.clip(audio[start : start + _CHUNK] * 32768.0, -32768, 32767).astype("<i2")
            if self._kaldi.AcceptWaveform(chunk.tobytes()):
                self._settled += _words(self._kaldi.Result())
        self._fed = max(self._fed, len(audio))


def _words(result: str) -> list[Word]:
    found = json.loads(result).get("result", [])
    return [Word(item["word"], item["start"], item["end"], item["conf"]) for item in found]
