"""Beginnings and ends of weeks and months as they are put together: «أواخر الأسبوع المقبل», "the end of April"."""

from __future__ import annotations

from typing import Literal

from callassist.promises.time_meanings import AtEnd, Found, InSpan, OnDate
from callassist.promises.time_row import TimeRow
from callassist.promises.time_words import End, Span

_ARABIC = "\u0600"
_FIRST_DAY = 1
_THIS: dict[str, tuple[Span, End]] = {"week": ("week", "week"), "month": ("month", "month")}
_NEXT: dict[str, tuple[Span, End]] = {"week": ("next_week", "next_week"), "month": ("next_month", "next_month")}


def composed(row: TimeRow, at: int) -> Found:
    """A span by its unit, with what is said of it: its beginning or end, and whether it goes on or comes."""
    edge, place = _edge(row, at)
    return (_named_month(row, at, edge, place) if edge else None) or _span(row, at, edge, place)


def _edge(row: TimeRow, at: int) -> tuple[Literal["end", "beginning"] | None, int]:
    """Which end of something is said at `at`, and the token behind it."""
    known = row.known.composed
    if length := known["ends"].at(row.words, at)[0]:
        return "end", at + length
    if length := known["beginnings"].at(row.words, at)[0]:
        return "beginning", at + length
    return None, at


def _named_month(row: TimeRow, at: int, edge: str | None, place: int) -> Found:
    """«نهاية شهر أبريل», "early in May"."""
    place += row.known.composed["month_of"].at(row.words, place)[0]
    hijri = False
    length, month = row.at(row.known.months, place)
    if month is None:
        length, month = row.at(row.known.hijri, place)
        hijri = True
    if month is None:
        return None
    last = place + length
    last += row.around("next", last) if row.words[at] > _ARABIC else 0
    return OnDate(_FIRST_DAY, month, hijri=hijri, last=edge == "end"), at, last


def _span(row: TimeRow, at: int, edge: str | None, place: int) -> Found:
    """«خلال الأسبوع الجاري», "late next week", «آخر شهرنا هذا»."""
    known = row.known.composed
    this, coming = (known[name].at(row.words, place)[0] for name in ("this", "next"))
    place += max(this, coming)
    unit = next((name for name in _THIS if known[name].at(row.words, place)[0]), None)
    if unit is None:
        return None
    last = place + known[unit].at(row.words, place)[0]
    if row.words[place] > _ARABIC:
        behind = {name: known[name].at(row.words, last)[0] for name in ("this", "next")}
        this, coming = max(this, behind["this"]), max(coming, behind["next"])
        last += max(behind.values())
    if not (edge or this or coming):
        return None
    span, end = (_NEXT if coming else _THIS)[unit]
    if edge == "end":
        return AtEnd(end), at, last
    if edge == "beginning":
        # That of what goes on is over, so that the next one's is meant where nothing is said.
        return (InSpan(_NEXT[unit][0]), at, last) if not this else None
    return InSpan(span, during=bool(row.before("during", at))), at, last
