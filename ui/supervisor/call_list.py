"""The list of past calls: who, when, how long, what happened, and where the words that are looked for were said."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from callassist.reports.call_log import Found, LoggedCall, Page
from ui.supervisor import filter_words
from ui.supervisor.counts import CallCounts
from ui.theme.look import Look
from ui.theme.tokens import HAIR, MEDIUM, SMALL, TIGHT
from ui.widgets.paragraph import pitch
from ui.words import clock, either_way, left_to_right, listed, telephone, translate

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
CALL: Final = int(Qt.ItemDataRole.UserRole)
"""The role that gives a row's `LoggedCall`."""
_AROUND: Final = 24
"""Letters before the found word that are shown."""
_END_SHARE: Final = 0.6
"""Of a line, what stands at its end has no more: with large type in a narrow window the words come first."""
_RED: Final = frozenset({"abuse", "threat", "warning", "may_end"})


class CallRows(QAbstractListModel):
    """Calls as they were read so far."""

    def __init__(self) -> None:
        super().__init__()
        self._calls: list[LoggedCall] = []

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
        up: the arrow up was pressed on the first row.
    """

    chosen = Signal(object)
    entered = Signal(object)
    more = Signal()
    up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CallRows()
        self.setProperty("look", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(look, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._look_ahead())
        self.doubleClicked.connect(lambda index: self.entered.emit(index.data(CALL)))
        look.changed.connect(self.scheduleDelayedItemsLayout)
        self._retranslate()

    def call(self) -> LoggedCall | None:
        """The one that is chosen."""
        found = self.currentIndex().data(CALL)
        return found if isinstance(found, LoggedCall) else None

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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes into the call; the arrow up leaves the list at its top."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.call() is not None:
            self.entered.emit(self.call())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.up.emit()
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
        call = index.data(CALL)
        small = pitch(self._look.font("small"), turned)
        lines = 2 if isinstance(call, LoggedCall) and call.found is not None else 1
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


def who(call: LoggedCall) -> str:
    """The customer, as far as is known."""
    number = telephone(call.display)
    if call.name:
        return f"{either_way(call.name)}  {number}" if number else either_way(call.name)
    return number or translate("calls", "Unknown caller")


def when(call: LoggedCall) -> str:
    """The day, the hour and how long it was."""
    began = left_to_right(datetime.fromisoformat(call.started_at).strftime("%Y-%m-%d %H:%M"))
    length = translate("calls", "under way") if call.ended_t is None else clock(call.ended_t)
    return f"{began}{' ' * (TIGHT // 2)}{length}"


def happened(call: LoggedCall) -> str:
    """What happened in it, how often where it was more than once."""
    words = []
    for flag, count in call.flags.items():
        often = f" {left_to_right(f'{count}×')}" if count > 1 else ""
        words.append(f"{filter_words.flag(flag)}{often}")
    return listed(*words)


def became(call: LoggedCall) -> str:
    """What became of it."""
    outcome = filter_words.became("outcome", call.outcome) if call.wrapped_up and call.outcome else ""
    open_promises = CallCounts().promises(call.open_promises) if call.open_promises else ""
    overdue = CallCounts().overdue(call.overdue_promises) if call.overdue_promises else ""
    not_yet = translate("filters", "Not wrapped up") if not call.wrapped_up else ""
    return listed(open_promises, overdue, outcome, not_yet)


def snippet(found: Found) -> str:
    """The words that were found, with some of what stands around them."""
    start = max(0, found.ranges[0][0] - _AROUND) if found.ranges else 0
    text = found.text[start:]
    return f"{clock(found.t)}  {'…' if start else ''}{either_way(text)}"


def times(found: Found) -> str:
    """How often, where it was more than once."""
    return left_to_right(f"{found.times}×") if found.times > 1 else ""
