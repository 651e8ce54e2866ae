"""What is said to a customer whose date is moved, in their way of speaking."""

from __future__ import annotations

from datetime import datetime

from callassist.events import Dialect, Gender, Language
from callassist.knowledge.wording import Slot
from callassist.promises.reminding_policy import RemindingPolicy
from callassist.promises.working_time import weekday

_DAY = len("2026-03-01")


def moved(
    policy: RemindingPolicy,
    due: str,
    *,
    dialect: Dialect,
    name: str | None = None,
    customer: Gender | None = None,
    agent: Gender | None = None,
) -> tuple[str, ...]:
    """What can be said, one way or another.

    Args:
        due: the new date, ISO 8601; a moment is said by the clock of this place. name: how the customer is addressed.
    """
    language: Language = "en" if dialect == "en" else "ar"
    known: dict[Slot, str] = {"time": date_said(policy, due, language)}
    if name:
        known["name"] = name
    return tuple(each.filled(known, customer=customer, agent=agent) for each in policy.phrases(dialect))


def date_said(policy: RemindingPolicy, due: str, language: Language) -> str:
    """A date as it is said: "Tuesday 3 March at 16:00"."""
    words = policy.said[language]
    moment = datetime.fromisoformat(due)
    here = moment.astimezone() if len(due) > _DAY else moment
    day = words.day.format(
        weekday=words.weekdays[weekday(here.date())], day=here.day, month=words.months[here.month - 1]
    )
    return words.hour.format(date=day, hour=f"{here:%H:%M}") if len(due) > _DAY else day
