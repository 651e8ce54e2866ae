"""What the agent may still give for goodwill, where the company is at fault; and one small form to note a gesture."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from callassist.calls.updates import GoodwillShown
from ui.agent.chords import with_chord
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label, set_look
from ui.words import direction, figures, left_to_right, translate

if TYPE_CHECKING:  # the window is painted before it is imported
    from callassist.conduct.goodwill import Allowance

_AMOUNT_LETTERS = 9


class GoodwillStrip(QFrame):
    """Nothing where the company is not at fault.

    Signals:
        given: a `Decimal`, and why. changed: it needs another height. left: the agent is done here.
    """

    given = Signal(object, str)
    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._shown: GoodwillShown | None = None
        self._writing = self._is_wrong = False
        self._words = label("small", wrap=True)
        self.open_button = button(self.open, look="quiet")
        self.amount, self.why = _Field(), _Field()
        self.amount.setMaxLength(_AMOUNT_LETTERS)
        self.amount.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.give_button, self._back = button(self._give), button(self.leave, look="quiet")
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(self._words, 1)
        line.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        self._form = QWidget()
        fields = QHBoxLayout()
        fields.setSpacing(SMALL)
        fields.addWidget(self.amount, 1)
        fields.addWidget(self.why, 3)
        keys = FlowLayout()
        keys.addWidget(self.give_button)
        keys.addWidget(self._back)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(TIGHT)
        form.addLayout(fields)
        form.addLayout(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, TIGHT, SMALL, TIGHT)
        column.setSpacing(TIGHT)
        column.addLayout(line)
        column.addWidget(self._form)
        for field in (self.amount, self.why):
            field.textEdited.connect(self._on_typed)
            field.returnPressed.connect(self._give)
            field.escaped.connect(self.leave)
        self.hide()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def begin_again(self) -> None:
        """Another call is in front, or none."""
        self._shown = None
        self._close()
        self.setVisible(False)
        self.changed.emit()

    def show_goodwill(self, shown: GoodwillShown) -> None:
        """What may be given now; a gesture that was noted closes the form."""
        self._shown = shown
        if shown.given is not None or not self._may_give:
            self._close()
        self.show()
        self._show()

    @property
    def is_writing(self) -> bool:
        """Whether a gesture is being noted."""
        return self._writing

    @property
    def _may_give(self) -> bool:
        allowance = self._shown.allowance if self._shown is not None else None
        return allowance is not None and allowance.left > 0

    def _show(self) -> None:
        shown = self._shown
        refused = shown is not None and shown.refused is not None
        if shown is not None:
            self._words.setText(_is_no_amount() if self._is_wrong else _told(shown))
        set_look(self._words, "amber" if refused or self._is_wrong else "soft")
        self.open_button.setText(translate("goodwill", "Note a gesture"))
        self.open_button.setToolTip(with_chord(self.open_button.text(), "goodwill"))
        self.open_button.setVisible(self._may_give and not self._writing)
        self._form.setVisible(self._writing)
        allowance = shown.allowance if shown is not None else None
        amount = translate("goodwill", "Amount in %1")
        self.amount.setPlaceholderText(amount.replace("%1", allowance.currency if allowance is not None else ""))
        self.amount.setAccessibleName(translate("goodwill", "Amount"))
        self.why.setPlaceholderText(translate("goodwill", "What for"))
        self.why.setAccessibleName(translate("goodwill", "What for"))
        self.give_button.setText(translate("goodwill", "Note it"))
        self._back.setText(translate("goodwill", "Back"))
        self.give_button.setEnabled(bool(self.amount.text().strip() and self.why.text().strip()))
        self.changed.emit()

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def open(self) -> None:
        """The form."""
        if self._may_give:
            self._writing = True
            self._show()
            self.amount.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Nothing is noted."""
        self._close()
        self._show()
        self.left.emit()

    def _close(self) -> None:
        self._writing = self._is_wrong = False
        self.amount.clear()
        self.why.clear()

    def _on_typed(self) -> None:
        self._is_wrong = False
        text = self.why.text()
        if text:
            self.why.setLayoutDirection(direction(text))
        else:
            self.why.unsetLayoutDirection()
        self._show()

    def _give(self) -> None:
        why = self.why.text().strip()
        amount = _amount(self.amount.text())
        self._is_wrong = amount is None
        if amount is not None and why:
            self.given.emit(amount, why)
        else:
            self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


class _Field(QLineEdit):
    """Tells of Escape, which a line edit has no signal for."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves; the rest is typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _amount(text: str) -> Decimal | None:
    """In Latin or Arabic-Indic digits; None where it is no amount above zero."""
    try:
        amount = Decimal(text.strip().replace("٫", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount > 0 else None


def money(amount: Decimal, currency: str) -> str:
    """An amount that reads rightly in either direction."""
    return left_to_right(f"{amount.normalize():f} {currency}")


def _is_no_amount() -> str:
    return translate("goodwill", "That is no amount: write a number above zero.")


def _told(shown: GoodwillShown) -> str:
    allowance = shown.allowance
    if allowance is None:
        return translate("goodwill", "Goodwill: choose first whose record it is.")
    if shown.refused is not None:
        words = translate("goodwill", "%1 is more than you may give. Up to %2 is yours; above it ask a supervisor.")
        words = words.replace("%1", money(shown.refused, allowance.currency))
        return words.replace("%2", money(allowance.left, allowance.currency))
    if allowance.left <= 0:
        return _nothing_left(allowance)
    match allowance.limit:
        case "agent_day":
            words = translate("goodwill", "Goodwill: %1 is left of what you may give today.")
        case "customer_day":
            words = translate("goodwill", "Goodwill: up to %1 for this customer today.")
        case "customer_period":
            words = translate("goodwill", "Goodwill: up to %1 is left for this customer.")
    return figures(words.replace("%1", money(allowance.left, allowance.currency)))


def _nothing_left(allowance: Allowance) -> str:
    if allowance.limit == "agent_day":
        return translate("goodwill", "You have given all that you may today. For more, ask a supervisor.")
    return translate("goodwill", "This customer has got all that you may give. For more, ask a supervisor.")
