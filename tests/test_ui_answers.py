"""Answers, articles, phrases and the board by keys; and that nothing moves under the eye."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_window import Desktop, call, make_desktop, recorded, utterance, words_of

from callassist.calls.updates import ArticlesFound, ArticleShown, CallsChanged, Said, Trouble
from callassist.events import FoundArticle, Suggestion, WarningDue
from ui.agent.knowing.answers import Answers
from ui.agent.knowing.article_words import value
from ui.gallery import answers, customers, saying
from ui.gallery.talks import KEY
from ui.theme.motion import Fade

_IDS = tuple(article.id for article in answers.articles("en"))


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    made = make_desktop(qtbot, qapp)
    made.window.resize(420, 690)
    made.tell(CallsChanged((call(KEY),)), answers.ready())
    return made


def found(name: str) -> FoundArticle:
    return FoundArticle(name, f"Title {name}", f"Passage {name}", 0.9, "en")


def suggest(desktop: Desktop, *names: str) -> None:
    desktop.tell(saying.said(Suggestion(t=1, articles=tuple(found(name) for name in names))))


def listed(desktop: Desktop) -> list[str]:
    rows = desktop.window.call.knowledge.list.rows
    return [row.told.article.id if row.told is not None else "" for row in rows if not row.isHidden()]


def asked(desktop: Desktop, what: str) -> list[tuple[object, ...]]:
    return [each for each in desktop.engine.asked if each[0] == what]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def press(desktop: Desktop, key: Qt.Key) -> None:
    widget = QApplication.focusWidget() or desktop.window.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)
    desktop.settle()


def be_quiet(desktop: Desktop) -> None:
    """No key was pressed for a while."""
    quiet = desktop.window.call.knowledge.list._quiet
    quiet.stop()
    quiet.timeout.emit()
    desktop.settle()


# ── Places ────────────────────────────────────────────────────────────────────────────────────────────────


def places(answers: Answers) -> list[str]:
    return [article.id if article is not None else "" for article in answers.places]


@pytest.mark.parametrize(
    ("first", "second", "then"),
    [
        ("abc", "bca", "abc"),
        ("abc", "dab", "abd"),
        ("abc", "xby", "xby"),
        ("abc", "xyz", "xyz"),
        ("abc", "b", "ab"),
        ("ab", "cb", "cb"),
        ("abc", "", ""),
    ],
)
def test_an_article_that_stays_keeps_its_place(first: str, second: str, then: str) -> None:
    answers = Answers()
    answers.suggest([found(name) for name in first])
    answers.suggest([found(name) for name in second])
    assert "".join(places(answers)) == then


def test_what_is_pinned_stays_on_top_whatever_comes() -> None:
    answers = Answers()
    answers.suggest([found(name) for name in "abc"])
    answers.toggle_pin(found("c"))
    assert places(answers) == ["c", "a", "b"]
    answers.suggest([found(name) for name in "cxy"])
    assert places(answers) == ["c", "x", "y"]
    answers.toggle_pin(found("c"))
    assert len(places(answers)) == 3
    for name in "xyz":
        answers.toggle_pin(found(name))
    answers.suggest([found(name) for name in "def"])
    assert places(answers) == ["x", "y", "z"]


# ── Nothing moves under the eye ───────────────────────────────────────────────────────────────────────────


def test_the_latest_suggestion_is_shown_at_once_while_nobody_looks(desktop: Desktop) -> None:
    suggest(desktop, "a", "b", "c")
    assert listed(desktop) == ["a", "b", "c"]
    suggest(desktop, "d", "c")
    assert listed(desktop) == ["d", "b", "c"]


def test_nothing_changes_under_the_pointer_and_the_latest_wins_after(desktop: Desktop) -> None:
    suggest(desktop, "a", "b", "c")
    view = desktop.window.call.knowledge.list
    QApplication.sendEvent(view, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    suggest(desktop, "x", "y")
    suggest(desktop, "d", "e", "f")
    assert listed(desktop) == ["a", "b", "c"]
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    desktop.settle()
    assert listed(desktop) == ["d", "e", "f"]


def test_nothing_changes_just_after_a_key_and_the_key_means_what_was_seen(desktop: Desktop) -> None:
    suggest(desktop, "a", "b", "c")
    desktop.press("copy_2")
    suggest(desktop, "d", "e", "f")
    assert listed(desktop) == ["a", "b", "c"]
    desktop.press("copy_1")
    assert clipboard() == "Passage a"
    be_quiet(desktop)
    assert listed(desktop) == ["d", "e", "f"]


def test_another_calls_answers_wait_for_nothing(desktop: Desktop) -> None:
    suggest(desktop, "a", "b", "c")
    desktop.press("copy_1")
    desktop.tell(CallsChanged((call("d"), call(KEY, "held"))))
    assert not desktop.window.call.knowledge.isVisible()
    suggest(desktop, "x")
    desktop.tell(CallsChanged((call(KEY),)))
    assert listed(desktop)[0] == "x"


def test_rows_keep_their_height_and_place_whatever_stands_in_them(desktop: Desktop) -> None:
    suggest(desktop, "a")
    rows = desktop.window.call.knowledge.list.rows[:3]
    before = [row.geometry() for row in rows]
    desktop.tell(answers.suggested("en", saying.phrase("en")))
    after = [row.geometry() for row in rows]
    assert [box.height() for box in after] == [box.height() for box in before]
    assert [box.top() for box in after] == [box.top() for box in before]


def test_a_phrase_that_is_shorter_moves_nothing(desktop: Desktop) -> None:
    from dataclasses import replace

    desktop.tell(answers.suggested("en", replace(saying.phrase("en"), text="A long thing to be said aloud. " * 6)))
    desktop.window.repaint()
    top = desktop.window.call.knowledge.list.mapTo(desktop.window, QPoint()).y()
    desktop.tell(saying.said(replace(saying.phrase("en"), text="Short.")))
    assert desktop.window.call.knowledge.list.mapTo(desktop.window, QPoint()).y() == top


def test_what_comes_fades_in_only_where_the_desktop_moves_at_all(desktop: Desktop) -> None:
    row = desktop.window.call.knowledge.list.rows[0]
    effect = Qt.UIEffect.UI_General
    before = QApplication.isEffectEnabled(effect)
    try:
        QApplication.setEffectEnabled(effect, False)
        suggest(desktop, "a")
        assert (row._fade.runs, row._fade.opacity) == (False, 1.0)
        QApplication.setEffectEnabled(effect, True)
        suggest(desktop, "b")
        assert isinstance(row._fade, Fade)
        assert row._fade.runs
        desktop.qtbot.waitUntil(lambda: not row._fade.runs)
        assert row._fade.opacity == 1.0
    finally:
        QApplication.setEffectEnabled(effect, before)


# ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", [1, 2, 3])
def test_an_answer_is_copied_by_its_digit_and_says_so(desktop: Desktop, place: int) -> None:
    suggest(desktop, "a", "b", "c")
    desktop.press(f"copy_{place}")  # type: ignore[arg-type]  # one of the three
    assert clipboard() == f"Passage {'abc'[place - 1]}"
    flash = desktop.window.call.knowledge.list.rows[place - 1].flash
    assert flash.isVisible()
    assert flash.text() == "Copied"
    flash._time.timeout.emit()
    assert not flash.isVisible()


def test_a_digit_without_an_answer_copies_nothing(desktop: Desktop) -> None:
    QGuiApplication.clipboard().setText("mine")
    suggest(desktop, "a")
    desktop.press("copy_3")
    assert clipboard() == "mine"


def test_pin_and_votes_are_about_the_answer_that_was_used_last(desktop: Desktop) -> None:
    suggest(desktop, "a", "b", "c")
    desktop.press("copy_2")
    desktop.press("pin")
    assert listed(desktop) == ["b", "a", "c"]
    desktop.press("helped")
    desktop.press("not_helped")
    assert asked(desktop, "helped") == [("helped", KEY, "b", True), ("helped", KEY, "b", False)]
    row = desktop.window.call.knowledge.list.rows[0]
    assert (row._pin.isChecked(), row._yes.isChecked(), row._no.isChecked()) == (True, False, True)
    be_quiet(desktop)
    suggest(desktop, "x", "y", "z")
    assert listed(desktop) == ["b", "x", "y"]


def test_the_small_buttons_do_the_same(desktop: Desktop) -> None:
    suggest(desktop, "a", "b")
    row = desktop.window.call.knowledge.list.rows[1]
    QTest.mouseClick(row._yes, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row._pin, Qt.MouseButton.LeftButton)
    assert asked(desktop, "helped") == [("helped", KEY, "b", True)]
    assert listed(desktop)[0] == "b"
    assert row._yes.accessibleName() == "It helped"


def test_with_the_focus_plain_keys_choose_pin_copy_and_open(desktop: Desktop) -> None:
    suggest(desktop, "a", "b", "c")
    view = desktop.window.call.knowledge.list
    view.setFocus()
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_P)
    assert listed(desktop)[0] == "b"
    press(desktop, Qt.Key.Key_2)
    assert clipboard() == "Passage a"
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "open_article") == [("open_article", "a")]


def test_an_article_is_read_whole_and_escape_goes_back(desktop: Desktop) -> None:
    desktop.tell(answers.suggested("en"))
    pane = desktop.window.call.knowledge
    desktop.press("open")
    assert asked(desktop, "open_article") == [("open_article", _IDS[0])]
    assert "being fetched" in pane.article.text.toPlainText()
    desktop.tell(ArticleShown(_IDS[0], answers.article("en")))
    text = pane.article.text.toPlainText()
    for part in ("Set the margin", "busy hours", "Steps", "Restart the router.", "Time to wait", "10 minutes", "SAR"):
        assert part in text, part
    assert "checked 1 Sep 2026" in words_of(pane.article)
    assert "kept by \u2068Support team\u2069" in words_of(pane.article)
    assert not pane.list.isVisible()
    press(desktop, Qt.Key.Key_Escape)
    assert pane.list.isVisible()
    assert not pane.article.isVisible()
    desktop.press("open")
    desktop.press("open")
    assert pane.list.isVisible()


def test_an_article_that_is_gone_says_so(desktop: Desktop) -> None:
    desktop.tell(answers.suggested("en"))
    desktop.press("open")
    desktop.tell(ArticleShown(_IDS[0], None))
    assert "not there any more" in words_of(desktop.window.call.knowledge.article)


def test_an_article_shows_no_pictures_and_no_html(desktop: Desktop) -> None:
    from callassist.knowledge.article import Article

    text = "![x](file:///etc/hostname)\n\n<b>bold</b> [link](https://example.com)"
    desktop.tell(answers.suggested("en"))
    desktop.press("open")
    desktop.tell(ArticleShown(_IDS[0], Article(id=_IDS[0], title="t", language="en", answer=text)))
    browser = desktop.window.call.knowledge.article.text
    assert browser.loadResource(2, "file:///etc/hostname") is None
    assert not browser.openLinks()
    assert "<b>" in browser.toPlainText()


def test_an_incident_is_marked_and_opens_without_asking(desktop: Desktop) -> None:
    desktop.tell(saying.said(Suggestion(t=1, articles=(answers.incident_article("en"), found("a")))))
    row = desktop.window.call.knowledge.list.rows[0]
    assert "incident" in row.accessibleName()
    desktop.press("open")
    assert asked(desktop, "open_article") == []
    assert "technicians are on it" in desktop.window.call.knowledge.article.text.toPlainText()
    desktop.press("helped")
    assert asked(desktop, "helped") == []


def test_age_source_and_language_are_said(desktop: Desktop) -> None:
    desktop.tell(answers.suggested("en"))
    first, stale, foreign = desktop.window.call.knowledge.list.rows[:3]
    assert "checked 1 Sep 2026 · \u2068Support handbook 2026, section 4\u2069" in first.accessibleName()
    assert "review overdue" in stale.accessibleName()
    assert "in Arabic" in foreign.accessibleName()
    assert "checked 1 Sep 2026" in first.toolTip()


def test_values_are_said_with_their_units(desktop: Desktop) -> None:
    whole = answers.article("ar")
    desktop.speak("ar")
    assert value(whole.facts[0]) == "\u206810 دقائق\u2069"
    assert "ريال سعودي" in value(whole.facts[1])
    desktop.speak("en")


# ── Search ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_search_shows_what_it_finds_in_the_same_list(desktop: Desktop) -> None:
    suggest(desktop, "a", "b", "c")
    pane = desktop.window.call.knowledge
    desktop.press("search")
    assert pane.field.hasFocus()
    assert "Write what you look for" in words_of(pane)
    QTest.keyClicks(pane.field, "router")
    desktop.qtbot.waitUntil(lambda: bool(asked(desktop, "search")))
    assert asked(desktop, "search")[-1] == ("search", "router")
    desktop.tell(ArticlesFound("rou", (found("old"),)))
    assert "old" not in listed(desktop)
    desktop.tell(ArticlesFound("router", tuple(found(f"r{number}") for number in range(5))))
    assert listed(desktop) == ["r0", "r1", "r2", "r3", "r4"]
    suggest(desktop, "x", "y")
    assert listed(desktop)[0] == "r0"
    press(desktop, Qt.Key.Key_Down)
    press(desktop, Qt.Key.Key_Return)
    assert asked(desktop, "open_article") == [("open_article", "r1")]
    press(desktop, Qt.Key.Key_Escape)
    assert pane.field.hasFocus()
    press(desktop, Qt.Key.Key_Escape)
    assert listed(desktop) == ["x", "y", "c"] or listed(desktop)[:2] == ["x", "y"]


def test_a_search_says_why_it_shows_nothing(desktop: Desktop) -> None:
    pane = desktop.window.call.knowledge
    desktop.press("search")
    QTest.keyClicks(pane.field, "zzz")
    desktop.tell(ArticlesFound("zzz", ()))
    assert "Nothing fits" in words_of(pane)
    desktop.tell(answers.ready(0))
    assert "no articles here yet" in words_of(pane)
    desktop.tell(Trouble("knowledge", "It is damaged.", "Import again."))
    assert "cannot be opened just now" in words_of(pane)
    desktop.press("keys")
    desktop.window.setup.leave()
    assert "The knowledge base cannot be opened" in words_of(desktop.window.notices)


# ── What to say ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_phrase_is_copied_and_another_asked_for(desktop: Desktop) -> None:
    desktop.press("another_phrase")
    assert asked(desktop, "another_phrase") == []
    desktop.tell(saying.said(saying.phrase("en")))
    assert saying.phrase("en").text in words_of(desktop.window.call.knowledge.say)
    desktop.press("copy_phrase")
    assert clipboard() == saying.phrase("en").text
    desktop.press("another_phrase")
    assert asked(desktop, "another_phrase") == [("another_phrase",)]


def test_one_quiet_line_at_a_time_the_latest(desktop: Desktop) -> None:
    say = desktop.window.call.knowledge.say
    desktop.tell(saying.said(saying.offer("en")))
    assert "An offer that fits" in words_of(say)
    desktop.press("copy_aside")
    assert clipboard() == saying.offer("en").text
    desktop.tell(saying.said(saying.handover("en")))
    assert "\u2068Field support\u2069 takes this" in words_of(say)
    assert "An offer" not in words_of(say)
    desktop.press("copy_aside")
    assert clipboard() == saying.handover("en").note
    desktop.tell(answers.gap("en"))
    assert "Your supervisor will see the question" in words_of(say)


def test_a_misstatement_is_flagged_at_its_line_and_said_gently(desktop: Desktop) -> None:
    lines = (utterance(1, "they said two days", t=14.0), utterance(2, "the bill is 230.50", "agent", t=41.0))
    desktop.tell(Said(KEY, lines), saying.said(saying.misstatement("en")))
    transcript = desktop.window.call.view.model()
    say = desktop.window.call.knowledge.say
    assert "Said: \u2068two days\u2069; the articles say \u20683 working days\u2069" in words_of(say)
    assert "within three working days" in words_of(say)
    assert "3 working days" in str(transcript.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "3 working days" in str(transcript.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert transcript.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    desktop.tell(saying.said(saying.own_misstatement("en")))
    assert "Only you see this" in str(transcript.index(1, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "Only you see this" in words_of(say)
    view = desktop.window.call.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(transcript.index(0, 0)).center())
    assert "Said: \u2068two days\u2069" in words_of(say)


# ── The board ─────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_broken_stands_in_one_line_and_opens_to_what_to_say(desktop: Desktop) -> None:
    board = desktop.window.board
    assert not board.isVisible()
    desktop.tell(answers.ready(broken=True))
    assert "Incident: \u2068fibre\u2069, \u2068Al-Yasmin\u2069, until" in words_of(board)
    assert "technicians" not in words_of(board)
    desktop.press("board")
    assert "technicians are on it" in words_of(board)
    desktop.press("compact")
    assert not board.isVisible()
    desktop.press("compact")
    desktop.press("board")
    assert not board.opened
    desktop.tell(answers.ready())
    assert not board.isVisible()


def test_the_board_is_seen_before_a_call_too(desktop: Desktop) -> None:
    desktop.tell(CallsChanged(()), answers.ready(broken=True))
    assert desktop.window.board.isVisible()


# ── Room ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("action", ["", "customer", "open", "search", "person"])
def test_the_transcript_keeps_a_third_of_the_window(desktop: Desktop, action: str) -> None:
    desktop.tell(Said(KEY, (utterance(1, "hello"),)), customers.shown("en"))
    desktop.tell(answers.suggested("en", saying.phrase("en"), saying.offer("en")))
    if action:
        desktop.press(action)  # type: ignore[arg-type]  # one of them
    assert desktop.window.call.view.height() >= desktop.window.height() // 3


def test_a_prompt_takes_only_its_first_line_from_the_transcript(desktop: Desktop) -> None:
    window = desktop.window
    desktop.tell(Said(KEY, (utterance(1, "hello"),)), customers.shown("en"))
    desktop.tell(answers.suggested("en", saying.phrase("en")))
    desktop.tell(Said(KEY, (recorded(2, WarningDue(t=60, number=1, say="I can't accept that language. " * 3)),)))
    assert window.call.now.prompt is not None
    assert window.call.view.height() >= window.height() // 3 - window.call.now.first()


def test_with_little_room_answers_are_titles_and_with_more_they_are_whole(desktop: Desktop) -> None:
    desktop.tell(customers.shown("en"), answers.suggested("en", saying.phrase("en")))
    row = desktop.window.call.knowledge.list.rows[0]
    low = row.height()
    desktop.window.resize(420, 1100)
    desktop.settle()
    assert row.height() > 2 * low


def test_in_a_wide_window_what_is_known_stands_beside_the_transcript(desktop: Desktop) -> None:
    desktop.tell(
        Said(KEY, (utterance(1, "hello"),)), customers.shown("en"), answers.suggested("en", saying.phrase("en"))
    )
    page = desktop.window.call

    def beside() -> bool:
        left = page.view.mapTo(page, QPoint(page.view.width(), 0)).x()
        return min(each.mapTo(page, QPoint()).x() for each in (page.customer, page.knowledge)) >= left

    assert not beside()
    desktop.window.resize(860, 690)
    desktop.settle()
    assert beside()
    assert page.knowledge.list.rows[2].isVisible()
    desktop.speak("ar")
    assert page.customer.mapTo(page, QPoint()).x() < page.view.mapTo(page, QPoint()).x()
    desktop.speak("en")
    desktop.window.resize(420, 690)
    desktop.settle()
    assert not beside()


def test_the_answers_are_said_in_arabic(desktop: Desktop) -> None:
    desktop.speak("ar")
    desktop.tell(answers.suggested("ar", saying.phrase("ar"), saying.handover("ar")), answers.ready(broken=True))
    pane = desktop.window.call.knowledge
    names = " ".join(row.accessibleName() for row in pane.list.rows[:3])
    assert "روجعت في 1 سبتمبر 2026" in names
    assert "بالإنجليزية" in names
    assert "تأخرت مراجعتها" in names
    assert "عطل: \u2068الألياف البصرية\u2069، \u2068حي الياسمين\u2069، حتى" in words_of(desktop.window.board)
    assert pane.say.phrase.layoutDirection() == Qt.LayoutDirection.RightToLeft
    desktop.speak("en")
