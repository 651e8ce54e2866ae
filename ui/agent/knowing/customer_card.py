"""The folded card: at most three lines, read in a glance; the whole is a key or a click away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.customers.card import Card
from ui.agent.chords import with_chord
from ui.agent.knowing import customer_words
from ui.agent.knowing.days import now
from ui.theme.look import Look
from ui.theme.tokens import SMALL, TIGHT
from ui.widgets.labels import Elided, label
from ui.widgets.marks import StateMark
from ui.words import translate

_RING = 2
"""Pixels around it, for the ring of the focus."""


class CustomerCard(QFrame):
    """Of one customer or colleague.

    Signals:
        opened: the whole is wanted.
    """

    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "row")
        self._card: Card | None = None
        self._mark, self._late = StateMark(look), label("strong", look="amber")
        self._vip = label("small", look="soft")
        self._name, self._beside = Elided(), Elided()
        self._name.setProperty("type", "strong")
        self._beside.setProperty("look", "soft")
        self.balance = label("small", look="soft")
        self._last, self._promise = Elided(), Elided()
        self._late.setText("!")
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (first, second, third):
            row.setSpacing(SMALL)
        first.addWidget(self._mark)
        first.addWidget(self._vip)
        first.addWidget(self._name)
        first.addWidget(self._beside, 1)
        second.addWidget(self._last, 1)
        second.addWidget(self.balance)
        third.addWidget(self._promise, 1)
        third.addWidget(self._late)
        column = QVBoxLayout(self)
        column.setContentsMargins(TIGHT, 0, TIGHT, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(third)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lines = 3

    def show_card(self, card: Card) -> None:
        """This customer."""
        self._card = card
        self._show()

    def set_lines(self, lines: int) -> None:
        """As many lines as there is room for, from 1 to 3."""
        if lines != self._lines:
            self._lines = lines
            self._show()

    @property
    def high(self) -> int:
        """Pixels of the lines that are shown."""
        shown = 1 + (not self._last.isHidden()) + (not self._promise.isHidden())
        return shown * self._last.sizeHint().height() + 2 * _RING

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        person, here = card.person, now()
        inside = person.kind == "internal"
        self._mark.show_state(("square", "ink_soft") if inside else ("star", "accent"))
        self._mark.setVisible(inside or bool(person.vip))
        self._vip.setText(translate("customer", "VIP"))
        self._vip.setVisible(bool(person.vip) and not inside)
        self._name.setText(customer_words.named(person))
        self._beside.setText(customer_words.beside_name(person))
        self.balance.setVisible(card.balance is not None and not inside and self._lines >= 2)
        explained = ""
        if card.balance is not None and not inside:
            self.balance.setText(
                translate("customer", "balance %1").replace("%1", customer_words.balance(card.balance))
            )
            explained = customer_words.balance_explained(card.balance)
        self.balance.setToolTip(explained)
        last = customer_words.last_contact(card, here)
        self._last.setText(last)
        self._last.setVisible(self._lines >= 2 and not (inside and not card.contacts))
        promised, over = customer_words.next_promise(card, here)
        self._promise.setText(promised)
        self._promise.setVisible(bool(promised) and self._lines >= 3)
        self._late.setVisible(over and self._lines >= 3)
        self._late.setToolTip(translate("customer", "Overdue"))
        self._promise.setProperty("look", "amber" if over else "")
        self._promise.style().unpolish(self._promise)
        self._promise.style().polish(self._promise)
        late = translate("customer", "Overdue") if over else ""
        vip = self._vip.text() if person.vip and not inside else ""
        parts = (vip, self._name.text(), self._beside.text(), last, promised, late, explained)
        self.setAccessibleName(". ".join(filter(None, parts)))
        self.setToolTip(with_chord(translate("customer", "The customer's record"), "customer"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click opens the whole."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """So does Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
