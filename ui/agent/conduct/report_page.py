"""The incident report, which the agent reads first: both sides as they were heard, room to add, a way to save it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.setup.page import Page
from ui.theme.tokens import SMALL, TIGHT
from ui.widgets.labels import button, label, set_look
from ui.widgets.writing import LineField
from ui.words import either_way, translate, window_language

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from ui.agent.conduct.report_rows import Part


class ReportPage(Page):
    """Says nothing until it is given a report.

    Signals:
        added: what the agent added. save: as `pdf` or `json`. done: it has been read.
    """

    added = Signal(str)
    save = Signal(str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: dict[str, Any] | None = None
        self._saved, self._why_not = "", ""
        self._intro, self._outcome = label("small", look="soft", wrap=True), label("small", wrap=True)
        self._own = label("strong", wrap=True)
        self.field = LineField()
        self.field.textEdited.connect(self._on_typed)
        self.field.returnPressed.connect(self._add)
        self.add_button = button(self._add)
        self.pdf_button, self.json_button = (
            button(lambda: self.save.emit("pdf")),
            button(lambda: self.save.emit("json")),
        )
        self.done_button = button(self._leave, look="act")
        self.body.addWidget(self._intro)
        own = self.card()
        for part in (self._own, self.field):
            own.addWidget(part)
        own.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._told = QWidget()
        self._grid = QGridLayout(self._told)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setColumnStretch(1, 1)
        self.card().addWidget(self._told)
        self.body.addWidget(self._outcome)
        self.add_buttons(self.done_button, self.pdf_button, self.json_button)
        self.retranslate()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def show_report(self, report: dict[str, Any]) -> None:
        """This one, with what was added up to now."""
        if self._report is None or report["call"]["id"] != self._report["call"]["id"]:
            self._saved = self._why_not = ""
            self.verticalScrollBar().setValue(0)
        self._report = report
        self.retranslate()

    def show_saved(self, file: str) -> None:
        """It was written there."""
        self._saved, self._why_not = file, ""
        self._show_outcome()

    def show_unsaved(self, why: str) -> None:
        """It could not be written."""
        self._saved, self._why_not = "", why
        self._show_outcome()

    def keep_begun(self) -> None:
        """The program ends: what is half written is kept, since it can't be asked for any more."""
        self._add()

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        self.title.setText(translate("report", "Incident report"))
        self._intro.setText(
            translate("report", "You see it first. It is as it was heard, both sides; add what is missing.")
        )
        self._own.setText(translate("report", "Your addition"))
        self.field.setPlaceholderText(translate("report", "What should be known as well"))
        self.field.setAccessibleName(translate("report", "Your addition"))
        self.add_button.setText(translate("report", "Add"))
        self.pdf_button.setText(translate("report", "Save as PDF"))
        self.json_button.setText(translate("report", "Save as JSON"))
        self.done_button.setText(translate("report", "Read"))
        self._on_typed()
        self._show_outcome()
        if self._report is not None:
            from ui.agent.conduct.report_rows import parts_of

            self._show_parts(parts_of(self._report, window_language()))

    def _show_parts(self, parts: tuple[Part, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        line = 0
        for part in parts:
            if part.title:
                heading = label("strong", wrap=True)
                heading.setText(part.title)
                self._grid.addWidget(heading, line, 0, 1, 2)
                line += 1
            for row in part.rows:
                words = label(wrap=True)
                words.setText(row.text)
                if row.time:
                    time = label("small", look="soft")
                    time.setText(row.time)
                    self._grid.addWidget(time, line, 0, Qt.AlignmentFlag.AlignTop)
                    self._grid.addWidget(words, line, 1)
                else:
                    self._grid.addWidget(words, line, 0, 1, 2)
                line += 1

    def _show_outcome(self) -> None:
        if self._saved:
            words = translate("report", "Saved: %1").replace("%1", either_way(self._saved))
        elif self._why_not:
            words = translate("report", "It could not be saved: %1. The report is kept here; choose another place.")
            words = words.replace("%1", either_way(self._why_not))
        else:
            words = ""
        self._outcome.setText(words)
        set_look(self._outcome, "amber" if self._why_not else "green")
        self._outcome.setVisible(bool(words))

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def _on_typed(self) -> None:
        text = self.field.text()
        self.add_button.setEnabled(bool(text.strip()))

    def _add(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self._on_typed()
            self.added.emit(text)

    def _leave(self) -> None:
        self._add()
        self.done.emit()
