"""Where lines of the other direction stand: beside the edge where the window begins, and whole in themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui_past_calls import Opened
from ui_window import make_desktop

from callassist.events import LANGUAGES, Language
from ui.agent.line_layout import boxes
from ui.agent.lines import shown
from ui.widgets.paragraph import break_lines

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
ROOM = 400.0
LONG = "The line has been down since yesterday evening and this is the third time that I call about it, really. "


def edges(layout: QTextLayout) -> list[tuple[float, float]]:
    """From where to where the words of each line reach."""
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    rects = [line.naturalTextRect() for line in lines]
    return [(rect.left(), rect.right()) for rect in rects]


@pytest.mark.parametrize(
    ("text", "own", "window", "beside"),
    [
        ("LX-200", LTR, RTL, ROOM),
        ("LX-200", LTR, LTR, 0),
        ("الراوتر", RTL, LTR, 0),
        ("الراوتر", RTL, RTL, ROOM),
        (LONG, LTR, RTL, ROOM),
        ("النت مقطوع عندي من أمس المغرب وهذي ثالث مرة أتصل على نفس الموضوع " * 2, RTL, LTR, 0),
    ],
)
def test_a_paragraph_stands_where_the_window_begins(
    qapp: QApplication, text: str, own: Qt.LayoutDirection, window: Qt.LayoutDirection, beside: float
) -> None:
    layout, _ = break_lines(text, QFont("Noto Sans Arabic", 12), ROOM, own, edge=window)
    found = edges(layout)
    assert min(abs(edge - beside) for pair in found for edge in pair) < 4  # bearings
    begins = {round(left if own == LTR else right) for left, right in found}
    assert max(begins) - min(begins) < 4, "its lines begin below each other"


def test_a_new_line_begins_one(qapp: QApplication) -> None:
    layout, height = break_lines("The journal is damaged.\nRestore it.", QFont("Noto Sans Arabic", 12), ROOM, LTR)
    assert layout.lineCount() == 2
    assert height == 2 * break_lines("one", QFont("Noto Sans Arabic", 12), ROOM, LTR)[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_latin_note_stands_beside_its_edge(qtbot: QtBot, qapp: QApplication, language: Language) -> None:
    view = Opened(make_desktop(qtbot, qapp), language).window.pane.view
    model = view.past()
    assert model is not None
    row = next(row for row in range(model.rowCount()) if shown(model.line(row)).text == "LX-200")
    (box,) = boxes(view._lay_out(model.line(row)), 0, len("LX-200"), 0)
    width = view.viewport().width()
    near, far = (box.left(), width - box.right()) if language == "en" else (width - box.right(), box.left())
    assert near < width / 4 < far
