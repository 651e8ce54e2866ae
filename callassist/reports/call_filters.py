"""Which calls are wanted: by when, who called, what became of it, what happened in it, and what was said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, get_args
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal_column, select

from callassist.store.schema import call, call_digest, wrap_up

Period = Literal["today", "yesterday", "this_week", "last_week"]
PERIODS: tuple[Period, ...] = get_args(Period)

Flag = Literal[
    "abuse",
    "threat",
    "warning",
    "may_end",
    "interruption",
    "cut",
    "refused",
    "gap",
    "misstatement",
    "redacted",
]
FLAGS: tuple[Flag, ...] = get_args(Flag)
"""What a call can be looked for by. `interruption`: by the agent. `cut`: the program stopped during it. `redacted`:
something was kept off the disk."""

OF_FLAG: dict[Flag, ColumnElement[bool]] = {
    "abuse": call_digest.c.abuse > 0,
    "threat": call_digest.c.threats > 0,
    "warning": call_digest.c.warnings > 0,
    "may_end": call_digest.c.may_end > 0,
    "interruption": call_digest.c.interruptions > 0,
    "cut": call.c.end_reason == "cut",
    "refused": call_digest.c.refused > 0,
    "gap": call_digest.c.gaps > 0,
    "misstatement": call_digest.c.misstatements > 0,
    "redacted": call_digest.c.redacted > 0,
}

NOT_WRAPPED_UP = "not_wrapped_up"
"""Stands for a category or an outcome: nobody has finished the wrap-up."""


@dataclass(frozen=True, slots=True)
class Filters:
    """All of it must fit.

    Attributes:
        period: a named stretch of days; or since, until: the first and the last day, by this PC's clock.
        customer: of a name or a number, in any spelling. category, outcome: ids of the wrap-up's policy, or
            `NOT_WRAPPED_UP`. flags: all of them. open_promises: whether something is still promised.
        said: words that must come in one utterance, in any of their written forms; between quotation marks as they are.
        among: keys of calls, none but these; all where it is empty.
    """

    period: Period | None = None
    since: date | None = None
    until: date | None = None
    customer: str = ""
    category: str | None = None
    outcome: str | None = None
    flags: frozenset[Flag] = frozenset()
    open_promises: bool = False
    said: str = ""
    among: frozenset[UUID] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether every call fits."""
        return replace(self, customer=self.customer.strip(), said=self.said.strip()) == Filters()

    def days(self, today: date) -> tuple[date | None, date | None]:
        """The first and the last day; None where there is no bound. A week begins on Sunday."""
        sunday = today - timedelta(days=(today.weekday() + 1) % 7)
        match self.period:
            case "today":
                return today, today
            case "yesterday":
                return today - timedelta(days=1), today - timedelta(days=1)
            case "this_week":
                return sunday, today
            case "last_week":
                return sunday - timedelta(days=7), sunday - timedelta(days=1)
            case None:
                return self.since, self.until


def conditions(filters: Filters, today: date) -> Sequence[ColumnElement[bool]]:
    """What the journal can tell by itself of all but what was said: for a query over `call`, its digest and, from the
    outside, its wrap-up."""
    since, until = filters.days(today)
    found = [OF_FLAG[flag] for flag in FLAGS if flag in filters.flags]
    if filters.among:
        found.append(call.c.key.in_(listed_keys(filters.among)))
    # The ends of the calendar bound nothing, and have no midnight everywhere.
    if since is not None and since > date.min:
        found.append(call_digest.c.began >= _midnight(since))
    if until is not None and until < date.max:
        found.append(call_digest.c.began < _midnight(until + timedelta(days=1)))
    for column, wanted in ((wrap_up.c.category, filters.category), (wrap_up.c.outcome, filters.outcome)):
        if wanted == NOT_WRAPPED_UP:
            found.append(wrap_up.c.state.is_(None) | (wrap_up.c.state == "draft"))
        elif wanted is not None:
            found.append(and_(column == wanted, wrap_up.c.state != "draft"))
    return found


def listed_keys(keys: Iterable[UUID]) -> Any:
    """Keys for an IN that may be of any length."""
    return select(literal_column("value")).select_from(func.json_each(json.dumps([key.hex for key in keys])))


def _midnight(day: date) -> int:
    """When a day begins here, milliseconds since 1970."""
    return round(datetime.combine(day, time()).timestamp() * 1000)
