"""The page of how the agent speaks, by keys: heard while it is chosen, kept, and never lost to a call."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui_customer import asked, press
from ui_window import Desktop, call, make_desktop, words_of

from callassist.calls.updates import CallsChanged, SpeakingChanged, SpeakingTried, Trouble
from callassist.settings import SpeakingSettings
from ui.setup.speaking_page import SpeakingPage

HELD = SpeakingSettings(dialect="gulf", company="Nama Telecom")


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def opened(desktop: Desktop) -> SpeakingPage:
    """The page, gone to by keys alone, while these settings hold."""
    desktop.tell(SpeakingChanged(HELD))
    desktop.press("settings")
    setup = desktop.window.setup
    for _ in range(20):
        if setup.settings.speaking_button.hasFocus():
            break
        press(desktop, Qt.Key.Key_Tab)
    press(desktop, Qt.Key.Key_Space)
    assert desktop.window.stack.currentWidget() is setup.speaking
    return setup.speaking


def last_asked(desktop: Desktop, what: str) -> SpeakingSettings:
    speaking = asked(desktop, what)[-1][1]
    assert isinstance(speaking, SpeakingSettings)
    return speaking


def test_it_is_heard_how_the_choice_sounds_before_it_holds(desktop: Desktop) -> None:
    page = opened(desktop)
    assert last_asked(desktop, "try_speaking") == HELD
    assert page.names["agent"].hasFocus()
    QTest.keyClicks(page.names["agent"], "Nora")
    desktop.settle()
    tried = HELD.model_copy(update={"agent": "Nora"})
    assert last_asked(desktop, "try_speaking") == tried
    assert asked(desktop, "choose_speaking") == []
    desktop.tell(SpeakingTried(HELD, "ar", ("an answer to what was",)))
    assert "an answer to what was" not in words_of(page)
    desktop.tell(SpeakingTried(tried, "ar", ("حياك الله، معك Nora.", "أنا آسفة على اللي مر عليك.")))
    assert "حياك الله، معك Nora." in words_of(page)
    assert "أنا آسفة على اللي مر عليك." in words_of(page)
    assert page.phrases[0].layoutDirection() == Qt.LayoutDirection.RightToLeft
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "choose_speaking") == [("choose_speaking", tried)]


def test_every_field_is_reached_and_changed_by_keys(desktop: Desktop) -> None:
    page = opened(desktop)
    QTest.keyClicks(page.names["agent"], "Nora")
    for name in ("gender", "dialect"):
        press(desktop, Qt.Key.Key_Tab)
        assert page.boxes[name].hasFocus()  # type: ignore[index]
        press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Tab)
    assert page.names["company"].hasFocus()
    QTest.keyClicks(page.names["company"], "Sample Net")
    press(desktop, Qt.Key.Key_Tab)
    assert page.boxes["voice"].hasFocus()
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Tab)
    assert page.done_button.hasFocus()
    assert last_asked(desktop, "choose_speaking") == SpeakingSettings(
        dialect="egyptian", voice="formal", company="Sample Net", agent="Nora", gender="f"
    )
    press(desktop, Qt.Key.Key_Space)
    assert desktop.window.stack.currentWidget() is desktop.window.setup.settings


def test_leaving_without_a_change_changes_nothing(desktop: Desktop) -> None:
    page = opened(desktop)
    for _ in range(6):
        press(desktop, Qt.Key.Key_Tab)
    page.done_button.click()
    assert asked(desktop, "choose_speaking") == []


def test_until_it_is_known_what_holds_nothing_can_be_chosen(desktop: Desktop) -> None:
    page = desktop.window.setup.speaking
    desktop.press("settings")
    desktop.window.setup.show_speaking()
    assert not any(field.isEnabled() for field in (*page.names.values(), *page.boxes.values()))
    desktop.tell(SpeakingChanged(HELD))
    assert all(field.isEnabled() for field in (*page.names.values(), *page.boxes.values()))
    assert page.names["company"].text() == "Nama Telecom"
    assert last_asked(desktop, "try_speaking") == HELD


def test_what_is_kept_is_shown_but_not_over_what_is_being_written_or_was_chosen_since(desktop: Desktop) -> None:
    page = opened(desktop)
    QTest.keyClicks(page.names["agent"], "4111111111111111")
    press(desktop, Qt.Key.Key_Return)
    desktop.tell(SpeakingChanged(HELD.model_copy(update={"agent": "[card]"})))
    assert page.names["agent"].text() == "[card]"
    page.boxes["voice"].setFocus()
    press(desktop, Qt.Key.Key_Down)
    page.boxes["gender"].setFocus()
    press(desktop, Qt.Key.Key_Down)
    page.names["agent"].setFocus()
    QTest.keyClicks(page.names["agent"], "x")
    first, second = (asked(desktop, "choose_speaking")[at][1] for at in (-2, -1))
    assert isinstance(first, SpeakingSettings)
    assert isinstance(second, SpeakingSettings)
    desktop.tell(SpeakingChanged(first))
    assert page.wanted is not None
    assert page.wanted.gender == "f"
    desktop.tell(SpeakingChanged(second))
    assert (page.wanted.voice, page.wanted.gender, page.wanted.agent) == ("formal", "f", "[card]x")


@pytest.mark.parametrize("how", ["a call", "a call while the softphone has the focus", "the end of the program"])
def test_a_name_that_is_half_written_is_not_lost(desktop: Desktop, how: str) -> None:
    page = opened(desktop)
    QTest.keyClicks(page.names["agent"], "Nora")
    if how.endswith("focus"):
        softphone = QWidget()
        desktop.qtbot.addWidget(softphone)
        softphone.show()
        softphone.activateWindow()
        desktop.qtbot.waitUntil(lambda: not desktop.window.isActiveWindow())
    if how.startswith("a call"):
        desktop.tell(CallsChanged((call(state="ringing"),)), CallsChanged((call(),)))
        assert desktop.window.stack.currentWidget() is desktop.window.call
    else:
        desktop.window.settle()
    assert last_asked(desktop, "choose_speaking").agent == "Nora"


def test_settings_that_can_not_be_written_are_told_until_they_can(desktop: Desktop) -> None:
    opened(desktop)
    desktop.tell(Trouble("settings", what="[Errno 28] No space left on device"))
    assert "Your settings could not be saved" in words_of(desktop.window.notices)
    assert "No space left on device" in words_of(desktop.window.notices)
    desktop.tell(Trouble("settings", over=True))
    assert not desktop.window.notices.isVisible()


def test_where_there_is_no_phrase_or_only_english_the_page_says_why(desktop: Desktop) -> None:
    page = opened(desktop)
    desktop.tell(SpeakingTried(HELD, "ar", ()))
    assert "There is no phrase for this" in words_of(page)
    desktop.tell(SpeakingTried(HELD, "en", ("Hello, this is Nora.",)))
    assert "Hello, this is Nora." in words_of(page)
    assert "Calls are in English now" in words_of(page)


def test_it_is_all_said_in_arabic(desktop: Desktop) -> None:
    page = opened(desktop)
    desktop.speak("ar")
    words = words_of(page)
    choices = " ".join(box.itemText(at) for box in page.boxes.values() for at in range(box.count()))
    assert "أسلوب حديثك" in words
    assert "خليجية" in choices
    for text in (words, choices, page.names["agent"].placeholderText(), page.names["agent"].accessibleName()):
        assert not any("a" <= letter <= "z" for letter in text.lower()), text
    desktop.speak("en")
