"""How the call goes, as the agent sees it and answers by chords alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, utterance

from callassist.calls.updates import CallsChanged, ListeningChanged, Said
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    Anger,
    Event,
    Interruption,
    InterruptionWithdrawn,
    Language,
    MayEndCall,
    Recorded,
    RestateDue,
    Tone,
    WarningDue,
    WarningGiven,
    Wording,
)
from ui.settings import Settings
from ui.widgets.labels import Words

INSULT: dict[Language, str] = {"en": "you useless idiot", "ar": "يا غبي"}
SAY: dict[Language, str] = {"en": "I can't accept that language.", "ar": "هذا تنبيه، هالألفاظ ما نقبلها."}


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    made.talk(utterance(1, "hello", t=58))
    return made


class Told:
    """Tells events of the call `c`, each in the next place."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._seq = 100

    def __call__(self, *events: Event) -> None:
        """They happen a minute after the call was answered, which is now."""
        places = range(self._seq, self._seq + len(events))
        self._seq += len(events)
        found = (Recorded(call="c", seq=seq, at=60.0, event=event) for seq, event in zip(places, events, strict=True))
        self._desktop.tell(Said("c", tuple(found)))


@pytest.fixture
def tell(desktop: Desktop) -> Told:
    return Told(desktop)


def words_of(widget: QWidget) -> str:
    labels = [each.text() for each in widget.findChildren(Words) if each.isVisibleTo(widget)]
    return " | ".join(labels + [each.text() for each in widget.findChildren(QPushButton) if each.isVisibleTo(widget)])


def pressed(desktop: Desktop) -> list[object]:
    return [asked[1] for asked in desktop.engine.asked if asked[0] == "press"]


def now(desktop: Desktop) -> str:
    card = desktop.window.call.now
    return words_of(card) if card.prompt is not None else ""


def abused(number: int, language: Language = "en") -> tuple[Event, ...]:
    """What an outburst brings."""
    return (
        Anger(t=59, t1=60, kind="abuse", evidence=INSULT[language]),
        WarningDue(t=60, number=number, say=SAY[language]),
    )


# ── The three warnings ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_abusive_call_is_led_to_its_end_by_chords_alone(desktop: Desktop, tell: Told, language: Language) -> None:
    desktop.speak(language)
    window = desktop.window
    assert window.tone.gauge.boxes == ("empty", "empty", "empty")
    for number in (1, 2, 3):
        tell(*abused(number, language))
        assert window.tone.gauge.boxes[number - 1] == "due"
        assert SAY[language] in now(desktop)
        assert INSULT[language] in now(desktop)
        desktop.press("accept", arabic_layout=language == "ar")
        assert now(desktop) == ""
        tell(WarningGiven(t=60, number=number))
        assert window.tone.gauge.boxes[number - 1] == "given"
    assert pressed(desktop) == ["warning_given"] * 3
    closing = {"en": "I am ending the call now.", "ar": "فسأنهي المكالمة الآن."}[language]
    tell(Anger(t=59, kind="abuse", evidence=INSULT[language]), MayEndCall(t=60, say=closing))
    assert closing in now(desktop)
    assert ("You may end the call" if language == "en" else "يمكنك إنهاء المكالمة") in now(desktop)
    assert ("hang_up", "c") not in desktop.engine.asked
    desktop.press("hang_up")
    desktop.press("hang_up")
    assert desktop.engine.asked.count(("hang_up", "c")) == 1
    assert pressed(desktop) == ["warning_given"] * 3


def test_a_false_alarm_is_rejected_with_one_chord_and_its_number_is_free(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.press("reject")
    assert pressed(desktop) == ["alarm_rejected"]
    tell(AlarmWithdrawn(t=60, number=1))
    assert now(desktop) == ""
    assert desktop.window.tone.gauge.boxes == ("empty", "empty", "empty")
    tell(*abused(1))
    assert "first warning" in now(desktop)


def test_a_warning_that_was_not_given_is_taken_back(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.press("accept")
    tell(WarningGiven(t=60, number=1))
    assert "Warning 1 counts as given" in words_of(desktop.window.undo)
    desktop.press("undo")
    assert pressed(desktop) == ["warning_given", "alarm_rejected"]
    tell(AlarmWithdrawn(t=60, number=1))
    assert desktop.window.tone.gauge.boxes == ("empty", "empty", "empty")


def test_a_rejection_is_taken_back(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.press("reject")
    desktop.press("undo")
    assert pressed(desktop) == ["alarm_rejected", "alarm_confirmed"]


def test_what_was_pressed_in_one_call_is_not_taken_back_in_the_next(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.press("reject")
    desktop.tell(CallsChanged((call("d"),)))
    desktop.press("undo")
    assert pressed(desktop) == ["alarm_rejected"]


def test_a_refusal_that_can_be_undone_is_not_cut_short(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.press("refuse")
    desktop.press("accept")
    assert pressed(desktop) == ["warning_given"]
    desktop.press("undo")
    assert ("refuse", "c") not in desktop.engine.asked


@pytest.mark.parametrize(("answer", "recorded"), [("accept", "alarm_confirmed"), ("reject", "alarm_rejected")])
def test_the_agent_is_asked_where_abuse_was_not_heard_surely(
    desktop: Desktop, tell: Told, answer: str, recorded: str
) -> None:
    tell(Anger(t=59, kind="abuse", evidence="you useless", counts=False))
    assert "not heard surely" in now(desktop)
    assert desktop.window.tone.gauge.boxes == ("empty", "empty", "empty")
    desktop.press("accept" if answer == "accept" else "reject")
    assert pressed(desktop) == [recorded]
    assert now(desktop) == ""


def test_a_no_by_mistake_is_asked_again_and_does_not_count_by_itself(desktop: Desktop, tell: Told) -> None:
    tell(Anger(t=59, kind="abuse", evidence="you useless", counts=False))
    desktop.press("reject")
    tell(AlarmWithdrawn(t=60))
    desktop.press("undo")
    assert pressed(desktop) == ["alarm_rejected"]
    assert "not heard surely" in now(desktop)
    desktop.press("accept")
    assert pressed(desktop) == ["alarm_rejected", "alarm_confirmed"]


def test_a_threat_says_whom_to_call_before_anything_else(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1), Alert(t=60, whom="Extension 2100", evidence="I know where you live"))
    assert "Extension 2100" in now(desktop)
    desktop.press("accept")
    assert "first warning" in now(desktop)
    desktop.press("undo")
    assert "Extension 2100" in now(desktop)
    assert pressed(desktop) == []
    desktop.press("reject")
    assert pressed(desktop) == ["alarm_rejected"]


def test_shouting_is_declared_by_a_chord_and_only_in_a_call(desktop: Desktop) -> None:
    desktop.press("disruptive")
    assert pressed(desktop) == ["disruptive"]
    desktop.press("undo")
    assert pressed(desktop) == ["disruptive", "alarm_rejected"]
    desktop.tell(CallsChanged(()))
    for action in ("disruptive", "accept", "reject"):
        desktop.press(action)  # type: ignore[arg-type]  # three of the actions
    assert pressed(desktop) == ["disruptive", "alarm_rejected"]


def test_going_on_after_three_warnings_puts_the_card_away(desktop: Desktop, tell: Told) -> None:
    tell(MayEndCall(t=60, say="I am ending the call."))
    assert "You may end it" in words_of(desktop.window.tone)
    desktop.press("accept")
    assert now(desktop) == ""
    assert pressed(desktop) == []


# ── One prompt at a time ──────────────────────────────────────────────────────────────────────────────────


def test_the_gravest_is_shown_and_the_rest_wait(desktop: Desktop, tell: Told) -> None:
    tell(RestateDue(t=60))
    assert "own words" in now(desktop)
    tell(Tone(t=60, level=0.7, trend="rising", reasons=("pitch +3 st",)))
    assert "pitch \u2066+3\u2069 st" in now(desktop)
    desktop.press("accept")
    assert "own words" in now(desktop)
    desktop.press("reject")
    assert now(desktop) == ""
    assert pressed(desktop) == []
    assert not desktop.window.undo.offers


def test_a_prompt_goes_by_itself_when_its_time_is_over(desktop: Desktop, tell: Told) -> None:
    tell(Interruption(t=60, by="agent", overlap=0.6))
    assert now(desktop) == "", "it may still be withdrawn"
    desktop.qtbot.waitUntil(lambda: "Let them finish" in now(desktop))
    desktop.window.conduct._call = call(answered_at=desktop.window.desk.front.answered_at - 30)  # type: ignore[union-attr, operator]
    desktop.window.conduct._ticks.timeout.emit()
    assert now(desktop) == ""


def test_its_room_grows_where_it_must_and_does_not_shrink_within_a_call(desktop: Desktop, tell: Told) -> None:
    card = desktop.window.call.now
    place = desktop.window.call.note.mapTo(desktop.window, QPoint())
    assert card.height() == 1
    tell(Interruption(t=60, by="agent", overlap=0.6))
    desktop.qtbot.waitUntil(lambda: "Let them finish" in now(desktop))
    first = card.height()
    assert first > 1
    tell(*abused(1))
    grown = card.height()
    assert grown > first
    desktop.press("accept")
    desktop.settle()
    assert card.height() == grown
    tell(*abused(2))
    desktop.window.undo.settle()
    desktop.settle()
    assert card.height() == grown
    assert desktop.window.call.note.mapTo(desktop.window, QPoint()) == place
    desktop.tell(CallsChanged((call("d"),)))
    assert card.height() == 1


@pytest.mark.parametrize("height", [690, 460, 380])
def test_the_keys_of_the_card_are_seen_however_low_the_window(desktop: Desktop, tell: Told, height: int) -> None:
    window = desktop.window
    window.resize(420, height)
    tell(*abused(1))
    assert window.height() == height
    card = window.call.now
    key = card.accept_button
    below = key.mapTo(window, key.rect().bottomLeft()).y()
    assert below < window.call.note.mapTo(window, QPoint()).y()
    assert below <= card.mapTo(window, card.rect().bottomLeft()).y()


def test_the_card_does_not_take_the_focus(desktop: Desktop, tell: Told) -> None:
    desktop.press("note")
    field = desktop.window.call.note.field
    assert field.hasFocus()
    tell(*abused(1))
    desktop.press("accept")
    assert field.hasFocus()


def test_the_words_to_say_are_copied(desktop: Desktop, tell: Told) -> None:
    tell(Wording(t=60, kind="blame", better="Let me see what happened."))
    desktop.window.call.now._copy.click()
    assert QGuiApplication.clipboard().text() == "Let me see what happened."


def test_a_card_by_mouse_is_the_same(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.window.call.now.accept_button.click()
    tell(WarningGiven(t=60, number=1), *abused(2))
    desktop.window.call.now.reject_button.click()
    assert pressed(desktop) == ["warning_given", "alarm_rejected"]


def test_another_call_has_its_own_card(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.tell(CallsChanged((call("d"), call("c", "held"))))
    assert now(desktop) == ""
    assert desktop.window.tone.gauge.boxes == ("empty", "empty", "empty")
    desktop.tell(CallsChanged((call("c"), call("d", "held"))))
    assert "first warning" in now(desktop)


# ── The tone line ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_calm_call_says_nothing_of_its_tone(desktop: Desktop, tell: Told) -> None:
    assert words_of(desktop.window.tone) == ""
    tell(Tone(t=30, level=0.1, trend="steady", reasons=()))
    assert words_of(desktop.window.tone).strip(" |") == ""
    desktop.tell(CallsChanged(()), ListeningChanged("off"))
    assert not desktop.window.tone.isVisible()


def test_the_tone_is_told_with_its_reason(desktop: Desktop, tell: Told) -> None:
    line = desktop.window.tone
    tell(Tone(t=50, level=0.6, trend="rising", reasons=("pitch +3 st", "pace +20 %")))
    assert line.tone.text() == "Rising: pitch \u2066+3\u2069 st"
    assert line.spark.levels == ((50, 0.6),)
    desktop.speak("ar")
    assert line.tone.text() == "النبرة ترتفع: طبقة الصوت \u2066+3\u2069"
    tell(Tone(t=52, level=0.7, trend="rising", reasons=("again «كذابين»", "pace +20 %")))
    assert line.tone.text() == "النبرة ترتفع: تكرار «\u2068كذابين\u2069»"
    assert "السبب: طبقة الصوت \u2066+3\u2069، سرعة الكلام \u2066+20%\u2069" in now(desktop)
    desktop.speak("en")
    tell(Tone(t=55, level=0.5, trend="falling", reasons=()))
    assert line.tone.text() == "Calming down"
    tell(Tone(t=58, level=0.1, trend="falling", reasons=()))
    assert line.tone.text() == ""


def test_the_agents_own_interruptions_are_counted(desktop: Desktop, tell: Told) -> None:
    line = desktop.window.tone
    tell(Interruption(t=58, by="customer", overlap=0.6))
    assert line.interruptions.isHidden()
    tell(Interruption(t=59, by="agent", overlap=0.6), Interruption(t=60, by="agent", overlap=0.6))
    desktop.qtbot.waitUntil(lambda: "2×" in line.interruptions.text())
    tell(InterruptionWithdrawn(t=60, by="agent"))
    assert "1×" in line.interruptions.text()


def test_a_call_that_is_over_asks_for_nothing_more(desktop: Desktop, tell: Told) -> None:
    tell(
        Tone(t=50, level=0.8, trend="rising", reasons=("pace +20 %",)),
        *abused(1),
        WarningGiven(t=60, number=1),
        *abused(2),
    )
    desktop.tell(CallsChanged((call(state="ended", ended_t=61.0),)))
    assert now(desktop) == ""
    assert desktop.window.tone.tone.text() == ""
    assert desktop.window.tone.warnings.text() == "Warned 1 of 3"
    desktop.press("accept")
    assert pressed(desktop) == []


# ── The small window ──────────────────────────────────────────────────────────────────────────────────────


def test_the_small_window_has_the_tone_and_the_card(qtbot: QtBot, qapp: QApplication) -> None:
    desktop = make_desktop(qtbot, qapp, Settings(language="en", compact=True))
    tell = Told(desktop)
    desktop.talk(utterance(1, "hello", t=58))
    window = desktop.window
    small = window.height()
    assert window.tone.isVisible()
    assert not window.call.now.isVisible()
    tell(*abused(1))
    assert window.call.now.isVisible()
    assert window.height() > small
    line, card = (part.mapTo(window, QPoint()).y() for part in (window.tone, window.call.now))
    assert line < card
    desktop.press("accept")
    tell(WarningGiven(t=60, number=1))
    window.undo.settle()
    desktop.settle()
    assert window.height() == small
    tell(*abused(2))
    desktop.press("compact")
    assert window.call.now.isVisible()
    assert "second warning" in now(desktop)
    assert window.call.now.parentWidget() is window.call


def test_keys_are_named_in_the_language_of_the_window(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    desktop.press("keys")
    desktop.speak("ar")
    assert "المسافة" in words_of(desktop.window.call.now)
    sheet = words_of(desktop.window.setup.keys)
    assert "Ctrl+Alt+المسافة" in sheet
    assert "Ctrl+Alt+Enter" in sheet


def test_all_of_it_is_mirrored(desktop: Desktop, tell: Told) -> None:
    tell(*abused(1))
    window = desktop.window

    def middle(widget: QWidget) -> int:
        return widget.mapTo(window, widget.rect().center()).x()

    assert middle(window.tone.spark) < middle(window.tone.gauge)
    desktop.speak("ar")
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert middle(window.tone.spark) > middle(window.tone.gauge)
    assert middle(window.call.now.accept_button) > middle(window.call.now.reject_button)
