"""A call goes on, and its record is whole, whatever breaks beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from callassist.calls.heard import HeardEvent
from callassist.calls.journal import Journal
from callassist.calls.updates import LeftOvers, ListeningChanged, Said, Trouble
from callassist.events import Alert, CallEnded, CallStarted, HearingNotice, Note, Recorded, Utterance
from callassist.live.messages import ChildBack, ChildDied, DeviceNotice, HeardOf, Missed
from callassist.softphone.phone import PhoneEvent
from callassist.store.connection import raw_connection
from callassist.store.database import journal_path, open_for_reading, open_for_writing
from tests.fake_ears import now
from tests.switchboard_desk import Desk, desks, last_told, stored, that_happened


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    yield from desks(tmp_path, monkeypatch)


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


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
    assert [that_happened(call) for call in stored()] == [
        ["call", "speech_start", "speech_stop", "utterance", "note", "end"],
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


def test_a_call_that_the_program_died_in_is_closed_at_the_next_start_with_the_report_it_owes(
    make_desk: Callable[..., Desk],
) -> None:
    started = CallStarted(id="cut", started_at="2026-03-01T10:00:00+03:00", language="ar")
    alert = Alert(t=3.0, whom="2100", evidence="أكسر راسك")
    with open_for_writing(journal_path()) as database:
        journal = Journal(database)
        journal.append(journal.open(started), [Recorded("cut", 0, 0.0, started), Recorded("cut", 1, 4.0, alert)])
    desk = make_desk()
    desk.told.until(lambda all_: any(isinstance(each, LeftOvers) for each in all_))
    (cut,) = desk.told.of(LeftOvers)
    (left,) = cut.calls  # type: ignore[attr-defined]
    assert (left.cut_off, left.report_seq) == (True, 3)
    assert left.report["because"] == ["threat"]
    desk.board.note(left.key, "said it twice", left.report_seq)
    desk.until_event(Note)
    desk.finish()
    again = make_desk()
    again.told.until(lambda all_: any(isinstance(each, LeftOvers) for each in all_))
    (cut,) = again.told.of(LeftOvers)
    (left,) = cut.calls  # type: ignore[attr-defined]
    assert not left.cut_off, "its report waits to be read, and it was said that it was cut off"
    assert [each["text"] for each in left.report["additions"]] == ["said it twice"]
    again.board.revise_note(left.key, 4, "said it three times")
    again.board.note(left.key, "of the call, and not of its report", None)
    again.told.until(lambda _all: len(again.events(Note)) == 2)
    again.finish()
    last = make_desk()
    last.told.until(lambda all_: any(isinstance(each, LeftOvers) for each in all_))
    (told,) = last.told.of(LeftOvers)
    (left,) = told.calls  # type: ignore[attr-defined]
    assert [each["text"] for each in left.report["additions"]] == ["said it three times"]
    last.finish()
    (call,) = stored()
    assert [line["type"] for line in call] == ["call", "alert", "end", "incident", "note", "note", "note"]
    assert call[4]["at"] > 24 * 3600, "it was written long after the call"


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
