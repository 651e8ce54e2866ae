"""The sign beside the clock: how many promises are due, and a word when it is time. It never takes the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from callassist.calls.updates import PromiseView
from ui.agent.promises import words
from ui.agent.promises.reminders import worded
from ui.agent.window import AgentWindow
from ui.theme.look import Look
from ui.widgets.marks import app_icon
from ui.words import translate

_SHOWN_MS = 8000


class Tray(QObject):
    """Shows the window when it is clicked, the promises when a reminder is.

    Attributes:
        icon: Qt's own.
    """

    def __init__(self, window: AgentWindow, look: Look, leave: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._counts = (0, 0)
        self.icon = QSystemTrayIcon(app_icon(look), self)
        self._menu = QMenu(window)
        self._show, self._all, self._leave = QAction(self._menu), QAction(self._menu), QAction(self._menu)
        self._show.triggered.connect(window.come_forward)
        self._all.triggered.connect(window.promises.open)
        self._leave.triggered.connect(leave)
        self._menu.addActions([self._show, self._all, self._leave])
        self._menu.aboutToShow.connect(self._retranslate)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self._on_message_clicked)
        window.promises.reminders.remind.connect(self.remind)
        window.promises.reminders.counted.connect(self._count)
        self._retranslate()
        self.icon.show()

    @property
    def tooltip(self) -> str:
        """What it says while the pointer is over it."""
        return " · ".join(filter(None, ("CallAssist", words.summed_up(*self._counts))))

    def remind(self, views: tuple[PromiseView, ...]) -> None:
        """It is time for these."""
        title, text = worded(views)
        self.icon.showMessage(title, text, self.icon.icon(), _SHOWN_MS)

    def close(self) -> None:
        """The program ends."""
        self.icon.hide()

    def _count(self, overdue: int, today: int) -> None:
        self._counts = (overdue, today)
        self._retranslate()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self._window.come_forward()

    def _on_message_clicked(self) -> None:
        self._window.promises.open()

    def _retranslate(self) -> None:
        self._show.setText(translate("tray", "Show"))
        self._all.setText(translate("tray", "Promises"))
        self._leave.setText(translate("tray", "Quit"))
        self.icon.setToolTip(self.tooltip)


def of_this_desktop(window: AgentWindow, look: Look, leave: Callable[[], object]) -> Tray | None:
    """The tray's sign, where there is a tray."""
    return Tray(window, look, leave) if QSystemTrayIcon.isSystemTrayAvailable() else None
