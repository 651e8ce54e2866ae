"""The second task: the agent chooses both sides' devices by ear and by eye."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from callassist.calls.updates import DeviceOption, DevicesFound, Levels
from callassist.events import Speaker
from callassist.live.messages import DeviceChoice
from ui.setup.page import Page
from ui.theme.look import Look
from ui.theme.tokens import SMALL
from ui.widgets.labels import Choice, button, label
from ui.widgets.marks import Meter, StateMark
from ui.words import either_way, translate

_HEARD_DBOV = -50.0
"""Above the noise of an open microphone, below quiet speech (telephone speech is around −26 dBov)."""
_HEARD_FOR = 4
"""So many levels above it are a sound, not a click."""


class _Side:
    """One side's list, meter and whether it has been heard since it was chosen."""

    def __init__(self, look: Look, speaker: Speaker) -> None:
        self.speaker = speaker
        self.options: tuple[DeviceOption, ...] = ()
        self.loud = 0
        self.title, self.hint = label("strong", wrap=True), label("small", look="soft", wrap=True)
        self.list = Choice()
        self.meter = Meter(look)
        self.mark, self.word = StateMark(look), label("small")
        self.row = QHBoxLayout()
        self.row.setSpacing(SMALL)
        self.row.addWidget(self.meter, 1)
        self.row.addWidget(self.mark)
        self.row.addWidget(self.word)

    @property
    def choice(self) -> DeviceChoice:
        """What is chosen; the system's own device where there is no list."""
        at = self.list.currentIndex()
        return self.options[at].choice if 0 <= at < len(self.options) else DeviceChoice()


class DevicesPage(Page):
    """Both sides, each with what there is, a live meter and how to make it move.

    Signals:
        tried: other devices are chosen, to be opened for their meters: agent's, customer's. chosen: these are right.
        again: look for devices anew. later: not now.
    """

    tried = Signal(object, object)
    chosen = Signal(object, object)
    again = Signal()
    later = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agent, self._customer = _Side(look, "agent"), _Side(look, "customer")
        for side in (self._agent, self._customer):
            card = self.card()
            for part in (side.title, side.list):
                card.addWidget(part)
            card.addLayout(side.row)
            card.addWidget(side.hint)
            side.list.activated.connect(self._on_chosen)
        self.done_button = button(self._done, look="act")
        self.again_button = button(self.again.emit)
        self.later_button = button(self.later.emit)
        self.add_buttons(self.done_button, self.again_button, self.later_button)
        self.retranslate()

    def show_devices(self, found: DevicesFound) -> None:
        """What there is; what was chosen before stays chosen, else the default."""
        for side, options, chosen in (
            (self._agent, found.agent, found.chosen_agent),
            (self._customer, found.customer, found.chosen_customer),
        ):
            side.options = options
            at = next((at for at, option in enumerate(options) if option.choice == chosen), None)
            if at is None:
                at = next((at for at, option in enumerate(options) if option.is_default), 0)
            self._fill(side, at)
        self._on_chosen()

    def show_levels(self, levels: Levels) -> None:
        """How loud both sides are."""
        for side, level in ((self._agent, levels.agent), (self._customer, levels.customer)):
            side.meter.show_level(level)
            if level > _HEARD_DBOV and side.loud < _HEARD_FOR:
                side.loud += 1
                self._show_heard(side)

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        self.title.setText(translate("setup", "Choose what is heard"))
        self._agent.title.setText(translate("setup", "Your microphone"))
        self._agent.hint.setText(translate("setup", "Say something. The bar should move."))
        self._customer.title.setText(translate("setup", "The softphone's sound"))
        self._customer.hint.setText(
            translate("setup", "Play a sound through the softphone, its ring test say. Only this bar should move.")
        )
        for side in (self._agent, self._customer):
            side.list.setAccessibleName(side.title.text())
            if side.options:
                self._fill(side, side.list.currentIndex())
            self._show_heard(side)
        self.done_button.setText(translate("setup", "These are right"))
        self.again_button.setText(translate("setup", "Look again"))
        self.later_button.setText(translate("setup", "Not now"))

    def _fill(self, side: _Side, at: int) -> None:
        side.list.clear()
        for option in side.options:
            words = either_way(option.label)
            side.list.addItem(
                translate("setup", "%1 (the system's choice)").replace("%1", words) if option.is_default else words
            )
        side.list.setCurrentIndex(at if side.options else -1)

    def _show_heard(self, side: _Side) -> None:
        heard = side.loud >= _HEARD_FOR
        side.mark.show_state(("disc", "green") if heard else ("ring", "edge"))
        side.word.setText(translate("setup", "Heard") if heard else translate("setup", "Nothing yet"))

    def _on_chosen(self) -> None:
        for side in (self._agent, self._customer):
            side.loud = 0
            self._show_heard(side)
        self.tried.emit(self._agent.choice, self._customer.choice)

    def _done(self) -> None:
        self.chosen.emit(self._agent.choice, self._customer.choice)
