"""A call at a glance: both sides' talk, where they overlap, the tone above, and what happened below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from callassist.events import SPEAKERS, Speaker
from callassist.reports import call_labels
from callassist.reports.whole_call import Cue, WholeCall
from ui.theme.look import Look
from ui.theme.tokens import EDGE, HAIR, MARK, MEDIUM, SMALL, TIGHT
from ui.words import clock, translate, window_language

RED: Final = frozenset({"warning_due", "warning_given", "may_end_call", "alert"})
_AMBER: Final = frozenset({"interruption", "misstatement", "knowledge_gap", "empathy_missing"})
_SHOWN: Final = RED | _AMBER | {"anger", "commitment", "commitment_settled"}
_TONE: Final = 18
_NEAR: Final = 6
"""Pixels beside a mark that still are the mark."""


class Timeline(QWidget):
    """Time runs in reading direction.

    Signals:
        jumped: to a moment of the call, seconds, by a click or by the keys.
    """

    jumped = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._call: WholeCall | None = None
        self._at = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        look.changed.connect(self.update)
        self._retranslate()

    def show_call(self, call: WholeCall | None) -> None:
        """This one, or none."""
        self._call, self._at = call, 0.0
        self.update()

    def show_at(self, t: float) -> None:
        """This moment is looked at."""
        self._at = t
        self.update()

    @property
    def marks(self) -> list[Cue]:
        """What is marked, in order."""
        return [] if self._call is None else sorted((c for c in self._call.cues if _is_marked(c)), key=lambda c: c.t)

    # ── Where ─────────────────────────────────────────────────────────────────────────────────────────────

    def _lane(self) -> float:
        return self._look.font("small").pixelSize() * 1.2

    def _begin(self) -> float:
        """Where time begins: behind the names of the lanes."""
        metrics = self.fontMetrics()
        names = [call_labels.load().speaker[each].words(window_language()) for each in SPEAKERS]
        return MEDIUM + max(metrics.horizontalAdvance(name) for name in names) + SMALL

    def _x(self, t: float) -> float:
        length = max(1.0, self._call.length if self._call is not None else 1.0)
        room = self.width() - self._begin() - MEDIUM
        along = self._begin() + room * min(1.0, max(0.0, t / length))
        return self.width() - along if self.isRightToLeft() else along

    def _t(self, x: float) -> float:
        length = max(1.0, self._call.length if self._call is not None else 1.0)
        along = self.width() - x if self.isRightToLeft() else x
        room = max(1.0, self.width() - self._begin() - MEDIUM)
        return length * min(1.0, max(0.0, (along - self._begin()) / room))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Tone, two lanes, and marks."""
        return QSize(0, round(_TONE + 2 * (self._lane() + TIGHT) + MARK + 3 * SMALL))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It does not keep the window wide."""
        return self.sizeHint()

    # ── Painting ──────────────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.colour("paper"))
        painter.fillRect(QRectF(0, self.height() - HAIR, self.width(), HAIR), self._look.colour("line"))
        top = SMALL + _TONE + TIGHT
        self._draw_lane(painter, "customer", top)
        self._draw_lane(painter, "agent", top + self._lane() + TIGHT)
        if self._call is not None:
            self._draw_overlaps(painter, top)
            self._draw_tone(painter)
            for cue in self.marks:
                self._draw_mark(painter, cue, top + 2 * (self._lane() + TIGHT) + TIGHT)
            painter.fillRect(QRectF(self._x(self._at) - 1, SMALL, 2, self.height() - 2 * SMALL), self._accent())
        if self.hasFocus():
            painter.setPen(QPen(self._accent(), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _accent(self) -> QColor:
        return self._look.colour("accent")

    def _draw_lane(self, painter: QPainter, speaker: Speaker, top: float) -> None:
        name = call_labels.load().speaker[speaker].words(window_language())
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.colour("ink_soft"))
        box = QRectF(0, top - TIGHT, self._begin() - SMALL, self._lane() + 2 * TIGHT)
        if self.isRightToLeft():
            box.moveRight(self.width())
        side = Qt.AlignmentFlag.AlignLeft if self.isRightToLeft() else Qt.AlignmentFlag.AlignRight
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, name)
        middle = top + self._lane() / 2
        ends = sorted((self._x(0), self._x(self._call.length if self._call is not None else 1)))
        painter.fillRect(QRectF(ends[0], middle, ends[1] - ends[0], HAIR), self._look.colour("line"))
        if self._call is None:
            return
        # The customer strong and the agent faint, as in the transcript.
        colour, height = ("ink_soft", self._lane()) if speaker == "customer" else ("edge", self._lane() / 2)
        for start, end in self._call.talk.get(speaker, ()):
            painter.fillRect(self._stretch(start, end, middle - height / 2, height), self._look.colour(colour))

    def _draw_overlaps(self, painter: QPainter, top: float) -> None:
        assert self._call is not None, "drawn with a call only"
        middle = top + self._lane() + TIGHT / 2
        for start, end in self._call.overlaps():
            painter.fillRect(self._stretch(start, end, middle - EDGE / 2, EDGE), self._look.colour("amber"))

    def _stretch(self, start: float, end: float, top: float, height: float) -> QRectF:
        left, right = sorted((self._x(start), self._x(end)))
        return QRectF(left, top, max(1.0, right - left), height)

    def _draw_tone(self, painter: QPainter) -> None:
        assert self._call is not None, "drawn with a call only"
        if not self._call.tone:
            return
        line = QPolygonF()
        before = 0.0
        for t, level in ((0.0, 0.0), *self._call.tone, (self._call.length, self._call.tone[-1][1])):
            for height in (before, level):
                line.append(QPointF(self._x(t), SMALL + _TONE * (1 - min(1.0, max(0.0, height)))))
            before = level
        painter.setPen(QPen(self._look.colour("amber"), 1.6))
        painter.drawPolyline(line)

    def _draw_mark(self, painter: QPainter, cue: Cue, top: float) -> None:
        """A triangle for warnings and threats, a square for what to attend to, a dot for all else."""
        x, side = self._x(cue.t), MARK * 0.75
        painter.setPen(Qt.PenStyle.NoPen)
        if cue.type in RED or (cue.type == "anger" and cue.own.get("kind") != "grievance"):
            painter.setBrush(self._look.colour("red"))
            corners = [QPointF(x - side / 2, top + side), QPointF(x, top), QPointF(x + side / 2, top + side)]
            painter.drawPolygon(corners)
        elif cue.type in _AMBER or cue.type == "anger":
            painter.setBrush(self._look.colour("amber"))
            painter.drawRect(QRectF(x - side / 3, top + side / 6, side * 2 / 3, side * 2 / 3))
        else:
            painter.setBrush(self._look.colour("green"))
            painter.drawEllipse(QPointF(x, top + side / 2), side / 3, side / 3)

    # ── Keys and the mouse ────────────────────────────────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go there: to the mark that is near, else to the moment."""
        if self._call is not None:
            near = self._near(event.position().x())
            self._go(near.t if near is not None else self._t(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The arrows go from mark to mark, in reading direction."""
        onward = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
            return
        if event.key() == onward:
            found = next((cue.t for cue in self.marks if cue.t > self._at + 0.01), None)
        else:
            found = next((cue.t for cue in reversed(self.marks) if cue.t < self._at - 0.01), None)
        if found is not None:
            self._go(found)

    def event(self, event: QEvent) -> bool:
        """Say of a mark what it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            near = self._near(event.pos().x())
            words = "" if near is None else call_labels.load().told(near, window_language())
            t = self._t(event.pos().x()) if near is None else near.t
            QToolTip.showText(event.globalPos(), f"{clock(t)}  {words}".rstrip(), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _near(self, x: float) -> Cue | None:
        nearest = min(self.marks, key=lambda cue: abs(self._x(cue.t) - x), default=None)
        return nearest if nearest is not None and abs(self._x(nearest.t) - x) <= _NEAR else None

    def _go(self, t: float) -> None:
        self._at = t
        self.update()
        self.jumped.emit(t)

    def _retranslate(self) -> None:
        self.setAccessibleName(translate("calls", "The call at a glance"))
        self.update()


def _is_marked(cue: Cue) -> bool:
    if cue.type == "interruption":
        return cue.own.get("by") == "agent"
    return cue.type in _SHOWN
