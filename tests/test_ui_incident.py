"""What is left of an abusive call: its report, read first by the agent, and a breather."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, recorded, utterance

from callassist.calls.updates import CallsChanged, ListeningChanged, Said
from callassist.events import (
    AlarmWithdrawn,
    Anger,
    CallEnded,
    Event,
    Incident,
    KeyPressed,
    Language,
    Note,
    WarningDue,
    WarningGiven,
)
from ui.agent.conduct.report_rows import parts_of
from ui.agent.conduct.saving import name_of
from ui.gallery.reports import report
from ui.widgets.labels import Words

SEQ = 77
OVER = call(state="ended", ended_t=180.0)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.talk(utterance(1, "hello", t=58))
    return made


def words_of(widget: QWidget) -> str:
    labels = [each.text() for each in widget.findChildren(Words) if each.isVisibleTo(widget)]
    return " | ".join(labels + [each.text() for each in widget.findChildren(QPushButton) if each.isVisibleTo(widget)])


def end(desktop: Desktop, *events: Event) -> None:
    """The call is over, after these."""
    desktop.tell(Said("c", tuple(recorded(50 + place, event) for place, event in enumerate(events))))
    desktop.tell(CallsChanged((OVER,)), ListeningChanged("off"))
    desktop.tell(Said("c", (recorded(76, CallEnded(t=180.0, reason="hangup")),)))


def reported(desktop: Desktop, language: Language = "en") -> None:
    end(desktop)
    desktop.tell(Said("c", (recorded(SEQ, Incident(t=180.0, report=report(language))),)))


def abused() -> tuple[Event, ...]:
    return (Anger(t=59, kind="abuse", evidence="you idiot"), WarningDue(t=60, number=1, say="Please."))


# ── The report ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_report_is_offered_first_and_read_whole(desktop: Desktop, language: Language) -> None:
    desktop.speak(language)
    reported(desktop, language)
    window = desktop.window
    assert window.stack.currentWidget() is window.idle
    assert window.after.offer.isVisible()
    window.after.offer.read_button.click()
    assert window.stack.currentWidget() is window.after.page
    told = words_of(window.after.page)
    expected = report(language)
    for said in (expected["customer"]["name"], "966550000012", *(line["text"] for line in expected["lines"])):
        assert said in told
    assert ("not heard surely" if language == "en" else "سُمع بغير يقين") in told
    window.after.page.done_button.click()
    assert window.stack.currentWidget() is window.call
    desktop.tell(CallsChanged(()))
    assert window.stack.currentWidget() is window.idle
    assert not window.after.offer.isVisible()


def test_what_the_agent_adds_is_a_note_of_the_reports_line(desktop: Desktop) -> None:
    reported(desktop)
    after = desktop.window.after
    after.offer.read_button.click()
    QTest.keyClicks(after.page.field, "They apologised")
    QTest.keyClick(after.page.field, Qt.Key.Key_Return)
    assert desktop.engine.asked[-1] == ("note", "c", "They apologised", SEQ)
    assert after.page.field.text() == ""
    desktop.tell(Said("c", (recorded(80, Note(t=180.0, text="They apologised", line=SEQ)),)))
    assert "They apologised" in words_of(after.page)
    desktop.press("undo")
    assert desktop.engine.asked[-1] == ("revise_note", "c", 80, "")
    desktop.tell(Said("c", (recorded(81, Note(t=180.0, text="", revises=80)),)))
    assert "They apologised" not in words_of(after.page)


def test_what_is_half_added_is_kept_when_the_report_or_the_program_is_left(desktop: Desktop) -> None:
    reported(desktop)
    after = desktop.window.after
    after.offer.read_button.click()
    after.page.field.setText("one")
    after.page.done_button.click()
    desktop.tell(Said("c", (recorded(90, Incident(t=180.0, report=report("en", call="again"))),)))
    after.page.field.setText("two")
    desktop.window.close()
    notes = [asked for asked in desktop.engine.asked if asked[0] == "note"]
    assert notes == [("note", "c", "one", SEQ), ("note", "c", "two", 90)]


def test_a_call_comes_before_the_report_and_the_report_is_there_after_it(desktop: Desktop) -> None:
    reported(desktop)
    window = desktop.window
    window.after.offer.read_button.click()
    desktop.tell(CallsChanged((call("d", "ringing"), OVER)))
    assert window.stack.currentWidget() is window.call
    desktop.tell(CallsChanged(()))
    assert window.stack.currentWidget() is window.after.page


def test_a_note_that_is_half_written_stays_in_front(desktop: Desktop) -> None:
    desktop.press("note")
    desktop.window.call.note.field.setText("calls back at ")
    reported(desktop)
    assert desktop.window.stack.currentWidget() is desktop.window.call
    desktop.tell(CallsChanged(()))
    assert desktop.window.stack.currentWidget() is desktop.window.idle


def test_what_was_taken_back_is_said_to_be_so() -> None:
    found = parts_of(report("en", stands=False), "en")
    assert "does not count against the customer" in found[0].rows[-1].text
    assert any("taken back" in row.text for part in found if part.name == "words" for row in part.rows)
    assert "does not count" not in " ".join(row.text for part in parts_of(report("en"), "en") for row in part.rows)


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_a_report_is_saved_with_what_was_added(desktop: Desktop, form: str, tmp_path: Path) -> None:
    reported(desktop)
    after = desktop.window.after
    after.offer.read_button.click()
    desktop.tell(Said("c", (recorded(80, Note(t=180.0, text="They apologised", line=SEQ)),)))
    file = tmp_path / f"{name_of(report('en'))}.{form}"
    with desktop.qtbot.waitSignal(after.saver.saved, timeout=60_000):
        after.saver.save(after._waiting[0].report, file, "pdf" if form == "pdf" else "json")
    assert str(file) in words_of(after.page)
    if form == "json":
        text = json.loads(file.read_text(encoding="utf-8"))["additions"][0]["text"]
    else:
        text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "They apologised" in text


def test_a_place_that_cannot_be_written_is_said(desktop: Desktop, tmp_path: Path) -> None:
    reported(desktop)
    after = desktop.window.after
    after.offer.read_button.click()
    with desktop.qtbot.waitSignal(after.saver.failed):
        after.saver.save(report("en"), tmp_path / "none" / "report.json", "json")
    assert "It could not be saved" in words_of(after.page)


def test_the_agent_is_asked_where_to_save_it(desktop: Desktop) -> None:
    from PySide6.QtWidgets import QFileDialog

    reported(desktop)
    desktop.window.after.offer.read_button.click()
    desktop.window.after.page.pdf_button.click()
    (dialog,) = desktop.window.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "incident-2026-03-01-1000.pdf"
    dialog.reject()


# ── The breather ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_breather_is_offered_after_abuse_and_taken(desktop: Desktop) -> None:
    end(desktop, *abused(), WarningGiven(t=61, number=1))
    window = desktop.window
    breather = window.after.breather
    assert window.stack.currentWidget() is window.idle
    assert "Take a breather" in words_of(breather)
    assert "Promises" not in words_of(breather)
    breather.show_good(kept=4, thanks=0)
    assert "Promises you kept: 4" in words_of(breather)
    assert "Thanks" not in words_of(breather)
    breather.minutes[5].click()
    assert "A breather until" in words_of(breather)
    desktop.tell(CallsChanged((OVER,)))
    assert breather.isVisible()
    breather._time.timeout.emit()
    assert "Your time is over" in words_of(breather)
    breather.away.click()
    assert breather.isHidden()


@pytest.mark.parametrize(
    "events",
    [(), (Anger(t=59, kind="grievance", evidence="a disgrace"),), (*abused(), AlarmWithdrawn(t=62, number=1))],
    ids=["calm", "grievance", "false alarm"],
)
def test_nobody_is_sent_to_rest_after_any_other_call(desktop: Desktop, events: tuple[Event, ...]) -> None:
    end(desktop, KeyPressed(t=50, action="verified"), *events)
    assert desktop.window.after.breather.isHidden()
    assert desktop.window.stack.currentWidget() is desktop.window.call
