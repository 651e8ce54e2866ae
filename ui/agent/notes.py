"""The note field: one chord away, bound to the line that was spoken last or chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.events import Note, Utterance
from ui.agent.chords import with_chord
from ui.agent.lines import Line
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.labels import button, label
from ui.widgets.writing import LineField
from ui.words import clock, translate


class NoteField(QFrame):
    """One line to write. Enter keeps it, Escape leaves it as it was.

    A note belongs to the call that it was begun on, whatever rings or is answered before it is kept.

    Signals:
        written: a call's key, a new note's text and the seq of its line, or None. revised: a call's key, a note's seq
            and its new text; empty text takes it back. left: the agent is done here.
    """

    written = Signal(str, str, object)
    revised = Signal(str, int, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._call = self._next_call = ""
        self._line: Line | None = None
        self._note: Line | None = None
        self._bound = label("small", look="soft")
        self.field = Field()
        self.field.returnPressed.connect(self._keep)
        self.field.escaped.connect(self.leave)
        self._save = button(self._keep, look="quiet")
        self._take_back = button(self._on_take_back, look="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(TIGHT)
        column.addWidget(self._bound)
        row = QHBoxLayout()
        row.setSpacing(SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self._save)
        row.addWidget(self._take_back)
        column.addLayout(row)
        self._retranslate()

    # ── What the window asks ──────────────────────────────────────────────────────────────────────────────

    def turn_to(self, call: str) -> None:
        """A note that is begun from now on belongs to this call."""
        self._next_call = call
        if not self.is_begun:
            self._call, self._line = call, None
        self._show()

    def write_at(self, line: Line | None) -> None:
        """Begin a note at a line; what is being written already stays and keeps its line."""
        if not self.is_begun:
            self._line = line
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show()

    def edit(self, note: Line) -> None:
        """Change a note that is kept."""
        if not isinstance(note.event, Note):
            raise TypeError("only notes are edited")
        self._call, self._note = self._next_call, note
        self.field.setText(note.event.text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def leave(self) -> None:
        """Nothing is written or changed."""
        self._done()
        self.left.emit()

    def keep_begun(self) -> None:
        """The program ends: what is half written is kept, since it can't be asked for any more."""
        if self.field.text().strip():
            self._keep()

    @property
    def is_begun(self) -> bool:
        """Whether something is half written."""
        return self._note is not None or bool(self.field.text())

    @property
    def line(self) -> Line | None:
        """The line that the note will be bound to."""
        return self._line

    # ── Keeping ───────────────────────────────────────────────────────────────────────────────────────────

    def _keep(self) -> None:
        text = self.field.text().strip()
        if self._note is not None:
            self.revised.emit(self._call, self._note.seq, text)
        elif text:
            self.written.emit(self._call, text, self._line.seq if self._line is not None else None)
        self._done()
        self.left.emit()

    def _on_take_back(self) -> None:
        if self._note is not None:
            self.revised.emit(self._call, self._note.seq, "")
        self._done()
        self.left.emit()

    def _done(self) -> None:
        self._line = self._note = None
        self._call = self._next_call
        self.field.clear()
        self._show()

    # ── Words ─────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        if self._note is not None:
            words = translate("notes", "Change this note")
        elif self._line is not None and isinstance(self._line.event, Utterance):
            words = translate("notes", "Note at %1").replace("%1", clock(self._line.event.t0))
        else:
            words = ""
        if self._call != self._next_call:
            words = " · ".join(filter(None, (translate("notes", "For the call before"), words)))
        self._bound.setText(words)
        self._bound.setVisible(bool(words))
        self._save.setVisible(self._note is not None)
        self._take_back.setVisible(self._note is not None)

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(with_chord(translate("notes", "Note"), "note"))
        self.field.setAccessibleName(translate("notes", "Note"))
        self.field.setToolTip(with_chord(translate("notes", "Enter keeps the note, Esc leaves it"), "note"))
        self._save.setText(translate("notes", "Keep"))
        self._take_back.setText(translate("notes", "Take back"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class Field(LineField):
    """Tells of Escape, which a line edit has no signal for."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves; the rest is typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
