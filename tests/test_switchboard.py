"""Calls from ring to wrap-up: softphone, hearing and agent together, with a real journal and a fake hearing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callassist.calls.hearing import HeardEvent
from callassist.calls.updates import (
    CallsChanged,
    CutOff,
    ListeningChanged,
    NoticeChanged,
    Said,
    Trouble,
)
from callassist.events import CallEnded, CallStarted, HearingNotice, KeyPressed, Note, Redacted, Utterance
from callassist.live.messages import ChildBack, ChildDied, DeviceNotice, HeardOf, Missed
from callassist.settings import SettingsFile
from callassist.store.database import journal_path
from tests.switchboard_desk import Desk, desks, stored


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    yield from desks(tmp_path, monkeypatch)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


# ── One call ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_is_heard_from_answer_to_hang_up_and_kept(desk: Desk) -> None:
    desk.phone("rings")
    desk.until_calls("ringing")
    desk.until_asked("open")
    assert "begin" not in dict(desk.ears.asked)
    answered = desk.phone("answered")
    desk.until_listening("listening")
    desk.ears.say("1", "the line drops every evening", 1.0, 3.0)
    desk.until_event(Utterance)
    hung_up = desk.phone("hung_up")
    desk.until_event(CallEnded)
    (begun,) = desk.events(CallStarted)
    assert isinstance(begun, CallStarted)
    assert begun.number == "+966551234567"
    (ended,) = desk.events(CallEnded)
    assert ended.t == pytest.approx(hung_up - answered, abs=0.001)
    desk.until_listening("off")
    desk.until_asked("close")
    desk.finish()
    ((first, *_, last),) = stored()
    assert (first["type"], last["type"]) == ("call", "end")


def test_a_call_that_is_not_answered_leaves_no_record(desk: Desk) -> None:
    desk.phone("rings")
    desk.until_calls("ringing")
    desk.phone("hung_up")
    desk.until_calls()
    desk.until_asked("close")
    desk.finish()
    assert stored() == []


def test_the_last_words_are_waited_for(desk: Desk) -> None:
    desk.ears.owes = True
    desk.phone("answered")
    desk.until_asked("begin")
    desk.phone("hung_up")
    desk.until_asked("end")
    assert desk.events(CallEnded) == []
    desk.ears.say("1", "and thank you", 1.0, 2.0)
    desk.ears.drain()
    desk.until_event(CallEnded)
    desk.finish()
    ((*_, said, end),) = stored()
    assert (said["type"], said["text"], end["type"]) == ("utterance", "and thank you", "end")


def test_a_call_begun_by_hand_needs_no_softphone(desk: Desk) -> None:
    desk.board.start_call("0551234567")
    desk.until_asked("begin")
    desk.board.hang_up("1")
    desk.until_event(CallEnded)


# ── Who is heard ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("stop", "go_on", "state", "actions"),
    [
        (lambda d: d.board.pause(), lambda d: d.board.resume(), "paused", ["pause", "resume"]),
        (lambda d: d.phone("held"), lambda d: d.phone("resumed"), "held", ["hold", "resume"]),
        (lambda d: d.phone("muted"), lambda d: d.phone("unmuted"), "muted", ["mute", "unmute"]),
    ],
    ids=["pause", "hold", "mute"],
)
def test_neither_side_is_heard_meanwhile(
    desk: Desk, stop: Callable[[Desk], object], go_on: Callable[[Desk], object], state: str, actions: list[str]
) -> None:
    desk.phone("answered")
    desk.until_listening("listening")
    stop(desk)
    desk.until_listening(state)
    desk.until_asked("pause")
    go_on(desk)
    desk.until_listening("listening")
    desk.until_asked("resume")
    desk.until_event(KeyPressed, 2)
    assert [key.action for key in desk.events(KeyPressed)] == actions  # type: ignore[attr-defined]
    asked = dict(desk.ears.asked)
    assert asked["resume"] >= asked["pause"]  # type: ignore[operator]  # nothing said meanwhile is looked at afterwards


def test_a_refusal_lasts_for_the_rest_of_the_call_and_is_recorded(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_listening("listening")
    desk.board.pause()
    desk.until_listening("paused")
    desk.board.refuse("1")
    desk.until_listening("refused")
    desk.board.resume()
    desk.board.note("1", "wants it in writing", None)
    desk.until_event(Note)
    assert "resume" not in dict(desk.ears.asked)
    assert [key.action for key in desk.events(KeyPressed)] == ["pause", "refused"]  # type: ignore[attr-defined]
    desk.phone("hung_up")
    desk.until_event(CallEnded)
    desk.phone("answered", "b")
    desk.until_listening("listening")


def test_two_reasons_have_both_to_go(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_listening("listening")
    desk.board.pause()
    desk.phone("held")
    desk.until_listening("held")
    desk.phone("resumed")
    desk.until_listening("paused")
    assert "resume" not in dict(desk.ears.asked)
    desk.board.resume()
    desk.until_asked("resume")


def test_without_the_companys_notice_nothing_is_opened_or_heard(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(confirmed=False)
    desk.phone("rings")
    desk.phone("answered")
    desk.until_listening("not_confirmed")
    desk.board.note("1", "wants a call back", None)
    desk.until_event(Note)
    assert {"open", "begin", "load"}.isdisjoint(name for name, _ in desk.ears.asked)
    desk.board.confirm_notice("Night shift lead")
    desk.until_listening("listening")
    desk.until_asked("begin")
    assert NoticeChanged("Night shift lead") in desk.told.of(NoticeChanged)
    assert SettingsFile().current.notice.is_confirmed


def test_without_a_model_the_call_goes_on_with_notes(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(has_model=False)
    desk.told.until(lambda all_: any(isinstance(u, Trouble) and u.kind == "model" for u in all_))
    desk.phone("answered")
    desk.until_listening("failed")
    desk.board.note("1", "line drops", None)
    desk.until_event(Note)
    desk.phone("hung_up")
    desk.until_event(CallEnded)


def test_a_second_call_holds_the_first_and_each_keeps_its_own_record(desk: Desk) -> None:
    desk.phone("answered", "a", "0551111111")
    desk.until_listening("listening")
    desk.ears.say("1", "first caller speaking", 1.0, 2.0)
    desk.until_event(Utterance)
    desk.phone("rings", "b", "0552222222")
    desk.until_calls("active", "ringing")
    waiting = desk.told.of(CallsChanged)[-1].calls[1]  # type: ignore[attr-defined]
    assert waiting.waiting
    desk.phone("answered", "b", "0552222222")
    desk.until_calls("active", "held")
    desk.until_asked("begin", 2)
    desk.ears.say("2", "second caller speaking", 1.0, 2.0)
    desk.until_event(Utterance, 2)
    desk.phone("hung_up", "b", "0552222222")
    desk.until_calls("held", "ended")
    desk.phone("resumed", "a", "0551111111")
    desk.until_asked("begin", 3)
    begins = [what for name, what in desk.ears.asked if name == "begin"]
    (held,) = [what for name, what in desk.ears.asked if name == "end" and what[0] == "1"]  # type: ignore[index]
    assert begins[2][0] == "1"  # type: ignore[index]
    assert begins[2][2] >= held[1]  # type: ignore[index]  # nothing said while it was held is looked at
    desk.phone("hung_up", "a", "0551111111")
    desk.until_event(CallEnded, 2)
    desk.finish()
    one, two = stored()
    assert [line["text"] for line in one if line["type"] == "utterance"] == ["first caller speaking"]
    assert [line["text"] for line in two if line["type"] == "utterance"] == ["second caller speaking"]


def test_another_language_is_listened_for_from_now_on(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.board.set_language("en")
    desk.until_asked("begin", 2)
    languages = [what[1] for name, what in desk.ears.asked if name == "begin"]  # type: ignore[index]
    assert languages == ["ar", "en"]
    assert SettingsFile().current.hearing.language == "en"


# ── Notes ─────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── Bad days ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_child_that_dies_is_said_and_so_is_its_return(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.ears.tell(ChildDied("recogniser", "signal 9", 0.0))
    desk.ears.tell(ChildBack("recogniser"))
    desk.ears.tell(Missed("1", 2.0, 5.5))
    desk.until_event(HearingNotice)
    assert [(t.kind, t.over) for t in desk.told.of(Trouble) if t.kind == "recogniser"] == [  # type: ignore[attr-defined]
        ("recogniser", False),
        ("recogniser", True),
    ]
    (missed,) = desk.events(HearingNotice)
    assert (missed.state, missed.t, missed.lag) == ("no_sound", 2.0, 3.5)  # type: ignore[attr-defined]


def test_that_writing_is_late_is_shown_and_so_is_that_it_has_caught_up(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_listening("listening")
    for state in ("behind", "caught_up"):
        desk.ears.tell(HeardOf("1", HeardEvent(HearingNotice(t=1.0, state=state, lag=1.5), 1.0)))  # type: ignore[arg-type]
    desk.until_event(HearingNotice, 2)
    shown = [update.late for update in desk.told.of(ListeningChanged) if update.state == "listening"]  # type: ignore[attr-defined]
    assert shown == [False, True, False]


def test_a_headset_pulled_in_a_call_is_in_its_record(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.ears.tell(DeviceNotice("agent", "lost", "USB headset", "Plug it in."))
    desk.ears.tell(DeviceNotice("agent", "back", "USB headset"))
    desk.until_event(HearingNotice, 2)
    assert [(n.state, n.speaker) for n in desk.events(HearingNotice)] == [  # type: ignore[attr-defined]
        ("lost", "agent"),
        ("back", "agent"),
    ]


def test_a_journal_that_can_not_be_opened_is_opened_when_it_can(make_desk: Callable[..., Desk], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    journal_path().mkdir()  # a folder where the file should be
    desk = make_desk()
    desk.told.until(lambda all_: any(isinstance(u, Trouble) and u.kind == "journal" for u in all_))
    desk.phone("answered")
    desk.until_calls("active")
    assert desk.events(CallStarted) == []
    journal_path().rmdir()
    desk.until_event(CallStarted)
    desk.until_asked("begin")
    assert Trouble("journal", over=True) in desk.told.of(Trouble)
    desk.phone("hung_up")
    desk.until_event(CallEnded)


def test_a_call_that_the_program_died_in_is_closed_at_the_next_start(make_desk: Callable[..., Desk]) -> None:
    from callassist.calls.journal import Journal
    from callassist.store.database import open_for_writing

    with open_for_writing(journal_path()) as database:
        journal = Journal(database)
        started = CallStarted(id="cut", started_at="2026-03-01T10:00:00+03:00")
        from callassist.events import Recorded

        journal.append(journal.open(started), [Recorded("cut", 0, 0.0, started)])
    desk = make_desk()
    desk.told.until(lambda all_: CutOff(1) in all_)


def test_a_fault_of_the_program_is_written_down_and_the_call_goes_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.phone("answered")
    desk.until_asked("begin")

    def break_down(*_: object) -> None:
        raise RuntimeError("a planted fault")

    monkeypatch.setattr(desk.board._handling, "press", break_down)
    desk.board.press("verified")
    desk.told.until(lambda all_: any(isinstance(u, Trouble) and u.kind == "fault" for u in all_))
    monkeypatch.undo()
    desk.ears.say("1", "still there", 1.0, 2.0)
    desk.until_event(Utterance)
    desk.phone("hung_up")
    desk.until_event(CallEnded)
