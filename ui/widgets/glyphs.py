"""Small buttons that are a drawn sign, for what is done beside a line; their words are in tooltip and name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.theme.look import Look
from ui.theme.tokens import HAIR, LARGE, RADIUS, TARGET

Glyph = Literal["pin", "tick", "cross", "copy", "again", "pencil"]


class GlyphButton(QAbstractButton):
    """One sign. It takes the focus by the Tab key, not by being clicked; checked, it is filled or stronger."""

    def __init__(self, look: Look, glyph: Glyph, pressed: Callable[[], object]) -> None:
        super().__init__()
        self._look, self._glyph = look, glyph
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(glyph in ("pin", "tick", "cross"))
        self.clicked.connect(lambda _checked=False: pressed())
        look.changed.connect(self.updateGeometry)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """What it shows is what is known, not that it was clicked."""

    def say(self, words: str, tip: str) -> None:
        """What it does, for a screen reader, and the tooltip."""
        self.setAccessibleName(words)
        self.setToolTip(tip)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough to be hit."""
        side = round(TARGET * self._look.scale / 100)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("accent_soft"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("accent"), 2 * HAIR))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        side = LARGE * self._look.scale / 100
        area = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        draw_glyph(painter, area, self._glyph, self._look.colour("accent"), strong=self.isChecked())


def draw_glyph(painter: QPainter, area: QRectF, glyph: Glyph, colour: QColor, *, strong: bool) -> None:
    """Draw a sign into a square; `strong` fills it or draws it thicker."""

    def at(x: float, y: float) -> QPointF:
        return QPointF(area.left() + area.width() * x, area.top() + area.height() * y)

    pen = QPen(colour, area.width() / (6 if strong and glyph != "pin" else 11))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match glyph:
        case "tick":
            painter.drawPolyline([at(0.12, 0.55), at(0.4, 0.82), at(0.9, 0.2)])
        case "cross":
            painter.drawLine(at(0.18, 0.18), at(0.82, 0.82))
            painter.drawLine(at(0.82, 0.18), at(0.18, 0.82))
        case "pin":
            painter.setBrush(colour if strong else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(
                QPolygonF(
                    [at(0.32, 0.06), at(0.68, 0.06), at(0.64, 0.36), at(0.84, 0.58), at(0.16, 0.58), at(0.36, 0.36)]
                )
            )
            painter.drawLine(at(0.5, 0.58), at(0.5, 0.96))
        case "copy":
            painter.drawRoundedRect(QRectF(at(0.3, 0.3), at(0.9, 0.94)), 2, 2)
            painter.drawPolyline([at(0.3, 0.7), at(0.1, 0.7), at(0.1, 0.08), at(0.68, 0.08), at(0.68, 0.3)])
        case "pencil":
            painter.drawPolygon(QPolygonF([at(0.12, 0.88), at(0.2, 0.6), at(0.68, 0.12), at(0.88, 0.32), at(0.4, 0.8)]))
            painter.drawLine(at(0.56, 0.24), at(0.76, 0.44))
        case "again":
            box = QRectF(at(0.12, 0.12), at(0.88, 0.88))
            painter.drawArc(box, 50 * 16, 280 * 16)
            painter.drawPolyline([at(0.98, 0.1), at(0.76, 0.24), at(0.92, 0.46)])


def draw_flag(painter: QPainter, area: QRectF, colour: QColor, *, filled: bool) -> None:
    """A flag on its pole, in the largest square of `area`."""
    side = min(area.width(), area.height())
    left, top = area.center().x() - side / 2, area.center().y() - side / 2
    pen = QPen(colour, max(1.4, side / 9))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(left + side * 0.2, top + side * 0.08), QPointF(left + side * 0.2, top + side * 0.95))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(left + side * 0.2, top + side * 0.1),
                QPointF(left + side * 0.92, top + side * 0.32),
                QPointF(left + side * 0.2, top + side * 0.56),
            ]
        )
    )
