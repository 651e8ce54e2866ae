"""From an installed model to an engine that hears with it."""

from __future__ import annotations

from callassist.events import Language
from callassist.speech.installation import Installed
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import Recognizer


def load(installed: Installed, language: Language, policy: HearingPolicy) -> Recognizer:
    """Load a model for a language; native libraries are imported only for the engine that is used.

    Raises:
        UserError: the model can't be loaded, and what to do about it.
    """
    if installed.engine == "vosk":
        from callassist.speech.vosk import VoskRecognizer

        return VoskRecognizer(installed.path, installed.id, language)
    from callassist.speech.whisper import WhisperRecognizer

    return WhisperRecognizer(installed.path, installed.id, language, policy)
