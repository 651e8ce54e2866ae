"""Loaded speech models for tests: the real ones, loaded once; a test that wants one that is not there skips."""

from __future__ import annotations

from functools import lru_cache

import pytest

from callassist.errors import UserError
from callassist.events import Language
from callassist.speech import installation, policy
from callassist.speech.whisper import WhisperRecognizer

HEARING = policy.load()


@lru_cache(maxsize=1)
def _whisper(language: Language) -> WhisperRecognizer:
    folder = installation.model_path("whisper-base")
    return WhisperRecognizer(folder, "whisper-base", language, HEARING)


def whisper(language: Language) -> WhisperRecognizer:
    """The installed Whisper base, or a skip that says how to install it."""
    try:
        return _whisper(language)
    except UserError as error:
        pytest.skip(f"needs the speech model: {error}")
