"""How long the company takes for what, and whether a promise is sooner than that or later.

The company's own times hold before a regulator's, and those before the defaults; each has its source. What is not known
tells nothing: `resources/policies/service-times.toml` says how a company adds its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.promises.due import Due
from callassist.promises.policy import PromisesPolicy
from callassist.promises.working_time import WorkingTime, later, plus
from callassist.text.cues import Closeness, Cues, Heard
from callassist.text.ruled_cues import RuledCues

Kind = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$", max_length=40)]
EVERYTHING = "everything"
"""The kind of what is of no other."""

_MINUTES_OF = {"minute": 1, "hour": 60, "day": 1440}
_DAY = 1440
# Words of a kind need not stand side by side.
_CLOSENESS = Closeness(gap=5, over_commas=True)


class Length(policies.Policy):
    """A length of time. `working`: its hours are hours of work."""

    amount: Annotated[Decimal, Field(gt=0, le=10_000, allow_inf_nan=False)]
    unit: Literal["minute", "hour", "day", "working_day"]
    working: bool = False

    @model_validator(mode="after")
    def _working_hours_are_hours(self) -> Self:
        if self.working and self.unit not in ("minute", "hour"):
            raise ValueError(f"working = true is for hours and minutes; for days say working_day, not {self.unit}")
        return self

    @property
    def minutes(self) -> Decimal | None:
        """Of the clock; None of a length of work."""
        return None if self.working or self.unit == "working_day" else self.amount * _MINUTES_OF[self.unit]

    @property
    def in_days(self) -> bool:
        """Whether it is so long that only days are compared."""
        return self.unit in ("day", "working_day") or (self.minutes is not None and self.minutes >= _DAY)


class Source(policies.Policy):
    """Where a time is from. `url`: where it can be read."""

    text: Annotated[str, Field(min_length=1)]
    url: Annotated[str, Field(pattern="^https?://[^ ]+$")] | None = None


class ServiceTime(policies.Policy):
    """Of one kind: before `soonest` it can't be done, after `latest` it is too late; None where it is not known."""

    soonest: Length | None = None
    latest: Length | None = None
    source: Source

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.soonest is None and self.latest is None:
            raise ValueError("it says neither soonest nor latest")
        first, last = (each.minutes if each is not None else None for each in (self.soonest, self.latest))
        if first is not None and last is not None and first > last:
            raise ValueError("soonest is longer than latest")
        return self


class KindPolicy(policies.Policy):
    """By which words a kind of promise is known.

    Attributes:
        sure: cues of it. never: cues that rule it out. anywhere: they need not stand in the promise itself, but only in
            its sentence.
    """

    sure: Annotated[tuple[str, ...], Field(min_length=1)]
    never: tuple[str, ...] = ()
    anywhere: bool = False

    def ruled(self) -> RuledCues:
        """Ready to be looked for."""
        return RuledCues(Cues(self.sure, closeness=_CLOSENESS), Cues(self.never, closeness=_CLOSENESS))


class ServiceTimesPolicy(policies.Policy):
    """All of it; the file says what each value is for."""

    follows: tuple[str, ...] = ()
    kinds: dict[Kind, KindPolicy]
    company: dict[Kind, ServiceTime] = {}
    regulators: dict[Kind, dict[Kind, ServiceTime]] = {}
    defaults: dict[Kind, ServiceTime]

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        if unknown := [name for name in self.follows if name not in self.regulators]:
            raise ValueError(f"follows names {', '.join(unknown)}, and there are: {', '.join(self.regulators)}")
        listed = {"company": self.company, "defaults": self.defaults}
        listed |= {f"regulators.{name}": times for name, times in self.regulators.items()}
        for place, times in listed.items():
            if unknown := [kind for kind in times if kind not in self.kinds and kind != EVERYTHING]:
                raise ValueError(f"{place}.{unknown[0]} is of a kind that has no words under kinds")
        for kind, words in self.kinds.items():
            try:
                words.ruled()
            except ValueError as error:
                raise ValueError(f"kinds.{kind}: {error}") from error
        return self

    def time(self, kind: str) -> ServiceTime | None:
        """What holds of a kind, whole: of two regulators the one that is followed first."""
        places = (self.company, *(self.regulators[name] for name in self.follows), self.defaults)
        return next((times[kind] for times in places if kind in times), None)


def load_policy(path: Path | None = None) -> ServiceTimesPolicy:
    """The shipped values, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "service-times.toml"), ServiceTimesPolicy)


@dataclass(frozen=True, slots=True)
class Untimely:
    """A promise that does not fit: which way, the kind of thing, the time that it misses, and where that is from."""

    reason: Literal["sooner", "late"]
    kind: str
    length: Length
    source: Source


class ServiceTimes:
    """Weighs promises against what the company takes.

    Args:
        policy: the times. promises: the company's days and hours.
    """

    def __init__(self, policy: ServiceTimesPolicy, promises: PromisesPolicy) -> None:
        self._kinds = [(kind, words.ruled(), words.anywhere) for kind, words in policy.kinds.items()]
        self._times: Mapping[str, ServiceTime | None] = {
            kind: policy.time(kind) for kind in (*policy.kinds, EVERYTHING)
        }
        self._working = WorkingTime(promises)

    def kind(self, promised: Heard, sentence: Heard) -> str:
        """What kind of thing a promise is about, by its words and those of the sentence that it is made in."""
        return next(
            (
                kind
                for kind, cues, anywhere in self._kinds
                if cues.first(sentence if anywhere else promised) is not None
            ),
            EVERYTHING,
        )

    def untimely(self, kind: str, due: Due, now: datetime) -> Untimely | None:
        """Whether something that is due is sooner than it can be done, or later than it may be.

        Args:
            now: when it was promised, in the offset of `due`.
        """
        time = self._times.get(kind)
        if time is None or due.day is None:
            return None
        try:
            if time.soonest is not None and self._is_before(due, time.soonest, now):
                return Untimely("sooner", kind, time.soonest, time.source)
            if time.latest is not None and self._is_after(due, time.latest, now):
                return Untimely("late", kind, time.latest, time.source)
        except ValueError:  # so long that no calendar goes there
            pass
        return None

    def _is_before(self, due: Due, soonest: Length, now: datetime) -> bool:
        moment = self._after(soonest, now)
        if due.at is not None and isinstance(moment, datetime) and not soonest.in_days:
            return due.at < moment
        # A day without an hour lasts until its end.
        return due.day is not None and due.day < _day(moment)

    def _is_after(self, due: Due, latest: Length, now: datetime) -> bool:
        moment = self._after(latest, now)
        if due.at is not None and isinstance(moment, datetime) and not latest.in_days:
            return due.at > moment
        last = _day(moment)
        return due.day is not None and due.day > (self._working.first_from(last) if latest.unit == "hour" else last)

    def _after(self, length: Length, now: datetime) -> datetime | date:
        if length.unit == "working_day":
            return self._working.working_days_after(now.date(), int(length.amount.to_integral_value(ROUND_CEILING)))
        minutes = int((length.amount * _MINUTES_OF[length.unit]).to_integral_value(ROUND_CEILING))
        return self._working_minutes_after(now, minutes) if length.working else later(now, minutes)

    def _working_minutes_after(self, now: datetime, minutes: int) -> datetime:
        """The moment when so many minutes of work are over.

        Raises:
            ValueError: it is too far away for the calendar, or nobody ever works.
        """
        day, left = self._working.first_from(now.date()), timedelta(minutes=minutes)
        while True:
            hours = self._working.hours(day)
            opens, closes = (datetime.combine(day, each, now.tzinfo) for each in (hours.opens, hours.closes))
            begins = max(opens, now)
            if begins + left <= closes:
                return begins + left
            left -= max(closes - begins, timedelta())
            day = self._working.first_from(plus(day, 1))


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
