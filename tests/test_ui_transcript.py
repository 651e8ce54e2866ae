"""The transcript: every line in its place, revisions without a jump, and thousands of lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_window import Desktop, make_desktop, recorded, utterance

from callassist.events import HearingNotice, KeyPressed, Note, Partial, Recorded, Speaker
from ui.agent.lines import shown
from ui.agent.transcript import Transcript
from ui.words import direction

MASKED = "[id]"


@pytest.fixture
def transcript(qapp: QApplication) -> Transcript:
    made = Transcript()
    # Checks what the model tells of its changes, at each of them.
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication) -> Desktop:
    return make_desktop(qtbot, qapp)


def texts(transcript: Transcript) -> list[str]:
    return [shown(transcript.line(row)).text for row in range(transcript.rowCount())]


def partial(text: str, speaker: Speaker = "customer", stable: int = 0) -> Partial:
    return Partial(speaker=speaker, text=text, stable=stable)


# ── The model ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_final_takes_the_place_of_what_was_being_said(transcript: Transcript) -> None:
    transcript.preview(partial("the li"))
    transcript.preview(partial("the line dr"))
    transcript.preview(partial("I am", "agent"))
    transcript.add([utterance(1, "the line drops")])
    assert texts(transcript) == ["the line drops", "I am"]
    transcript.preview(partial("", "agent"))
    assert texts(transcript) == ["the line drops"]


def test_a_revision_replaces_its_line_in_place(transcript: Transcript) -> None:
    transcript.add([utterance(1, "it is [digits]"), utterance(2, "thanks", "agent")])
    changes: list[int] = []
    transcript.dataChanged.connect(lambda top, _bottom: changes.append(top.row()))
    transcript.add([utterance(3, "it is 4711", revises=1)])
    assert texts(transcript) == ["it is 4711", "thanks"]
    assert changes == [0]


def test_a_note_stands_at_its_line_behind_earlier_ones(transcript: Transcript) -> None:
    transcript.add([utterance(1, "one"), utterance(2, "two")])
    transcript.add([recorded(3, Note(text="first", line=1)), recorded(4, Note(text="second", line=1))])
    transcript.add([recorded(5, Note(text="loose"))])
    assert texts(transcript) == ["one", "first", "second", "two", "loose"]
    transcript.add([recorded(6, Note(text="better", line=1, revises=3)), recorded(7, Note(text="", revises=4))])
    assert texts(transcript) == ["one", "better", "two", "loose"]


def test_a_turn_shows_its_time_once(transcript: Transcript) -> None:
    transcript.add([utterance(1, "a"), utterance(2, "b"), utterance(3, "c", "agent"), utterance(4, "d")])
    transcript.add([recorded(5, Note(text="note", line=4)), utterance(6, "e")])
    lines = [transcript.line(row) for row in range(transcript.rowCount())]
    assert [line.opens_turn for line in lines if line.kind == "said"] == [True, False, True, True, False]


def test_what_happened_to_the_listening_has_a_row(transcript: Transcript) -> None:
    happened = [KeyPressed(action="pause"), KeyPressed(action="verified"), HearingNotice(state="lost", speaker="agent")]
    transcript.add([recorded(seq, event) for seq, event in enumerate(happened)])
    assert transcript.rowCount() == 2


def test_that_writing_is_late_is_no_line_of_the_call(transcript: Transcript) -> None:
    for seq, state in enumerate(("behind", "caught_up")):
        transcript.add([recorded(seq, HearingNotice(t=float(seq), state=state))])  # type: ignore[arg-type]
    assert transcript.rowCount() == 0


def test_blocks_stand_for_what_was_left_out_and_doubts_keep_their_words(transcript: Transcript) -> None:
    text = f"it is {MASKED} on the LX-200"
    at = text.index("LX-200")
    transcript.add([utterance(1, text, unsure=((at, at + 6),), behind=((6, 10, "token"),))])
    line = transcript.line(0)
    hidden = shown(line)
    assert MASKED not in hidden.text
    assert [hidden.text[start:end] for start, end in hidden.unsure] == ["LX-200"]
    seen = shown(line, {"token": "1000000008"}.get)
    assert "1000000008" in seen.text
    assert [seen.text[start:end] for start, end in seen.unsure] == ["LX-200"]
    assert "1000000008" not in repr(line) + repr(seen) + str(transcript.index(0).data())


def test_cards_can_not_be_looked_behind(transcript: Transcript) -> None:
    transcript.add([utterance(1, "the card is [card]")])
    assert not transcript.line(0).can_be_looked_behind


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("النت مقطوع", Qt.LayoutDirection.RightToLeft),
        ("جهاز LX-200 من شركة Lantern", Qt.LayoutDirection.RightToLeft),
        ("LX-200 جهاز", Qt.LayoutDirection.RightToLeft),
        ("the line drops", Qt.LayoutDirection.LeftToRight),
    ],
)
def test_a_line_reads_in_the_direction_of_its_own_language(
    qapp: QApplication, text: str, turned: Qt.LayoutDirection
) -> None:
    assert direction(text) == turned


# ── The view ──────────────────────────────────────────────────────────────────────────────────────────────


def long_talk(lines: int) -> list[Recorded]:
    sides: tuple[Speaker, Speaker] = ("customer", "agent")
    return [utterance(seq, f"line {seq} " + "of a long talk " * (seq % 9), sides[seq % 2]) for seq in range(lines)]


def test_the_view_follows_what_is_said_and_stays_where_the_agent_scrolled(desktop: Desktop) -> None:
    desktop.talk(*long_talk(100))
    view = desktop.window.call.view
    bar = view.verticalScrollBar()
    assert view.following
    assert bar.value() == bar.maximum() > 0
    bar.setValue(300)
    top = view.indexAt(view.viewport().rect().topLeft()).row()
    desktop.tell(*_more(100))
    assert not view.following
    assert bar.value() == 300
    assert view.indexAt(view.viewport().rect().topLeft()).row() == top
    assert view._now.isVisible()
    desktop.press("now")
    assert view.following
    assert bar.value() == bar.maximum()
    assert not view._now.isVisible()


def _more(seq: int) -> list[object]:
    from callassist.calls.updates import Said, Saying

    return [Said("c", (utterance(seq, "one more line"),)), Saying("c", partial("and then"))]


def test_a_revision_above_moves_nothing_that_is_read(desktop: Desktop) -> None:
    from callassist.calls.updates import Said

    desktop.talk(*long_talk(100))
    view = desktop.window.call.view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    row = view.indexAt(view.viewport().rect().center()).row()
    before = view.visualRect(view.model().index(row, 0)).top()
    desktop.tell(Said("c", (utterance(1000, "a much longer line than it was " * 12, revises=2),)))
    assert view.visualRect(view.model().index(row, 0)).top() == before
    desktop.tell(Said("c", (recorded(1001, Note(text="a note far above", line=3)),)))
    assert view.visualRect(view.model().index(row + 1, 0)).top() == before


def test_three_thousand_lines_are_laid_out_as_they_are_seen(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop.talk(*long_talk(3000))
    view = desktop.window.call.view
    assert view.model().rowCount() == 3000
    assert view.following
    made: list[int] = []
    real = QTextLayout.draw
    monkeypatch.setattr(QTextLayout, "draw", lambda self, *args: (made.append(1), real(self, *args))[1], raising=True)
    desktop.tell(*_more(3000))
    view.viewport().repaint()
    assert 0 < len(made) < 200
    desktop.window.resize(desktop.window.width() + 80, desktop.window.height())
    desktop.qtbot.waitUntil(lambda: view._measured == len(view._heights))
    assert view.following
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert view._heights == [view._lines.lay_out(view._line(row)).height for row in range(len(view._heights))]


def test_the_view_can_be_read_by_a_screen_reader(desktop: Desktop) -> None:
    desktop.talk(utterance(1, "hello", t=62.0))
    index = desktop.window.call.view.model().index(0, 0)
    assert "Customer: hello" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert desktop.window.call.view.accessibleName() == "What is said"
