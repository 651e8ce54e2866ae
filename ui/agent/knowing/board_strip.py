"""What is broken just now, in one line; it opens to what to say about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.knowledge.board import Incident
from ui.agent.chords import with_chord
from ui.agent.knowing.days import now, until
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flash import Flash, copy
from ui.widgets.glyphs import GlyphButton
from ui.widgets.labels import button, label
from ui.widgets.marks import StateMark
from ui.words import direction, either_way, figures, listed, translate, window_language


class BoardStrip(QFrame):
    """Nothing while all works.

    Signals:
        changed: it needs another height.
    """

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "attend")
        self._look = look
        self._incidents: tuple[Incident, ...] = ()
        self._opened = False
        self._line = label(wrap=True)
        self._more = label("small", look="soft")
        self._toggle = button(self.toggle, look="quiet")
        mark = StateMark(look)
        mark.show_state(("triangle", "amber"))
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(mark)
        head.addWidget(self._line, 1)
        head.addWidget(self._more)
        head.addWidget(self._toggle)
        self._list = QWidget()
        self._entries = QVBoxLayout(self._list)
        self._entries.setContentsMargins(0, 0, 0, TIGHT)
        self._entries.setSpacing(SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, 0, MEDIUM, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._list)
        self._show()

    def show_incidents(self, incidents: tuple[Incident, ...]) -> None:
        """Those that count just now."""
        if incidents != self._incidents:
            self._incidents = incidents
            self._show()

    @property
    def opened(self) -> bool:
        """Whether it says what to say."""
        return self._opened

    def toggle(self) -> None:
        """Open it, or fold it again."""
        self._opened = not self._opened and bool(self._incidents)
        self._show()

    def _show(self) -> None:
        there = self._incidents
        self._opened = self._opened and bool(there)
        self.setVisible(bool(there))
        self._list.setVisible(self._opened)
        while (item := self._entries.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.setParent(None)
                row.deleteLater()
        if there:
            words = translate("board", "Incident: %1").replace("%1", _named(there[0]))
            self._line.setText(words)
            more = len(there) - 1
            self._more.setText(figures(translate("board", "and %1 more").replace("%1", str(more))))
            self._more.setVisible(more > 0)
            self.setAccessibleName(words)
            self._toggle.setText(translate("board", "Fold") if self._opened else translate("board", "What to say"))
            self._toggle.setToolTip(with_chord(translate("board", "What is broken now, and what to say"), "board"))
        if self._opened:
            for incident in there:
                self._entries.addWidget(self._entry(incident, named=len(there) > 1))
        self.changed.emit()

    def _entry(self, incident: Incident, *, named: bool) -> QWidget:
        made = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        if named:
            title = label("small", look="soft", wrap=True)
            title.setText(_named(incident))
            words.addWidget(title)
        say = label(wrap=True)
        text = incident.say.words(window_language())
        say.setText(text)
        say.setLayoutDirection(direction(text))
        words.addWidget(say)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addLayout(words, 1)
        flash = Flash(made)
        sign = GlyphButton(self._look, "copy", lambda: copy(text, flash, made.rect()))
        sign.say(translate("board", "Copy what to say"), translate("board", "Copy what to say"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape folds it."""
        if event.key() == Qt.Key.Key_Escape and self._opened:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _named(incident: Incident) -> str:
    """What is broken, where, until when."""
    language = window_language()
    what = either_way(incident.title.words(language))
    if incident.area is not None:
        what = listed(what, either_way(incident.area.words(language)))
    return translate("board", "%1, until %2").replace("%1", what).replace("%2", until(incident.until, now()))
