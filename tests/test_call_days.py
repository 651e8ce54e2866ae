"""Days by this PC's clock: where midnight is left out or comes twice, and at the ends of the calendar."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from logged_calls import Journals, says

from callassist.calls.journal import Journal
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog
from callassist.store.database import open_for_writing


@pytest.fixture
def cairo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Egypt puts its clocks on at midnight, from 00:00 to 01:00 on 2026-04-24, and back from 24:00 to 23:00 on
    2026-10-29."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process can't be changed on this system")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Africa/Cairo")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("cairo")
@pytest.mark.parametrize("changed", [date(2026, 4, 24), date(2026, 10, 30)])
def test_every_call_is_of_the_day_that_the_clock_showed(tmp_path: Path, changed: date) -> None:
    around = datetime(changed.year, changed.month, changed.day, tzinfo=UTC) - timedelta(hours=5)
    moments = [around + timedelta(minutes=30 * step) for step in range(10)]
    with open_for_writing(tmp_path / "journal.db") as database:
        calls = Journals(database, Journal(database))
        for number, moment in enumerate(moments):
            calls.call([says(1, "ألو")], name=f"c{number}", began=moment.astimezone())
        log = CallLog(database, tmp_path / "records.db", today=lambda: changed)
        for day in (changed - timedelta(days=1), changed):
            shown = {f"c{n}" for n, moment in enumerate(moments) if moment.astimezone().date() == day}
            assert shown
            assert {call.id for call in log.page(Filters(since=day, until=day)).calls} == shown
        named = {call.id for period in ("yesterday", "today") for call in log.page(Filters(period=period)).calls}
        assert len(named) == len(moments)


def test_the_ends_of_the_calendar_bound_nothing(tmp_path: Path) -> None:
    with open_for_writing(tmp_path / "journal.db") as database:
        Journals(database, Journal(database)).call([says(1, "ألو")])
        log = CallLog(database, tmp_path / "records.db")
        assert log.count(Filters(since=date.min, until=date.max)) == 1
        assert log.count(Filters(since=date(2, 1, 1), until=date(9999, 12, 30))) == 1
