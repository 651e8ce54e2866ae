"""What was promised in a call of an earlier run is decided in its wrap-up: the journal first, then the book, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from test_wrapping_up_desk import call, until_shown

from callassist.calls import promise_desk
from callassist.calls.updates import Said, Trouble, WrapUpShown, WrapUpsWaiting
from callassist.calls.wrapping_up.draft import Draft
from callassist.customers.records import records_path
from callassist.events import CommitmentSettled, Note
from callassist.promises.book import Book
from callassist.promises.kept import KeptPromise
from tests.customer_records import opened
from tests.switchboard_desk import Desk, desks, last_told, stored

SAID = "I'll call you back on Sunday at four"
NUMBER = "+966551234567"
CARD = "4111 1111 1111 1111"


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    monkeypatch.setattr(promise_desk, "_LOOK_S", 0.05)
    (tmp_path / "data").mkdir(mode=0o700)
    yield from desks(tmp_path, monkeypatch)


def promised(desk: Desk) -> UUID:
    """A call in which something was promised and nothing was decided; the program ends after it."""
    desk.board.set_language("en")
    desk.phone("answered")
    desk.until_asked("begin")
    desk.ears.say("1", SAID, 1.0, 4.0, "agent")
    desk.phone("hung_up")
    shown = until_shown(desk, lambda it: it.of.ended_t is not None and bool(it.of.promises))
    desk.finish()
    return shown.call


def opened_again(desk: Desk, key: UUID) -> WrapUpShown:
    desk.told.until(lambda all_: isinstance(last_told(all_, WrapUpsWaiting), WrapUpsWaiting))
    desk.board.open_wrap_up(key)
    return until_shown(desk, lambda it: it.call == key)


def decide(desk: Desk, key: UUID, state: str, what: str, due: str | None, number: int = 1) -> WrapUpShown:
    desk.board.settle_commitment(str(key), number, state, what, due)  # type: ignore[arg-type]
    return until_shown(desk, lambda it: any((each.state, each.what) == (state, what) for each in it.of.promises))


def in_the_book() -> list[KeptPromise]:
    with opened(records_path()) as records:
        return list(Book(records).open_promises())


def decisions() -> list[tuple[int, str]]:
    (lines,) = stored()
    return [(line["seq"], line["state"]) for line in lines if line["type"] == "commitment_settled"]


def test_it_is_approved_changed_let_go_and_taken_back(make_desk: Callable[..., Desk]) -> None:
    key = promised(make_desk())
    with opened(records_path()) as records:
        person = records.new(NUMBER, name="Sample Customer")
    desk = make_desk()
    (found,) = opened_again(desk, key).of.promises
    assert (found.number, found.state) == (1, "proposed")
    decide(desk, key, "approved", found.what, found.due)
    decide(desk, key, "approved", f"call back on card {CARD}".replace(CARD, "[card]"), "2031-01-05")
    decide(desk, key, "dismissed", found.what, found.due)
    decide(desk, key, "proposed", found.what, found.due)
    decide(desk, key, "approved", found.what, found.due)
    desk.board.note(str(key), f"paid by {CARD}", None)
    desk.until_event(Note)
    desk.finish()
    (kept,) = in_the_book()
    assert (kept.what, kept.due, kept.call, kept.person) == (found.what, found.due, key, None), person
    seqs, states = zip(*decisions(), strict=True)
    assert states == ("approved", "approved", "dismissed", "proposed", "approved")
    assert sorted(set(seqs)) == list(seqs)
    (lines,) = stored()
    assert [line["seq"] for line in lines] == list(range(len(lines)))
    assert [line["text"] for line in lines if line["type"] == "note"] == ["paid by [card]"]
    # It was decided long after the end, and stands at the end all the same.
    end = next(line["t"] for line in lines if line["type"] == "end")
    assert {line["t"] for line in lines if line["type"] == "commitment_settled"} == {end}


def test_what_must_not_be_kept_is_masked_there_too(make_desk: Callable[..., Desk]) -> None:
    key = promised(make_desk())
    desk = make_desk()
    opened_again(desk, key)
    desk.board.settle_commitment(str(key), 1, "approved", f"refund to {CARD}", None)
    until_shown(desk, lambda it: any(each.what == "refund to [card]" for each in it.of.promises))
    desk.finish()
    assert [each.what for each in in_the_book()] == ["refund to [card]"]


def test_what_is_written_by_hand_gets_a_number_of_its_own_in_the_next_run(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    shown = call(desk, "my line drops")
    desk.board.promise("1", "send the contract", None)
    desk.until_event(CommitmentSettled)
    desk.finish()
    later = make_desk()
    opened_again(later, shown.call)
    later.board.promise(str(shown.call), "call back", None)
    later.until_event(CommitmentSettled)
    later.finish()
    assert sorted(each.what for each in in_the_book()) == ["call back", "send the contract"]


def test_of_two_that_wait_each_gets_its_own(make_desk: Callable[..., Desk]) -> None:
    first = promised(make_desk())
    second = promised(make_desk())
    desk = make_desk()
    for key in (first, second):
        (found,) = opened_again(desk, key).of.promises
        decide(desk, key, "approved", f"for {key}", found.due)
    decide(desk, first, "dismissed", f"for {first}", None)
    desk.finish()
    (kept,) = in_the_book()
    assert (kept.call, kept.what) == (second, f"for {second}")
    assert [[line["seq"] for line in lines] == list(range(len(lines))) for lines in stored()] == [True, True]


def test_a_call_that_rings_meanwhile_changes_nothing(make_desk: Callable[..., Desk]) -> None:
    key = promised(make_desk())
    desk = make_desk()
    (found,) = opened_again(desk, key).of.promises
    desk.phone("rings", "b", "0552222222")
    desk.phone("answered", "b", "0552222222")
    desk.until_asked("begin")
    decide(desk, key, "approved", found.what, found.due)
    desk.board.write_wrap_up(key, Draft(category="outage"))
    desk.phone("hung_up", "b", "0552222222")
    desk.until_calls("ended")
    desk.finish()
    assert [each.call for each in in_the_book()] == [key]
    assert [line["type"] for line in stored()[0]].count("commitment_settled") == 1
    assert [line["type"] for line in stored()[1]].count("commitment_settled") == 0


def test_while_the_journal_is_locked_it_waits_and_is_then_kept_once(make_desk: Callable[..., Desk]) -> None:
    from test_promise_keeping import locked

    from callassist.store.database import journal_path

    key = promised(make_desk())
    desk = make_desk()
    (found,) = opened_again(desk, key).of.promises
    desk.board.note(str(key), "taken up", None)
    desk.until_event(Note)
    with locked(journal_path()):
        desk.board.settle_commitment(str(key), 1, "approved", found.what, found.due)
        desk.told.until(lambda all_: any(isinstance(each, Trouble) and each.kind == "journal" for each in all_))
        assert not desk.events(CommitmentSettled)
    desk.until_event(CommitmentSettled)
    desk.told.until(lambda all_: last_told(all_, Trouble) == Trouble("journal", over=True))
    desk.finish()
    assert [each.call for each in in_the_book()] == [key]
    assert len(decisions()) == 1
    assert {said.key for said in desk.told.of(Said)} == {str(key)}  # type: ignore[attr-defined]
