"""The wrap-up in the window: in the place of the call that was hung up, by keys alone, kept at every change."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from ui_customer import asked, press
from ui_window import Desktop, call, make_desktop, recorded, utterance, words_of

from callassist.calls.updates import (
    CallsChanged,
    ListeningChanged,
    Said,
    WrapUpCopied,
    WrapUpKept,
    WrapUpShown,
    WrapUpsWaiting,
)
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.events import Anger, CallEnded, Incident, WarningDue, WarningGiven
from ui.agent.wrapping_up.page import WrapUpPage
from ui.gallery import wrap_ups
from ui.gallery.reports import report

OVER = call(state="ended", ended_t=180.0)
NOTHING = wrap_ups.shown("en", key="c")
EARLIER = str(wrap_ups.CALL)
SUMMARY = NOTHING.of.summary


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.talk(utterance(1, "hello", t=58))
    return made


def hang_up(desktop: Desktop, *shown: WrapUpShown) -> WrapUpPage:
    desktop.tell(CallsChanged((OVER,)), ListeningChanged("off"), *shown, wrap_ups.waiting(len(shown)))
    return desktop.window.wrap_up.page


def current(desktop: Desktop) -> QWidget:
    return desktop.window.stack.currentWidget()


def written(desktop: Desktop) -> list[Draft]:
    return [each[2] for each in asked(desktop, "write_wrap_up")]  # type: ignore[misc]


def keys(desktop: Desktop, text: str) -> None:
    widget = QApplication.focusWidget() or desktop.window.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)
    desktop.settle()


def finish(desktop: Desktop) -> None:
    widget = QApplication.focusWidget() or desktop.window.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desktop.settle()


# ── Where it appears ──────────────────────────────────────────────────────────────────────────────────────


def test_it_takes_the_place_of_the_call_and_leaves_the_focus_where_it_is(desktop: Desktop) -> None:
    before = desktop.window.focusWidget()
    page = hang_up(desktop, NOTHING)
    assert current(desktop) is page
    assert desktop.window.focusWidget() is before
    assert page.summary.toPlainText() == SUMMARY
    assert "Mr Salem Otaibi" in words_of(page)
    assert written(desktop) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_three_keys_wrap_a_call_up(desktop: Desktop, language: str) -> None:
    desktop.speak(language)  # type: ignore[arg-type]
    hang_up(desktop, NOTHING)
    desktop.press("wrap_up")
    keys(desktop, "2")
    keys(desktop, "1")
    assert written(desktop) == [Draft(category="billing"), Draft(category="billing", outcome="solved")]
    finish(desktop)
    assert asked(desktop, "finish_wrap_up") == [
        ("finish_wrap_up", wrap_ups.CALL, Draft(category="billing", outcome="solved"))
    ]
    assert current(desktop) is desktop.window.idle


def test_what_the_keys_go_on_to_comes_to_be_seen_whole(desktop: Desktop) -> None:
    desktop.window.resize(420, 540)
    page = hang_up(desktop, NOTHING)
    desktop.press("wrap_up")
    assert any(button.visibleRegion().isEmpty() for button in page.outcome.buttons)
    keys(desktop, "2")
    assert all(button.visibleRegion().boundingRect() == button.rect() for button in page.outcome.buttons)


def test_all_of_it_can_be_written_by_keys(desktop: Desktop) -> None:
    page = hang_up(desktop, replace(NOTHING, scales=("csat", "nps")))
    desktop.press("wrap_up")
    press(desktop, Qt.Key.Key_Right)
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Space)
    press(desktop, Qt.Key.Key_Tab)
    keys(desktop, "4")  # passed on, and the keys go to what was promised
    press(desktop, Qt.Key.Key_Tab)
    keys(desktop, "1")
    press(desktop, Qt.Key.Key_Plus)
    press(desktop, Qt.Key.Key_Plus)
    press(desktop, Qt.Key.Key_Minus)
    press(desktop, Qt.Key.Key_Tab)
    keys(desktop, "4")
    press(desktop, Qt.Key.Key_Tab)
    keys(desktop, "9")
    press(desktop, Qt.Key.Key_Right)
    press(desktop, Qt.Key.Key_Return)
    press(desktop, Qt.Key.Key_Tab)
    keys(desktop, "TT-7")
    press(desktop, Qt.Key.Key_Tab)
    keys(desktop, "the app is silent")
    press(desktop, Qt.Key.Key_Tab)
    page.summary.setFocus()
    keys(desktop, "x")
    finish(desktop)
    ((_, call_key, draft),) = asked(desktop, "finish_wrap_up")
    assert isinstance(draft, Draft)
    assert call_key == wrap_ups.CALL
    (follow_up,) = draft.follow_ups
    assert follow_up.kind == "call"
    assert draft.summary is not None
    assert draft.summary.replace("x", "") == SUMMARY
    assert replace(draft, follow_ups=(), summary=None) == Draft(
        category="delay", outcome="passed_on", csat=4, nps=10, case_number="TT-7", feedback="the app is silent"
    )


def test_a_transfer_note_is_there_where_somebody_takes_it_on(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    assert not page.transfer.isVisible()
    page.outcome.begin()
    keys(desktop, "4")
    assert page.transfer.isVisible()
    assert "Note for \u2068Network team\u2069" in words_of(page)
    assert page.transfer.toPlainText() == NOTHING.of.transfer
    assert written(desktop)[-1].transfer is None
    page.outcome.begin()
    keys(desktop, "1")
    assert not page.transfer.isVisible()


def test_promises_are_approved_and_put_aside(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    assert page.promised.choices.chosen == ("1",)
    assert "Promised" in words_of(page)
    page.outcome.begin()
    keys(desktop, "1")  # the keys go to what was promised next
    keys(desktop, "2")
    keys(desktop, "1")
    (first, second) = NOTHING.of.promises
    assert asked(desktop, "settle_commitment") == [
        ("settle_commitment", "c", 2, "approved", second.what, second.due, None),
        ("settle_commitment", "c", 1, "dismissed", first.what, first.due, None),
    ]
    settled = (replace(first, state="dismissed"), replace(second, state="approved"))
    desktop.tell(replace(NOTHING, of=replace(NOTHING.of, promises=settled)))
    assert page.promised.choices.chosen == ("2",)
    assert "(put aside)" in words_of(page)


def test_a_choice_is_let_go_by_the_same_key(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.category.begin()
    press(desktop, Qt.Key.Key_Space)
    press(desktop, Qt.Key.Key_Space)
    assert [draft.category for draft in written(desktop)] == ["outage", None]


def test_the_arrows_follow_the_direction_of_the_language(desktop: Desktop) -> None:
    desktop.speak("ar")
    page = hang_up(desktop, NOTHING)
    page.category.begin()
    press(desktop, Qt.Key.Key_Left)
    press(desktop, Qt.Key.Key_Space)
    assert written(desktop)[-1].category == "billing"


def test_digits_of_an_arabic_layout_choose_too(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.category.begin()
    chip = page.category.current
    assert chip is not None
    arabic_three = QKeyEvent(QEvent.Type.KeyPress, 0x0663, Qt.KeyboardModifier.NoModifier, "٣")
    QApplication.sendEvent(chip, arabic_three)
    assert written(desktop)[-1].category == "delay"


# ── Kept ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_typed_is_kept_when_the_keys_rest(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.feedback.setFocus()
    keys(desktop, "slow")
    assert written(desktop) == []
    desktop.window.wrap_up._settling.timeout.emit()
    assert written(desktop) == [Draft(feedback="slow")]
    desktop.window.wrap_up._settling.timeout.emit()
    assert len(written(desktop)) == 1


def test_a_case_number_is_kept_once_it_is_whole(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.case_number.setFocus()
    keys(desktop, "TT-77")
    desktop.window.wrap_up._settling.timeout.emit()
    assert written(desktop) == []
    press(desktop, Qt.Key.Key_Return)
    assert written(desktop) == [Draft(case_number="TT-77")]


def test_what_is_half_written_is_kept_when_the_window_closes(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.feedback.say("slow")
    page.case_number.setText("TT-77")
    desktop.window.close()
    assert written(desktop)[-1] == Draft(feedback="slow", case_number="TT-77")


def test_a_call_that_rings_leaves_it_for_later(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.feedback.setFocus()
    keys(desktop, "slow")
    desktop.tell(CallsChanged((call("d", "ringing"), OVER)))
    assert current(desktop) is desktop.window.call
    assert written(desktop) == [Draft(feedback="slow")]
    second = replace(wrap_ups.shown("en", key="d", call=UUID(int=7)), display="second")
    desktop.tell(CallsChanged((call("d"),)), CallsChanged((call("d", "ended", ended_t=3.0),)), second)
    assert current(desktop) is page
    assert page.shown == second
    assert page.draft() == Draft()


def test_it_can_be_put_off_and_taken_up_from_the_idle_page(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.category.begin()
    keys(desktop, "2")
    press(desktop, Qt.Key.Key_Escape)
    window = desktop.window
    assert current(desktop) is window.idle
    assert "To wrap up" in words_of(window.idle)
    desktop.press("wrap_up")
    assert asked(desktop, "open_wrap_up") == [("open_wrap_up", wrap_ups.CALL)]
    desktop.tell(replace(NOTHING, draft=Draft(category="billing")))
    assert current(desktop) is page
    assert page.category.chosen == ("billing",)
    keys(desktop, "3")
    assert written(desktop)[-1] == Draft(category="delay")


def test_after_a_restart_what_waits_is_on_the_idle_page(qtbot: QtBot, qapp: QApplication) -> None:
    desktop = make_desktop(qtbot, qapp)
    desktop.tell(CallsChanged(()), wrap_ups.waiting(8))
    window = desktop.window
    told = words_of(window.idle)
    assert "+966 55 000 0004" in told
    assert "+966 55 000 0005" not in told
    assert "and 3 earlier" in told
    assert "begun" in told
    draft = Draft(summary="own words", follow_ups=(FollowUp("survey", "2030-01-02"),), csat=2, case_number="TT-1")
    desktop.press("wrap_up")
    desktop.tell(wrap_ups.shown("en", draft, key=EARLIER))
    assert current(desktop) is window.wrap_up.page
    assert window.wrap_up.page.draft() == draft
    assert "2 Jan 2030" in window.wrap_up.page.follow_up.current.text()  # type: ignore[union-attr]
    finish(desktop)
    desktop.tell(WrapUpsWaiting())
    assert current(desktop) is window.idle
    assert "To wrap up" not in words_of(window.idle)


def test_finishing_is_undone_for_some_seconds(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.category.begin()
    keys(desktop, "2")
    finish(desktop)
    assert "The call is wrapped up." in words_of(desktop.window.undo)
    desktop.press("undo")
    assert asked(desktop, "reopen_wrap_up") == [("reopen_wrap_up", wrap_ups.CALL)]
    desktop.tell(replace(NOTHING, draft=Draft(category="billing", summary=SUMMARY)))
    assert current(desktop) is page
    assert page.draft() == Draft(category="billing", summary=SUMMARY)


# ── More becomes known ────────────────────────────────────────────────────────────────────────────────────


def test_the_summary_comes_when_the_last_words_are_in_and_takes_nothing_away(desktop: Desktop) -> None:
    page = hang_up(desktop, wrap_ups.shown("en", key="c", ended_t=None))
    assert "still being written down" in words_of(page)
    page.category.begin()
    keys(desktop, "2")
    desktop.tell(replace(NOTHING, categories=tuple(reversed(NOTHING.categories))))
    assert page.summary.toPlainText() == SUMMARY
    assert "still being written down" not in words_of(page)
    assert page.category.chosen == ("billing",)
    page.category.begin()
    keys(desktop, "1")
    assert page.category.chosen == ("outage",)  # the order stayed
    page.summary.setFocus()
    keys(desktop, "y")
    mine = page.summary.toPlainText()
    desktop.tell(replace(NOTHING, of=replace(NOTHING.of, summary="other")))
    assert page.summary.toPlainText() == mine


@pytest.mark.parametrize(
    ("silent", "said"), [("refused", "did not want a transcript"), ("no_words", "No words were heard")]
)
def test_a_call_without_words_says_so_and_is_wrapped_up(desktop: Desktop, silent: str, said: str) -> None:
    page = hang_up(desktop, wrap_ups.shown("en", key="c", silent=silent))  # type: ignore[arg-type]
    assert said in words_of(page)
    page.summary.setFocus()
    keys(desktop, "asked for a form")
    finish(desktop)
    assert asked(desktop, "finish_wrap_up")[-1][2] == Draft(summary="asked for a form")


def test_what_may_not_be_kept_is_said(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    desktop.tell(WrapUpKept(wrap_ups.CALL, ("summary",)))
    assert "are not kept" in words_of(page)
    desktop.tell(WrapUpKept(wrap_ups.CALL))
    assert "are not kept" not in words_of(page)


def test_it_is_copied_by_a_chord(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    page.category.begin()
    keys(desktop, "2")
    desktop.press("copy_wrap_up")
    assert asked(desktop, "copy_wrap_up") == [("copy_wrap_up", wrap_ups.CALL, Draft(category="billing"), "en")]
    desktop.tell(WrapUpCopied(wrap_ups.CALL, "Category: Bill\n"))
    assert QGuiApplication.clipboard().text() == "Category: Bill\n"
    assert "Copied" in words_of(page)


# ── Beside the rest ───────────────────────────────────────────────────────────────────────────────────────


def test_what_was_said_is_a_chord_away_and_so_is_the_way_back(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    desktop.press("wrap_up")
    desktop.press("wrap_up")
    assert current(desktop) is desktop.window.call
    desktop.press("wrap_up")
    assert current(desktop) is page


def test_in_a_window_that_has_the_keys_the_first_chord_gives_them_to_the_wrap_up(desktop: Desktop) -> None:
    desktop.window.call.view.setFocus()
    page = hang_up(desktop, NOTHING)
    press(desktop, Qt.Key.Key_Space)  # on no button: nothing was chosen yet
    assert current(desktop) is page
    desktop.press("wrap_up")
    assert current(desktop) is page
    keys(desktop, "2")
    assert written(desktop) == [Draft(category="billing")]


def test_a_note_can_still_be_written(desktop: Desktop) -> None:
    page = hang_up(desktop, NOTHING)
    desktop.press("note")
    assert current(desktop) is desktop.window.call
    keys(desktop, "router is old")
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "note")[-1][2] == "router is old"
    assert current(desktop) is page


def test_after_an_abusive_call_the_report_comes_first_then_the_breather_then_this(desktop: Desktop) -> None:
    anger = (Anger(t=59, kind="abuse", evidence="you idiot"), WarningDue(t=60, number=1, say="Please."))
    events = (*anger, WarningGiven(t=61, number=1))
    desktop.tell(Said("c", tuple(recorded(50 + place, event) for place, event in enumerate(events))))
    page = hang_up(desktop, NOTHING)
    window = desktop.window
    incident = Incident(t=180.0, report=report("en"))
    desktop.tell(Said("c", (recorded(76, CallEnded(t=180.0)), recorded(77, incident))))
    assert current(desktop) is window.idle
    assert window.after.offer.isVisible()
    assert not window.after.breather.isVisible()
    assert not window.wrap_up.waiting.isVisible()
    window.after.offer.read_button.click()
    assert current(desktop) is window.after.page
    window.after.page.done_button.click()
    assert current(desktop) is window.idle
    assert window.after.breather.isVisible()
    assert not window.after.offer.isVisible()
    window.after.breather.away.click()
    desktop.settle()
    assert current(desktop) is page


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_can_be_reached_in_a_narrow_window(
    qtbot: QtBot, qapp: QApplication, language: str, scale: int
) -> None:
    desktop = make_desktop(qtbot, qapp, scale=scale)
    desktop.speak(language)  # type: ignore[arg-type]
    desktop.window.resize(420 if scale == 100 else 640, 600)
    page = hang_up(desktop, replace(wrap_ups.shown(language, key="c"), scales=("csat", "nps", "ces")))  # type: ignore[arg-type]
    inside = page._scroll.widget()
    assert inside.width() <= page._scroll.viewport().width()
    for choices in (page.category, page.outcome, page.follow_up, *page.scales.rows.values()):
        for chip in choices.findChildren(QWidget):
            assert choices.rect().contains(chip.geometry()), (language, scale)
    assert page.finish_button.isVisible()
    page.feedback.setFocus()
    desktop.settle()
