"""One thin line below the call bar: the customer's tone, the three warnings, and how often the agent interrupted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from callassist.events import Tone
from ui.agent.conduct.state import CallConduct, Warned
from ui.agent.conduct.tone_reason import reason_words
from ui.theme.look import Look
from ui.theme.tokens import MARK, MEDIUM, METER_WIDTH, SMALL, TIGHT
from ui.widgets.labels import Elided, label, set_look
from ui.words import figures, left_to_right, translate

_WARNINGS = 3
_CALM = 0.25
"""Of 1: below this level a tone that does not rise needs no word."""


class ToneLine(QFrame):
    """Says nothing in a calm call; its place is kept as long as there is a call."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._conduct: CallConduct | None = None
        self._over = False
        self.spark, self.gauge = Sparkline(look), Gauge(look)
        self.tone, self.warnings, self.interruptions = Elided(), label("small"), label("small", look="soft")
        self.tone.setProperty("type", "small")
        self._crossing = _Crossing(look)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        row.setSpacing(SMALL)
        row.addWidget(self.spark)
        row.addWidget(self.tone, 1)
        for part in (self.gauge, self.warnings, self._crossing, self.interruptions):
            row.addWidget(part)
        self.hide()

    def show_conduct(self, conduct: CallConduct | None, t: float = 0.0, *, over: bool = False) -> None:
        """How the call in front goes, at `t` seconds of it, or went; None where there is no call."""
        self._conduct, self._over = conduct, over
        self.setVisible(conduct is not None)
        if conduct is not None:
            self.spark.show_levels(conduct.levels, t, rises=conduct.tone is not None and conduct.tone.trend == "rising")
            self.gauge.show_warned(conduct.warned)
            self._say(conduct)

    def _say(self, conduct: CallConduct) -> None:
        told, over = conduct.tone, self._over
        tone = "" if over else _tone_words(told)
        warned = warned_words(conduct.warned, over=over)
        self.tone.setText(tone)
        set_look(self.tone, "amber" if told is not None and told.trend == "rising" else "soft")
        self.warnings.setText(warned)
        set_look(self.warnings, "soft" if conduct.warned.is_calm else "red")
        self.warnings.setVisible(bool(warned))
        some = conduct.interruptions > 0
        count = translate("tone", "Times you began to speak while the customer was speaking: %1")
        count = figures(count.replace("%1", str(conduct.interruptions)))
        self.interruptions.setText(left_to_right(f"{conduct.interruptions}×") if some else "")
        for part in (self._crossing, self.interruptions):
            part.setVisible(some)
            part.setToolTip(count)
        self.interruptions.setAccessibleName(count)
        self._fit()
        self.gauge.setAccessibleName(warned or translate("tone", "No warning"))
        self.gauge.setToolTip(warned or translate("tone", "No warning"))
        self.spark.setAccessibleName(tone or translate("tone", "The tone is calm"))

    def _fit(self) -> None:
        """In a very narrow window the words go before the drawn line."""
        row = self.layout()
        assert row is not None, "made with it"
        self.spark.show()
        row.invalidate()
        self.spark.setVisible(row.totalMinimumSize().width() <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It does not keep the window wide."""
        return QSize(0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._conduct is not None:
            self._say(self._conduct)


def _tone_words(tone: Tone | None) -> str:
    if tone is None:
        return ""
    reason = reason_words(tone.reasons[0]) if tone.reasons else ""
    if tone.trend == "rising":
        words = translate("tone", "Rising: %1") if reason else translate("tone", "Rising")
    elif tone.level < _CALM:
        return ""
    elif tone.trend == "falling":
        return translate("tone", "Calming down")
    else:
        words = translate("tone", "Still tense: %1") if reason else translate("tone", "Still tense")
    return words.replace("%1", reason)


def warned_words(warned: Warned, *, over: bool) -> str:
    """What the gauge says in words; empty where there is nothing to tell. A call that is over asks for nothing."""
    if warned.may_end and not over:
        return translate("tone", "You may end it")
    if warned.due is not None and not over:
        return figures(translate("tone", "Warning %1 due").replace("%1", str(warned.due)))
    if warned.given:
        return figures(translate("tone", "Warned %1 of 3").replace("%1", str(warned.given)))
    return ""


class Sparkline(QWidget):
    """The tone's levels of this call, in steps from its beginning to now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._levels: tuple[tuple[float, float], ...] = ()
        self._now = 0.0
        self._rises = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_levels(self, levels: list[tuple[float, float]], now: float, *, rises: bool) -> None:
        """These, each as (second, 0 to 1); `now` is where the line ends."""
        shown = tuple(levels)
        # While nothing is told the line of a calm call is the same at any time.
        if (shown, rises) != (self._levels, self._rises) or (shown and int(now) != int(self._now)):
            self._levels, self._now, self._rises = shown, now, rises
            self.update()

    @property
    def levels(self) -> tuple[tuple[float, float], ...]:
        """What it shows."""
        return self._levels

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as a meter, and as high as a mark."""
        return QSize(METER_WIDTH, round(MARK * self._look.scale / 100) + TIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it from the start of the reading direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        turned = self.isRightToLeft()
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if not self._levels:
            return
        length = max(self._now, self._levels[-1][0], 1.0)

        def at(t: float, level: float) -> QPointF:
            share = 1 - t / length if turned else t / length
            return QPointF(box.left() + box.width() * share, box.bottom() - box.height() * min(1.0, max(0.0, level)))

        points, before = [at(0, 0)], 0.0
        for t, level in self._levels:
            points += [at(t, before), at(t, level)]
            before = level
        points.append(at(length, before))
        painter.setPen(QPen(self._look.colour("amber" if self._rises else "ink_soft"), 1.6))
        painter.drawPolyline(QPolygonF(points))


class Gauge(QWidget):
    """Three boxes, one for each warning: empty; with a dot in it while it is due; filled once it was given."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = Warned()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_warned(self, warned: Warned) -> None:
        """How far they have come."""
        shown = Warned(warned.given, warned.due, warned.may_end)
        if shown != self._shown:
            self._shown = shown
            self.update()

    @property
    def boxes(self) -> tuple[str, ...]:
        """What each box says: `empty`, `due` or `given`."""
        return tuple(
            "given" if number <= self._shown.given else "due" if number == self._shown.due else "empty"
            for number in range(1, _WARNINGS + 1)
        )

    def _side(self) -> int:
        return round(MARK * self._look.scale / 100)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grows with the text."""
        return QSize(_WARNINGS * self._side() + (_WARNINGS - 1) * TIGHT, self._side())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw them from the start of the reading direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._side()
        for number, state in enumerate(self.boxes):
            x = number * (side + TIGHT)
            x = self.width() - x - side if self.isRightToLeft() else x
            box = QRectF(x, 0, side, side).adjusted(1.5, 1.5, -1.5, -1.5)
            colour = self._look.colour("edge" if state == "empty" else "red")
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(colour if state == "given" else Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            if state == "due":
                painter.setBrush(colour)
                painter.drawEllipse(box.center(), side / 6, side / 6)


class _Crossing(QWidget):
    """Two bars, the second of which begins before the first is over."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grows with the text."""
        side = round(MARK * self._look.scale / 100)
        return QSize(side + TIGHT, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw them from the start of the reading direction."""
        painter = QPainter(self)
        painter.setPen(QPen(self._look.colour("ink_soft"), max(2.0, self.height() / 5)))
        for begins, ends, y in ((0.0, 0.65, 0.3), (0.35, 1.0, 0.75)):
            first, last = (1 - ends, 1 - begins) if self.isRightToLeft() else (begins, ends)
            painter.drawLine(
                QPointF(self.width() * first, self.height() * y), QPointF(self.width() * last, self.height() * y)
            )
