"""What calls are looked for by: fields and lists in a row that breaks, and below it the same in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QMenu, QVBoxLayout, QWidget

from callassist.reports.call_filters import FLAGS, NOT_WRAPPED_UP, PERIODS, Filters, Flag
from callassist.reports.wrapped import Kind
from callassist.text.normalise import search_form
from ui.supervisor import filter_words
from ui.supervisor.counts import CallCounts
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Choice, Opener, button, label, set_look
from ui.widgets.writing import LineField
from ui.words import either_way, figures, translate

_TYPED_MS = 300
"""Whoever pauses for so long has typed a word; the list is asked for then, or at once on Enter."""
_LETTERS = 11
"""A list has room for so many."""
_FROM_TO = "from_to"


class FilterBar(QFrame):
    """Says what is chosen.

    Signals:
        changed: the `Filters` are others now. down: the arrow key wants to go into the list.
    """

    changed = Signal(object)
    down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.filters = Filters()
        self._all: int | None = None
        self._busy = False
        self.said, self.customer = LineField(), LineField()
        self.since, self.until = LineField(), LineField()
        self.period, self.category, self.outcome = Choice(), Choice(), Choice()
        self.flags_button = Opener()
        self._menu = QMenu(self)
        self._flags: dict[Flag, QAction] = {}
        for flag in FLAGS:
            self._flags[flag] = self._checkable()
        self._menu.addSeparator()
        self._promises = self._checkable()
        self.flags_button.setMenu(self._menu)
        self.clear_button = button(self.clear, look="quiet")
        self.sentence, self.count = label(wrap=True), label("small", look="soft")
        fields = QWidget()
        flow = FlowLayout(fields, gap=SMALL)
        when = (self.period, self.since, self.until)
        for asked in (self.said, self.customer, *when, self.flags_button, self.outcome, self.category):
            flow.addWidget(asked)
        flow.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(TIGHT)
        for part in (fields, self.sentence, self.count):
            column.addWidget(part)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self._read)
        for field in (self.said, self.customer, self.since, self.until):
            field.setClearButtonEnabled(True)
            field.textChanged.connect(lambda _text: self._typed.start())
            field.returnPressed.connect(self._read)
            field.installEventFilter(self)
        for choice in (self.period, self.category, self.outcome):
            choice.setMinimumContentsLength(_LETTERS)
            choice.activated.connect(lambda _index: self._read())
        self._offered: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._retranslate()

    # ── What is chosen ────────────────────────────────────────────────────────────────────────────────────

    def choose(self, filters: Filters) -> None:
        """These, as if they had been chosen here."""
        self.filters = filters
        self._show()
        self.changed.emit(filters)

    def clear(self) -> None:
        """All calls again."""
        self.choose(Filters())

    def show_found(self, found: int | None) -> None:
        """So many calls fit, where that is known; they have been found."""
        self._all, self._busy = found, False
        self._say()

    def show_busy(self) -> None:
        """They are being looked for."""
        self._busy = True
        self._say()

    def offer(self, categories: Sequence[str], outcomes: Sequence[str]) -> None:
        """What wrap-ups have, to choose from."""
        if (categories, outcomes) != self._offered:
            self._offered = (categories, outcomes)
            self._fill()
            self._show()

    def _read(self) -> None:
        self._typed.stop()
        chosen = self.period.currentData()
        named = next((each for each in PERIODS if each == chosen), None)
        days = [_day(field.text()) if chosen == _FROM_TO else None for field in (self.since, self.until)]
        read = Filters(
            period=named,
            since=days[0],
            until=days[1],
            customer=self.customer.text(),
            category=self.category.currentData(),
            outcome=self.outcome.currentData(),
            flags=frozenset(flag for flag, action in self._flags.items() if action.isChecked()),
            open_promises=self._promises.isChecked(),
            said=self.said.text(),
        )
        self._show_days()
        if read != self.filters:
            self.filters = read
            self.changed.emit(read)
        self._say()

    # ── How it is shown ───────────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        """What is chosen, in the fields."""
        chosen = self.filters
        has_days = chosen.since is not None or chosen.until is not None
        blocked = [QSignalBlocker(each) for each in (self.said, self.customer, self.since, self.until)]
        for field, text in (
            (self.said, chosen.said),
            (self.customer, chosen.customer),
            (self.since, chosen.since.isoformat() if chosen.since else ""),
            (self.until, chosen.until.isoformat() if chosen.until else ""),
        ):
            if field.text() != text:
                field.setText(text)
        del blocked
        _select(self.period, _FROM_TO if has_days else chosen.period)
        _select(self.category, chosen.category)
        _select(self.outcome, chosen.outcome)
        for flag, action in self._flags.items():
            action.setChecked(flag in chosen.flags)
        self._promises.setChecked(chosen.open_promises)
        self._show_days()
        self._say()

    def _show_days(self) -> None:
        for field in (self.since, self.until):
            field.setVisible(self.period.currentData() == _FROM_TO)

    def _say(self) -> None:
        self.sentence.setText(filter_words.sentence(self.filters))
        some = len(self.filters.flags) + self.filters.open_promises
        self.flags_button.setText(translate("filters", "What happened") + (f" ({figures(str(some))})" if some else ""))
        self.clear_button.setVisible(not self.filters.is_empty)
        wrong = [field.text() for field in (self.since, self.until) if field.text().strip() and not _day(field.text())]
        set_look(self.count, "amber" if wrong else "soft")
        if wrong:
            words = translate("filters", "%1 is no day: write it as 2026-03-01")
            self.count.setText(words.replace("%1", either_way(wrong[0])))
        elif self._busy:
            self.count.setText(translate("filters", "Looking…"))
        else:
            self.count.setText("" if self._all is None else CallCounts().calls(self._all))
        self.count.setVisible(bool(self.count.text()))

    def _fill(self) -> None:
        """The lists, in the window's language."""
        chosen = [each.currentData() for each in (self.period, self.category, self.outcome)]
        for each in (self.period, self.category, self.outcome):
            each.clear()
        for named in (None, *PERIODS):
            self.period.addItem(filter_words.period(named), named)
        self.period.addItem(translate("filters", "From … to …"), _FROM_TO)
        lists: tuple[tuple[Choice, Kind, str, Sequence[str]], ...] = (
            (self.category, "category", translate("filters", "Any category"), self._offered[0]),
            (self.outcome, "outcome", translate("filters", "Any outcome"), self._offered[1]),
        )
        for choice, kind, any_of_them, offered in lists:
            choice.addItem(any_of_them, None)
            for wanted in (NOT_WRAPPED_UP, *offered):
                choice.addItem(filter_words.became(kind, wanted), wanted)
        for choice, before in zip((self.period, self.category, self.outcome), chosen, strict=True):
            _select(choice, before)

    def _checkable(self) -> QAction:
        made = QAction(self._menu)
        made.setCheckable(True)
        made.triggered.connect(lambda _checked: self._read())
        self._menu.addAction(made)
        return made

    # ── Keys and languages ────────────────────────────────────────────────────────────────────────────────

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrow down leads from a field into the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self._read()
            self.down.emit()
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._fill()
        named: tuple[tuple[QLineEdit, Callable[[], str]], ...] = (
            (self.said, lambda: translate("filters", "Words said")),
            (self.customer, lambda: translate("filters", "Name or number")),
            (self.since, lambda: translate("filters", "From, 2026-03-01")),
            (self.until, lambda: translate("filters", "To, 2026-03-31")),
        )
        for field, words in named:
            field.setPlaceholderText(words())
            field.setAccessibleName(words())
        self.said.setToolTip(translate("filters", "In quotation marks: exactly so. Ctrl+F comes here."))
        self.period.setAccessibleName(translate("filters", "When"))
        self.category.setAccessibleName(translate("filters", "Category"))
        self.outcome.setAccessibleName(translate("filters", "Outcome"))
        for flag, action in self._flags.items():
            action.setText(filter_words.flag(flag))
        self._promises.setText(translate("filters", "A promise is still open"))
        self.clear_button.setText(translate("filters", "Clear filters"))
        self._show()


def _select(choice: QComboBox, value: object) -> None:
    choice.setCurrentIndex(max(0, choice.findData(value)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(search_form(text))  # in the digits of any script
    except ValueError:
        return None
