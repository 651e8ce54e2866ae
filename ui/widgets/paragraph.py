"""Text broken into lines of one pitch.

Qt takes a line's height from the font's metrics, and those of Noto Sans Arabic reserve 2.1 times the type size for
stacked marks that speech never has; the tokens say how far lines stand apart.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from ui.theme.tokens import LINE_HEIGHT_ARABIC, LINE_HEIGHT_LATIN

_NEW_LINE = "\u2028"
"""The one sign that a text layout breaks at."""


def pitch(font: QFont, direction: Qt.LayoutDirection) -> float:
    """From one baseline to the next, pixels."""
    factor = LINE_HEIGHT_ARABIC if direction == Qt.LayoutDirection.RightToLeft else LINE_HEIGHT_LATIN
    return font.pixelSize() * factor


def break_lines(
    text: str,
    font: QFont,
    room: float,
    direction: Qt.LayoutDirection,
    *,
    alignment: Qt.AlignmentFlag | None = None,
    formats: list[QTextLayout.FormatRange] | None = None,
    edge: Qt.LayoutDirection | None = None,
) -> tuple[QTextLayout, float]:
    """Break a text for `room` pixels of width; gives the layout, to be drawn at any place, and its height.

    Args:
        alignment: from the start of `direction` where none is given.
        edge: the direction of what it stands in, where no alignment is given. A text of the other direction stands at
            the edge where that begins, as a whole: its lines keep their own beginnings.
    """
    start = Qt.AlignmentFlag.AlignRight if direction == Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
    option = QTextOption()
    option.setTextDirection(direction)
    option.setAlignment(alignment or start | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text.replace("\n", _NEW_LINE), font)
    layout.setTextOption(option)
    layout.setFormats(formats or [])
    layout.setCacheEnabled(True)
    step = pitch(font, direction)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, y + (step - line.height()) / 2))
        y += step
    layout.endLayout()
    if edge is not None and edge != direction and alignment is None:
        _move_over(layout, room, 1 if edge == Qt.LayoutDirection.RightToLeft else -1)
    return layout, y


def _move_over(layout: QTextLayout, room: float, to: int) -> None:
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    free = room - max((line.naturalTextWidth() for line in lines), default=room)
    for line in lines:
        line.setPosition(QPointF(to * free, line.y()))
