"""Days and hours as people say them, in the window's language: "2 days ago", "tomorrow before 16:00", "1 Sep 2026"."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QLocale, QObject

from ui.words import figures, left_to_right, translate

_DAYS_IN_WORDS = 30
_DAY = len("2026-11-25")


class Counted(QObject):
    """Words that change with a number of days."""

    def days_ago(self, n: int) -> str:
        """How long it is past."""
        return self.tr("%n days ago", "", n)


def now() -> datetime:
    """The wall clock, with the offset of this place."""
    return datetime.now().astimezone()


def day(text: str) -> str:
    """A day (ISO 8601, or a moment) as it is written: 1 Sep 2026."""
    return written(_day(text))


def written(at: date) -> str:
    """A date as it is written: 1 Sep 2026. The month's name is in the window's language."""
    month = QLocale().monthName(at.month, QLocale.FormatType.ShortFormat)
    return figures(f"{at.day} {month} {at.year}")


def ago(text: str, today: date) -> str:
    """How long a moment is past: today, yesterday, so many days ago, or its date where it is long past."""
    at = _day(text)
    days = (today - at).days
    if days == 0:
        return translate("days", "today")
    if days == 1:
        return translate("days", "yesterday")
    if 1 < days <= _DAYS_IN_WORDS:
        return figures(Counted().days_ago(days))
    return written(at)


def due(text: str, here: datetime) -> str:
    """By when: "today before 16:00", "tomorrow", "1 Dec 2026 before 09:00"; without an hour where none was said."""
    at = _day(text)
    days = (at - here.date()).days
    if days == 0:
        said = translate("days", "today")
    elif days == 1:
        said = translate("days", "tomorrow")
    elif days == -1:
        said = translate("days", "yesterday")
    else:
        said = written(at)
    if len(text) > _DAY:
        return translate("days", "%1 before %2").replace("%1", said).replace("%2", hour(moment(text)))
    return said


def until(at: datetime, here: datetime) -> str:
    """When something ends: the hour alone today, else the day with it."""
    local = at.astimezone(here.tzinfo)
    days = (local.date() - here.date()).days
    if days == 0:
        return hour(local)
    said = translate("days", "tomorrow") if days == 1 else written(local.date())
    return f"{said} {hour(local)}"


def hour(at: datetime) -> str:
    """16:00."""
    return left_to_right(f"{at:%H:%M}")


def moment(text: str) -> datetime:
    """A moment by the clock of this place."""
    return datetime.fromisoformat(text).astimezone()


def _day(text: str) -> date:
    return moment(text).date() if len(text) > _DAY else date.fromisoformat(text)
