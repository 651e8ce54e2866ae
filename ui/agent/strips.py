"""Thin strips below the call bar: other calls, and what can be undone for some seconds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.calls.updates import CallView
from ui.agent.chords import with_chord
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Elided, button, label
from ui.widgets.marks import CALL_MARKS, StateMark
from ui.words import call_state, either_way, left_to_right, translate

UNDO_MS = 6000


class OtherCalls(QFrame):
    """The calls that are not in front: one that waits, one on hold.

    Signals:
        answer: the key of a call to be answered.
    """

    answer = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._calls: tuple[CallView, ...] = ()
        self.setProperty("look", "strip")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        self._column.setSpacing(0)
        self.hide()

    def show_calls(self, calls: tuple[CallView, ...]) -> None:
        """These calls, in order."""
        if calls != self._calls:
            self._calls = calls
            self._show()

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.setParent(None)
                row.deleteLater()
        for call in self._calls:
            self._column.addWidget(self._row(call))
        self.setVisible(bool(self._calls))

    def _row(self, call: CallView) -> QWidget:
        made = QWidget()
        row = FlowLayout(made)
        row.setContentsMargins(0, TIGHT, 0, TIGHT)
        mark, state, who = StateMark(self._look), label("strong"), Elided()
        mark.show_state(CALL_MARKS[call.state])
        state.setText(translate("strips", "Waiting") if call.waiting else call_state(call.state))
        number = left_to_right(call.display or call.number or "")
        who.setText(
            "  ".join(filter(None, (either_way(call.name or ""), number))) or translate("strips", "Number not known")
        )
        row.addWidget(mark)
        row.addWidget(state)
        row.addWidget(who)
        if call.can_answer and call.state == "ringing":
            answer = button(lambda: self.answer.emit(call.key), look="act")
            answer.setText(translate("strips", "Answer"))
            row.add_at_end(answer)
        return made

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


class UndoStrip(QFrame):
    """What was just done, and the way back, for six seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self._words: Callable[[], str] = str
        self._undo: Callable[[], None] | None = None
        self._settle: Callable[[], None] | None = None
        self._text = label("small", wrap=True)
        self._button = button(self.undo, look="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(UNDO_MS)
        self._time.timeout.connect(self.settle)
        self.hide()

    def offer(
        self, words: Callable[[], str], undo: Callable[[], None], settle: Callable[[], None] | None = None
    ) -> None:
        """Offer the way back from something.

        Args:
            words: what was done, in the language of whenever it is asked. undo: takes it back. settle: makes it last,
                once the time is over.
        """
        self.settle()
        self._words, self._undo, self._settle = words, undo, settle
        self._show()
        self.show()
        self._time.start()

    @property
    def offers(self) -> bool:
        """Whether there is something to undo."""
        return self._undo is not None

    @property
    def is_grave(self) -> bool:
        """Whether what is offered takes effect only when its time is over; nothing lesser may cut that short."""
        return self._settle is not None

    def undo(self) -> None:
        """Take back what was done last, if there is time yet."""
        undo = self._undo
        self._end()
        if undo is not None:
            undo()

    def settle(self) -> None:
        """It lasts now."""
        settle = self._settle
        self._end()
        if settle is not None:
            settle()

    def _end(self) -> None:
        self._undo = self._settle = None
        self._time.stop()
        self.hide()

    def _show(self) -> None:
        self._text.setText(self._words())
        self._button.setText(translate("strips", "Undo"))
        self._button.setToolTip(with_chord(translate("strips", "Undo"), "undo"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
