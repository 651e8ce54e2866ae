"""Finds what is said of times in a line, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from callassist.promises import said_days, said_hours
from callassist.promises.time_meanings import Found, Meaning, Piece
from callassist.promises.time_row import TimeRow

_BEFORE = ("before", "قبل")
_READERS: Sequence[Callable[[TimeRow, int], Found]] = (
    said_days.end,
    said_days.span,
    said_days.weekday,
    said_days.date,
    said_days.in_days,
    said_hours.hour,
    said_days.length,
    said_hours.part,
    said_days.now,
)


def pieces(row: TimeRow) -> list[Piece]:
    """All that is said of times, in order, not overlapping; of what begins at one place the longest."""
    found: list[Piece] = []
    at = 0
    while at < len(row.words):
        read = _longest(row, at)
        if read is None:
            at += 1
            continue
        meaning, first, at = read
        found.append(Piece(meaning, first, at, before=first > 0 and row.words[first - 1] in _BEFORE))
    return found


def _longest(row: TimeRow, at: int) -> tuple[Meaning, int, int] | None:
    best: Found = None
    for reader in _READERS:
        found = reader(row, at)
        if found is not None and (best is None or found[2] > best[2]):
            best = found
    return best
