"""One answer, painted: number, title and what to be aware of; its passage and source where there is room."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QVBoxLayout, QWidget

from callassist.events import FoundArticle
from ui.agent.chords import Action, with_chord
from ui.agent.knowing.article_words import about, is_incident, tag
from ui.theme.look import Look
from ui.theme.motion import Fade
from ui.theme.tokens import EDGE, MARK, MEDIUM, SMALL, TARGET, TIGHT
from ui.widgets.flash import Flash, copy
from ui.widgets.glyphs import GlyphButton
from ui.widgets.marks import draw_shape
from ui.widgets.paragraph import break_lines
from ui.words import direction, either_way, figures, left_to_right, translate

_PASSAGE_LINES = 2
_ARABIC_PITCH = 1.5


@dataclass(frozen=True, slots=True)
class Told:
    """What a row shows. `helped`: the agent's word on it, if any."""

    article: FoundArticle
    pinned: bool = False
    helped: bool | None = None
    chosen: bool = False


class AnswerRow(QWidget):
    """A place for an answer: as high as it is whatever stands there, and empty where nothing does.

    Args:
        number: from 1; the copy chord's digit up to 3.

    Signals:
        opened, pin: it was clicked, or its pin was. voted: whether it helped.
    """

    opened = Signal()
    pin = Signal()
    voted = Signal(bool)

    def __init__(self, look: Look, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._number = look, number
        self._told: Told | None = None
        self._full = True
        self._fade = Fade(self)
        self._pin = GlyphButton(look, "pin", self.pin.emit)
        self._yes = GlyphButton(look, "tick", lambda: self.voted.emit(True))
        self._no = GlyphButton(look, "cross", lambda: self.voted.emit(False))
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addStretch(1)
        for made in (self._pin, self._yes, self._no):
            buttons.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, 0, TIGHT, 0)
        column.addLayout(buttons)
        column.addStretch(1)
        self.flash = Flash(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._show()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def told(self) -> Told | None:
        """What stands here."""
        return self._told

    def tell(self, told: Told | None) -> None:
        """Something stands here now, or nothing."""
        if told == self._told:
            return
        before, self._told = self._told, told
        if told is not None and (before is None or before.article.id != told.article.id):
            self.flash.hide()
            self._fade.begin()
        self._show()

    def set_full(self, full: bool) -> None:
        """Show passage and source too, or the title alone."""
        if full != self._full:
            self._full = full
            self.updateGeometry()
            self._show()

    def copy(self) -> None:
        """Copy the passage, and say so at the end of the title."""
        if self._told is not None:
            copy(self._told.article.passage, self.flash, self._title_line())

    @staticmethod
    def height_of(look: Look, *, full: bool) -> int:
        """Pixels of a row."""
        scale = look.scale / 100
        title = round(TARGET * scale)
        small = math.ceil(look.font("small").pixelSize() * _ARABIC_PITCH)
        return title + (small * (_PASSAGE_LINES + 1) + SMALL if full else 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same for every answer."""
        return QSize(0, self.height_of(self._look, full=self._full))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Titles end in … where there is no room."""
        return QSize(0, self.sizeHint().height())

    def _show(self) -> None:
        told = self._told
        for made, on in (
            (self._pin, told is not None and told.pinned),
            (self._yes, told is not None and told.helped is True),
            (self._no, told is not None and told.helped is False),
        ):
            made.setVisible(told is not None)
            made.setChecked(on)
        if told is None:
            self.setAccessibleName("")
            self.setToolTip("")
        else:
            article = told.article
            parts = (figures(str(self._number)), article.title, tag(article)[0], article.passage, about(article))
            self.setAccessibleName(", ".join(filter(None, parts)))
            self.setToolTip("" if self._full else "\n".join(filter(None, (article.passage, about(article)))))
        self._say(self._pin, "pin", translate("answers", "Keep on top"))
        self._say(self._yes, "helped", translate("answers", "It helped"))
        self._say(self._no, "not_helped", translate("answers", "It did not help"))
        self.update()

    @staticmethod
    def _say(made: GlyphButton, action: Action, words: str) -> None:
        made.say(words, with_chord(words, action))

    # ── Painting ──────────────────────────────────────────────────────────────────────────────────────────

    def _title_line(self) -> QRect:
        return QRect(0, 0, self.width() - TIGHT, self.height_of(self._look, full=False))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it, from the start of the reading direction."""
        told = self._told
        if told is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), self._look.colour("accent_soft"))
        if told.chosen:
            self._fill(painter, QRect(0, 0, EDGE, self.height()), "accent")
        painter.setOpacity(self._fade.opacity)
        article = told.article
        gutter = MEDIUM + round(self._look.font("text").pixelSize() * 1.2)
        line = self._title_line()
        self._draw(
            painter, left_to_right(str(self._number)), QRect(MEDIUM, 0, gutter - MEDIUM, line.height()), "ink_soft"
        )
        end = self.width() - TIGHT - 3 * self._pin.sizeHint().width() - TIGHT
        end = self._draw_tag(painter, article, end, line.height())
        title = QRect(gutter, 0, max(0, end - gutter), line.height())
        self._draw(painter, article.title, title, "ink", bold=told.pinned)
        if self._full:
            self._draw_rest(painter, article, QRect(gutter, line.height(), self.width() - gutter - MEDIUM, 0))

    def _draw_tag(self, painter: QPainter, article: FoundArticle, end: int, height: int) -> int:
        """What to be aware of, before `end`; gives where it begins."""
        words, attend = tag(article)
        if not words or (self._full and not is_incident(article)):
            return end
        font = self._look.font("small")
        wide = math.ceil(QFontMetricsF(font).horizontalAdvance(words)) + 1
        self._draw(painter, words, QRect(end - wide, 0, wide, height), "amber" if attend else "ink_soft", small=True)
        start = end - wide - SMALL
        if attend:
            side = round(MARK * self._look.scale / 100 * 0.8)
            box = QRect(start + SMALL - side - TIGHT, (height - side) // 2, side, side)
            draw_shape(painter, QRectF(self._mirrored(box)), "triangle", self._look.colour("amber"))
            start -= side + TIGHT
        return start

    def _draw_rest(self, painter: QPainter, article: FoundArticle, area: QRect) -> None:
        font = self._look.font("small")
        pitch = math.ceil(font.pixelSize() * _ARABIC_PITCH)
        area.setHeight(pitch * _PASSAGE_LINES)
        place = self._mirrored(area)
        painter.setPen(self._look.colour("ink_soft"))
        turned = direction(article.passage)
        text = _shortened(article.passage, font, place.width(), turned)
        layout, _ = break_lines(text, font, place.width(), turned)
        layout.draw(painter, QPointF(place.topLeft()))
        below = QRect(area.left(), area.bottom() + 1, area.width(), pitch)
        colour = "amber" if article.stale and not is_incident(article) else "ink_faint"
        self._draw(painter, about(article), below, colour, small=True)

    def _draw(
        self, painter: QPainter, text: str, box: QRect, colour: str, *, small: bool = False, bold: bool = False
    ) -> None:
        font = self._look.font("small" if small else "text", bold=bold)
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        # Kept apart from the row's own direction, which says only where it begins.
        text = either_way(text)
        place = self._mirrored(box)
        turned = self.layoutDirection()
        layout, high = break_lines(text, font, place.width() + 2, turned)
        painter.setPen(self._look.colour("ink_soft" if colour == "ink_faint" and self.underMouse() else colour))
        x = place.left() - (2 if turned == Qt.LayoutDirection.RightToLeft else 0)
        layout.draw(painter, QPointF(x, place.top() + max(0.0, (place.height() - high) / 2)))

    def _fill(self, painter: QPainter, box: QRect, colour: str) -> None:
        painter.fillRect(self._mirrored(box), self._look.colour(colour))

    def _mirrored(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    # ── Qt's events ───────────────────────────────────────────────────────────────────────────────────────

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click opens it."""
        if self._told is not None and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Shown under the pointer."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """No longer."""
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange):
            self._show()


def _shortened(text: str, font: QFont, room: float, turned: Qt.LayoutDirection) -> str:
    """As much of a text as goes into the passage's lines, with … where it is cut."""
    layout, _ = break_lines(text, font, room, turned)
    if layout.lineCount() <= _PASSAGE_LINES:
        return text
    last = layout.lineAt(_PASSAGE_LINES - 1)
    rest = text[last.textStart() :]
    return text[: last.textStart()] + QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, room)
