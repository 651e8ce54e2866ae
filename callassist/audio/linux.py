"""The sound system of a Linux desktop: PulseAudio, or PipeWire's server of the same protocol."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from callassist.audio import pulse
from callassist.audio.devices import Deliver, Device, DeviceChoice, DeviceTrouble, Found, Source
from callassist.audio.pulse_stream import PulseStream
from callassist.events import Speaker

# The name under which libasound2-plugins offers PulseAudio to programs that know ALSA only
_PULSE_IN_ALSA = "pulse"


class PulseSystem:
    """Microphones by sounddevice, the softphone's sound by libpulse; both by name.

    Args:
        changed: called from another thread whenever devices, defaults or what plays have changed.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._snapshot: pulse.Snapshot | pulse.NoServer = pulse.reachable()
        self._changed = changed
        self._watch = pulse.Watch(self._see)

    def devices(self) -> list[Device]:
        """Sources and sinks; none while there is no server."""
        return self._snapshot.devices() if isinstance(self._snapshot, pulse.Snapshot) else []

    def find(self, speaker: Speaker, choice: DeviceChoice) -> Found | None:
        """Where a choice leads; see `SoundSystem.find`."""
        now = self._snapshot
        if now == "refused":
            raise DeviceTrouble("denied", choice.name, "Allow CallAssist to use PulseAudio or PipeWire.")
        if now == "gone":
            raise DeviceTrouble("lost", choice.name, "Start PulseAudio or PipeWire.")
        return now.find(speaker, choice)

    def open(self, speaker: Speaker, found: Found, deliver: Deliver) -> Source:
        """Begin to hear it; see `SoundSystem.open`."""
        return (speaker == "agent" and _microphone(found, deliver)) or PulseStream(found, deliver)

    def close(self) -> None:
        """Stop watching."""
        self._watch.close()

    def _see(self, snapshot: pulse.Snapshot | pulse.NoServer) -> None:
        self._snapshot = snapshot
        self._changed()


def _microphone(found: Found, deliver: Deliver) -> Source | None:
    """By sounddevice; None where ALSA has no plugin for PulseAudio (libasound2-plugins is not installed)."""
    from callassist.audio import microphone  # PortAudio begins when it is imported, and only a capture needs it

    with _meant_source(found.name):
        microphone.start_afresh()
        plugin = microphone.input_device(_PULSE_IN_ALSA, "ALSA")
        return None if plugin is None else microphone.MicrophoneStream(plugin["index"], found, deliver)


@contextmanager
def _meant_source(name: str) -> Iterator[None]:
    """ALSA's plugin records from the source that the environment names while a stream is opened."""
    before = os.environ.get("PULSE_SOURCE")
    os.environ["PULSE_SOURCE"] = name
    try:
        yield
    finally:
        if before is None:
            del os.environ["PULSE_SOURCE"]
        else:
            os.environ["PULSE_SOURCE"] = before
