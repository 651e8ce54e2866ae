"""What moves, and whether anything may: a desktop that wants no motion gets none."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QVariantAnimation
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.tokens import FADE_MS


def may_move() -> bool:
    """Whether the desktop has its effects switched on."""
    return QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


class Fade(QObject):
    """How visible a widget's content is that has just come: from 0 to 1 in the tokens' time, at once without motion.

    Args:
        widget: painted anew meanwhile, and paints with `opacity`.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.opacity = 1.0
        self._widget = widget
        self._running = QVariantAnimation(self)
        self._running.setStartValue(0.0)
        self._running.setEndValue(1.0)
        self._running.setDuration(FADE_MS)
        self._running.valueChanged.connect(self._show)

    def begin(self) -> None:
        """Something else stands there now."""
        self._running.stop()
        if may_move():
            self._running.start()
        else:
            self._show(1.0)

    @property
    def runs(self) -> bool:
        """Whether it is under way."""
        return self._running.state() == QVariantAnimation.State.Running

    def _show(self, opacity: object) -> None:
        assert isinstance(opacity, float)
        self.opacity = opacity
        self._widget.update()
