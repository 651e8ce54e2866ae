"""The chords of the window: what each does, and that nothing else does it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, utterance, words_of

from callassist.calls.updates import CallsChanged, ListeningChanged
from ui.agent.chords import ACTIONS, CHORDS, described


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def test_chords_do_not_collide_and_are_never_plain_keys(desktop: Desktop) -> None:
    assert desktop.window.windowHandle() is not None  # in English, whatever came before
    assert set(CHORDS) == set(ACTIONS)
    for keys in ({chord.key for chord in CHORDS.values()}, {chord.scan for chord in CHORDS.values()}):
        assert len(keys) == len(CHORDS)
    # Letters of other places on French or German keyboards, and what desktops take with Ctrl+Alt.
    assert not {chord.key for chord in CHORDS.values()} & set("AQZWMTLD")
    # The places of - and =: with AltGr, German keyboards type a backslash there, French ones ] and }.
    assert not {chord.scan for chord in CHORDS.values()} & {0x0C, 0x0D}
    for chord in CHORDS.values():
        (combination,) = QKeySequence(chord.label.strip("\u2066\u2069"))
        assert combination.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def test_every_chord_is_on_the_sheet(desktop: Desktop) -> None:
    desktop.press("keys")
    sheet = words_of(desktop.window.setup.keys)
    assert [action for action in ACTIONS if CHORDS[action].label not in sheet or described(action) not in sheet] == []


@pytest.mark.parametrize("arabic_layout", [False, True], ids=["latin", "arabic"])
def test_chords_go_by_the_place_of_the_key(desktop: Desktop, arabic_layout: bool) -> None:
    if arabic_layout and sys.platform != "linux":
        pytest.skip("the places are given as X11 gives them")
    desktop.talk(utterance(1, "hello"))
    desktop.press("pause", arabic_layout=arabic_layout)
    desktop.press("note", arabic_layout=arabic_layout)
    assert desktop.engine.asked[-1] == ("pause",)
    assert desktop.window.call.note.field.hasFocus()
    assert desktop.window.call.note.field.text() == ""


def test_plain_keys_do_nothing_but_type(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello"))
    asked = len(desktop.engine.asked)
    for chord in CHORDS.values():
        for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.keyClick(desktop.window.windowHandle(), Qt.Key(chord.codes[0]), modifier)
    assert len(desktop.engine.asked) == asked


def test_hanging_up_takes_two_presses(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello"))
    desktop.press("hang_up")
    assert ("hang_up", "c") not in desktop.engine.asked
    assert "Press again" in words_of(desktop.window.bar)
    desktop.press("hang_up")
    assert desktop.engine.asked.count(("hang_up", "c")) == 1
    desktop.press("hang_up")
    desktop.window.bar.hang_up_button._waiting.timeout.emit()
    assert desktop.engine.asked.count(("hang_up", "c")) == 1


def test_one_press_for_one_call_does_not_count_for_the_next(desktop: Desktop) -> None:
    desktop.tell(CallsChanged((call("c"), call("d", "held"))))
    desktop.press("hang_up")
    desktop.tell(CallsChanged((call("d"),)))
    desktop.press("hang_up")
    assert [asked for asked in desktop.engine.asked if asked[0] == "hang_up"] == []


def test_a_held_key_counts_once(desktop: Desktop) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    desktop.talk(utterance(1, "hello"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, ord("H"), both, "", repeat)
        QApplication.sendEvent(desktop.window.windowHandle(), event)
    assert ("hang_up", "c") not in desktop.engine.asked


def test_a_refusal_stops_the_listening_at_once_and_can_be_undone(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "please do not"))
    desktop.press("refuse")
    assert desktop.engine.asked[-1] == ("pause",)
    desktop.press("undo")
    assert desktop.engine.asked[-1] == ("resume",)
    desktop.press("refuse")
    desktop.window.undo._time.timeout.emit()
    assert desktop.engine.asked[-1] == ("refuse", "c")
    assert not desktop.window.undo.offers


def test_a_refusal_lasts_when_the_call_or_the_window_ends_first(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "please do not"))
    desktop.press("refuse")
    desktop.tell(CallsChanged(()))
    desktop.window.close()
    assert ("refuse", "c") in desktop.engine.asked


def test_listening_is_paused_and_goes_on(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello"))
    desktop.press("pause")
    desktop.tell(ListeningChanged("paused"))
    assert "Go on" in words_of(desktop.window.bar)
    desktop.press("pause")
    assert desktop.engine.asked[-2:] == [("pause",), ("resume",)]


def test_a_call_is_begun_by_hand_only_where_there_is_none(desktop: Desktop) -> None:
    desktop.press("start")
    assert desktop.engine.asked[-1] == ("start_call", None)
    desktop.tell(CallsChanged((call(state="ringing", can_answer=True),)))
    desktop.press("start")
    assert desktop.engine.asked[-1] == ("answer", "c")
    desktop.talk(utterance(1, "hello"))
    asked = len(desktop.engine.asked)
    desktop.press("start")
    assert len(desktop.engine.asked) == asked
