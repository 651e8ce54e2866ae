"""Filters said in a sentence, as a person would ask for the calls."""

from __future__ import annotations

from callassist.reports import call_labels, wrapped
from callassist.reports.call_filters import FLAGS, NOT_WRAPPED_UP, Filters, Flag, Period
from callassist.reports.wrapped import Kind
from ui.words import either_way, left_to_right, listed, translate, window_language


def period(named: Period | None) -> str:
    """A stretch of days, as it is chosen."""
    return {
        None: translate("filters", "Any time"),
        "today": translate("filters", "Today"),
        "yesterday": translate("filters", "Yesterday"),
        "this_week": translate("filters", "This week"),
        "last_week": translate("filters", "Last week"),
    }[named]


def flag(kind: Flag) -> str:
    """Something that happened, as it is chosen."""
    return call_labels.load().flag[kind].words(window_language())


def became(kind: Kind, wanted: str) -> str:
    """A category or an outcome, as it is chosen."""
    if wanted == NOT_WRAPPED_UP:
        return translate("filters", "Not wrapped up")
    return either_way(wrapped.words(kind, wanted, window_language()))


def sentence(filters: Filters) -> str:
    """All of it, as in «Calls of last week with: Warning given»."""
    parts = [_when(filters)]
    if filters.customer.strip():
        parts.append(translate("filters", "of “%1”").replace("%1", either_way(filters.customer.strip())))
    happened = [flag(kind) for kind in FLAGS if kind in filters.flags]
    if happened:
        parts.append(translate("filters", "in which there was: %1").replace("%1", _and(happened)))
    if filters.category is not None:
        parts.append(_became(translate("filters", "about: %1"), "category", filters.category))
    if filters.outcome is not None and filters.outcome != filters.category:
        parts.append(_became(translate("filters", "that ended: %1"), "outcome", filters.outcome))
    if filters.open_promises:
        parts.append(translate("filters", "with a promise still open"))
    if filters.said.strip():
        parts.append(translate("filters", "where “%1” was said").replace("%1", either_way(filters.said.strip())))
    # Arabic clauses stand beside one another; to follow without a comma each would want a word of its own before it.
    return listed(*parts) if window_language() == "ar" else " ".join(parts)


def _when(filters: Filters) -> str:
    match filters.period:
        case "today":
            return translate("filters", "Calls of today")
        case "yesterday":
            return translate("filters", "Calls of yesterday")
        case "this_week":
            return translate("filters", "Calls of this week")
        case "last_week":
            return translate("filters", "Calls of last week")
    since, until = (day and left_to_right(day.isoformat()) for day in (filters.since, filters.until))
    if since and until:
        words = translate("filters", "Calls from %1 to %2")
        return words.replace("%1", since).replace("%2", until)
    if since:
        return translate("filters", "Calls from %1 on").replace("%1", since)
    if until:
        return translate("filters", "Calls up to %1").replace("%1", until)
    return translate("filters", "All calls")


def _became(words: str, kind: Kind, wanted: str) -> str:
    if wanted == NOT_WRAPPED_UP:
        return translate("filters", "not wrapped up yet")
    return words.replace("%1", became(kind, wanted))


def _and(parts: list[str]) -> str:
    return translate("filters", " and ").join(parts)
