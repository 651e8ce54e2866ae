"""What an earlier run left, in the window at the next start: one notice after another, with the ways on from each."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_customer import asked, press
from ui_window import Desktop, call, make_desktop, recorded, words_of

from callassist.calls.updates import CallsChanged, LeftOvers, Said, WrapUpsWaiting
from callassist.events import Language, Note
from ui.agent.left_over import Counted
from ui.gallery import wrap_ups
from ui.gallery.reports import report
from ui.words import figures, translate

OTHER = UUID(int=wrap_ups.CALL.int + 1)


@pytest.fixture(params=["ar", "en"])
def desktop(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.speak(request.param)
    return made


def language_of(desktop: Desktop) -> Language:
    return "ar" if desktop.window.isRightToLeft() else "en"


def left(desktop: Desktop) -> None:
    """Of two calls that were cut off the first has a report; a wrap-up was begun."""
    language = language_of(desktop)
    desktop.tell(
        CallsChanged(()),
        wrap_ups.waiting(2),
        LeftOvers(
            (
                wrap_ups.left_over(language, report=report(language)),
                wrap_ups.left_over(language, OTHER, cut_off=False, undecided=0),
            )
        ),
    )


def test_it_says_one_thing_at_a_time(desktop: Desktop) -> None:
    left(desktop)
    bar = desktop.window.notices
    said = words_of(bar)
    assert translate("left over", "A call was cut off: %1").partition("%1")[0] in said
    assert {"ar": "سالم", "en": "Salem"}[language_of(desktop)] in said
    assert figures(Counted().undecided(2)) in said
    assert translate("left over", "There is an incident report.") in said
    ways = bar.ways_on
    assert all(each.isVisible() for each in (ways.wrap_up_button, ways.promises_button, ways.report_button))
    bar._ok.click()
    assert translate("left over", "A wrap-up is unfinished: %1").partition("%1")[0] in words_of(bar)
    assert not ways.promises_button.isVisible()
    assert not ways.report_button.isVisible()
    bar._ok.click()
    assert not bar.isVisible()


def test_the_wrap_up_and_its_promises_are_opened_from_it(desktop: Desktop) -> None:
    left(desktop)
    page = desktop.window.wrap_up.page
    desktop.window.notices.ways_on.promises_button.click()
    assert asked(desktop, "open_wrap_up") == [("open_wrap_up", wrap_ups.CALL)]
    desktop.tell(wrap_ups.shown(language_of(desktop), key=str(wrap_ups.CALL)))
    assert desktop.window.stack.currentWidget() is page
    assert page.promised.choices.current is not None
    assert page.promised.choices.current.hasFocus()
    press(desktop, Qt.Key.Key_Escape)
    desktop.window.notices.ways_on.wrap_up_button.click()
    desktop.tell(wrap_ups.shown(language_of(desktop), key=str(wrap_ups.CALL)))
    assert page.category.current is not None
    assert page.category.current.hasFocus()


def test_the_report_is_read_from_it_and_added_to(desktop: Desktop) -> None:
    left(desktop)
    desktop.window.notices.ways_on.report_button.click()
    page = desktop.window.after.page
    assert desktop.window.stack.currentWidget() is page
    QTest.keyClicks(page.field, "he rang twice")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    key = str(wrap_ups.CALL)
    assert asked(desktop, "note") == [("note", key, "he rang twice", 40)]
    desktop.tell(Said(key, (recorded(50, Note(t=60, text="he rang twice", line=40)),)))
    assert "he rang twice" in words_of(page)
    page.done_button.click()
    assert desktop.window.stack.currentWidget() is desktop.window.idle


def test_it_waits_while_a_call_goes_on_and_goes_when_the_call_is_wrapped_up(desktop: Desktop) -> None:
    left(desktop)
    bar = desktop.window.notices
    desktop.tell(CallsChanged((call(state="ringing", answered_at=None),)))
    assert not bar.isVisible()
    desktop.tell(CallsChanged(()))
    assert bar.isVisible()
    desktop.tell(WrapUpsWaiting())
    assert not bar.isVisible()
