"""What came of a past call: its summary, what the agent wrote, promises, the incident, how the talk was shared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from callassist.knowledge.bilingual import Bilingual
from callassist.reports import call_labels, wrapped
from callassist.reports.call_labels import CallLabels
from callassist.reports.whole_call import WholeCall
from ui.supervisor.counts import CallCounts
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.labels import label
from ui.words import either_way, left_to_right, quoted, translate, window_language


class CallFacts(QScrollArea):
    """A heading and lines for each part that there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: WholeCall | None = None
        self.setProperty("look", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_call(self, call: WholeCall | None) -> None:
        """This one, or none."""
        self._call = call
        inside = QWidget()
        inside.setProperty("look", "paper")
        column = QVBoxLayout(inside)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, MEDIUM)
        column.setSpacing(TIGHT)
        some = False
        for heading, lines in parts(call) if call is not None else ():
            some = True
            title = label("strong", wrap=True)
            title.setText(heading)
            column.addWidget(title)
            for text in lines:
                line = label(wrap=True)
                line.show_in_line(text)
                column.addWidget(line)
            column.addSpacing(SMALL)
        if not some:
            nothing = label(look="soft", wrap=True)
            nothing.setText(translate("calls", "Nothing was written down about what came of it."))
            column.addWidget(nothing)
        column.addStretch(1)
        self.setWidget(inside)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_call(self._call)


def parts(call: WholeCall) -> Iterator[tuple[str, list[str]]]:
    """Headings with their lines, in the window's language; what there is nothing of is left out."""
    labels = call_labels.load()
    found = (
        (labels.sections["summary"], [] if "summary" in call.wrap_up else call.summary.splitlines()),
        (labels.sections["wrap_up"], _written(call, labels)),
        (labels.sections["promises"], _promises(call, labels)),
        (labels.sections["notes"], [note.text for note in call.notes]),
        (labels.sections["metrics"], _metrics(call, labels)),
    )
    for heading, lines in found:
        if lines:
            yield _in(heading), lines
        if heading is labels.sections["promises"] and call.incident is not None:
            yield translate("report", "Incident report"), _incident(call)


def _written(call: WholeCall, labels: CallLabels) -> list[str]:
    return [
        f"{_in(words)}: {either_way(wrapped.written(name, str(call.wrap_up[name]), window_language()))}"
        for name, words in labels.written.items()
        if name in call.wrap_up
    ]


def _promises(call: WholeCall, labels: CallLabels) -> list[str]:
    lines, here = [], datetime.fromisoformat(call.call.started_at).tzinfo
    for each in call.promises:
        due = left_to_right(call_labels.written_due(each.due, here)) if each.due else ""
        state = labels.state_of(each.state, window_language())
        lines.append(" · ".join(part for part in (either_way(each.what), due, state) if part))
    return lines


def _metrics(call: WholeCall, labels: CallLabels) -> list[str]:
    return [
        f"{_in(words)}: {left_to_right(f'{call.metrics[name]:g}')}"
        for name, words in labels.metrics.items()
        if name in call.metrics
    ]


def _incident(call: WholeCall) -> list[str]:
    report = call.incident or {}
    lines = []
    if not report.get("stands", True):
        lines.append(translate("calls", "The agent rejected the alarms that led to it."))
    given = report.get("warnings_given")
    if isinstance(given, int):
        lines.append(CallCounts().warnings(given))
    for words in report.get("words", ()):
        lines.append(f"{left_to_right(str(words.get('clock', ''))[11:19])}  {quoted(str(words.get('text', '')))}")
    lines += [str(added.get("text", "")) for added in report.get("additions", ())]
    return lines or [translate("calls", "There is one.")]


def _in(words: Bilingual) -> str:
    return words.words(window_language())
