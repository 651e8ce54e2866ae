"""Chords of the whole desktop on X11, by passive grabs on the root window."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Mapping

from Xlib import X, display, error

from ui.agent.chords import Action, Chord
from ui.hotkeys import Heard

_CHORD = X.ControlMask | X.Mod1Mask
# A grab is for exact modifiers, and CapsLock or NumLock (Mod2 by convention) must not stand in the way.
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)


class X11Hotkeys:
    """Grabs key codes, which are places on the keyboard, on a connection and a thread of its own."""

    def __init__(self) -> None:
        self.heard = Heard()
        self._display = display.Display()
        self._actions: dict[int, Action] = {}
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._listen, name="hotkeys", daemon=True)

    def start(self, chords: Mapping[Action, Chord]) -> list[Action]:
        """Grab the chords; gives those that another program holds."""
        root = self._display.screen().root
        taken: list[Action] = []
        for action, chord in chords.items():
            refused = error.CatchError(error.BadAccess)
            for locks in _LOCKS:
                root.grab_key(
                    chord.x11_keycode, _CHORD | locks, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused
                )
            self._display.sync()
            if refused.get_error():
                taken.append(action)
            else:
                self._actions[chord.x11_keycode] = action
        self._thread.start()
        return taken

    def close(self) -> None:
        """End the thread and the connection, and with it the grabs."""
        os.write(self._wake_write, b"x")
        if self._thread.is_alive():
            self._thread.join()
        self._display.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _listen(self) -> None:
        while True:
            ready, _, _ = select.select([self._display.fileno(), self._wake_read], [], [])
            if self._wake_read in ready:
                return
            while self._display.pending_events():
                event = self._display.next_event()
                if event.type == X.KeyPress and event.detail in self._actions:
                    self.heard.pressed.emit(self._actions[event.detail])
