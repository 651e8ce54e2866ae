"""The book of promises in the window, by keys: done, moved, written, filtered, undone; and reminders."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from ui_promises import (
    CHANGE,
    KEY,
    book,
    type_into,
    view,
    wishes,
)
from ui_window import Desktop, call, make_desktop, utterance, words_of

from callassist.calls.updates import (
    CallsChanged,
    ListeningChanged,
    MoveWorded,
    PromiseEdited,
    PromisesDue,
    PromiseUnderstood,
    Trouble,
)
from callassist.events import Language
from callassist.promises.wishes import (
    CustomerTold,
    DropPromise,
    FinishPromise,
    MovePromise,
    ReadPromise,
    UndoPromise,
    WordMove,
    WritePromise,
)
from callassist.promises.written import Written
from ui.tray import Tray
from ui.widgets.labels import Words


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    return made


# ── The book ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_idle_page_says_what_is_due_overdue_first(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()))
    assert not desktop.window.promises.today.isVisible(), "nothing is said before the book was read"
    desktop.tell(book())
    assert "No promise is open." in words_of(desktop.window.idle)
    desktop.tell(book(view(1, "later")))
    assert "Nothing is due today." in words_of(desktop.window.idle)
    desktop.tell(book(view(2, "today"), view(1, "overdue")))
    rows = desktop.window.promises.today.rows
    assert [row.view.promise.what for row in rows] == ["promise 1", "promise 2"]
    assert "1 overdue · 1 due today" in words_of(desktop.window.idle)
    assert "Overdue" in words_of(rows[0])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_one_is_done_by_keys_alone_and_that_is_undone(desktop: Desktop, language: Language) -> None:
    desktop.speak(language)
    desktop.tell(CallsChanged(()), book(view(1), view(2, "today")))
    desktop.press("promises")
    page = desktop.window.promises.page
    assert page.isVisible()
    assert page.rows[0].hasFocus()
    QTest.keyClick(page.rows[0], Qt.Key.Key_Down)
    assert page.rows[1].hasFocus()
    QTest.keyClick(page.rows[1], Qt.Key.Key_Return)
    assert page.panel.field.hasFocus()
    QTest.keyClicks(page.panel.field, "they were pleased")
    QTest.keyClick(page.panel.field, Qt.Key.Key_Return)
    assert wishes(desktop)[-1] == FinishPromise(UUID(int=2), 3, "kept", "they were pleased")
    desktop.tell(PromiseEdited(UUID(int=2), "kept", CHANGE, 4), book(view(1)))
    assert not page.panel.isVisible()
    desktop.press("undo")
    assert wishes(desktop)[-1] == UndoPromise(UUID(int=2), CHANGE)
    desktop.press("promises")
    assert desktop.window.idle.isVisible()


def test_one_is_moved_with_words_for_the_customer(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book(view(1)))
    desktop.press("promises")
    page = desktop.window.promises.page
    QTest.keyClick(page.rows[0], Qt.Key.Key_Space)
    panel = page.panel
    assert panel.field.hasFocus()
    type_into(panel.field, "Sunday")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert wishes(desktop)[-1] == ReadPromise("Sunday")
    type_into(panel.field, "gibberish")
    desktop.tell(PromiseUnderstood("gibberish", Written("gibberish")))
    assert "No date was understood." in words_of(panel)
    assert not panel.buttons["move"].isEnabled()
    type_into(panel.field, "Sunday")
    desktop.tell(PromiseUnderstood("Sunday", Written("", "2026-11-29")))
    assert wishes(desktop)[-1] == WordMove(UUID(int=1), "2026-11-29", "en")
    desktop.tell(MoveWorded(UUID(int=1), "2026-11-29", ("It will be Sunday.", "Sunday it is.")))
    assert panel.phrase.text() == "It will be Sunday."
    panel._again.click()
    assert panel.phrase.text() == "Sunday it is."
    panel._copy.click()
    assert QApplication.clipboard().text() == "Sunday it is."
    panel.told.setChecked(True)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert wishes(desktop)[-1] == MovePromise(UUID(int=1), 3, "2026-11-29", None, told=True)


def test_that_the_customer_knows_is_said_later(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book(view(1, moved=1), view(2, moved=1, told=True), view(3)))
    rows = desktop.window.promises.today.rows
    assert ["Customer told" in words_of(row) for row in rows] == [True, False, False]
    next(each for each in rows[0].findChildren(QPushButton) if each.text() == "Customer told").click()
    assert wishes(desktop)[-1] == CustomerTold(UUID(int=1), 3)


def test_how_else_it_ends_has_a_reason(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book(view(1)))
    row = desktop.window.promises.today.rows[0]
    QTest.keyClick(row, Qt.Key.Key_Return)
    page = desktop.window.promises.page
    assert page.isVisible()
    QTest.keyClicks(page.panel.field, "no engineer")
    page.panel.buttons["broken"].click()
    assert wishes(desktop)[-1] == FinishPromise(UUID(int=1), 3, "broken", "no engineer")


def test_what_is_being_typed_survives_news(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book(view(1), view(2, "today")))
    desktop.press("promises")
    page = desktop.window.promises.page
    QTest.keyClick(page.rows[1], Qt.Key.Key_Return)
    QTest.keyClicks(page.panel.field, "half a sent")
    desktop.tell(book(view(3), view(1), view(2, "overdue", version=4)))
    assert page.panel.field.text() == "half a sent"
    assert page.panel.field.hasFocus()
    QTest.keyClick(page.panel.field, Qt.Key.Key_Return)
    assert wishes(desktop)[-1] == FinishPromise(UUID(int=2), 4, "kept", "half a sent")


def test_one_is_written_by_hand_outside_calls_and_dropped_again(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book())
    desktop.press("new_promise")
    editor = desktop.window.promises.page.editor
    assert editor.field.hasFocus()
    type_into(editor.field, "send the contract on Sunday")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    desktop.tell(PromiseUnderstood("send the contract on Sunday", Written("send the contract", "2026-11-29")))
    assert wishes(desktop)[-1] == WritePromise("send the contract", "2026-11-29", None)
    desktop.tell(PromiseEdited(KEY, "written"), book(view(1)))
    desktop.press("undo")
    assert wishes(desktop)[-1] == DropPromise(KEY, 1)


def test_the_book_is_filtered_and_says_when_nothing_is_left(desktop: Desktop) -> None:
    desktop.tell(
        CallsChanged(()),
        book(view(1, name="Mona"), view(2, "today", name="Ali"), view(3, "week"), view(4, "later"), view(5, "undated")),
    )
    desktop.press("promises")
    page = desktop.window.promises.page

    def shown() -> list[int]:
        return [row.view.promise.key.int for row in page.rows]

    assert shown() == [1, 2, 3, 4, 5]
    for name, numbers in (("overdue", [1]), ("today", [1, 2]), ("week", [1, 2, 3])):
        page.filters[name].click()  # type: ignore[index]
        assert shown() == numbers
    page.customer.setText("mona")
    assert shown() == [1]
    page.customer.setText("nobody")
    assert "No promise fits." in words_of(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert desktop.window.idle.isVisible()


def test_a_call_that_is_answered_comes_before_the_book(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book(view(1)))
    desktop.press("promises")
    desktop.tell(CallsChanged((call(state="ringing"),)))
    assert desktop.window.promises.page.isVisible()
    desktop.talk(utterance(1, "hello"))
    assert desktop.window.call.isVisible()


# ── Reminders ─────────────────────────────────────────────────────────────────────────────────────────────


def notices(desktop: Desktop) -> str:
    return words_of(desktop.window.notices) if desktop.window.notices.isVisible() else ""


def test_reminders_wait_for_the_end_of_a_call_and_for_nothing_that_was_done_meanwhile(desktop: Desktop) -> None:
    one, other = view(1, "today"), view(2)
    desktop.talk(utterance(1, "hello"))
    desktop.tell(book(one, other), PromisesDue((one, other)))
    assert notices(desktop) == ""
    desktop.tell(book(one))
    desktop.tell(CallsChanged(()), ListeningChanged("off"))
    assert "A promise to keep" in notices(desktop)
    assert "promise 1" in notices(desktop)
    assert "promise 2" not in notices(desktop)


def test_several_are_told_at_once_and_in_the_windows_language(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book(view(1), view(2)), PromisesDue((view(1), view(2))))
    assert "2 overdue" in notices(desktop)
    desktop.speak("ar")
    assert "وعدان متأخران" in notices(desktop)


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # a desktop without a tray
def test_the_tray_counts_and_reminds_and_takes_no_focus(desktop: Desktop) -> None:
    left: list[None] = []
    tray = Tray(desktop.window, desktop.look, lambda: left.append(None))
    desktop.tell(CallsChanged(()), book(view(1), view(2, "today"), view(3, "later")))
    assert tray.tooltip == "CallAssist · 1 overdue · 1 due today"
    focused = QApplication.focusWidget()
    desktop.tell(PromisesDue((view(1),)))
    assert QApplication.focusWidget() is focused
    assert desktop.window.idle.isVisible()
    tray.icon.messageClicked.emit()
    assert desktop.window.promises.page.isVisible()
    tray.close()


def test_that_the_records_take_nothing_is_said(desktop: Desktop) -> None:
    desktop.tell(Trouble("promises", "records.db is locked.", "Close the other program."))
    assert "What you approved is kept" in notices(desktop)
    desktop.tell(Trouble("promises", over=True))
    assert notices(desktop) == ""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_at_twice_the_text_size_nothing_is_cut(qtbot: QtBot, qapp: QApplication, language: Language) -> None:
    desktop = make_desktop(qtbot, qapp, scale=200)
    desktop.speak(language)
    desktop.window.resize(840, 1000)
    desktop.tell(CallsChanged(()), book(view(1), view(2, "today", moved=2), view(3, "undated", None)))
    desktop.press("promises")
    page = desktop.window.promises.page
    QTest.keyClick(page.rows[0], Qt.Key.Key_Return)
    desktop.settle()
    cut = [
        each.text()
        for each in page.findChildren(Words)
        if each.isVisible() and each.height() < each.heightForWidth(each.width())
    ]
    assert cut == []
    assert page.widget().width() <= page.viewport().width()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_beside_a_softphone_the_cards_are_no_wider_than_the_window(
    qtbot: QtBot, qapp: QApplication, language: Language
) -> None:
    desktop = make_desktop(qtbot, qapp, scale=200)
    desktop.speak(language)
    desktop.window.resize(380, 690)
    desktop.tell(CallsChanged(()), book(view(1), view(2, "today", moved=2), view(3, "undated", None)))
    card = desktop.window.promises.today
    assert card.isVisible()
    assert card.mapTo(desktop.window, card.rect().topLeft()).x() >= 0
    assert card.mapTo(desktop.window, card.rect().topRight()).x() < desktop.window.width()


def test_what_is_said_of_a_promise_stands_below_it_in_view(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), book(*(view(number) for number in range(1, 9))))
    desktop.press("promises")
    page = desktop.window.promises.page
    for number in (0, 6):
        QTest.keyClick(page.rows[number], Qt.Key.Key_Return)
        desktop.settle()
        for each in (page.rows[number], page.panel):
            top = each.mapTo(page.viewport(), each.rect().topLeft()).y()
            assert 0 <= top <= page.viewport().height() - each.height()
