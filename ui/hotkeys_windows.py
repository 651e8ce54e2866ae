"""Chords of the whole desktop on Windows, by RegisterHotKey. Not run on a real PC yet."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Mapping

from ui.agent.chords import Action, Chord
from ui.hotkeys import Heard

# Of winuser.h.
_MOD_ALT, _MOD_CONTROL, _MOD_NOREPEAT = 0x0001, 0x0002, 0x4000
_WM_HOTKEY, _WM_QUIT = 0x0312, 0x0012
_MAPVK_VSC_TO_VK = 1
_PM_NOREMOVE = 0


class _Message(ctypes.Structure):
    """MSG."""

    _fields_ = [
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("w", ctypes.c_size_t),
        ("l", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    ]


class WindowsHotkeys:
    """Registers virtual keys that stand at the chords' places, in a thread of its own: they belong to its queue."""

    def __init__(self) -> None:
        self.heard = Heard()
        self._taken: list[Action] = []
        self._ready = threading.Event()
        self._thread_id = 0
        self._thread: threading.Thread | None = None

    def start(self, chords: Mapping[Action, Chord]) -> list[Action]:
        """Register the chords; gives those that another program has."""
        self._thread = threading.Thread(target=self._listen, args=(dict(chords),), name="hotkeys", daemon=True)
        self._thread.start()
        self._ready.wait()
        return list(self._taken)

    def close(self) -> None:
        """End the thread; Windows takes its hotkeys back with it."""
        if sys.platform == "win32" and self._thread is not None:
            ctypes.windll.user32.PostThreadMessageW(self._thread_id, _WM_QUIT, 0, 0)
            self._thread.join()

    def _listen(self, chords: dict[Action, Chord]) -> None:
        if sys.platform == "win32":
            user32, kernel32 = ctypes.windll.user32, ctypes.windll.kernel32
            self._thread_id = kernel32.GetCurrentThreadId()
            message = _Message()
            # Makes the queue, so that a message to end it has somewhere to go.
            user32.PeekMessageW(ctypes.byref(message), None, 0, 0, _PM_NOREMOVE)
            actions = dict(enumerate(chords, start=1))
            for number, action in actions.items():
                key = user32.MapVirtualKeyW(chords[action].scan, _MAPVK_VSC_TO_VK)
                if not user32.RegisterHotKey(None, number, _MOD_CONTROL | _MOD_ALT | _MOD_NOREPEAT, key):
                    self._taken.append(action)
            self._ready.set()
            while user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                if message.message == _WM_HOTKEY:
                    self.heard.pressed.emit(actions[message.w])
