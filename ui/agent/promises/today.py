"""What is to be done today, on the idle page: overdue first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from callassist.calls.updates import PromiseView
from ui.agent.chords import with_chord
from ui.agent.promises import words
from ui.agent.promises.book_row import BookRow
from ui.agent.promises.rows import empty, fill
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label, set_look
from ui.words import figures, translate

_MOST = 3


class TodayCard(QFrame):
    """Nothing until the book has been read.

    Signals:
        wanted: a `PromiseView` and a step. told: a `PromiseView` whose customer knows. all_wanted: the whole book.
    """

    wanted = Signal(object, str)
    told = Signal(object)
    all_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._look = look
        self._views: tuple[PromiseView, ...] | None = None
        self._title, self._count = label("strong"), label("small", look="soft", wrap=True)
        self._none, self._more = label(look="soft", wrap=True), label("small", look="soft", wrap=True)
        self.all_button = button(self.all_wanted.emit, look="quiet")
        head = FlowLayout()
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.add_at_end(self.all_button)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(SMALL)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addLayout(self._rows)
        column.addWidget(self._more)
        look.changed.connect(self._show)
        self.hide()

    def show_promises(self, views: tuple[PromiseView, ...]) -> None:
        """These are open."""
        self._views = views
        self._show()

    @property
    def rows(self) -> tuple[BookRow, ...]:
        """What is shown."""
        return tuple(self.findChildren(BookRow))

    def _show(self) -> None:
        self.setVisible(self._views is not None)
        if self._views is None:
            return
        overdue = [view for view in self._views if view.standing == "overdue"]
        today = [view for view in self._views if view.standing == "today"]
        urgent = overdue + today
        empty(self._rows)
        fill(self._rows, [BookRow(self._look, view) for view in urgent[:_MOST]], self.wanted, self.told)
        self._title.setText(translate("promises", "Promises"))
        self._count.setText(words.summed_up(len(overdue), len(today)))
        set_look(self._count, "amber" if overdue else "soft")
        self._none.setText(
            translate("promises", "Nothing is due today.")
            if self._views
            else translate("promises", "No promise is open.")
        )
        self._none.setVisible(not urgent)
        more = len(urgent) - _MOST
        self._more.setText(figures(words.Counted().more(more)) if more > 0 else "")
        self._more.setVisible(more > 0)
        self.all_button.setText(translate("promises", "All"))
        self.all_button.setToolTip(with_chord(translate("promises", "All promises"), "promises"))
        self.all_button.setAccessibleName(translate("promises", "All promises"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
