"""The agent's window: puts the engine's updates where they are read, and the agent's wishes where they are done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from callassist.calls.updates import CallView, ListeningChanged
from ui.agent.below import Below
from ui.agent.call_bar import CallBar
from ui.agent.call_page import CallPage
from ui.agent.chords import CHORDS, Action, ChordFilter
from ui.agent.conduct.after import AfterCall
from ui.agent.conduct.flow import ConductFlow
from ui.agent.conduct.giving import Giving
from ui.agent.conduct.tone_line import ToneLine
from ui.agent.desk import Desk
from ui.agent.knowing.board_strip import BoardStrip
from ui.agent.knowing.flow import KnowingFlow
from ui.agent.menu import WindowMenu
from ui.agent.notices import KeysTaken, NoticeBar, Reminded, SettingsUnsaved
from ui.agent.pages import IdlePage
from ui.agent.place import ComesToRest, first_place
from ui.agent.promises.flow import PromiseFlow
from ui.agent.strips import OtherCalls, UndoStrip
from ui.agent.wrapping_up.flow import WrapUpFlow
from ui.bridge import Bridge, Engine
from ui.settings import Settings
from ui.setup.flow import SetupFlow
from ui.supervisor.opening import PastCalls
from ui.theme.look import Look
from ui.theme.tokens import LEAST_WIDTH, PANEL_HEIGHT, PANEL_WIDTH
from ui.widgets.marks import app_icon


class AgentWindow(QWidget):
    """A slim panel beside the softphone. It never takes the focus by itself.

    Signals:
        settings_changed: `Settings` that the agent has chosen, or a new place of the window. quit_wanted: end it all.
        painted: it can be seen, for the first time.
    """

    settings_changed = Signal(object)
    quit_wanted = Signal()
    painted = Signal()

    def __init__(self, engine: Engine, bridge: Bridge, look: Look, settings: Settings) -> None:
        super().__init__()
        self._engine, self._look, self._settings = engine, look, settings
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, settings.on_top)
        self.bar, self.notices, self.tone = CallBar(look), NoticeBar(look), ToneLine(look)
        self.others, self.undo, self.board = OtherCalls(look), UndoStrip(), BoardStrip(look)
        self.desk = Desk(engine, bridge, self.undo, self)
        self._below = Below(self.board)
        self.stack = self._below.pages
        self.call = CallPage(look)
        panes = (self.call.customer, self.call.knowledge, self.board)
        self.knowing = KnowingFlow(engine, bridge, self.undo, panes, self)
        self.conduct = ConductFlow(engine, bridge, self.undo, (self.tone, self.call.now), self)
        self.giving = Giving(engine, bridge, self.undo, self.call.goodwill, self)
        self.after = AfterCall(self.conduct.known, self.desk, self)
        self.wrap_up = WrapUpFlow(engine, bridge, self.undo, self)
        self.promises = PromiseFlow(engine, bridge, self.undo, self.call.promises, look, self)
        self.idle = IdlePage(self.after.offer, self.after.breather, self.wrap_up.waiting, self.promises.today)
        for page in (self.idle, self.call, self.after.page, self.wrap_up.page, self.promises.page):
            self.stack.addWidget(page)
        self.setup = SetupFlow(engine, bridge, look, settings, self.stack)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.tone, self.others, self.undo, self.notices):
            column.addWidget(part)
        column.addWidget(self._below, 1)
        self.past_calls = PastCalls(look, self)
        self.menu = WindowMenu(self)
        self.menu.show_settings(settings)
        self.bar.menu_button.setMenu(self.menu)
        self._connect(bridge)
        self._chords = ChordFilter(self)
        self._chords.pressed.connect(self.act)
        self._chords.released.connect(self._on_released)
        ComesToRest(self).rests.connect(self._remember_place)
        self._tall = PANEL_HEIGHT
        self._was_painted = False
        self.setMinimumWidth(LEAST_WIDTH)
        # So that no button has the focus before the agent gives it one.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus()
        self._take_place()
        self._on_look_changed()
        self._show_compact(settings.compact)
        self._retranslate()

    # ── Coming and going ──────────────────────────────────────────────────────────────────────────────────

    def appear(self) -> None:
        """Be seen, above others where that is chosen, and leave the focus where it is."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()

    def come_forward(self) -> None:
        """The agent asked for the window, so it may have the focus."""
        self.appear()
        self.activateWindow()

    def first_start(self) -> None:
        """Begin with the two tasks that need the agent."""
        self.setup.first_start()

    def take_settings(self, settings: Settings) -> None:
        """The agent's choices as they are now; language and look are the application's business."""
        before, self._settings = self._settings, settings
        self.setup.settings.show_settings(settings)
        self.menu.show_settings(settings)
        if settings.on_top != before.on_top:
            shown = self.isVisible()
            self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, settings.on_top)
            if shown:
                self.show()
        if settings.scale != before.scale:
            # Larger text needs a wider panel, or the bar alone would fill it.
            room = self.screen().availableGeometry().width()
            self.resize(min(room, round(PANEL_WIDTH * settings.scale / 100)), self.height())
        if settings.compact != before.compact:
            self._show_compact(settings.compact)

    def report_keys_taken(self, actions: list[Action]) -> None:
        """Other programs have these chords."""
        self.notices.take("keys", KeysTaken(tuple(CHORDS[action].label for action in actions)))

    def report_unsaved(self, why: str) -> None:
        """The settings could not be written down."""
        self.notices.take("settings", SettingsUnsaved(why))

    # ── What chords, buttons and the menu do ──────────────────────────────────────────────────────────────

    def act(self, action: str) -> None:
        """Do what a chord stands for."""
        match action:
            case "start":
                self.desk.start()
            case "hang_up":
                if self.bar.hang_up_button.isVisibleTo(self):
                    self.bar.hang_up_button.press()
            case "pause":
                self.desk.pause()
            case "refuse":
                self.desk.refuse()
            case "note":
                self._write_note()
            case "undo":
                self.undo.undo()
            case "reveal":
                self.call.view.look_behind(self._engine.reveal)
            case "now":
                self.call.view.jump_to_now()
            case "forward":
                self.come_forward()
            case "compact":
                self._choose(compact=not self._settings.compact)
            case "calls":
                self.past_calls.open()
            case "settings":
                self._open(self.setup.show_settings)
            case "keys":
                self._open(self.setup.show_keys)
            case "wrap_up" | "copy_wrap_up":
                self.wrap_up.act(action)
            case "approve_promise" | "dismiss_promise" | "edit_promise" if self.wrap_up.decides:
                self.wrap_up.act(action)
            case "promises" | "new_promise" | "approve_promise" | "dismiss_promise" | "edit_promise":
                self.promises.act(action)
            case "goodwill":
                self.giving.act()
            case "accept" | "reject" | "disruptive":
                self.conduct.act(action)
            case _:
                self.knowing.act(action)

    def _on_released(self, action: str) -> None:
        if action == "reveal":
            self.call.view.look_behind(None)

    def _write_note(self) -> None:
        if self.desk.front is None:
            return
        self._show_call()
        line = None
        if self.desk.noted == self.desk.front:
            chosen = self.call.view.chosen()
            transcript = self.desk.transcript
            last = transcript.last_said() if transcript is not None else None
            line = chosen if chosen is not None and chosen.kind == "said" else last
        self.call.note.write_at(line)

    def _show_call(self) -> None:
        """What follows is typed into the call's page."""
        self._choose(compact=False)
        self.stack.setCurrentWidget(self.call)
        self.come_forward()

    def _come_to_write(self) -> None:
        """What follows is typed into the page that is shown."""
        self._choose(compact=False)
        self.come_forward()

    def _open(self, page: object) -> None:
        self._choose(compact=False)
        page()  # type: ignore[operator]  # a method of the set-up
        self.come_forward()

    def _choose(self, **what: object) -> None:
        changed = self._settings.changed(**what)
        if changed != self._settings:
            self.settings_changed.emit(changed)

    # ── What comes in ─────────────────────────────────────────────────────────────────────────────────────

    def _connect(self, bridge: Bridge) -> None:
        bridge.levels.connect(self.bar.show_levels)
        self.notices.follow(bridge)
        bridge.forward.connect(self.appear)
        self.desk.changed.connect(self._on_calls)
        self.desk.rang.connect(self.appear)
        self.desk.answered.connect(self._on_answered)
        self.desk.ended.connect(self.idle.add)
        self.desk.listening_changed.connect(self._on_listening)
        self.bar.start.connect(self.desk.start)
        self.bar.pause.connect(self.desk.pause)
        self.bar.refuse.connect(self.desk.refuse)
        self.bar.hang_up.connect(self.desk.hang_up)
        self.others.answer.connect(self._engine.answer)
        self.wrap_up.go_on_from(self.notices.ways_on)
        self.notices.ways_on.report.connect(self.after.open_left_over)
        self.notices.devices_wanted.connect(lambda: self._open(self.setup.choose_devices))
        self.call.note.written.connect(self.desk.note)
        self.call.note.revised.connect(self.desk.revise_note)
        for part in (self.call.note, self.call.goodwill):
            part.left.connect(self.call.view.setFocus)
        self.call.view.note_chosen.connect(self.call.note.edit)
        self.call.view.flag_chosen.connect(self.knowing.show_flag)
        self.call.note.left.connect(self._on_turned)
        self.after.turned.connect(self._on_turned)
        self.wrap_up.turned.connect(self._on_turned)
        self.wrap_up.focus_wanted.connect(self._come_to_write)
        self.promises.turned.connect(self._on_turned)
        self.promises.forward.connect(self._come_to_write)
        self.promises.reminders.remind.connect(lambda views: self.notices.take("promises due", Reminded(views)))
        for asking in (self.knowing, self.promises, self.giving):
            asking.focus_wanted.connect(self._show_call)
        for flow in (self.knowing, self.promises):
            flow.left.connect(self.call.view.setFocus)
        self.menu.compact.connect(lambda on: self._choose(compact=on))
        self.menu.on_top.connect(lambda on: self._choose(on_top=on))
        self.menu.asked.connect(self.act)
        self.menu.quit_wanted.connect(self.quit_wanted)
        self.setup.changed.connect(self.settings_changed)
        self.setup.left.connect(self._show_page)
        self._look.changed.connect(self._on_look_changed)

    def _on_calls(self) -> None:
        front: CallView | None = self.desk.front
        self.bar.show_call(front)
        self.others.show_calls(self.desk.others)
        self.knowing.turn_to(front)
        self.conduct.turn_to(front)
        self.wrap_up.turn_to(front)
        self.promises.turn_to(front)
        self.giving.turn_to(front)
        noted = self.desk.noted
        self.call.note.turn_to(noted.key if noted is not None else "")
        transcript = self.desk.transcript
        if transcript is not None:
            self.call.show_transcript(transcript)
        self._on_turned()

    def _on_answered(self) -> None:
        if self.setup.shown:
            self.setup.leave()
        self.promises.leave()

    def _on_turned(self) -> None:
        on_call = self.desk.front is not None and self.desk.front.state != "ended"
        self.notices.show_busy(on_call or self.wrap_up.is_opened or self.after.opened)
        self.wrap_up.waiting.hold_back(self.after.has_reports)
        if not self.setup.shown:
            self._show_page()

    def _show_page(self) -> None:
        page = self._page()
        if page is not self.stack.currentWidget():
            self.stack.setCurrentWidget(page)
            if page is self.wrap_up.page:
                self.wrap_up.page.rest()

    def _page(self) -> QWidget:
        """A call that goes on comes first, then what is being written, then what the last call has left, in order."""
        front = self.desk.front
        if self.promises.opened:
            return self.promises.page
        if front is not None and (front.state != "ended" or self.call.note.is_begun or self.promises.is_writing):
            return self.call
        if self.after.opened:
            return self.after.page
        if self.after.waits:
            return self.idle
        if self.wrap_up.is_opened:
            return self.wrap_up.page
        return self.idle if front is None or self.wrap_up.is_past(front.key) else self.call

    def _on_listening(self, listening: ListeningChanged) -> None:
        self.bar.show_listening(listening)
        self.call.show_listening(listening)

    def _on_look_changed(self) -> None:
        self.setWindowIcon(app_icon(self._look))

    # ── Place and size ────────────────────────────────────────────────────────────────────────────────────

    def _take_place(self) -> None:
        place = self._settings.place
        remembered = QRect(*place) if place is not None else QRect()
        self.setGeometry(first_place(remembered, right_to_left=self.isRightToLeft()))
        self._tall = self.height()

    def _show_compact(self, compact: bool) -> None:
        if compact and self._below.isVisibleTo(self):
            self._tall = self.height()
        self._below.setVisible(not compact)
        if compact:
            self._column.insertWidget(self._column.indexOf(self.tone) + 1, self.call.now)
            self.call.now.set_alone(True)
            self.setMaximumHeight(self._compact_height())
            self.resize(self.width(), self._compact_height())
        else:
            self.call.take_now()
            self.setMaximumHeight(16_777_215)  # QWIDGETSIZE_MAX
            self.resize(self.width(), self._tall)

    def _compact_height(self) -> int:
        return max(self._column.totalHeightForWidth(self.width()), self._column.totalMinimumSize().height())

    def _remember_place(self) -> None:
        if self.isVisible() and not self.isMinimized() and not self._settings.compact:
            at = self.geometry()
            self._choose(place=(at.x(), at.y(), at.width(), at.height()))

    # ── Qt's events ───────────────────────────────────────────────────────────────────────────────────────

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A window that is shown has a handle, at which chords are heard; changed flags give it a new one."""
        super().showEvent(event)
        self.windowHandle().installEventFilter(self._chords)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say so the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def settle(self) -> None:
        """The window closes: what could be undone lasts, and what is half written is kept."""
        self.desk.settle()
        self.call.note.keep_begun()
        self.setup.settle()
        self.after.settle()
        self.past_calls.settle()
        self.wrap_up.settle()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing the window ends the program; calls end as they must, and what was said is kept."""
        self.settle()
        self.quit_wanted.emit()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Grow or shrink with what the bar has to say, while the window is compact."""
        if event.type() == QEvent.Type.LayoutRequest and self._settings.compact:
            height = self._compact_height()
            if height != self.height():
                self.setMaximumHeight(height)
                self.resize(self.width(), height)
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle("CallAssist")
        self.setup.retranslate()
