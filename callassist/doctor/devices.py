"""Which devices a call would be heard by, as they are now; none of them is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Literal, Protocol

from callassist.doctor.finding import Finding
from callassist.doctor.trial import Crashed, Silent, trial
from callassist.errors import UserError
from callassist.events import SPEAKERS, Speaker
from callassist.settings import DeviceSetting, HearingSettings

_PORT = "callassist.audio.devices"
_SIDES: dict[Speaker, str] = {"agent": "Agent", "customer": "Customer"}


class FoundDevice(Protocol):
    """A device that a choice leads to just now; `muted` is the system's own switch."""

    @property
    def label(self) -> str: ...
    @property
    def muted(self) -> bool: ...


class Devices(Protocol):
    """The devices of this PC; `find` gives None where the chosen program plays nothing."""

    def find(self, speaker: Speaker, choice: Any) -> FoundDevice | None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What looking for one side's device came to; `device` is its name for people."""

    speaker: Speaker
    state: Literal["ready", "muted", "not_playing", "missing", "busy", "denied", "lost", "unusable"]
    device: str = ""
    remedy: str = ""


def look(hearing: HearingSettings, within: float) -> list[Finding]:
    """Both sides' devices, looked for in a child process: sound drivers hang and crash."""
    if find_spec(_PORT) is None:
        return [Finding("devices", "fails", "no_capture")]
    choices: dict[Speaker, DeviceSetting] = {"agent": hearing.agent, "customer": hearing.customer}
    try:
        outcomes = list(trial(find_both, choices, within=within))
    except Crashed as crash:
        return [Finding("devices", "fails", "crashed", {"code": crash.code})]
    except Silent:
        return [Finding("devices", "fails", "silent", {"seconds": round(within)})]
    return [told(outcome, choices[outcome.speaker], chosen=hearing.devices_chosen) for outcome in outcomes]


def find_both(choices: dict[Speaker, DeviceSetting]) -> Iterator[Outcome]:
    """Where the settings lead on this PC."""
    audio = import_module(_PORT)
    system: Devices = audio.sound_system(lambda: None)
    try:
        for speaker in SPEAKERS:
            yield find(audio, system, speaker, choices[speaker])
    finally:
        system.close()


def find(audio: ModuleType, system: Devices, speaker: Speaker, setting: DeviceSetting) -> Outcome:
    """Where one side's setting leads, with `audio` naming the choice and the trouble."""
    try:
        found = system.find(speaker, audio.DeviceChoice(setting.name, setting.host_api, setting.process))
    except audio.DeviceTrouble as trouble:
        return Outcome(speaker, trouble.state, trouble.device, trouble.remedy)
    except UserError as error:
        return Outcome(speaker, "unusable", error.what, error.remedy)
    if found is None:
        return Outcome(speaker, "not_playing", setting.process)
    return Outcome(speaker, "muted" if found.muted else "ready", found.label)


def told(outcome: Outcome, setting: DeviceSetting, *, chosen: bool) -> Finding:
    """What an outcome means; a device that nobody chose is the system's, and wants an ear."""
    by_default = not chosen and not setting.name and not setting.process
    values: dict[str, object] = {
        "side": _SIDES[outcome.speaker],
        "device": outcome.device or setting.name or "the system's own device",
        "remedy": outcome.remedy,
    }
    if outcome.state == "ready" and by_default:
        return Finding("devices", "attention", "by_default", values)
    if outcome.state == "ready":
        return Finding("devices", "ok", "ready", values)
    if outcome.state == "not_playing":
        return Finding("devices", "ok", "not_playing", values)
    if outcome.state == "unusable":
        return Finding("devices", "fails", "trouble", {"what": outcome.device, "remedy": outcome.remedy})
    return Finding("devices", "attention" if outcome.state == "muted" else "fails", outcome.state, values)
