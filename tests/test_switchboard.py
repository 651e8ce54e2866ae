"""Calls from ring to wrap-up: softphone, hearing and agent together, with a real journal and a fake hearing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
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
from callassist.softphone.phone import PhoneEvent
from callassist.store.connection import raw_connection
from callassist.store.database import journal_path, open_for_reading
from tests.fake_ears import now
from tests.switchboard_desk import Desk, call_states, desks, last_told, stored


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
    ((*lines, end),) = stored()
    assert [line["text"] for line in lines if line["type"] == "utterance"] == ["and thank you"]
    assert end["type"] == "end"


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


def test_what_is_said_before_the_journal_can_be_opened_is_kept_and_then_shown(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    journal_path().mkdir()  # a folder where the file should be
    desk = make_desk()
    desk.told.until(lambda all_: any(isinstance(u, Trouble) and u.kind == "journal" for u in all_))
    desk.phone("answered")
    desk.until_asked("begin")
    desk.ears.say("1", "the line drops", 0.1, 0.2)
    desk.board.note("1", "line drops", None)
    desk.phone("hung_up")
    desk.until_calls("ended")
    desk.phone("answered", "b")
    desk.until_asked("begin", 2)
    assert desk.told.of(Said) == []
    journal_path().rmdir()
    desk.until_event(CallStarted, 2)
    assert Trouble("journal", over=True) in desk.told.of(Trouble)
    desk.phone("hung_up", "b")
    desk.until_event(CallEnded, 2)
    desk.finish()
    of_others = ("speech_stop", "lookup", "lookup_result")
    assert [[line["type"] for line in call if line["type"] not in of_others] for call in stored()] == [
        ["call", "speech_start", "utterance", "note", "end"],
        ["call", "end"],
    ]


def test_while_the_journal_is_locked_nothing_waits_for_it_and_all_calls_catch_up(desk: Desk) -> None:
    desk.phone("answered", "a")
    desk.until_asked("begin")
    desk.until_event(CallStarted)
    with open_for_reading(journal_path()) as database:
        key = database.key
    with closing(raw_connection(journal_path(), key)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.ears.say("1", "first caller speaking", 0.1, 0.2)
        desk.told.until(lambda all_: any(isinstance(u, Trouble) and u.kind == "journal" for u in all_))
        desk.phone("answered", "b", "0552222222")
        desk.until_asked("begin", 2)
        desk.ears.say("2", "second caller speaking", 0.1, 0.2)
        desk.board.note("1", "wants a call back", None)
        desk.phone("hung_up", "a")
        desk.told.until(lambda all_: isinstance(t := last_told(all_, Trouble), Trouble) and t.pending >= 8)
        assert desk.events(Utterance) == []
        other.execute("ROLLBACK")
    desk.until_event(Utterance, 2)
    desk.until_event(Note)
    desk.until_event(CallEnded)
    desk.told.until(lambda all_: last_told(all_, Trouble) == Trouble("journal", over=True))


def test_a_model_that_is_installed_later_is_found_at_the_next_ring(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(has_model=False)
    desk.phone("answered")
    desk.until_listening("failed")
    desk.phone("hung_up")
    desk.until_listening("off")
    desk.ears.has_model = True
    desk.phone("rings", "b")
    desk.told.until(lambda all_: Trouble("model", over=True) in all_)
    desk.phone("answered", "b")
    desk.until_listening("listening")
    desk.until_asked("begin")


def test_what_lies_behind_a_mask_is_forgotten_with_the_end_of_the_call(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.ears.say("1", "my iban is SA03 8000 0000 6080 1016 7519", 0.1, 0.2)
    desk.until_event(Utterance)
    ((_, _, token),) = desk.events(Utterance)[-1].behind  # type: ignore[attr-defined]
    assert desk.board.reveal(token) is not None
    desk.phone("hung_up")
    desk.until_event(CallEnded)
    assert desk.board.reveal(token) is None


def test_a_call_of_no_length_has_its_beginning_end_and_note(desk: Desk) -> None:
    host_t = now()
    for kind in ("answered", "hung_up"):
        desk.board.phone(PhoneEvent(kind, host_t, "a", "0551234567"))  # type: ignore[arg-type]
    desk.until_event(CallEnded)
    desk.board.note("1", "nobody there", None)
    desk.until_event(Note)
    (note,) = desk.events(Note)
    assert note.t == 0.0


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
