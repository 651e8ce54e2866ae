"""A transcript line laid out for a width, and drawn: time, edge, words with their doubts and blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextLine

from callassist.events import Note, Utterance
from ui.agent.lines import Line, Ranges, Reveal, Shown, shown
from ui.theme.look import Look
from ui.theme.tokens import (
    EDGE,
    HAIR,
    LARGE,
    MEDIUM,
    RADIUS,
    SMALL,
    TIGHT,
    TYPE_PX,
    TypeSize,
)
from ui.widgets.glyphs import draw_flag
from ui.widgets.paragraph import break_lines, pitch
from ui.words import clock, direction

_FLAG_ROOM = LARGE
"""Kept free at the end of each line, where a flag stands."""
_LEAST_COLUMNS = 20
"""Below so many letter heights of width, the time goes above the words instead of beside them."""
_WIDEST_TIME = "0:00:00"


@dataclass(frozen=True, slots=True)
class Marks:
    """Words of a line that somebody looks for: where they all stand, and the one that is looked at."""

    found: Ranges = ()
    at: tuple[int, int] | None = None


NO_MARKS: Final = Marks()


@dataclass(slots=True)
class LaidOut:
    """One line for one width.

    Attributes:
        height: of the whole row, pixels. layout: the words, to be drawn at `left`, `top` of the row. pitch: from one
            of its lines to the next.
    """

    height: float
    layout: QTextLayout
    left: float
    top: float
    pitch: float
    what: Shown


class LineLayout:
    """Lays lines out and draws them in the look and direction of the moment.

    Args:
        mirrored: the window reads from right to left: time and edge stand on the right, and words beside them. Within
            themselves they follow their own language.
    """

    def __init__(self, look: Look, width: float, *, mirrored: bool) -> None:
        self._look, self._width, self._mirrored = look, width, mirrored
        self._text, self._small = look.font("text"), look.font("small")
        self._small_metrics = QFontMetricsF(self._small)
        letter = TYPE_PX["text"] * look.scale / 100
        self._stacked = width < _LEAST_COLUMNS * letter
        time = self._small_metrics.horizontalAdvance(_WIDEST_TIME[2:])
        self._gutter = MEDIUM if self._stacked else MEDIUM + time + SMALL

    def lay_out(self, line: Line, reveal: Reveal | None = None) -> LaidOut:
        """Break a line for the width."""
        what = shown(line, reveal)
        size: TypeSize = "text" if line.kind in ("said", "saying") else "small"
        turned = direction(what.text)
        start = self._gutter + EDGE + SMALL + (MEDIUM if line.kind == "note" else 0)
        room = max(1.0, self._width - start - MEDIUM - _FLAG_ROOM)
        layout, height = break_lines(
            what.text,
            self._text if size == "text" else self._small,
            room,
            turned,
            formats=self._formats(what),
            edge=Qt.LayoutDirection.RightToLeft if self._mirrored else Qt.LayoutDirection.LeftToRight,
        )
        above = SMALL if line.opens_turn and line.kind != "note" else TIGHT / 2
        if self._stacked and self._time(line):
            above += pitch(self._small, Qt.LayoutDirection.LeftToRight)
        left = MEDIUM + _FLAG_ROOM if self._mirrored else start
        return LaidOut(above + height + TIGHT / 2, layout, left, above, height / layout.lineCount(), what)

    def draw(
        self, painter: QPainter, line: Line, laid: LaidOut, top: float, *, chosen: bool, marks: Marks = NO_MARKS
    ) -> None:
        """Draw a line whose row begins at `top`."""
        if chosen:
            painter.fillRect(QRectF(0, top, self._width, laid.height), self._look.colour("accent_soft"))
        self._draw_time(painter, line, laid, top)
        self._draw_edge(painter, line, laid, top)
        self._draw_blocks(painter, laid, top)
        self._draw_found(painter, laid, top, marks, "paper" if chosen else "accent_soft")
        painter.setPen(self._look.colour("ink" if line.kind == "said" else "ink_soft"))
        laid.layout.draw(painter, QPointF(laid.left, top + laid.top))
        self._draw_doubts(painter, laid, top)
        self._draw_flag(painter, line, laid, top)

    # ── Words ─────────────────────────────────────────────────────────────────────────────────────────────

    def _formats(self, what: Shown) -> list[QTextLayout.FormatRange]:
        formats = []
        if what.stable is not None:
            formats.append(self._coloured(what.stable, len(what.text), "ink_faint"))
        for start, end in what.blocks:
            formats.append(self._coloured(start, end, "ink_soft"))
        return formats

    def _coloured(self, start: int, end: int, colour: str) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, max(0, end - start)
        kind = QTextCharFormat()
        kind.setForeground(self._look.colour(colour))
        made.format = kind
        return made

    def _draw_blocks(self, painter: QPainter, laid: LaidOut, top: float) -> None:
        painter.setPen(QPen(self._look.colour("edge"), HAIR))
        painter.setBrush(self._look.colour("desk"))
        for start, end in laid.what.blocks:
            for box in boxes(laid, start, end, top):
                painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), RADIUS / 2, RADIUS / 2)

    def _draw_found(self, painter: QPainter, laid: LaidOut, top: float, marks: Marks, ground: str) -> None:
        """A line below each, and a frame around the one that is looked at: no colour has to be told from another."""
        for start, end in marks.found:
            for box in boxes(laid, start, end, top):
                painter.fillRect(box, self._look.colour(ground))
                painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), self._look.colour("accent"))
                if (start, end) == marks.at:
                    painter.setPen(QPen(self._look.colour("accent"), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(-1, 0, 1, -1), RADIUS / 2, RADIUS / 2)

    def _draw_doubts(self, painter: QPainter, laid: LaidOut, top: float) -> None:
        """A row of dots well below the letters, so that it does not run into the marks of Arabic ones."""
        pen = QPen(self._look.colour("amber"), 2)
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 2])
        painter.setPen(pen)
        for start, end in laid.what.unsure:
            for box in boxes(laid, start, end, top):
                painter.drawLine(QPointF(box.left() + 1, box.bottom() - 1), QPointF(box.right() - 1, box.bottom() - 1))

    # ── Beside the words ──────────────────────────────────────────────────────────────────────────────────

    def _time(self, line: Line) -> str:
        return clock(line.event.t0) if isinstance(line.event, Utterance) and line.opens_turn else ""

    def _draw_time(self, painter: QPainter, line: Line, laid: LaidOut, top: float) -> None:
        time = self._time(line)
        if not time:
            return
        painter.setFont(self._small)
        painter.setPen(self._look.colour("ink_soft"))
        if self._stacked:
            box = QRectF(self._gutter + EDGE + SMALL, top, self._width, laid.top)
            side = Qt.AlignmentFlag.AlignLeft
        else:
            box = QRectF(MEDIUM, top + laid.top, self._gutter - MEDIUM - SMALL, laid.pitch)
            side = Qt.AlignmentFlag.AlignRight
        if self._mirrored:
            box.moveRight(self._width - box.left())
            side = Qt.AlignmentFlag.AlignRight if side == Qt.AlignmentFlag.AlignLeft else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, time)

    def _draw_edge(self, painter: QPainter, line: Line, laid: LaidOut, top: float) -> None:
        """Strong for the customer, faint for the agent, a pencil's corner for a note."""
        above = laid.top if line.opens_turn else 0
        box = QRectF(self._gutter, top + above, EDGE, laid.height - above)
        if isinstance(line.event, Note):
            box = QRectF(self._gutter + MEDIUM, top + laid.top, EDGE, laid.height - laid.top - TIGHT / 2)
        if line.kind == "mark":
            return
        if line.speaker == "agent":
            box.setWidth(HAIR)
        if self._mirrored:
            box.moveRight(self._width - box.left())
        colour = {"customer": "ink_soft", "agent": "edge", None: "accent"}[line.speaker]
        painter.fillRect(box, self._look.colour(colour))

    def _draw_flag(self, painter: QPainter, line: Line, laid: LaidOut, top: float) -> None:
        """At the end of the first line; filled for the customer's word, an outline for the agent's own."""
        if line.flag is None:
            return
        side = LARGE * self._look.scale / 100
        box = QRectF(self._width - MEDIUM - side, top + laid.top + (laid.pitch - side) / 2, side, side)
        if self._mirrored:
            box.moveRight(self._width - box.left())
        draw_flag(painter, box, self._look.colour("amber"), filled=line.flag.speaker != "agent")


def boxes(laid: LaidOut, start: int, end: int, top: float) -> list[QRectF]:
    """Where characters [start, end) stand: a box for each line they touch, and for each part of it where a word of the
    other direction stands between."""
    found = []
    for number in range(laid.layout.lineCount()):
        line = laid.layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        middle = top + laid.top + line.y() + line.height() / 2
        for left, right in _stretches(line, first, last):
            found.append(QRectF(laid.left + left, middle - laid.pitch / 2, right - left, laid.pitch))
    return found


def _stretches(line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
    """From where to where the glyphs of characters [first, last) reach. A cursor's places would not tell: where the
    direction changes it has two."""
    if first >= last:
        return []
    edges = [run.boundingRect() for run in line.glyphRuns(first, last - first)]
    found: list[tuple[float, float]] = []
    for left, right in sorted((edge.left(), edge.right()) for edge in edges):
        if found and left <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
