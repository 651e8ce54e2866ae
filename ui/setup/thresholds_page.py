"""Thresholds that agents' rejections propose: what each is based on, who decides, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from callassist.calls.updates import NotDone, ThresholdsShown
from ui.setup.page import Page
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Words, button, label
from ui.widgets.writing import LineField
from ui.words import either_way, figures, left_to_right, quoted, translate

if TYPE_CHECKING:  # the window is painted before they are imported
    from datetime import datetime

    from callassist.conduct.anger_policy import Threshold
    from callassist.conduct.proposals import Proposal
    from callassist.conduct.thresholds import Decision
    from callassist.conduct.told_alarms import ToldAlarm

_MOST_LINES: Final = 8
_MOST_DECISIONS: Final = 10


class ThresholdsPage(Page):
    """Nothing changes before somebody with a name approves it, and all of it can be taken back.

    Signals:
        decided: a `Proposal`, whether it is approved, and who says so. undone: a decision's key, and who says so.
        done: back.
    """

    decided = Signal(object, bool, str)
    undone = Signal(object, str)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ThresholdsShown | None = None
        self._why_not: NotDone | None = None
        self._intro, self._state = label("small", look="soft", wrap=True), label(look="soft", wrap=True)
        self._not_done = label(look="amber", wrap=True)
        self._who = label("strong", wrap=True)
        self.name = LineField()
        self.name.textChanged.connect(self._on_typed)
        self.body.addWidget(self._intro)
        card = self.card()
        card.addWidget(self._who)
        card.addWidget(self.name)
        self.body.addWidget(self._not_done)
        self.body.addWidget(self._state)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(MEDIUM)
        self.body.addWidget(self._list)
        # They ask for a name.
        self.deciding: list[QPushButton] = []
        self.done_button = button(self.done.emit, look="act")
        self.add_buttons(self.done_button)
        self.retranslate()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def begin(self) -> None:
        """The page is opened: what is proposed is looked up anew."""
        self._shown = self._why_not = None
        self.retranslate()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_thresholds(self, shown: ThresholdsShown) -> None:
        """What is proposed, and what was decided."""
        self._shown = shown
        self.retranslate()

    def show_not_done(self, told: NotDone) -> None:
        """What was asked for can't be done."""
        self._why_not = told
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        self.title.setText(translate("thresholds", "What rejected alarms propose"))
        self._intro.setText(
            translate(
                "thresholds",
                "Where agents reject many alarms of one kind, a higher threshold is proposed. Nothing changes before"
                " somebody approves it here.",
            )
        )
        self._who.setText(translate("thresholds", "Who decides"))
        self.name.setPlaceholderText(translate("thresholds", "Your name; it is written down with the decision"))
        self.name.setAccessibleName(translate("thresholds", "Who decides"))
        self.done_button.setText(translate("setup", "Done"))
        shown, told = self._shown, self._why_not
        self._not_done.setText(either_way(f"{told.what} {told.remedy}") if told is not None else "")
        self._not_done.setVisible(told is not None)
        if shown is None:
            self._state.setText(translate("thresholds", "Looking…"))
        elif not shown.proposals:
            self._state.setText(translate("thresholds", "Nothing is proposed just now."))
        self._state.setVisible(shown is None or not shown.proposals)
        self._fill(shown)
        self._on_typed()

    def _fill(self, shown: ThresholdsShown | None) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self.deciding = []
        for proposal in shown.proposals if shown is not None else ():
            self._rows.addWidget(self._proposed(proposal))
        if shown is not None and shown.decisions:
            self._rows.addWidget(self._decided(shown.decisions))
        row = (self.name, *self.deciding, self.done_button)
        for before, after in pairwise(row):
            self.setTabOrder(before, after)

    def _proposed(self, proposal: Proposal) -> QFrame:
        frame, column = _card()
        column.addWidget(_said(_name(proposal.threshold), "strong"))
        column.addWidget(_said(_change(proposal.before, proposal.after)))
        for text in _ground(proposal):
            column.addWidget(_said(text, "small"))
        if proposal.avoids or proposal.loses:
            column.addWidget(_said(translate("thresholds", "What would not be told any more"), "small", "soft"))
        for alarm in _first(proposal.loses, proposal.avoids):
            column.addWidget(_said(_alarm(alarm), "small"))
        approve, decline = (
            button(partial(self._decide, proposal, True), look="act"),
            button(partial(self._decide, proposal, False)),
        )
        approve.setText(translate("thresholds", "Approve"))
        decline.setText(translate("thresholds", "Decline"))
        column.addWidget(self._buttons_of(approve, decline))
        return frame

    def _decided(self, decisions: tuple[Decision, ...]) -> QFrame:
        frame, column = _card()
        column.addWidget(_said(translate("thresholds", "Decided"), "strong"))
        latest = {each.threshold: each.key for each in decisions if each.stands}
        for each in decisions[: -_MOST_DECISIONS - 1 : -1]:
            column.addWidget(_said(_name(each.threshold), "small", "soft"))
            column.addWidget(_said(_decision(each)))
            if latest.get(each.threshold) == each.key:
                undo = button(partial(self._undo, each), look="quiet")
                undo.setText(translate("thresholds", "Take back"))
                undo.setAccessibleName(f"{undo.text()}: {_name(each.threshold)}")
                column.addWidget(self._buttons_of(undo))
        return frame

    def _buttons_of(self, *made: QPushButton) -> QWidget:
        self.deciding += made
        row = QWidget()
        buttons = FlowLayout(row)
        for each in made:
            buttons.addWidget(each)
        return row

    # ── What somebody does ────────────────────────────────────────────────────────────────────────────────

    def _on_typed(self) -> None:
        text = self.name.text()
        for made in self.deciding:
            made.setEnabled(bool(text.strip()))

    def _decide(self, proposal: Proposal, approve: bool) -> None:
        self._why_not = None
        self.decided.emit(proposal, approve, self.name.text().strip())

    def _undo(self, decision: Decision) -> None:
        self._why_not = None
        self.undone.emit(decision.key, self.name.text().strip())


class Counted(QObject):
    """Words that change with a number of days."""

    def days(self, n: int) -> str:
        """How far back was looked."""
        return self.tr("in the last %n days", "", n)


def _card() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("look", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
    column.setSpacing(SMALL - TIGHT)
    return frame, column


def _said(text: str, kind: str = "", look: str = "") -> Words:
    made = label(kind, look=look, wrap=True)
    made.setText(text)
    return made


def _first(lost: Iterable[ToldAlarm], avoided: Iterable[ToldAlarm]) -> tuple[ToldAlarm, ...]:
    """Those that were right go first: they are what is to be weighed."""
    return (*lost, *avoided)[:_MOST_LINES]


def _name(threshold: Threshold) -> str:
    names: dict[Threshold, Callable[[], str]] = {
        "abuse.ruled": lambda: translate("thresholds", "Abuse that a rule recognised"),
        "abuse.unruled": lambda: translate("thresholds", "Abuse that only the model recognised"),
        "threat.ruled": lambda: translate("thresholds", "Threats that a rule recognised"),
        "threat.unruled": lambda: translate("thresholds", "Threats that only the model recognised"),
    }
    return names[threshold]()


def _percent(share: float) -> str:
    return left_to_right(f"{round(share * 100)}%")


def _filled(text: str, *values: object) -> str:
    for place, value in enumerate(values, start=1):
        text = text.replace(f"%{place}", figures(str(value)))
    return text


def _change(before: float, after: float) -> str:
    return _filled(translate("thresholds", "Raise the threshold from %1 to %2"), _percent(before), _percent(after))


def _ground(proposal: Proposal) -> tuple[str, ...]:
    rejected, confirmed = len(proposal.rejected), len(proposal.confirmed)
    last = translate("thresholds", "Rejected %1: %2 of %3 alarms")
    spared = translate("thresholds", "Agents would have been spared: %1 of %2 rejected")
    lost = translate("thresholds", "It would have been missed: %1 of %2 confirmed")
    return (
        _filled(last, Counted().days(proposal.days), rejected, proposal.told),
        _filled(spared, len(proposal.avoids), rejected),
        _filled(lost, len(proposal.loses), confirmed),
    )


def _alarm(alarm: ToldAlarm) -> str:
    rejected, confirmed = translate("thresholds", "rejected"), translate("thresholds", "confirmed")
    what = rejected if alarm.verdict == "rejected" else confirmed
    return f"{_day(alarm.at)} · {what} · {quoted(alarm.words)}"


def _decision(decision: Decision) -> str:
    if decision.decision == "approved":
        text = translate("thresholds", "%1: %2 raised it from %3 to %4")
    else:
        text = translate("thresholds", "%1: %2 declined to raise it from %3 to %4")
    who = either_way(decision.by)
    told = _filled(text, _day(decision.at), who, _percent(decision.before), _percent(decision.after))
    if decision.undone_at is not None:
        back = translate("thresholds", "taken back on %1 by %2")
        back = _filled(back, _day(decision.undone_at), either_way(decision.undone_by or ""))
        told = f"{told} ({back})"
    return told


def _day(at: datetime) -> str:
    return left_to_right(f"{at.astimezone():%Y-%m-%d}")
