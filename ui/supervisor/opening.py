"""Opens the window of past calls when somebody asks for it; what it needs is imported then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.theme.look import Look

if TYPE_CHECKING:  # the agent's window is painted before what this one needs is imported
    from ui.supervisor.calls_window import CallsWindow, MakeDesk


class PastCalls:
    """There is one such window at most.

    Args:
        beside: the window that it must not hide.

    Attributes:
        make_desk: another desk than the app's own, for pictures and tests. window: once it was opened.
    """

    def __init__(self, look: Look, beside: QWidget) -> None:
        self._look, self._beside = look, beside
        self.window: CallsWindow | None = None
        self.make_desk: MakeDesk | None = None

    def open(self) -> CallsWindow:
        """Show it, with calls as they are now."""
        if self.window is None:
            from ui.supervisor.calls_window import CallsWindow

            made = (self._look,) if self.make_desk is None else (self._look, self.make_desk)
            self.window = CallsWindow(*made)
            self.window.begin_beside(self._beside)
        self.window.come_forward()
        return self.window

    def settle(self) -> None:
        """The program ends."""
        if self.window is not None:
            self.window.close()
            self.window.settle()
