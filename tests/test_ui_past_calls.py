"""The window of past calls, worked by its keys, in both languages; behind it a fake desk, and once the real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from logged_calls import OF_FLAG, Journals, says
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_past_calls import WIDE, WORD, Opened
from ui_window import Desktop, call, make_desktop, utterance, words_of

from callassist.calls.journal import Journal
from callassist.calls.updates import CallsChanged, ListeningChanged
from callassist.events import LANGUAGES, Language
from callassist.reports.call_filters import Filters
from callassist.reports.log_desk import Exported, Exporting, Listed, NotExported, Told
from callassist.store.database import journal_path, open_for_writing
from ui.agent.place import place_beside
from ui.agent.transcript import LINE
from ui.gallery.past_calls import FakeLogDesk
from ui.supervisor import filter_words
from ui.words import window_language

CLEAR: dict[Language, str] = {"ar": "إزالة الشروط", "en": "Clear filters"}


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


@pytest.fixture
def english(desktop: Desktop) -> Opened:
    return Opened(desktop, "en")


@pytest.fixture(params=LANGUAGES)
def opened(request: pytest.FixtureRequest, desktop: Desktop) -> Opened:
    return Opened(desktop, request.param)


# ── By keys ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_is_found_and_read_without_the_mouse(opened: Opened) -> None:
    window = opened.window
    assert window.filters.said.hasFocus()
    window.filters.said.insert(WORD[opened.language])  # QTest types no Arabic
    opened.key(Qt.Key.Key_Return)
    assert ("list_calls", Filters(said=WORD[opened.language]), None) in opened.asked
    assert WORD[opened.language] in window.filters.sentence.text()
    opened.key(Qt.Key.Key_Down)
    assert window.list.hasFocus()
    opened.key(Qt.Key.Key_Down)
    assert window.list.currentIndex().row() == 1
    opened.key(Qt.Key.Key_Return)
    assert window.pane.view.hasFocus()
    line = window.pane.view.currentIndex().data(LINE)
    assert line.seq == 6, "the line in which it was said is chosen"
    opened.key(Qt.Key.Key_Down)
    opened.key(Qt.Key.Key_Escape)
    assert window.list.hasFocus()
    opened.key(Qt.Key.Key_F, window, Qt.KeyboardModifier.ControlModifier)
    assert window.filters.said.hasFocus()


def test_escape_gives_all_calls_back_and_then_closes(english: Opened) -> None:
    english.choose(Filters(flags=frozenset({"warning"})))
    english.window.list.begin()
    english.key(Qt.Key.Key_Escape)
    assert english.window.filters.filters == Filters()
    english.key(Qt.Key.Key_Escape)
    assert not english.window.isVisible()
    assert english.asked[-1] == ("close",)
    english.desktop.press("calls")
    assert english.window.isVisible()
    assert len(english.desks) == 2


def test_arrows_on_the_timeline_go_from_mark_to_mark_in_reading_direction(opened: Opened) -> None:
    window = opened.window
    onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
    if opened.language == "ar":
        onward, back = back, onward
    seen = []
    for key in (onward, onward, onward, back):
        opened.key(key, window.pane.timeline)
        seen.append(window.pane.view.currentIndex().data(LINE).seq)
    assert seen == [2, 3, 5, 3]


def test_a_click_on_the_timeline_jumps_to_the_line(opened: Opened) -> None:
    timeline = opened.window.pane.timeline
    whole = opened.window.pane.call
    assert whole is not None
    near_the_end = timeline.width() - 14 if opened.language == "en" else 14
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(near_the_end, 30))
    opened.desktop.settle()
    assert opened.window.pane.view.currentIndex().data(LINE).seq == 8


# ── What is shown ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_is_shown_with_its_cues_and_notes_at_their_lines(opened: Opened) -> None:
    lines = opened.lines()
    at = {words: next(row for row, line in enumerate(lines) if words in line) for words in ("LX-200", "50", "75")}
    note = next(row for row, line in enumerate(lines) if line == "LX-200")
    assert at["50"] < at["75"]
    assert note == at["LX-200"] + 2, "behind the line and what was left out of it"
    opened.window.pane.facts_button.click()
    assert any("16:00" in words for words in words_of(opened.window.pane.facts).split(" | "))


@pytest.mark.parametrize(
    ("filters", "english", "arabic"),
    [
        (Filters(), "All calls", "كل المكالمات"),
        (
            Filters(period="last_week", flags=frozenset({"warning"})),
            "Calls of last week in which there was: Warning given",
            "مكالمات الأسبوع الماضي التي فيها: توجيه تنبيه",
        ),
        (
            Filters(customer="منى", open_promises=True),
            "All calls of “منى” with a promise still open",
            "كل المكالمات للعميل «منى» التي فيها وعد قائم",
        ),
        (
            Filters(period="today", category="outage", outcome="not_wrapped_up"),
            "Calls of today about: Outage or slow line not wrapped up yet",
            "مكالمات اليوم التي موضوعها: انقطاع أو بطء والتي لم تُلخَّص بعد",
        ),
        (
            Filters(said="فاتورة", flags=frozenset({"abuse", "cut"})),
            "All calls in which there was: Abuse and Cut off where “فاتورة” was said",
            "كل المكالمات التي فيها: إساءة وانقطاع والتي قيل فيها «فاتورة»",
        ),
    ],
)
def test_filters_say_themselves_in_words(desktop: Desktop, filters: Filters, english: str, arabic: str) -> None:
    for language, words in (("en", english), ("ar", arabic)):
        desktop.translators.speak("ar" if language == "ar" else "en")
        assert filter_words.sentence(filters).replace("\u2068", "").replace("\u2069", "") == words


def test_filters_are_chosen_in_the_fields_and_the_list_follows(english: Opened) -> None:
    bar = english.window.filters
    bar.period.setCurrentIndex(bar.period.findData("last_week"))
    bar.period.activated.emit(bar.period.currentIndex())
    bar._flags["warning"].trigger()
    english.desktop.settle()
    assert english.asked[-1] != ()
    assert ("list_calls", Filters(period="last_week", flags=frozenset({"warning"})), None) in english.asked
    assert "(1)" in bar.flags_button.text()


def test_a_day_that_is_none_is_said(english: Opened) -> None:
    bar = english.window.filters
    bar.period.setCurrentIndex(bar.period.findData("from_to"))
    bar.period.activated.emit(bar.period.currentIndex())
    QTest.keyClicks(bar.since, "2026-02-31")
    english.key(Qt.Key.Key_Return, bar.since)
    assert "2026-02-31" in bar.count.text()
    bar.since.setText("٢٠٢٦-٠٢-٢٨")
    english.key(Qt.Key.Key_Return, bar.since)
    assert bar.filters.since == date(2026, 2, 28), "in the digits of either script"


def test_where_nothing_fits_the_way_back_stands_there(opened: Opened) -> None:
    opened.choose(Filters(flags=frozenset({"threat"})))
    assert opened.window.list.rows.rowCount() == 0
    assert opened.window.clear_button.isVisible()
    assert opened.window.clear_button.text() == CLEAR[opened.language]
    opened.window.clear_button.click()
    opened.desktop.settle()
    assert opened.window.list.rows.rowCount() == 40


def test_before_the_first_call_that_is_said(desktop: Desktop) -> None:
    window = Opened(desktop, "en", most=0).window
    assert "There is no call yet" in window.empty.text()
    assert not window.clear_button.isVisible()
    assert window.pane.nothing.text() == "", "there is nothing to choose"


def test_an_error_says_what_and_how_and_can_be_tried_again(english: Opened) -> None:
    desk = english.desks[-1]
    desk.fault = ("journal.db is locked.", "Close the other program.")
    english.key(Qt.Key.Key_F5, english.window)
    assert "is locked" in english.window.empty.text()
    assert "Close the other program." in english.window.empty.text()
    desk.fault = None
    english.window.again_button.click()
    english.desktop.settle()
    assert english.window.list.isVisible()


def test_an_answer_to_what_is_not_asked_any_more_is_dropped(english: Opened) -> None:
    desk = english.desks[-1]
    desk.silent = True
    english.choose(Filters(flags=frozenset({"cut"})))
    late = english.window._list_asked
    desk.silent = False
    english.choose(Filters(flags=frozenset({"gap"})))
    rows = english.window.list.rows.rowCount()
    desk.silent, page = True, FakeLogDesk(lambda told: kept.append(told), english.language)
    kept: list[Told] = []
    page.list_calls(late, Filters())
    (told,) = kept
    assert isinstance(told, Listed)
    desk.tell(told)
    english.desktop.settle()
    assert english.window.list.rows.rowCount() == rows < 40


def test_the_next_page_is_asked_for_before_the_end_is_reached(english: Opened) -> None:
    bar = english.window.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    english.desktop.settle()
    assert english.window.list.rows.rowCount() == 80
    assert sum(asked[0] == "list_calls" for asked in english.asked) == 2


# ── Narrow, languages, files ──────────────────────────────────────────────────────────────────────────────


def test_a_narrow_window_shows_one_after_the_other(english: Opened) -> None:
    window = english.window
    window.resize(420, 690)
    english.desktop.settle()
    assert window.list.isVisible()
    assert not window.pane.isVisible()
    window.list.begin()
    english.key(Qt.Key.Key_Return)
    assert window.pane.isVisible()
    assert not window.list.isVisible()
    window.pane.back_button.click()
    english.desktop.settle()
    assert window.list.hasFocus()
    window.resize(1160, 760)
    english.desktop.settle()
    assert window.list.isVisible()
    assert window.pane.isVisible()


def test_another_language_says_everything_anew(english: Opened) -> None:
    for language in ("ar", "en"):
        english.desktop.speak("ar" if language == "ar" else "en")
        expected = "المكالمات السابقة" if language == "ar" else "Past calls"
        assert (english.window.windowTitle(), window_language()) == (expected, language)
        assert any(("مقاطعة" in line or "تكلم الموظف" in line) == (language == "ar") for line in english.lines()[4:8])


def test_files_are_written_by_the_desk_and_can_be_stopped(english: Opened, tmp_path: Path) -> None:
    export, desk = english.window.export, english.desks[-1]
    export.wanted.emit("list csv", tmp_path / "calls.csv")
    assert english.asked[-1] == ("export_list", Filters(), "csv", tmp_path / "calls.csv")
    desk.tell(Exporting(200, 10_000))
    english.desktop.settle()
    assert "200" in export.told.text()
    assert "10000" in export.told.text()
    assert export.stop_button.isVisible()
    export.stop_button.click()
    assert english.asked[-1] == ("stop",)
    desk.tell(Exported(tmp_path / "calls.csv", None))
    english.desktop.settle()
    assert not export.stop_button.isVisible()
    whole = english.window.pane.call
    assert whole is not None
    export.wanted.emit("call pdf", tmp_path / "call.pdf")
    assert english.asked[-1] == ("export_call", whole.call.key, "pdf", tmp_path / "call.pdf", english.language)
    desk.tell(NotExported("There is no room left.", "Free some space."))
    english.desktop.settle()
    assert export.told.text() == "There is no room left. Free some space."


def test_the_live_call_goes_on_beside_it(english: Opened) -> None:
    desktop = english.desktop
    desktop.talk(utterance(1, "hello"))
    desktop.press("pause")
    assert desktop.engine.asked[-1] == ("pause",)
    desktop.tell(CallsChanged((call(state="ended", ended_t=60.0),)), ListeningChanged("off"))
    assert english.window.isVisible()
    assert english.window.list.rows.rowCount() == 40


@pytest.mark.parametrize(
    ("taken", "screen", "place"),
    [
        # At the end of a laptop's screen, at the beginning of it, and in the middle of one on which it has no room.
        (QRect(946, 40, 420, 690), QRect(0, 0, 1366, 768), QRect(0, 20, 946, 728)),
        (QRect(0, 40, 420, 690), QRect(0, 0, 1366, 768), QRect(420, 20, 946, 728)),
        (QRect(460, 40, 420, 690), QRect(0, 0, 1366, 768), QRect(0, 20, 1160, 728)),
        (QRect(1500, 0, 420, 690), QRect(0, 30, 1920, 1050), QRect(340, 175, 1160, 760)),
        (QRect(1920, 0, 420, 690), QRect(1920, 0, 1920, 1080), QRect(2340, 160, 1160, 760)),
        (QRect(200, 40, 420, 690), QRect(0, 0, 800, 600), QRect(0, 20, 800, 560)),
    ],
)
def test_the_agents_window_is_left_to_be_seen_where_there_is_room(taken: QRect, screen: QRect, place: QRect) -> None:
    assert place_beside(taken, screen, WIDE, 860) == place


def test_with_the_real_desk_behind_it(desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    with open_for_writing(journal_path()) as database:
        calls = Journals(database, Journal(database))
        calls.call([says(1, "وفاتورتي غلط"), *OF_FLAG["abuse"]], name="c0")
        calls.call([says(1, "شكرا")], name="c1", number=None)
        window = desktop.window.past_calls.open()
        window.resize(WIDE)
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: window.list.rows.rowCount() == 2 and window.pane.call is not None)
        window.filters.choose(Filters(said="فاتورة", flags=frozenset({"abuse"})))
        qtbot.waitUntil(lambda: window.list.rows.rowCount() == 1)
        qtbot.waitUntil(lambda: window.pane.call is not None and window.pane.call.call.id == "c0")
        window.export.wanted.emit("call pdf", tmp_path / "call.pdf")
        qtbot.waitUntil(lambda: (tmp_path / "call.pdf").exists())
        window.export.wanted.emit("list csv", tmp_path / "calls.csv")
        qtbot.waitUntil(lambda: (tmp_path / "calls.csv").exists())
        window.settle()
    assert (tmp_path / "call.pdf").read_bytes().startswith(b"%PDF")
    assert "وفاتورتي" in (tmp_path / "calls.csv").read_text(encoding="utf-8")


def test_the_real_desk_says_where_there_is_no_call_yet(desktop: Desktop, qtbot: QtBot) -> None:
    window = desktop.window.past_calls.open()
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "There is no call yet" in window.empty.text())
    window.settle()


def test_the_real_desk_says_what_is_wrong_with_a_journal(desktop: Desktop, qtbot: QtBot) -> None:
    journal_path().parent.mkdir(parents=True, exist_ok=True)
    journal_path().write_text("not a database\n" * 20)
    window = desktop.window.past_calls.open()
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "it is a text file" in window.empty.text())
    window.settle()
