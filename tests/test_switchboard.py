"""Calls from ring to wrap-up: softphone, hearing and agent together, with a real journal and a fake hearing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callassist.calls.updates import CallsChanged, NoticeChanged, Trouble
from callassist.events import (
    Alert,
    CallEnded,
    CallStarted,
    Incident,
    KeyPressed,
    Note,
    Utterance,
    WarningDue,
    WarningGiven,
)
from callassist.settings import SettingsFile
from tests.switchboard_desk import Desk, desks, stored, that_happened


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
    (call,) = stored()
    assert that_happened(call) == ["call", "speech_start", "speech_stop", "utterance", "end"]


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
    (call,) = stored()
    assert [line["text"] for line in call if line["type"] == "utterance"] == ["and thank you"]
    assert that_happened(call)[-1] == "end"


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


def test_each_of_two_calls_has_its_own_warnings_and_a_key_is_of_the_one_in_front(desk: Desk) -> None:
    desk.phone("answered", "a")
    desk.until_asked("begin")
    desk.ears.say("1", "يا غبي انت ما تفهم", 0.0, 0.01)
    desk.until_event(WarningDue)
    desk.phone("answered", "b", "0552222222")
    desk.until_asked("begin", 2)
    desk.ears.say("2", "أعرف وين تداوم وراح أكسر راسك", 0.0, 0.01)
    desk.until_event(Alert)
    desk.board.press("warning_given")
    desk.until_event(WarningGiven)
    desk.phone("hung_up", "b", "0552222222")
    desk.until_event(Incident)
    desk.phone("hung_up", "a")
    desk.until_event(CallEnded, 2)
    desk.finish()
    own = ("warning_due", "warning_given", "alert", "incident")
    assert [[line["type"] for line in call if line["type"] in own] for call in stored()] == [
        ["warning_due"],
        ["warning_due", "alert", "warning_given", "incident"],
    ]
    assert [due.number for due in desk.events(WarningDue)] == [1, 1]  # type: ignore[attr-defined]


def test_another_language_is_listened_for_from_now_on(desk: Desk) -> None:
    desk.phone("answered")
    desk.until_asked("begin")
    desk.board.set_language("en")
    desk.until_asked("begin", 2)
    languages = [what[1] for name, what in desk.ears.asked if name == "begin"]  # type: ignore[index]
    assert languages == ["ar", "en"]
    assert SettingsFile().current.hearing.language == "en"
