"""The written lines of promises are whole: enough of each manner, and every due is in the calendar's order."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from callassist.events import Dialect
from tests.kept_promise_lines import Promise, promise_lines

LINES = promise_lines()


@pytest.mark.parametrize("dialect", get_args(Dialect))
def test_every_manner_has_its_lines_and_a_third_promise_nothing(dialect: str) -> None:
    lines = [line for line in LINES if line.dialect == dialect]
    plain = sum(not line.promises for line in lines)
    assert len(lines) >= 65
    assert 0.3 <= plain / len(lines) <= 0.4
    assert sum(len(line.promises) == 2 for line in lines) >= 3


def test_no_line_stands_twice() -> None:
    assert Counter(line.id for line in LINES).most_common(1)[0][1] == 1
    assert Counter(line.text for line in LINES).most_common(1)[0][1] == 1


def test_lines_are_said_on_every_day_of_the_week_and_to_the_last_minute_of_a_day() -> None:
    assert {line.said_at.weekday() for line in LINES} == set(range(7))
    assert {(line.said_at.hour, line.said_at.minute) for line in LINES} >= {(8, 0), (23, 59)}


@pytest.mark.parametrize(
    ("due", "by_date", "found", "right"),
    [
        (("2026-03-01T16:00:00+03:00",), False, "2026-03-01T16:00:00+03:00", True),
        (("2026-03-01T16:00:00+03:00",), False, "2026-03-01T16:00+03:00", True),
        (("2026-03-01T16:00:00+03:00",), False, "2026-03-01T04:00:00+03:00", False),
        (("2026-03-01T16:00:00+03:00",), False, "2026-03-01", False),
        (("2026-03-01",), False, "2026-03-01", True),
        (("2026-03-01",), False, "2026-03-01T15:30:00+03:00", False),
        (("2026-03-01",), True, "2026-03-01T15:30:00+03:00", True),
        (("2026-03-01",), True, "2026-03-02T15:30:00+03:00", False),
        (("2026-03-05", "2026-03-07"), False, "2026-03-07", True),
        (("2026-03-05", "2026-03-07"), False, "2026-03-06", False),
        ((), False, None, True),
        ((), False, "2026-03-05", False),
        (("2026-03-05",), False, None, False),
    ],
)
def test_a_due_is_right_as_exactly_as_it_was_said(
    due: tuple[str, ...], by_date: bool, found: str | None, right: bool
) -> None:
    assert Promise(what="call", due=due, by_date=by_date).right(found) is right
