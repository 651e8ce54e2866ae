"""Words that were looked for, in the call that is open: marked where they were said, and gone through by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_past_calls import WORD, Opened
from ui_window import Desktop, make_desktop

from callassist.events import LANGUAGES, Language, Recorded, Utterance
from callassist.reports.call_filters import Filters
from callassist.reports.log_desk import Opened as OpenedCall
from callassist.reports.whole_call import WholeCall
from ui.agent.line_layout import NO_MARKS, boxes
from ui.agent.lines import shown
from ui.agent.transcript import LINE

PLACES: dict[Language, tuple[str, ...]] = {"ar": ("وفاتورتي", "الفواتير", "فاتورة"), "en": ("bill", "bills", "bill")}
COUNTED: dict[Language, str] = {"ar": "الموضع {} من 3", "en": "Place {} of 3"}


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


@pytest.fixture
def english(desktop: Desktop) -> Opened:
    return Opened(desktop, "en")


@pytest.fixture(params=LANGUAGES)
def opened(request: pytest.FixtureRequest, desktop: Desktop) -> Opened:
    return Opened(desktop, request.param)


def said(opened: Opened) -> str:
    return opened.window.pane.found.told.text().replace("\u2066", "").replace("\u2069", "")


def looked_at(opened: Opened) -> tuple[int, str]:
    """The line that is chosen, and the words in it that are framed."""
    view = opened.window.pane.view
    line = view.currentIndex().data(LINE)
    at = view.hits.marks(view.currentIndex().row()).at
    assert at is not None
    return line.seq, shown(line).text[at[0] : at[1]]


def back(opened: Opened) -> None:
    opened.key(Qt.Key.Key_F3, held=Qt.KeyboardModifier.ShiftModifier)


def test_the_first_place_is_shown_and_keys_go_to_the_others_and_round(opened: Opened) -> None:
    places = [(seq, words) for seq, words in zip((6, 8, 8), PLACES[opened.language], strict=True)]
    opened.choose(Filters(said=WORD[opened.language]))
    assert (looked_at(opened), said(opened)) == (places[0], COUNTED[opened.language].format(1))
    for number in (1, 2, 0):
        opened.key(Qt.Key.Key_F3)
        assert (looked_at(opened), said(opened)) == (places[number], COUNTED[opened.language].format(number + 1))
    back(opened)
    assert looked_at(opened) == places[2]
    opened.window.pane.found.back_button.click()
    opened.desktop.settle()
    assert looked_at(opened) == places[1]


def test_every_place_is_marked_by_more_than_a_colour(opened: Opened) -> None:
    opened.choose(Filters(said=WORD[opened.language]))
    view = opened.window.pane.view
    model = view.past()
    assert model is not None
    rows = [row for row in range(model.rowCount()) if view.hits.marks(row) != NO_MARKS]
    words = [shown(model.line(row)).text[a:b] for row in rows for a, b in view.hits.marks(row).found]
    assert tuple(words) == PLACES[opened.language]
    picture = view.viewport().grab().toImage()
    top = view.visualRect(model.index(rows[0], 0)).top()
    (box,) = boxes(view._lay_out(model.line(rows[0])), *view.hits.marks(rows[0]).found[0], top)
    under = picture.pixelColor(round(box.center().x()), round(box.bottom()) - 1)
    assert under == opened.desktop.look.colour("accent"), "a line below the word"


def test_after_the_arrows_the_search_goes_on_from_where_they_led(opened: Opened) -> None:
    opened.choose(Filters(said=WORD[opened.language]))
    opened.window.pane.begin()
    opened.key(Qt.Key.Key_End)
    opened.key(Qt.Key.Key_Home)
    back(opened)
    assert looked_at(opened) == (8, PLACES[opened.language][2]), "before the first comes the last"
    opened.key(Qt.Key.Key_Home)
    opened.key(Qt.Key.Key_F3)
    assert looked_at(opened) == (6, PLACES[opened.language][0])
    opened.key(Qt.Key.Key_Down)
    back(opened)
    assert looked_at(opened) == (6, PLACES[opened.language][0]), "the one before it, not the last of all"


def test_from_what_came_of_it_the_key_leads_back_to_what_was_said(english: Opened) -> None:
    english.choose(Filters(said="bill"))
    english.window.pane.facts_button.click()
    english.key(Qt.Key.Key_F3)
    assert english.window.pane.pages.currentWidget() is english.window.pane.view
    assert looked_at(english) == (8, "bills")


def test_other_words_are_marked_instead_and_none_leaves_nothing(english: Opened) -> None:
    pane = english.window.pane
    english.choose(Filters(said="bill"))
    english.choose(Filters(said="router"))
    assert (looked_at(english), said(english)) == ((4, "router"), "Said in 1 place")
    assert not pane.found.on_button.isVisible()
    english.choose(Filters(said="parrot"))
    assert said(english) == "Not said in this call"
    english.choose(Filters())
    assert not pane.found.told.isVisible()
    assert len(pane.view.hits) == 0
    english.key(Qt.Key.Key_F3)  # leads nowhere


def test_looking_again_does_not_lose_the_place(english: Opened) -> None:
    english.choose(Filters(said="bill"))
    english.key(Qt.Key.Key_F3)
    english.key(Qt.Key.Key_F5)
    assert looked_at(english) == (8, "bills")


def test_a_block_for_what_was_left_out_is_no_place_and_moves_none(english: Opened) -> None:
    english.choose(Filters(said="number"))
    assert said(english) == "Not said in this call", "the block's own word was said by nobody"
    english.choose(Filters(said="LX"))
    assert looked_at(english) == (4, "LX")


def test_a_place_far_down_a_long_call_is_in_view_and_stays_there(english: Opened) -> None:
    english.choose(Filters(said="needle"))
    pane = english.window.pane
    whole = pane.call
    assert whole is not None
    long = [f"{number} " + "and so it went on and on, as calls do, " * (number % 5) for number in range(600)]
    long[500] += "a needle"
    english.desks[-1].tell(OpenedCall(english.window._call_asked, _of(whole, long)))
    english.desktop.settle()
    english.desktop.qtbot.waitUntil(lambda: pane.view._measured == len(pane.view._heights))
    box = pane.view.visualRect(pane.view.currentIndex())
    assert looked_at(english) == (501, "needle")
    assert 0 <= box.top() < box.bottom() <= pane.view.viewport().height()


def test_a_line_higher_than_the_window_is_scrolled_to_its_place(english: Opened) -> None:
    english.choose(Filters(said="needle"))
    pane = english.window.pane
    assert pane.call is not None
    long = _of(pane.call, ["hay " * 3000 + "needle " + "hay " * 500])
    english.desks[-1].tell(OpenedCall(english.window._call_asked, long))
    english.desktop.settle()
    view = pane.view
    row = view.currentIndex().row()
    top = view.visualRect(view.currentIndex()).top()
    (box,) = boxes(view._lay_out(view._line(row)), *view.hits.marks(row).found[0], top)
    assert 0 <= box.top() < box.bottom() <= view.viewport().height()


def test_a_call_without_words_says_so_and_lets_one_out_again(opened: Opened) -> None:
    opened.choose(Filters(said=WORD[opened.language]))
    pane = opened.window.pane
    assert pane.call is not None
    assert not pane.view.wordless.isVisible()
    opened.desks[-1].tell(OpenedCall(opened.window._call_asked, _of(pane.call, [])))
    opened.desktop.settle()
    assert pane.view.wordless.isVisible()
    opened.window.list.entered.emit(opened.window.list.call())
    for key in (Qt.Key.Key_F3, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return):
        opened.key(key)
    opened.key(Qt.Key.Key_Escape)
    assert opened.window.list.hasFocus()


def _of(whole: WholeCall, lines: list[str]) -> WholeCall:
    said = tuple(
        Recorded("c", seq + 1, seq, Utterance(t=seq, t0=seq, t1=seq + 1, speaker="customer", text=text, confidence=0.9))
        for seq, text in enumerate(lines)
    )
    return replace(whole, said=said, cues=(), notes=())
