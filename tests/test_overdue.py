"""Since when something is overdue: one rule, whoever asks, in any zone and on the days on which clocks change."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from promise_book import decided

from callassist.customers.exporting import history_lines
from callassist.customers.importing.history import HistoryImport
from callassist.customers.told import card_lines
from callassist.promises import policy, reminding_policy
from callassist.promises.book import Book
from callassist.promises.overdue import ByWhen, of_company
from callassist.promises.reminding import Reminding
from callassist.reports.who_called import StillOpen, who
from tests.customer_records import opened

PROMISES = policy.load_policy()


@pytest.mark.parametrize(
    ("due", "part", "zone", "overdue_from"),
    [
        # A day's work ends at six; in Ramadan at four.
        ("2026-11-25", None, "Asia/Riyadh", "2026-11-25T18:00:00+03:00"),
        ("2026-03-03", None, "Asia/Riyadh", "2026-03-03T16:00:00+03:00"),
        ("2026-11-25", "morning", "Asia/Riyadh", "2026-11-25T09:00:00+03:00"),
        ("2026-11-25T13:00:00+00:00", None, "Asia/Riyadh", "2026-11-25T16:00:00+03:00"),
        ("2031-01-05", None, "Asia/Riyadh", "2031-01-05T16:00:00+03:00"),  # Ramadan again
        # The day before Egypt's and Berlin's summer time, that day, and the day on which it ends.
        ("2026-04-23", None, "Africa/Cairo", "2026-04-23T18:00:00+02:00"),
        ("2026-04-24", None, "Africa/Cairo", "2026-04-24T18:00:00+03:00"),
        ("2026-10-25", None, "Europe/Berlin", "2026-10-25T18:00:00+01:00"),
    ],
)
def test_it_is_overdue_from_a_moment_on(due: str, part: str | None, zone: str, overdue_from: str) -> None:
    rule = ByWhen(PROMISES, ZoneInfo(zone))
    moment = datetime.fromisoformat(overdue_from)
    assert rule.due_at(due, part) == moment
    assert rule.is_overdue(due, part, moment)
    assert not rule.is_overdue(due, part, moment - timedelta(seconds=1))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process can't be changed here")
def test_after_a_journey_a_day_ends_by_the_clocks_of_the_new_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date alone is a day where one is; what has an hour stays the same moment."""
    try:
        for zone, hour in (("Asia/Riyadh", 15), ("Africa/Cairo", 16), ("Asia/Kolkata", 12)):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            at = of_company().due_at("2026-11-25")
            assert at is not None
            assert at.astimezone(UTC).hour == hour, zone
            assert of_company().due_at("2026-11-25T13:00:00+00:00") == datetime(2026, 11, 25, 13, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_has_no_date_is_never_overdue() -> None:
    assert not ByWhen(PROMISES).is_overdue(None, None, datetime(2100, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(("due", "part"), [("2026-11-25", None), ("2026-11-25", "morning"), ("2026-11-25", "night")])
def test_the_card_the_book_and_the_reports_say_the_same_at_any_hour(tmp_path: Path, due: str, part: str | None) -> None:
    reminding = Reminding(reminding_policy.load_policy(), PROMISES)
    by = of_company().due_at(due, part)
    assert by is not None
    with opened(tmp_path / "records.db") as records:
        person = records.new("0551234567")
        (said,) = [decided(due=due, part=part, person=person)]
        Book(records).take([said])
        for hours in range(-30, 31):
            now = by + timedelta(hours=hours)
            late = hours >= 0
            assert (reminding.standing(due, part, now) == "overdue") is late
            card = records.card("0551234567").card
            assert card is not None
            assert card.promises[0].is_overdue(now) is late
            assert any("(overdue)" in line for line in card_lines(card, now)) is late
            with who(tmp_path / "records.db", "SA", now) as people:
                assert people.open_promises([said.call]) == {said.call: StillOpen(1, int(late))}
                assert people.promised(said.call)[0].state == ("overdue" if late else "open")


def test_the_card_shows_what_is_to_be_done_first(tmp_path: Path) -> None:
    """A day alone is over later than a moment in the morning of the same day, though its text sorts before."""
    with opened(tmp_path / "records.db") as records:
        person = records.new("0551234567")
        dues = ("2026-11-25", "2026-11-25T06:00:00+00:00", None)
        Book(records).take(decided(due=due, number=at, person=person) for at, due in enumerate(dues, start=1))
        card = records.card("0551234567").card
    assert card is not None
    assert [promise.due for promise in card.promises] == [dues[1], dues[0], None]


def test_a_part_of_the_day_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    with opened(tmp_path / "records.db") as records:
        person = records.new("0551234567", name="Sample")
        Book(records).take([decided(due="2026-11-25", part="morning", person=person)])
        out = tmp_path / "promises.csv"
        out.write_text("\n".join(history_lines(records.database, "promises")), encoding="utf-8")
    with opened(tmp_path / "other.db") as records:
        records.new("0551234567", name="Sample")
        HistoryImport(records, out, "promises").carry_out()
        card = records.card("0551234567").card
    assert card is not None
    assert [(each.due, each.part) for each in card.promises] == [("2026-11-25", "morning")]
