"""The whole record: what went wrong and was put right, promises, history, how to address, numbers; edited in place."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from callassist.customers.card import Card
from ui.agent.chords import with_chord
from ui.agent.knowing import customer_words
from ui.agent.knowing.days import day, now
from ui.agent.knowing.record_fields import FieldRow, Name, fields_of
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words, button, label
from ui.words import either_way, figures, left_to_right, listed, translate


class Record(QScrollArea):
    """Of the customer on the call.

    Signals:
        kept: a `Kept`, on the card that is shown. verify, someone_else: as named. left: back to the folded card.
    """

    kept = Signal(object)
    verify = Signal()
    someone_else = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._card: Card | None = None
        self._verified = False
        self.setProperty("look", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows: dict[Name, FieldRow] = {}
        self._facts = QWidget()
        self._facts_column = _column(self._facts)
        self._fields = QWidget()
        self._fields_column = _column(self._fields)
        self._more = QWidget()
        self._more_column = _column(self._more)
        self._hint = label("small", look="soft", wrap=True)
        self._verify = button(self.verify.emit)
        self._other = button(self.someone_else.emit, look="quiet")
        self._close = button(self.left.emit, look="quiet")
        buttons = FlowLayout()
        for made in (self._verify, self._other, self._close):
            buttons.addWidget(made)
        inside = QWidget()
        inside.setProperty("look", "paper")
        column = _column(inside)
        column.setContentsMargins(MEDIUM, TIGHT, MEDIUM, SMALL)
        column.setSpacing(SMALL)
        column.addWidget(self._facts)
        column.addLayout(buttons)
        column.addWidget(self._fields)
        column.addWidget(self._hint)
        column.addWidget(self._more)
        column.addStretch(1)
        self.setWidget(inside)

    @property
    def card(self) -> Card | None:
        """Whose it is."""
        return self._card

    def show_card(self, card: Card | None, *, verified: bool) -> None:
        """This record as it is now; a field that is being written stays open."""
        before, self._card, self._verified = self._card, card, verified
        if card is None:
            return
        wanted = fields_of(card.person)
        if before is None or before.person.key != card.person.key:
            self._make_rows(wanted, {})
            self.verticalScrollBar().setValue(0)
        elif tuple(self.rows) != wanted:
            self._make_rows(wanted, self.rows)
        self._show()

    def begin(self) -> None:
        """The first field has the focus."""
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_rows(self, wanted: Iterable[Name], kept: dict[Name, FieldRow]) -> None:
        """These fields, in this order; those of `kept` stay the same, with the focus and what is being written."""
        rows = {name: kept[name] if name in kept else self._made_row(name) for name in wanted}
        for row in rows.values():
            self._fields_column.removeWidget(row)
        _empty(self._fields_column)
        for row in rows.values():
            self._fields_column.addWidget(row)
        for before, after in pairwise(rows.values()):
            QWidget.setTabOrder(before, after)
        self.rows = rows

    def _made_row(self, name: Name) -> FieldRow:
        row = FieldRow(self._look, name)
        row.kept.connect(self.kept)
        row.begun.connect(self._show_written)
        return row

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        for row in self.rows.values():
            row.show_person(card.person)
        _empty(self._facts_column)
        _empty(self._more_column)
        if card.repair is not None:
            self._facts_column.addWidget(_line(customer_words.repair(card.repair, now())))
        self._show_promises(card)
        self._show_history(card)
        self._show_folded(card)
        self._show_numbers(card)
        self._show_balance(card)
        self._verify.setText(translate("record", "Caller verified"))
        self._verify.setToolTip(with_chord(translate("record", "Show what is folded"), "verify"))
        self._verify.setVisible(card.folded is not None and not self._verified)
        self._other.setText(translate("record", "Somebody else"))
        self._other.setToolTip(with_chord(translate("record", "Look for another person"), "person"))
        self._close.setText(translate("record", "Fold"))
        self._close.setToolTip(with_chord(translate("record", "Fold the record, as Esc does"), "customer"))
        self._hint.setText(translate("record", "Arrows go from field to field; Enter edits and keeps, Esc leaves."))

    def _show_balance(self, card: Card) -> None:
        if card.balance is None:
            return
        words = translate("customer", "balance %1").replace("%1", customer_words.balance(card.balance))
        self._more_column.addWidget(_title(words))
        for sentence in customer_words.balance_explained(card.balance).splitlines():
            self._more_column.addWidget(_line(sentence, kind="small", look="soft"))

    def _show_promises(self, card: Card) -> None:
        if not card.promises:
            return
        self._facts_column.addWidget(_title(translate("record", "Promised")))
        for each in card.promises:
            words, over = customer_words.promise(each, now())
            if over:
                words = translate("record", "%1 (overdue)").replace("%1", words)
            self._facts_column.addWidget(_line(words, look="amber" if over else ""))

    def _show_history(self, card: Card) -> None:
        self._facts_column.addWidget(_title(translate("record", "History")))
        if not card.contacts:
            self._facts_column.addWidget(_line(translate("customer", "No contact before this one"), look="soft"))
        for each in card.contacts:
            words = customer_words.contact(each, now())
            if each.experience == "bad":
                right = either_way(each.put_right or "")
                sign = translate("record", "bad, put right: %1").replace("%1", right)
                words += " · " + (sign if right else translate("record", "bad"))
            elif each.experience == "good":
                words += " · " + translate("record", "good")
            self._facts_column.addWidget(_line(words, kind="small"))
        more = card.all_contacts - len(card.contacts)
        if more > 0:
            words = figures(customer_words.Numbered().earlier(more))
            self._facts_column.addWidget(_line(words, kind="small", look="soft"))

    def _show_numbers(self, card: Card) -> None:
        if not card.numbers and card.person.external_id is None:
            return
        self._more_column.addWidget(_title(translate("record", "Numbers")))
        for number in card.numbers:
            words = left_to_right(number.display)
            if number.text in card.shared:
                words += " · " + translate("record", "others have it too")
            self._more_column.addWidget(_line(words, kind="small"))
        if card.person.external_id:
            words = translate("record", "Customer number %1")
            self._more_column.addWidget(
                _line(words.replace("%1", left_to_right(card.person.external_id)), kind="small", look="soft")
            )

    def _show_folded(self, card: Card) -> None:
        if card.folded is not None:
            words = customer_words.folded(card.folded)
            if words:
                self._facts_column.addWidget(_line(with_chord(words, "verify"), look="soft"))
            return
        if card.purchases:
            self._facts_column.addWidget(_title(translate("record", "Purchases")))
            for bought in card.purchases:
                self._facts_column.addWidget(_line(_dated(bought.at, bought.what), kind="small"))
        if card.incidents:
            self._facts_column.addWidget(_title(translate("record", "Incidents")))
            for incident in card.incidents:
                self._facts_column.addWidget(_line(_dated(incident.at, incident.about, incident.outcome), kind="small"))

    # ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows go from field to field, Escape folds."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        rows = list(self.rows.values())
        at = next((number for number, row in enumerate(rows) if row.hasFocus()), None)
        if at is None:
            self.begin()
            return
        row = rows[max(0, min(len(rows) - 1, at + step))]
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(row, 0, SMALL)

    def _show_written(self) -> None:
        row = self.sender()
        if isinstance(row, FieldRow):
            self.ensureWidgetVisible(row, 0, SMALL)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _dated(at: str, *what: str | None) -> str:
    return listed(day(at), *(either_way(each or "") for each in what))


def _line(text: str, *, kind: str = "", look: str = "") -> Words:
    made = label(kind, look=look, wrap=True)
    made.setText(text)
    return made


def _title(text: str) -> Words:
    made = label("strong")
    made.setText(text)
    return made


def _column(parent: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(TIGHT)
    return made


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
