"""Microphones, by sounddevice (PortAudio)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import sounddevice

from callassist.audio import host_clock
from callassist.audio.devices import Block, Deliver, DeviceTrouble, Found

_BLOCK_S = 0.03
_LATENCY_S = 0.04
# portaudio.h
_DEVICE_UNAVAILABLE, _INVALID_DEVICE, _HOST_ERROR = -9985, -9996, -9999


class MicrophoneStream:
    """Delivers what an input device of PortAudio hears until it is closed or PortAudio gives it up.

    Args:
        index: of the device, as PortAudio's list stands just now. found: the same for people, with its format.

    Raises:
        DeviceTrouble: it can't be opened.
    """

    def __init__(self, index: int, found: Found, deliver: Deliver) -> None:
        self._found = found
        self._deliver = deliver
        self._over = False
        try:
            self._stream = sounddevice.InputStream(
                device=index,
                channels=found.channels,
                samplerate=found.rate,
                blocksize=round(_BLOCK_S * found.rate),
                latency=_LATENCY_S,
                dtype="float32",
                callback=self._on_block,
                finished_callback=self._on_finished,
            )
            self._stream.start()
        except sounddevice.PortAudioError as error:
            raise trouble(error, found.label) from error

    @property
    def alive(self) -> bool:
        """Whether PortAudio still runs it."""
        return not self._over and bool(self._stream.active)

    def close(self) -> None:
        """Let go of the device."""
        self._over = True
        # Errors of a device that is gone already are of no use to anybody.
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)

    def _on_block(self, samples: np.ndarray[Any, Any], _: int, __: object, ___: object) -> None:
        if not self._over:
            self._deliver(Block(samples.copy(), self._found.rate, host_clock.now()))

    def _on_finished(self) -> None:
        self._over = True


def start_afresh() -> None:
    """Let PortAudio look for devices again; it does so only when it begins. Ends all its streams."""
    sounddevice._terminate()
    sounddevice._initialize()


def input_device(name: str, host_api: str) -> dict[str, Any] | None:
    """What PortAudio knows of an input device, its index as the list stands just now; None where there is none."""
    apis = sounddevice.query_hostapis()
    for device in sounddevice.query_devices():
        if device["name"] == name and apis[device["hostapi"]]["name"] == host_api and device["max_input_channels"]:
            return dict(device)
    return None


def open_by_name(host_api: str, found: Found, deliver: Deliver) -> MicrophoneStream:
    """Open an input device with the rate and channels that are its own.

    Raises:
        DeviceTrouble: there is none of that name, or it can't be opened.
    """
    device = input_device(found.name, host_api)
    if device is None:
        raise DeviceTrouble("missing", found.label, "Plug it in, or choose another.")
    own = replace(found, rate=round(device["default_samplerate"]), channels=min(2, device["max_input_channels"]))
    return MicrophoneStream(device["index"], own, deliver)


def trouble(error: sounddevice.PortAudioError, label: str) -> DeviceTrouble:
    """What PortAudio's error means for people."""
    code = error.args[1] if len(error.args) > 1 else None
    host = error.args[2][1:] if len(error.args) > 2 else ()
    if code == _HOST_ERROR and any(_is_denial(part) for part in host):
        return DeviceTrouble("denied", label, "Allow desktop programs to use the microphone in the privacy settings.")
    if code == _INVALID_DEVICE:
        return DeviceTrouble("missing", label, "Plug it in, or choose another.")
    if code in (_DEVICE_UNAVAILABLE, _HOST_ERROR):
        return DeviceTrouble("busy", label, "Close the program that uses it alone, or choose another.")
    return DeviceTrouble("lost", label, "Unplug it and plug it in again.")


def _is_denial(part: object) -> bool:
    # E_ACCESSDENIED, as a signed number or in the words of Windows
    return part == -2147024891 or "0x80070005" in str(part).lower() or "access is denied" in str(part).lower()
