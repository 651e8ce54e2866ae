"""One line in which a promise is written: what and when, shown as it is understood before it is kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.calls.updates import PromiseUnderstood
from ui.agent.knowing.days import now
from ui.agent.notes import Field
from ui.agent.promises import words
from ui.agent.promises.state import Settled
from ui.theme.tokens import SMALL, TIGHT
from ui.widgets.labels import button, label, set_look
from ui.words import translate

_READ_MS = 150
"""A line is read when nothing was typed for so long."""


class PromiseEditor(QFrame):
    """Enter keeps it, Escape leaves it as it was. A line that names no time leaves the time as it is.

    Signals:
        read: a line, to be understood; `take` gets the answer. kept: what, due and part of the day. left: done here.
    """

    read = Signal(str)
    kept = Signal(str, object, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = Settled("proposed", "", None, None)
        self._answer: PromiseUnderstood | None = None
        self._keeps = self._warned = False
        self._understood = label("small", look="soft", wrap=True)
        self.field = Field()
        self.field.returnPressed.connect(self._on_return)
        self.field.escaped.connect(self.leave)
        self.field.textEdited.connect(self._on_typed)
        self._save = button(self._on_return, look="quiet")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_READ_MS)
        self._wait.timeout.connect(lambda: self.read.emit(self.field.text()))
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(row)
        column.addWidget(self._understood)
        self.setFocusProxy(self.field)
        self._retranslate()

    def begin(self, before: Settled | None = None) -> None:
        """Write a new one, or change this one."""
        self._before = before or Settled("proposed", "", None, None)
        self._answer, self._keeps, self._warned = None, False, False
        self.field.setText(self._before.what)
        self.field.selectAll()
        self._show()

    def leave(self) -> None:
        """Nothing is kept."""
        self.begin()
        self.left.emit()

    def take(self, answer: PromiseUnderstood) -> None:
        """How a line is understood; one that was typed on meanwhile is asked for again by then."""
        if answer.text != self.field.text():
            return
        self._answer = answer
        self._show()
        if self._keeps:
            self._keeps = False
            self._keep(answer)

    def _on_typed(self) -> None:
        self._keeps = self._warned = False
        self._wait.start()
        self._show()

    def _on_return(self) -> None:
        if not self.field.text().strip():
            return
        self._wait.stop()
        if self._answer is not None and self._answer.text == self.field.text():
            self._keep(self._answer)
        else:
            self._keeps = True
            self.read.emit(self.field.text())

    def _keep(self, answer: PromiseUnderstood) -> None:
        what, due, part = self._as_read(answer)
        if not what:
            return
        if answer.written.doubt is not None and not self._warned:
            self._warned = True
            self._show()
            return
        self.begin()
        self.kept.emit(what, due, part)
        self.left.emit()

    def _as_read(self, answer: PromiseUnderstood) -> tuple[str, str | None, str | None]:
        read, before = answer.written, self._before
        if read.due is None and read.doubt is None:
            return read.what or before.what, before.due, before.part
        return read.what or before.what, read.due, read.part

    def _show(self) -> None:
        typed = self.field.text().strip()
        answer = self._answer if self._answer is not None and self._answer.text == self.field.text() else None
        look, text = "soft", ""
        if answer is not None and answer.written.doubt is not None:
            look = "amber"
            text = translate(
                "promises", "Not understood: %1. Change it, or press Enter again to keep it without a date."
            )
            text = text.replace("%1", words.doubt(answer.written.doubt))
        elif answer is not None:
            what, due, part = self._as_read(answer)
            text = translate("promises", "Say also what is to be done.")
            if what:
                text = translate("promises", "Understood: %1").replace("%1", words.understood(what, due, part, now()))
        elif typed and self._before.what:
            before = self._before
            text = words.due(before.due, before.part, now())
        set_look(self._understood, look)
        self._understood.setText(text)
        self._understood.setVisible(bool(text))

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(translate("promises", "What, and by when: call back tomorrow at four"))
        self.field.setAccessibleName(translate("promises", "Promise"))
        self.field.setToolTip(translate("promises", "Enter keeps it, Esc leaves it"))
        self._save.setText(translate("notes", "Keep"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
