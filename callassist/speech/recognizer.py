"""What every speech engine must be able to do.

Audio is mono float32 in −1…1 at 16 kHz throughout. One `Decoding` is one utterance (a stretch of speech
between pauses); it is always handed the *whole* utterance up to now, so that an engine may decode it afresh
(Whisper) or take only what is new to it (Vosk), and so that partial and final need no order between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from callassist.events import Language

SAMPLE_RATE = 16_000
Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word.

    Attributes:
        text: as the engine wrote it, with its punctuation. t0, t1: seconds from the start of the utterance's
            audio; None where the engine has none. confidence: 0 to 1; None where the engine has none.
    """

    text: str = field(repr=False)  # untreated: it has no place in a log line or an error
    t0: float | None = None
    t1: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine heard in an utterance; `words` is empty where it heard none."""

    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float | None:
        """Mean of the words' confidences, None where there are none."""
        known = [word.confidence for word in self.words if word.confidence is not None]
        return sum(known) / len(known) if known else None


class Decoding(Protocol):
    """One utterance being recognised. Its methods may be called from several threads at once."""

    def partial(self, audio: Samples) -> Hypothesis:
        """A quick guess at the utterance so far."""

    def final(self, audio: Samples) -> Hypothesis:
        """The best reading of the finished utterance.

        With an engine that is not incremental it may be asked for again, with more audio, when speech went on after
        what looked like the end.
        """

    def discard(self) -> None:
        """Nothing more is wanted of it; it may let go of what it holds, which may take as long as a final."""


class Recognizer(Protocol):
    """A loaded model. Safe to use for several decodings at once.

    Attributes:
        model_id: the catalogue's id. engine: `whisper` or `vosk`. language: what it listens for.
        incremental: whether partial results cost little and a final little more. Where they do not, a final
            is begun early, on the first sign of silence, and thrown away if speech goes on.
    """

    model_id: str
    engine: str
    language: Language
    incremental: bool

    def decoding(self, vocabulary: Sequence[str] = ()) -> Decoding:
        """Begin an utterance, leaning towards the company's words in `vocabulary` where the engine can."""

    def close(self) -> None:
        """Free the model."""
