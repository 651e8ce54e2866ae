"""Goodwill in the window: what is left, a gesture noted by keys and taken back, and whom to ask for more."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_customer import asked, press
from ui_window import Desktop, call, make_desktop, recorded, utterance, words_of

from callassist.calls.updates import CallsChanged, GoodwillShown, Said
from callassist.conduct.goodwill import Allowance, Limit
from callassist.events import ColleagueComplaint, PhraseOffered
from ui.agent.conduct.goodwill_strip import GoodwillStrip

CHANGE = UUID(int=7)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    made.talk(utterance(1, "the line drops every evening"))
    return made


def left(amount: int, limit: Limit = "customer_day", key: str = "c", **more: object) -> GoodwillShown:
    return GoodwillShown(key, Allowance(Decimal(amount), "SAR", limit), **more)  # type: ignore[arg-type]


def strip(desktop: Desktop) -> GoodwillStrip:
    return desktop.window.call.goodwill


def write(desktop: Desktop, amount: str, why: str) -> None:
    strip(desktop).open_button.setFocus()
    press(desktop, Qt.Key.Key_Space)
    assert strip(desktop).amount.hasFocus()
    QTest.keyClicks(strip(desktop).amount, amount)
    press(desktop, Qt.Key.Key_Tab)
    QTest.keyClicks(strip(desktop).why, why)
    press(desktop, Qt.Key.Key_Return)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_gesture_is_noted_by_keys_alone_though_nothing_has_asked_for_one(desktop: Desktop, language: str) -> None:
    desktop.speak(language)
    desktop.press("goodwill")
    assert asked(desktop, "goodwill") == [("goodwill", "c", None)]
    assert not strip(desktop).isVisible()
    desktop.tell(left(50))
    assert strip(desktop).amount.hasFocus()
    QTest.keyClicks(strip(desktop).amount, "20")
    press(desktop, Qt.Key.Key_Tab)
    QTest.keyClicks(strip(desktop).why, "three days")
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "give_goodwill") == [("give_goodwill", "c", Decimal(20), "three days")]
    desktop.tell(left(30, given=Decimal(20), change=CHANGE))
    desktop.press("undo")
    assert asked(desktop, "take_back_goodwill") == [("take_back_goodwill", "c", CHANGE)]
    desktop.press("goodwill")
    assert strip(desktop).is_writing
    desktop.press("goodwill")
    assert not strip(desktop).is_writing
    assert len(asked(desktop, "goodwill")) == 1, "it is known"


def test_the_chord_does_nothing_before_a_call_is_answered_and_after_it_is_over(desktop: Desktop) -> None:
    for state in ("ended", "ringing"):
        desktop.tell(CallsChanged((call(state, state=state, answered_at=None),)))
        desktop.press("goodwill")
    assert asked(desktop, "goodwill") == []


def test_what_is_left_is_asked_once_for_each_kind_of_fault(desktop: Desktop) -> None:
    offered = [recorded(seq, PhraseOffered(t=60, situation="outage", id="o", text="Sorry.")) for seq in (10, 11)]
    desktop.tell(Said("c", tuple(offered)), Said("c", (recorded(12, ColleagueComplaint(t=60, evidence="rude")),)))
    assert asked(desktop, "goodwill") == [("goodwill", "c", "outage"), ("goodwill", "c", "colleague")]
    assert not strip(desktop).isVisible()
    desktop.tell(left(50))
    assert "up to \u206650 SAR\u2069 for this customer today" in words_of(strip(desktop))
    desktop.tell(Said("c", (recorded(13, PhraseOffered(t=61, situation="delay", id="d", text="Sorry.")),)))
    assert len(asked(desktop, "goodwill")) == 2


def test_a_gesture_is_noted_by_keys_and_taken_back(desktop: Desktop) -> None:
    desktop.tell(left(50))
    write(desktop, "25", "three days without a line")
    assert asked(desktop, "give_goodwill") == [("give_goodwill", "c", Decimal(25), "three days without a line")]
    desktop.tell(left(25, given=Decimal(25), change=CHANGE))
    assert "up to \u206625 SAR\u2069" in words_of(strip(desktop))
    assert not strip(desktop).amount.isVisible()
    assert "Noted: \u206625 SAR\u2069" in words_of(desktop.window.undo)
    desktop.press("undo")
    assert asked(desktop, "take_back_goodwill") == [("take_back_goodwill", "c", CHANGE)]


def test_above_the_authority_it_says_to_ask_a_supervisor_and_keeps_what_was_written(desktop: Desktop) -> None:
    desktop.tell(left(50))
    write(desktop, "80", "three days")
    desktop.tell(left(50, refused=Decimal(80)))
    words = words_of(strip(desktop))
    assert "\u206680 SAR\u2069 is more than you may give" in words
    assert "ask a supervisor" in words
    assert strip(desktop).amount.text() == "80"
    assert not desktop.window.undo.offers


@pytest.mark.parametrize(
    ("limit", "english", "arabic"),
    [
        ("customer_day", "This customer has got all", "أخذ هذا العميل"),
        ("customer_period", "This customer has got all", "أخذ هذا العميل"),
        ("agent_day", "You have given all", "استنفدت صلاحيتك"),
    ],
)
def test_where_nothing_is_left_there_is_no_form(desktop: Desktop, limit: Limit, english: str, arabic: str) -> None:
    desktop.tell(left(0, limit))
    assert english in words_of(strip(desktop))
    assert "ask a supervisor" in words_of(strip(desktop))
    assert not strip(desktop).open_button.isVisible()
    desktop.speak("ar")
    assert arabic in words_of(strip(desktop))


@pytest.mark.parametrize("amount", ["0", "-5", "much", "NaN", "1e999999x"])
def test_what_is_no_amount_is_not_noted(desktop: Desktop, amount: str) -> None:
    desktop.tell(left(50))
    write(desktop, amount, "three days")
    assert asked(desktop, "give_goodwill") == []
    assert "That is no amount" in words_of(strip(desktop))


def test_amounts_are_written_in_arabic_digits_too(desktop: Desktop) -> None:
    desktop.tell(left(50))
    strip(desktop).open()
    strip(desktop).amount.setText("٢٥٫٥")
    strip(desktop).why.setText("انقطاع")
    strip(desktop)._give()
    assert asked(desktop, "give_goodwill")[-1][2] == Decimal("25.5")


def test_escape_leaves_the_form_and_nothing_is_noted(desktop: Desktop) -> None:
    desktop.tell(left(50))
    strip(desktop).open()
    QTest.keyClicks(strip(desktop).amount, "25")
    press(desktop, Qt.Key.Key_Escape)
    assert not strip(desktop).amount.isVisible()
    strip(desktop).open()
    assert strip(desktop).amount.text() == ""


def test_each_call_has_its_own_and_without_a_record_it_says_so(desktop: Desktop) -> None:
    desktop.tell(left(50))
    desktop.tell(CallsChanged((call("d"), call("c", "held"))))
    assert not strip(desktop).isVisible()
    desktop.tell(GoodwillShown("d", None))
    assert "whose record it is" in words_of(strip(desktop))
    desktop.tell(CallsChanged((call("c"), call("d", "held"))))
    assert "up to \u206650 SAR\u2069" in words_of(strip(desktop))


def test_it_stands_above_the_note_and_the_transcript_keeps_its_third(desktop: Desktop) -> None:
    desktop.tell(left(50))
    strip(desktop).open()
    desktop.settle()
    window = desktop.window
    above = strip(desktop).mapTo(window, QPoint(0, strip(desktop).height())).y()
    assert above <= window.call.note.mapTo(window, QPoint()).y()
    assert window.call.view.height() >= window.height() // 3
