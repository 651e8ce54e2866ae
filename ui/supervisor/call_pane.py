"""One past call: whose, when, the timeline on top, then what was said or what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from callassist.reports.call_log import LoggedCall
from callassist.reports.said_search import Wanted
from callassist.reports.whole_call import WholeCall
from ui.agent.lines import Line
from ui.agent.transcript import LINE
from ui.supervisor.call_facts import CallFacts
from ui.supervisor.call_words import became, happened, when, who
from ui.supervisor.counts import CallCounts
from ui.supervisor.found_words import FoundWords
from ui.supervisor.past_transcript import PastView
from ui.supervisor.timeline import Timeline
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label, set_look
from ui.words import either_way, listed, translate


class CallPane(QFrame):
    """Says that nothing is chosen until it is given a call.

    Signals:
        left: Escape was pressed, or the button back to the list.
    """

    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "side")
        self._call: WholeCall | None = None
        self._opening: LoggedCall | None = None
        self._fault = ""
        self._wanted: int | None = None
        self._any = True
        self.title, self.about, self.became = (
            label("title", wrap=True),
            label("small", wrap=True),
            label("small", wrap=True),
        )
        self.back_button = button(self.left.emit, look="quiet")
        self.said_button = button(lambda: self.turn(self.view), look="quiet")
        self.facts_button = button(lambda: self.turn(self.facts), look="quiet")
        self.timeline, self.view, self.facts = Timeline(look), PastView(look), CallFacts()
        self.found = FoundWords(self)
        self._sought: Wanted | None = None
        self.nothing = label(look="soft", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        for page in (self.view, self.facts, self.nothing):
            self.pages.addWidget(page)
        tabs = QWidget()
        flow = FlowLayout(tabs, gap=TIGHT)
        for each in (self.back_button, self.said_button, self.facts_button, *self.found.parts):
            flow.addWidget(each)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(MEDIUM, SMALL, MEDIUM, TIGHT)
        head.setSpacing(TIGHT)
        for part in (self.title, self.about, self.became, tabs):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.timeline)
        column.addWidget(self.pages, 1)
        self.timeline.jumped.connect(self._jump)
        self.found.step.connect(self.go_to_hit)
        self.view.hit_changed.connect(self._show_found)
        self._retranslate()

    @property
    def call(self) -> WholeCall | None:
        """What is shown whole."""
        return self._call

    def show_any(self, *, there: bool) -> None:
        """Whether there is a call to choose."""
        self._any = there
        self._show()

    def show_opening(self, call: LoggedCall | None, seq: int | None = None) -> None:
        """This call is on its way, to be shown at a line; or none is chosen."""
        self._call, self._opening, self._fault, self._wanted = None, call, "", seq
        self._show()

    def show_call(self, call: WholeCall) -> None:
        """All of it."""
        self._call, self._opening, self._fault = call, call.call, ""
        self.view.show_call(call)
        self.facts.show_call(call)
        self.timeline.show_call(call)
        self._show()
        if len(self.view.hits):
            self.go_to_hit(1)
        elif self._wanted is not None:
            self.show_line(self._wanted)
        self.view.selectionModel().currentChanged.connect(self._on_line)
        self._on_line()

    def show_line(self, seq: int) -> None:
        """The line of this utterance, as soon as the call is there."""
        self._wanted = seq
        model = self.view.past()
        if self._call is not None and model is not None:
            self.turn(self.view)
            self.view.jump(model.row_of(seq))

    def seek(self, sought: Wanted | None) -> None:
        """These words are looked for, in this call as in others: the first place is shown; None: no words are."""
        if sought == self._sought:
            return
        self._sought = sought
        if sought is not None:
            self.view.setCurrentIndex(QModelIndex())
        self.view.seek(sought)
        self.go_to_hit(1)

    def go_to_hit(self, step: int) -> None:
        """To the next place where they were said, or with -1 to the one before."""
        if self._call is not None and len(self.view.hits):
            self.turn(self.view)
            self.view.go_to_hit(step)

    def show_fault(self, what: str, remedy: str) -> None:
        """Why it can't be shown."""
        self._fault = f"{either_way(what)}\n{either_way(remedy)}"
        self._show()

    def show_back(self, shown: bool) -> None:
        """Whether there is a way back to be shown: where the list does not stand beside it."""
        self.back_button.setVisible(shown)

    def begin(self) -> None:
        """Keys go through what is shown."""
        page = self.facts if self.pages.currentWidget() is self.facts else self.view
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn(self, page: QWidget) -> None:
        """What was said, or what came of it."""
        self.pages.setCurrentWidget(page)
        self._show_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """With large type in a low window the rest makes room for what was said, the least needed first."""
        self.became.setVisible(self._opening is not None)
        self.timeline.setVisible(self._call is not None)
        for part in (self.became, self.timeline):
            taken = self._head.heightForWidth(self.width()) + self.timeline.sizeHint().height() * self._has_timeline
            if self._call is not None and taken > self.height() / 2:
                part.hide()

    @property
    def _has_timeline(self) -> bool:
        return not self.timeline.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _jump(self, t: float) -> None:
        model = self.view.past()
        if model is not None:
            self.turn(self.view)
            self.view.jump(model.row_at(t))
            self.timeline.show_at(t)

    def _on_line(self) -> None:
        line = self.view.currentIndex().data(LINE)
        if isinstance(line, Line):
            self.timeline.show_at(line.event.t)

    def _show_found(self) -> None:
        self.found.show_hits(self.view.hits if self._sought is not None and self._call is not None else None)

    def _show(self) -> None:
        call, whole = self._opening, self._call
        self._head.setVisible(call is not None)
        if call is not None:
            self.title.setText(who(call))
            agent = "" if not call.agent else translate("calls", "Agent: %1").replace("%1", either_way(call.agent))
            cut = translate("calls", "The program stopped during it") if call.end_reason == "cut" else ""
            self.about.setText(listed(when(call), agent, cut))
            damaged = "" if whole is None or not whole.damaged else CallCounts().unread(whole.damaged)
            self.became.setText(listed(happened(call), became(call), damaged))
            set_look(self.became, "amber" if damaged else "soft")
        if whole is None or self._fault:
            self.pages.setCurrentWidget(self.nothing)
        elif self.pages.currentWidget() is self.nothing:
            self.pages.setCurrentWidget(self.view)
        choose = _choose() if self._any else ""
        self.nothing.show_in_line(self._fault or (translate("calls", "Opening…") if call is not None else choose))
        set_look(self.nothing, "amber" if self._fault else "soft")
        self._show_tabs()
        self._show_found()
        self._fit()

    def _show_tabs(self) -> None:
        for tab, page in ((self.said_button, self.view), (self.facts_button, self.facts)):
            tab.setVisible(self._call is not None)
            tab.setProperty("type", "strong" if self.pages.currentWidget() is page else "")
            tab.style().unpolish(tab)
            tab.style().polish(tab)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.back_button.setText(translate("calls", "Back to the list"))
        self.said_button.setText(translate("calls", "What was said"))
        self.facts_button.setText(translate("calls", "What came of it"))
        self.found.retranslate()
        self._show()


def _choose() -> str:
    return translate("calls", "Choose a call: arrow keys, then Enter")
