"""Which devices a call would be heard by, as they are now; none of them is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from callassist.audio.devices import DeviceChoice, DeviceTrouble, SoundSystem, Trouble, sound_system
from callassist.doctor.finding import Finding
from callassist.doctor.trial import Crashed, Silent, trial
from callassist.events import SPEAKERS, Speaker
from callassist.settings import DeviceSetting, HearingSettings

_SIDES: dict[Speaker, str] = {"agent": "Agent", "customer": "Customer"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What looking for one side's device came to; `device` is its name for people."""

    speaker: Speaker
    state: Trouble | Literal["ready", "muted", "not_playing"]
    device: str = ""
    remedy: str = ""


def look(hearing: HearingSettings, within: float) -> list[Finding]:
    """Both sides' devices, looked for in a child process: sound drivers hang and crash."""
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
    system = sound_system(lambda: None)
    try:
        for speaker in SPEAKERS:
            yield find(system, speaker, choices[speaker])
    finally:
        system.close()


def find(system: SoundSystem, speaker: Speaker, setting: DeviceSetting) -> Outcome:
    """Where one side's setting leads."""
    try:
        found = system.find(speaker, DeviceChoice(setting.name, setting.host_api, setting.process))
    except DeviceTrouble as trouble:
        return Outcome(speaker, trouble.state, trouble.device, trouble.remedy)
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
    return Finding("devices", "attention" if outcome.state == "muted" else "fails", outcome.state, values)
