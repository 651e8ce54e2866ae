"""When somebody is reminded: by the company's hours, in any zone, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.errors import UserError
from callassist.promises import policy, reminding_policy, saying
from callassist.promises.reminding import Reminding
from callassist.promises.working_time import WorkingTime

PROMISES = policy.load_policy()
RULES = reminding_policy.load_policy()
WORK = WorkingTime(PROMISES)
# Half an hour's offset, two with summer time on different days, and one without.
ZONES = tuple(map(ZoneInfo, ("Asia/Riyadh", "Africa/Cairo", "Europe/Berlin", "Asia/Kolkata")))
RIYADH = Reminding(RULES, PROMISES, ZONES[0])

quickly = settings(max_examples=60)
zones = st.sampled_from(ZONES)
days = st.dates(date(2025, 1, 1), date(2032, 12, 31))
instants = st.integers(0, 8 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
dues = days.map(date.isoformat) | instants.map(lambda moment: moment.isoformat(timespec="seconds"))


def at(text: str) -> datetime:
    """A moment in Riyadh."""
    return datetime.fromisoformat(f"{text}+03:00")


@quickly
@given(dues, zones, st.timedeltas(timedelta(hours=1), timedelta(days=60)))
def test_reminders_come_at_work_before_it_is_due_and_after(due: str, zone: ZoneInfo, ahead: timedelta) -> None:
    reminding = Reminding(RULES, PROMISES, zone)
    by = reminding.due_at(due)
    assert by is not None
    made = by - ahead
    moments = reminding.moments(due, None, made.isoformat())
    assert list(moments) == sorted(set(moments))
    assert all(moment > made for moment in moments)
    assert any(moment >= by for moment in moments)
    for moment in moments:
        here = moment.astimezone(zone)
        hours = WORK.hours(here.date())
        assert WORK.is_working_day(here.date()), here
        assert hours.opens <= here.time() < hours.closes, here


@quickly
@given(dues, zones, st.lists(st.timedeltas(timedelta(hours=-30), timedelta(days=2)), min_size=1, max_size=30))
def test_no_reminder_comes_twice_though_the_clock_is_set_back(due: str, zone: ZoneInfo, steps: list[timedelta]) -> None:
    reminding = Reminding(RULES, PROMISES, zone)
    by = reminding.due_at(due)
    assert by is not None
    made = (by - timedelta(days=30)).isoformat()
    now = latest = by - timedelta(days=2)
    reminded: datetime | None = None
    told: list[datetime] = []
    for step in steps:
        now = max(now + step, latest - timedelta(days=1))
        latest = max(latest, now)
        found = reminding.reminder(due, None, made, reminded, now)
        if found is not None:
            assert found <= now
            told.append(found)
            reminded = found
    assert told == sorted(set(told))
    # Whoever looks when the clock is right again has been told, or is told now, of the last that was due.
    found = reminding.reminder(due, None, made, reminded, latest)
    last = [moment for moment in reminding.moments(due, None, made) if moment <= latest]
    assert (found or reminded) == (last[-1] if last else None)


@quickly
@given(dues, zones, instants)
def test_standing_is_told_in_the_days_of_the_place(due: str, zone: ZoneInfo, now: datetime) -> None:
    reminding = Reminding(RULES, PROMISES, zone)
    by = reminding.due_at(due)
    assert by is not None
    standing = reminding.standing(due, None, now)
    assert (standing == "overdue") == (by <= now)
    if standing == "today":
        assert by.astimezone(zone).date() == now.astimezone(zone).date()


@quickly
@given(days, zones)
def test_a_date_alone_ends_with_the_days_work_in_summer_and_winter(day: date, zone: ZoneInfo) -> None:
    by = Reminding(RULES, PROMISES, zone).due_at(day.isoformat())
    assert by is not None
    assert by.astimezone(zone).date() == day
    assert by.astimezone(zone).time() == WORK.hours(day).closes


def test_a_part_of_the_day_has_its_own_end() -> None:
    assert RIYADH.due_at("2026-03-03", "asr") == at("2026-03-03T16:30:00")
    # In Ramadan work ends earlier.
    assert RIYADH.due_at("2026-03-03") == at("2026-03-03T16:00:00")
    assert RIYADH.due_at("2026-04-07") == at("2026-04-07T18:00:00")


@pytest.mark.parametrize(
    ("due", "now", "standing"),
    [
        ("2026-04-07T16:00:00+03:00", "2026-04-07T16:00:00", "overdue"),
        ("2026-04-07", "2026-04-07T17:59:00", "today"),
        ("2026-04-07", "2026-04-07T18:00:00", "overdue"),
        ("2026-04-08", "2026-04-07T09:00:00", "soon"),
        # Friday and Saturday are no working days.
        ("2026-04-12", "2026-04-08T09:00:00", "soon"),
        ("2026-04-09", "2026-04-05T09:00:00", "week"),
        ("2026-04-19", "2026-04-05T09:00:00", "later"),
        (None, "2026-04-05T09:00:00", "undated"),
    ],
)
def test_how_urgent_it_is(due: str | None, now: str, standing: str) -> None:
    assert RIYADH.standing(due, None, at(now)) == standing


def test_what_is_due_before_work_begins_is_told_the_evening_before() -> None:
    moments = RIYADH.moments("2026-04-12T07:30:00+03:00", None, "2026-04-07T07:00:00+00:00")
    assert moments[0] == at("2026-04-09T17:00:00")
    assert moments[1] == at("2026-04-12T08:00:00")


def test_of_several_that_were_missed_only_the_last_is_given() -> None:
    due, made = "2026-04-07T16:00:00+03:00", "2026-04-06T07:00:00+00:00"
    found = RIYADH.reminder(due, None, made, None, at("2026-04-09T12:00:00"))
    assert found == at("2026-04-09T08:00:00")
    assert RIYADH.reminder(due, None, made, found, at("2026-04-09T12:00:00")) is None
    # The clock is set back by two hours, and runs on.
    assert RIYADH.reminder(due, None, made, found, at("2026-04-09T07:00:00")) is None


def test_what_a_wrong_clock_reminded_of_is_told_again_when_it_is_due() -> None:
    due, made = "2026-04-07T16:00:00+03:00", "2026-04-06T07:00:00+00:00"
    found = RIYADH.reminder(due, None, made, None, at("2026-05-20T12:00:00"))
    assert found is not None
    assert RIYADH.reminder(due, None, made, found, at("2026-04-07T15:31:00")) == at("2026-04-07T15:30:00")


def test_without_a_date_it_is_asked_for_the_next_morning() -> None:
    assert RIYADH.moments(None, None, "2026-04-09T09:00:00+00:00") == (at("2026-04-12T08:00:00"),)


@pytest.mark.parametrize("due", ["9999-12-31", "9999-12-31T23:00:00+00:00"])
def test_years_away_it_does_no_harm(due: str) -> None:
    assert RIYADH.standing(due, None, at("2026-04-07T10:00:00")) == "later"
    assert RIYADH.reminder(due, None, "2026-04-07T07:00:00+00:00", None, at("2026-04-07T10:00:00")) is None


def test_the_customer_is_told_in_their_own_way() -> None:
    said = {
        dialect: saying.moved(RULES, "2026-04-07", dialect=dialect, name="أم خالد")
        for dialect in reminding_policy.DIALECTS
    }
    assert all(len(phrases) >= 2 for phrases in said.values())
    assert all("الثلاثاء 7 أبريل" in text for dialect in ("msa", "gulf", "egyptian") for text in said[dialect])
    assert all("Tuesday 7 April" in text and "[" not in text for text in said["en"])
    assert len({phrases[0] for phrases in said.values()}) == len(said)


def test_a_phrase_that_does_not_say_the_date_is_refused(tmp_path: object) -> None:
    file = policy.paths.shipped("resources", "policies", "reminding.toml")
    text = file.read_text(encoding="utf-8").replace("It will be {time} now. ", "")
    own = tmp_path / "reminding.toml"  # type: ignore[operator]
    own.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"moved\.en\.told-in-time.*\{time\}"):
        reminding_policy.load_policy(own)
