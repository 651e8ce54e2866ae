"""The calls that are still to be wrapped up, on the idle page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from callassist.calls.updates import WrapUpsWaiting
from ui.agent.chords import with_chord
from ui.agent.wrapping_up import wording
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label
from ui.words import figures, translate

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.calls.wrapping_up.stored import Waiting

_MOST = 5


class Counted(QObject):
    """Words that change with a number of calls."""

    def earlier(self, n: int) -> str:
        """How many wait below those that are shown."""
        return self.tr("and %n earlier calls", "", n)


class WaitingCalls(QFrame):
    """Nothing while none waits.

    Signals:
        wanted: the key of a call that the agent wants to wrap up.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._waiting = WrapUpsWaiting()
        self._held_back = False
        self._title, self._more = label("strong", wrap=True), label("small", look="soft", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addWidget(self._more)
        self.hide()

    @property
    def all(self) -> tuple[tuple[Waiting, str], ...]:
        """Every one of them, the latest first, with its number for people."""
        return self._waiting.waiting

    @property
    def first(self) -> UUID | None:
        """The latest of them."""
        return self._waiting.waiting[0][0].call if self._waiting.waiting else None

    def show_waiting(self, waiting: WrapUpsWaiting) -> None:
        """These, and no others."""
        self._waiting = waiting
        self._show()

    def hold_back(self, on: bool) -> None:
        """Something else comes first."""
        self._held_back = on
        self.setVisible(bool(self._waiting.waiting) and not on)

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        waiting = self._waiting.waiting
        for each, display in waiting[:_MOST]:
            made = QWidget()
            row = FlowLayout(made)
            who = label(wrap=True)
            who.setText(wording.waiting(each, display))
            begun = label("small", look="soft")
            begun.setText(translate("wrap-up", "begun") if each.begun else "")
            wrap_up = button(partial(self.wanted.emit, each.call))
            wrap_up.setText(translate("wrap-up", "Wrap up"))
            wrap_up.setAccessibleName(f"{wrap_up.text()}: {who.text()}")
            row.addWidget(who)
            row.addWidget(begun)
            row.add_at_end(wrap_up)
            self._rows.addWidget(made)
        self._title.setText(translate("wrap-up", "To wrap up"))
        self._title.setToolTip(with_chord(translate("wrap-up", "Wrap up the latest"), "wrap_up"))
        more = len(waiting) - _MOST
        self._more.setText(figures(Counted().earlier(more)))
        self._more.setVisible(more > 0)
        self.hold_back(self._held_back)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
