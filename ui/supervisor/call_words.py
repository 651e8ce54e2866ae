"""A past call in a few words: who, when, what happened and what became of it, and what was found in it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from callassist.reports.call_log import Found, LoggedCall
from ui.supervisor import filter_words
from ui.supervisor.counts import CallCounts
from ui.theme.tokens import TIGHT
from ui.words import clock, either_way, left_to_right, listed, telephone, translate

_AROUND: Final = 24
"""Letters before the found word that are shown."""
_LONGEST: Final = 120
"""Letters of a name that are shown; a title of ten lines would leave no room for the call."""


def who(call: LoggedCall) -> str:
    """The customer, as far as is known."""
    number = telephone(call.display)
    if call.name:
        name = call.name if len(call.name) <= _LONGEST else f"{call.name[:_LONGEST]}…"
        return f"{either_way(name)}  {number}" if number else either_way(name)
    return number or translate("calls", "Unknown caller")


def when(call: LoggedCall) -> str:
    """The day, the hour and how long it was."""
    began = left_to_right(datetime.fromisoformat(call.started_at).strftime("%Y-%m-%d %H:%M"))
    length = translate("calls", "under way") if call.ended_t is None else clock(call.ended_t)
    return f"{began}{' ' * (TIGHT // 2)}{length}"


def happened(call: LoggedCall) -> str:
    """What happened in it, how often where it was more than once."""
    words = []
    for flag, count in call.flags.items():
        often = f" {left_to_right(f'{count}×')}" if count > 1 else ""
        words.append(f"{filter_words.flag(flag)}{often}")
    return listed(*words)


def became(call: LoggedCall) -> str:
    """What became of it."""
    outcome = filter_words.became("outcome", call.outcome) if call.wrapped_up and call.outcome else ""
    open_promises = CallCounts().promises(call.open_promises) if call.open_promises else ""
    overdue = CallCounts().overdue(call.overdue_promises) if call.overdue_promises else ""
    not_yet = translate("filters", "Not wrapped up") if not call.wrapped_up else ""
    return listed(open_promises, overdue, outcome, not_yet)


def snippet(found: Found) -> str:
    """The words that were found, with some of what stands around them."""
    start = max(0, found.ranges[0][0] - _AROUND) if found.ranges else 0
    text = found.text[start:]
    return f"{clock(found.t)}  {'…' if start else ''}{either_way(text)}"


def times(found: Found) -> str:
    """How often, where it was more than once."""
    return left_to_right(f"{found.times}×") if found.times > 1 else ""
