"""A layout that breaks like text: with large type or in a narrow panel, what does not fit goes below."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from ui.theme.tokens import SMALL


class FlowLayout(QLayout):
    """Items in reading direction, each row centred in height; those from `add_at_end` on stand at the far end."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = SMALL) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._at_end: set[int] = set()
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def add_at_end(self, widget: QWidget) -> None:
        """Add a widget that is pushed to the far end of its row."""
        self._at_end.add(len(self._items))
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Called by `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item of that number, if there is one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """How high it is in `width` pixels."""
        margins = self.contentsMargins()
        inner = QRect(0, 0, width - margins.left() - margins.right(), 0)
        return self._arrange(inner, move=False) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All in one row."""
        shown = [_wanted(item) for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest item alone."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(self.contentsRect(), move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        rows = self._rows(rect.width())
        for number, row in enumerate(rows):
            height = max(size.height() for _, size in row)
            if move:
                self._place(row, QRect(rect.x(), y, rect.width(), height), rect)
            y += height + (self._gap if number + 1 < len(rows) else 0)
        return y - rect.y()

    def _rows(self, width: int) -> list[list[tuple[int, QSize]]]:
        rows: list[list[tuple[int, QSize]]] = []
        room = 0
        for number, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = _wanted(item)
            if not rows or size.width() > room:
                rows.append([])
                room = width
                size.setWidth(max(item.minimumSize().width(), min(size.width(), width)))
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(size.width()))
            rows[-1].append((number, size))
            room -= size.width() + self._gap
        return rows

    def _place(self, row: list[tuple[int, QSize]], box: QRect, whole: QRect) -> None:
        x = box.x()
        spare = box.width() - sum(size.width() for _, size in row) - self._gap * (len(row) - 1)
        pushed = False
        parent = self.parentWidget()
        turned = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        for number, size in row:
            if number in self._at_end and not pushed:
                x, pushed = x + max(0, spare), True
            place = QRect(QPoint(x, box.y() + (box.height() - size.height()) // 2), size)
            self._items[number].setGeometry(QStyle.visualRect(turned, whole, place))
            x += size.width() + self._gap


def _wanted(item: QLayoutItem) -> QSize:
    """In one line; of words that break, an item says that they need no width."""
    widget = item.widget()
    return widget.sizeHint() if widget is not None and item.hasHeightForWidth() else item.sizeHint()
