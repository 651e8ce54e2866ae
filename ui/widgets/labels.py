"""Labels and buttons that keep to the theme and to what is to be read."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QPen, QTextLayout
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from ui.theme.tokens import LARGE, TIGHT
from ui.widgets.paragraph import break_lines, pitch
from ui.words import direction

_SECOND_PRESS_MS = 3000
_ONE_LINE = 100_000


class Words(QLabel):
    """Plain text, whatever a softphone sends, with lines as far apart as the tokens say."""

    def __init__(self, *, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        policies = QSizePolicy.Policy
        policy = (
            QSizePolicy(policies.Ignored, policies.Minimum) if wrap else QSizePolicy(policies.Preferred, policies.Fixed)
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self._in_line = False

    def show_in_line(self, text: str) -> None:
        """This text, in the direction of its language, below and above others: at the edge where the window begins."""
        self._in_line = True
        self.setText(text)
        self.setLayoutDirection(direction(text))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher, where it breaks."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """How high it is in `width` pixels."""
        return math.ceil(self._broken(width)[1]) if self.wordWrap() else self.sizeHint().height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """In one line."""
        self.ensurePolished()
        layout, _ = break_lines(self.text(), self.font(), _ONE_LINE, self.layoutDirection())
        lines = (layout.lineAt(number).naturalTextWidth() for number in range(layout.lineCount()))
        wide = math.ceil(max(lines, default=0))
        return QSize(wide + 1, math.ceil(pitch(self.font(), self.layoutDirection())))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What does not break needs its whole width."""
        return QSize(0 if self.wordWrap() else self.sizeHint().width(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout, height = self._broken(self.width())
        layout.draw(painter, QPointF(0, max(0.0, (self.height() - height) / 2)))

    def _broken(self, width: int) -> tuple[QTextLayout, float]:
        centred = self.alignment() & Qt.AlignmentFlag.AlignHCenter
        alignment = Qt.AlignmentFlag.AlignHCenter if centred else None
        edge = QGuiApplication.layoutDirection() if self._in_line else None
        text = self.text() if self.wordWrap() else self.text().replace("\n", " ")
        return break_lines(text, self.font(), max(1, width), self.layoutDirection(), alignment=alignment, edge=edge)


def label(kind: str = "", *, look: str = "", wrap: bool = False) -> Words:
    """A label with a type size and a look of the stylesheet."""
    made = Words(wrap=wrap)
    if kind:
        made.setProperty("type", kind)
    if look:
        made.setProperty("look", look)
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


class Elided(Words):
    """One line with … where there is no room, at its end if it is not told otherwise; the whole is its tooltip."""

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode = mode

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters are better than none."""
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.sizeHint().height())

    def _broken(self, width: int) -> tuple[QTextLayout, float]:
        text = self.fontMetrics().elidedText(self.text().replace("\n", " "), self._mode, width)
        tip = self.text() if text != self.text() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        return break_lines(text, self.font(), width + 1, self.layoutDirection())


def _draw_arrow(widget: QWidget) -> None:
    """The stylesheet leaves the arrow of what opens out: it would want a picture in each colour."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Text), 1.6))
    x = LARGE if widget.isRightToLeft() else widget.width() - LARGE
    y = widget.height() / 2
    painter.drawPolyline(
        [QPointF(x - TIGHT, y - TIGHT / 2), QPointF(x, y + TIGHT / 2), QPointF(x + TIGHT, y - TIGHT / 2)]
    )


class Opener(QPushButton):
    """A button that opens its menu, with the same arrow as a list to choose from."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """With its arrow."""
        super().paintEvent(event)
        _draw_arrow(self)


class Choice(QComboBox):
    """A list to choose from, as wide as there is room, with an arrow in the theme's ink."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """With its arrow."""
        super().paintEvent(event)
        _draw_arrow(self)


class Tick(QCheckBox):
    """A box to tick, with a tick in the theme's colours."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The stylesheet fills the box when it is chosen and leaves the tick out, as with the arrow of a list."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.HighlightedText), 2))
        middle, reach = box.center(), box.width() / 4
        painter.drawPolyline(
            [
                middle + QPointF(-reach, 0),
                middle + QPointF(-reach / 4, reach * 0.8),
                middle + QPointF(reach, -reach * 0.8),
            ]
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
