"""A recogniser that is none, for tests in which only the sound counts."""

from __future__ import annotations

from collections.abc import Sequence

from callassist.events import Language
from callassist.speech.recognizer import Decoding, Hypothesis, Samples, Word


class FakeRecognizer:
    """Writes the same word for whatever it is given."""

    model_id = "fake"
    engine = "whisper"
    language: Language = "en"
    incremental = False

    def decoding(self, vocabulary: Sequence[str] = ()) -> Decoding:
        return self

    def partial(self, audio: Samples) -> Hypothesis:
        return self.final(audio)

    def final(self, audio: Samples) -> Hypothesis:
        return Hypothesis((Word("yes", 0.0, 0.1, 0.9),))

    def discard(self) -> None:
        """It holds nothing."""

    def close(self) -> None:
        """It holds nothing."""
