"""Labels and buttons that keep to the theme and to what is to be read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

_SECOND_PRESS_MS = 3000


def label(kind: str = "", *, look: str = "", wrap: bool = False) -> QLabel:
    """A label with a type size and a look of the stylesheet; plain text only, whatever a softphone sends."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("type", kind)
    if look:
        made.setProperty("look", look)
    if wrap:
        made.setWordWrap(True)
        policy = made.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        made.setSizePolicy(policy)
    return made


def button(pressed: Callable[[], object], *, look: str = "") -> QPushButton:
    """A button with a look of the stylesheet. It takes the focus by the Tab key, not by being clicked."""
    made = QPushButton()
    if look:
        made.setProperty("look", look)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def set_look(widget: QWidget, look: str) -> None:
    """Another look of the stylesheet from now on."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Elided(QLabel):
    """One line that ends in … where there is no room; the whole is its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters are better than none."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        leading = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            self.rect(), leading | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, text
        )


class TwoPressButton(QPushButton):
    """A button for what cannot be undone: the first press asks, a second within three seconds does it.

    Signals:
        sure: it was pressed twice.
    """

    sure = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = self._question = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("look", "ending")
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_SECOND_PRESS_MS)
        self._waiting.timeout.connect(self._show)
        self.clicked.connect(self.press)

    def say(self, words: str, question: str) -> None:
        """What it says, and what it says when it was pressed once."""
        self._words, self._question = words, question
        self._show()

    @property
    def asks(self) -> bool:
        """Whether the next press does it."""
        return self._waiting.isActive()

    def press(self) -> None:
        """As if it were clicked, for the chord."""
        if self.asks:
            self._waiting.stop()
            self._show()
            self.sure.emit()
        else:
            self._waiting.start()
            self._show()

    def calm(self) -> None:
        """Forget the first press."""
        self._waiting.stop()
        self._show()

    def _show(self) -> None:
        self.setText(self._question if self.asks else self._words)
        set_look(self, "sure" if self.asks else "ending")
