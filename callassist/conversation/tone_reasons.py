"""Why a tone is told, as texts that a window can put into its own words.

A reason is either what the customer said, in guillemets («إنتو كذابين»), the same behind `again` where they had said it
before, or a measure and by how much it differs from the caller's own start of this call: `pitch +3 st`, `tilt +4 dB`,
`loudness +6 dB`, `pace +20 %`. `read` takes it apart again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Measure = Literal["pitch", "tilt", "loudness", "pace"]

UNITS: Final[dict[Measure, str]] = {"pitch": "st", "tilt": "dB", "loudness": "dB", "pace": "%"}
"""What each measure is told in: semitones, decibels, per cent."""

_AGAIN = "again "
_QUOTED = re.compile(f"({_AGAIN})?«(.*)»", re.DOTALL)
_MEASURED = re.compile(r"(pitch|tilt|loudness|pace) ([+−][0-9]+) (?:st|dB|%)")
# A reason is read at a glance.
_MOST_WORDS = 7


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason taken apart.

    Attributes:
        words: what was said, treated; empty for a measure. again: they had said it before. measure, by: what was
            measured, and how much it has changed, in its unit.
    """

    words: str = ""
    again: bool = False
    measure: Measure | None = None
    by: int = 0


def said(words: str, *, again: bool = False) -> str:
    """The reason that these words are; of many the first."""
    row = words.split()
    shown = " ".join(row[:_MOST_WORDS]) + ("…" if len(row) > _MOST_WORDS else "")
    return f"{_AGAIN if again else ''}«{shown}»"


def measured(measure: Measure, by: float) -> str:
    """The reason that a measure is which differs by `by`, in its unit."""
    return f"{measure} {_signed(round(by))} {UNITS[measure]}"


def read(reason: str) -> Reason | None:
    """What a reason says; None where it is none of these."""
    if found := _QUOTED.fullmatch(reason):
        return Reason(words=found[2], again=found[1] is not None)
    if found := _MEASURED.fullmatch(reason):
        measure = next(each for each in UNITS if each == found[1])
        return Reason(measure=measure, by=int(found[2].replace("−", "-")))
    return None


def shown(reason: Reason) -> str:
    """By how much a measure has changed, as it stands in any language: "+3", "−4", "+20%"."""
    return _signed(reason.by) + ("%" if reason.measure == "pace" else "")


def _signed(by: int) -> str:
    return f"{'−' if by < 0 else '+'}{abs(by)}"
