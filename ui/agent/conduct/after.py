"""What is left when an abusive call is over: its report, for the agent to read first, and a breather."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from callassist.calls.updates import LeftOver
from callassist.events import Incident, Note, Recorded
from ui.agent.conduct.breather import Breather
from ui.agent.conduct.report_page import ReportPage
from ui.agent.conduct.saving import ReportSaver
from ui.agent.conduct.state import CallConduct, Conduct, Reported
from ui.agent.desk import Desk
from ui.theme.tokens import MEDIUM, SMALL
from ui.widgets.labels import button, label
from ui.words import either_way, left_to_right, translate

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.conduct.report import Addition


@dataclass(slots=True)
class _Waiting:
    """A report that has not been read. `additions` by the `seq` of their notes."""

    reported: Reported
    additions: dict[int, Addition] = field(default_factory=dict)

    @property
    def report(self) -> dict[str, Any]:
        from callassist.conduct.report import with_additions

        return with_additions(self.reported.incident.report, self.additions.values())

    def take(self, seq: int, at: float, note: Note) -> None:
        """A note of its call; those that belong to its line, and what becomes of them, are additions."""
        from callassist.conduct.report import Addition

        if note.revises is not None and note.revises in self.additions:
            before = self.additions.pop(note.revises)
            if note.text:
                self.additions[note.revises] = Addition(before.t, note.text)
        elif note.line == self.reported.seq and note.text:
            self.additions[seq] = Addition(at, note.text)


class ReportOffer(QFrame):
    """Nothing while no report waits.

    Signals:
        wanted: the agent wants to read it.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._report: dict[str, Any] | None = None
        self._title, self._whose = label("strong", wrap=True), label(look="soft", wrap=True)
        self.read_button = button(self.wanted.emit, look="act")
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        for part in (self._title, self._whose, self.read_button):
            column.addWidget(part)
        self.hide()

    def show_report(self, report: dict[str, Any] | None) -> None:
        """This one waits, or none."""
        self._report = report
        self._show()

    def _show(self) -> None:
        report = self._report
        self.setVisible(report is not None)
        if report is None:
            return
        customer = report["customer"]
        who = either_way(customer["name"] or "") or left_to_right(customer["number"] or "")
        began = left_to_right(str(report["call"]["started_at"])[11:16])
        self._title.setText(translate("report", "Incident report: read it, and add what is missing"))
        self._whose.setText(translate("report", "Call of %1, %2").replace("%1", began).replace("%2", who))
        self.read_button.setText(translate("report", "Read it"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


class AfterCall(QObject):
    """Keeps reports until they are read. Its parts are put where they belong by the window.

    Signals:
        turned: its page was opened or left, or something waits that did not.
    """

    turned = Signal()

    def __init__(self, known: Conduct, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._waiting: list[_Waiting] = []
        self._opened = self._rests = False
        self.offer, self.breather, self.page = ReportOffer(), Breather(), ReportPage()
        self.saver = ReportSaver(window)
        known.reported.connect(self._on_reported)
        known.noted.connect(self._on_noted)
        known.ended.connect(self._on_ended)
        self.offer.wanted.connect(self._open)
        self.page.added.connect(self._add)
        self.page.done.connect(self._read)
        self.page.save.connect(self._save)
        self.breather.left.connect(self._on_rested)
        self.saver.saved.connect(self.page.show_saved)
        self.saver.failed.connect(self.page.show_unsaved)

    @property
    def waits(self) -> bool:
        """Whether there is a report to be read, or a breather is offered or taken."""
        return bool(self._waiting) or self._rests

    @property
    def has_reports(self) -> bool:
        """Whether there is a report to be read."""
        return bool(self._waiting)

    @property
    def opened(self) -> bool:
        """Whether a report is being read."""
        return self._opened and bool(self._waiting)

    def settle(self) -> None:
        """The window closes: what is half written is kept."""
        if self._waiting:
            self.page.keep_begun()
        self.saver.close()

    # ── What the call leaves ──────────────────────────────────────────────────────────────────────────────

    def _on_reported(self, reported: Reported) -> None:
        self._waiting.append(_Waiting(reported))
        self._show()
        self.turned.emit()

    def _on_noted(self, key: str, recorded: Recorded) -> None:
        note = recorded.event
        assert isinstance(note, Note), "only notes are told of"
        for waiting in self._waiting:
            if waiting.reported.key == key:
                waiting.take(recorded.seq, recorded.at, note)
        self._show()

    def _on_ended(self, conduct: CallConduct) -> None:
        if conduct.was_abusive:
            self._rests = True
            self.breather.offer()
            self._show()
            self.turned.emit()

    def _on_rested(self) -> None:
        self._rests = False
        self.turned.emit()

    def open_left_over(self, left: LeftOver) -> None:
        """Read the report of a call of an earlier run."""
        if left.report is None:
            return
        reported = Reported(left.key, left.report_seq, Incident(t=0.0, report=left.report))
        others = [each for each in self._waiting if each.reported.key != left.key]
        self._waiting = [_Waiting(reported), *others]
        self._open()

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def _open(self) -> None:
        self._opened = True
        self._show()
        self.turned.emit()

    def _read(self) -> None:
        self._opened = False
        if self._waiting:
            self._waiting.pop(0)
        self._show()
        self.turned.emit()

    def _add(self, text: str) -> None:
        if self._waiting:
            reported = self._waiting[0].reported
            self._desk.note(reported.key, text, reported.seq)

    def _save(self, form: str) -> None:
        if self._waiting:
            self.saver.ask(self._waiting[0].report, "pdf" if form == "pdf" else "json")

    def _show(self) -> None:
        first = self._waiting[0].report if self._waiting else None
        self.offer.show_report(first)
        # One thing at a time: what has to be read comes first.
        self.breather.setVisible(self._rests and first is None)
        if first is not None:
            self.page.show_report(first)
