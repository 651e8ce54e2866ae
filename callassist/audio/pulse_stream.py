"""Listening in on a source of PulseAudio by its name: a sink's monitor, or one program's part of it.

By libpulse itself, through pulsectl's bindings: sounddevice reaches PulseAudio through ALSA, which knows neither one
program's part nor how to forbid that the server moves the stream elsewhere. When a headset is pulled, the server would
move it to what is left, and the customer's side would hear the microphone.
"""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import numpy as np
import pulsectl
from pulsectl import _pulsectl as lib

from callassist.audio import host_clock
from callassist.audio.devices import Block, Deliver, DeviceTrouble, Found
from callassist.audio.pulse import ACCESS_DENIED, FAULTS, Connection

_BLOCK_S = 0.03
_OPEN_S = 2.0  # the other side's sound waits meanwhile, and is not lost
_SAMPLE = 4  # bytes of a float

# Of pulse/def.h; pulsectl binds what it needs for level meters, which is all but a stream's state.
_READY, _FAILED, _TERMINATED = 2, 3, 4
_NO_ENTITY = 5
_STATE_CHANGED = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)


class PulseStream:
    """Delivers a source's sound until it is closed, the source goes away, or the server does.

    Raises:
        DeviceTrouble: the server refuses it, does not answer, or is gone.
    """

    def __init__(self, found: Found, deliver: Deliver) -> None:
        self._found = found
        self._deliver = deliver
        self._connection = Connection("CallAssist")
        self._trouble: DeviceTrouble | None = None
        self._opened = threading.Event()
        self._least = round(_BLOCK_S * found.rate) * found.channels * _SAMPLE  # bytes
        self._over = False
        self._thread = threading.Thread(target=self._run, name="pulse-stream", daemon=True)
        self._thread.start()
        if not self._opened.wait(_OPEN_S):
            self.close()
            raise DeviceTrouble("busy", found.label, "The sound server does not answer; start it again.")
        if self._trouble is not None:
            self._thread.join()
            raise self._trouble

    @property
    def alive(self) -> bool:
        """Whether the server still has us."""
        return self._thread.is_alive() and not self._over

    def close(self) -> None:
        """Let go of the source."""
        self._over = True
        self._connection.stop(self._thread)

    def _run(self) -> None:
        try:
            with self._connection as pulse:
                self._record(pulse)
        except FAULTS:
            self._trouble = DeviceTrouble("lost", self._found.label, "Start the sound server again.")
        finally:
            self._over = True
            self._opened.set()

    def _record(self, pulse: pulsectl.Pulse) -> None:
        found = self._found
        about = lib.pa.proplist_from_string("media.role=phone")
        form = lib.PA_SAMPLE_SPEC(format=lib.PA_SAMPLE_FLOAT32NE, rate=found.rate, channels=found.channels)
        stream = lib.pa.stream_new_with_proplist(pulse._ctx, "call", ctypes.byref(form), None, about)
        lib.pa.proplist_free(about)
        state = _states().pa_stream_get_state
        on_read = lib.PA_STREAM_REQUEST_CB_T(self._read)
        lib.pa.stream_set_read_callback(stream, on_read, None)

        def on_state(_: object, __: object) -> None:
            if state(stream) == _READY:
                self._opened.set()
            elif state(stream) in (_FAILED, _TERMINATED):
                self._over = True
                pulse.event_listen_stop()

        state_changed = _STATE_CHANGED(on_state)
        _states().pa_stream_set_state_callback(stream, state_changed, None)
        try:
            if found.part is not None:
                lib.pa.stream_set_monitor_stream(stream, found.part)
            lib.pa.stream_connect_record(
                stream,
                found.name.encode(),
                lib.PA_BUFFER_ATTR(fragsize=self._least, maxlength=2**32 - 1),
                lib.PA_STREAM_DONT_MOVE | lib.PA_STREAM_ADJUST_LATENCY,
            )
            pulse.event_callback_set(lambda event: None)
            while not self._over:
                pulse.event_listen()
            if not self._opened.is_set():
                self._trouble = _refused(lib.pa.context_errno(pulse._ctx), found.label)
        finally:
            _states().pa_stream_set_state_callback(stream, None, None)
            if pulse.connected and state(stream) == _READY:
                lib.pa.stream_disconnect(stream)
            lib.pa.stream_unref(stream)

    def _read(self, stream: Any, readable: int, _: object) -> None:
        # The server hands on what it mixes, as finely as the programs that play ask for: 5 ms and less.
        if readable < self._least:
            return
        pieces: list[bytes] = []
        data, size = ctypes.c_void_p(), ctypes.c_int()
        while True:
            lib.pa.stream_peek(stream, data, ctypes.byref(size))
            if not size.value:
                break
            # No address: a hole, which the server left out
            pieces.append(bytes(size.value) if data.value is None else ctypes.string_at(data.value, size.value))
            lib.pa.stream_drop(stream)
        samples = np.frombuffer(b"".join(pieces), np.float32).reshape(-1, self._found.channels)
        if not self._over:
            self._deliver(Block(samples, self._found.rate, host_clock.now()))


def _states() -> ctypes.CDLL:
    """libpulse, which pulsectl has loaded already."""
    library = ctypes.CDLL("libpulse.so.0")
    library.pa_stream_get_state.argtypes = [ctypes.c_void_p]
    library.pa_stream_set_state_callback.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    return library


def _refused(error: int, label: str) -> DeviceTrouble:
    if error == ACCESS_DENIED:
        return DeviceTrouble("denied", label, "Allow CallAssist to record sound.")
    if error == _NO_ENTITY:
        return DeviceTrouble("missing", label, "Plug it in, or choose another.")
    return DeviceTrouble("busy", label, "Close the program that uses it alone, or choose another.")
