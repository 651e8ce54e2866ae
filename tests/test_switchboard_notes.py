"""Notes that an agent writes before, in and after a call, and what of them is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callassist.calls.updates import Said
from callassist.events import CallEnded, Note, Redacted
from tests.switchboard_desk import Desk, call_states, desks, stored


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    yield from desks(tmp_path, monkeypatch)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


def test_a_note_is_kept_at_its_line_changed_and_taken_back(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.board.note("1", "line drops in the evening", 3)
    desk.until_event(Note)
    (said,) = [s for s in desk.told.of(Said) if isinstance(s.recorded[0].event, Note)]  # type: ignore[attr-defined]
    seq = said.recorded[0].seq  # type: ignore[attr-defined]
    desk.board.revise_note("1", seq, "line drops at night")
    desk.until_event(Note, 2)
    desk.board.revise_note("1", seq, "")
    desk.until_event(Note, 3)
    notes = [(n.text, n.line, n.revises) for n in desk.events(Note)]  # type: ignore[attr-defined]
    assert notes == [
        ("line drops in the evening", 3, None),
        ("line drops at night", 3, seq),
        ("", 3, seq),
    ]


def test_a_card_number_in_a_note_is_never_on_the_disk_not_even_in_pieces(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.board.note("1", "card 4263 9826 4026 9299", None)
    desk.board.note("1", "the card is 4263 9826", None)
    desk.board.note("1", "4026 9299", None)
    desk.until_event(Note, 3)
    desk.phone("hung_up")
    desk.until_event(CallEnded)
    assert any(item.kind == "card" for item in desk.events(Redacted))  # type: ignore[attr-defined]
    desk.finish()
    kept = "".join(str(line.get("text", "")) for call in stored() for line in call)
    assert "4263" not in kept
    assert "9299" not in kept


def test_a_note_can_still_be_written_after_the_call(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.phone("hung_up")
    desk.until_event(CallEnded)
    desk.board.note("1", "call back tomorrow, card 4263 9826 4026 9299", None)
    desk.until_event(Note)
    (note,) = desk.events(Note)
    assert note.text == "call back tomorrow, card [card]"  # type: ignore[attr-defined]
    desk.finish()
    ((*_, last),) = stored()
    assert last["type"] == "note"


def test_a_note_lands_on_the_call_it_was_begun_on_whatever_came_since(desk: Desk) -> None:
    for line in "abc":
        desk.phone("answered", line)
        desk.until_asked("begin", "abc".index(line) + 1)
        desk.phone("hung_up", line)
        desk.until_event(CallEnded, "abc".index(line) + 1)
    desk.phone("answered", "d")
    desk.told.until(lambda all_: call_states(all_)[:1] == ["active"])
    desk.board.note("1", "call back, card 4263 9826 4026 9299", None)
    desk.until_event(Note)
    desk.finish()
    notes = [[line["text"] for line in call if line["type"] == "note"] for call in stored()]
    assert notes == [["call back, card [card]"], [], [], []]


def test_a_note_on_a_call_that_still_rings_is_kept_when_it_is_answered(desk: Desk) -> None:
    desk.phone("dials")
    desk.until_calls("dialling")
    desk.board.note("1", "about the invoice", None)
    desk.phone("answered")
    desk.until_event(Note)
    desk.phone("hung_up")
    desk.until_event(CallEnded)
