"""The fields of a person that are edited in place: Enter begins and keeps, Escape leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from callassist.customers.card import Person
from ui.agent.knowing.days import day
from ui.theme.look import Look
from ui.theme.tokens import SMALL, TIGHT
from ui.widgets.labels import Choice, label
from ui.words import direction, either_way, translate

Name = Literal[
    "name",
    "title",
    "called",
    "plan",
    "since",
    "language",
    "dialect",
    "gender",
    "department",
    "kind",
    "vip",
    "remark",
]

FIELDS: Final[dict[Name, tuple[str, ...]]] = {
    "name": (),
    "title": (),
    "called": (),
    "plan": (),
    "since": (),
    "language": ("", "ar", "en"),
    "dialect": ("", "msa", "gulf", "egyptian", "en"),
    "gender": ("", "f", "m"),
    "department": (),
    "kind": ("customer", "internal"),
    "vip": ("no", "yes"),
    "remark": (),
}
"""Each with the values that it can have; none where it is free text."""
_OF_A_COLLEAGUE: Final[tuple[Name, ...]] = (
    "name",
    "title",
    "called",
    "department",
    "language",
    "gender",
    "kind",
    "remark",
)
_OF_A_CUSTOMER: Final[tuple[Name, ...]] = tuple(name for name in FIELDS if name != "department")


@dataclass(frozen=True, slots=True)
class Kept:
    """What the agent has written. `before`, `version`: what stood there when it was begun, and the record's version."""

    name: Name
    before: str | None
    version: int
    value: str | None


def fields_of(person: Person) -> tuple[Name, ...]:
    """Those that a person has, in order; a mark of importance only where the company wants such."""
    if person.kind == "internal":
        return _OF_A_COLLEAGUE
    return tuple(name for name in _OF_A_CUSTOMER if name != "vip" or person.vip is not None)


def value_of(person: Person, name: Name) -> str | None:
    """What stands in a field, as it is edited."""
    value: object = getattr(person, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def label_of(name: Name) -> str:
    """A field's name."""
    return {
        "name": translate("fields", "Name"),
        "title": translate("fields", "Title"),
        "called": translate("fields", "Called"),
        "plan": translate("fields", "Plan"),
        "since": translate("fields", "Customer since"),
        "language": translate("fields", "Language"),
        "dialect": translate("fields", "Dialect"),
        "gender": translate("fields", "Gender"),
        "department": translate("fields", "Department"),
        "kind": translate("fields", "Kind"),
        "vip": translate("fields", "VIP"),
        "remark": translate("fields", "Remark"),
    }[name]


def word_of(name: Name, value: str) -> str:
    """A value in words."""
    if name == "since":
        return day(value)
    if not FIELDS[name]:
        return either_way(value)
    return {
        ("language", "ar"): translate("fields", "Arabic"),
        ("language", "en"): translate("fields", "English"),
        ("dialect", "msa"): translate("fields", "Standard Arabic"),
        ("dialect", "gulf"): translate("fields", "Gulf"),
        ("dialect", "egyptian"): translate("fields", "Egyptian"),
        ("dialect", "en"): translate("fields", "English"),
        ("gender", "f"): translate("fields", "woman"),
        ("gender", "m"): translate("fields", "man"),
        ("kind", "customer"): translate("fields", "customer"),
        ("kind", "internal"): translate("fields", "colleague"),
        ("vip", "no"): translate("fields", "no"),
        ("vip", "yes"): translate("fields", "yes"),
    }.get((name, value), translate("fields", "not said"))


class FieldRow(QFrame):
    """One field.

    Signals:
        begun: it is being written. kept: a `Kept`.
    """

    begun = Signal()
    kept = Signal(object)

    def __init__(self, look: Look, name: Name, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "row")
        self._look, self.name = look, name
        self._value: str | None = None
        self._version = 0
        self._begun: tuple[str | None, int] = (None, 0)
        self._label, self._text = label("small", look="soft", wrap=True), label(wrap=True)
        self.editor: QLineEdit | Choice | None = None
        self._row = QGridLayout(self)
        self._row.setContentsMargins(TIGHT, 0, TIGHT, 0)
        self._row.setHorizontalSpacing(SMALL)
        self._row.setColumnStretch(0, 1)
        self._row.setColumnStretch(1, 3)
        self._row.addWidget(self._label, 0, 0)
        self._row.addWidget(self._text, 0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def show_person(self, person: Person) -> None:
        """Its value of this person; what is being written stays."""
        self._value = value_of(person, self.name)
        self._version = person.version
        self.say()

    def say(self) -> None:
        """In the window's language."""
        self._label.setText(label_of(self.name))
        words = word_of(self.name, self._value) if self._value else "–"
        self._text.setText(words)
        if self._value and not FIELDS[self.name]:
            self._text.setLayoutDirection(direction(self._value))
        else:
            self._text.unsetLayoutDirection()
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeading)
        self.setAccessibleName(f"{label_of(self.name)}: {words}")
        self.setToolTip(translate("fields", "Enter edits it"))

    def edit(self) -> None:
        """Begin to write."""
        if self.editor is not None:
            return
        self._begun = (self._value, self._version)
        self._text.hide()
        self.editor = self._choice() if FIELDS[self.name] else self._line()
        self.editor.setAccessibleName(label_of(self.name))
        self.editor.setToolTip(translate("fields", "Enter keeps it, Esc leaves it as it was"))
        self.editor.installEventFilter(self)
        self._row.addWidget(self.editor, 0, 1)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.begun.emit()

    def _line(self) -> QLineEdit:
        made = QLineEdit(self._value or "")
        if self.name == "since":
            made.setPlaceholderText("2021-05-30")
        made.selectAll()
        made.textEdited.connect(lambda text: made.setLayoutDirection(direction(text)))
        return made

    def _choice(self) -> Choice:
        made = Choice()
        for value in FIELDS[self.name]:
            made.addItem(word_of(self.name, value), value)
        made.setCurrentIndex(max(0, made.findData(self._value or "")))
        return made

    def _keep(self) -> None:
        editor = self.editor
        assert editor is not None, "only what is being edited is kept"
        text = str(editor.currentData()) if isinstance(editor, Choice) else editor.text().strip()
        kept = Kept(self.name, *self._begun, text or None)
        self._end()
        if kept.value != kept.before:
            self.kept.emit(kept)

    def _end(self) -> None:
        editor, self.editor = self.editor, None
        self._text.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()

    # ── Qt's events ───────────────────────────────────────────────────────────────────────────────────────

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter keeps what is written, Escape leaves it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._keep()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._end()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter edits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """So does a click."""
        if self.rect().contains(event.position().toPoint()):
            self.edit()
