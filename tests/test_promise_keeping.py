"""Promises of the running app: from the key to the book, through locked files, kills and restarts. Real databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callassist.calls import customer_desk, promise_desk
from callassist.calls.journal import Journal
from callassist.calls.updates import (
    CallsChanged,
    CustomerShown,
    MoveWorded,
    NotDone,
    PromiseEdited,
    PromisesChanged,
    PromisesDue,
    PromiseUnderstood,
    PromiseView,
    Trouble,
)
from callassist.customers.records import records_path
from callassist.events import CallStarted, CommitmentSettled, CustomerKnown, Recorded
from callassist.promises.wishes import (
    CustomerTold,
    DropPromise,
    FinishPromise,
    MovePromise,
    ReadPromise,
    UndoPromise,
    WordMove,
    WritePromise,
)
from callassist.store.connection import checked_key, raw_connection
from callassist.store.database import journal_path, open_for_writing
from tests.customer_records import opened
from tests.switchboard_desk import Desk, desks, last_told, stored

NUMBER = "+966551234567"
LATE = (datetime.now(UTC) - timedelta(hours=3)).isoformat(timespec="seconds")
FAR = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    monkeypatch.setattr(promise_desk, "_LOOK_S", 0.05)
    monkeypatch.setattr(customer_desk, "_BUSY_S", 0.05)
    (tmp_path / "data").mkdir(mode=0o700)
    yield from desks(tmp_path, monkeypatch)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def in_a_call(desk: Desk) -> str:
    desk.phone("rings")
    desk.phone("answered")
    desk.until_listening("listening")
    last = desk.told.of(CallsChanged)[-1]
    assert isinstance(last, CallsChanged)
    return last.calls[0].key


def shown(desk: Desk) -> tuple[PromiseView, ...]:
    found = desk.told.of(PromisesChanged)[-1]
    assert isinstance(found, PromisesChanged)
    return found.promises


def until_shown(desk: Desk, right: Callable[[tuple[PromiseView, ...]], bool]) -> tuple[PromiseView, ...]:
    """Wait until the list is as it should be."""

    def is_right(all_: list[object]) -> bool:
        found = last_told(all_, PromisesChanged)
        return isinstance(found, PromisesChanged) and right(found.promises)

    desk.told.until(is_right)
    return shown(desk)


def words(promises: tuple[PromiseView, ...]) -> list[str]:
    return [each.promise.what for each in promises]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program writes there, and takes its time."""
    with closing(raw_connection(path, checked_key(path))) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_what_is_approved_in_a_call_is_on_the_list_and_on_the_card(make_desk: Callable[..., Desk], data: Path) -> None:
    with opened(data / records_path().name) as records:
        records.new(NUMBER, name="Sample Customer")
    desk = make_desk()
    key = in_a_call(desk)
    desk.board.settle_commitment(key, 1, "approved", "call back on card 4111111111111111", FAR)
    (view,) = until_shown(desk, lambda all_: [each.promise.name for each in all_] == ["Sample Customer"])
    assert (view.promise.what, view.promise.due, view.standing) == ("call back on card [card]", FAR, "later")
    desk.told.until(
        lambda all_: any(
            isinstance(each, CustomerShown) and each.pop.card is not None and len(each.pop.card.promises) == 1
            for each in all_
        )
    )
    desk.board.settle_commitment(key, 1, "proposed", "call back", FAR)
    until_shown(desk, lambda all_: not all_)
    desk.finish()
    (lines,) = stored()
    assert [line["state"] for line in lines if line["type"] == "commitment_settled"] == ["approved", "proposed"]
    # That a card has another promise is nothing that the call's observers need to be told.
    assert len([line for line in lines if line["type"] == "customer"]) == 1


def test_after_the_call_it_can_still_be_approved_and_written_by_hand(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    key = in_a_call(desk)
    desk.phone("hung_up")
    desk.until_calls("ended")
    desk.board.settle_commitment(key, 1, "approved", "call back", FAR)
    desk.board.promise(key, "send the contract", None)
    desk.board.promise(key, "ask the technician", FAR, "asr")
    found = until_shown(desk, lambda all_: len(all_) == 3)
    assert sorted(words(found)) == ["ask the technician", "call back", "send the contract"]
    desk.finish()
    (lines,) = stored()
    assert [line["number"] for line in lines if line["type"] == "commitment_settled"] == [1, -1, -2]


def test_while_the_records_are_locked_it_waits_and_is_then_written_once(
    make_desk: Callable[..., Desk], data: Path
) -> None:
    desk = make_desk()
    key = in_a_call(desk)
    desk.told.until(lambda all_: any(isinstance(each, PromisesChanged) for each in all_))
    with locked(data / records_path().name):
        desk.board.settle_commitment(key, 1, "approved", "call back", FAR)
        desk.told.until(lambda all_: any(isinstance(each, Trouble) and each.kind == "promises" for each in all_))
        desk.until_event(CommitmentSettled)  # it is safe, and the call goes on
        assert shown(desk) == ()
    assert words(until_shown(desk, lambda all_: len(all_) == 1)) == ["call back"]
    desk.told.until(lambda all_: any(isinstance(each, Trouble) and each.over for each in all_))


def test_killed_between_journal_and_book_it_is_caught_up_at_the_next_start(
    make_desk: Callable[..., Desk], data: Path
) -> None:
    with opened(data / records_path().name) as records:
        who = records.new(NUMBER, name="Sample Customer")
    with open_for_writing(journal_path()) as database:
        journal = Journal(database)
        started = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00", direction="inbound", number=NUMBER)
        key = journal.open(started)
        settled = CommitmentSettled(t=9.0, number=1, state="approved", what="call back", due=FAR)
        twice = CommitmentSettled(t=9.5, number=2, state="approved", what="refund", due=None)
        other = CommitmentSettled(t=9.8, number=2, state="dismissed", what="refund", due=None)
        events = (started, CustomerKnown(t=1.0, person=str(who)), settled, twice, other)
        journal.append(key, [Recorded("c1", seq, 9.9, event) for seq, event in enumerate(events)])
    for _ in range(2):
        desk = make_desk()
        (view,) = until_shown(desk, lambda all_: len(all_) == 1)
        assert (view.promise.what, view.promise.person, view.promise.call) == ("call back", who, key)
        assert view.promise.made_at == "2026-03-01T07:00:09+00:00"
        desk.finish()


def test_every_step_is_told_and_taken_back(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.told.until(lambda all_: any(isinstance(each, PromisesChanged) for each in all_))
    ask = desk.board.ask_promise
    ask(WritePromise("call back", LATE))
    (view,) = until_shown(desk, lambda all_: len(all_) == 1)
    assert view.standing == "overdue"
    promise = view.promise

    def edited(step: str) -> PromiseEdited:
        desk.told.until(lambda all_: any(isinstance(each, PromiseEdited) and each.step == step for each in all_))
        found = desk.told.of(PromiseEdited)[-1]
        assert isinstance(found, PromiseEdited)
        return found

    ask(MovePromise(promise.key, promise.version, FAR, None, told=False))
    moved = edited("moved")
    (view,) = until_shown(desk, lambda all_: [each.standing for each in all_] == ["later"])
    assert [each.due for each in view.before] == [LATE]
    ask(CustomerTold(promise.key, moved.version))
    told = edited("told")
    until_shown(desk, lambda all_: [each.promise.told for each in all_] == [True])
    ask(FinishPromise(promise.key, told.version, "kept", "they were pleased"))
    kept = edited("kept")
    until_shown(desk, lambda all_: not all_)
    assert kept.change is not None
    ask(UndoPromise(promise.key, kept.change))
    until_shown(desk, lambda all_: [each.promise.state for each in all_] == ["open"])
    ask(FinishPromise(promise.key, 1, "broken", None))
    desk.told.until(lambda all_: any(isinstance(each, NotDone) for each in all_))
    ask(DropPromise(promise.key, shown(desk)[0].promise.version))
    until_shown(desk, lambda all_: not all_)


def test_it_is_reminded_of_once_also_after_a_restart(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.told.until(lambda all_: any(isinstance(each, PromisesChanged) for each in all_))
    long_past = (datetime.now(UTC) - timedelta(days=30)).isoformat(timespec="seconds")
    desk.board.ask_promise(WritePromise("call back", long_past))
    desk.told.until(lambda all_: any(isinstance(each, PromisesDue) for each in all_))
    desk.finish()
    again = make_desk()
    until_shown(again, lambda all_: len(all_) == 1)
    again.finish()
    assert again.told.of(PromisesDue) == []


def test_a_line_is_read_and_a_move_is_worded(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    desk.told.until(lambda all_: any(isinstance(each, PromisesChanged) for each in all_))
    desk.board.ask_promise(ReadPromise("أتصل على أبو خالد بكرة"))
    desk.told.until(lambda all_: any(isinstance(each, PromiseUnderstood) for each in all_))
    (understood,) = desk.told.of(PromiseUnderstood)
    assert isinstance(understood, PromiseUnderstood)
    tomorrow = (datetime.now().astimezone() + timedelta(days=1)).date().isoformat()
    assert (understood.written.what, understood.written.due) == ("أتصل على أبو خالد", tomorrow)
    desk.board.ask_promise(WritePromise("call back", FAR))
    (view,) = until_shown(desk, lambda all_: len(all_) == 1)
    desk.board.ask_promise(WordMove(view.promise.key, "2026-04-07", "en"))
    desk.told.until(lambda all_: any(isinstance(each, MoveWorded) for each in all_))
    (worded,) = desk.told.of(MoveWorded)
    assert isinstance(worded, MoveWorded)
    assert all("Tuesday 7 April" in phrase for phrase in worded.phrases)
