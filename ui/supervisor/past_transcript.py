"""The transcript of a past call: what was said, the agent's notes, and what happened, each at its line."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callassist.events import Event, Note, Speaker, Utterance
from callassist.reports import call_labels
from callassist.reports.said_search import Wanted
from callassist.reports.whole_call import Cue, WholeCall
from ui.agent.line_layout import Marks, boxes
from ui.agent.lines import Line, Told
from ui.agent.transcript import Transcript
from ui.agent.transcript_view import TranscriptView
from ui.supervisor.hits import Hits
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL
from ui.widgets.labels import label
from ui.words import translate, window_language

_AROUND = 40
"""Lines; more than a screen of them."""


class PastTranscript(Transcript):
    """Rows of one call that is over."""

    def __init__(self, call: WholeCall) -> None:
        super().__init__()
        self._rows = _rows(call)

    def row_at(self, t: float) -> int | None:
        """The line that was being said at a moment, or last before it."""
        said = [row for row, line in enumerate(self._rows) if line.kind == "said" and line.event.t <= t]
        return said[-1] if said else (0 if self._rows else None)

    def row_of(self, seq: int) -> int | None:
        """The line of an utterance."""
        return next((row for row, line in enumerate(self._rows) if line.kind == "said" and line.seq == seq), None)


class PastView(TranscriptView):
    """Begins at the beginning and follows nothing; shows where words that are looked for were said.

    Signals:
        hit_changed: another of these places is looked at, or there are others.
    """

    hit_changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._sought: Wanted | None = None
        self.hits = Hits()
        self.wordless = label(look="soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.addWidget(self.wordless)
        column.addStretch(1)
        self._say_wordless()

    def show_call(self, call: WholeCall) -> None:
        """This one."""
        model = PastTranscript(call)
        self.setModel(model)
        self.verticalScrollBar().setValue(0)
        self.wordless.setVisible(not model.rowCount())
        self._look_for()

    def seek(self, sought: Wanted | None) -> None:
        """Show where this was said; None: nothing is looked for."""
        self._sought = sought
        self._look_for()

    def go_to_hit(self, step: int) -> None:
        """To the next place, or with -1 to the one before."""
        hit = self.hits.step(step, self.currentIndex().row())
        if hit is None:
            return
        self.jump(hit.row)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        for box in boxes(self._lay_out(self._line(hit.row)), *hit.place, self._tops[hit.row] - bar.value())[:1]:
            if box.top() < 0 or box.bottom() > height:  # a line that is higher than the view
                bar.setValue(bar.value() + round(box.top() - height / 3))
        self.viewport().update()
        self.hit_changed.emit()

    def _look_for(self) -> None:
        self.hits = Hits(self.past(), self._sought)
        self.viewport().update()
        self.hit_changed.emit()

    def _marks(self, row: int) -> Marks:
        return self.hits.marks(row)

    def past(self) -> PastTranscript | None:
        """What it shows."""
        model = self.model()
        return model if isinstance(model, PastTranscript) else None

    def jump(self, row: int | None) -> None:
        """Choose a line and bring it into view."""
        if row is not None:
            self._measure_around(row)
            index = self.model().index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _measure_around(self, row: int) -> None:
        """What is still guessed there would push the line out of the view once it is measured."""
        for each in range(max(0, row - _AROUND), min(len(self._heights), row + _AROUND)):
            self._heights[each] = self._lay_out(self._line(each)).height
        self._sum_up()
        self._place()

    def reset(self) -> None:
        """Another call, from its beginning."""
        super().reset()
        self._following = False
        self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape is for whoever shows it: there is nothing to let go of."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_wordless()

    def _say_wordless(self) -> None:
        self.wordless.setText(translate("calls", "Nothing was written down of what was said in it."))

    def _show_now(self) -> None:
        """Nothing is said now."""

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # noqa: N802
        """A line that the keys went to is in view."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.scrollTo(current)


def _rows(call: WholeCall) -> list[Line]:
    at_line: dict[int | None, list[tuple[float, int, Event]]] = defaultdict(list)
    for cue in call.cues:
        if call_labels.load().told(cue, "en"):
            at_line[cue.line].append((cue.t, cue.seq, Told(t=cue.t, words=partial(_words, cue))))
    lines = {each.seq for each in call.said}
    for note in call.notes:
        if note.line in lines or note.line is None:
            place = note.line if note.line is not None else _line_at(call, note.t)
            at_line[place].append((note.t, note.seq, Note(t=note.t, text=note.text)))
    rows = _beside(at_line[None])
    speaker: Speaker | None = None
    for each in call.said:
        assert isinstance(each.event, Utterance), "what was said is utterances"
        rows.append(Line(each.event, each.seq, opens_turn=each.event.speaker != speaker))
        speaker = each.event.speaker
        rows += _beside(at_line[each.seq])
    return rows


def _beside(happened: list[tuple[float, int, Event]]) -> list[Line]:
    return [Line(event, seq) for _, seq, event in sorted(happened, key=lambda each: each[:2])]


def _line_at(call: WholeCall, t: float) -> int | None:
    return next((each.seq for each in reversed(call.said) if each.event.t <= t), None)


def _words(cue: Cue) -> str:
    return call_labels.load().told(cue, window_language())
