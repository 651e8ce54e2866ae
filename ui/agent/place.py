"""Where the window begins: where it was left, if that is still on a screen, or else at the end of the first one."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from ui.theme.tokens import PANEL_HEIGHT, PANEL_WIDTH

LEAST_ON_SCREEN = 80
"""Pixels of a remembered place that must be on a screen, or the window begins where it does at first."""


def first_place(remembered: QRect, *, right_to_left: bool) -> QRect:
    """The window's place; `remembered` may be empty."""
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(remembered)
        if seen.width() >= LEAST_ON_SCREEN and seen.height() >= LEAST_ON_SCREEN:
            return remembered
    whole = QGuiApplication.primaryScreen().availableGeometry()
    height = min(PANEL_HEIGHT, whole.height() - LEAST_ON_SCREEN // 2)
    left = whole.left() if right_to_left else whole.right() - PANEL_WIDTH
    return QRect(left, whole.top() + (whole.height() - height) // 2, PANEL_WIDTH, height)
