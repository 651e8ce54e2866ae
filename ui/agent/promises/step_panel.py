"""What the agent says of one promise: how it ended, or its new date and what the customer is told."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.calls.updates import MoveWorded, PromiseUnderstood, PromiseView
from ui.agent.knowing.days import now
from ui.agent.notes import Field
from ui.agent.promises import words
from ui.agent.promises.book_row import Step
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL
from ui.widgets.flash import Flash, copy
from ui.widgets.flow import FlowLayout
from ui.widgets.glyphs import GlyphButton
from ui.widgets.labels import Tick, button, label, set_look
from ui.words import direction, either_way, translate

_READ_MS = 150


class StepPanel(QFrame):
    """Enter does what is usual: done, or moved. Escape leaves it.

    Signals:
        finished: a `PromiseView`, `kept`, `broken` or `withdrawn`, and the words or None. moved: a `PromiseView`, due,
            part of the day, and whether the customer knows. read: a line, to be understood. worded: a `PromiseView` and
            a date, for which words are wanted. left: nothing is done.
    """

    finished = Signal(object, str, object)
    moved = Signal(object, str, object, bool)
    read = Signal(str)
    worded = Signal(object, str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.view: PromiseView | None = None
        self._step: Step = "finish"
        self._answer: PromiseUnderstood | None = None
        self._phrases: tuple[str, ...] = ()
        self._phrase_at = 0
        self._does = False
        self._title, self._hint = label("strong", wrap=True), label("small", look="soft", wrap=True)
        self.field = Field()
        self.field.returnPressed.connect(self._on_return)
        self.field.escaped.connect(self.left)
        self.field.textEdited.connect(self._on_typed)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_READ_MS)
        self._wait.timeout.connect(lambda: self.read.emit(self.field.text()))
        self._say = QFrame()
        self.phrase = label(wrap=True)
        self._copy = GlyphButton(look, "copy", self._copy_phrase)
        self._again = GlyphButton(look, "again", self._another)
        self._flash = Flash(self._say)
        say, beside = FlowLayout(self._say), QWidget()
        beside.setLayout(both := QHBoxLayout())
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(SMALL)
        both.addWidget(self._copy)
        both.addWidget(self._again)
        say.addWidget(self.phrase)
        say.add_at_end(beside)
        self.told, self._told_words = Tick(), label(wrap=True)
        self._told_row = QWidget()
        told = QHBoxLayout(self._told_row)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(SMALL)
        told.addWidget(self.told)
        told.addWidget(self._told_words, 1)
        self.buttons = {
            "kept": button(partial(self._finish, "kept"), look="act"),
            "broken": button(partial(self._finish, "broken")),
            "withdrawn": button(partial(self._finish, "withdrawn")),
            "move": button(self._on_return, look="act"),
            "back": button(self.left.emit, look="quiet"),
        }
        row = FlowLayout()
        for made in self.buttons.values():
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        for widget in (self._title, self.field, self._hint, self._say, self._told_row):
            column.addWidget(widget)
        column.addLayout(row)
        self._retranslate()

    def begin(self, view: PromiseView, step: Step) -> None:
        """Of this promise."""
        self.view, self._step = view, step
        self._answer, self._phrases, self._phrase_at, self._does = None, (), 0, False
        self.field.clear()
        self.told.setChecked(False)
        self._retranslate()

    def take_understood(self, answer: PromiseUnderstood) -> None:
        """How the line is understood."""
        if self.view is None or self._step != "move" or answer.text != self.field.text():
            return
        self._answer = answer
        if answer.written.due is not None:
            self.worded.emit(self.view, answer.written.due)
        if self._does:
            self._does = False
            self._move()
        self._show()

    def take_worded(self, answer: MoveWorded) -> None:
        """What can be said to the customer."""
        read = self._answer
        if self.view is None or self.view.promise.key != answer.key or read is None or read.written.due != answer.due:
            return
        self._phrases, self._phrase_at = answer.phrases, 0
        self._show()

    def _finish(self, state: str) -> None:
        if self.view is not None:
            self.finished.emit(self.view, state, self.field.text().strip() or None)

    def _on_return(self) -> None:
        if self._step == "finish":
            self._finish("kept")
            return
        if not self.field.text().strip():
            return
        self._wait.stop()
        if self._answer is not None and self._answer.text == self.field.text():
            self._move()
        else:
            self._does = True
            self.read.emit(self.field.text())

    def _move(self) -> None:
        if self.view is not None and self._answer is not None and self._answer.written.due is not None:
            written = self._answer.written
            self.moved.emit(self.view, written.due, written.part, self.told.isChecked())

    def _on_typed(self) -> None:
        self._does = False
        if self._step == "move":
            self._wait.start()
        self._show()

    def _copy_phrase(self) -> None:
        copy(self.phrase.text(), self._flash, self.phrase.geometry())

    def _another(self) -> None:
        self._phrase_at += 1
        self._show()

    def _show(self) -> None:
        finishing = self._step == "finish"
        answer = self._answer if self._answer is not None and self._answer.text == self.field.text() else None
        due = answer.written.due if answer is not None else None
        hint, look = "", "soft"
        if not finishing and due is not None and answer is not None:
            by = words.due(due, answer.written.part, now())
            hint = translate("promises", "Understood: %1").replace("%1", by)
        elif not finishing and answer is not None and self.field.text().strip():
            look = "amber"
            hint = words.doubt(answer.written.doubt) or translate("promises", "No date was understood.")
        set_look(self._hint, look)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        phrase = self._phrases[self._phrase_at % len(self._phrases)] if self._phrases and due is not None else ""
        self.phrase.setText(phrase)
        self.phrase.setLayoutDirection(direction(phrase))
        self._say.setVisible(bool(phrase) and not finishing)
        self._told_row.setVisible(not finishing)
        for name, made in self.buttons.items():
            made.setVisible(name == "back" or (name == "move") != finishing)
        self.buttons["move"].setEnabled(due is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter where the customer was just said to know does what it does in the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.told.hasFocus():
            self._on_return()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        finishing = self._step == "finish"
        what = either_way(self.view.promise.what) if self.view is not None else ""
        title = translate("promises", "How did it end? %1") if finishing else translate("promises", "A new date: %1")
        self._title.setText(title.replace("%1", what))
        placeholder = (
            translate("promises", "What came of it, or why nothing did")
            if finishing
            else translate("promises", "By when: Sunday at four")
        )
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self._told_words.setText(translate("promises", "The customer has been told"))
        self.told.setAccessibleName(self._told_words.text())
        names = {
            "kept": translate("promises", "Kept"),
            "broken": translate("promises", "Not kept"),
            "withdrawn": translate("promises", "No longer needed"),
            "move": translate("promises", "Move"),
            "back": translate("promises", "Back"),
        }
        for name, text in names.items():
            self.buttons[name].setText(text)
        self._copy.say(translate("promises", "Copy what to say"), translate("promises", "Copy what to say"))
        self._again.say(translate("promises", "Say it another way"), translate("promises", "Say it another way"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
