"""What is written down of a call when it is over is kept, and waits. Real databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from callassist.audio import host_clock
from callassist.calls.updates import Trouble, WrapUpKept, WrapUpShown
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.events import (
    CustomerKnown,
    Event,
    Handover,
    KeyPressed,
    Note,
    PhraseOffered,
)
from callassist.store.faults import StorageError
from tests.wrap_up_room import CARD, COMPLAINT, NUMBER, Room, room_in, said, summary


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    with room_in(tmp_path, monkeypatch) as made:
        yield made


# ── Begun ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_call_has_is_there(room: Room) -> None:
    who = room.records.new(NUMBER, name="Sample Customer")
    room.call(
        CustomerKnown(t=0.1, person=str(who), name="Sample Customer"),
        said(),
        PhraseOffered(t=3, situation="outage", id="p1", text="I see."),
        Handover(t=4, department="network", name="Network team", note="Line drops in the evening"),
        Note(t=5, text="router LX-200"),
        summary(),
    )
    first, last = room.of(WrapUpShown)
    assert (first.of.ended_t, first.key, first.draft) == (None, "live", Draft())
    of = last.of
    assert of.summary == f"{COMPLAINT}\nrouter LX-200"
    assert (of.person, of.name, of.ended_t, of.silent) == (who, "Sample Customer", 9.0, None)
    assert (of.department, of.transfer) == ("Network team", "Line drops in the evening")
    assert last.categories[0].id == "outage"
    assert (last.scales, [each.id for each in last.outcomes][:2]) == (("csat",), ["solved", "partly"])
    assert "55 123 4567" in last.display


def test_a_note_is_shown_as_it_is_now_or_not_at_all(room: Room) -> None:
    room.call(
        Note(t=1, text="first"), Note(t=2, text="second", revises=1), Note(t=3, text="x"), Note(t=4, text="", revises=3)
    )
    assert room.shown().of.summary == "second"


@pytest.mark.parametrize(
    ("events", "silent"),
    [((), "no_words"), ((said(), KeyPressed(t=4, action="refused")), "refused"), ((said(),), None)],
    ids=["no words", "refused", "nothing worth a sentence"],
)
def test_a_call_without_a_summary_says_why_and_is_wrapped_up(
    room: Room, events: tuple[Event, ...], silent: str | None
) -> None:
    key = room.call(*events)
    assert room.shown().of.silent == silent
    room.wraps.finish(key, Draft(outcome="cut"))
    room.later()
    assert room.kept(key)[0] == "handed_on"


# ── Kept ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_written_outlives_a_kill_and_waits(room: Room) -> None:
    key = room.call(said(), summary())
    written = Draft(
        summary="Line drops.\nRestarted it.",
        category="outage",
        outcome="partly",
        follow_ups=(FollowUp("call", "2026-03-02"),),
        csat=3,
        feedback="The app hides outages",
        case_number="TT-20261125-0007",
    )
    room.wraps.write(key, written)
    assert isinstance(room.told[-1], WrapUpKept)
    cut = room.call(said(), key="cut", over=False)
    room.stop()
    room.told.clear()
    room.start()
    assert room.waiting() == [cut, key]
    room.wraps.open(key)
    found = room.shown()
    assert (found.key, found.draft, found.of.summary, found.open) == (str(key), written, COMPLAINT, True)


def test_an_emptied_summary_stays_empty(room: Room) -> None:
    key = room.call(said(), summary())
    room.wraps.finish(key, Draft(summary=" "))
    room.later()
    assert room.kept(key) == ("handed_on", Draft(summary=""))


def test_pieces_of_a_card_number_are_not_kept_while_it_is_typed(room: Room) -> None:
    key = room.call(said(), summary())
    for length in range(6, len(CARD) + 1):
        text = f"pays by {CARD[:length]}"
        room.wraps.write(key, Draft(summary=text, transfer=text, feedback=text))
        draft = room.kept(key)[1]
        assert not any("4111 11" in each for each in (draft.summary or "", draft.transfer or "", draft.feedback))
    assert room.of(WrapUpKept)[-1].left_out == ("summary", "transfer", "feedback")


@pytest.mark.parametrize("number", [CARD, "SA0380000000608010167519"])
def test_what_reads_as_a_card_or_an_id_is_no_case_number(room: Room, number: str) -> None:
    key = room.call(said(), summary())
    room.wraps.write(key, Draft(case_number=number))
    assert room.of(WrapUpKept)[-1].left_out == ("case_number",)
    assert room.kept(key)[1].case_number == ""


def test_what_the_policy_does_not_know_is_not_kept(room: Room) -> None:
    key = room.call()
    strange = Draft(category="no", outcome="no", csat=9, nps=11, ces=0, follow_ups=(FollowUp("call", "soon"),))
    room.wraps.write(key, strange)
    assert room.kept(key) == ("draft", Draft())


def test_a_full_disk_loses_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    key = room.call(said())
    stored = type(room.wraps._stored)
    fault = StorageError("full", "The disk is full.", "Free some space.")
    with monkeypatch.context() as full:
        full.setattr(stored, "write", lambda *_: (_ for _ in ()).throw(fault))
        room.wraps.write(key, Draft(outcome="solved"))
        assert isinstance(room.told[-1], Trouble)
        room.wraps.finish(key, Draft(outcome="partly"))
        room.later()
        assert not room.wraps.is_idle
    room.wraps.beat(host_clock.now() + 60)
    room.wraps.beat(host_clock.now() + 60)
    assert Trouble("journal", over=True) in room.told
    assert (room.kept(key)[0], room.kept(key)[1].outcome) == ("handed_on", "partly")
    assert room.wraps.is_idle
