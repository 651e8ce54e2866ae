"""The window of past calls, opened beside the agent's with a fake desk behind it, for tests of that window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui_window import Desktop

from callassist.events import Language
from callassist.reports.call_filters import Filters
from callassist.reports.log_desk import Told
from ui.agent.lines import shown
from ui.gallery.past_calls import FakeLogDesk
from ui.supervisor.calls_window import CallsWindow

WIDE = QSize(1160, 760)
"""The offscreen screen has no room for it."""
WORD: dict[Language, str] = {"ar": "فاتورة", "en": "bill"}


class Opened:
    """The window of past calls, opened by its chord from the agent's."""

    def __init__(self, desktop: Desktop, language: Language, most: int = 40) -> None:
        self.desktop = desktop
        self.desks: list[FakeLogDesk] = []
        desktop.speak(language)
        self.language, self.most = language, most
        desktop.window.past_calls.make_desk = self._made
        desktop.press("calls")
        assert desktop.window.past_calls.window is not None
        self.window: CallsWindow = desktop.window.past_calls.window
        self.window.resize(WIDE)
        desktop.qtbot.addWidget(self.window)
        desktop.settle()

    def _made(self, tell: Callable[[Told], None]) -> FakeLogDesk:
        self.desks.append(FakeLogDesk(tell, self.language, self.most))
        return self.desks[-1]

    @property
    def asked(self) -> list[tuple[object, ...]]:
        return self.desks[-1].asked

    def key(self, key: Qt.Key, widget: QWidget | None = None, held: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(widget or self.focus(), key, held or Qt.KeyboardModifier.NoModifier)
        self.desktop.settle()

    def focus(self) -> QWidget:
        focused = self.window.focusWidget()
        return focused if focused is not None else self.window

    def choose(self, filters: Filters) -> None:
        self.window.filters.choose(filters)
        self.desktop.settle()

    def lines(self) -> list[str]:
        model = self.window.pane.view.past()
        assert model is not None
        return [shown(model.line(row)).text for row in range(model.rowCount())]
