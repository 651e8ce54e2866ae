"""When something promised is overdue, due today or soon, and when somebody is to be reminded of it.

No clock, no state and no I/O. Every moment is reckoned from the due date and the company's hours, in the time zone
that is handed in, so that a restart, another zone, a clock set back or one hour too many in autumn change nothing: a
reminder is known by the moment at which it was to be, and whoever gave it remembers that and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from callassist.promises.overdue import ByWhen
from callassist.promises.policy import PromisesPolicy
from callassist.promises.reminding_policy import RemindingPolicy
from callassist.promises.working_time import WorkingTime, plus, week_of

Standing = Literal["overdue", "today", "soon", "week", "later", "undated"]
"""Of an open promise, the most urgent first. `soon`: within the policy's working days. `week`: later in this week."""

_DAY = len("2026-03-01")
# A reminder that was to be given so far ahead of now was given by a clock that was wrong.
_WRONG_CLOCK = timedelta(days=1)
_LONGEST_CLOSURE = 366


class Reminding:
    """Reckons with the company's hours.

    Args:
        policy: when reminders come. promises: working days and hours, and parts of the day. zone: of this place; the
            system's own by default.
    """

    def __init__(self, policy: RemindingPolicy, promises: PromisesPolicy, zone: tzinfo | None = None) -> None:
        self._policy = policy.reminders
        self._soon = policy.list.soon_working_days
        self._by_when = ByWhen(promises, zone)
        self._time = WorkingTime(promises)
        self._zone = zone

    def due_at(self, due: str | None, part: str | None = None) -> datetime | None:
        """As `ByWhen.due_at`."""
        return self._by_when.due_at(due, part)

    def standing(self, due: str | None, part: str | None, now: datetime) -> Standing:
        """How urgent an open promise is."""
        at = self.due_at(due, part)
        if at is None:
            return "undated"
        if at <= now:
            return "overdue"
        day, today = self._local(at).date(), self._local(now).date()
        if day <= today:
            return "today"
        if day <= self._time.working_days_after(today, self._soon):
            return "soon"
        return "week" if week_of(day) == week_of(today) else "later"

    def moments(self, due: str | None, part: str | None, made_at: str) -> tuple[datetime, ...]:
        """All moments at which somebody is to be reminded, in order.

        Args:
            made_at: when it was promised; nobody is reminded earlier.
        """
        at = self.due_at(due, part)
        made = (
            datetime.fromisoformat(made_at)
            if len(made_at) > _DAY
            else self._by_when.at(date.fromisoformat(made_at), time())
        )
        try:
            if at is None:
                found = set(self._mornings(made, self._policy.mornings_without_a_date))
            else:
                found = {each for each in self._before(at, due) if made < each < at} | set(self._after(at))
        except (OverflowError, ValueError):  # beyond the calendar: nobody lives to be reminded
            return ()
        return tuple(sorted(found))

    def reminder(
        self, due: str | None, part: str | None, made_at: str, reminded: datetime | None, now: datetime
    ) -> datetime | None:
        """The reminder that is to be given now, by its moment; None where there is none.

        Of several that were missed, only the last. One that was given is not given again though the clock is set back.

        Args:
            reminded: the moment of the last one that was given for this date.
        """
        if reminded is not None and reminded - now > _WRONG_CLOCK:
            reminded = None
        past = [each for each in self.moments(due, part, made_at) if each <= now]
        return past[-1] if past and (reminded is None or past[-1] > reminded) else None

    def _before(self, at: datetime, due: str | None) -> Iterator[datetime]:
        has_hour = due is not None and len(due) > _DAY
        for minutes in self._policy.before_an_hour if has_hour else self._policy.before_the_end:
            yield self._in_time(at - timedelta(minutes=minutes), at)
        if not has_hour and self._policy.day_begins:
            day = self._local(at).date()
            yield self._in_time(self._by_when.at(day, self._time.hours(day).opens), at)

    def _after(self, at: datetime) -> Iterator[datetime]:
        for minutes in self._policy.after:
            yield self._at_work(at + timedelta(minutes=minutes))
        yield from self._mornings(at, self._policy.mornings_after)

    def _mornings(self, moment: datetime, count: int) -> Iterator[datetime]:
        """The openings of so many working days after that of a moment."""
        day = self._local(moment).date()
        for _ in range(count):
            day = self._time.working_days_after(day, 1)
            yield self._by_when.at(day, self._time.hours(day).opens)

    def _in_time(self, moment: datetime, at: datetime) -> datetime:
        """`moment`, or a working one that is not too late for what is due `at`."""
        found = self._at_work(moment)
        return found if found < at else self._eve(moment)

    def _at_work(self, moment: datetime) -> datetime:
        """`moment`, or the next at which work begins."""
        if not self._policy.only_working_hours:
            return moment
        here = self._local(moment)
        day, hours = here.date(), self._time.hours(here.date())
        if self._time.is_working_day(day):
            if hours.opens <= here.time() < hours.closes:
                return moment
            if here.time() < hours.opens:
                return self._by_when.at(day, hours.opens)
        day = self._time.working_days_after(day, 1)
        return self._by_when.at(day, self._time.hours(day).opens)

    def _eve(self, moment: datetime) -> datetime:
        """Shortly before the end of the last work before `moment`."""
        here = self._local(moment)
        day = here.date()
        for _ in range(_LONGEST_CLOSURE):
            hours = self._time.hours(day)
            if self._time.is_working_day(day) and self._by_when.at(day, hours.closes) <= moment:
                end = self._by_when.at(day, hours.closes) - timedelta(minutes=self._policy.eve)
                return max(end, self._by_when.at(day, hours.opens))
            day = plus(day, -1)
        return moment

    def _local(self, moment: datetime) -> datetime:
        try:
            return moment.astimezone(self._zone)
        except (OverflowError, ValueError, OSError):  # so far away that the system knows no zone there
            return moment
