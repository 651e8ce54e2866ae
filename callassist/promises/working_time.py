"""Days and hours in which a company works: its week, its holidays, and Ramadan.

Weeks begin on Sunday. Hijri dates are those of the Umm al-Qura calendar, as far as it is published (1343 to 1500 AH).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from hijridate import Gregorian, Hijri

from callassist.promises.policy import WEEKDAYS, HolidayPolicy, HoursPolicy, PromisesPolicy

DAY = timedelta(days=1)
_RAMADAN = 9
_NOON = 12
# A year holds a working day unless somebody closed for good; more than this is no search but a fault in the policy.
_LONGEST_CLOSURE = 366


class WorkingTime:
    """When a company works, by its policy."""

    def __init__(self, policy: PromisesPolicy) -> None:
        self._days = frozenset(WEEKDAYS.index(day) for day in policy.week.working_days)
        self._holidays = policy.holidays
        self._hours = policy.hours
        self._ramadan = policy.ramadan_hours
        self._closed: dict[int, frozenset[date]] = {}

    def is_working_day(self, day: date) -> bool:
        """Whether the company works on `day`."""
        return weekday(day) in self._days and day not in self._holidays_of(day.year)

    def working_days_after(self, day: date, count: int) -> date:
        """The day on which `count` working days are over that are counted from the next one.

        Raises:
            ValueError: it is too far away for the calendar, or nobody ever works.
        """
        found, idle = day, 0
        while count > 0:
            found = plus(found, 1)
            idle = 0 if self.is_working_day(found) else idle + 1
            count -= not idle
            if idle > _LONGEST_CLOSURE:
                raise ValueError("no day is a working day")
        return found

    def first_from(self, day: date) -> date:
        """`day`, or the next on which the company works."""
        return day if self.is_working_day(day) else self.working_days_after(day, 1)

    def last_of_week(self, day: date) -> date:
        """The last working day of the week that `day` is in; the week's last where that is over, or there is none."""
        begin = week_of(day)
        working = [found for each in range(7) if self.is_working_day(found := plus(begin, each)) and found >= day]
        return working[-1] if working else plus(begin, 6)

    def hours(self, day: date) -> HoursPolicy:
        """The hours of `day`, as if it were a working one."""
        return self._ramadan if is_ramadan(day) else self._hours

    def likely(self, day: date, hour: int, minute: int) -> time:
        """The hour of a twelve-hour clock that is meant on `day`: one within the working hours, or nearest."""
        hours = self.hours(day)
        opens, closes = _minutes(hours.opens), _minutes(hours.closes)
        afternoon, morning = time(hour % _NOON + _NOON, minute), time(hour % _NOON, minute)
        return min(afternoon, morning, key=lambda found: max(opens - _minutes(found), _minutes(found) - closes, 0))

    def _holidays_of(self, year: int) -> frozenset[date]:
        if year not in self._closed:
            self._closed[year] = frozenset(day for holiday in self._holidays for day in _days_of(holiday, year))
        return self._closed[year]


def weekday(day: date) -> int:
    """Which day of a week `day` is: 0 for Sunday, 6 for Saturday."""
    return day.isoweekday() % 7


def week_of(day: date) -> date:
    """The Sunday with which the week of `day` begins."""
    return plus(day, -weekday(day))


def plus(day: date, days: int) -> date:
    """`days` later.

    Raises:
        ValueError: the calendar does not go so far.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise ValueError("too far away") from error


def later(moment: datetime, minutes: int) -> datetime:
    """`minutes` later.

    Raises:
        ValueError: the calendar does not go so far.
    """
    try:
        return moment + timedelta(minutes=minutes)
    except OverflowError as error:
        raise ValueError("too far away") from error


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is shorter.

    Raises:
        ValueError: the calendar does not go so far.
    """
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1)))


def last_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    begin = date(year, month, 1)
    return (months_begin(begin) - DAY).day


def months_begin(day: date) -> date:
    """The first day of the month after that of `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def is_ramadan(day: date) -> bool:
    """Whether `day` is in Ramadan; False where the calendar is not published."""
    hijri = hijri_of(day)
    return hijri is not None and hijri[1] == _RAMADAN


def hijri_of(day: date) -> tuple[int, int, int] | None:
    """Year, month and day in the Hijri calendar; None where it is not published."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return None
    return found.year, found.month, found.day


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The day of a Hijri date; None where there is no such day, or the calendar is not published."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def _days_of(holiday: HolidayPolicy, year: int) -> Iterator[date]:
    """The days of a holiday that are in `year`, or began shortly before."""
    month, day = holiday.month_and_day
    for first in _firsts(holiday, year, month, day):
        if first is not None:
            yield from (plus(first, each) for each in range(holiday.days))


def _firsts(holiday: HolidayPolicy, year: int, month: int, day: int) -> Iterator[date | None]:
    if holiday.calendar == "gregorian":
        for each in (year - 1, year) if holiday.year is None else (holiday.year,):
            exists = day <= last_of_month(each, month)
            yield date(each, month, day) if exists else None
        return
    known = hijri_of(date(year, 1, 1))
    if holiday.year is not None:
        yield from_hijri(holiday.year, month, day)
    elif known is not None:
        yield from (from_hijri(known[0] + each, month, day) for each in (-1, 0, 1))


def _minutes(of_day: time) -> int:
    return of_day.hour * 60 + of_day.minute
