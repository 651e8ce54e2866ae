"""The book of promises: all that is open, by how urgent it is, with a filter; and room to write a new one."""

from __future__ import annotations

from functools import partial
from typing import Literal, get_args
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callassist.calls.updates import PromiseView
from ui.agent.promises import words
from ui.agent.promises.book_row import BookRow, Step
from ui.agent.promises.editor import PromiseEditor
from ui.agent.promises.rows import empty, fill
from ui.agent.promises.step_panel import StepPanel
from ui.setup.page import Page
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label, set_look
from ui.widgets.writing import LineField
from ui.words import figures, translate

Filter = Literal["all", "overdue", "today", "week"]
FILTERS: tuple[Filter, ...] = get_args(Filter)

_WITHIN: dict[Filter, frozenset[str]] = {
    "overdue": frozenset({"overdue"}),
    "today": frozenset({"overdue", "today"}),
    "week": frozenset({"overdue", "today", "soon", "week"}),
}
_MOST = 60


class PromisesPage(Page):
    """Escape leaves it; the arrows go from row to row.

    Signals:
        wanted: a `PromiseView` and a step. told: a `PromiseView` whose customer knows. done: back to where one was.
    """

    wanted = Signal(object, str)
    told = Signal(object)
    done = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._views: tuple[PromiseView, ...] = ()
        self._filter: Filter = "all"
        self._count = label("small", look="soft", wrap=True)
        self.editor = PromiseEditor()
        self.editor.left.connect(self.focus_rows)
        self.filters = {name: button(partial(self.choose, name), look="choice") for name in FILTERS}
        self.customer = LineField()
        self.customer.textChanged.connect(lambda _text: self._show())
        self.panel = StepPanel(look)
        self.panel.hide()
        self.panel.left.connect(self.close_panel)
        self._none, self._more = label(look="soft", wrap=True), label("small", look="soft", wrap=True)
        self._done = button(self.done.emit, look="act")
        self.body.addWidget(self._count)
        writing = self.card()
        self._new = label("strong", wrap=True)
        writing.addWidget(self._new)
        writing.addWidget(self.editor)
        chosen = FlowLayout(gap=TIGHT)
        for made in self.filters.values():
            made.setCheckable(True)
            chosen.addWidget(made)
        self.body.addLayout(chosen)
        self.body.addWidget(self.customer)
        listed = self.card()
        listed.addWidget(self._none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        listed.addLayout(self._rows)
        listed.addWidget(self._more)
        self.add_buttons(self._done)
        look.changed.connect(self._show)
        self.retranslate()

    @property
    def rows(self) -> tuple[BookRow, ...]:
        """What is shown, in order."""
        items = filter(None, (self._rows.itemAt(at) for at in range(self._rows.count())))
        return tuple(row for item in items if isinstance(row := item.widget(), BookRow))

    def show_promises(self, views: tuple[PromiseView, ...]) -> None:
        """These are open."""
        self._views = views
        held = self.panel.view
        if held is not None:
            fresh = next((view for view in views if view.promise.key == held.promise.key), None)
            if fresh is None:
                self.close_panel()
            else:
                self.panel.view = fresh
        self._show()

    def choose(self, name: Filter) -> None:
        """Show those alone."""
        self._filter = name
        self._show()

    def open_panel(self, view: PromiseView, step: Step) -> None:
        """Say of this one how it ended, or its new date."""
        if not any(row.view.promise.key == view.promise.key for row in self.rows):
            self._filter = "all"
            self.customer.clear()
        self.panel.begin(view, step)
        self._show()
        self.panel.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, self._show_panel)

    def _show_panel(self) -> None:
        """With its row above it, where there is room for both."""
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is not None:
            layout.activate()
        key = self.panel.view.promise.key if self.panel.view is not None else None
        for widget in (*(row for row in self.rows if row.view.promise.key == key), self.panel):
            self.ensureWidgetVisible(widget, 0, MEDIUM)

    def close_panel(self) -> None:
        """It is said, or not."""
        key = self.panel.view.promise.key if self.panel.view is not None else None
        self.panel.view = None
        self._show()
        row = next((row for row in self.rows if row.view.promise.key == key), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focus_rows()

    def focus_rows(self) -> None:
        """The first row has the focus, or the page where there is none."""
        target = self.rows[0] if self.rows else self._done
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ── Showing ───────────────────────────────────────────────────────────────────────────────────────────

    def _chosen(self) -> list[PromiseView]:
        within = _WITHIN.get(self._filter)
        asked = self.customer.text().strip().casefold()
        found = [view for view in self._views if within is None or view.standing in within]
        if asked:
            found = [view for view in found if asked in f"{words.whom(view.promise)} {view.promise.what}".casefold()]
        return sorted(found, key=lambda view: (view.standing != "overdue", view.standing == "undated"))

    def _show(self) -> None:
        chosen = self._chosen()
        focused = self._focused()
        if focused is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # or Qt would look for another, and scroll there
        empty(self._rows)
        fill(self._rows, [BookRow(self._look, view) for view in chosen[:_MOST]], self.wanted, self.told)
        held = self.panel.view
        for at, row in enumerate(self.rows):
            if held is not None and row.view.promise.key == held.promise.key:
                self._rows.insertWidget(at + 1, self.panel)
            if row.view.promise.key == focused:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panel.setVisible(held is not None)
        overdue = sum(view.standing == "overdue" for view in self._views)
        today = sum(view.standing == "today" for view in self._views)
        self._count.setText(words.summed_up(overdue, today))
        set_look(self._count, "amber" if overdue else "soft")
        self._count.setVisible(bool(self._count.text()))
        self._none.setText(
            translate("promises", "No promise fits.")
            if self._views
            else translate(
                "promises", "No promise is open. What you approve in calls, and what you write here, is kept."
            )
        )
        self._none.setVisible(not chosen)
        more = len(chosen) - _MOST
        self._more.setText(figures(words.Counted().more(more)) if more > 0 else "")
        self._more.setVisible(more > 0)
        for name, made in self.filters.items():
            made.setChecked(name == self._filter)

    def _focused(self) -> UUID | None:
        """Whose row has the focus, or one of its buttons."""
        focus = self.focusWidget()
        if focus is None or not focus.hasFocus():
            return None
        found = (row.view.promise.key for row in self.rows if row is focus or row.isAncestorOf(focus))
        return next(found, None)

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        self.title.setText(translate("promises", "Promises"))
        self._new.setText(translate("promises", "A new promise"))
        names = {
            "all": translate("promises", "All"),
            "overdue": translate("promises", "Overdue"),
            "today": translate("promises", "Up to today"),
            "week": translate("promises", "Up to this week"),
        }
        for name, made in self.filters.items():
            made.setText(names[name])
        self.customer.setPlaceholderText(translate("promises", "Customer, or what was promised"))
        self.customer.setAccessibleName(self.customer.placeholderText())
        self._done.setText(translate("promises", "Close"))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)
