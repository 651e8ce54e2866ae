"""The window of past calls: the list on one side, the call on the other; one after the other where it is narrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from callassist.events import Language
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import LoggedCall
from callassist.reports.exporting import CallForm, ListForm
from callassist.reports.log_desk import Exported, Exporting, Listed, LogDesk, NotExported, NotRead, Opened, Told
from callassist.reports.said_search import After, wanted
from ui.agent.place import place_beside
from ui.supervisor.call_list import CallList
from ui.supervisor.call_pane import CallPane
from ui.supervisor.exporting import ExportBar
from ui.supervisor.filter_bar import FilterBar
from ui.theme.look import Look
from ui.theme.tokens import LEAST_WIDTH, MEDIUM, SMALL, WIDE_WINDOW
from ui.widgets.labels import button, label, set_look
from ui.widgets.marks import app_icon
from ui.words import translate, window_language

_SIZE = QSize(1160, 760)
_LIST_SHARE, _CALL_SHARE = 2, 3


class Desk(Protocol):
    """What the window asks; `reports.log_desk.LogDesk` in the app. Every method returns at once."""

    def start(self) -> None:
        """Begin to answer."""

    def close(self) -> None:
        """Answer nothing more."""

    def join(self) -> None:
        """Wait until that is done."""

    def list_calls(self, asked: int, filters: Filters, after: After | None = None) -> None:
        """Tells `Listed` or `NotRead`."""

    def open_call(self, asked: int, key: UUID) -> None:
        """Tells `Opened` or `NotRead`."""

    def export_list(self, filters: Filters, form: ListForm, target: Path) -> None:
        """Tells `Exporting`, then `Exported` or `NotExported`."""

    def export_call(self, key: UUID, form: CallForm, target: Path, language: Language) -> None:
        """Tells `Exported` or `NotExported`."""

    def export_papers(self, filters: Filters, folder: Path, language: Language) -> None:
        """Tells `Exporting`, then `Exported` or `NotExported`."""

    def stop(self) -> None:
        """Write no more of what was asked for until now."""


MakeDesk = Callable[[Callable[[Told], None]], Desk]


class _Ear(QObject):
    """Takes what the desk tells from its threads into the window's."""

    told = Signal(object)


class CallsWindow(QWidget):
    """Reads past calls while it is open, and nothing before."""

    def __init__(self, look: Look, make_desk: MakeDesk = LogDesk) -> None:
        super().__init__()
        self._look, self._make_desk = look, make_desk
        self._desk: Desk | None = None
        self._closing: list[Desk] = []
        self._asked = 0
        self._list_asked = self._call_asked = self._more_asked = -1
        self._after: After | None = None
        self._key: UUID | None = None
        self._narrow: bool | None = None
        self._ear = _Ear()
        self._ear.told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.filters, self.list, self.pane, self.export = FilterBar(), CallList(look), CallPane(look), ExportBar()
        self.empty, self.again_button = label(look="soft", wrap=True), button(self._look_again)
        self.clear_button = button(self.filters.clear, look="act")
        self._fault: NotRead | None = None
        self._listed = False
        self._first_page = _Empty(self.empty, self.clear_button, self.again_button)
        self.found = QStackedWidget()
        self.found.addWidget(self.list)
        self.found.addWidget(self._first_page)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(0)
        self._sides.addWidget(self.found, _LIST_SHARE)
        self._sides.addWidget(self.pane, _CALL_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addLayout(self._sides, 1)
        column.addWidget(self.export)
        self.filters.changed.connect(lambda _filters: self._look_again())
        self.filters.down.connect(self.list.begin)
        self.list.chosen.connect(self._open)
        self.list.entered.connect(self._enter)
        self.list.more.connect(self._look_further)
        self.list.up.connect(self.find_words)
        self.list.marked.connect(self.export.show_marked)
        self.pane.left.connect(self._leave)
        self.export.wanted.connect(self._export)
        self.export.stop.connect(self._stop)
        look.changed.connect(self._on_look_changed)
        keys_of: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+F", self.find_words),
            ("F5", self._look_again),
            ("F3", lambda: self._go_to_hit(1)),
            ("Shift+F3", lambda: self._go_to_hit(-1)),
        )
        for keys, act in keys_of:
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.setMinimumWidth(LEAST_WIDTH)
        self.resize(_SIZE)
        self._on_look_changed()
        self._retranslate()

    # ── Coming and going ──────────────────────────────────────────────────────────────────────────────────

    def begin_beside(self, window: QWidget) -> None:
        """Its first place leaves `window` to be seen, where there is room for both."""
        screen = window.screen().availableGeometry()
        self.setGeometry(place_beside(window.frameGeometry(), screen, _SIZE, WIDE_WINDOW))

    def come_forward(self) -> None:
        """Somebody asked for it: it has the focus, and calls as they are now."""
        if self._desk is None:
            self._desk = self._make_desk(self._ear.told.emit)
            self._desk.start()
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._look_again()
        self.find_words()

    def settle(self) -> None:
        """The program ends: what is being read comes to its end."""
        self._let_go()
        for desk in self._closing:
            desk.join()
        self._closing.clear()

    def _let_go(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._closing.append(self._desk)
            self._desk = None
            self.export.let_go()

    def find_words(self) -> None:
        """Type what was said."""
        self._show_list()
        self.filters.said.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.said.selectAll()

    # ── Asking ────────────────────────────────────────────────────────────────────────────────────────────

    def _next(self) -> int:
        self._asked += 1
        return self._asked

    def _look_again(self) -> None:
        if self._desk is None:
            return
        self._list_asked, self._more_asked, self._after = self._next(), -1, None
        self.filters.show_busy()
        self._desk.list_calls(self._list_asked, self.filters.filters)

    def _look_further(self) -> None:
        if self._desk is not None and self._after is not None and self._more_asked < 0 and self._listed:
            self._more_asked = self._next()
            self._desk.list_calls(self._more_asked, self.filters.filters, self._after)

    def _open(self, call: LoggedCall) -> None:
        if self._desk is not None and call.key != self._key:
            self._key, self._call_asked = call.key, self._next()
            self.pane.show_opening(call, call.found.seq if call.found is not None else None)
            self.export.show_call(None)
            self._desk.open_call(self._call_asked, call.key)

    def _enter(self, call: LoggedCall) -> None:
        self._open(call)
        self._show_call()
        self.pane.begin()

    def _go_to_hit(self, step: int) -> None:
        """Where only the list is seen, there is no place to go to."""
        if not self.pane.isHidden():
            self.pane.go_to_hit(step)

    def _leave(self) -> None:
        self._show_list()
        self.list.begin()

    def _export(self, what: str, target: Path) -> None:
        whole = self.pane.call
        if self._desk is None:
            return
        if what.startswith("list"):
            self.export.show_told(Exporting(0, None))
            if what == "list pdf":
                self._desk.export_papers(self._marked(), target, window_language())
            else:
                self._desk.export_list(self._marked(), "csv" if what == "list csv" else "json", target)
        elif whole is not None:
            form: CallForm = "pdf" if what == "call pdf" else "json"
            self._desk.export_call(whole.call.key, form, target, window_language())

    def _marked(self) -> Filters:
        """Several that are marked, else all of the list."""
        keys = frozenset[UUID]() if self.list.whole else self.list.marked_keys()
        return replace(self.filters.filters, among=keys if len(keys) > 1 else frozenset())

    def _stop(self) -> None:
        if self._desk is not None:
            self._desk.stop()

    # ── What comes ────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, told: Told) -> None:
        match told:
            case Listed(asked=asked) if asked == self._list_asked:
                self._take_list(told)
            case Listed(asked=asked) if asked == self._more_asked:
                self._more_asked, self._after = -1, told.page.after
                self.list.rows.show_page(told.page, first=False)
            case Opened(asked=asked) if asked == self._call_asked:
                self.pane.show_call(told.whole)
                self.export.show_call(told.whole)
            case NotRead(asked=asked) if asked == self._list_asked:
                self._fault, self._listed = told, False
                self.filters.show_found(None)
                self._show_found()
            case NotRead(asked=asked) if asked == self._call_asked:
                self._key = None
                self.pane.show_fault(told.what, told.remedy)
            case NotRead(asked=asked) if asked == self._more_asked:
                self._more_asked, self._after = -1, None
            case Exporting() | Exported() | NotExported():
                self.export.show_told(told)
            case _:
                pass  # of something that is not wanted any more

    def _take_list(self, told: Listed) -> None:
        kept = self._key
        self.pane.seek(wanted(self.filters.filters.said))
        self._fault, self._listed, self._after = None, True, told.page.after
        self.filters.offer(told.categories, told.outcomes)
        self.filters.show_found(told.all)
        self.list.rows.show_page(told.page, first=True)
        self._show_found()
        row = self.list.rows.row_of(kept) if kept is not None else None
        if row is not None:
            self.list.setCurrentIndex(self.list.rows.index(row, 0))
        else:
            self._open_first()
        if row is None and not told.page.calls:
            self._key = None
            self.pane.show_opening(None)
            self.export.show_call(None)

    def _open_first(self) -> None:
        """Where there is room beside the list, a call is open."""
        if not self._narrow and self.list.rows.rowCount() and not self.list.hasFocus():
            self.list.setCurrentIndex(self.list.rows.index(0, 0))

    def _show_found(self) -> None:
        some = self._fault is None and self.list.rows.rowCount() > 0
        self.found.setCurrentWidget(self.list if some else self._first_page)
        self.pane.show_any(there=some)
        if self._fault is not None:
            words = f"{self._fault.what}\n{self._fault.remedy}"
        elif not self.filters.filters.is_empty:
            words = translate("calls", "No call fits.")
        elif self._listed:
            words = translate("calls", "There is no call yet. Calls are listed here from the moment they begin.")
        else:
            words = translate("calls", "Looking…")
        self.empty.show_in_line(words)
        set_look(self.empty, "amber" if self._fault is not None else "soft")
        self.again_button.setVisible(self._fault is not None)
        self.clear_button.setVisible(self._fault is None and not self.filters.filters.is_empty)

    # ── Wide and narrow ───────────────────────────────────────────────────────────────────────────────────

    def _show_list(self) -> None:
        if self._narrow:
            self.pane.hide()
            self.found.show()
            self.filters.show()

    def _show_call(self) -> None:
        if self._narrow:
            self.found.hide()
            self.filters.hide()
            self.pane.show()

    def _on_look_changed(self) -> None:
        self.setWindowIcon(app_icon(self._look))
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < WIDE_WINDOW * self._look.scale / 100
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.pane.show_back(narrow)
        for part in (self.found, self.filters, self.pane):
            part.show()
        if narrow:
            self._show_list()
        elif self._key is None:
            self._open_first()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes from a field to the list, from the list to all calls, and then closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.list.hasFocus() and self.list.rows.rowCount():
            self.list.begin()
        elif not self.filters.filters.is_empty:
            self.filters.clear()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The window goes; what it read by is let go of."""
        self._let_go()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(translate("calls", "Past calls"))
        self.again_button.setText(translate("calls", "Try again"))
        self.clear_button.setText(translate("filters", "Clear filters"))
        self._show_found()


class _Empty(QWidget):
    """In the place of the list: why there is none, and what to do."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(parts[0])
        for part in parts[1:]:
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
