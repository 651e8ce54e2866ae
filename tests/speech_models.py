"""Loaded speech models for tests: the real ones, loaded once; a test that wants one that is not there skips."""

from __future__ import annotations

from functools import lru_cache

import needs

from callassist.events import Language
from callassist.speech import policy
from callassist.speech.whisper import WhisperRecognizer

HEARING = policy.load()


@lru_cache(maxsize=1)
def whisper(language: Language) -> WhisperRecognizer:
    """The installed Whisper base, or a skip that says how to install it."""
    return WhisperRecognizer(needs.speech_model(), "whisper-base", language, HEARING)
