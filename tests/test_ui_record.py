"""The customer's record by keys: opened, unfolded, edited in place and taken back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_customer import asked, edit, press, ring
from ui_window import Desktop, make_desktop, words_of

from callassist.calls.updates import CustomerEdited, CustomerShown, ListeningChanged, NotDone
from callassist.customers.card import Card
from ui.gallery import customers
from ui.gallery.talks import KEY
from ui.widgets.labels import Choice

CHANGE = UUID(int=77)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    return made


def test_the_record_opens_by_chord_and_by_click_and_folds_by_escape(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    pane = desktop.window.call.customer
    desktop.press("customer")
    words = words_of(pane.record)
    for part in (
        "Went wrong 2 days ago: \u2068three days without a line\u2069",
        "Put right since",
        "outage",
        "question about the bill",
        "4 earlier contacts",
        "refund for the month",
        "(overdue)",
        "others have it too",
        "about 12 good ones",
        "Prefers to be called after four",
        "Customer number",
    ):
        assert part in words, part
    press(desktop, Qt.Key.Key_Escape)
    assert not pane.opened
    QTest.mouseClick(pane.card, Qt.MouseButton.LeftButton)
    assert pane.opened
    desktop.press("customer")
    assert not pane.opened


def test_what_is_folded_unfolds_once_the_caller_is_verified(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    desktop.press("customer")
    record = desktop.window.call.customer.record
    assert "2 purchases, 1 incident: after verification" in words_of(record)
    assert "desk phone" not in words_of(record)
    desktop.press("verify")
    assert asked(desktop, "verify") == [("verify", KEY)]
    desktop.tell(customers.shown("en", verified=True))
    assert "desk phone" in words_of(record)
    assert "dispute about a bill" in words_of(record)
    assert "after verification" not in words_of(record)
    desktop.press("verify")
    assert len(asked(desktop, "verify")) == 1


def test_a_field_is_edited_in_place_and_taken_back(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    QTest.keyClicks(edit(desktop, "called"), "Abu Sample")
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer") == [("edit_customer", KEY, customers.PERSON, 3, {"called": "Abu Sample"})]
    changed = customers.shown("en")
    person = customers.person("en", called="Abu Sample", version=4)
    desktop.tell(
        replace(changed, pop=replace(changed.pop, card=replace(customers.card("en"), person=person))),
        CustomerEdited(KEY, CHANGE),
    )
    assert "Abu Sample" in words_of(desktop.window.call.customer.card)
    assert "The record was changed." in words_of(desktop.window.undo)
    desktop.press("undo")
    assert asked(desktop, "undo_edit") == [("undo_edit", KEY, CHANGE)]
    desktop.tell(CustomerEdited(KEY, UUID(int=78), undone=True))
    assert not desktop.window.undo.offers


def test_a_field_with_a_few_values_is_chosen_from_them(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    editor = edit(desktop, "gender")
    assert isinstance(editor, Choice)
    press(desktop, Qt.Key.Key_Up)
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer")[-1][-1] == {"gender": "f"}


def test_escape_leaves_a_field_as_it_was_and_the_record_open(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    QTest.keyClicks(edit(desktop, "plan"), "nonsense")
    press(desktop, Qt.Key.Key_Escape)
    assert asked(desktop, "edit_customer") == []
    assert desktop.window.call.customer.opened
    assert desktop.window.call.customer.record.rows["plan"].hasFocus()


def test_what_is_being_written_outlives_a_change_from_elsewhere(desktop: Desktop) -> None:
    shown = customers.shown("en")
    ring(desktop, shown, "active")
    editor = edit(desktop, "plan")
    QTest.keyClicks(editor, "Fibre 500")

    def changed(**fields: object) -> CustomerShown:
        card: Card = replace(customers.card("en"), person=customers.person("en", version=4, **fields))
        return replace(shown, pop=replace(shown.pop, card=card))

    desktop.tell(changed(title="Dr"))
    assert desktop.window.call.customer.record.rows["plan"].editor is editor
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer")[-1][3] == 4
    # The same field was changed by somebody else: made on what the agent saw, so that the engine tells of it.
    desktop.tell(shown)
    desktop.press("customer")
    edit(desktop, "plan")
    desktop.tell(changed(plan="Fibre 1000"))
    QTest.keyClicks(desktop.window.call.customer.record.rows["plan"].editor, "Fibre 500")
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer")[-1][3] == 3


def test_what_was_not_done_is_said_kindly_and_put_away_by_the_next_that_is(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    desktop.speak("ar")
    desktop.tell(
        NotDone(
            "Somebody else has edited this record since you opened it. Your edit was not saved.",
            "Look at it as it is now, and make your edit again.",
        )
    )
    assert "عدل شخص آخر هذا السجل" in words_of(desktop.window.notices)
    desktop.speak("en")
    desktop.tell(NotDone("A reason that nobody foresaw.", "Ask."))
    assert "A reason that nobody foresaw." in words_of(desktop.window.notices)
    desktop.tell(CustomerEdited(KEY, CHANGE))
    assert not desktop.window.notices.isVisible()


def test_an_edit_does_not_cut_short_a_refusal_that_can_still_be_undone(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    desktop.tell(ListeningChanged("listening"))
    desktop.press("refuse")
    desktop.tell(CustomerEdited(KEY, CHANGE))
    desktop.press("undo")
    assert asked(desktop, "undo_edit") == []
    assert desktop.engine.asked[-1] == ("resume",)


# ── Which fields there are ────────────────────────────────────────────────────────────────────────────────


def told(desktop: Desktop, **fields: object) -> None:
    """The record is another now, as the engine tells it."""
    shown = customers.shown("en")
    card = replace(customers.card("en"), person=customers.person("en", **fields))
    desktop.tell(replace(shown, pop=replace(shown.pop, card=card)))


def test_a_mark_of_importance_is_made_in_place_and_taken_back(desktop: Desktop) -> None:
    ring(desktop, None, "active")
    told(desktop, vip=False)
    assert "VIP" not in words_of(desktop.window.call.customer.card)
    editor = edit(desktop, "vip")
    assert isinstance(editor, Choice)
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer") == [("edit_customer", KEY, customers.PERSON, 3, {"vip": "yes"})]
    told(desktop, vip=True, version=4)
    desktop.tell(CustomerEdited(KEY, CHANGE))
    assert "VIP" in words_of(desktop.window.call.customer.card)
    desktop.press("undo")
    assert asked(desktop, "undo_edit") == [("undo_edit", KEY, CHANGE)]


def test_a_mark_is_made_on_what_the_agent_saw_whatever_else_changed_meanwhile(desktop: Desktop) -> None:
    ring(desktop, None, "active")
    told(desktop, vip=False)
    edit(desktop, "vip")
    told(desktop, vip=False, plan="Fibre 500", version=4)
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer")[-1][3] == 4


def test_where_the_company_wants_no_marks_there_is_no_field_for_one(desktop: Desktop) -> None:
    ring(desktop, None, "active")
    told(desktop, vip=None)
    desktop.press("customer")
    assert "vip" not in desktop.window.call.customer.record.rows
    assert "VIP" not in words_of(desktop.window.call.customer)


def test_a_customer_becomes_a_colleague_in_place_and_the_focus_stays(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    assert isinstance(edit(desktop, "kind"), Choice)
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer") == [("edit_customer", KEY, customers.PERSON, 3, {"kind": "internal"})]
    told(desktop, kind="internal", version=4)
    record = desktop.window.call.customer.record
    assert list(record.rows) == ["name", "title", "called", "department", "language", "gender", "kind", "remark"]
    assert record.rows["kind"].hasFocus()
    assert "colleague" in words_of(record)
    for name in ("gender", "language", "department"):
        press(desktop, Qt.Key.Key_Up)
        assert record.rows[name].hasFocus()  # type: ignore[index]
    press(desktop, Qt.Key.Key_Tab)
    assert record.rows["language"].hasFocus()


def test_a_field_that_is_being_written_outlives_a_change_of_the_kind(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    editor = edit(desktop, "remark")
    QTest.keyClicks(editor, "Works at the depot")
    told(desktop, kind="internal", version=4)
    assert desktop.window.call.customer.record.rows["remark"].editor is editor
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "edit_customer")[-1][3:] == (4, {"remark": "Works at the depot"})
