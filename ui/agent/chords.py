"""Every key that does something during a call, in one table, and the filter that hears them by their place.

Chords are Ctrl+Alt and a letter, never a plain key: an agent types into the softphone and the CRM all day. They go by
the key's place on the keyboard, so they are the same under an Arabic layout. Left out are the letters that stand
elsewhere on French and German keyboards (A, Q, W, Y, Z, M), and what desktops take for themselves (T, L, D, Delete,
arrows, function keys).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final, Literal, get_args

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.words import left_to_right, translate

Action = Literal[
    "start", "hang_up", "pause", "refuse", "note", "undo", "reveal", "now", "forward", "compact", "settings", "keys"
]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)

_X11_OFFSET: Final = 8
"""X11's key codes are the kernel's plus eight; the kernel's equal Windows' scan codes for these keys."""


@dataclass(frozen=True, slots=True)
class Chord:
    """A key held down together with Ctrl and Alt.

    Attributes:
        letter: what is printed on the key of a Latin keyboard. scan: its place, as scan code of set 1.
        everywhere: works while another program has the focus, where the desktop allows it.
    """

    letter: str
    scan: int
    everywhere: bool = False

    @property
    def x11_keycode(self) -> int:
        """The key's code on X11."""
        return self.scan + _X11_OFFSET

    @property
    def label(self) -> str:
        """For tooltips, kept left to right inside any text."""
        return left_to_right(f"Ctrl+Alt+{self.letter}")


CHORDS: Final[dict[Action, Chord]] = {
    "start": Chord("S", 0x1F, everywhere=True),
    "hang_up": Chord("H", 0x23, everywhere=True),
    "pause": Chord("P", 0x19, everywhere=True),
    "refuse": Chord("R", 0x13, everywhere=True),
    "note": Chord("N", 0x31, everywhere=True),
    "undo": Chord("U", 0x16, everywhere=True),
    "reveal": Chord("E", 0x12),
    "now": Chord("J", 0x24),
    "forward": Chord("B", 0x30, everywhere=True),
    "compact": Chord("C", 0x2E),
    "settings": Chord("O", 0x18),
    "keys": Chord("K", 0x25),
}


def described(action: Action) -> str:
    """What a chord does, in a few words."""
    return {
        "start": translate("chords", "Answer, or start a call by hand"),
        "hang_up": translate("chords", "Hang up (press twice)"),
        "pause": translate("chords", "Pause listening, and go on"),
        "refuse": translate("chords", "The caller does not want a transcript"),
        "note": translate("chords", "Write a note at this line"),
        "undo": translate("chords", "Undo the last step"),
        "reveal": translate("chords", "Look at IDs and IBANs while held"),
        "now": translate("chords", "Jump to what is being said now"),
        "forward": translate("chords", "Bring this window to the front"),
        "compact": translate("chords", "Small window, and back"),
        "settings": translate("chords", "Settings"),
        "keys": translate("chords", "Show these keys"),
    }[action]


def with_chord(text: str, action: Action) -> str:
    """A tooltip: what it does, and its keys."""
    return f"{text}  {CHORDS[action].label}"


class ChordFilter(QObject):
    """Watches the keys that reach a window (install it on the `QWindow`) before any field in it does.

    Signals:
        pressed: an `Action`, once however long it is held. released: its key, Ctrl or Alt was let go.
    """

    pressed = Signal(str)
    released = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: Action | None = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep chords from the fields; let everything else through."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            action = _action(event)
            if action is not None:
                if not event.isAutoRepeat():
                    self._held = action
                    self.pressed.emit(action)
                return True
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if self._held is not None and not event.isAutoRepeat():
                self.let_go()
        elif kind == QEvent.Type.FocusOut:
            self.let_go()
        return False

    def let_go(self) -> None:
        """Whatever is held counts as released, as when another window takes the focus."""
        held, self._held = self._held, None
        if held is not None:
            self.released.emit(held)


_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_BESIDE = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


def _action(event: QKeyEvent) -> Action | None:
    """The chord that is pressed: by the key's place, or by its letter where the platform does not say its place."""
    if event.modifiers() & ~_BESIDE != _BOTH:
        return None
    scan = event.nativeScanCode()
    for action, chord in CHORDS.items():
        if scan == (chord.scan if sys.platform == "win32" else chord.x11_keycode) if scan else _is_letter(event, chord):
            return action
    return None


def _is_letter(event: QKeyEvent, chord: Chord) -> bool:
    return event.key() == ord(chord.letter)
