"""Whom the children of the hearing listen to, by which devices and which model, and what to show of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

from callassist.calls.live_call import LiveCall
from callassist.calls.updates import (
    DeviceOption,
    DevicesFound,
    Levels,
    ListeningChanged,
    ListeningState,
    Update,
)
from callassist.events import SPEAKERS, Language, Speaker
from callassist.live.messages import DeviceChoice, FoundDevices, ModelLoaded
from callassist.settings import DeviceSetting, SettingsFile


class Ears(Protocol):
    """What hears calls: `callassist.live.listening.Listening`, which says what each of these does."""

    def start(self) -> None: ...
    def load(self, language: Language, model: str | None = None) -> None: ...
    def choose(self, agent: DeviceChoice, customer: DeviceChoice) -> None: ...
    def look_for_devices(self) -> None: ...
    def open_devices(self) -> None: ...
    def close_devices(self) -> None: ...
    def measure(self, on: bool) -> None: ...
    def begin(
        self,
        call: str,
        epoch: float,
        language: Language,
        model: str | None = None,
        vocabulary: tuple[str, ...] = (),
        *,
        since: float = 0.0,
        measures_voice: bool = False,
    ) -> None: ...
    def pause(self, t: float) -> None: ...
    def resume(self, t: float) -> None: ...
    def end(self, t: float) -> None: ...
    def levels(self) -> tuple[float, float]: ...
    def close(self) -> None: ...


class Attention:
    """Turns the hearing to a call and away from it. It belongs to the engine's thread.

    Attributes:
        devices_open: whether both sides' devices are open, heard or not. is_able: False once it is known that there
            is nothing to hear with.
    """

    def __init__(self, settings: SettingsFile, ears: Ears, tell: Callable[[Update], None]) -> None:
        self.devices_open = False
        self.is_able = True
        self._settings = settings
        self._ears = ears
        self._tell = tell
        self._model: ModelLoaded | None = None
        self._shown_levels: Levels | None = None
        self._turned_to: LiveCall | None = None  # the call that the children have, heard or paused
        self._shown = ListeningChanged("off")

    @property
    def is_allowed(self) -> bool:
        """Whether the company has confirmed that callers and agents are told."""
        return self._settings.current.notice.is_confirmed

    def start(self) -> None:
        """Start the children, and load the model behind the window."""
        self._choose_as_set()
        self._ears.start()
        self.load()

    def load(self) -> None:
        """Load what hears the language that is set; nothing where nothing may be heard."""
        if self.is_allowed:
            hearing = self._settings.current.hearing
            self._ears.load(hearing.language, hearing.model)

    def load_if_unable(self) -> None:
        """Look again for a model where there was none: somebody may have installed it since."""
        if not self.is_able:
            self.load()

    def choose(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        """Hear the sides from other devices."""
        self._ears.choose(agent, customer)

    def open_devices(self) -> None:
        """A call is coming: what takes time to open is open when it is answered. Nothing is heard yet."""
        if self.is_allowed and not self.devices_open:
            self._ears.open_devices()
            self.devices_open = True

    def close_devices(self) -> None:
        """No call any more."""
        if self.devices_open:
            self._ears.close_devices()
            self.devices_open = False

    def look_for_devices(self) -> None:
        """Ask what devices there are; the answer comes from the children."""
        self._ears.look_for_devices()

    def show_devices(self, found: FoundDevices) -> None:
        """Tell what devices there are, the one that the system uses for calls first."""
        options: dict[Speaker, list[DeviceOption]] = {speaker: [] for speaker in SPEAKERS}
        for device in sorted(found.devices, key=lambda device: not device.is_default):
            choice = DeviceChoice(device.name, device.host_api)
            options[device.side].append(DeviceOption(choice, device.label, device.is_default))
        hearing = self._settings.current.hearing
        self._tell(
            DevicesFound(
                tuple(options["agent"]), tuple(options["customer"]), _choice(hearing.agent), _choice(hearing.customer)
            )
        )

    def try_devices(self, agent: DeviceChoice, customer: DeviceChoice, *, in_call: bool) -> None:
        """Show the levels of devices with no call; nothing of it is kept, not even in memory.

        A call that is going on keeps its own.
        """
        if not in_call:
            self._ears.choose(agent, customer)
            self._ears.measure(True)
            self._ears.open_devices()
            self.devices_open = True

    def end_trial(self, *, in_call: bool) -> None:
        """Back to the devices that were chosen."""
        self._ears.measure(False)
        if not in_call:
            self.close_devices()
        self._choose_as_set()

    def turn(self, call: LiveCall, host_t: float) -> None:
        """Have a call heard, or no longer heard, as it stands now."""
        t = call.clock(host_t)
        if call.ended_at is not None:
            self._end(call, call.ended_at)
        elif call.hearing and call.unheard:
            call.hearing = False
            self._ears.pause(t)
        elif not call.hearing and not call.unheard:
            call.hearing = True
            if self._turned_to is call:
                self._ears.resume(t)
            else:
                self._begin(call, host_t)

    def turn_anew(self, call: LiveCall, host_t: float) -> None:
        """The language has changed: what was said until now is still heard in the one it was said in."""
        if self._turned_to is call:
            was_hearing = call.hearing
            self._end(call, call.clock(host_t))
            if was_hearing:
                self.turn(call, host_t)

    def _choose_as_set(self) -> None:
        hearing = self._settings.current.hearing
        self._ears.choose(_choice(hearing.agent), _choice(hearing.customer))

    def _begin(self, call: LiveCall, host_t: float) -> None:
        if self._turned_to is not None:  # it is held, and is begun again when its turn comes
            self._end(self._turned_to, self._turned_to.clock(host_t))
        settings = self._settings.current
        hearing = settings.hearing
        self.open_devices()
        self._ears.begin(
            call.key,
            call.epoch,
            hearing.language,
            hearing.model,
            call.vocabulary,
            since=call.clock(host_t),
            measures_voice=settings.measures_voice,
        )
        self._turned_to = call
        call.stretches += 1

    def _end(self, call: LiveCall, t: float) -> None:
        if self._turned_to is call:
            self._ears.end(t)
            self._turned_to = None
        call.hearing = False

    def know(self, model: ModelLoaded | None) -> None:
        """The model that hears, None where there is nothing to hear with."""
        self._model = model
        self.is_able = model is not None

    def show(self, call: LiveCall | None) -> None:
        """Tell whether anybody is heard, where that has changed; `call` is the one in front, if any."""
        model = self._model
        state: ListeningState = "off" if call is None else call.listening
        if state == "off" and not self.is_allowed:
            state = "not_confirmed"
        elif state == "listening" and model is None:
            state = "starting"
        shown = ListeningChanged(
            state,
            model=None if model is None else model.model,
            is_draft=model is not None and model.is_draft,
            late=state == "listening" and call is not None and call.is_late,
        )
        if shown != self._shown:
            self._shown = shown
            self._tell(shown)

    def show_levels(self) -> None:
        """Tell how loud both sides are, where a decibel has changed: nobody sees less."""
        if not self.devices_open:
            self._shown_levels = None
            return
        agent, customer = (level if math.isinf(level) else float(round(level)) for level in self._ears.levels())
        levels = Levels(agent, customer)
        if levels != self._shown_levels:
            self._shown_levels = levels
            self._tell(levels)

    def close(self) -> None:
        """End the children."""
        self._ears.close()


def _choice(setting: DeviceSetting) -> DeviceChoice:
    return DeviceChoice(setting.name, setting.host_api, setting.process)
