"""Chords that work while the softphone has the focus: one small port, and which platforms have it.

X11 and Windows have it. Wayland lets no program hear keys that are not its own, and on macOS it would take a permission
to watch the whole keyboard, which this program does not ask for; there the chords work in the window itself.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ui.agent.chords import Action, Chord


class Heard(QObject):
    """Where a platform's thread says that a chord was pressed.

    Signals:
        pressed: an `Action`.
    """

    pressed = Signal(str)


class Hotkeys(Protocol):
    """Keys of the whole desktop."""

    heard: Heard

    def start(self, chords: Mapping[Action, Chord]) -> list[Action]:
        """Ask the desktop for these chords; gives those that another program has already."""

    def close(self) -> None:
        """Give them back."""


def of_this_desktop() -> Hotkeys | None:
    """The port for the desktop that the window is on; None where there is none."""
    if sys.platform == "win32":
        from ui.hotkeys_windows import WindowsHotkeys

        return WindowsHotkeys()
    if sys.platform == "linux" and QGuiApplication.platformName() == "xcb":
        from ui.hotkeys_x11 import X11Hotkeys

        return X11Hotkeys()
    return None
