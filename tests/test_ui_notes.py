"""Notes in the window: on which call and line they are, and that none is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, recorded, utterance, words_of

from callassist.audio import host_clock
from callassist.calls.updates import CallsChanged, Said
from callassist.events import Note
from ui.words import clock

ID = "1000000008"


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def write(desktop: Desktop, text: str) -> None:
    QTest.keyClicks(desktop.window.call.note.field, text)
    QTest.keyClick(desktop.window.call.note.field, Qt.Key.Key_Return)
    desktop.settle()


def test_a_note_is_bound_to_the_line_that_was_spoken_last_or_chosen(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "one", t=1), utterance(2, "two", t=5), recorded(3, Note(text="a note", line=2)))
    desktop.press("note")
    assert clock(5) in words_of(desktop.window.call.note)
    desktop.tell(Said("c", (utterance(4, "said meanwhile", t=9),)))
    write(desktop, "first")
    view = desktop.window.call.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    desktop.press("note")
    write(desktop, "second")
    notes = [asked for asked in desktop.engine.asked if asked[0] == "note"]
    assert notes == [("note", "c", "first", 2), ("note", "c", "second", 1)]


def test_a_note_belongs_to_the_call_it_was_begun_on(desktop: Desktop) -> None:
    over = call("c", "ended", ended_t=60.0, answered_at=host_clock.now() - 60)
    desktop.talk(utterance(4, "goodbye"))
    desktop.tell(CallsChanged((over,)))
    desktop.press("note")
    QTest.keyClicks(desktop.window.call.note.field, "call back")
    desktop.tell(CallsChanged((call("d", "ringing"), over)))
    desktop.tell(CallsChanged((call("d"),)), Said("d", (utterance(9, "hello"),)))
    desktop.press("note")
    assert "For the call before" in words_of(desktop.window.call.note)
    write(desktop, " on Sunday")
    assert desktop.engine.asked[-1] == ("note", "c", "call back on Sunday", 4)
    desktop.tell(Said("c", (recorded(12, Note(text="call back on Sunday", line=4)),)))
    desktop.press("undo")
    assert desktop.engine.asked[-1] == ("revise_note", "c", 12, "")
    assert "For the call before" not in words_of(desktop.window.call.note)
    desktop.press("note")
    write(desktop, "of the new call")
    assert desktop.engine.asked[-1] == ("note", "d", "of the new call", 9)


def test_a_note_that_is_begun_while_it_rings_is_on_the_call_that_was(desktop: Desktop) -> None:
    over = call("c", "ended", ended_t=60.0, answered_at=host_clock.now() - 60)
    desktop.tell(CallsChanged((call("d", "ringing"), over)))
    write(desktop, "sent the form")
    assert desktop.engine.asked[-1] == ("note", "c", "sent the form", None)


def test_a_note_can_be_undone_changed_and_taken_back(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "one"))
    desktop.press("note")
    write(desktop, "a note")
    desktop.tell(Said("c", (recorded(7, Note(text="a note", line=1)),)))
    desktop.press("undo")
    assert desktop.engine.asked[-1] == ("revise_note", "c", 7, "")
    view = desktop.window.call.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert desktop.window.call.note.field.text() == "a note"
    write(desktop, ", longer")
    assert desktop.engine.asked[-1] == ("revise_note", "c", 7, "a note, longer")


def test_escape_leaves_the_note_unwritten(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "one"))
    desktop.press("note")
    QTest.keyClicks(desktop.window.call.note.field, "no")
    QTest.keyClick(desktop.window.call.note.field, Qt.Key.Key_Escape)
    assert desktop.window.call.note.field.text() == ""
    assert [asked for asked in desktop.engine.asked if asked[0] == "note"] == []


def test_an_id_is_seen_only_while_its_key_is_held(desktop: Desktop) -> None:
    desktop.engine.secrets["token"] = ID
    desktop.talk(utterance(1, "it is [id]", behind=((6, 10, "token"),)))
    view = desktop.window.call.view

    def drawn() -> str:
        return view._lay_out(view._line(0)).layout.text()

    assert ID not in drawn()
    desktop.press("reveal", release=False)
    assert ID in drawn()
    desktop.release("reveal")
    assert ID not in drawn()
    desktop.press("reveal", release=False)
    desktop.window._chords.let_go()
    assert ID not in drawn()


def test_a_note_that_is_half_written_when_the_program_ends_is_kept(desktop: Desktop) -> None:
    desktop.talk(utterance(0, "It drops every evening."))
    desktop.press("note")
    desktop.window.call.note.field.setText("calls back at ")
    desktop.window.close()
    desktop.window.settle()
    assert [asked for asked in desktop.engine.asked if asked[0] == "note"] == [("note", "c", "calls back at", 0)]


def test_an_emptied_note_is_not_taken_back_because_the_program_ends(desktop: Desktop) -> None:
    desktop.talk(utterance(0, "It drops every evening."), recorded(1, Note(t=3.0, text="evenings")))
    transcript = desktop.window.desk.transcript
    assert transcript is not None
    note = transcript.row_of(1)
    assert note is not None
    desktop.window.call.note.edit(transcript.line(note))
    desktop.window.call.note.field.clear()
    desktop.window.close()
    assert not [asked for asked in desktop.engine.asked if asked[0] == "revise_note"]
