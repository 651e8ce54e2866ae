"""Shapes that stand for a state beside its word, and meters: drawn, so that they are sharp at any size and mirror."""

from __future__ import annotations

import math
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from callassist.calls.updates import CallState, ListeningState
from ui.theme.look import Look
from ui.theme.tokens import MARK, METER_HEIGHT, METER_WIDTH

Shape = Literal["disc", "ring", "dots", "bars", "slash", "triangle", "square", "star"]

CALL_MARKS: Final[dict[CallState, tuple[Shape, str]]] = {
    "ringing": ("ring", "accent"),
    "dialling": ("dots", "accent"),
    "active": ("disc", "green"),
    "held": ("bars", "amber"),
    "ended": ("square", "ink_soft"),
}
LISTENING_MARKS: Final[dict[ListeningState, tuple[Shape, str]]] = {
    "off": ("ring", "edge"),
    "starting": ("dots", "accent"),
    "listening": ("disc", "accent"),
    "paused": ("bars", "amber"),
    "muted": ("slash", "amber"),
    "held": ("bars", "amber"),
    "refused": ("slash", "ink_soft"),
    "not_confirmed": ("triangle", "amber"),
    "failed": ("triangle", "amber"),
}

_QUIETEST_DBOV = -60.0
_LOUD_DBOV = -9.0
"""Telephone speech is around −26 dBov (ITU-T P.56 practice); above −9 it is close to clipping."""


class StateMark(QWidget):
    """One small shape in a colour of the theme."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shape: Shape = "ring"
        self._colour = "edge"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_state(self, mark: tuple[Shape, str]) -> None:
        """Draw this shape in this colour (a token's name)."""
        if mark != (self._shape, self._colour):
            self._shape, self._colour = mark
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grows with the text."""
        side = round(MARK * self._look.scale / 100)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        draw_shape(painter, QRectF(self.rect()), self._shape, self._look.colour(self._colour))


def draw_shape(painter: QPainter, area: QRectF, shape: Shape, colour: QColor) -> None:
    """Draw a state's shape into the largest square of `area`."""
    side = min(area.width(), area.height())
    box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side).adjusted(1, 1, -1, -1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.6, side / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    filled = shape in ("disc", "square", "triangle", "dots", "star")
    painter.setPen(Qt.PenStyle.NoPen if filled else pen)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    inner = box.adjusted(pen.widthF() / 2, pen.widthF() / 2, -pen.widthF() / 2, -pen.widthF() / 2)
    match shape:
        case "disc":
            painter.drawEllipse(box)
        case "ring":
            painter.drawEllipse(inner)
        case "square":
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        case "triangle":
            painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
        case "star":
            painter.drawPolygon(_star(box))
        case "dots":
            radius = box.width() / 7
            for x in (box.left() + radius, box.center().x(), box.right() - radius):
                painter.drawEllipse(QPointF(x, box.center().y()), radius, radius)
        case "bars":
            pen.setWidthF(max(2.0, side / 4.5))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            for x in (box.left() + box.width() * 0.28, box.right() - box.width() * 0.28):
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        case "slash":
            painter.drawEllipse(inner)
            reach = inner.width() * 0.354
            middle = inner.center()
            painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))


def _star(box: QRectF) -> QPolygonF:
    points = []
    for corner in range(10):
        reach = box.width() / 2 * (1 if corner % 2 == 0 else 0.42)
        turned = math.pi * (corner / 5 - 0.5)
        points.append(box.center() + QPointF(reach * math.cos(turned), reach * math.sin(turned)))
    return QPolygonF(points)


class Meter(QWidget):
    """How loud one side is. Quiet to look at: one bar, no peaks, amber only where it is close to clipping."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._share = 0.0
        self._loud = False
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def show_level(self, dbov: float) -> None:
        """Show a level, dBov; minus infinity is silence."""
        share = min(1.0, max(0.0, 1 - dbov / _QUIETEST_DBOV))
        loud = dbov > _LOUD_DBOV
        if (round(share * METER_WIDTH), loud) != (round(self._share * METER_WIDTH), self._loud):
            self._share, self._loud = share, loud
            self.update()

    @property
    def share(self) -> float:
        """How much of the bar is filled, 0 to 1."""
        return self._share

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The tokens' size."""
        return QSize(METER_WIDTH, METER_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it from the start of the reading direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(self._look.colour("line"))
        painter.drawRoundedRect(whole, radius, radius)
        if self._share > 0:
            filled = QRectF(whole.left(), whole.top(), max(whole.height(), whole.width() * self._share), whole.height())
            if self.isRightToLeft():
                filled.moveRight(whole.right())
            painter.setBrush(self._look.colour("amber" if self._loud else "accent"))
            painter.drawRoundedRect(filled, radius, radius)


def app_icon(look: Look) -> QIcon:
    """The program's sign, for the window and the tray: two strokes of a talk, one strong and one faint."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.22, side * 0.22)
        painter.setBrush(look.colour("on_accent"))
        for x, y, width in ((0.2, 0.3, 0.6), (0.2, 0.47, 0.42), (0.38, 0.64, 0.42)):
            painter.drawRoundedRect(QRectF(side * x, side * y, side * width, side * 0.1), side * 0.05, side * 0.05)
        painter.end()
        icon.addPixmap(picture)
    return icon
