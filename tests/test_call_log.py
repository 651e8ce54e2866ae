"""The list of past calls: who, when, what happened and what was said; held against a slow and plain reading."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from logged_calls import OF_FLAG, START, Journals, days_on, know, promise_in, says

from callassist.calls.journal import Journal
from callassist.errors import UserError
from callassist.events import (
    AlarmWithdrawn,
    Anger,
    CallStarted,
    CustomerKnown,
    Event,
    Interruption,
    InterruptionWithdrawn,
    KeyPressed,
    Recorded,
)
from callassist.reports.call_filters import FLAGS, NOT_WRAPPED_UP, Filters, Flag
from callassist.reports.call_log import CallLog
from callassist.reports.said_search import After
from callassist.store.database import Database, open_for_reading, open_for_writing

TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_for_writing(tmp_path / "journal.db") as opened:
        yield opened


@pytest.fixture
def journals(database: Database) -> Journals:
    return Journals(database, Journal(database))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def log(database: Database, records: Path) -> CallLog:
    return CallLog(database, records, today=lambda: TODAY)


def named(log: CallLog, filters: Filters, most: int = 100) -> list[str]:
    """What is found, over as many pages as it takes."""
    found, after = [], None
    for _ in range(1000):
        page = log.page(filters, after, most=most)
        found += [each.id for each in page.calls]
        if page.after is None:
            return found
        after = page.after
    raise AssertionError("it never ends")


# ── What happened in a call ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("flag", [flag for flag in FLAGS if flag != "cut"])
def test_each_thing_that_happened_is_found_by_its_flag_alone(journals: Journals, log: CallLog, flag: Flag) -> None:
    journals.call(OF_FLAG[flag], name="it")
    journals.call([], name="quiet")
    assert named(log, Filters(flags=frozenset({flag}))) == ["it"]
    (page,) = log.page(Filters(flags=frozenset({flag}))).calls
    assert page.flags == {flag: 1}
    for other in set(FLAGS) - {flag}:
        assert named(log, Filters(flags=frozenset({other}))) == []


def test_flags_together_must_all_fit(journals: Journals, log: CallLog) -> None:
    for number, pair in enumerate(itertools.combinations(OF_FLAG, 2)):
        journals.call([*OF_FLAG[pair[0]], *OF_FLAG[pair[1]]], name=f"c{number}")
    wanted = [number for number, pair in enumerate(itertools.combinations(OF_FLAG, 2)) if set(pair) == {"abuse", "gap"}]
    assert named(log, Filters(flags=frozenset({"abuse", "gap"}))) == [f"c{number}" for number in wanted]


@pytest.mark.parametrize(
    ("events", "flags"),
    [
        ([*OF_FLAG["abuse"], AlarmWithdrawn(t=20, since=3, evidence="يا غبي")], {}),
        ([*OF_FLAG["warning"], AlarmWithdrawn(t=20, since=5, number=1)], {}),
        ([Anger(t=3, kind="abuse", evidence="?", counts=False)], {}),
        (
            [Anger(t=3, kind="abuse", evidence="?", counts=False), KeyPressed(t=9, action="alarm_confirmed")],
            {"abuse": 1},
        ),
        (
            [*OF_FLAG["abuse"], AlarmWithdrawn(t=20, since=3), KeyPressed(t=25, action="alarm_confirmed")],
            {"abuse": 1},
        ),
        ([*OF_FLAG["interruption"], InterruptionWithdrawn(t=8, by="agent")], {}),
        ([Interruption(t=8, by="customer", overlap=0.7)], {}),
        ([Anger(t=3, kind="grievance", evidence="خدمتكم زفت")], {}),
    ],
)
def test_what_was_taken_back_or_does_not_count_is_no_flag(
    journals: Journals, log: CallLog, events: list[Event], flags: dict[str, int]
) -> None:
    journals.call(events)
    (found,) = log.page(Filters()).calls
    assert found.flags == flags


def test_a_call_that_goes_on_is_listed_as_it_stands(journals: Journals, log: CallLog) -> None:
    journals.call([says(1, "النت مقطوع"), *OF_FLAG["abuse"]], ends=False)
    (found,) = log.page(Filters(said="مقطوع", flags=frozenset({"abuse"}))).calls
    assert (found.ended_t, found.end_reason, found.flags) == (None, None, {"abuse": 1})


def test_a_call_cut_off_says_so_after_the_next_start(journals: Journals, database: Database, log: CallLog) -> None:
    journals.call([says(1, "ألو"), *OF_FLAG["threat"]], ends=False)
    Journal(database).close_cut_off()
    (found,) = log.page(Filters(flags=frozenset({"cut"}))).calls
    assert (found.end_reason, found.flags) == ("cut", {"threat": 1, "cut": 1})


def test_an_event_that_is_refused_leaves_no_trace_in_the_list(journals: Journals, log: CallLog) -> None:
    started = CallStarted(id="c", started_at=START.isoformat())
    key = journals.journal.open(started)
    journals.journal.append(key, [Recorded("c", 0, 0.0, started)])
    bad = [Recorded("c", 1, 3.0, OF_FLAG["abuse"][0]), Recorded("c", 1, 4.0, OF_FLAG["gap"][0])]
    with pytest.raises(ValueError, match="out of its place"):
        journals.journal.append(key, bad)
    journals.journal.append(key, [Recorded("c", 1, 12.0, OF_FLAG["redacted"][0])])
    (found,) = log.page(Filters()).calls
    assert found.flags == {"redacted": 1}


# ── When, who, what became of it ──────────────────────────────────────────────────────────────────────────


def test_days_are_counted_by_the_clock_of_this_pc_and_weeks_from_sunday(
    journals: Journals, log: CallLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(-9, 5):
        journals.call([], began=days_on(day), name=f"{days_on(day):%m-%d}")
    assert named(log, Filters(period="today")) == ["03-04"]
    assert named(log, Filters(period="yesterday")) == ["03-03"]
    assert named(log, Filters(period="this_week")) == ["03-04", "03-03", "03-02", "03-01"]
    last = named(log, Filters(period="last_week"))
    assert (last[0], last[-1], len(last)) == ("02-28", "02-22", 7)
    assert named(log, Filters(since=date(2026, 3, 2), until=date(2026, 3, 3))) == ["03-03", "03-02"]
    assert named(log, Filters(until=date(2026, 2, 20))) == ["02-20"]


def test_customers_are_found_by_name_and_by_number_in_any_spelling(
    journals: Journals, log: CallLog, records: Path
) -> None:
    muna = know(records, "منى الأحمدي", "+966551234567", "+966500000001")
    journals.call([CustomerKnown(person=str(muna), name="أستاذة منى")], name="hers")
    journals.call([], number="+966500000001", name="her other number")
    journals.call([CustomerKnown(name="أحمد")], number="+201001234567", name="his")
    journals.call([], number=None, name="nobody")
    for spelled in ("مني الاحمدي", "منـــى", "منى", "أُستاذة"):
        assert "hers" in named(log, Filters(customer=spelled)), spelled
    assert named(log, Filters(customer="منى الأحمدي")) == ["her other number", "hers"]
    for spelled in ("0551234567", "+966 55 123 4567", "00966551234567", "٠٥٥١٢٣٤٥٦٧", "551234567", "234567"):
        assert "hers" in named(log, Filters(customer=spelled)), spelled
    assert named(log, Filters(customer="احمد")) == ["his"]
    assert named(log, Filters(customer="+20 100 123 4567")) == ["his"]
    assert named(log, Filters(customer="%")) == []
    assert named(log, Filters(customer="سلمى")) == []
    names = {each.id: each.name for each in log.page(Filters()).calls}
    assert names == {"hers": "منى الأحمدي", "her other number": "منى الأحمدي", "his": "أحمد", "nobody": None}


def test_without_records_the_name_is_as_it_was_shown(journals: Journals, log: CallLog) -> None:
    journals.call([CustomerKnown(name="أستاذة منى")])
    assert [each.name for each in log.page(Filters(customer="منى")).calls] == ["أستاذة منى"]
    assert named(log, Filters(open_promises=True)) == []


def test_what_became_of_a_call_is_as_its_wrap_up_says_once_that_is_finished(journals: Journals, log: CallLog) -> None:
    keys = {name: journals.call([], name=name) for name in ("solved", "draft", "none")}
    journals.wrap_up(keys["solved"], category="outage", outcome="solved")
    journals.wrap_up(keys["draft"], category="billing", outcome="not_solved", state="draft")
    assert named(log, Filters(outcome="solved", category="outage")) == ["solved"]
    assert named(log, Filters(category="billing")) == []
    assert named(log, Filters(outcome=NOT_WRAPPED_UP)) == ["none", "draft"]
    assert [each.wrapped_up for each in log.page(Filters()).calls] == [False, False, True]
    journals.wrap_up(keys["none"], category="of-before", outcome="solved")
    categories, outcomes = log.chosen()
    assert (categories[0], categories[-1], outcomes[0]) == ("outage", "of-before", "solved")


def test_calls_with_open_promises(journals: Journals, log: CallLog, records: Path) -> None:
    who = know(records, "منى")
    keys = [journals.call([], name=name) for name in ("open", "kept", "none")]
    promise_in(records, keys[0], who, "اتصال")
    promise_in(records, keys[0], who, "فني", state="kept")
    promise_in(records, keys[1], who, "فني", state="kept")
    (found,) = log.page(Filters(open_promises=True)).calls
    assert (found.id, found.open_promises) == ("open", 1)


def test_a_call_is_found_by_its_key_its_id_and_as_the_last(journals: Journals, log: CallLog) -> None:
    key = journals.call([], name="first")
    journals.call([], name="second")
    assert [log.find(name).id for name in (str(key), "first", "last")] == ["first", "first", "second"]
    with pytest.raises(UserError, match="no call 'third'"):
        log.find("third")


# ── All of it together, held against a slow and plain reading ─────────────────────────────────────────────


def test_any_filters_find_what_a_plain_reading_finds(journals: Journals, log: CallLog) -> None:
    chance = random.Random(5)
    made: list[tuple[str, set[Flag], date, bool]] = []
    for number in range(120):
        flags = {flag for flag in OF_FLAG if chance.random() < 0.3}
        began, rare = days_on(chance.randrange(-20, 4)), chance.random() < 0.3
        said = says(1, "عندي مشكلة في الفاتورة" if rare else "عندي استفسار")
        journals.call(
            [said, *(event for flag in FLAGS if flag in flags for event in OF_FLAG[flag])],
            began=began,
            name=f"c{number}",
        )
        made.append((f"c{number}", flags, began.date(), rare))
    for _ in range(60):
        wanted: frozenset[Flag] = frozenset(flag for flag in OF_FLAG if chance.random() < 0.15)
        since = date(2026, 2, 1 + chance.randrange(28)) if chance.random() < 0.5 else None
        said_too = chance.random() < 0.5
        plain = [
            name
            for name, flags, day, rare in reversed(made)
            if wanted <= flags and (since is None or day >= since) and (rare or not said_too)
        ]
        filters = Filters(flags=wanted, since=since, said="فاتورة" if said_too else "")
        assert named(log, filters, most=chance.choice((1, 7, 100))) == plain
        assert said_too or log.count(filters) == len(plain)


def test_pages_hold_no_call_twice_while_calls_go_on_side_by_side(journals: Journals, log: CallLog) -> None:
    """Two calls whose lines lie between each other's: the one in front, and the one on hold."""
    journal, open_calls = journals.journal, []
    for number in range(40):
        started = CallStarted(id=f"c{number}", started_at=days_on(number / 1000).isoformat())
        open_calls.append((journal.open(started), f"c{number}"))
        journal.append(open_calls[-1][0], [Recorded(f"c{number}", 0, 0.0, started)])
        for key, name in open_calls[-3:]:
            journal.append(key, [Recorded(name, 1 + number, 1.0, says(1, "النت ضعيف"))])
    expected = [f"c{number}" for number in reversed(range(40))]
    for most in (1, 3, 39, 40, 41):
        assert named(log, Filters(said="النت"), most=most) == expected
        assert named(log, Filters(), most=most) == expected
    assert [each.found.times for each in log.page(Filters(said="النت")).calls if each.found] == [1, 2, *[3] * 38]


def test_what_is_written_meanwhile_shows_on_the_next_page_and_disturbs_none(
    journals: Journals, records: Path, tmp_path: Path
) -> None:
    for number in range(6):
        journals.call([says(1, "شكرا")], name=f"c{number}")
    with open_for_reading(tmp_path / "journal.db") as beside:
        log = CallLog(beside, records, today=lambda: TODAY)
        for number, filters in enumerate((Filters(), Filters(said="شكرا"))):
            pages = [log.page(filters, most=3)]
            with journals.database.writing():  # somebody holds the pen
                pages.append(log.page(filters, pages[-1].after, most=1))
            journals.call([says(1, "شكرا")], name=f"new {number}")
            pages.append(log.page(filters, pages[-1].after, most=100))
            seen = [each.id for page in pages for each in page.calls]
            assert seen[-6:] == ["c5", "c4", "c3", "c2", "c1", "c0"]
            assert log.page(filters, most=1).calls[0].id == f"new {number}"


def test_a_place_before_everything_is_an_empty_page(journals: Journals, log: CallLog) -> None:
    journals.call([says(1, "شكرا")])
    for filters in (Filters(), Filters(said="شكرا")):
        assert log.page(filters, After(0)).calls == ()
