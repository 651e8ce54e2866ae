"""The list of answers: nothing in it moves while the pointer is over it or a key has just been pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from callassist.events import FoundArticle
from ui.agent.knowing.answer_row import AnswerRow, Told
from ui.agent.knowing.answers import MOST, Answers
from ui.theme.look import Look
from ui.theme.tokens import HAIR
from ui.words import translate

QUIET_MS = 1500
"""After a key was pressed nothing changes its place for so long: a glance, and the next key."""
MOST_FOUND = 10


class AnswersView(QScrollArea):
    """Shows a call's answers, or what a search found.

    Signals:
        settled: what came meanwhile may be shown now. opened, pinned: a `FoundArticle`. voted: one, and whether it
            helped. left: Escape was pressed.
    """

    settled = Signal()
    opened = Signal(object)
    pinned = Signal(object)
    voted = Signal(object, bool)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[FoundArticle | None, ...] = ()
        self._chosen = ""
        self._full = True
        self._over = False
        self.setProperty("look", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside = QWidget()
        inside.setProperty("look", "paper")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows = [self._row(number) for number in range(MOST_FOUND)]
        self._column.addStretch(1)
        self.setWidget(inside)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet)
        self._retranslate()

    def _row(self, number: int) -> AnswerRow:
        made = AnswerRow(self._look, number + 1)
        made.opened.connect(lambda: self._with(number, self.opened.emit))
        made.pin.connect(lambda: self._with(number, self.pinned.emit))
        made.voted.connect(lambda helped: self._with(number, lambda article: self.voted.emit(article, helped)))
        made.setVisible(False)
        self._column.addWidget(made)
        return made

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def holds(self) -> bool:
        """Whether nothing may change its place just now."""
        return self._quiet.isActive() or (self._over and self.isVisible())

    def touch(self) -> None:
        """A key was pressed that goes by what stands where."""
        self._quiet.start()

    def forget(self) -> None:
        """Another call: nothing holds any more."""
        self._quiet.stop()
        self._chosen = ""
        self.verticalScrollBar().setValue(0)

    def show_answers(self, answers: Answers, found: Sequence[FoundArticle] | None = None) -> None:
        """The call's answers, or what a search found."""
        places = tuple(found) if found is not None else tuple(answers.places)
        self._shown = places[:MOST_FOUND]
        chosen = self.chosen
        least = MOST if found is None and any(self._shown) else 0
        for number, row in enumerate(self.rows):
            article = self._shown[number] if number < len(self._shown) else None
            row.setVisible(article is not None or number < least)
            row.tell(
                None
                if article is None
                else Told(article, answers.is_pinned(article), answers.votes.get(article.id), article is chosen)
            )

    def set_full(self, full: bool) -> None:
        """Passages and sources too, or titles alone."""
        self._full = full
        for row in self.rows:
            row.set_full(full)

    @property
    def wanted(self) -> int:
        """Pixels for all that is shown."""
        shown = sum(not row.isHidden() for row in self.rows)
        return shown * AnswerRow.height_of(self._look, full=self._full)

    # ── Choosing ──────────────────────────────────────────────────────────────────────────────────────────

    @property
    def chosen(self) -> FoundArticle | None:
        """The answer that chords are about: the one that was used last, else the first."""
        there = [article for article in self._shown if article is not None]
        return next((article for article in there if article.id == self._chosen), there[0] if there else None)

    def choose(self, article: FoundArticle) -> None:
        """Chords are about this one now."""
        self._chosen = article.id

    def at(self, place: int) -> FoundArticle | None:
        """What stands in a place, counted from 0."""
        return self._shown[place] if place < len(self._shown) else None

    def copy(self, place: int) -> None:
        """Copy the answer in a place."""
        article = self.at(place)
        if article is not None:
            self.choose(article)
            self.rows[place].copy()

    def step(self, by: int) -> None:
        """Choose the next or the one before."""
        there = [number for number, article in enumerate(self._shown) if article is not None]
        chosen = self.chosen
        if not there or chosen is None:
            return
        at = next((place for place, number in enumerate(there) if self._shown[number] is chosen), 0)
        row = there[max(0, min(len(there) - 1, at + by))]
        article = self._shown[row]
        if article is not None:
            self.choose(article)
            self.ensureWidgetVisible(self.rows[row], 0, 0)

    def _with(self, place: int, then: Callable[[FoundArticle], object]) -> None:
        article = self.at(place)
        if article is not None:
            self.choose(article)
            then(article)

    def _on_quiet(self) -> None:
        if not self.holds:
            self.settled.emit()

    # ── Qt's events ───────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """With the focus here: arrows choose, Enter opens, P keeps on top, digits copy, Escape leaves."""
        self.touch()
        key, chosen = event.key(), self.chosen
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif chosen is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step(1 if key == Qt.Key.Key_Down else -1)
            self.settled.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(chosen)
        elif key == Qt.Key.Key_P:
            self.pinned.emit(chosen)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.copy(key - Qt.Key.Key_1)
            self.settled.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """From now on nothing moves."""
        super().enterEvent(event)
        self._over = True

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """What came meanwhile may come now."""
        super().leaveEvent(event)
        self._over = False
        if not self._quiet.isActive():
            self.settled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that keys go here."""
        super().focusInEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A ring around what has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._look.colour("accent"), 2 * HAIR))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(translate("answers", "Answers"))
