"""In how many places of a call the words that are looked for were said, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from ui.supervisor.counts import CallCounts
from ui.supervisor.hits import Hits
from ui.widgets.labels import button, label
from ui.words import left_to_right, translate


class FoundWords(QObject):
    """Its parts are hidden while nothing is looked for; they break into lines with whatever they stand beside.

    Signals:
        step: to the next place (1), or the one before (-1).
    """

    step = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: Hits | None = None
        self.told = label("small", look="soft")
        self.back_button = button(lambda: self.step.emit(-1), look="quiet")
        self.on_button = button(lambda: self.step.emit(1), look="quiet")
        self.parts = (self.told, self.back_button, self.on_button)

    def show_hits(self, hits: Hits | None) -> None:
        """These; None: nothing is looked for."""
        self._hits = hits
        self._show()
        if hits is not None and hits.at is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.told, self.told.text()))

    def _show(self) -> None:
        hits = self._hits
        self.told.setVisible(hits is not None)
        several = hits is not None and len(hits) > 1
        self.back_button.setVisible(several)
        self.on_button.setVisible(several)
        if hits is None:
            self.told.setText("")
        elif not len(hits):
            self.told.setText(translate("calls", "Not said in this call"))
        elif hits.at is None or not several:
            self.told.setText(CallCounts().places(len(hits)))
        else:
            words = translate("calls", "Place %1 of %2").replace("%1", left_to_right(str(hits.at + 1)))
            self.told.setText(words.replace("%2", left_to_right(str(len(hits)))))

    def retranslate(self) -> None:
        """Another language."""
        self.back_button.setText(translate("calls", "Previous") + f"  {left_to_right('Shift+F3')}")
        self.on_button.setText(translate("calls", "Next") + f"  {left_to_right('F3')}")
        self._show()
