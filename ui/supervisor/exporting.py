"""Calls into files: a menu, how far it is, a way to stop it, and where the file is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QStandardPaths, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QWidget

from callassist.reports.log_desk import Exported, Exporting, NotExported
from callassist.reports.whole_call import WholeCall
from ui.supervisor.counts import CallCounts
from ui.theme.tokens import MEDIUM, SMALL
from ui.widgets.labels import Opener, button, label, set_look
from ui.words import either_way, figures, translate

What = Literal["list csv", "list json", "call pdf", "call json"]


class ExportBar(QFrame):
    """At the foot of the window.

    Signals:
        wanted: what is to be written, as `What`, and the file. stop: write no more.
    """

    wanted = Signal(str, object)
    stop = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._told: Exporting | Exported | NotExported | None = None
        self._whole: WholeCall | None = None
        self.menu_button = Opener()
        self._menu = QMenu(self)
        self.actions_of: dict[What, QAction] = {}
        for what in ("list csv", "list json", "call pdf", "call json"):
            self.actions_of[what] = action = QAction(self._menu)
            action.triggered.connect(lambda _checked=False, what=what: self.ask(what))
            self._menu.addAction(action)
        self.menu_button.setMenu(self._menu)
        self.stop_button = button(self.stop.emit)
        self.told = label("small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        row.setSpacing(SMALL)
        row.addWidget(self.menu_button)
        row.addWidget(self.stop_button)
        row.addWidget(self.told, 1)
        self._retranslate()

    def show_call(self, call: WholeCall | None) -> None:
        """This one is open, and can be written."""
        self._whole = call
        for what in ("call pdf", "call json"):
            self.actions_of[what].setEnabled(call is not None)

    def show_told(self, told: Exporting | Exported | NotExported | None) -> None:
        """How far it is, or what came of it."""
        self._told = told
        self._show()

    def ask(self, what: What) -> None:
        """Let a person choose a place, and have it written there."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        form = {"list csv": "csv", "list json": "jsonl", "call pdf": "pdf", "call json": "jsonl"}[what]
        dialog = QFileDialog(self.window(), translate("calls", "Save"), documents)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.selectFile(f"{self.name_of(what)}.{form}")
        dialog.fileSelected.connect(lambda chosen: self.wanted.emit(what, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def name_of(self, what: What) -> str:
        """A file name that says which calls, without saying whose."""
        if what.startswith("call") and self._whole is not None:
            return f"call-{self._whole.call.started_at[:16].replace(':', '').replace('T', '-')}"
        return "calls"

    def _show(self) -> None:
        told = self._told
        self.stop_button.setVisible(isinstance(told, Exporting))
        set_look(self.told, "amber" if isinstance(told, NotExported) else "soft")
        match told:
            case None:
                words = ""
            case Exporting(done, None):
                words = CallCounts().written(done)
            case Exporting(done, all):
                words = translate("calls", "Calls written: %1 of %2…").replace("%1", str(done)).replace("%2", str(all))
                words = figures(words)
            case Exported(_, None):
                words = translate("calls", "Stopped; no file was written")
            case Exported(target, _):
                words = translate("calls", "Saved, not encrypted: %1").replace("%1", either_way(target.name))
            case NotExported(what, remedy):
                words = either_way(f"{what} {remedy}")
        self.told.setText(words)
        self.told.setToolTip(str(told.target) if isinstance(told, Exported) else "")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.menu_button.setText(translate("calls", "Save as a file"))
        self.stop_button.setText(translate("calls", "Stop"))
        self.actions_of["list csv"].setText(translate("calls", "This list, for a spreadsheet (CSV)"))
        self.actions_of["list json"].setText(translate("calls", "This list, as JSON Lines"))
        self.actions_of["call pdf"].setText(translate("calls", "This call, on paper (PDF)"))
        self.actions_of["call json"].setText(translate("calls", "This call, as JSON Lines"))
        self.show_call(self._whole)
        self._show()
