"""What a Windows PC plays: one program's sound, or all of a device's where that can't be had.

Not run on a real PC yet; the tests replay what the libraries' own sources say they do.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from callassist.audio import host_clock
from callassist.audio.devices import Block, Deliver, DeviceTrouble, Found

_BLOCK_S = 0.03
_TAP_RATE, _TAP_CHANNELS = 48_000, 2  # whatever Windows hands out, ProcTap makes this of it
_FLOAT = np.dtype("<f4")


class NotAlone(Exception):
    """This Windows can't give one program's sound apart (before Windows 10 20H1), so all that plays would be heard."""


class ProcessStream:
    """Delivers what one process plays, by ProcTap (48 kHz stereo); nothing at all comes while it plays nothing.

    Raises:
        NotAlone: Windows is too old for it, or gives everything instead.
        DeviceTrouble: it could not be started.
    """

    def __init__(self, found: Found, deliver: Deliver) -> None:
        from proctap import ProcessAudioCapture

        assert found.part is not None
        self._deliver = deliver
        self._over = False
        try:
            self._tap = ProcessAudioCapture(found.part, on_data=self._on_data)
        except (ImportError, RuntimeError) as error:  # the latter with Windows' code, which an older one gives
            raise NotAlone from error
        # ProcTap itself falls back to everything that plays, and says so only here.
        if not self._tap._backend._native.is_process_specific():
            raise NotAlone
        try:
            self._tap.start()
        except RuntimeError as error:
            raise DeviceTrouble("lost", found.label, "Start the softphone again.") from error

    @property
    def alive(self) -> bool:
        """Whether the tap still runs."""
        return bool(self._tap.is_running)

    def close(self) -> None:
        """Let go of the process."""
        self._over = True
        self._tap.close()

    def _on_data(self, data: bytes, _: int) -> None:
        if not self._over:
            samples = np.frombuffer(data, _FLOAT).reshape(-1, _TAP_CHANNELS)
            self._deliver(Block(samples, _TAP_RATE, host_clock.now()))


class EndpointStream:
    """Delivers all that an output device plays, by PyAudioWPatch; no block comes while nothing plays.

    Raises:
        DeviceTrouble: there is no loopback of that name, or it can't be opened.
    """

    def __init__(self, found: Found, deliver: Deliver) -> None:
        import pyaudiowpatch

        self._deliver = deliver
        self._over = False
        self._go_on = (None, pyaudiowpatch.paContinue)
        self._audio = pyaudiowpatch.PyAudio()
        try:
            device = self._loopback(found)
            self._rate, self._channels = round(device["defaultSampleRate"]), int(device["maxInputChannels"])
            self._stream = self._audio.open(
                rate=self._rate,
                channels=self._channels,
                format=pyaudiowpatch.paFloat32,
                input=True,
                input_device_index=device["index"],
                frames_per_buffer=round(_BLOCK_S * self._rate),
                stream_callback=self._on_block,
            )
        except OSError as error:
            self._audio.terminate()
            raise DeviceTrouble("busy", found.label, "Close the program that uses it alone.") from error
        except DeviceTrouble:
            self._audio.terminate()
            raise

    @property
    def alive(self) -> bool:
        """Whether PortAudio still runs it."""
        return bool(self._stream.is_active())

    def close(self) -> None:
        """Let go of the device."""
        self._over = True
        self._stream.close()
        self._audio.terminate()

    def _loopback(self, found: Found) -> dict[str, Any]:
        # Loopbacks carry their device's name with a suffix.
        for device in self._audio.get_loopback_device_info_generator():
            if device["name"].startswith(found.name):
                return dict(device)
        raise DeviceTrouble("missing", found.label, "Plug the headset in, or choose where the softphone plays.")

    def _on_block(self, data: bytes, _: int, __: object, ___: int) -> tuple[None, int]:
        if not self._over:
            samples = np.frombuffer(data, _FLOAT).reshape(-1, self._channels)
            self._deliver(Block(samples, self._rate, host_clock.now()))
        return self._go_on
