"""Finds what is said of times in a line, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from callassist.promises import definite_lengths, said_days, said_hours, said_spans
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
    said_spans.composed,
    definite_lengths.definite,
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
        if not _is_gone(row, first, at):
            found.append(Piece(meaning, first, at, before=first > 0 and row.words[first - 1] in _BEFORE))
    return found


def _longest(row: TimeRow, at: int) -> tuple[Meaning, int, int] | None:
    best: Found = None
    for reader in _READERS:
        found = reader(row, at)
        if found is not None and (best is None or found[2] > best[2]):
            best = found
    return best


def _is_gone(row: TimeRow, first: int, last: int) -> bool:
    """Whether it is over, by the word beside it: «يوم الأحد الماضي», "last Tuesday"."""
    return bool(row.before("gone", first) if row.words[first].isascii() else row.around("gone", last))
