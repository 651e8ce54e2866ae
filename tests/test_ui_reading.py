"""Fields begin where the window does, words break where they are broken, and rows are as high as they need."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui_window import Desktop, make_desktop, words_of

from callassist.calls.updates import Trouble
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label
from ui.widgets.writing import LineField
from ui.words import either_way, telephone


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def test_an_empty_field_begins_where_the_window_does_and_a_written_one_where_its_words_do(
    desktop: Desktop, qtbot: QtBot
) -> None:
    field = LineField()
    qtbot.addWidget(field)
    field.resize(300, 40)
    field.show()
    middle = field.width() // 2

    def begins_right() -> bool:
        field.grab()  # it is placed when it is painted
        return field.cursorRect().center().x() > middle

    assert not begins_right()
    desktop.speak("ar")
    assert begins_right()
    field.setText("LX-200")
    field.setCursorPosition(0)
    assert not begins_right()
    field.setText("الأحد")
    field.setCursorPosition(0)
    assert begins_right()
    field.clear()
    desktop.speak("en")
    assert not begins_right()


def test_words_break_where_they_are_broken(desktop: Desktop, qtbot: QtBot) -> None:
    one, two = label(wrap=True), label(wrap=True)
    for each in (one, two):
        qtbot.addWidget(each)
    one.setText("It is damaged.")
    two.setText("It is damaged.\nRestore it.")
    assert two.heightForWidth(1000) == pytest.approx(2 * one.heightForWidth(1000), abs=1)
    assert two.sizeHint().width() == one.sizeHint().width()


def test_words_in_a_row_that_breaks_take_the_lines_that_they_need(desktop: Desktop, qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    row, words, after = FlowLayout(outer), label(wrap=True), label()
    words.setText("more words than there is room for in a line")
    after.setText("after")
    row.addWidget(words)
    row.add_at_end(after)
    wide = words.sizeHint().width() + after.sizeHint().width() + 50
    assert row.heightForWidth(wide) == words.sizeHint().height()
    outer.resize(words.sizeHint().width() // 2, 400)
    outer.show()
    desktop.settle()
    assert words.height() >= words.heightForWidth(words.width()) > words.sizeHint().height()
    assert after.y() >= words.geometry().bottom()


def test_a_number_is_kept_whole() -> None:
    assert telephone("+966 55 000 0012") == "\u2066+966\u00a055\u00a0000\u00a00012\u2069"
    assert telephone("") == ""


def test_what_the_customer_system_refused_is_told_apart_from_its_silence(desktop: Desktop) -> None:
    desktop.tell(Trouble("crm refused", "The CRM has refused it.", "Look what it is."))
    told = words_of(desktop.window.notices)
    assert "did not take what was written" in told
    assert either_way("The CRM has refused it. Look what it is.") in told
    desktop.tell(Trouble("crm", over=True))
    assert words_of(desktop.window.notices) == told
    desktop.tell(Trouble("crm refused", over=True))
    assert desktop.window.notices.isHidden()
