"""Who of several people it is, or somebody else: a short list, chosen by a digit, by Enter or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from callassist.calls.updates import CustomersFound
from callassist.customers.card import Candidate
from ui.agent.chords import with_chord
from ui.agent.knowing import customer_words
from ui.theme.tokens import MEDIUM, SMALL, TARGET, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Elided, button, label, set_look
from ui.widgets.writing import LineField
from ui.words import figures, left_to_right, translate

MOST = 9
"""As many as there are digits to choose by."""
_TYPED_MS = 250


class People(QFrame):
    """A list of people, with a field to look for others.

    Signals:
        chosen: the key of a person. look_up: words to look for. new: make a record. nobody: it is none of them.
        left: Escape was pressed.
    """

    chosen = Signal(object)
    look_up = Signal(str)
    new = Signal()
    nobody = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[Candidate, ...] = ()
        self._found: CustomersFound | None = None
        self._looking = False
        self._at = 0
        self._title = label("strong", wrap=True)
        self.field = LineField()
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._on_typed)
        self._why = label("small", look="soft", wrap=True)
        self._rows: list[_Row] = []
        inside = QWidget()
        inside.setProperty("look", "paper")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.list = QScrollArea()
        self.list.setProperty("look", "paper")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWidgetResizable(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setWidget(inside)
        self._look_up, self._new = button(self._begin_field, look="quiet"), button(self.new.emit, look="quiet")
        self._nobody, self._back = button(self.nobody.emit, look="quiet"), button(self.left.emit, look="quiet")
        self._buttons = QWidget()
        buttons = FlowLayout(self._buttons)
        for made in (self._look_up, self._new, self._nobody, self._back):
            buttons.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        column.setSpacing(TIGHT)
        for part in (self._title, self.field, self._why, self.list, self._buttons):
            column.addWidget(part)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self._look_for)

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """The people behind a number."""
        self._given = tuple(candidates)
        if not self._looking:
            self._at = 0
        self._show()

    def begin(self) -> None:
        """Keys choose now."""
        (self.field if self._looking else self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look(self) -> None:
        """Look for somebody by name, number or id."""
        self._looking, self._found, self._at = True, None, 0
        self.field.clear()
        self._show()
        self.begin()

    def end(self) -> None:
        """Nobody is looked for any more."""
        self._looking, self._found = False, None
        self._typed.stop()
        self._show()

    @property
    def looking(self) -> bool:
        """Whether somebody is looked for."""
        return self._looking

    def take_found(self, found: CustomersFound) -> None:
        """The answer, if it is to what was asked last."""
        if self._looking and found.words == self.field.text().strip():
            self._found, self._at = found, 0
            self._show()

    @property
    def people(self) -> tuple[Candidate, ...]:
        """Those to choose from."""
        if self._looking:
            return self._found.candidates[:MOST] if self._found is not None else ()
        return self._given[:MOST]

    def _show(self) -> None:
        people = self.people
        self._at = max(0, min(self._at, len(people) - 1))
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows = []
        for number, each in enumerate(people):
            row = _Row(number + 1, each)
            row.clicked.connect(self.chosen)
            set_look(row, "chosen" if number == self._at and self._is_active else "row")
            self._column.addWidget(row)
            self._rows.append(row)
        self.list.setVisible(bool(people))
        self.field.setVisible(self._looking)
        if self._looking:
            self._title.setText(translate("people", "Who is it?"))
        else:
            self._title.setText(figures(customer_words.Numbered().people(len(self._given))))
        why = self._why_empty() if self._looking else translate("people", "Choose by digit, Enter or a click.")
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._look_up.setVisible(not self._looking)
        self._nobody.setVisible(not self._looking)
        self._back.setVisible(self._looking)
        self._say()

    @property
    def _is_active(self) -> bool:
        return self._looking or self.hasFocus()

    def _why_empty(self) -> str:
        words = self.field.text().strip()
        if not words:
            return translate("people", "Write a name, a number or a customer number.")
        if self._found is None or self._found.words != words:
            return translate("people", "Looking …")
        return "" if self._found.candidates else translate("people", "Nobody is found by that.")

    def _say(self) -> None:
        self.field.setPlaceholderText(translate("people", "Name or number"))
        self.field.setAccessibleName(translate("people", "Name or number"))
        self._look_up.setText(translate("people", "Somebody else"))
        self._look_up.setToolTip(with_chord(translate("people", "Look for another person"), "person"))
        self._new.setText(translate("people", "A new record"))
        self._new.setToolTip(translate("people", "Make a record of this caller"))
        self._nobody.setText(translate("people", "None of them"))
        self._back.setText(translate("people", "Back"))
        self.setAccessibleName(self._title.text())

    def wanted(self, width: int, most: int = MOST) -> int:
        """Pixels of height for all of it, with so many people at most; the rest are scrolled to."""
        row = _Row.height_of(self)
        rest = sum(
            part.heightForWidth(width - 2 * MEDIUM) if part.hasHeightForWidth() else part.sizeHint().height()
            for part in (self._title, self.field, self._why, self._buttons)
            if not part.isHidden()
        )
        shown = sum(not part.isHidden() for part in (self._title, self.field, self._why, self._buttons))
        return rest + min(most, len(self.people)) * row + (shown + 3) * TIGHT

    # ── Choosing ──────────────────────────────────────────────────────────────────────────────────────────

    def _begin_field(self) -> None:
        self.look()

    def _choose(self, place: int) -> None:
        people = self.people
        if place < len(people):
            self.chosen.emit(people[place].key)

    def _move(self, step: int) -> None:
        self._at += step
        self._show()
        if self._rows:
            self.list.ensureWidgetVisible(self._rows[self._at], 0, 0)

    def _on_typed(self, text: str) -> None:
        self._show()
        self._typed.start()

    def _look_for(self) -> None:
        self._typed.stop()
        words = self.field.text().strip()
        if words:
            self.look_up.emit(words)

    def _entered(self) -> None:
        words = self.field.text().strip()
        if self._looking and (self._found is None or self._found.words != words):
            self._look_for()
        else:
            self._choose(self._at)

    # ── Qt's events ───────────────────────────────────────────────────────────────────────────────────────

    def _key(self, key: int) -> bool:
        """A key that is about the list; whether it was one."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """In the field, digits are typed; arrows, Enter and Escape are about the list."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit chooses at once."""
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._choose(event.key() - Qt.Key.Key_1)
        elif not self._key(event.key()):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The focus shows which one Enter chooses."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._show)
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


class _Row(QFrame):
    """One person.

    Signals:
        clicked: the person's key.
    """

    clicked = Signal(object)

    def __init__(self, number: int, candidate: Candidate) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self._key: UUID = candidate.key
        name, rest = customer_words.candidate(candidate)
        digit, who, what = label("small", look="soft"), Elided(), Elided()
        digit.setText(left_to_right(str(number)))
        who.setProperty("type", "strong")
        who.setText(name)
        what.setProperty("look", "soft")
        what.setProperty("type", "small")
        what.setText(rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(TIGHT, 0, TIGHT, 0)
        row.setSpacing(SMALL)
        row.addWidget(digit)
        row.addWidget(who)
        row.addWidget(what, 1)
        self.setFixedHeight(self.height_of(self))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{number}. {name}, {rest}")

    @staticmethod
    def height_of(widget: QWidget) -> int:
        """Large enough to be hit, and grows with the text."""
        return max(TARGET, round(widget.font().pixelSize() * 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It is this one."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit(self._key)
