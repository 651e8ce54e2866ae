"""When something is due, from what was said of it and the moment at which it was said.

By the contract: ISO 8601 in the offset of the call's beginning, a date alone where no hour was said. A week that goes
on is due on its last working day, one that comes when it begins, since from then on the customer waits; so it is with
months. A day that is named is the next one: "Thursday", said on a Thursday, is in a week. What can't be (the 31st of
February, yesterday) has no date, and says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Literal

from callassist.promises.policy import Part, PromisesPolicy
from callassist.promises.time_meanings import (
    After,
    AtEnd,
    AtHour,
    InDays,
    InPart,
    InSpan,
    Meaning,
    Now,
    OnDate,
    OnWeekday,
    Piece,
)
from callassist.promises.working_time import (
    WorkingTime,
    from_hijri,
    hijri_of,
    last_of_month,
    later,
    months_after,
    plus,
    week_of,
    weekday,
)

Doubt = Literal["no_such_day", "past"]

_HOURS_OF_A_DAY = 24
_MINUTES_OF = {"minute": 1, "hour": 60}
_DAYS_OF = {"day": 1, "week": 7}
_MONTHS_OF = {"month": 1, "year": 12}
_LATEST_MONTH = 12
_LONGEST_HIJRI = 30
_MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due.

    Attributes:
        day: the date; None where there is none. at: the moment, where an hour was said. part: of the day, where one was
            said instead. doubt: why there is no date.
    """

    day: date | None = None
    at: datetime | None = None
    part: Part | None = None
    doubt: Doubt | None = None

    @property
    def text(self) -> str | None:
        """By the contract; None where there is none."""
        if self.at is not None:
            return self.at.isoformat(timespec="seconds")
        return self.day.isoformat() if self.day is not None else None


class NotOnTheCalendar(ValueError):
    """A day that there is not."""


class Calendar:
    """Reads due dates.

    Args:
        policy: the company's hours and days.
    """

    def __init__(self, policy: PromisesPolicy) -> None:
        self._time = WorkingTime(policy)
        self._policy = policy

    def due(self, said: Sequence[Piece], now: datetime) -> Due | None:
        """When is meant by pieces that belong together, at `now`, in whose offset the answer is; None where they say
        nothing of it. Of two pieces of a kind the last counts."""
        day = _day_of(said)
        hour = _last(said, AtHour)
        part = _last(said, InPart)
        if day is None and hour is None and part is None:
            return None
        try:
            return self._due(day, hour, part, now.replace(microsecond=0))
        except NotOnTheCalendar:
            return Due(doubt="no_such_day")
        except ValueError:  # beyond the year 9999, where no calendar goes
            return Due(doubt="no_such_day")

    def reminder(self, due: Due, zone: datetime) -> datetime | None:
        """The moment at which a due date stands in a day: its own, that of its part, or the end of work.

        Args:
            zone: any moment of the call, for its offset.
        """
        if due.at is not None or due.day is None:
            return due.at
        of_day = self._policy.parts[due.part].around if due.part is not None else self._time.hours(due.day).closes
        return datetime.combine(due.day, of_day, zone.tzinfo)

    def _due(self, said: Piece | None, hour: Piece | None, part: Piece | None, now: datetime) -> Due:
        of_day = part.meaning.part if part is not None and isinstance(part.meaning, InPart) else None
        if said is not None and isinstance(said.meaning, After) and hour is None:
            moment = self._after_hours(said.meaning, now)
            if moment is not None:
                return Due(moment.date(), moment)
        day = self._day(said, now) if said is not None else None
        if hour is not None and isinstance(hour.meaning, AtHour):
            return self._at(day, hour.meaning, of_day, now)
        if day is None:
            over = of_day is not None and now.time() >= self._policy.parts[of_day].until
            day = plus(now.date(), 1) if over else now.date()
        return Due(day, part=of_day) if day >= now.date() else Due(doubt="past")

    # ── Days ──────────────────────────────────────────────────────────────────────────────────────────────

    def _day(self, said: Piece, now: datetime) -> date:
        today = now.date()
        meaning = said.meaning
        match meaning:
            case InDays(days):
                return plus(today, days)
            case OnWeekday(day, next_week):
                coming = plus(today, (day - weekday(today) - 1) % 7 + 1)
                found = plus(week_of(today), 7 + day) if next_week else coming
            case OnDate():
                found = self._date(meaning, today)
            case AtEnd(of):
                return self._end(of, today)
            case InSpan():
                return self._span(meaning, today)
            case After():
                return self._after_days(meaning, now)
            case _:
                return today
        return plus(found, -self._policy.reading.before_day) if said.before else found

    def _date(self, said: OnDate, today: date) -> date:
        if said.hijri:
            return _hijri_date(said, today)
        if said.last and said.month is not None:
            year = today.year + int(said.month < today.month)
            return date(year, said.month, last_of_month(year, said.month))
        if said.months is not None:
            if said.months == 0 and said.day < today.day:
                return _next_with(said.day, today)
            begin = months_after(today.replace(day=1), said.months)
            return _real(begin.year, begin.month, said.day)
        if said.month is None:
            return _next_with(said.day, today)
        if said.year is not None:
            return _real(said.year, said.month, said.day)
        if said.day > last_of_month(2024, said.month):
            raise NotOnTheCalendar
        for year in range(today.year, today.year + _MOST_YEARS + 1):
            if said.day <= last_of_month(year, said.month) and (found := date(year, said.month, said.day)) >= today:
                return found
        raise NotOnTheCalendar

    def _end(self, of: str, today: date) -> date:
        match of:
            case "day":
                return today
            case "week":
                return self._time.last_of_week(today)
            case "next_week":
                return self._time.last_of_week(plus(week_of(today), 7))
            case "year":
                return date(today.year, _LATEST_MONTH, last_of_month(today.year, _LATEST_MONTH))
            case _:
                begin = months_after(today.replace(day=1), int(of == "next_month"))
                return begin.replace(day=last_of_month(begin.year, begin.month))

    def _span(self, said: InSpan, today: date) -> date:
        match said.span:
            case "week" | "month":
                return self._end(said.span, today)
            case "next_week" | "next_month" if said.during:
                return self._end(said.span, today)
            case "next_week":
                return plus(week_of(today), 7)
            case "week_after_next":
                return plus(week_of(today), 14)
            case "next_month":
                return months_after(today.replace(day=1), 1)
            case "next_year":
                return date(today.year + 1, 1, 1)
            case _:
                return plus(week_of(today), 6)

    def _after_days(self, said: After, now: datetime) -> date:
        today = now.date()
        whole = int(said.amount.to_integral_value(ROUND_CEILING))
        if said.unit == "working_day" or said.working:
            return self._time.working_days_after(today, whole if not said.working else _of_hours(said.amount))
        if said.unit in _DAYS_OF:
            days = said.amount * _DAYS_OF[said.unit]
            return plus(today, int(days.to_integral_value(ROUND_CEILING)))
        if said.unit in _MONTHS_OF:
            return months_after(today, int((said.amount * _MONTHS_OF[said.unit]).to_integral_value(ROUND_CEILING)))
        return later(now, _minutes(said)).date()

    def _after_hours(self, said: After, now: datetime) -> datetime | None:
        """The moment after a length that is told in hours or minutes; None after days."""
        if said.working:
            return None
        if said.unit in _MINUTES_OF:
            return later(now, _minutes(said))
        half_days = said.unit == "day" and said.amount < 1
        return later(now, int(said.amount * _HOURS_OF_A_DAY * _MINUTES_OF["hour"])) if half_days else None

    # ── Hours ─────────────────────────────────────────────────────────────────────────────────────────────

    def _at(self, day: date | None, said: AtHour, part: Part | None, now: datetime) -> Due:
        on = day if day is not None else now.date()
        if said.exact:
            found = _moment(on, said.hour, said.minute, now)
            if found <= now and day is None:
                found = _moment(plus(on, 1), said.hour, said.minute, now)
        elif said.half is not None or part is not None:
            half = said.half or ("am" if part in ("fajr", "morning") else "pm")
            hour = said.hour % 12 + (12 if half == "pm" else 0)
            # "Twelve at night" is the end of the day that is meant.
            night = said.hour == _LATEST_MONTH and half == "am"
            found = _moment(on, _HOURS_OF_A_DAY if night else hour, said.minute, now)
            if found <= now and day is None:
                found = _moment(plus(on, 1), _HOURS_OF_A_DAY if night else hour, said.minute, now)
        else:
            found = self._likely(day, said, now)
        return Due(found.date(), found) if found > now else Due(doubt="past")

    def _likely(self, day: date | None, said: AtHour, now: datetime) -> datetime:
        """The hour of the working day that is meant by a bare one, the next one that is not over."""
        on = day if day is not None else now.date()
        likely = self._time.likely(on, said.hour, said.minute)
        found = datetime.combine(on, likely, now.tzinfo)
        if found > now:
            return found
        evening = datetime.combine(on, likely, now.tzinfo) + timedelta(hours=12)
        closes = self._time.hours(on).closes
        if evening.date() == on and evening > now and (day is not None or evening.time() <= closes):
            return evening
        if day is not None:
            return found
        following = self._time.first_from(plus(on, 1))
        return datetime.combine(following, self._time.likely(following, said.hour, said.minute), now.tzinfo)


def _last(said: Sequence[Piece], kind: type[Meaning]) -> Piece | None:
    return next((piece for piece in reversed(said) if isinstance(piece.meaning, kind)), None)


def _day_of(said: Sequence[Piece]) -> Piece | None:
    """The piece that tells the day: what names one says more than what only bounds it ("tomorrow by end of day")."""
    named = _last(said, OnWeekday)
    if named is not None and isinstance(named.meaning, OnWeekday):
        other_week = any(isinstance(each.meaning, InSpan) and each.meaning.span == "next_week" for each in said)
        named = replace(named, meaning=replace(named.meaning, next_week=named.meaning.next_week or other_week))
    days = _last(said, InDays)
    today = days is not None and isinstance(days.meaning, InDays) and days.meaning.days == 0
    if days is not None and named is not None:
        # "Today, Thursday" is one day; of others the one that was said last.
        named, days = (None, days) if today or days.first > named.first else (named, None)
    if today and _last(said, After) is not None:
        days = None
    ranked = (_last(said, OnDate), named, days, *(_last(said, kind) for kind in (After, InSpan, AtEnd, Now)))
    return next((piece for piece in ranked if piece is not None), None)


def _moment(day: date, hour: int, minute: int, zone: datetime) -> datetime:
    return datetime.combine(plus(day, hour // _HOURS_OF_A_DAY), time(hour % _HOURS_OF_A_DAY, minute), zone.tzinfo)


def _minutes(said: After) -> int:
    return int((said.amount * _MINUTES_OF[said.unit]).to_integral_value(ROUND_HALF_UP))


def _of_hours(hours: Decimal) -> int:
    """Working days of hours of work: 24 are one, as service times are written."""
    return int((hours / _HOURS_OF_A_DAY).to_integral_value(ROUND_CEILING))


def _real(year: int, month: int, day: int) -> date:
    if day > last_of_month(year, month):
        raise NotOnTheCalendar
    return date(year, month, day)


def _next_with(day: int, today: date) -> date:
    """The next date with this number that is not today."""
    begin = today.replace(day=1)
    for months in range(_LATEST_MONTH + 1):
        month = months_after(begin, months)
        if day <= last_of_month(month.year, month.month) and (found := month.replace(day=day)) > today:
            return found
    raise NotOnTheCalendar


def _hijri_date(said: OnDate, today: date) -> date:
    known = hijri_of(today)
    if known is None or said.month is None:
        raise NotOnTheCalendar
    years = (said.year,) if said.year is not None else range(known[0], known[0] + _MOST_YEARS)
    for year in years:
        found = _last_of_hijri(year, said.month) if said.last else from_hijri(year, said.month, said.day)
        if found is not None and (found >= today or said.year is not None):
            return found
    raise NotOnTheCalendar


def _last_of_hijri(year: int, month: int) -> date | None:
    return from_hijri(year, month, _LONGEST_HIJRI) or from_hijri(year, month, _LONGEST_HIJRI - 1)
