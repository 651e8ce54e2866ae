"""What stands below the call bar where it is not a call: ready and waiting, or the list of keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from callassist.calls.updates import CallView
from ui.agent.chords import CHORDS, described
from ui.theme.tokens import LARGE, MEDIUM, SMALL, TIGHT, WIDE
from ui.widgets.labels import Elided, button, label
from ui.words import clock, either_way, figures, left_to_right, translate

_LAST_CALLS = 5


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call of this run of the program. `at`: when it ended, by the wall clock."""

    call: CallView
    at: QDateTime


class IdlePage(QScrollArea):
    """No call: a large "ready", and the last calls. With large type and much to do it scrolls.

    Args:
        above: what the last call has left to do, if it has.
    """

    def __init__(self, *above: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.setWidget(inside)
        self._past: list[PastCall] = []
        self._ready, self._hint = label("large"), label(look="soft", wrap=True)
        self._ready.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("strong")
        self._card = QFrame()
        self._card.setProperty("look", "card")
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        self._rows.setSpacing(TIGHT)
        column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, WIDE, LARGE, LARGE)
        column.setSpacing(SMALL)
        for part in above:
            column.addWidget(part)
        column.addStretch(2)
        column.addWidget(self._ready)
        column.addWidget(self._hint)
        column.addStretch(3)
        column.addWidget(self._title)
        column.addWidget(self._card)
        self._retranslate()

    def add(self, call: CallView) -> None:
        """A call is over."""
        self._past = [PastCall(call, QDateTime.currentDateTime()), *self._past][:_LAST_CALLS]
        self._show_rows()

    def _show_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.setParent(None)
                row.deleteLater()
        if not self._past:
            empty = label(look="soft", wrap=True)
            empty.setText(translate("pages", "None yet since the start."))
            self._rows.addWidget(empty)
        for past in self._past:
            self._rows.addWidget(_past_row(past))

    def _retranslate(self) -> None:
        self._ready.setText(translate("pages", "Ready"))
        self._hint.setText(translate("pages", "Calls appear here by themselves."))
        self._title.setText(translate("pages", "Last calls"))
        self._show_rows()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _past_row(past: PastCall) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(MEDIUM)
    who, length, at = Elided(), label(look="soft"), label(look="soft")
    number = left_to_right(past.call.display or past.call.number or "")
    who.setText(either_way(past.call.name or "") or number or translate("pages", "Number not known"))
    if past.call.ended_t is not None:
        length.setText(clock(past.call.ended_t))
    time = QLocale(QLocale.Language.English).toString(past.at.time(), "HH:mm")
    at.setText(left_to_right(figures(time)))
    row.addWidget(who, 1)
    row.addWidget(length)
    row.addWidget(at)
    return made


class KeysPage(QScrollArea):
    """All chords, from their one table.

    Signals:
        done: back to where one was.
    """

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        self._title, self._hint = label("title"), label("small", look="soft", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(SMALL)
        grid.setColumnStretch(0, 1)
        self._rows = {}
        for row, action in enumerate(CHORDS):
            words, keys = label(wrap=True), label("strong")
            grid.addWidget(words, row, 0)
            grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignVCenter)
            self._rows[action] = (words, keys)
        self._back = button(self.done.emit, look="act")
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(self._hint)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(translate("pages", "Keys"))
        for action, (words, keys) in self._rows.items():
            words.setText(described(action))
            keys.setText(CHORDS[action].label)
        self._hint.setText(
            translate("pages", "They go by their place on the keyboard, so they work under an Arabic layout too.")
        )
        self._back.setText(translate("pages", "Done"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
