"""Who it is, below the call bar: a folded card, the whole record, or people to choose from."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.calls.updates import CustomersFound, CustomerShown
from ui.agent.chords import with_chord
from ui.agent.knowing.customer_card import CustomerCard
from ui.agent.knowing.people import People
from ui.agent.knowing.record import Record
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label
from ui.words import left_to_right, translate


class CustomerPane(QFrame):
    """Of the call in front.

    Signals:
        chosen: the key of a person, or None for nobody. new, verify: as named. look_up: words to look for.
        kept: a `Kept`, on the card that is shown. left: the agent is done here. changed: it needs another height.
    """

    chosen = Signal(object)
    new = Signal()
    verify = Signal()
    look_up = Signal(str)
    kept = Signal(object)
    left = Signal()
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "part")
        self._shown: CustomerShown | None = None
        self._failed = False
        self._opened = False
        self._person: UUID | None = None
        self.card, self.record, self.people = CustomerCard(look), Record(look), People()
        self._why = label(look="soft", wrap=True)
        self._new, self._look = button(self.new.emit, look="quiet"), button(self.look, look="quiet")
        self._nobody = QWidget()
        nobody = FlowLayout(self._nobody)
        nobody.setContentsMargins(SMALL, TIGHT, SMALL, TIGHT)
        nobody.addWidget(self._new)
        nobody.addWidget(self._look)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        line.addWidget(self._why)
        self._folded = QWidget()
        folded = QVBoxLayout(self._folded)
        folded.setContentsMargins(SMALL, TIGHT, SMALL, TIGHT)
        folded.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._line, self._nobody, self._folded, self.people):
            column.addWidget(part)
        column.addWidget(self.record, 1)
        self.card.opened.connect(self.toggle)
        self.record.kept.connect(self.kept)
        self.record.verify.connect(self.verify)
        self.record.someone_else.connect(self.look)
        self.record.left.connect(self.leave)
        self.people.chosen.connect(self.chosen)
        self.people.look_up.connect(self.look_up)
        self.people.new.connect(self.new)
        self.people.nobody.connect(lambda: self.chosen.emit(None))
        self.people.left.connect(self.leave)
        self._show()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def show_customer(self, shown: CustomerShown | None, *, failed: bool) -> None:
        """Whose record it is: None while it is looked up."""
        before, self._shown, self._failed = self._shown, shown, failed
        card = shown.pop.card if shown is not None else None
        person = card.person.key if card is not None else None
        if (before.key if before else "") != (shown.key if shown else ""):
            self._opened = False
            self.people.end()
        elif person is not None and person != self._person:
            # Somebody was chosen: whoever was looked for is found.
            self.people.end()
        self._person = person
        self._show()

    def begin_again(self) -> None:
        """Another call is in front."""
        self._opened = False
        self.people.end()
        self._show()

    @property
    def opened(self) -> bool:
        """Whether the whole record or a search for people takes the room."""
        return self.people.looking or (self._opened and self._has_card)

    @property
    def _has_card(self) -> bool:
        return self._shown is not None and self._shown.pop.card is not None

    @property
    def is_unknown(self) -> bool:
        """Whether nobody is known by the number."""
        return self._shown is not None and self._shown.pop.unknown

    def _show(self) -> None:
        shown, looking = self._shown, self.people.looking
        card = shown.pop.card if shown is not None else None
        several = shown is not None and bool(shown.pop.candidates) and card is None
        self.record.show_card(card, verified=shown is not None and shown.verified)
        if card is not None:
            self.card.show_card(card)
        if shown is not None and several:
            self.people.offer(shown.pop.candidates)
        opened = self._opened and card is not None and not looking
        self._folded.setVisible(card is not None and not looking)
        self.record.setVisible(opened)
        self.people.setVisible(looking or several)
        nobody = card is None and not several and not looking
        self._line.setVisible(nobody)
        self._nobody.setVisible(nobody and self.is_unknown)
        self._why.setText(self._why_nobody())
        self._new.setText(translate("customer", "Make a record"))
        self._new.setToolTip(with_chord(translate("customer", "Make a record of this caller"), "person"))
        self._look.setText(translate("customer", "Look them up"))
        self._look.setToolTip(with_chord(translate("customer", "Look for the caller by name or number"), "customer"))
        self.changed.emit()

    def _why_nobody(self) -> str:
        shown = self._shown
        if shown is None and self._failed:
            return translate("customer", "Customers' records cannot be opened just now. Notes still work.")
        if shown is None:
            return translate("customer", "Looking who it is …")
        if shown.pop.number is None:
            return translate("customer", "The caller shows no number.")
        number = left_to_right(shown.pop.display or shown.pop.number)
        return translate("customer", "Nobody is known by %1 yet.").replace("%1", number)

    # ── What the agent wants ──────────────────────────────────────────────────────────────────────────────

    def toggle(self) -> None:
        """The whole record, or back; where there is none, the people to choose from, or a search for them."""
        if self.opened:
            self.leave()
        elif self._has_card:
            self._opened = True
            self._show()
            self.record.begin()
        elif self._shown is not None and self._shown.pop.candidates:
            self.people.begin()
        elif self._shown is not None:
            self.look()

    def look(self) -> None:
        """Look for somebody else."""
        if self._shown is not None:
            self.people.look()
            self._show()
            self.people.begin()

    def leave(self) -> None:
        """Back to the folded card."""
        if self.people.looking:
            self.people.end()
        else:
            self._opened = False
        self._show()
        self.left.emit()

    def take_found(self, found: CustomersFound) -> None:
        """People who were looked for."""
        self.people.take_found(found)
        self.changed.emit()

    # ── The room ──────────────────────────────────────────────────────────────────────────────────────────

    def share(self, room: int, width: int, *, lines: int) -> int:
        """Fit into `room` pixels of height, the folded card with so many lines; gives what is taken of it."""
        if self.isHidden():
            return 0
        self.card.set_lines(1 if self.opened else lines)
        if not self.people.isHidden():
            # Somebody to choose and all that is typed into or pressed stand there however short the room.
            return max(min(room, self.people.wanted(width)), self.people.wanted(width, most=1))
        folded = self.card.high + 2 * TIGHT if not self._folded.isHidden() else 0
        if self.opened:
            return room
        line = self._why.heightForWidth(width - 2 * MEDIUM) + 2 * TIGHT if not self._line.isHidden() else 0
        nobody = self._nobody.heightForWidth(width) if not self._nobody.isHidden() else 0
        # Who it is stands there however short the room.
        return folded + line + nobody + 1

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
