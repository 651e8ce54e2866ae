"""What a finished wrap-up brings: it is filed once, and handed on. Real databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from callassist.audio import host_clock
from callassist.calls.updates import NotDone, Said
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.customers.crm.port import Promised
from callassist.events import (
    CallEnded,
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    Handover,
    Recorded,
)
from callassist.promises.book import Book
from tests.wrap_up_room import COMPLAINT, NUMBER, Room, room_in, said, summary


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    with room_in(tmp_path, monkeypatch) as made:
        yield made


def test_finishing_writes_the_contact_once_and_what_is_to_follow(room: Room) -> None:
    who = room.records.new(NUMBER, name="Sample Customer")
    key = room.call(said(), summary())
    room.wraps.finish(key, Draft(category="outage", outcome="not_solved", follow_ups=(FollowUp("call", "2026-03-02"),)))
    assert room.waiting() == []
    assert room.kept(key)[0] == "finished"
    room.stop()
    room.start()  # what a kill left is handed on at the next start
    for _ in range(2):
        assert room.kept(key)[0] == "handed_on"
        room.wraps._handed_on(key)
        stored = room.wraps._stored
        assert stored is not None
        found = stored.read(key)
        assert found is not None
        # As if the program had been killed before it could say that all is filed.
        room.wraps._due[key] = 0.0
        room.later()
    card = room.records.card_of(who)
    assert card is not None
    (contact,) = card.contacts
    assert contact.about == f"Outage or slow line: {COMPLAINT}"
    assert (contact.outcome, contact.experience, contact.call) == ("Not solved", "bad", key)
    assert contact.at == "2026-03-01T07:00:00+00:00"
    (promise,) = card.promises
    assert (promise.what, promise.due, promise.call) == ("Follow-up call", "2026-03-02", key)


def test_finishing_is_undone_until_it_is_handed_on(room: Room) -> None:
    room.records.new(NUMBER, name="Sample Customer")
    key = room.call(said(), summary())
    room.wraps.finish(key, Draft(outcome="solved"))
    room.wraps.reopen(key)
    assert (room.shown().open, room.shown().draft.outcome) == (True, "solved")
    assert room.waiting() == [key]
    room.later()
    assert room.kept(key)[0] == "draft"
    card = room.records.card(NUMBER).card
    assert card is not None
    assert card.contacts == ()
    room.wraps.finish(key, Draft(outcome="solved"))
    room.wraps.write(key, Draft(outcome="partly"))  # a key that came late
    assert room.kept(key) == ("finished", Draft(outcome="solved"))
    room.later()
    room.wraps.reopen(key)
    assert isinstance(room.told[-1], NotDone)
    assert room.kept(key)[0] == "handed_on"


def test_the_summary_that_comes_after_finishing_is_in_it(room: Room) -> None:
    journal = room.ledger.journal
    assert journal is not None
    key = room.call(said(), over=False)
    live: Any = SimpleNamespace(key="live", stored_as=key, is_safe=True)  # stands in for a live call
    room.wraps.begin(live)
    room.wraps.finish(key, Draft(outcome="solved"))
    room.later()
    assert room.kept(key)[0] == "finished"
    last = [Recorded("live", 2, 9.0, CallEnded(t=9.0)), Recorded("live", 3, 9.0, summary())]
    journal.append(key, last)
    room.wraps.hear(Said("live", tuple(last)))
    room.later()
    assert room.kept(key) == ("handed_on", Draft(outcome="solved", summary=COMPLAINT))


@pytest.mark.parametrize(
    ("draft", "experience"),
    [
        (Draft(outcome="solved"), "good"),
        (Draft(outcome="solved", csat=1), "bad"),
        (Draft(outcome="not_solved", csat=5), "good"),
        (Draft(outcome="solved", csat=3), None),
        (Draft(), None),
    ],
)
def test_what_the_customer_says_counts_more_than_how_it_ended(room: Room, draft: Draft, experience: str | None) -> None:
    room.records.new(NUMBER, name="Sample Customer")
    room.wraps.finish(room.call(said(), summary()), draft)
    room.later()
    card = room.records.card(NUMBER).card
    assert card is not None
    assert [each.experience for each in card.contacts] == [experience]


def promised(number: int, what: str, due: str | None = None) -> Commitment:
    return Commitment(t=5, number=number, what=what, due=due, evidence=what)


def test_what_was_promised_is_there_as_it_was_decided(room: Room) -> None:
    room.call(
        promised(1, "call back"),
        promised(2, "send a form"),
        promised(3, "a refund"),
        promised(4, "a visit"),
        CommitmentSettled(t=6, number=1, state="approved", what="call back at four", due="2026-03-02T16:00:00+03:00"),
        CommitmentSettled(t=6, number=3, state="dismissed", what="a refund", due=None),
        CommitmentWithdrawn(t=7, number=4, evidence="no"),
        promised(2, "send a form", "2026-03-03"),
        CommitmentSettled(t=8, number=-1, state="approved", what="written by hand", due=None),
    )
    assert [(each.number, each.what, each.due, each.state) for each in room.shown().of.promises] == [
        (1, "call back at four", "2026-03-02T16:00:00+03:00", "approved"),
        (2, "send a form", "2026-03-03", "proposed"),
        (3, "a refund", None, "dismissed"),
        (-1, "written by hand", None, "approved"),
    ]


def test_the_crm_is_told_of_what_was_approved_alone(room: Room) -> None:
    settled = CommitmentSettled(t=6, number=1, state="approved", what="call back", due="2026-03-02")
    handed: list[Any] = []
    room.wraps._hand_on = lambda what, done: handed.append(what)
    key = room.call(said(), promised(1, "call back"), promised(2, "a form"), settled, summary())
    room.wraps.finish(key, Draft(outcome="solved", follow_ups=(FollowUp("call", "2026-03-04"),), case_number="TT-7"))
    room.later()
    (what,) = handed
    told = [entry for _, entry in what.entries]
    assert [(each.what, each.due) for each in told if isinstance(each, Promised)] == [
        ("call back", "2026-03-02"),
        ("Follow-up call", "2026-03-04"),
    ]
    assert [type(each).__name__ for each in told] == ["WrapUp", "Promised", "Promised", "CaseNumber"]
    assert len({entry_key for entry_key, _ in what.entries}) == 4


def test_what_is_to_follow_is_kept_of_callers_whom_nobody_knows(room: Room) -> None:
    for name in ("first", "second"):
        key = room.call(said(), summary(), key=name)
        room.wraps.finish(key, Draft(follow_ups=(FollowUp("call", "2026-03-04"),)))
        room.later()
    kept = Book(room.records).open_promises()
    assert [(each.what, each.due, each.person) for each in kept] == [("Follow-up call", "2026-03-04", None)] * 2
    assert kept[0].number is not None
    assert "55 123 4567" in kept[0].number


@pytest.mark.parametrize("number", [None, NUMBER])
def test_without_a_record_nothing_is_filed_and_nothing_waits(room: Room, number: str | None) -> None:
    key = room.call(said(), number=number)
    room.wraps.finish(key, Draft(outcome="solved"))
    room.later()
    assert room.kept(key)[0] == "handed_on"


def test_a_transfer_note_is_kept_where_somebody_takes_it_on(room: Room) -> None:
    handover = Handover(t=4, department="network", note="Line drops")
    for outcome, kept in (("passed_on", "Line drops"), ("solved", None)):
        key = room.call(said(), handover, key=outcome)
        room.wraps.finish(key, Draft(outcome=outcome))
        room.later()
        assert room.kept(key)[1].transfer == kept


def test_the_program_ends_with_everything_handed_on(room: Room) -> None:
    key = room.call(said())
    room.wraps.finish(key, Draft(outcome="solved"))
    now = host_clock.now()
    room.wraps.end(now)
    assert not room.wraps.is_quiet(now)
    room.wraps.beat(now)
    assert room.wraps.is_quiet(now)
    assert room.kept(key)[0] == "handed_on"
