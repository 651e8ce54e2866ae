"""The wrap-up of one call: what it came to, in under twenty seconds and by keys alone."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.agent.chords import with_chord
from ui.agent.knowing.days import due, now
from ui.agent.wrapping_up import wording
from ui.agent.wrapping_up.promised import Promised
from ui.agent.wrapping_up.scales import Scales
from ui.theme.tokens import LARGE, MEDIUM, SMALL, TIGHT
from ui.widgets.choices import Choices
from ui.widgets.flash import Flash, copy
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words, button, label
from ui.widgets.writing import LineField, TextField
from ui.words import listed, translate, window_language

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.calls.updates import WrapUpShown
    from callassist.calls.wrapping_up.draft import Draft

_LAST_DAY = 365


class WrapUpPage(QWidget):
    """Shows one call's, and says what is written there.

    Signals:
        settled: as in `Promised`. changed: something was chosen. typed: something was
            written. finished, later, copied, looked: as the buttons say.
    """

    settled = Signal(object, object)
    changed = Signal()
    typed = Signal()
    finished = Signal()
    later = Signal()
    copied = Signal()
    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: WrapUpShown | None = None
        self._own_summary = self._own_transfer = False
        self._due: dict[str, str] = {}
        self._case_number = ""
        self._left_out = False
        self.title, self._whose = label("title"), label("small", look="soft", wrap=True)
        self._hint = label("small", look="soft", wrap=True)
        self._warning = label("small", look="amber", wrap=True)
        self.summary, self.transfer, self.feedback = TextField(2, 6), TextField(1, 4), TextField(1, 4)
        self.category, self.outcome = Choices(), Choices()
        self.promised, self.follow_up = Promised(), Choices(several=True)
        self.scales = Scales()
        self.case_number = LineField()
        self._titles: list[tuple[Words, QWidget]] = []
        self.copy_button = button(self.copied.emit, look="quiet")
        self.look_button = button(self.looked.emit, look="quiet")
        column = self._scrolled()
        top = FlowLayout()
        top.addWidget(self.title)
        top.add_at_end(self.look_button)
        top.addWidget(self.copy_button)
        column.addLayout(top)
        for part in (self._whose, self._warning):
            column.addWidget(part)
        column.addSpacing(SMALL)
        self._summary_title = self._section(column, self.summary, self._hint)
        self._category_title = self._section(column, self.category)
        self._outcome_title = self._section(column, self.outcome)
        self._transfer_title = self._section(column, self.transfer)
        self._promised_title = self._section(column, self.promised)
        self._follow_up_title = self._section(column, self.follow_up)
        column.addWidget(self.scales)
        self._case_title = self._section(column, self.case_number)
        self._feedback_title = self._section(column, self.feedback)
        column.addStretch(1)
        self._add_foot()
        self._flash = Flash(self)
        self._connect()
        self.retranslate()

    def _scrolled(self) -> QVBoxLayout:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._scroll.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(TIGHT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        return column

    def _section(self, column: QVBoxLayout, *parts: QWidget) -> Words:
        title = label("small", look="soft", wrap=True)
        column.addWidget(title)
        for part in parts:
            column.addWidget(part)
        column.addSpacing(SMALL)
        return title

    def _add_foot(self) -> None:
        foot = QFrame()
        foot.setProperty("look", "foot")
        row = FlowLayout(foot)
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        self.finish_button = button(self.finished.emit, look="act")
        self.later_button = button(self.later.emit)
        for made in (self.finish_button, self.later_button):
            row.addWidget(made)
        whole = self.layout()
        assert whole is not None
        whole.addWidget(foot)

    def _connect(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.finished.emit, context=within)
        QShortcut(QKeySequence("Escape"), self, self._on_escape, context=within)
        self.summary.edited.connect(self._on_summary)
        self.transfer.edited.connect(self._on_transfer)
        self.feedback.edited.connect(self.typed)
        self.case_number.settled.connect(self._on_case_number)
        self.promised.settled.connect(self.settled)
        self.promised.grown.connect(lambda: self._reveal(self.promised.editor))
        self.follow_up.stepped.connect(self._on_stepped)
        self.follow_up.changed.connect(self._on_follow_up)
        self.outcome.changed.connect(self._show_transfer)
        for choices in (self.category, self.outcome, self.follow_up):
            choices.changed.connect(self.changed)
        self.scales.changed.connect(self.changed)
        self.category.decided.connect(partial(self.go_to, self.outcome))
        self.outcome.decided.connect(self._go_on)

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def shown(self) -> WrapUpShown | None:
        """Whose wrap-up it is."""
        return self._shown

    def show_wrap_up(self, shown: WrapUpShown) -> None:
        """Another call's, with what is kept of it."""
        draft = shown.draft
        self.promised.leave_editor()
        self._shown, self._left_out = shown, False
        self._own_summary, self._own_transfer = draft.summary is not None, draft.transfer is not None
        self._due = {each.kind: each.on for each in draft.follow_ups}
        self._case_number = draft.case_number
        self.case_number.setText(draft.case_number)
        self.feedback.say(draft.feedback)
        self.summary.say(draft.summary or "")
        self.transfer.say(draft.transfer or "")
        self._show()
        self.category.choose(*filter(None, [draft.category]))
        self.outcome.choose(*filter(None, [draft.outcome]))
        self.follow_up.choose(*self._due)
        self.scales.choose({"csat": draft.csat, "nps": draft.nps, "ces": draft.ces})
        self._show_transfer()
        self._order_tabs()
        self._scroll.verticalScrollBar().setValue(0)

    def _order_tabs(self) -> None:
        """What is offered is made anew for a call, and would come last otherwise."""
        stops: list[QWidget] = [
            self.look_button,
            self.copy_button,
            self.summary,
            *self.category.buttons,
            *self.outcome.buttons,
        ]
        stops += [self.transfer, *self.promised.choices.buttons, self.promised.editor.field, *self.follow_up.buttons]
        stops += [stop for row in self.scales.rows.values() for stop in row.buttons]
        stops += [self.case_number, self.feedback, self.finish_button, self.later_button]
        policies = [stop.focusPolicy() for stop in stops]
        # Qt gives no place to what does not take the focus now.
        for stop in stops:
            stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        for stop, policy in zip(stops, policies, strict=True):
            stop.setFocusPolicy(policy)

    def show_more(self, shown: WrapUpShown) -> None:
        """More is known of the same call; what the agent has written stays."""
        before, self._shown = self._shown, shown
        if before is not None:
            # The order in which things stand does not change under the agent's fingers.
            from dataclasses import replace

            self._shown = replace(shown, categories=before.categories)
        self._show()
        self._show_transfer()

    def show_left_out(self, *, left_out: bool) -> None:
        """Something that must not be kept was written, and is not kept."""
        self._left_out = left_out
        self._show_warning()

    def show_copied(self, text: str) -> None:
        """Put the text on the clipboard, and say so."""
        line = self.copy_button.rect()
        copy(text, self._flash, QRect(self.copy_button.mapTo(self, line.topLeft()), line.size()))

    def draft(self) -> Draft:
        """What is written by now."""
        from callassist.calls.wrapping_up.draft import Draft, FollowUp

        category, outcome = self.category.chosen, self.outcome.chosen
        return Draft(
            summary=self.summary.toPlainText() if self._own_summary else None,
            category=category[0] if category else None,
            outcome=outcome[0] if outcome else None,
            follow_ups=tuple(FollowUp(kind, self._due[kind]) for kind in self.follow_up.chosen),
            csat=self.scales.answer("csat"),
            nps=self.scales.answer("nps"),
            ces=self.scales.answer("ces"),
            feedback=self.feedback.toPlainText(),
            transfer=self.transfer.toPlainText() if self._own_transfer else None,
            case_number=self._case_number,
        )

    def begin(self, *, promises: bool = False) -> None:
        """The agent's keys go here: first to what the call was about, or to what was promised in it."""
        self.go_to(self.promised.choices if promises and self.promised.choices.current is not None else self.category)

    def rest(self) -> None:
        """Where Qt gave the focus to one of its buttons because the page came up, no key presses it."""
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        """What was promised comes before what follows."""
        self.go_to(self.promised.choices if self.promised.choices.current is not None else self.follow_up)

    def go_to(self, choices: Choices) -> None:
        """The keys go to these."""
        choices.begin()
        self._reveal(choices)

    def _reveal(self, part: QWidget) -> None:
        """Scroll to it, once it has its place: the page may just have been shown, or have grown."""
        QTimer.singleShot(0, self, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        self._scroll.ensureWidgetVisible(part, 0, LARGE)  # all of it, if there is room
        if isinstance(part, Choices) and part.current is not None:
            self._scroll.ensureWidgetVisible(part.current, 0, LARGE)

    def settle(self) -> None:
        """It is left: what is typed into a line counts."""
        self._case_number = self.case_number.text().strip()

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def _on_summary(self) -> None:
        self._own_summary = True
        self.typed.emit()

    def _on_transfer(self) -> None:
        self._own_transfer = True
        self.typed.emit()

    def _on_case_number(self) -> None:
        # Only once it is whole: the beginning of a card number looks like any other.
        if self.case_number.text().strip() != self._case_number:
            self.settle()
            self.changed.emit()

    def _on_escape(self) -> None:
        if self.promised.is_editing:
            self.promised.leave_editor()
        else:
            self.later.emit()

    def _on_follow_up(self) -> None:
        chosen = self.follow_up.chosen
        self._due = {kind: self._due.get(kind, "") or self._usual_day(kind) for kind in chosen}
        self._show_follow_ups()

    def _on_stepped(self, kind: str, days: int) -> None:
        if kind not in self._due:
            return
        today = now().date()
        on = date.fromisoformat(self._due[kind]) + timedelta(days=days)
        self._due[kind] = max(today, min(on, today + timedelta(days=_LAST_DAY))).isoformat()
        self._show_follow_ups()
        self.changed.emit()

    def _usual_day(self, kind: str) -> str:
        assert self._shown is not None
        days = next(each.days for each in self._shown.follow_ups if each.id == kind)
        return (now().date() + timedelta(days=days)).isoformat()

    # ── Words ─────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        language = window_language()
        self._whose.setText(wording.whose(shown))
        self.category.offer([(each.id, each.words.words(language)) for each in shown.categories])
        self.outcome.offer([(each.id, each.words.words(language)) for each in shown.outcomes])
        self._show_promised()
        self._show_follow_ups()
        self.scales.offer(shown.scales)
        if not self._own_summary:
            self.summary.say(shown.of.summary)
        if not self._own_transfer:
            self.transfer.say(shown.of.transfer)
        hint = wording.hint(shown.of)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._show_warning()

    def _show_promised(self) -> None:
        shown = self._shown
        promises = shown.of.promises if shown is not None else ()
        self.promised.show_promises(promises)
        self._promised_title.setVisible(bool(promises))

    def _show_follow_ups(self) -> None:
        shown = self._shown
        if shown is None:
            return
        language, here = window_language(), now()
        self.follow_up.offer(
            [
                (
                    each.id,
                    listed(each.words.words(language), due(self._due[each.id], here) if each.id in self._due else ""),
                )
                for each in shown.follow_ups
            ]
        )
        self.follow_up.setVisible(bool(shown.follow_ups))
        self._follow_up_title.setVisible(bool(shown.follow_ups))

    def _show_transfer(self) -> None:
        shown = self._shown
        if shown is None:
            return
        chosen = self.outcome.chosen
        passed = any(each.passes_on for each in shown.outcomes if each.id in chosen)
        self.transfer.setVisible(passed)
        self._transfer_title.setVisible(passed)
        self._transfer_title.setText(wording.transfer(shown.of.department))
        self.transfer.setAccessibleName(self._transfer_title.text())

    def _show_warning(self) -> None:
        self._warning.setText(translate("wrap-up", "Numbers of cards, IBANs and IDs are not kept."))
        self._warning.setVisible(self._left_out)

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        self.title.setText(translate("wrap-up", "Wrap-up"))
        for title, field, words in (
            (self._summary_title, self.summary, translate("wrap-up", "Summary")),
            (self._category_title, self.category, translate("wrap-up", "What it was about")),
            (self._outcome_title, self.outcome, translate("wrap-up", "How it ended")),
            (self._promised_title, self.promised.choices, translate("wrap-up", "Promised: what is chosen counts")),
            (self._follow_up_title, self.follow_up, translate("wrap-up", "What follows (+ and − change the day)")),
            (self._case_title, self.case_number, translate("wrap-up", "Case number")),
            (self._feedback_title, self.feedback, translate("wrap-up", "Product feedback, for another department")),
        ):
            title.setText(words)
            field.setAccessibleName(words)
        self.finish_button.setText(wording.with_keys(translate("wrap-up", "Wrapped up"), "Ctrl+Enter"))
        self.later_button.setText(wording.with_keys(translate("wrap-up", "Later"), "Esc"))
        self.later_button.setToolTip(translate("wrap-up", "It is kept, and waits"))
        self.copy_button.setText(translate("wrap-up", "Copy"))
        self.copy_button.setToolTip(with_chord(translate("wrap-up", "Copy it as text"), "copy_wrap_up"))
        self.look_button.setText(translate("wrap-up", "What was said"))
        self.look_button.setToolTip(with_chord(translate("wrap-up", "Look at what was said, and back"), "wrap_up"))
        self.scales.retranslate()
        self._show()
        self._show_transfer()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
