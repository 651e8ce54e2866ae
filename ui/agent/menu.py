"""The menu of the window: its size and place above others, the pages that are no call's, and the way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.settings import Settings
from ui.words import translate


class WindowMenu(QMenu):
    """Says what is chosen, and what is wanted.

    Signals:
        compact, on_top: whether that is wanted. asked: an `Action` of the chords. quit_wanted: end it all.
    """

    compact = Signal(bool)
    on_top = Signal(bool)
    asked = Signal(str)
    quit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._calls, self._settings, self._keys, self._quit = (QAction(self) for _ in range(4))
        self._compact, self._on_top = QAction(self), QAction(self)
        for action in (self._compact, self._on_top):
            action.setCheckable(True)
        self._calls.triggered.connect(lambda: self.asked.emit("calls"))
        self._settings.triggered.connect(lambda: self.asked.emit("settings"))
        self._keys.triggered.connect(lambda: self.asked.emit("keys"))
        self._compact.triggered.connect(self.compact)
        self._on_top.triggered.connect(self.on_top)
        self._quit.triggered.connect(self.quit_wanted)
        self.addActions([self._compact, self._on_top])
        self.addSeparator()
        self.addActions([self._calls, self._settings, self._keys])
        self.addSeparator()
        self.addAction(self._quit)
        self._retranslate()

    def show_settings(self, settings: Settings) -> None:
        """What is chosen now."""
        self._compact.setChecked(settings.compact)
        self._on_top.setChecked(settings.on_top)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._calls.setText(translate("window", "Past calls"))
        self._settings.setText(translate("window", "Settings"))
        self._keys.setText(translate("window", "Keys"))
        self._compact.setText(translate("window", "Small window"))
        self._on_top.setText(translate("window", "Keep above others"))
        self._quit.setText(translate("window", "Quit"))
