"""When something is due, as data: `resources/policies/promises.toml`, which says what each value is for."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from hijridate import Hijri
from pydantic import Field, field_validator, model_validator

from callassist import paths, policies

Weekday = Literal["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
Part = Literal["fajr", "morning", "noon", "afternoon", "asr", "maghrib", "evening", "isha", "night"]

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""In the order in which they stand in a week."""

_LONGEST_HOLIDAY = 60
# Two years of each calendar in which every day that a month can have is there.
_LEAP_YEAR = 2024
_HIJRI_DAYS = 30


class WeekPolicy(policies.Policy):
    """The working week."""

    working_days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)]


class HolidayPolicy(policies.Policy):
    """Days on which nobody works: `days` from `first`, which is YYYY-MM-DD, or MM-DD for every year."""

    name: Annotated[str, Field(min_length=1)]
    first: Annotated[str, Field(pattern=r"^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$")]
    days: Annotated[int, Field(ge=1, le=_LONGEST_HOLIDAY)] = 1
    calendar: Literal["gregorian", "hijri"] = "gregorian"

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        month, day = self.month_and_day
        if self.calendar == "gregorian":
            date(self.year or _LEAP_YEAR, month, day)
        elif self.year is not None:
            Hijri(self.year, month, day)
        elif not (1 <= month <= 12 and 1 <= day <= _HIJRI_DAYS):
            raise ValueError(f"{self.first} is no day of the Hijri calendar")
        return self

    @property
    def year(self) -> int | None:
        """The year it is in; None for every year."""
        return int(self.first[:-6]) if len(self.first) > len("MM-DD") else None

    @property
    def month_and_day(self) -> tuple[int, int]:
        """Of `first`."""
        return int(self.first[-5:-3]), int(self.first[-2:])


class HoursPolicy(policies.Policy):
    """The hours of a working day."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError(f"closes ({self.closes}) does not lie after opens ({self.opens})")
        return self


class PartPolicy(policies.Policy):
    """A part of the day: `until` when it is meant for today, and the hour `around` which it is."""

    until: time
    around: time


class ReadingPolicy(policies.Policy):
    """How what was said is read; the file says what each value is for."""

    before_day: Annotated[int, Field(ge=0, le=1)]
    least_confidence: Annotated[float, Field(ge=0, le=1)]
    hold_minutes: Annotated[int, Field(ge=0, le=60)]
    answered_within: Annotated[float, Field(ge=0, le=600)]
    same_words: Annotated[float, Field(gt=0, le=1)]


class PromisesPolicy(policies.Policy):
    """All of it."""

    week: WeekPolicy
    holidays: tuple[HolidayPolicy, ...] = ()
    hours: HoursPolicy
    ramadan_hours: HoursPolicy
    reading: ReadingPolicy
    parts: dict[Part, PartPolicy]

    @field_validator("parts")
    @classmethod
    def _has_every_part(cls, parts: dict[Part, PartPolicy]) -> dict[Part, PartPolicy]:
        if missing := [part for part in get_args(Part) if part not in parts]:
            raise ValueError(f"it has no {', '.join(missing)}")
        return parts


def load_policy(path: Path | None = None) -> PromisesPolicy:
    """The shipped values, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "promises.toml"), PromisesPolicy)
