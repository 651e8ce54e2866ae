"""What was promised is decided and a call is wrapped up once, whatever breaks meanwhile. Real processes and disks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from small_disk import fill, small_disk
from sqlalchemy import select
from test_promise_keeping import locked
from test_promises_of_earlier_calls import decide, in_the_book, opened_again, promised

from callassist.calls import customer_desk, promise_desk
from callassist.calls.journal import Journal
from callassist.calls.updates import LeftOver, LeftOvers, NotDone, Trouble, WrapUpsWaiting
from callassist.calls.wrapping_up.draft import Draft
from callassist.calls.wrapping_up.stored import StoredWrapUps
from callassist.customers.records import records_path
from callassist.events import CallEnded, CallStarted, Commitment, CommitmentSettled, Recorded
from callassist.promises.decided import unread
from callassist.store.database import journal_path, open_for_reading, open_for_writing
from callassist.store.records_schema import contact
from callassist.store.schema import event
from tests.customer_records import opened
from tests.settling_program import DRAFT
from tests.switchboard_desk import Desk, desks, last_told, stored

NUMBER = "+966551234567"


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    monkeypatch.setattr(promise_desk, "_LOOK_S", 0.05)
    monkeypatch.setattr(customer_desk, "_BUSY_S", 0.05)
    (tmp_path / "data").mkdir(mode=0o700)
    yield from desks(tmp_path, monkeypatch)


def a_call(started_at: str, *, ended: bool = True) -> UUID:
    """In the journal, with a promise that is not decided."""
    with open_for_writing(journal_path()) as database:
        journal = Journal(database)
        started = CallStarted(id="c1", started_at=started_at, number=NUMBER, language="en")
        key = journal.open(started)
        said = Commitment(t=5.0, number=1, what="call back", due="2031-01-05", evidence="I'll call back")
        events = (started, said, *([CallEnded(t=9.0, reason="hangup")] if ended else []))
        journal.append(key, [Recorded("c1", seq, 9.0, each) for seq, each in enumerate(events)])
        if ended:
            StoredWrapUps(database).begin(key, None)
    return key


def kill_after(what: str) -> None:
    """Let a real process do it, and kill it as soon as it has said so."""
    command = [sys.executable, "-m", "tests.settling_program", what]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "."})
    assert process.stdout is not None
    assert process.stdout.readline() == "done\n"
    process.kill()
    process.communicate(timeout=20)
    assert process.returncode == -9


def left_over(desk: Desk) -> tuple[LeftOver, ...]:
    desk.told.until(lambda all_: isinstance(last_told(all_, WrapUpsWaiting), WrapUpsWaiting))
    found = desk.told.of(LeftOvers)
    return found[-1].calls if found else ()  # type: ignore[attr-defined, no-any-return]


def until_in_the_book(desk: Desk, count: int = 1) -> None:
    from test_promise_keeping import until_shown

    until_shown(desk, lambda all_: len(all_) == count)


@pytest.mark.parametrize("days", [-400, 365])
def test_killed_between_the_approval_and_the_record_it_is_in_the_book_once(
    make_desk: Callable[..., Desk], days: int
) -> None:
    """Of a call of last year, and of one that began while the clock was ahead a year."""
    key = a_call((datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="milliseconds"))
    first = make_desk()
    until_in_the_book(first, 0)  # the journal is read up to here
    first.finish()
    with locked(records_path()):
        kill_after("approve")
    assert in_the_book() == []
    for _ in range(2):
        desk = make_desk()
        until_in_the_book(desk)
        desk.finish()
    (kept,) = in_the_book()
    assert (kept.call, kept.what, kept.due) == (key, "call back", "2031-01-05")


def test_killed_after_a_change_the_wrap_up_is_said_to_be_unfinished(make_desk: Callable[..., Desk]) -> None:
    key = a_call("2026-03-01T10:00:00+03:00")
    quiet = make_desk()
    assert left_over(quiet) == (), "nothing of it was begun"
    quiet.finish()
    kill_after("write")
    desk = make_desk()
    (found,) = left_over(desk)
    assert (found.call, found.cut_off, found.undecided, found.report) == (key, False, 1, None)
    assert opened_again(desk, key).draft == DRAFT


def test_killed_after_it_was_finished_it_is_handed_on_once(make_desk: Callable[..., Desk]) -> None:
    with opened(records_path()) as records:
        person = records.new(NUMBER, name="Sample Customer")
    a_call("2026-03-01T10:00:00+03:00")
    kill_after("finish")
    for _ in range(2):
        desk = make_desk()
        assert left_over(desk) == ()
        desk.finish()
    with opened(records_path()) as records, records.database.reading() as connection:
        assert list(connection.execute(select(contact.c.person_key)).scalars()) == [person]


def test_killed_in_a_call_it_says_what_was_cut_off(make_desk: Callable[..., Desk]) -> None:
    key = a_call("2026-03-01T10:00:00+03:00", ended=False)
    desk = make_desk()
    (found,) = left_over(desk)
    assert (found.call, found.cut_off, found.undecided) == (key, True, 1)
    decide(desk, key, "approved", "call back", "2031-01-05")
    desk.finish()
    assert [each.call for each in in_the_book()] == [key]
    again = make_desk()
    assert left_over(again) == (), "it is said once"


def test_a_full_disk_takes_nothing_away_and_gives_nothing_twice(
    make_desk: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "small", "8m") as folder:
        monkeypatch.setenv("CALLASSIST_DATA", str(folder))
        folder.chmod(0o700)
        with opened(records_path()) as records:
            records.new(NUMBER, name="Sample Customer")
        key = a_call("2026-03-01T10:00:00+03:00")
        desk = make_desk()
        until_in_the_book(desk, 0)
        opened_again(desk, key)
        ballast = fill(folder)
        desk.board.settle_commitment(str(key), 1, "approved", "call back " * 150, "2031-01-05")
        desk.told.until(lambda all_: any(isinstance(each, Trouble) and each.kind == "journal" for each in all_))
        desk.board.finish_wrap_up(key, Draft(category="outage", summary="The line drops. " * 100))
        ballast.unlink()
        desk.until_event(CommitmentSettled)
        until_in_the_book(desk)
        desk.finish()
        assert len(in_the_book()) == 1
        (lines,) = stored()
        assert [line["type"] for line in lines].count("commitment_settled") == 1
        with open_for_reading(journal_path()) as database:
            found = StoredWrapUps(database).read(key)
        assert found is not None
        assert (found.state, found.draft.category) == ("handed_on", "outage")
        with opened(records_path()) as records, records.database.reading() as connection:
            assert len(list(connection.execute(select(contact.c.key)))) == 1


@pytest.mark.parametrize(
    ("what", "seq"),
    [
        ('payload = \'{"number": 1, "wha\'', 1),
        ("payload = x'00ff'", 1),
        ("t = 'soon'", 1),
        ("payload = '[]'", 0),
        ("payload = '{}', type = 'anger'", 1),
    ],
)
def test_a_damaged_row_is_said_once_and_nothing_else_is_lost(
    make_desk: Callable[..., Desk], caplog: pytest.LogCaptureFixture, what: str, seq: int
) -> None:
    key = a_call("2026-03-01T10:00:00+03:00", ended=False)
    whole = a_call("2026-03-02T10:00:00+03:00", ended=False)
    with open_for_writing(journal_path()) as database, database.writing() as connection:
        row = connection.execute(select(event.c.id).where(event.c.call_key == key, event.c.seq == seq)).scalar_one()
        connection.exec_driver_sql(f"UPDATE event SET {what} WHERE id = {row}")
    desk = make_desk()
    assert {each.call for each in left_over(desk)} == {key, whole}
    (said,) = desk.told.of(NotDone)
    assert "damaged" in said.what  # type: ignore[attr-defined]
    assert "IT department" in said.remedy  # type: ignore[attr-defined]
    assert str(key) in caplog.text
    decide(desk, whole, "approved", "call back", "2031-01-05")
    opened_again(desk, key)
    desk.finish()
    assert [each.call for each in in_the_book()] == [whole]
    with open_for_reading(journal_path()) as database:
        assert [found.end_reason for found in Journal(database).calls()] == ["cut", "cut"]
    assert not [each for each in desk.told.of(Trouble) if not each.over and each.kind == "fault"]  # type: ignore[attr-defined]
    again = make_desk()
    left_over(again)
    assert again.told.of(NotDone) == []


def test_a_call_whose_beginning_is_damaged_is_closed_and_the_program_starts(make_desk: Callable[..., Desk]) -> None:
    a_call("2026-03-01T10:00:00+03:00", ended=False)
    whole = a_call("2026-03-02T10:00:00+03:00", ended=False)
    with open_for_writing(journal_path()) as database, database.writing() as connection:
        connection.exec_driver_sql("UPDATE call SET started_at = 'long ago' WHERE started_at LIKE '2026-03-01%'")
    desk = make_desk()
    assert [each.call for each in left_over(desk)] == [whole]
    decide(desk, whole, "approved", "call back", "2031-01-05")
    desk.finish()
    assert [each.call for each in in_the_book()] == [whole]


def test_the_journal_is_read_by_what_is_new_in_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with open_for_writing(path) as database:
        journal = Journal(database)

        def settled(key: UUID, name: str, seq: int, what: str) -> None:
            decision = CommitmentSettled(t=1.0, number=1, state="approved", what=what, due=None)
            journal.append(key, [Recorded(name, seq, 1.0, decision)])

        keys = {}
        for name in ("a", "b"):
            started = CallStarted(id=name, started_at="2026-03-01T10:00:00+03:00")
            keys[name] = journal.open(started)
            journal.append(keys[name], [Recorded(name, 0, 0.0, started)])
            settled(keys[name], name, 1, f"first of {name}")
        first = unread(database, 0)
        assert [each.what for each in first.decisions] == ["first of a", "first of b"]
        settled(keys["a"], "a", 2, "later, of the call that began first")
        second = unread(database, first.upto)
        assert [(each.what, each.seq) for each in second.decisions] == [("later, of the call that began first", 2)]
        assert unread(database, second.upto).decisions == []
        # Another journal lies there: it was restored from a backup, or begun afresh.
        assert len(unread(database, second.upto + 1).decisions) == 2


def test_two_that_wait_are_left_over_the_latest_first(make_desk: Callable[..., Desk]) -> None:
    older, newer = promised(make_desk()), promised(make_desk())
    desk = make_desk()
    for key in (older, newer):
        desk.told.until(lambda all_: isinstance(last_told(all_, WrapUpsWaiting), WrapUpsWaiting))
        desk.board.write_wrap_up(key, Draft(category="billing"))
    desk.finish()
    again = make_desk()
    assert [each.call for each in left_over(again)] == [newer, older]
