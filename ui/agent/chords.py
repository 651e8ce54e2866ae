"""Every key that does something during a call, in one table, and the filter that hears them by their place.

Chords are Ctrl+Alt and another key, never a plain key: an agent types into the softphone and the CRM all day. They go
by the key's place on the keyboard, so they are the same under an Arabic layout. The two for the one card of the moment
are the largest keys, which are found without looking. Left out are the letters that stand elsewhere on French and
German keyboards (A, Q, W, Z, M; Y only on German ones, where that key says Z), and what desktops take for themselves
(T, L, D, Delete, arrows, function keys). No letter is left for promises and for goodwill: theirs are signs beside Enter
and the key before the 1, of which only such are taken that no keyboard types with AltGr. Of the digits only those work
everywhere that an agent presses with the CRM in front: where Windows takes Ctrl+Alt for AltGr, signs are typed with
them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final, Literal, get_args

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.words import left_to_right, translate

Action = Literal[
    "start",
    "hang_up",
    "pause",
    "refuse",
    "note",
    "undo",
    "reveal",
    "now",
    "customer",
    "person",
    "verify",
    "search",
    "copy_1",
    "copy_2",
    "copy_3",
    "pin",
    "open",
    "helped",
    "not_helped",
    "copy_phrase",
    "another_phrase",
    "copy_aside",
    "board",
    "accept",
    "reject",
    "disruptive",
    "goodwill",
    "calls",
    "wrap_up",
    "copy_wrap_up",
    "approve_promise",
    "dismiss_promise",
    "edit_promise",
    "new_promise",
    "promises",
    "forward",
    "compact",
    "settings",
    "keys",
]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)

HELD: Final = "Ctrl+Alt+"
"""What is held down with every one of them."""
NAMED: Final[dict[str, tuple[int, ...]]] = {
    "Enter": (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value),
    "Space": (Qt.Key.Key_Space.value,),
}

_X11_OFFSET: Final = 8
"""X11's key codes are the kernel's plus eight; the kernel's equal Windows' scan codes for these keys."""


@dataclass(frozen=True, slots=True)
class Chord:
    """A key held down together with Ctrl and Alt.

    Attributes:
        key: what is printed on it on a Latin keyboard: a letter, a digit, or the name of one of `NAMED`. scan: its
            place, as scan code of set 1. everywhere: works while another program has the focus, where the desktop
            allows it.
    """

    key: str
    scan: int
    everywhere: bool = False

    @property
    def codes(self) -> tuple[int, ...]:
        """What Qt calls the key on a Latin keyboard."""
        return NAMED.get(self.key) or (ord(self.key),)

    @property
    def x11_keycode(self) -> int:
        """The key's code on X11."""
        return self.scan + _X11_OFFSET

    @property
    def name(self) -> str:
        """The key in the window's language; Enter is printed so on Arabic keyboards too."""
        return translate("chords", "Space") if self.key == "Space" else self.key

    @property
    def label(self) -> str:
        """For tooltips, kept left to right inside any text."""
        return left_to_right(f"{HELD}{self.name}")


CHORDS: Final[dict[Action, Chord]] = {
    "start": Chord("S", 0x1F, everywhere=True),
    "hang_up": Chord("H", 0x23, everywhere=True),
    "pause": Chord("P", 0x19, everywhere=True),
    "refuse": Chord("R", 0x13, everywhere=True),
    "note": Chord("N", 0x31, everywhere=True),
    "undo": Chord("U", 0x16, everywhere=True),
    "reveal": Chord("E", 0x12),
    "now": Chord("J", 0x24),
    "customer": Chord("K", 0x25, everywhere=True),
    "person": Chord("I", 0x17, everywhere=True),
    "verify": Chord("V", 0x2F, everywhere=True),
    "search": Chord("F", 0x21, everywhere=True),
    "copy_1": Chord("1", 0x02, everywhere=True),
    "copy_2": Chord("2", 0x03, everywhere=True),
    "copy_3": Chord("3", 0x04, everywhere=True),
    "pin": Chord("4", 0x05),
    "open": Chord("5", 0x06),
    "helped": Chord("6", 0x07),
    "not_helped": Chord("7", 0x08),
    "copy_phrase": Chord("8", 0x09, everywhere=True),
    "another_phrase": Chord("9", 0x0A),
    "copy_aside": Chord("X", 0x2D, everywhere=True),
    "board": Chord("0", 0x0B),
    "accept": Chord("Enter", 0x1C, everywhere=True),
    "reject": Chord("Space", 0x39, everywhere=True),
    "disruptive": Chord("Y", 0x15, everywhere=True),
    "goodwill": Chord("`", 0x29, everywhere=True),
    "calls": Chord("]", 0x1B),
    "wrap_up": Chord(",", 0x33, everywhere=True),
    "copy_wrap_up": Chord(".", 0x34, everywhere=True),
    "approve_promise": Chord(";", 0x27, everywhere=True),
    "dismiss_promise": Chord("'", 0x28, everywhere=True),
    "edit_promise": Chord("/", 0x35, everywhere=True),
    "new_promise": Chord("\\", 0x2B, everywhere=True),
    "promises": Chord("[", 0x1A, everywhere=True),
    "forward": Chord("B", 0x30, everywhere=True),
    "compact": Chord("C", 0x2E),
    "settings": Chord("O", 0x18),
    "keys": Chord("G", 0x22),
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
        "customer": translate("chords", "The customer's record, and back"),
        "person": translate("chords", "Make a record of an unknown caller, or choose somebody else"),
        "verify": translate("chords", "The caller is verified: show what is folded"),
        "search": translate("chords", "Search the answers"),
        "copy_1": translate("chords", "Copy the first answer"),
        "copy_2": translate("chords", "Copy the second answer"),
        "copy_3": translate("chords", "Copy the third answer"),
        "pin": translate("chords", "Keep the chosen answer on top, or let it go"),
        "open": translate("chords", "Read the chosen answer whole, and back"),
        "helped": translate("chords", "The chosen answer helped"),
        "not_helped": translate("chords", "The chosen answer did not help"),
        "copy_phrase": translate("chords", "Copy the phrase"),
        "another_phrase": translate("chords", "Another phrase"),
        "copy_aside": translate("chords", "Copy the line below the phrase"),
        "board": translate("chords", "What is broken now, and what to say"),
        "accept": translate("chords", "The card of the moment: yes, or done"),
        "reject": translate("chords", "The card of the moment: no, a false alarm"),
        "disruptive": translate("chords", "The shouting lets nobody work: it asks for a warning"),
        "goodwill": translate("chords", "Note a goodwill gesture, and back"),
        "calls": translate("chords", "Past calls, in a window of their own"),
        "wrap_up": translate("chords", "Wrap up the call, or look at what was said"),
        "copy_wrap_up": translate("chords", "Copy the wrap-up as text"),
        "approve_promise": translate("chords", "What you just promised counts"),
        "dismiss_promise": translate("chords", "What you just promised does not count"),
        "edit_promise": translate("chords", "Change what you just promised"),
        "new_promise": translate("chords", "Write a promise down"),
        "promises": translate("chords", "All promises, and back"),
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
    """The chord that is pressed: by the key's place, or by its name where the platform does not say its place."""
    if event.modifiers() & ~_BESIDE != _BOTH:
        return None
    scan = event.nativeScanCode()
    for action, chord in CHORDS.items():
        if (
            scan == (chord.scan if sys.platform == "win32" else chord.x11_keycode)
            if scan
            else event.key() in chord.codes
        ):
            return action
    return None
