"""From page to page through the first start and the settings, and what each page asks of the engine."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from callassist.calls.updates import DevicesFound, Levels, NotDone
from callassist.live.messages import DeviceChoice
from ui.agent.pages import KeysPage
from ui.bridge import Bridge, Engine
from ui.settings import Settings
from ui.setup.devices_page import DevicesPage
from ui.setup.notice_page import NoticePage
from ui.setup.settings_page import SettingsPage
from ui.setup.speaking_page import SpeakingPage
from ui.setup.thresholds_page import ThresholdsPage
from ui.theme.look import Look
from ui.words import figures, translate


class SetupFlow(QObject):
    """Owns the pages that are not about a call.

    Signals:
        changed: new `Settings`. left: back to the call, or to being ready.
    """

    changed = Signal(object)
    left = Signal()

    def __init__(self, engine: Engine, bridge: Bridge, look: Look, settings: Settings, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._engine, self._stack = engine, stack
        self._first_start = False
        self.notice, self.devices = NoticePage(), DevicesPage(look)
        self.settings, self.speaking, self.keys = SettingsPage(settings), SpeakingPage(), KeysPage()
        self.thresholds = ThresholdsPage()
        for page in self._pages:
            stack.addWidget(page)
        bridge.notice.connect(self.notice.show_notice)
        bridge.notice.connect(self.settings.show_notice)
        bridge.thresholds.connect(self.thresholds.show_thresholds)
        bridge.not_done.connect(self._on_not_done)
        bridge.devices.connect(self._on_devices)
        bridge.levels.connect(self._on_levels)
        bridge.speaking.connect(self.speaking.show_speaking)
        bridge.speaking_tried.connect(self.speaking.show_tried)
        self.notice.confirmed.connect(self._on_confirmed)
        self.notice.later.connect(self._after_notice)
        self.devices.tried.connect(self._on_tried)
        self.devices.chosen.connect(self._on_chosen)
        self.devices.again.connect(engine.devices)
        self.devices.later.connect(self._after_devices)
        self.settings.changed.connect(self.changed)
        self.settings.speaking_wanted.connect(self.show_speaking)
        self.settings.notice_wanted.connect(lambda: self._show(self.notice))
        self.settings.devices_wanted.connect(self.choose_devices)
        self.settings.keys_wanted.connect(self.show_keys)
        self.settings.done.connect(self.leave)
        self.keys.done.connect(self.leave)
        self.speaking.tried.connect(engine.try_speaking)
        self.speaking.chosen.connect(engine.choose_speaking)
        self.speaking.done.connect(self.show_settings)
        self.settings.voice_wanted.connect(engine.measure_voice)
        self.settings.thresholds_wanted.connect(self.show_thresholds)
        self.thresholds.decided.connect(
            lambda proposal, approve, by: engine.decide_threshold(
                proposal.threshold, proposal.after, approve=approve, by=by
            )
        )
        self.thresholds.undone.connect(engine.undo_decision)
        self.thresholds.done.connect(self.show_settings)

    @property
    def _pages(self) -> tuple[QWidget, ...]:
        return (self.notice, self.devices, self.settings, self.speaking, self.thresholds, self.keys)

    @property
    def shown(self) -> bool:
        """Whether one of these pages is in front."""
        return self._stack.currentWidget() in self._pages

    # ── Ways in and out ───────────────────────────────────────────────────────────────────────────────────

    def first_start(self) -> None:
        """The two tasks, one after the other."""
        self._first_start = True
        self.retranslate()
        self._show(self.notice)

    def show_settings(self) -> None:
        """The agent's choices."""
        self._show(self.settings)

    def show_speaking(self) -> None:
        """How the agent speaks."""
        self._show(self.speaking)
        self.speaking.begin()

    def show_thresholds(self) -> None:
        """What agents' rejections propose."""
        self.thresholds.begin()
        self._show(self.thresholds)
        self._engine.thresholds()

    def show_keys(self) -> None:
        """The list of chords."""
        self._show(self.keys)

    def choose_devices(self) -> None:
        """Look what there is, and let the agent choose by ear."""
        self._engine.devices()
        self._show(self.devices)

    def settle(self) -> None:
        """The window closes: what is half written is kept."""
        self.speaking.keep()

    def leave(self) -> None:
        """Back to the call, or to being ready."""
        if self._stack.currentWidget() is self.devices:
            self._engine.end_trial()
        self._first_start = False
        self.retranslate()
        self.left.emit()

    def retranslate(self) -> None:
        """Which step of the first start it is."""
        for number, page in enumerate((self.notice, self.devices), start=1):
            words = translate("setup", "Step %1 of 2").replace("%1", str(number))
            page.step.setText(figures(words))
            page.step.setVisible(self._first_start)

    # ── What the pages say ────────────────────────────────────────────────────────────────────────────────

    def _show(self, page: QWidget) -> None:
        if self._stack.currentWidget() is self.devices and page is not self.devices:
            self._engine.end_trial()
        self._stack.setCurrentWidget(page)

    def _on_confirmed(self, by: str, says_voice: bool) -> None:
        self._engine.confirm_notice(by, says_voice=says_voice)
        self._after_notice()

    def _after_notice(self) -> None:
        if self._first_start:
            self.choose_devices()
        else:
            self.show_settings()

    def _on_not_done(self, told: NotDone) -> None:
        if self._stack.currentWidget() is self.thresholds:
            self.thresholds.show_not_done(told)

    def _on_devices(self, found: DevicesFound) -> None:
        self.devices.show_devices(found)

    def _on_levels(self, levels: Levels) -> None:
        if self._stack.currentWidget() is self.devices:
            self.devices.show_levels(levels)

    def _on_tried(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        if self._stack.currentWidget() is self.devices:
            self._engine.try_devices(agent, customer)

    def _on_chosen(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        self._engine.choose_devices(agent, customer)
        self._after_devices()

    def _after_devices(self) -> None:
        if self._first_start:
            self.leave()
        else:
            self.show_settings()
