"""The transcript on the screen: draws what is seen, and keeps its place whatever is revised above or added below."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QPushButton, QWidget

from ui.agent.chords import with_chord
from ui.agent.line_layout import NO_MARKS, LaidOut, LineLayout, Marks
from ui.agent.lines import Line, Reveal
from ui.agent.transcript import LINE, Index, Transcript
from ui.theme.look import Look
from ui.theme.tokens import SMALL
from ui.words import translate

_KEPT = 256
"""Lines whose layout is kept; more than two screens of them."""
_AT_ONCE = 60
"""Lines measured in one go after the width changed; in between, the window paints and answers keys."""
_ALMOST = 4
"""Pixels from the end that still count as being there."""


class TranscriptView(QAbstractItemView):
    """Follows what is said while it is at its end; stays where the agent has scrolled to otherwise.

    Signals:
        note_chosen, flag_chosen: a note or a flag was clicked, or Enter pressed; its `Line`, its `Misstatement`.
    """

    note_chosen, flag_chosen = Signal(object), Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = LineLayout(look, self.viewport().width(), mirrored=self.isRightToLeft())
        self._laid: OrderedDict[Line, LaidOut] = OrderedDict()
        self._heights: list[float] = []
        self._measured = 0
        self._tops: list[float] = [0.0]
        self._following = True
        self._anchor = QPersistentModelIndex()
        self._anchor_offset = 0.0
        self._moving = False
        self._reveal: Reveal | None = None
        self.setProperty("look", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._measuring = QTimer(self)
        self._measuring.setSingleShot(True)
        self._measuring.timeout.connect(self._measure_more)
        self._now = QPushButton(self)
        self._now.setProperty("look", "act")
        self._now.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._now.clicked.connect(self.jump_to_now)
        self._now.hide()
        look.changed.connect(self._start_over)
        self._retranslate()

    # ── What the window asks ──────────────────────────────────────────────────────────────────────────────

    def transcript(self) -> Transcript | None:
        """The model, if one is set."""
        model = self.model()
        return model if isinstance(model, Transcript) else None

    def chosen(self) -> Line | None:
        """The line that the agent chose, if any."""
        line = self.currentIndex().data(LINE)
        return line if isinstance(line, Line) else None

    def jump_to_now(self) -> None:
        """Go to what is being said, and follow it again."""
        self._following = True
        self.setCurrentIndex(QModelIndex())
        self._place()

    @property
    def following(self) -> bool:
        """Whether it scrolls with what is said."""
        return self._following

    def look_behind(self, reveal: Reveal | None) -> None:
        """Show what lies behind IDs and IBANs while `reveal` is given."""
        self._reveal = reveal
        for row in range(len(self._heights)):
            line = self._line(row)
            if line.can_be_looked_behind:
                self._laid.pop(line, None)
                self._heights[row] = self._lay_out(line).height
        self._settle()

    # ── Measures ──────────────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self, line: Line) -> LaidOut:
        laid = self._laid.get(line)
        if laid is None:
            laid = self._lines.lay_out(line, self._reveal if line.can_be_looked_behind else None)
            self._laid[line] = laid
            if len(self._laid) > _KEPT:
                self._laid.popitem(last=False)
        return laid

    def _line(self, row: int) -> Line:
        transcript = self.transcript()
        assert transcript is not None, "rows come from a transcript only"
        return transcript.line(row)

    def _sum_up(self) -> None:
        self._tops = list(accumulate(self._heights, initial=0.0))

    def _start_over(self) -> None:
        """The width, the look or the language is another: measure again, what is seen first."""
        self._lines = LineLayout(self._look, self.viewport().width(), mirrored=self.isRightToLeft())
        self._laid.clear()
        transcript = self.transcript()
        rows = transcript.rowCount() if transcript is not None else 0
        if len(self._heights) != rows:
            usual = self._lines.lay_out(self._line(0)).height if rows else 0.0
            self._heights = [usual] * rows
        self._measured = 0
        self._sum_up()
        self._measure_more()

    def _measure_more(self) -> None:
        if self._measured == 0:
            self._measure_seen()
        end = min(len(self._heights), self._measured + _AT_ONCE)
        for row in range(self._measured, end):
            self._heights[row] = self._lines.lay_out(self._line(row)).height
        self._measured = end
        self._sum_up()
        self._place()
        if self._measured < len(self._heights):
            self._measuring.start(0)

    def _measure_seen(self) -> None:
        rows = len(self._heights)
        seen = max(1, self.viewport().height())
        if self._following:
            row = rows - 1
            while row >= 0 and seen > 0:
                self._heights[row] = self._lay_out(self._line(row)).height
                seen -= int(self._heights[row])
                row -= 1
        elif self._anchor.isValid():
            row = self._anchor.row()
            while row < rows and seen > 0:
                self._heights[row] = self._lay_out(self._line(row)).height
                seen -= int(self._heights[row])
                row += 1
        self._sum_up()

    def _place(self) -> None:
        """Set the scroll bar for what there is, so that what is read stays where it is."""
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        self._moving = True
        bar.setPageStep(height)
        bar.setSingleStep(int(self._look.font("text").pixelSize() * 2))
        bar.setRange(0, max(0, round(self._tops[-1]) - height))
        if self._following:
            bar.setValue(bar.maximum())
        elif self._anchor.isValid():
            bar.setValue(round(self._tops[self._anchor.row()] + self._anchor_offset))
        self._moving = False
        self._show_now()
        self.viewport().update()

    def _show_now(self) -> None:
        shown = not self._following and bool(self._heights)
        if shown:
            size = self._now.sizeHint()
            area = self.viewport().geometry()
            self._now.setGeometry(
                area.center().x() - size.width() // 2,
                area.bottom() - size.height() - SMALL,
                size.width(),
                size.height(),
            )
        self._now.setVisible(shown)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 - Qt's name
        """The agent scrolls, or `_place` does."""
        if not self._moving:
            bar = self.verticalScrollBar()
            self._following = bar.value() >= bar.maximum() - _ALMOST
            row = self._row_at(bar.value())
            if row is not None:
                self._anchor = QPersistentModelIndex(self.model().index(row, 0))
                self._anchor_offset = bar.value() - self._tops[row]
            self._show_now()
        self.viewport().update()

    def _row_at(self, y: float) -> int | None:
        row = bisect_right(self._tops, y) - 1
        return row if 0 <= row < len(self._heights) else None

    # ── What the model tells ──────────────────────────────────────────────────────────────────────────────

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """New lines are measured at once: there are few."""
        self._heights[start:start] = [self._lay_out(self._line(row)).height for row in range(start, end + 1)]
        if start < self._measured:
            self._measured += end - start + 1
        super().rowsInserted(parent, start, end)
        self._settle()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """A partial was taken back, or a note."""
        for row in range(start, end + 1):
            self._laid.pop(self._line(row), None)
        super().rowsAboutToBeRemoved(parent, start, end)
        del self._heights[start : end + 1]
        if start < self._measured:
            self._measured -= min(end + 1, self._measured) - start
        self._sum_up()
        # Only when the rows are gone can the view be placed.
        QTimer.singleShot(0, self, self._place)

    def dataChanged(self, top: Index, bottom: Index, _roles: Sequence[int] = ()) -> None:  # noqa: N802 - Qt's name
        """A line reads otherwise now."""
        if bottom.row() - top.row() > _AT_ONCE:
            self._start_over()
            return
        for row in range(top.row(), bottom.row() + 1):
            line = self._line(row)
            self._laid.pop(line, None)
            self._heights[row] = self._lay_out(line).height
        self._settle()

    def reset(self) -> None:
        """Another call."""
        super().reset()
        self._laid.clear()
        self._heights = []
        self._following = True
        self._start_over()

    def _settle(self) -> None:
        if self._measured == len(self._heights) - 1:
            self._measured = len(self._heights)
        self._sum_up()
        self._place()

    # ── What QAbstractItemView asks ───────────────────────────────────────────────────────────────────────

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Where a line stands in the viewport."""
        row = index.row()
        if not 0 <= row < len(self._heights):
            return QRect()
        top = self._tops[row] - self.verticalScrollBar().value()
        return QRect(0, round(top), self.viewport().width(), round(self._heights[row]))

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """The line at a place of the viewport."""
        row = self._row_at(point.y() + self.verticalScrollBar().value())
        return self.model().index(row, 0) if row is not None else QModelIndex()

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a line into view, by as little as it takes."""
        box, height, bar = self.visualRect(index), self.viewport().height(), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + box.top())
        elif box.bottom() > height:
            bar.setValue(bar.value() + min(box.top(), box.bottom() - height))

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The line that a key goes to from the chosen one; from none, the last."""
        rows = len(self._heights)
        if rows == 0:
            return QModelIndex()
        row = self.currentIndex().row() if self.currentIndex().isValid() else rows
        moves = QAbstractItemView.CursorAction
        page = max(1, int(self.viewport().height() / (self._tops[-1] / rows)) - 1)
        steps = {moves.MoveUp: -1, moves.MovePrevious: -1, moves.MoveDown: 1, moves.MoveNext: 1}
        steps |= {moves.MovePageUp: -page, moves.MovePageDown: page, moves.MoveHome: -rows, moves.MoveEnd: rows}
        step = steps.get(action, 0)
        return self.model().index(min(rows - 1, max(0, row + step)), 0)

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Lines are as wide as the view."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:  # noqa: N802 - Qt's name
        """No line is hidden."""
        return False

    def setSelection(self, rect: QRect, command: object) -> None:  # noqa: N802 - Qt's name
        """The chosen line is the current one; there is no other selection."""

    def visualRegionForSelection(self, _selection: object) -> QRegion:  # noqa: N802 - Qt's name
        """Redrawn whole."""
        return QRegion(self.viewport().rect())

    def currentChanged(  # noqa: N802 - Qt's name
        self, current: Index, previous: Index
    ) -> None:
        """Another line is chosen."""
        super().currentChanged(current, previous)
        self.viewport().update()

    # ── Painting, keys, changes ───────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the lines that are seen."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(self._look.colours.paper))
        offset = self.verticalScrollBar().value()
        row = self._row_at(event.rect().top() + offset)
        if row is None:
            return
        chosen = self.currentIndex().row()
        while row < len(self._heights) and self._tops[row] - offset <= event.rect().bottom():
            line = self._line(row)
            laid = self._lay_out(line)
            self._laid.move_to_end(line)
            top = self._tops[row] - offset
            self._lines.draw(painter, line, laid, top, chosen=row == chosen, marks=self._marks(row))
            row += 1

    def _marks(self, _row: int) -> Marks:
        """Nobody looks for words in a call that goes on."""
        return NO_MARKS

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses a line, another on the same lets it go; a click on a note opens it."""
        index = self.indexAt(event.position().toPoint())
        again = index.isValid() and index == self.currentIndex()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setCurrentIndex(QModelIndex() if again else index)
        self._open(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows choose, Enter opens a note, Escape lets go."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.setCurrentIndex(QModelIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Coming by the Tab key chooses no line by itself."""
        self.viewport().update()
        event.accept()

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, Line) and line.kind == "note":
            self.note_chosen.emit(line)
        elif isinstance(line, Line) and line.flag is not None:
            self.flag_chosen.emit(line.flag)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width breaks lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._start_over()
        else:
            self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, another direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            transcript = self.transcript()
            if transcript is not None:
                transcript.retranslate()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange):
            self._start_over()

    def _retranslate(self) -> None:
        self.setAccessibleName(translate("transcript", "What is said"))
        self._now.setText(translate("transcript", "↓ Now"))
        self._now.setToolTip(with_chord(translate("transcript", "Jump to what is being said now"), "now"))
