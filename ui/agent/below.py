"""What stands below the bar and its strips, and is away in the small window: a page, and a line above it."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget


class Below(QWidget):
    """Where room is short it gives way, and never the bar: it asks for no height.

    Args:
        above: the line above the pages.
    """

    def __init__(self, above: QWidget) -> None:
        super().__init__()
        self.pages = _Pages()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(above)
        column.addWidget(self.pages, 1)
        self.setMinimumSize(1, 1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """As its pages."""
        return False


class _Pages(QStackedWidget):
    """One at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(1, 1)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Even if one of the pages, shown or not, would be higher where it is narrow."""
        return False
