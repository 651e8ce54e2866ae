"""A quiet offer after an abusive call: some minutes for oneself, and what went well."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QDateTime, QEvent, QLocale, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme.tokens import MEDIUM, SMALL
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label
from ui.words import figures, left_to_right, translate

MINUTES: Final = (3, 5, 10)


class Breather(QFrame):
    """Nothing until it is offered; nobody is told whether it was taken.

    Signals:
        left: it was put away.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._until: QDateTime | None = None
        self._over = False
        self._kept = self._thanks = 0
        self._title, self._words = label("strong", wrap=True), label(look="soft", wrap=True)
        self._good = label(look="green", wrap=True)
        self.minutes = {count: button(partial(self.take, count)) for count in MINUTES}
        self.away = button(self.put_away, look="quiet")
        row = QWidget()
        buttons = FlowLayout(row)
        for made in (*self.minutes.values(), self.away):
            buttons.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        for part in (self._title, self._words, self._good, row):
            column.addWidget(part)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.timeout.connect(self._on_over)
        self.hide()

    def offer(self) -> None:
        """An abusive call is over."""
        self._until, self._over = None, False
        self._time.stop()
        self._show()
        self.show()

    def show_good(self, *, kept: int, thanks: int) -> None:
        """How many promises the agent kept and how many thanks came of late; what there is none of is not spoken of."""
        self._kept, self._thanks = kept, thanks
        self._show()

    def take(self, minutes: int) -> None:
        """So many minutes, from now."""
        self._until = QDateTime.currentDateTime().addSecs(60 * minutes)
        self._time.start(60_000 * minutes)
        self._show()

    def put_away(self) -> None:
        """Not now, or back again."""
        self._time.stop()
        self.hide()
        self.left.emit()

    def _on_over(self) -> None:
        self._over = True
        self._show()

    def _show(self) -> None:
        until = self._until
        if until is None:
            self._title.setText(translate("breather", "That was a hard call. Take a breather"))
            self._words.setText(translate("breather", "Set yourself to away in the softphone first."))
            self.away.setText(translate("breather", "Not now"))
        elif self._over:
            self._title.setText(translate("breather", "Your time is over. Go on when you are ready"))
            self._words.setText("")
            self.away.setText(translate("breather", "I am back"))
        else:
            time = left_to_right(QLocale(QLocale.Language.English).toString(until.time(), "HH:mm"))
            self._title.setText(translate("breather", "A breather until %1").replace("%1", time))
            self._words.setText("")
            self.away.setText(translate("breather", "I am back"))
        self._words.setVisible(until is None)
        for count, made in self.minutes.items():
            made.setText(figures(translate("breather", "%1 min").replace("%1", str(count))))
            made.setVisible(until is None)
        good = []
        if self._kept:
            good.append(translate("breather", "Promises you kept: %1").replace("%1", str(self._kept)))
        if self._thanks:
            good.append(translate("breather", "Thanks you got: %1").replace("%1", str(self._thanks)))
        self._good.setText(figures(" · ".join(good)))
        self._good.setVisible(bool(good))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
