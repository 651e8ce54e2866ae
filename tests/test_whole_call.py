"""One past call: what was said once, what happened at its lines, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conduct_calls import abuse, key, played
from logged_calls import OF_FLAG, Journals, know, promise_in, says
from sqlalchemy import update

from callassist.calls.journal import Journal
from callassist.events import (
    AlarmWithdrawn,
    Event,
    HearingNotice,
    Incident,
    Interruption,
    InterruptionWithdrawn,
    KeyPressed,
    Metrics,
    Note,
    PhraseOffered,
    Silence,
    SpeechStarted,
    SpeechStopped,
    Summary,
    SummarySentence,
    Tone,
    Utterance,
    Wording,
)
from callassist.reports.call_log import CallLog
from callassist.reports.who_called import Promised
from callassist.reports.whole_call import WholeCall, whole
from callassist.store.database import Database, open_for_writing
from callassist.store.schema import event


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_for_writing(tmp_path / "journal.db") as opened:
        yield opened


@pytest.fixture
def log(database: Database, tmp_path: Path) -> CallLog:
    return CallLog(database, tmp_path / "records.db")


def opened(database: Database, log: CallLog, events: Sequence[Event], **other: object) -> WholeCall:
    return whole(log, Journals(database, Journal(database)).call(events, **other))  # type: ignore[arg-type]


def texts(call: WholeCall) -> list[str]:
    return [each.event.text for each in call.said if isinstance(each.event, Utterance)]


def test_what_was_revised_is_there_once_and_unsure_words_are_marked(database: Database, log: CallLog) -> None:
    lines = [says(5, "رقمي [digits]"), says(2, "ألو", "agent", unsure=((0, 3),)), says(5, "رقمي [card]", revises=1)]
    call = opened(database, log, lines)
    assert texts(call) == ["ألو", "رقمي [card]"]
    assert [each.seq for each in call.said] == [2, 1]
    assert isinstance(call.said[0].event, Utterance)
    assert call.said[0].event.marked == "ألو(?)"


def test_cues_stand_at_their_lines_and_none_that_was_taken_back(database: Database, log: CallLog) -> None:
    events = [
        KeyPressed(t=0.5, action="hold"),
        says(1, "السلام عليكم", "agent"),
        says(4, "النت مقطوع"),
        PhraseOffered(t=5, situation="outage", id="p1", text="حقك علينا"),
        Interruption(t=5.5, by="agent", overlap=0.7),
        Interruption(t=8, by="agent", overlap=0.7),
        InterruptionWithdrawn(t=8, by="agent"),
        says(9, "يا غبي"),
        *OF_FLAG["warning"],
        AlarmWithdrawn(t=20, since=5, number=1),
        Wording(t=10, kind="blame", better="دعني أرى"),
        HearingNotice(t=11, state="not_heard", speaker="customer"),
    ]
    call = opened(database, log, events)
    found = [(cue.type, cue.line) for cue in call.cues]
    assert found == [
        ("key", None),
        ("phrase", 3),
        ("interruption", 3),
        ("warning_due", 3),
        ("warning_given", 3),
        ("alarm_withdrawn", 8),
        ("hearing", 8),
    ]


def test_notes_are_as_the_agent_left_them(database: Database, log: CallLog) -> None:
    notes = [Note(t=3, text="LX-200", line=1), Note(t=4, text="خطأ"), Note(t=5, text="LX-300", revises=1)]
    call = opened(database, log, [*notes, Note(t=6, text="", revises=2)])
    assert [(note.seq, note.text, note.line) for note in call.notes] == [(1, "LX-300", 1)]


def test_the_timeline_has_who_spoke_when_and_how_the_tone_went(database: Database, log: CallLog) -> None:
    events: list[Event] = [
        SpeechStarted(t=1, speaker="agent"),
        SpeechStopped(t=4, speaker="agent"),
        SpeechStarted(t=3, speaker="customer"),
        SpeechStopped(t=6, speaker="customer"),
        Tone(t=5, level=0.6, trend="rising", reasons=("«كذابين»",)),
        says(20, "وبعدين"),
        Silence(t=7, t0=7, t1=12),
    ]
    call = opened(database, log, events)
    assert call.talk == {"agent": ((1, 4),), "customer": ((3, 6), (20, 22))}
    assert call.overlaps() == ((3, 4),)
    assert (call.tone, call.silences, call.length) == (((5, 0.6),), ((7, 12),), 25)


def test_promises_are_those_that_are_kept(database: Database, log: CallLog, tmp_path: Path) -> None:
    calls = Journals(database, Journal(database))
    it = calls.call([says(1, "بتصل عليك بكرة", "agent")])
    assert whole(log, it).promises == ()
    promise_in(tmp_path / "records.db", it, know(tmp_path / "records.db", "منى"), "اتصال", due="2126-03-02")
    assert whole(log, it).promises == (Promised("اتصال", "2126-03-02", "open"),)


def test_what_became_of_it(database: Database, log: CallLog) -> None:
    calls = Journals(database, Journal(database))
    said = SummarySentence(part="reason", text="النت مقطوع", source=1)
    it = calls.call([says(1, "النت مقطوع"), Summary(t=9, sentences=(said,)), Metrics(t=9, values={"silence_s": 4.0})])
    calls.wrap_up(it, category="outage", outcome=None)
    call = whole(log, it)
    assert (call.summary, call.metrics) == ("النت مقطوع", {"silence_s": 4.0})
    assert call.wrap_up == {"category": "outage", "state": "finished"}


def test_an_incident_report_comes_with_what_the_agent_added(database: Database, log: CallLog) -> None:
    events = played([*(abuse(10 * number) for number in range(1, 3)), key(25, "warning_given")])
    report = {"call": {"started_at": "2026-03-01T10:00:00+03:00"}, "additions": [], "stands": True}
    told = [*events, Incident(t=99, report=report)]
    added = Note(t=120, text="اعتذر بعدها", line=len(told))
    call = opened(database, log, [*told, added])
    assert call.incident is not None
    assert [each["text"] for each in call.incident["additions"]] == ["اعتذر بعدها"]


@pytest.mark.parametrize("broken", ['{"t0": 1, "te', "[1, 2]", '{"text": "no edges"}', '{"unsure": 5}'])
def test_a_damaged_row_costs_that_row_and_is_counted(database: Database, log: CallLog, broken: str) -> None:
    it = Journals(database, Journal(database)).call([says(1, "ألو"), says(4, "النت مقطوع"), *OF_FLAG["gap"]])
    with database.writing() as connection:
        connection.execute(update(event).where(event.c.seq == 1).values(payload=broken))
    call = whole(log, it)
    assert texts(call) == ["النت مقطوع"]
    assert (call.damaged, [cue.type for cue in call.cues]) == (1, ["knowledge_gap"])


def test_a_call_that_goes_on_is_shown_as_far_as_it_went(database: Database, log: CallLog) -> None:
    call = opened(database, log, [says(1, "ألو")], ends=False)
    assert (call.call.ended_t, call.length, texts(call)) == (None, 3, ["ألو"])
