"""Several past calls, chosen by keys and written to files, in both languages; a fake desk behind it, once the real."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from logged_calls import Journals, days_on, says
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_past_calls import WORD, Opened
from ui_window import Desktop, make_desktop

from callassist.calls.journal import Journal
from callassist.events import LANGUAGES, Language
from callassist.reports.call_filters import Filters
from callassist.reports.log_desk import Exported, Exporting
from callassist.store.database import journal_path, open_for_writing

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
CHOSEN: dict[Language, tuple[str, str]] = {
    "ar": ("3 مكالمات مختارة", "القائمة كلها مختارة"),
    "en": ("3 calls chosen", "The whole list is chosen"),
}


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


@pytest.fixture
def english(desktop: Desktop) -> Opened:
    return Opened(desktop, "en")


@pytest.fixture(params=LANGUAGES)
def opened(request: pytest.FixtureRequest, desktop: Desktop) -> Opened:
    return Opened(desktop, request.param)


def three(opened: Opened) -> frozenset[UUID]:
    """The second to the fourth are marked."""
    opened.window.list.begin()
    opened.key(Qt.Key.Key_Down)
    opened.key(Qt.Key.Key_Down, held=SHIFT)
    opened.key(Qt.Key.Key_Down, held=SHIFT)
    return frozenset(UUID(int=number) for number in (2, 3, 4))


def exported(opened: Opened) -> object:
    """What the desk was asked to write."""
    return opened.asked[-1][1]


def test_those_marked_by_keys_are_written_and_said(opened: Opened, tmp_path: Path) -> None:
    keys = three(opened)
    export = opened.window.export
    assert export.chosen.text() == CHOSEN[opened.language][0]
    export.place_chosen("list csv", tmp_path / "calls.csv")
    assert opened.asked[-1] == ("export_list", Filters(among=keys), "csv", tmp_path / "calls.csv")
    export.show_told(None)
    export.place_chosen("list json", tmp_path / "calls.jsonl")
    assert opened.asked[-1] == ("export_list", Filters(among=keys), "json", tmp_path / "calls.jsonl")
    export.place_chosen("list pdf", tmp_path)
    _, filters, folder, language = opened.asked[-1]
    assert (filters, language) == (Filters(among=keys), opened.language)
    assert isinstance(folder, Path)
    assert (folder.parent, folder.name[:6]) == (tmp_path, "calls-")
    folder.mkdir()
    export.place_chosen("list pdf", tmp_path)
    assert opened.asked[-1][2] == folder.with_name(f"{folder.name}-2"), "a name that is free"


def test_ctrl_a_means_the_whole_list_with_what_was_not_read_yet(opened: Opened, tmp_path: Path) -> None:
    opened.choose(Filters(said=WORD[opened.language]))
    window = opened.window
    window.list.begin()
    opened.key(Qt.Key.Key_A, held=CTRL)
    assert window.export.chosen.text() == CHOSEN[opened.language][1]
    bar = window.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    opened.desktop.settle()
    assert window.list.rows.rowCount() == len(window.list.selectedIndexes()) == 80, "more was read, and is marked"
    window.export.place_chosen("list csv", tmp_path / "calls.csv")
    assert exported(opened) == Filters(said=WORD[opened.language])


def test_one_that_is_looked_at_is_no_choice(english: Opened, tmp_path: Path) -> None:
    english.window.list.begin()
    english.key(Qt.Key.Key_Down)
    assert not english.window.export.chosen.isVisible()
    english.window.export.place_chosen("list csv", tmp_path / "calls.csv")
    assert exported(english) == Filters()


def test_escape_lets_the_others_go_before_it_closes(english: Opened) -> None:
    three(english)
    english.key(Qt.Key.Key_Escape)
    assert english.window.isVisible()
    assert len(english.window.list.selectedIndexes()) == 1
    assert english.window.list.currentIndex().row() == 3
    english.key(Qt.Key.Key_A, held=CTRL)
    english.key(Qt.Key.Key_Escape)
    assert not english.window.list.whole
    english.key(Qt.Key.Key_Escape)
    assert not english.window.isVisible()


def test_without_one_of_them_it_is_not_the_whole_list(english: Opened, tmp_path: Path) -> None:
    english.window.list.begin()
    english.key(Qt.Key.Key_A, held=CTRL)
    english.key(Qt.Key.Key_Down, held=CTRL)
    english.key(Qt.Key.Key_Space, held=CTRL)
    assert "39" in english.window.export.chosen.text()
    english.window.export.place_chosen("list csv", tmp_path / "calls.csv")
    filters = exported(english)
    assert isinstance(filters, Filters)
    assert len(filters.among) == 39
    assert UUID(int=2) not in filters.among


def test_another_list_has_nothing_marked(english: Opened) -> None:
    three(english)
    english.key(Qt.Key.Key_F5)
    assert not english.window.export.chosen.isVisible()
    assert english.window.list.currentIndex().row() == 3, "the call that is read stays"


def test_shift_and_the_arrow_up_do_not_leave_the_list(english: Opened) -> None:
    english.window.list.begin()
    english.key(Qt.Key.Key_Up, held=SHIFT)
    assert english.window.list.hasFocus()
    english.key(Qt.Key.Key_Up)
    assert english.window.filters.said.hasFocus()


def test_while_files_are_written_no_others_are_asked_for(english: Opened, tmp_path: Path) -> None:
    export, desk = english.window.export, english.desks[-1]
    desk.tell(Exporting(1, 3))
    english.desktop.settle()
    assert not export.menu_button.isEnabled()
    desk.tell(Exported(tmp_path / "calls-2026-03-01", 3))
    english.desktop.settle()
    assert export.menu_button.isEnabled()
    assert "calls-2026-03-01" in export.told.text()


def test_closed_while_files_are_written_it_opens_ready_for_others(english: Opened) -> None:
    english.desks[-1].tell(Exporting(1, 3))
    english.desktop.settle()
    english.window.close()
    english.desktop.press("calls")
    assert english.window.export.menu_button.isEnabled()
    assert not english.window.export.stop_button.isVisible()


def test_the_menu_says_what_is_written(opened: Opened) -> None:
    actions = opened.window.export.actions_of
    alone = [action.text() for action in actions.values()]
    three(opened)
    chosen = [action.text() for action in actions.values()]
    assert [before == after for before, after in zip(alone, chosen, strict=True)] == [False] * 3 + [True] * 2
    assert len({*alone, *chosen}) == 8


def test_the_real_desk_puts_the_marked_ones_on_paper(desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    with open_for_writing(journal_path()) as database:
        calls = Journals(database, Journal(database))
        for number in range(3):
            calls.call([says(1, "وفاتورتي غلط")], name=f"c{number}", began=days_on(0) + timedelta(minutes=number))
        window = desktop.window.past_calls.open()
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: window.list.rows.rowCount() == 3)
        window.list.begin()
        qtbot.keyClick(window.list, Qt.Key.Key_Down, SHIFT)
        window.export.place_chosen("list pdf", tmp_path)
        qtbot.waitUntil(lambda: window.export.menu_button.isEnabled() and any(tmp_path.glob("calls-*")), timeout=20_000)
        window.settle()
    (folder,) = tmp_path.iterdir()
    assert sorted(each.name for each in folder.iterdir()) == ["call-2026-03-01-1001.pdf", "call-2026-03-01-1002.pdf"]
