"""Where windows begin: where they were left, if that is still on a screen, or else where nothing is hidden by them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.theme.tokens import PANEL_HEIGHT, PANEL_WIDTH

LEAST_ON_SCREEN = 80
"""Pixels of a remembered place that must be on a screen, or the window begins where it does at first."""
_TITLE = LEAST_ON_SCREEN // 2
"""Pixels left for the window's title, which its geometry does not count, above and below it."""
_REST_MS = 500
"""Moving and sizing is over when nothing came for so long."""


class ComesToRest(QObject):
    """Watches a window being moved and sized.

    Signals:
        rests: it is over.
    """

    rests = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(_REST_MS)
        self._time.timeout.connect(self.rests)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Only look."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._time.start()
        return super().eventFilter(watched, event)


def first_place(remembered: QRect, *, right_to_left: bool) -> QRect:
    """The window's place; `remembered` may be empty."""
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(remembered)
        if seen.width() >= LEAST_ON_SCREEN and seen.height() >= LEAST_ON_SCREEN:
            return remembered
    whole = QGuiApplication.primaryScreen().availableGeometry()
    height = min(PANEL_HEIGHT, whole.height() - _TITLE)
    left = whole.left() if right_to_left else whole.right() - PANEL_WIDTH
    return QRect(left, whole.top() + (whole.height() - height) // 2, PANEL_WIDTH, height)


def place_beside(taken: QRect, screen: QRect, wanted: QSize, least: int) -> QRect:
    """Where another window of the size `wanted` begins: on the larger side of the one at `taken`, if there is room.

    Args:
        screen: what is available of it. least: pixels of width below which it covers the other one, rather than be so
            narrow.
    """
    before, after = taken.left() - screen.left(), screen.right() - taken.right()
    room = max(before, after)
    if room < least:
        before, room, taken = 0, screen.width(), QRect(screen.topLeft(), QSize(0, 0))
    width, height = min(wanted.width(), room), min(wanted.height(), screen.height() - _TITLE)
    left = taken.left() - width if before > after else taken.right() + 1
    return QRect(left, screen.top() + (screen.height() - height) // 2, width, height)
