"""What was said of a time, piece by piece: a day, an hour, a part of the day, a length of time, an end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from callassist.promises.policy import Part
from callassist.promises.time_words import End, Half, Span


@dataclass(frozen=True, slots=True)
class InDays:
    """So many days from the day on which it is said."""

    days: int


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """A day of the week, 0 for Sunday; `next_week`: that of the week after."""

    weekday: int
    next_week: bool = False


@dataclass(frozen=True, slots=True)
class OnDate:
    """A day of a month. `month`: None where none was said; `months`: from this one, where that was said instead;
    `last`: the last day is meant, whatever `day` is."""

    day: int
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    months: int | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class AtHour:
    """An hour of the day. `half`: of a twelve-hour clock, where it was said; `exact`: of one with 24."""

    hour: int
    minute: int = 0
    half: Half | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class InPart:
    """A part of the day."""

    part: Part


@dataclass(frozen=True, slots=True)
class After:
    """A length of time from now on: so many of a unit of `text/units`. `working`: hours of work."""

    amount: Decimal
    unit: str
    working: bool = False


@dataclass(frozen=True, slots=True)
class AtEnd:
    """The end of something."""

    of: End


@dataclass(frozen=True, slots=True)
class InSpan:
    """A week, a month, a year. `during`: any time in it will do."""

    span: Span
    during: bool = False


@dataclass(frozen=True, slots=True)
class Now:
    """At once."""


Day = InDays | OnWeekday | OnDate | AtEnd | InSpan | After | Now
Meaning = Day | AtHour | InPart


@dataclass(frozen=True, slots=True)
class Piece:
    """Something said of a time: tokens `first` to `last` (exclusive), the words around it that belong to it included.

    Attributes:
        before: something is to be done before it.
    """

    meaning: Meaning
    first: int
    last: int
    before: bool = False


Found = tuple[Meaning, int, int] | None
"""What a reader finds at a place: what it means, its first token, and the one behind its last."""
