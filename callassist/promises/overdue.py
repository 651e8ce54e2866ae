"""By when something promised is to be done, and since when it is overdue: one rule for the card, the book and reports.

No clock and no I/O: whoever asks says what time it is. What has an hour is overdue from then on, a date alone from the
end of that day's work, and a part of a day from its hour, by the clocks of this place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo
from functools import cache
from typing import Final, cast

from callassist.promises.policy import Part, PromisesPolicy, load_policy
from callassist.promises.working_time import WorkingTime

_DAY: Final = len("2026-03-01")


class ByWhen:
    """Reckons with the company's hours.

    Args:
        promises: working hours, and parts of the day. zone: of this place; the system's own by default.
    """

    def __init__(self, promises: PromisesPolicy, zone: tzinfo | None = None) -> None:
        self._parts = promises.parts
        self._time = WorkingTime(promises)
        self._zone = zone

    def due_at(self, due: str | None, part: str | None = None) -> datetime | None:
        """By when something is to be done: its own moment, that of its part of the day, or the end of the day's work.

        Args:
            due: ISO 8601 with an offset, or a date alone. part: of that day.
        """
        if due is None:
            return None
        if len(due) > _DAY:
            return datetime.fromisoformat(due)
        day = date.fromisoformat(due)
        known = self._parts.get(cast("Part", part)) if part is not None else None
        return self.at(day, known.around if known is not None else self._time.hours(day).closes)

    def is_overdue(self, due: str | None, part: str | None, now: datetime) -> bool:
        """Whether something that is still open should have been done. `now`: with an offset."""
        at = self.due_at(due, part)
        return at is not None and at <= now

    def at(self, day: date, of_day: time) -> datetime:
        """A moment by the clocks of this place; in UTC."""
        wall = datetime.combine(day, of_day)
        try:
            here = wall.replace(tzinfo=self._zone) if self._zone is not None else wall.astimezone()
            return here.astimezone(UTC)
        except (OverflowError, ValueError, OSError):  # so far away that the system knows no zone there
            return wall.replace(tzinfo=UTC)


@cache
def of_company() -> ByWhen:
    """By the hours of the company, in the time zone of this PC."""
    return ByWhen(load_policy())
