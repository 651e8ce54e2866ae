"""The sound system of macOS: Core Audio's inputs by sounddevice.

macOS lets nobody hear what another program plays, so the softphone's sound comes from a virtual device to which the
softphone plays as well. Not run on a real Mac yet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sounddevice

from callassist.audio import microphone
from callassist.audio.devices import Deliver, Device, DeviceChoice, DeviceTrouble, Found, Source
from callassist.events import Speaker

HOST_API = "Core Audio"
VIRTUAL = "BlackHole"
"""How the names of the virtual devices begin that are looked for when none was chosen."""

_NO_VIRTUAL = (
    "Install BlackHole (existential.audio/blackhole). In Audio MIDI Setup make a Multi-Output Device of headset and "
    "BlackHole, let the softphone play to it, and choose BlackHole for the customer's side."
)


class MacSystem:
    """Core Audio's devices; see `SoundSystem`.

    Args:
        changed: not called, since PortAudio passes no notices on: a side that lost its device is tried again by the
            clock, and the system's choice is followed when the devices are opened.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._streams: list[microphone.MicrophoneStream] = []

    def devices(self) -> list[Device]:
        """Every input for the agent; for the customer the virtual ones."""
        default = sounddevice.query_hostapis(0)["default_input_device"]
        found = []
        for device in sounddevice.query_devices():
            if device["max_input_channels"]:
                name = device["name"]
                is_virtual = name.startswith(VIRTUAL)
                side: Speaker = "customer" if is_virtual else "agent"
                found.append(Device(name, name, HOST_API, side, is_virtual or device["index"] == default))
        return found

    def find(self, speaker: Speaker, choice: DeviceChoice) -> Found:
        """Where a choice leads; see `SoundSystem.find`."""
        device = self._device(speaker, choice)
        if device is None:
            self._look_again()
            device = self._device(speaker, choice)
        if device is None and speaker == "customer":
            raise DeviceTrouble("missing", choice.name or VIRTUAL, _NO_VIRTUAL)
        if device is None:
            raise DeviceTrouble("missing", choice.name, "Plug the microphone in, or choose another.")
        return Found(device["name"], device["name"], device["name"])

    def open(self, speaker: Speaker, found: Found, deliver: Deliver) -> Source:
        """Begin to hear it; see `SoundSystem.open`."""
        stream = microphone.open_by_name(HOST_API, found, deliver)
        self._streams.append(stream)
        return stream

    def close(self) -> None:
        """Nothing is watched."""

    def _look_again(self) -> None:
        """See what was plugged in since; the other side's stream ends with it and is opened again within a round."""
        for stream in self._streams:
            stream.close()
        self._streams.clear()
        microphone.start_afresh()

    def _device(self, speaker: Speaker, choice: DeviceChoice) -> dict[str, Any] | None:
        default = sounddevice.query_hostapis(0)["default_input_device"]
        for device in sounddevice.query_devices():
            if choice.name:
                is_meant = device["name"] == choice.name
            elif speaker == "agent":
                is_meant = device["index"] == default
            else:
                is_meant = device["name"].startswith(VIRTUAL)
            if is_meant and device["max_input_channels"]:
                return dict(device)
        return None
