"""Word and character error rates, and how far a rate from a few recordings can be trusted.

What is compared is a folded text: spelling, case, punctuation and the way a number is written are left to taste, what
was said is not. `NORMALISATION` says so in the report, since a rate means nothing without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jiwer
import numpy as np

from callassist.events import Language
from callassist.text.edits import Edit, Edited, apply
from callassist.text.normalise import clean
from callassist.text.numbers import find_numbers
from callassist.text.tokens import tokens

NORMALISATION = (
    "Unicode composed (NFC); invisible characters removed; lower case",
    "Arabic: harakat, Quranic marks and tatweel removed; forms of alef as ا, ya and alef maqsura as ي, "
    "ta marbuta as ه, hamza on its carrier as the carrier; digits of any script as 0 to 9",
    "numbers said in words, and typed ones, as digits; each digit counts as a word, however they were grouped",
    "punctuation and signs (%, $) removed; apostrophes joined (don't = dont); hyphens part words",
    "nothing is done about other spellings (colour/color) or contractions (I'll/I will): they count as errors",
)

_RESAMPLES = 2000
_SEED = 20_040_517  # any; fixed, so that the same results give the same interval
FEW = 30
"""Recordings below which an interval by resampling is too narrow to be trusted."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Edits from a reference to a hypothesis, in words or in characters.

    Attributes:
        units: words or characters of the reference.
    """

    units: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0

    @property
    def total(self) -> int:
        """All edits."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float | None:
        """Edits over reference units; above 1 where much was inserted, None where there is no reference."""
        return self.total / self.units if self.units else None

    def __add__(self, other: Errors) -> Errors:
        return Errors(
            self.units + other.units,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
        )


def normalised(text: str, language: Language) -> tuple[str, ...]:
    """The words of `text` as they are compared; `NORMALISATION` says what has become equal.

    Small numbers that stand alone become digits too ("one moment" as 1 moment): a recogniser may write either.
    """
    return tuple(item.word for item in comparable(numbers_as_digits(clean(text), language).text))


@dataclass(frozen=True, slots=True)
class Comparable:
    """A word as it is compared, and the range of the text, characters, that it stands in."""

    word: str
    start: int
    end: int


def numbers_as_digits(text: str, language: Language) -> Edited:
    """A cleaned text with its numbers as digits, and the way from the one to the other."""
    found = find_numbers(text, language, lone=True)
    return apply(text, (Edit(number.start, number.end, f" {number.written} ") for number in found))


def comparable(text: str) -> Iterator[Comparable]:
    """The words of a text whose numbers are digits, in order; each digit is one."""
    for token in tokens(text):
        digits = [char for char in token.folded if char.isdigit()]
        word = "".join(char for char in token.folded if char.isalnum())
        for part in digits or ([word] if word else []):
            yield Comparable(part, token.start, token.end)


def word_errors(reference: Sequence[str], hypothesis: Sequence[str]) -> Errors:
    """Edits between normalised words, by the cheapest alignment."""
    aligned = jiwer.process_words(" ".join(reference), " ".join(hypothesis))
    return Errors(len(reference), aligned.substitutions, aligned.deletions, aligned.insertions)


def character_errors(reference: Sequence[str], hypothesis: Sequence[str]) -> Errors:
    """Edits between the characters of normalised words, with one space between words."""
    said = " ".join(reference)
    aligned = jiwer.process_characters(said, " ".join(hypothesis))
    return Errors(len(said), aligned.substitutions, aligned.deletions, aligned.insertions)


def interval(errors: Sequence[Errors]) -> tuple[float, float] | None:
    """The 95 % interval of the pooled rate of `errors`, one for each recording.

    By resampling recordings (Bisani and Ney 2004, "Bootstrap estimates for confidence intervals in ASR performance
    evaluation"). None with fewer than two recordings, or without reference units.
    """
    return difference_interval(errors, [Errors(units=each.units) for each in errors])


def difference_interval(errors: Sequence[Errors], others: Sequence[Errors]) -> tuple[float, float] | None:
    """The 95 % interval of the pooled rate of `errors` less that of `others`, on the same recordings.

    Both are resampled together (Bisani and Ney 2004, section 4), so that what makes a recording hard for both cancels
    out. None with fewer than two recordings, or without reference units.
    """
    units = np.array([each.units for each in errors])
    if len(units) < 2 or not units.sum():
        return None
    more = np.array([each.total - other.total for each, other in zip(errors, others, strict=True)])
    drawn = np.random.default_rng(_SEED).integers(len(units), size=(_RESAMPLES, len(units)))
    sampled = units[drawn].sum(axis=1)
    rates = more[drawn].sum(axis=1)[sampled > 0] / sampled[sampled > 0]
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)
