"""Text broken into lines of one pitch.

Qt takes a line's height from the font's metrics, and those of Noto Sans Arabic reserve 2.1 times the type size for
stacked marks that speech never has; the tokens say how far lines stand apart.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from ui.theme.tokens import LINE_HEIGHT_ARABIC, LINE_HEIGHT_LATIN

_LINE_END = "\u2028"
"""Where a line ends within a layout; of a newline it draws nothing, and goes on in the same line."""


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
) -> tuple[QTextLayout, float]:
    """Break a text for `room` pixels of width; gives the layout, to be drawn at any place, and its height.

    Args:
        alignment: from the start of `direction` where none is given.
    """
    start = Qt.AlignmentFlag.AlignRight if direction == Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
    option = QTextOption()
    option.setTextDirection(direction)
    option.setAlignment(alignment or start | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text.replace("\n", _LINE_END), font)
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
    return layout, y
