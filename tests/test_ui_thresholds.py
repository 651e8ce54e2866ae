"""The page on which somebody approves what rejected alarms propose, declines it and takes it back."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_customer import asked, press
from ui_window import Desktop, make_desktop, words_of

from callassist.calls.updates import NotDone, ThresholdsShown
from ui.gallery import review_scenes
from ui.setup.thresholds_page import ThresholdsPage


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def opened(desktop: Desktop) -> ThresholdsPage:
    desktop.press("settings")
    setup = desktop.window.setup
    setup.settings.thresholds_button.setFocus()
    press(desktop, Qt.Key.Key_Space)
    assert desktop.window.stack.currentWidget() is setup.thresholds
    assert asked(desktop, "thresholds") == [("thresholds",)]
    return setup.thresholds


def test_what_is_proposed_is_shown_with_its_ground(desktop: Desktop) -> None:
    page = opened(desktop)
    assert "Looking" in words_of(page)
    desktop.tell(review_scenes.shown("en"))
    words = words_of(page)
    for wanted in (
        "Abuse that only the model recognised",
        "Raise the threshold from \u206665%\u2069 to \u206670%\u2069",
        "Rejected in the last 30 days: 6 of 19 alarms",
        "spared: 4 of 6 rejected",
        "missed: 1 of 11 confirmed",
        "“\u2068your service is a joke\u2069”",
        "confirmed · “\u2068you understand nothing at all\u2069”",
    ):
        assert wanted in words, wanted
    desktop.speak("ar")
    assert "رفع العتبة من \u206665%\u2069 إلى \u206670%\u2069" in words_of(page)


def test_nobody_decides_without_a_name(desktop: Desktop) -> None:
    page = opened(desktop)
    desktop.tell(review_scenes.shown("en"))
    assert [made.isEnabled() for made in page.deciding] == [False] * 4
    page.deciding[0].click()
    assert asked(desktop, "decide_threshold") == []
    QTest.keyClicks(page.name, " Huda ")
    assert [made.isEnabled() for made in page.deciding] == [True] * 4


def test_it_is_approved_or_declined_by_keys(desktop: Desktop) -> None:
    page = opened(desktop)
    desktop.tell(review_scenes.shown("en"))
    assert page.name.hasFocus()
    QTest.keyClicks(page.name, "Huda")
    press(desktop, Qt.Key.Key_Tab)
    press(desktop, Qt.Key.Key_Space)
    assert asked(desktop, "decide_threshold") == [("decide_threshold", "abuse.unruled", 0.7, True, "Huda")]
    press(desktop, Qt.Key.Key_Tab)
    press(desktop, Qt.Key.Key_Space)
    assert asked(desktop, "decide_threshold")[-1] == ("decide_threshold", "abuse.unruled", 0.7, False, "Huda")


def test_what_was_decided_is_shown_and_the_last_of_each_can_be_taken_back(desktop: Desktop) -> None:
    page = opened(desktop)
    shown = review_scenes.shown("en")
    desktop.tell(ThresholdsShown((), shown.decisions))
    words = words_of(page)
    assert "Nothing is proposed just now" in words
    assert "\u2068Huda Otaibi\u2069 raised it from \u206610%\u2069 to \u206625%\u2069" in words
    assert "\u2068Huda Otaibi\u2069 declined to raise it" in words
    assert "taken back on" in words
    QTest.keyClicks(page.name, "Salem")
    assert len(page.deciding) == 2
    page.deciding[0].click()
    assert asked(desktop, "undo_decision") == [("undo_decision", UUID(int=3), "Salem")]


def test_what_can_not_be_decided_is_said_on_the_page(desktop: Desktop) -> None:
    page = opened(desktop)
    desktop.tell(review_scenes.shown("en"), NotDone("That is not proposed any more.", "Look at the list again."))
    assert "not proposed any more" in words_of(page)


def test_nothing_to_decide_and_the_way_back(desktop: Desktop) -> None:
    page = opened(desktop)
    desktop.tell(ThresholdsShown((), ()))
    assert page.deciding == []
    page.done_button.click()
    assert desktop.window.stack.currentWidget() is desktop.window.setup.settings
