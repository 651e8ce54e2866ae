"""What stands below the call bar: ready and waiting, the call, or the list of keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from callassist.calls.updates import CallView, ListeningChanged
from ui.agent.chords import CHORDS, described
from ui.agent.notes import NoteField
from ui.agent.transcript import Transcript
from ui.agent.transcript_view import TranscriptView
from ui.theme.look import Look
from ui.theme.tokens import LARGE, MEDIUM, SMALL, TIGHT, WIDE
from ui.widgets.labels import Elided, button, label
from ui.words import clock, either_way, figures, left_to_right, translate

_LAST_CALLS = 5


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call of this run of the program. `at`: when it ended, by the wall clock."""

    call: CallView
    at: QDateTime


class IdlePage(QWidget):
    """No call: a large "ready", and the last calls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, WIDE, LARGE, LARGE)
        column.setSpacing(SMALL)
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


class CallPage(QWidget):
    """The transcript, what there is to know about it, and the note field."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listening = ListeningChanged("off")
        self.view = TranscriptView(look)
        self.note = NoteField()
        self._empty = label(look="soft", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._draft = QFrame()
        self._draft.setProperty("look", "draft")
        self._draft_word = label("small", look="amber", wrap=True)
        draft = QHBoxLayout(self._draft)
        draft.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        draft.addWidget(self._draft_word)
        blank = QWidget()
        blank.setProperty("look", "paper")
        blank.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        filling = QVBoxLayout(blank)
        filling.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        filling.addWidget(self._empty)
        area = QWidget()
        self._area = QStackedLayout(area)
        self._area.addWidget(self.view)
        self._area.addWidget(blank)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._draft)
        column.addWidget(area, 1)
        column.addWidget(self.note)
        self._show()

    def show_transcript(self, transcript: Transcript) -> None:
        """The call in front is this one."""
        before = self.view.transcript()
        if before is transcript:
            return
        if before is not None:
            before.rowsInserted.disconnect(self._show)
            before.rowsRemoved.disconnect(self._show)
        self.view.setModel(transcript)
        transcript.rowsInserted.connect(self._show)
        transcript.rowsRemoved.connect(self._show)
        self._show()

    def show_listening(self, listening: ListeningChanged) -> None:
        """Whether anything is written down, and how well."""
        self._listening = listening
        self._show()

    def _show(self) -> None:
        transcript = self.view.transcript()
        empty = transcript is None or transcript.rowCount() == 0
        self._area.setCurrentIndex(1 if empty else 0)
        self._empty.setText(_why_empty(self._listening))
        self._draft.setVisible(self._listening.is_draft and self._listening.state not in ("refused", "not_confirmed"))
        self._draft_word.setText(translate("pages", "A draft: many words may be wrong"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _why_empty(listening: ListeningChanged) -> str:
    match listening.state:
        case "refused":
            return translate("pages", "The caller does not want a transcript. Notes still work.")
        case "not_confirmed":
            return translate(
                "pages",
                "Nothing is written down until somebody confirms that callers and agents are told. Notes still work.",
            )
        case "failed":
            return translate("pages", "There is nothing to listen with. Notes still work.")
        case "off":
            return translate("pages", "Listening begins when the call is answered.")
        case "starting":
            return translate("pages", "Getting ready. What is said meanwhile is not lost.")
    return translate("pages", "What is said appears here.")


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
        self._words = {}
        for row, (action, chord) in enumerate(CHORDS.items()):
            words, keys = label(wrap=True), label("strong")
            keys.setText(chord.label)
            grid.addWidget(words, row, 0)
            grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignVCenter)
            self._words[action] = words
        self._back = button(self.done.emit, look="act")
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(self._hint)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(translate("pages", "Keys"))
        for action, words in self._words.items():
            words.setText(described(action))
        self._hint.setText(
            translate("pages", "They go by their place on the keyboard, so they work under an Arabic layout too.")
        )
        self._back.setText(translate("pages", "Done"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
