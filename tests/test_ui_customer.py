"""The customer's card by keys: seen in a glance, chosen of several, made, looked up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_customer import asked, press, ring
from ui_window import Desktop, call, make_desktop, words_of

from callassist.calls.updates import CallsChanged, CustomerEdited, CustomerShown, Trouble
from callassist.customers.card import Card, Person, ScreenPop
from ui.agent.knowing import customer_words, days
from ui.gallery import customers
from ui.gallery.talks import KEY
from ui.widgets.labels import Words

CHANGE = UUID(int=77)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    return made


# ── In a glance ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_card_says_in_three_lines_who_it_is_what_was_and_what_is_owed(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"))
    card = desktop.window.call.customer.card
    words = words_of(card)
    assert "Mr Sample Customer" in words
    assert "VIP" in words
    assert "Fibre 200" in words
    assert "since \u20662021\u2069" in words
    assert "balance \u20663/12\u2069" in words
    assert "Last: 2 days ago, \u2068outage\u2069, \u2068unsolved\u2069" in words
    assert "Promised: \u2068technician\u2069" in words
    assert "!" in words
    tops = {each.mapTo(card, each.rect().topLeft()).y() for each in card.findChildren(Words) if each.isVisibleTo(card)}
    assert max(tops) - min(tops) < 3 * card._last.height()
    assert "Overdue" in card.accessibleName()


def test_the_balance_is_explained_on_hover_and_to_a_screen_reader(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"))
    card = desktop.window.call.customer.card
    assert "about 12 good ones" in card.balance.toolTip()
    assert "Still to go: 9" in card.balance.toolTip()
    assert "about 12 good ones" in card.accessibleName()


def test_no_mark_is_shown_for_whom_the_company_has_none(desktop: Desktop) -> None:
    shown = customers.shown("en")
    plain = replace(customers.card("en"), person=customers.person("en", vip=False), balance=None)
    ring(desktop, replace(shown, pop=replace(shown.pop, card=plain)))
    words = words_of(desktop.window.call.customer.card)
    assert "VIP" not in words
    assert "balance" not in words


def test_a_colleague_looks_like_one(desktop: Desktop) -> None:
    ring(desktop, customers.shown_colleague("en"))
    words = words_of(desktop.window.call.customer.card)
    assert "Colleague" in words
    assert "Billing" in words
    assert "VIP" not in words
    desktop.press("customer")
    assert list(desktop.window.call.customer.record.rows)[:4] == ["name", "title", "called", "department"]


def test_until_it_is_known_who_it_is_the_card_says_so(desktop: Desktop) -> None:
    ring(desktop, None)
    pane = desktop.window.call.customer
    assert "Looking who it is" in words_of(pane)
    desktop.tell(Trouble("customers", "The file is locked.", "Close the other program."))
    assert "cannot be opened" in words_of(pane)
    assert "Customers' records cannot be opened" in words_of(desktop.window.notices)
    desktop.tell(Trouble("customers", over=True), customers.shown("en"))
    assert "Mr Sample Customer" in words_of(pane)


def test_each_call_has_its_own_customer(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    other = CustomerShown("d", ScreenPop("2210", "2210", customers.colleague("en")))
    desktop.tell(CallsChanged((call("d"), call(KEY, "held"))), other)
    assert "Sample Colleague" in words_of(desktop.window.call.customer)
    desktop.tell(CallsChanged((call(KEY),)))
    assert "Mr Sample Customer" in words_of(desktop.window.call.customer)


@pytest.mark.parametrize(
    ("past", "words"),
    [
        ({"minutes": 0}, "today"),
        ({"days": 1}, "yesterday"),
        ({"days": 2}, "2 days ago"),
        ({"days": 30}, "30 days ago"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(desktop: Desktop, past: dict[str, int], words: str) -> None:
    here = days.now()
    assert days.ago((here - timedelta(**past)).isoformat(), here.date()) == words


def test_a_date_is_written_in_the_windows_language(desktop: Desktop) -> None:
    assert days.day("2026-09-01") == "1 Sep 2026"
    desktop.speak("ar")
    assert days.day("2026-09-01") == "1 سبتمبر 2026"
    desktop.speak("en")


def test_when_something_is_due(desktop: Desktop) -> None:
    here = datetime(2026, 11, 25, 14, 0, tzinfo=UTC).astimezone()
    later = here.replace(hour=16, minute=0)
    assert days.due(later.isoformat(), here) == "today before \u206616:00\u2069"
    assert days.due((later + timedelta(days=1)).isoformat(), here) == "tomorrow before \u206616:00\u2069"
    assert days.due("2026-12-01", here) == "1 Dec 2026"


# ── Who it is ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["digit", "enter", "click"])
def test_one_of_several_people_is_chosen(desktop: Desktop, how: str) -> None:
    ring(desktop, customers.shown_several("en"))
    people = desktop.window.call.customer.people
    assert "3 people have this number" in words_of(people)
    assert "last contact 1 Sep 2026" in words_of(people)
    if how == "click":
        QTest.mouseClick(people._rows[1], Qt.MouseButton.LeftButton)
    else:
        desktop.press("customer")
        if how == "digit":
            press(desktop, Qt.Key.Key_2)
        else:
            press(desktop, Qt.Key.Key_Down)
            press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "choose_customer") == [("choose_customer", KEY, customers.candidates("en")[1].key)]


def test_it_may_be_none_of_them(desktop: Desktop) -> None:
    ring(desktop, customers.shown_several("en"))
    desktop.window.call.customer.people._nobody.click()
    assert asked(desktop, "choose_customer") == [("choose_customer", KEY, None)]


def test_a_digit_is_no_choice_before_the_list_has_the_focus(desktop: Desktop) -> None:
    ring(desktop, customers.shown_several("en"))
    QTest.keyClick(desktop.window, Qt.Key.Key_2)
    assert asked(desktop, "choose_customer") == []


def test_an_unknown_caller_becomes_a_record_with_one_chord(desktop: Desktop) -> None:
    ring(desktop, customers.shown_nobody())
    assert "Nobody is known by" in words_of(desktop.window.call.customer)
    desktop.press("person")
    assert asked(desktop, "new_customer") == [("new_customer", KEY)]
    fresh = Card(
        person=Person(key=customers.PERSON, version=1),
        numbers=(),
        shared=(),
        contacts=(),
        all_contacts=0,
        promises=(),
        folded=None,
    )
    desktop.tell(CustomerShown(KEY, ScreenPop("+966550000012", "+966 55 000 0012", fresh)), CustomerEdited(KEY, CHANGE))
    assert "No name yet" in words_of(desktop.window.call.customer.card)
    assert "No contact before this one" in words_of(desktop.window.call.customer.card)
    assert "A record was made." in words_of(desktop.window.undo)
    desktop.press("undo")
    assert asked(desktop, "undo_edit") == [("undo_edit", KEY, CHANGE)]


def test_somebody_else_is_looked_up_by_name(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    people = desktop.window.call.customer.people
    desktop.press("person")
    assert people.field.hasFocus()
    QTest.keyClicks(people.field, "Sample 2")
    desktop.qtbot.waitUntil(lambda: bool(asked(desktop, "look_up_customer")))
    assert asked(desktop, "look_up_customer")[-1] == ("look_up_customer", KEY, "Sample 2")
    desktop.tell(customers.people_found("en", "an older question"))
    assert people.people == ()
    desktop.tell(customers.people_found("en", "Sample 2"))
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "choose_customer") == [("choose_customer", KEY, customers.candidates("en")[1].key)]
    other = replace(
        customers.card("en"), person=customers.person("en", key=customers.candidates("en")[1].key, name="Sample Other")
    )
    desktop.tell(CustomerShown(KEY, ScreenPop(None, None, other)))
    assert not desktop.window.call.customer.opened
    assert "Sample Other" in words_of(desktop.window.call.customer.card)


def test_escape_gives_a_search_for_people_up(desktop: Desktop) -> None:
    ring(desktop, customers.shown("en"), "active")
    desktop.press("person")
    press(desktop, Qt.Key.Key_Escape)
    assert not desktop.window.call.customer.opened
    assert "Mr Sample Customer" in words_of(desktop.window.call.customer)


def test_a_caller_without_a_number_can_be_looked_up(desktop: Desktop) -> None:
    ring(desktop, CustomerShown(KEY, ScreenPop(None, None)))
    assert "shows no number" in words_of(desktop.window.call.customer)
    desktop.press("customer")
    assert desktop.window.call.customer.people.field.hasFocus()


# ── In Arabic ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_card_reads_in_arabic_and_is_mirrored(desktop: Desktop) -> None:
    desktop.speak("ar")
    ring(desktop, customers.shown("ar"), "active")
    card = desktop.window.call.customer.card
    words = words_of(card)
    assert "أستاذ عميل تجريبي" in words
    assert "ميزان الرضا \u20663/12\u2069" in words
    assert "قبل يومين" in words
    assert card._name.mapTo(card, card._name.rect().center()).x() > card.width() / 2
    desktop.press("customer")
    spoken = words_of(desktop.window.call.customer.record)
    assert "عمليتا شراء، واقعة واحدة: بعد التحقق" in spoken
    for english in ("History", "Promised", "Numbers", "Somebody", "Enter edits"):
        assert english not in spoken
    desktop.speak("en")


def test_several_bad_experiences_are_reckoned_together() -> None:
    from callassist.customers.balance import Balance

    assert customer_words.balance(Balance(20, 4, 2, 12, ())) == "\u20664/24\u2069"
