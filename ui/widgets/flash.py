"""A word that stands for a moment over the end of a line, and moves nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QStyle, QWidget

from ui.widgets.labels import Words
from ui.words import translate

_MOMENT_MS = 1500


class Flash(Words):
    """Laid over its parent; nobody clicks it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)
        self.setProperty("look", "flash")
        self.setProperty("type", "small")
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(_MOMENT_MS)
        self._time.timeout.connect(self.hide)
        self.hide()

    def show_at(self, line: QRect, words: str) -> None:
        """Say it at the end of a line, given in the parent's pixels."""
        self.setText(words)
        self.ensurePolished()
        size = self.sizeHint()
        box = QRect(line.right() - size.width() + 1, line.top(), size.width(), line.height())
        self.setGeometry(QStyle.visualRect(self.layoutDirection(), line, box))
        self.raise_()
        self.show()
        self._time.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def copy(text: str, flash: Flash, line: QRect) -> None:
    """Put a text where it can be pasted from, and say so."""
    QGuiApplication.clipboard().setText(text)
    flash.show_at(line, translate("flash", "Copied"))
