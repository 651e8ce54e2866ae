"""Promises in the window's words: by when, to whom, how urgent."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from callassist.promises.kept import KeptPromise
from ui.agent.knowing import days
from ui.words import either_way, figures, listed, telephone, translate, window_language

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.calls.updates import PromiseView

_DAY = len("2026-03-01")
_DAYS_BY_NAME = 6


class Counted(QObject):
    """Words that change with a number of promises."""

    def overdue(self, n: int) -> str:
        """How many are overdue."""
        return self.tr("%n overdue", "", n)

    def today(self, n: int) -> str:
        """How many are due today."""
        return self.tr("%n due today", "", n)

    def more(self, n: int) -> str:
        """How many are not shown here."""
        return self.tr("and %n more", "", n)

    def moved(self, n: int) -> str:
        """How often a date was moved."""
        return self.tr("moved %n times", "", n)


def due(text: str | None, part: str | None, here: datetime) -> str:
    """By when: "today before 16:00", "Tuesday, around Asr", "1 Dec 2026"."""
    if text is None:
        return translate("promises", "no date")
    at = days.moment(text) if len(text) > _DAY else None
    said = _on(at.date() if at is not None else date.fromisoformat(text), here.date())
    if at is not None:
        return translate("days", "%1 before %2").replace("%1", said).replace("%2", days.hour(at))
    if part is not None and (named := _parts().get(part)):
        return listed(said, named)
    return said


def understood(what: str, by: str | None, part: str | None, here: datetime) -> str:
    """A promise in one line: what, and by when."""
    return " · ".join(filter(None, (either_way(what), due(by, part, here))))


def doubt(kind: str | None) -> str:
    """Why there is no date though one was said."""
    if kind == "no_such_day":
        return translate("promises", "there is no such day")
    return translate("promises", "that time is over") if kind == "past" else ""


def approved() -> str:
    """It counts."""
    return translate("promises", "Kept as a promise.")


def dismissed() -> str:
    """It does not."""
    return translate("promises", "Not a promise.")


def question() -> str:
    """The sign of what is not decided."""
    return "؟" if window_language() == "ar" else "?"


def whom(promise: KeptPromise) -> str:
    """The customer, by name or number; empty where nobody is known."""
    return either_way(promise.name or "") or telephone(promise.number or "")


def standing(view: PromiseView) -> str:
    """How urgent it is, in a word; empty where the date says it."""
    if view.standing == "overdue":
        return translate("promises", "Overdue")
    return translate("promises", "Today") if view.standing == "today" else ""


def beside(view: PromiseView, here: datetime) -> str:
    """What stands below what was promised: to whom, by when, and whether the date was moved."""
    promise = view.promise
    parts = [whom(promise), due(promise.due, promise.part, here)]
    if promise.moved:
        parts.append(figures(Counted().moved(promise.moved)))
        told = translate("promises", "customer told")
        parts.append(told if promise.told else translate("promises", "customer not told yet"))
    return " · ".join(filter(None, parts))


def before(view: PromiseView, here: datetime) -> str:
    """The dates that it had before, for a tooltip."""
    dates = [due(each.due, each.part, here) for each in view.before]
    return translate("promises", "Before: %1").replace("%1", " ← ".join(reversed(dates))) if dates else ""


def summed_up(overdue: int, today: int) -> str:
    """How many are urgent; empty where none is."""
    counted = Counted()
    parts = (counted.overdue(overdue) if overdue else "", counted.today(today) if today else "")
    return figures(" · ".join(filter(None, parts)))


def _on(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead == 0:
        return translate("days", "today")
    if ahead == 1:
        return translate("days", "tomorrow")
    if ahead == -1:
        return translate("days", "yesterday")
    if 1 < ahead <= _DAYS_BY_NAME:
        return QLocale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    return days.written(day)


def _parts() -> dict[str, str]:
    return {
        "fajr": translate("promises", "around Fajr"),
        "morning": translate("promises", "in the morning"),
        "noon": translate("promises", "around noon"),
        "afternoon": translate("promises", "in the afternoon"),
        "asr": translate("promises", "around Asr"),
        "maghrib": translate("promises", "around Maghrib"),
        "evening": translate("promises", "in the evening"),
        "isha": translate("promises", "around Isha"),
        "night": translate("promises", "at night"),
    }
