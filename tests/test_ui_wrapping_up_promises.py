"""What was promised, decided and put another way in the wrap-up, also of a call of an earlier run; by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_ui_wrapping_up import EARLIER, NOTHING, current
from ui_customer import asked, press
from ui_window import Desktop, make_desktop, words_of

from callassist.calls.updates import CallsChanged, PromiseUnderstood
from callassist.promises.wishes import ReadPromise
from callassist.promises.written import Written
from ui.gallery import wrap_ups


def from_before(desktop: Desktop) -> None:
    """The wrap-up of a call of an earlier run, with the keys on it."""
    desktop.tell(CallsChanged(()), wrap_ups.waiting(1))
    desktop.press("wrap_up")
    desktop.tell(wrap_ups.shown("en", key=EARLIER))


def test_promises_of_an_earlier_run_are_decided_and_taken_back_by_chords(qtbot: QtBot, qapp: QApplication) -> None:
    desktop = make_desktop(qtbot, qapp)
    from_before(desktop)
    first, second = NOTHING.of.promises
    desktop.press("approve_promise")  # the one that is not decided yet
    assert "Kept as a promise." in words_of(desktop.window.undo)
    desktop.press("undo")
    desktop.press("dismiss_promise")
    assert asked(desktop, "settle_commitment") == [
        ("settle_commitment", EARLIER, 2, "approved", second.what, second.due, None),
        ("settle_commitment", EARLIER, 2, "proposed", second.what, second.due, None),
        ("settle_commitment", EARLIER, 2, "dismissed", second.what, second.due, None),
    ]
    assert first.state == "approved"


@pytest.mark.parametrize("by", ["F2", "chord"])
def test_a_promise_is_put_another_way_in_the_wrap_up(qtbot: QtBot, qapp: QApplication, by: str) -> None:
    desktop = make_desktop(qtbot, qapp)
    from_before(desktop)
    page = desktop.window.wrap_up.page
    page.promised.choices.begin()
    press(desktop, Qt.Key.Key_Right)
    if by == "F2":
        press(desktop, Qt.Key.Key_F2)
    else:
        desktop.press("edit_promise")
    field = page.promised.editor.field
    assert field.hasFocus()
    QTest.keyClicks(field, "send it on Sunday")
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "ask_promise")[-1] == ("ask_promise", ReadPromise("send it on Sunday"))
    desktop.tell(PromiseUnderstood("send it on Sunday", Written("send it", "2030-01-06")))
    assert asked(desktop, "settle_commitment") == [
        ("settle_commitment", EARLIER, 2, "approved", "send it", "2030-01-06", None)
    ]
    assert not page.promised.is_editing
    assert page.promised.choices.current is not None
    assert page.promised.choices.current.hasFocus()
    assert asked(desktop, "finish_wrap_up") == []


def test_escape_leaves_the_line_and_then_the_wrap_up(qtbot: QtBot, qapp: QApplication) -> None:
    desktop = make_desktop(qtbot, qapp)
    from_before(desktop)
    page = desktop.window.wrap_up.page
    page.promised.choices.begin()
    press(desktop, Qt.Key.Key_F2)
    press(desktop, Qt.Key.Key_Escape)
    assert current(desktop) is page
    assert not page.promised.is_editing
    press(desktop, Qt.Key.Key_Escape)
    assert current(desktop) is desktop.window.idle
    assert asked(desktop, "settle_commitment") == []
