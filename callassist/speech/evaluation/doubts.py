"""Whether the words that look unsure are the wrong ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import jiwer

from callassist.events import Language
from callassist.speech.evaluation.scoring import comparable, numbers_as_digits
from callassist.speech.recognizer import Word
from callassist.text.normalise import clean


@dataclass(frozen=True, slots=True)
class Judged:
    """A heard word as it is compared: how sure the engine was, None where it can't tell; and whether it was wrong."""

    confidence: float | None
    wrong: bool


@dataclass(frozen=True, slots=True)
class Marking:
    """What marking words below a threshold would come to.

    Attributes:
        heard: words. wrong: those that were not said. marked: those that look unsure. rightly: those that are both.
            Words that were said and not heard can't be marked, and are in none of these.
    """

    heard: int
    wrong: int
    marked: int
    rightly: int

    @property
    def precision(self) -> float | None:
        """Share of the marked words that are wrong; None where none is marked."""
        return self.rightly / self.marked if self.marked else None

    @property
    def recall(self) -> float | None:
        """Share of the wrong words that are marked; None where none is wrong."""
        return self.rightly / self.wrong if self.wrong else None


def marking(words: Iterable[Judged], threshold: float) -> Marking:
    """Words marked as they are in a call: those of a confidence below `threshold`, 0 to 1."""
    heard = wrong = marked = rightly = 0
    for word in words:
        is_marked = word.confidence is not None and word.confidence < threshold
        heard += 1
        wrong += word.wrong
        marked += is_marked
        rightly += word.wrong and is_marked
    return Marking(heard, wrong, marked, rightly)


def judged(said: Sequence[str], words: Iterable[Word], language: Language) -> tuple[Judged, ...]:
    """Heard words against normalised words said, by the cheapest alignment.

    A number said in several words is as doubtful as the most doubtful of them, as it is when it is shown.
    """
    text = ""
    placed: list[tuple[int, int, float]] = []
    for word in words:
        if written := clean(word.text):
            text += " " if text else ""
            if word.confidence is not None:
                placed.append((len(text), len(text) + len(written), word.confidence))
            text += written
    edited = numbers_as_digits(text, language)
    doubts = [(*edited.forward(start, end), confidence) for start, end, confidence in placed]
    heard = list(comparable(edited.text))
    confidences = [
        min((confidence for start, end, confidence in doubts if start < item.end and item.start < end), default=None)
        for item in heard
    ]
    aligned = jiwer.process_words(" ".join(said), " ".join(item.word for item in heard)).alignments[0]
    right = {place for part in aligned if part.type == "equal" for place in range(part.hyp_start_idx, part.hyp_end_idx)}
    return tuple(Judged(confidence, place not in right) for place, confidence in enumerate(confidences))
