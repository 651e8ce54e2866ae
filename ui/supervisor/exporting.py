"""Calls into files: a menu, how far it is, a way to stop it, and where the file is."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QDate, QEvent, QFileInfo, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QWidget

from callassist.reports.call_papers import paper_name
from callassist.reports.log_desk import Exported, Exporting, NotExported
from callassist.reports.whole_call import WholeCall
from ui.supervisor.counts import CallCounts
from ui.theme.tokens import MEDIUM, SMALL
from ui.widgets.labels import Opener, button, label, set_look
from ui.words import either_way, figures, translate

What = Literal["list csv", "list json", "list pdf", "call pdf", "call json"]
_FORMS: Final[dict[What, str]] = {
    "list csv": "csv",
    "list json": "jsonl",
    "list pdf": "",
    "call pdf": "pdf",
    "call json": "jsonl",
}


class ExportBar(QFrame):
    """At the foot of the window.

    Signals:
        wanted: what is to be written, as `What`, and the file or new folder. stop: write no more.
    """

    wanted = Signal(str, object)
    stop = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._told: Exporting | Exported | NotExported | None = None
        self._call: WholeCall | None = None
        self._marked, self._whole = 0, False
        self.menu_button = Opener()
        self._menu = QMenu(self)
        self.actions_of: dict[What, QAction] = {}
        for what in _FORMS:
            self.actions_of[what] = action = QAction(self._menu)
            action.triggered.connect(lambda _checked=False, what=what: self.ask(what))
            self._menu.addAction(action)
        self.menu_button.setMenu(self._menu)
        self.stop_button = button(self.stop.emit)
        self.told = label("small", wrap=True)
        self.chosen = label("small")
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        row.setSpacing(SMALL)
        row.addWidget(self.menu_button)
        row.addWidget(self.chosen)
        row.addWidget(self.stop_button)
        row.addWidget(self.told, 1)
        self._retranslate()

    def show_call(self, call: WholeCall | None) -> None:
        """This one is open, and can be written."""
        self._call = call
        for what in ("call pdf", "call json"):
            self.actions_of[what].setEnabled(call is not None)

    def show_marked(self, count: int, whole: bool) -> None:
        """So many calls of the list are marked; of one or none, the list as a whole is meant."""
        self._marked, self._whole = count, whole
        self._name_list()

    def show_told(self, told: Exporting | Exported | NotExported | None) -> None:
        """How far it is, or what came of it."""
        self._told = told
        self._show()

    def let_go(self) -> None:
        """Whoever wrote is gone, with what was not finished."""
        if isinstance(self._told, Exporting):
            self.show_told(None)

    def ask(self, what: What) -> None:
        """Let a person choose a place, and have it written there."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), translate("calls", "Save"), documents)
        if what == "list pdf":
            dialog.setWindowTitle(translate("calls", "In which folder is the new folder to be?"))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(_FORMS[what])
            dialog.selectFile(f"{self.name_of(what)}.{_FORMS[what]}")
        dialog.fileSelected.connect(lambda chosen: self.place_chosen(what, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def place_chosen(self, what: What, place: Path) -> None:
        """A file; or the folder in which a new one is to be, with a name that is free."""
        self.wanted.emit(what, _free(place, self.name_of(what)) if what == "list pdf" else place)

    def name_of(self, what: What) -> str:
        """A file name that says which calls, without saying whose."""
        if what.startswith("call") and self._call is not None:
            return paper_name(self._call.call)
        return f"calls-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}"

    def _show(self) -> None:
        told = self._told
        self.stop_button.setVisible(isinstance(told, Exporting))
        self.menu_button.setEnabled(not isinstance(told, Exporting))
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
                words = f"{what} {remedy}"
        self.told.show_in_line(words)
        self.told.setToolTip(str(told.target) if isinstance(told, Exported) else "")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.menu_button.setText(translate("calls", "Save as a file"))
        self.stop_button.setText(translate("calls", "Stop"))
        self.actions_of["call pdf"].setText(translate("calls", "This call, on paper (PDF)"))
        self.actions_of["call json"].setText(translate("calls", "This call, as JSON Lines"))
        self.show_call(self._call)
        self._name_list()
        self._show()

    def _name_list(self) -> None:
        several = self._marked > 1 or self._whole
        whole, marked = translate("calls", "The whole list is chosen"), CallCounts().chosen(self._marked)
        self.chosen.setText((whole if self._whole else marked) if several else "")
        self.chosen.setVisible(several)
        which = translate("calls", "The chosen calls") if several else translate("calls", "This list")
        forms: tuple[tuple[What, str], ...] = (
            ("list csv", translate("calls", "%1, for a spreadsheet (CSV)")),
            ("list json", translate("calls", "%1, as JSON Lines")),
            ("list pdf", translate("calls", "%1, each on paper (PDF) in a new folder")),
        )
        for what, words in forms:
            self.actions_of[what].setText(words.replace("%1", which))


def _free(folder: Path, name: str) -> Path:
    """A folder that is not there yet."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(folder / each for each in names if not QFileInfo.exists(str(folder / each)))
