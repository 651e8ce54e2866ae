"""A promise of the book in two lines, with what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.calls.updates import PromiseView
from ui.agent.knowing.days import now
from ui.agent.promises import words
from ui.theme.look import Look
from ui.theme.tokens import HAIR, MARK, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label, set_look
from ui.widgets.marks import Shape, StateMark
from ui.words import either_way, translate

Step = Literal["finish", "move"]
"""What is begun with a promise: to say how it ended, or to give it another date."""

_MARKS: dict[str, tuple[Shape, str]] = {
    "overdue": ("triangle", "amber"),
    "today": ("disc", "accent"),
    "soon": ("ring", "accent"),
}


class BookRow(QFrame):
    """It takes the focus by Tab and by the arrows: Enter says how it ended, Space moves it.

    Signals:
        wanted: a `PromiseView` and a `Step`. told: the customer of a `PromiseView` knows its new date. beside: the row
            above (-1) or below (1) is wanted.
    """

    wanted = Signal(object, str)
    told = Signal(object)
    beside = Signal(int)

    def __init__(self, look: Look, view: PromiseView) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self.view = view
        here = now()
        late = view.standing == "overdue"
        mark, what, standing = StateMark(look), label(wrap=True), label("strong", look="amber" if late else "")
        mark.show_state(_MARKS.get(view.standing, ("ring", "edge")))
        what.setText(either_way(view.promise.what))
        standing.setText(words.standing(view))
        below = label("small", look="soft", wrap=True)
        below.setText(words.beside(view, here))
        if late:
            set_look(below, "amber")
        first = QHBoxLayout()
        first.setSpacing(SMALL)
        at_top = QVBoxLayout()
        at_top.setContentsMargins(0, MARK // 2, 0, 0)
        at_top.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addLayout(at_top)
        first.addWidget(what, 1)
        first.addWidget(standing, 0, Qt.AlignmentFlag.AlignTop)
        if not standing.text():
            standing.hide()
        beside = mark.sizeHint().width() + SMALL
        second, third = QHBoxLayout(), QHBoxLayout()
        second.addSpacing(beside)
        second.addWidget(below, 1)
        third.addSpacing(beside - SMALL - HAIR)  # the words of a quiet button begin within its padding
        done, move = (
            button(partial(self.wanted.emit, view, "finish"), look="quiet"),
            button(partial(self.wanted.emit, view, "move"), look="quiet"),
        )
        done.setText(translate("promises", "Done"))
        move.setText(translate("promises", "Move"))
        knows = button(partial(self.told.emit, view), look="quiet")
        knows.setText(translate("promises", "Customer told"))
        done_or_moved = QWidget()
        actions = FlowLayout(done_or_moved, gap=TIGHT)
        for each in (done, move, knows):
            each.setAccessibleName(f"{each.text()}: {view.promise.what}")
            actions.addWidget(each)
        if not view.promise.moved or view.promise.told:
            knows.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, TIGHT, TIGHT, TIGHT)
        column.setSpacing(0)
        column.addLayout(first)
        third.addWidget(done_or_moved, 1)
        column.addLayout(second)
        column.addLayout(third)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(
            "\n".join(filter(None, (words.before(view, here), translate("promises", "Enter: done. Space: move."))))
        )
        parts = (standing.text(), view.promise.what, below.text())
        self.setAccessibleName(". ".join(filter(None, parts)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with it, and the rows beside it."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.wanted.emit(self.view, "finish")
            case Qt.Key.Key_Space:
                self.wanted.emit(self.view, "move")
            case Qt.Key.Key_Down:
                self.beside.emit(1)
            case Qt.Key.Key_Up:
                self.beside.emit(-1)
            case _:
                super().keyPressEvent(event)
