"""Due dates: what is never wrong about them, and the days on which people go wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.promises.due import Calendar
from callassist.promises.policy import load_policy
from callassist.promises.time_pieces import pieces
from callassist.promises.time_row import TimeRow
from callassist.promises.working_time import (
    WorkingTime,
    from_hijri,
    hijri_of,
    is_ramadan,
    months_after,
    week_of,
    weekday,
)

POLICY = load_policy()
CALENDAR = Calendar(POLICY)
DAYS = st.dates(date(2024, 1, 1), date(2060, 1, 1))
OFFSETS = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2060-01-01"), timezones=OFFSETS)
SAID = st.sampled_from(
    [
        "tomorrow", "by Sunday noon", "within two hours", "in 3 working days", "end of day", "next week", "on the 5th",
        "half past four", "at 9", "on Thursday at 4 pm", "by the end of the month", "tonight", "the day after tomorrow",
        "in 2 weeks", "by the 29th of February", "within 48 working hours", "by midnight", "this week",
        "بكرة الساعة 4 العصر", "خلال 24 ساعة", "بعد صلاة العصر", "يوم الأحد الجاي", "آخر الأسبوع", "نهاية الدوام",
        "في غضون يومين", "يوم 15 رمضان", "بعد 5 أيام عمل", "الساعة 9", "نص ساعة", "أول الشهر الجاي", "يوم 31",
        "يوم الخميس الفجر", "اليوم بالليل", "بعد شهر",
    ]
)  # fmt: skip


def due(text: str, now: datetime, calendar: Calendar = CALENDAR) -> str | None:
    found = calendar.due(pieces(TimeRow(text, None)), now)
    return None if found is None else found.text or found.doubt


@given(SAID, MOMENTS)
@settings(max_examples=300, deadline=None)
def test_nothing_is_due_before_it_was_said(text: str, now: datetime) -> None:
    found = CALENDAR.due(pieces(TimeRow(text, None)), now)
    assert found is not None, text
    if found.doubt is not None:
        assert found.doubt == "past"
        assert found.text is None
    elif found.at is not None:
        assert found.at > now.replace(microsecond=0)
        assert found.at.utcoffset() == now.utcoffset()
        assert datetime.fromisoformat(str(found.text)) == found.at
    else:
        assert found.day is not None
        assert found.day >= now.date()
        assert date.fromisoformat(str(found.text)) == found.day


@given(DAYS, st.integers(1, 40))
def test_working_days_are_counted_from_the_next_one(day: date, count: int) -> None:
    time = WorkingTime(POLICY)
    last = time.working_days_after(day, count)
    assert time.is_working_day(last)
    worked = [each for each in range(1, (last - day).days + 1) if time.is_working_day(day + timedelta(days=each))]
    assert len(worked) == count


@given(DAYS, st.integers(1, 20))
@settings(max_examples=50, deadline=None)
def test_no_working_day_is_a_holiday(day: date, count: int) -> None:
    holidays = [
        {"name": "Eid al-Fitr", "calendar": "hijri", "first": "10-01", "days": 4},
        {"name": "National day", "first": "09-23"},
        {"name": "Moving house", "first": "2026-04-14", "days": 2},
    ]
    time = WorkingTime(POLICY.model_validate({**POLICY.model_dump(), "holidays": holidays}))
    last = time.working_days_after(day, count)
    assert (last.month, last.day) != (9, 23)
    assert last not in (date(2026, 4, 14), date(2026, 4, 15))
    hijri = hijri_of(last)
    assert hijri is None or hijri[1] != 10 or hijri[2] > 4
    assert weekday(last) < 5


@given(DAYS)
def test_weeks_begin_on_sunday_and_months_do_not_run_over(day: date) -> None:
    assert week_of(day).isoweekday() == 7
    assert timedelta(0) <= day - week_of(day) <= timedelta(days=6)
    following = months_after(day, 1)
    assert (following.year * 12 + following.month) - (day.year * 12 + day.month) == 1


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)))
def test_hijri_dates_go_there_and_back(day: date) -> None:
    known = hijri_of(day)
    assert known is not None
    assert from_hijri(*known) == day
    assert is_ramadan(day) == (known[1] == 9)


MONDAY = datetime.fromisoformat("2026-04-13T10:00:00+03:00")


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("tomorrow", "2026-04-13T23:59:00+03:00", "2026-04-14"),
        ("on Thursday", "2026-04-16T10:00:00+03:00", "2026-04-23"),
        ("today, Thursday", "2026-04-16T10:00:00+03:00", "2026-04-16"),
        ("بعد يوم عمل واحد", "2026-04-16T10:00:00+03:00", "2026-04-19"),
        ("on the 31st of February", "2026-04-13T10:00:00+03:00", "no_such_day"),
        ("on 29 February", "2026-04-13T10:00:00+03:00", "2028-02-29"),
        ("on 30 February 2027", "2026-04-13T10:00:00+03:00", "no_such_day"),
        ("on 1 March 2020", "2026-04-13T10:00:00+03:00", "past"),
        ("in 9000 years", "2026-04-13T10:00:00+03:00", "no_such_day"),
        ("in 10 years", "2026-04-13T10:00:00+03:00", "2036-04-13"),
        ("الساعة 4", "2026-04-13T10:00:00+03:00", "2026-04-13T16:00:00+03:00"),
        ("at 9", "2026-04-13T10:00:00+03:00", "2026-04-14T09:00:00+03:00"),
        ("at 9", "2026-04-16T17:00:00+03:00", "2026-04-19T09:00:00+03:00"),
        ("at 12", "2026-04-13T10:00:00+03:00", "2026-04-13T12:00:00+03:00"),
        ("بعد صلاة العصر", "2026-04-13T10:00:00+03:00", "2026-04-13"),
        ("بعد صلاة العصر", "2026-04-13T19:00:00+03:00", "2026-04-14"),
        ("by midnight", "2026-04-13T10:00:00+03:00", "2026-04-14T00:00:00+03:00"),
        ("end of the week", "2026-04-17T10:00:00+03:00", "2026-04-18"),
        ("next week", "2026-04-18T10:00:00+03:00", "2026-04-19"),
        ("during next week", "2026-04-13T10:00:00+03:00", "2026-04-23"),
        ("in a month", "2026-01-31T10:00:00+03:00", "2026-02-28"),
    ],
)
def test_days_on_which_people_go_wrong(text: str, now: str, expected: str) -> None:
    assert due(text, datetime.fromisoformat(now)) == expected


def test_a_clock_that_is_changed_meanwhile_changes_no_offset() -> None:
    # Egypt's clocks go forward at midnight before Friday, 24 April 2026.
    fixed = datetime.fromisoformat("2026-04-23T22:00:00+02:00")
    assert due("خلال 4 ساعات", fixed) == "2026-04-24T02:00:00+02:00"
    assert due("بكرة الساعة 4 العصر", fixed) == "2026-04-24T16:00:00+02:00"


def test_a_reminder_stands_in_the_day_where_no_hour_was_said() -> None:
    def reminder(text: str) -> str:
        found = CALENDAR.due(pieces(TimeRow(text, None)), MONDAY)
        assert found is not None
        return str(CALENDAR.reminder(found, MONDAY))

    assert reminder("tomorrow") == "2026-04-14 18:00:00+03:00"
    assert reminder("بكرة بعد صلاة العصر") == "2026-04-14 16:30:00+03:00"
    assert reminder("tomorrow at 9") == "2026-04-14 09:00:00+03:00"


WEEKDAY_WORDS = {
    "الأحد": 0, "الاثنين": 1, "الاتنين": 1, "الثلاثاء": 2, "التلات": 2, "الأربعاء": 3, "الأربع": 3, "الخميس": 4,
    "الجمعة": 5, "السبت": 6, "Sunday": 0, "Monday": 1, "Thursday": 4,
}  # fmt: skip
PART_WORDS = {
    "ar": {"الصبح": "morning", "صباحا": "morning", "العصر": "asr", "بالليل": "night"},
    "en": {"morning": "morning"},
}


@pytest.mark.parametrize("word", WEEKDAY_WORDS)
@pytest.mark.parametrize("is_led", [False, True])
def test_a_weekday_that_sounds_like_a_number_is_a_day_and_no_hour(word: str, is_led: bool) -> None:
    language, lead = ("en", "on ") if word.isascii() else ("ar", "يوم ")
    now = datetime.fromisoformat("2026-11-26T10:00:00+03:00")
    for said, part in PART_WORDS[language].items():
        found = CALENDAR.due(pieces(TimeRow(f"{lead if is_led else ''}{word} {said}", None)), now)
        assert found is not None
        assert found.day is not None
        assert (weekday(found.day), found.at, found.part) == (WEEKDAY_WORDS[word], None, part)


def test_an_hour_with_an_article_is_one_behind_a_day_or_a_preposition() -> None:
    now = datetime.fromisoformat("2026-11-26T10:00:00+03:00")
    assert due("بكرة الأربعة العصر", now) == "2026-11-27T16:00:00+03:00"
    assert due("الساعة الأربعة العصر", now) == "2026-11-26T16:00:00+03:00"
    assert due("على الأربعة العصر", now) == "2026-11-26T16:00:00+03:00"
