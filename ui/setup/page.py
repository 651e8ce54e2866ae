"""The frame of set-up and settings pages: a title, cards, and buttons at the end; scrolls where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme.tokens import LARGE, MEDIUM, PAGE_EMS, SMALL
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import label


class Page(QScrollArea):
    """Base of the pages; they say all their words in `retranslate`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.setWidget(inside)
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        self.step, self.title = label("small", look="soft"), label("title", wrap=True)
        self.step.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(MEDIUM)
        self._buttons = FlowLayout()
        column.addWidget(self.step)
        column.addWidget(self.title)
        column.addLayout(self.body)
        column.addLayout(self._buttons)
        column.addStretch(1)

    def card(self) -> QVBoxLayout:
        """A frame for things that belong together; gives what they are put into."""
        frame = QFrame()
        frame.setProperty("look", "card")
        made = QVBoxLayout(frame)
        made.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        made.setSpacing(SMALL)
        self.body.addWidget(frame)
        return made

    def add_buttons(self, *buttons: QWidget) -> None:
        """What ends the page, the usual choice first."""
        for made in buttons:
            self._buttons.addWidget(made)

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a wide window it stands in the middle."""
        super().resizeEvent(event)
        widest = PAGE_EMS * self.font().pixelSize()
        beside = max(LARGE, (self.viewport().width() - widest) // 2)
        self._column.setContentsMargins(beside, LARGE, beside, LARGE)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
