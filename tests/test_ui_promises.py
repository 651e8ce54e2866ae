"""Promises in the window, by keys: approved, changed, dismissed, written, done, moved, and every step taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, recorded, utterance, words_of

from callassist.calls.promise_updates import (
    MoveWorded,
    PromiseEdited,
    PromisesChanged,
    PromisesDue,
    PromiseUnderstood,
    PromiseView,
)
from callassist.calls.updates import CallsChanged, ListeningChanged, Said, Trouble
from callassist.events import Commitment, CommitmentSettled, CommitmentWithdrawn, Event, Language
from callassist.promises.kept import KeptPromise
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

HERE = datetime.now().astimezone()
TOMORROW = (HERE + timedelta(days=1)).date().isoformat()
FOUR = f"{TOMORROW}T16:00:00{HERE:%z}"[:22] + ":" + f"{HERE:%z}"[3:]
KEY, CHANGE = UUID(int=1), UUID(int=2)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    return made


def promised(number: int = 1, what: str = "call back", due: str | None = FOUR, **other: object) -> Commitment:
    return Commitment(t=2.0, number=number, what=what, due=due, evidence=f"I will {what}", **other)  # type: ignore[arg-type]


def heard(desktop: Desktop, *events: Event, first: int = 10) -> None:
    desktop.tell(Said("c", tuple(recorded(first + place, event) for place, event in enumerate(events))))


def talking(desktop: Desktop, *events: Event) -> None:
    desktop.talk(utterance(1, "hello"), utterance(2, "I will call back", "agent", 2.0))
    heard(desktop, *events)


def settled(desktop: Desktop) -> list[tuple[object, ...]]:
    return [asked[1:] for asked in desktop.engine.asked if asked[0] == "settle_commitment"]


def wishes(desktop: Desktop) -> list[object]:
    return [asked[1] for asked in desktop.engine.asked if asked[0] == "ask_promise"]


def strip(desktop: Desktop) -> str:
    return words_of(desktop.window.call.promises) if desktop.window.call.promises.isVisible() else ""


def book(*views: PromiseView) -> PromisesChanged:
    return PromisesChanged(views)


def view(number: int = 1, standing: str = "overdue", due: str | None = "2026-01-05", **other: object) -> PromiseView:
    fields: dict[str, object] = {
        "key": UUID(int=number),
        "version": 3,
        "what": f"promise {number}",
        "made_at": "2026-01-01",
    }
    return PromiseView(KeptPromise(due=due, **(fields | other)), standing)  # type: ignore[arg-type]


def type_into(field: QWidget, text: str) -> None:
    field.setText(text)  # type: ignore[attr-defined]
    field.textEdited.emit(text)  # type: ignore[attr-defined]


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
    assert "heard unsurely" in strip(desktop)
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
    assert ["The customer knows" in words_of(row) for row in rows] == [True, False, False]
    next(each for each in rows[0].findChildren(QPushButton) if each.text() == "The customer knows").click()
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
    assert "None of them is such a one." in words_of(page)
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
