"""The list of past calls: who, when, how long, what happened, and where the words that are looked for were said."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from callassist.reports.call_log import LoggedCall, Page
from ui.supervisor.call_words import became, happened, snippet, times, when, who
from ui.theme.look import Look
from ui.theme.tokens import EDGE, HAIR, MEDIUM, SMALL
from ui.widgets.paragraph import pitch
from ui.words import listed, translate

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
CALL: Final = int(Qt.ItemDataRole.UserRole)
"""The role that gives a row's `LoggedCall`."""
_END_SHARE: Final = 0.6
"""Of a line, what stands at its end has no more: with large type in a narrow window the words come first."""
_RED: Final = frozenset({"abuse", "threat", "warning", "may_end"})


class CallRows(QAbstractListModel):
    """Calls as they were read so far. `searched`: they were looked for by words, so that each has a line for these."""

    def __init__(self) -> None:
        super().__init__()
        self._calls: list[LoggedCall] = []
        self.searched = False

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many there are."""
        return 0 if parent.isValid() else len(self._calls)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The call, or its words for a screen reader."""
        if not index.isValid() or index.row() >= len(self._calls):
            return None
        call = self._calls[index.row()]
        if role == CALL:
            return call
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return listed(
                who(call), when(call), happened(call), became(call), snippet(call.found) if call.found else ""
            )
        return None

    def show_page(self, page: Page, *, first: bool) -> None:
        """Its calls in the place of those that were there, or below them."""
        if first:
            self.beginResetModel()
            self._calls = list(page.calls)
            self.searched = any(call.found is not None for call in page.calls)
            self.endResetModel()
        elif page.calls:
            start = len(self._calls)
            self.beginInsertRows(QModelIndex(), start, start + len(page.calls) - 1)
            self._calls += page.calls
            self.endInsertRows()

    def row_of(self, key: UUID) -> int | None:
        """Where a call stands."""
        return next((row for row, call in enumerate(self._calls) if call.key == key), None)


class CallList(QListView):
    """Arrows choose, and what is chosen is opened; Enter goes into it.

    Signals:
        chosen: a `LoggedCall`. entered: Enter was pressed on it, or it was clicked twice. more: the end is near.
        up: the arrow up was pressed on the first row. marked: how many are marked for a file (a single one is only
            looked at), and whether that is the whole list.
    """

    chosen = Signal(object)
    entered = Signal(object)
    marked = Signal(int, bool)
    more = Signal()
    up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CallRows()
        self._whole = False
        self.setProperty("look", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(look, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)  # or each of ten thousand is measured anew with every page
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._look_ahead())
        self.doubleClicked.connect(lambda index: self.entered.emit(index.data(CALL)))
        look.changed.connect(self.scheduleDelayedItemsLayout)
        self._retranslate()

    def call(self) -> LoggedCall | None:
        """The one that is chosen."""
        found = self.currentIndex().data(CALL)
        return found if isinstance(found, LoggedCall) else None

    @property
    def whole(self) -> bool:
        """Whether all of the list is marked, what has not been read of it as well."""
        return self._whole

    def marked_keys(self) -> frozenset[UUID]:
        """The calls that are marked."""
        found = (index.data(CALL) for index in self.selectedIndexes())
        return frozenset(call.key for call in found if isinstance(call, LoggedCall))

    def begin(self) -> None:
        """Keys choose now, the first row where none is chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Another call is chosen."""
        super().currentChanged(current, previous)
        if isinstance(call := current.data(CALL), LoggedCall):
            self.chosen.emit(call)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """The whole list is marked."""
        super().selectAll()
        self._whole = self.rows.rowCount() > 0
        self._tell_marked()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Others are marked."""
        super().selectionChanged(selected, deselected)
        if not deselected.isEmpty():
            self._whole = False
        self._tell_marked()

    def _tell_marked(self) -> None:
        # Counted by ranges: to ask for each of ten thousand rows at every key would be felt.
        ranges = self.selectionModel().selection()
        self.marked.emit(sum(ranges.at(each).height() for each in range(ranges.count())), self._whole)

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802 - Qt's name
        """More of the list was read; of a list that is marked whole they are marked, too."""
        super().rowsInserted(parent, start, end)
        if self._whole:
            read = QItemSelection(self.rows.index(start, 0), self.rows.index(end, 0))
            self.selectionModel().select(read, QItemSelectionModel.SelectionFlag.Select)

    def reset(self) -> None:
        """Another list, of which nothing is marked."""
        super().reset()
        self._whole = False
        self.marked.emit(0, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes into the call; the arrow up leaves the list at its top; Escape leaves but one marked."""
        alone = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.call() is not None:
            self.entered.emit(self.call())
        elif event.key() == Qt.Key.Key_Up and alone and self.currentIndex().row() <= 0:
            self.up.emit()
        elif event.key() == Qt.Key.Key_Escape and (self._whole or len(self.selectedIndexes()) > 1):
            only = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(self.currentIndex(), only)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _look_ahead(self) -> None:
        bar = self.verticalScrollBar()
        if self.rows.rowCount() and bar.value() >= bar.maximum() - self.viewport().height():
            self.more.emit()

    def _retranslate(self) -> None:
        self.setAccessibleName(translate("calls", "Past calls"))


class _Delegate(QStyledItemDelegate):
    """Draws a row: two lines, and a third where words were found."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the list, as high as its lines."""
        turned = option.direction
        small = pitch(self._look.font("small"), turned)
        rows = index.model()
        lines = 2 if isinstance(rows, CallRows) and rows.searched else 1
        return QSize(0, round(pitch(self._look.font("text"), turned) + lines * small + 2 * SMALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        call = index.data(CALL)
        if not isinstance(call, LoggedCall):
            return
        box: QRect = option.rect
        turned: Qt.LayoutDirection = option.direction
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(turned)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, self._look.colour("accent_soft" if chosen else "paper"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), HAIR), self._look.colour("line"))
        if chosen:  # a shape as well, for whoever can't tell the grounds apart
            edge = QRect(box.left(), box.top(), EDGE, box.height() - HAIR)
            painter.fillRect(QStyle.visualRect(turned, box, edge), self._look.colour("accent"))
        if chosen and bool(state & QStyle.StateFlag.State_HasFocus):
            painter.setPen(self._look.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        inside = box.adjusted(MEDIUM, SMALL, -MEDIUM, -SMALL)
        text = round(pitch(self._look.font("text"), turned))
        small = round(pitch(self._look.font("small"), turned))
        line = QRect(inside.left(), inside.top(), inside.width(), text)
        self._line(painter, line, who(call), when(call), "ink", strong=True)
        line = QRect(inside.left(), line.bottom() + 1, inside.width(), small)
        red = any(flag in _RED for flag in call.flags)
        self._line(painter, line, happened(call), became(call), "red" if red else "ink_soft")
        if call.found is not None:
            line = QRect(inside.left(), line.bottom() + 1, inside.width(), small)
            self._line(painter, line, snippet(call.found), times(call.found), "ink_soft")
        painter.restore()

    def _line(self, painter: QPainter, box: QRect, words: str, end: str, colour: str, *, strong: bool = False) -> None:
        """Words at the beginning of the line, shortened where need be, and others at its end."""
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        trailing = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        small = self._look.font("small")
        painter.setFont(small)
        painter.setPen(self._look.colour("ink_soft"))
        end = QFontMetrics(small).elidedText(end, Qt.TextElideMode.ElideLeft, round(box.width() * _END_SHARE))
        painter.drawText(box, trailing, end)
        taken = QFontMetrics(small).horizontalAdvance(end) + (MEDIUM if end else 0)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = box.adjusted(taken, 0, 0, 0) if mirrored else box.adjusted(0, 0, -taken, 0)
        font = self._look.font("text", bold=True) if strong else small
        painter.setFont(font)
        painter.setPen(self._look.colour(colour))
        painter.drawText(room, leading, QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width()))
