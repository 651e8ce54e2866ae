"""Fields to write in that turn with the language of what is written, and are as high as it needs."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QTextEdit, QWidget

from ui.theme.tokens import SMALL, TIGHT
from ui.widgets.paragraph import pitch
from ui.words import direction


class TextField(QTextEdit):
    """Some lines. The Tab key leaves it.

    Signals:
        edited: by the agent, not by `say`.
    """

    edited = Signal()

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        """`least`, `most`: lines that it shows; with more it scrolls."""
        super().__init__(parent)
        self._least, self._most = least, most
        self._saying = False
        self._text = ""
        self.setProperty("look", "writing")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_changed)

    def say(self, text: str) -> None:
        """Hold this text; nobody is told."""
        if text != self.toPlainText():
            self._saying = True
            self.setPlainText(text)
            self._saying = False
        self._fit()

    def _on_changed(self) -> None:
        text = self.toPlainText()
        if text == self._text:
            return  # how it looks has changed
        self._text = text
        if text:
            self.setLayoutDirection(direction(text))
        else:
            self.unsetLayoutDirection()
        self._fit()
        if not self._saying:
            self.edited.emit()

    def _fit(self) -> None:
        """Set the lines as far apart as the tokens say, and be as high as they need."""
        step = pitch(self.font(), self.layoutDirection())
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        if whole.blockFormat().lineHeight() != step:
            spaced = QTextBlockFormat()
            spaced.setLineHeight(step, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            whole.mergeBlockFormat(spaced)
        margin = 2 * self.document().documentMargin()
        wanted = round((self.document().size().height() - margin) / step)
        lines = max(self._least, min(self._most, wanted))
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if wanted > self._most else policies.ScrollBarAlwaysOff
        )
        height = math.ceil(lines * step + margin) + 2 * (TIGHT + 2) + TIGHT
        if height != self.height():
            self.setFixedHeight(height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters wide."""
        return QSize(SMALL * 10, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width breaks it into other lines."""
        super().resizeEvent(event)
        self._fit()


class LineField(QLineEdit):
    """One line. While it is empty it begins where the window's language does, whatever the keyboard is set to.

    Signals:
        settled: it was left, by the Tab key, Enter or a click elsewhere.
    """

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._turn)
        self.returnPressed.connect(self.settled)
        self._align()

    def _turn(self, text: str) -> None:
        if text:
            self.setLayoutDirection(direction(text))
        else:
            self.unsetLayoutDirection()
        self._align()

    def _align(self) -> None:
        """Of an empty line Qt puts the cursor where the keyboard's language begins, away from what the field asks."""
        mirrored = not self.text() and self.isRightToLeft()
        right, leading = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute, Qt.AlignmentFlag.AlignLeading
        self.setAlignment((right if mirrored else leading) | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The window's language is another one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """It is left."""
        super().focusOutEvent(event)
        self.settled.emit()
