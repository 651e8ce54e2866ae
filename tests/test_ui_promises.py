"""Promises of a call in the window, by keys: approved, changed, dismissed, written, and every step taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_promises import (
    FOUR,
    TOMORROW,
    heard,
    promised,
    settled,
    strip,
    talking,
    type_into,
    wishes,
)
from ui_window import Desktop, call, make_desktop

from callassist.calls.updates import (
    CallsChanged,
    PromiseUnderstood,
)
from callassist.events import CommitmentSettled, CommitmentWithdrawn, Language
from callassist.promises.wishes import (
    ReadPromise,
)
from callassist.promises.written import Written


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    return made


# ── In a call ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("arabic_layout", [False, True], ids=["latin", "arabic"])
def test_what_was_promised_is_approved_by_a_chord_and_taken_back(
    desktop: Desktop, language: Language, arabic_layout: bool
) -> None:
    desktop.speak(language)
    talking(desktop, promised(1, "send it", None), promised(2))
    desktop.press("approve_promise", arabic_layout=arabic_layout)
    assert settled(desktop) == [("c", 2, "approved", "call back", FOUR, None)]
    heard(desktop, CommitmentSettled(t=3.0, number=2, state="approved", what="call back", due=FOUR), first=20)
    # The next one asks now, and the one that counts stays to be seen.
    desktop.press("dismiss_promise", arabic_layout=arabic_layout)
    assert settled(desktop)[-1] == ("c", 1, "dismissed", "send it", None, None)
    desktop.press("undo", arabic_layout=arabic_layout)
    assert settled(desktop)[-1] == ("c", 1, "proposed", "send it", None, None)
    assert "call back" in strip(desktop)


def test_nothing_is_decided_where_nothing_asks(desktop: Desktop) -> None:
    for action in ("approve_promise", "dismiss_promise", "edit_promise"):
        desktop.press(action)  # type: ignore[arg-type]
    talking(desktop)
    for action in ("approve_promise", "dismiss_promise", "edit_promise"):
        desktop.press(action)  # type: ignore[arg-type]
    assert settled(desktop) == []
    assert strip(desktop) == ""


def test_it_is_changed_in_words_and_date_as_understood(desktop: Desktop) -> None:
    talking(desktop, promised())
    desktop.press("edit_promise")
    editor = desktop.window.call.promises.editor
    assert editor.field.hasFocus()
    assert editor.field.text() == "call back"
    type_into(editor.field, "call Ali on Sunday")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert wishes(desktop)[-1] == ReadPromise("call Ali on Sunday")
    assert settled(desktop) == []
    desktop.tell(PromiseUnderstood("call Ali on Sunday", Written("call Ali", "2026-11-29")))
    assert settled(desktop) == [("c", 1, "approved", "call Ali", "2026-11-29", None)]
    assert not editor.isVisible()
    desktop.press("undo")
    assert settled(desktop)[-1][:3] == ("c", 1, "proposed")


def test_other_words_keep_the_date_and_another_date_keeps_the_words(desktop: Desktop) -> None:
    talking(desktop, promised())
    editor = desktop.window.call.promises.editor
    for typed, read, kept in (
        ("call Ali", Written("call Ali"), ("call Ali", FOUR)),
        ("on Sunday", Written("", "2026-11-29"), ("call back", "2026-11-29")),
    ):
        desktop.press("edit_promise")
        type_into(editor.field, typed)
        desktop.tell(PromiseUnderstood(typed, read))
        assert "Understood" in strip(desktop)
        QTest.keyClick(editor.field, Qt.Key.Key_Return)
        assert settled(desktop)[-1][3:5] == kept


def test_a_day_that_there_is_not_is_said_before_it_is_kept_without(desktop: Desktop) -> None:
    talking(desktop)
    desktop.press("new_promise")
    editor = desktop.window.call.promises.editor
    assert editor.field.hasFocus()
    type_into(editor.field, "meet on 31 February")
    desktop.tell(PromiseUnderstood("meet on 31 February", Written("meet", doubt="no_such_day")))
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert "there is no such day" in strip(desktop)
    assert [asked for asked in desktop.engine.asked if asked[0] == "promise"] == []
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert desktop.engine.asked[-1] == ("promise", "c", "meet", None, None)
    heard(desktop, CommitmentSettled(t=3.0, number=-1, state="approved", what="meet", due=None), first=20)
    desktop.press("undo")
    assert settled(desktop)[-1] == ("c", -1, "dismissed", "meet", None, None)


def test_escape_leaves_it_as_it_was(desktop: Desktop) -> None:
    talking(desktop, promised())
    desktop.press("edit_promise")
    editor = desktop.window.call.promises.editor
    type_into(editor.field, "something else")
    QTest.keyClick(editor.field, Qt.Key.Key_Escape)
    assert settled(desktop) == []
    desktop.settle()
    assert not editor.isVisible()
    assert "call back" in strip(desktop)


def test_what_was_heard_unsurely_looks_so_and_what_was_said_since_asks_again(desktop: Desktop) -> None:
    talking(desktop, promised(unsure=True))
    assert "not heard clearly" in strip(desktop)
    heard(
        desktop,
        CommitmentSettled(t=3.0, number=1, state="approved", what="call back", due=FOUR),
        promised(due=TOMORROW),
        first=20,
    )
    assert "moved?" in strip(desktop)
    desktop.press("dismiss_promise")
    assert settled(desktop)[-1] == ("c", 1, "approved", "call back", FOUR, None)
    heard(desktop, CommitmentWithdrawn(t=9.0, number=1, evidence="sorry, I can't"), first=30)
    assert "taken back?" in strip(desktop)
    desktop.press("dismiss_promise")
    assert settled(desktop)[-1][:3] == ("c", 1, "dismissed")


def test_one_that_was_taken_back_before_it_counted_is_gone(desktop: Desktop) -> None:
    talking(desktop, promised(), CommitmentWithdrawn(t=9.0, number=1, evidence="sorry, I can't"))
    assert strip(desktop) == ""


def test_a_click_shows_the_line_in_which_it_was_said(desktop: Desktop) -> None:
    talking(desktop, promised())
    (row,) = desktop.window.call.promises.rows
    assert "I will call back" in row.toolTip()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    chosen = desktop.window.call.view.chosen()
    assert chosen is not None
    assert chosen.seq == 2


def test_each_call_has_its_own(desktop: Desktop) -> None:
    talking(desktop, promised())
    desktop.tell(CallsChanged((call("d"), call("c", "held"))))
    assert strip(desktop) == ""
    desktop.press("approve_promise")
    assert settled(desktop) == []
    desktop.tell(CallsChanged((call("c"), call("d", "held"))))
    assert "call back" in strip(desktop)


def test_the_transcript_keeps_its_third(desktop: Desktop) -> None:
    talking(desktop, *(promised(number, f"thing {number}") for number in range(1, 7)))
    assert len(desktop.window.call.promises.rows) == 2
    assert "+4" in strip(desktop)
    desktop.press("edit_promise")
    page = desktop.window.call
    assert page._transcript_area.height() + page.now.first() >= 690 // 3
    # A row is not cut.
    for row in desktop.window.call.promises.rows:
        assert row.height() >= row.sizeHint().height()
