"""A window with a fake engine behind it, for tests of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from callassist.audio import host_clock
from callassist.calls.updates import CallsChanged, CallView, ListeningChanged, Said, Update
from callassist.events import Event, Language, Recorded, Speaker, Utterance
from ui import words
from ui.agent.chords import CHORDS, Action
from ui.agent.window import AgentWindow
from ui.bridge import Bridge, Engine, Tell
from ui.gallery.fake_engine import FakeEngine
from ui.language import Translators
from ui.settings import Settings
from ui.theme.look import Look
from ui.widgets.labels import Words

ARABIC_LETTER = 0x0649


def utterance(seq: int, text: str, speaker: Speaker = "customer", t: float = 1.0, **other: object) -> Recorded:
    """A line of a call."""
    return recorded(seq, Utterance(t=t, t0=t, t1=t + 1, speaker=speaker, text=text, **other))  # type: ignore[arg-type]


def recorded(seq: int, event: Event) -> Recorded:
    """An event in its place."""
    return Recorded(call="c", seq=seq, at=event.t, event=event)


def call(key: str = "c", state: str = "active", **other: object) -> CallView:
    """A call, answered a minute ago if it is active."""
    answered = host_clock.now() - 60 if state in ("active", "held") else None
    return CallView(**({"key": key, "state": state, "direction": "inbound", "answered_at": answered} | other))  # type: ignore[arg-type]


@dataclass
class Desktop:
    """The window and all around it."""

    qtbot: QtBot
    app: QApplication
    bridge: Bridge
    engine: FakeEngine
    window: AgentWindow
    look: Look
    translators: Translators

    def tell(self, *updates: Update) -> None:
        """The engine tells, and the window has taken it in."""
        for update in updates:
            self.bridge.tell(update)
        self.settle()

    def settle(self) -> None:
        """Let the event loop come to rest."""
        for _ in range(5):
            self.app.processEvents()

    def talk(self, *lines: Recorded, state: str = "listening") -> None:
        """An active call in which this was said."""
        self.tell(CallsChanged((call(),)), ListeningChanged(state), Said("c", lines))  # type: ignore[arg-type]

    def press(self, action: Action, *, arabic_layout: bool = False, release: bool = True) -> None:
        """A chord as the platform delivers it; under an Arabic layout only its place says which it is."""
        chord = CHORDS[action]
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        key, scan = (ARABIC_LETTER, chord.x11_keycode) if arabic_layout else (chord.codes[0], 0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)[: 2 if release else 1]:
            QApplication.sendEvent(self.window.windowHandle(), QKeyEvent(kind, key, both, scan, 0, 0))
        self.settle()

    def release(self, action: Action) -> None:
        """Let go of a chord."""
        event = QKeyEvent(QEvent.Type.KeyRelease, CHORDS[action].codes[0], Qt.KeyboardModifier.ControlModifier)
        QApplication.sendEvent(self.window.windowHandle(), event)
        self.settle()

    def speak(self, language: Language) -> None:
        """Switch the window's language."""
        self.translators.speak(language)
        self.settle()


@cache
def _of(app: QApplication) -> tuple[Look, Translators]:
    """An application has one look and one language."""
    return Look(app), Translators(app)


def make_desktop(
    qtbot: QtBot,
    app: QApplication,
    settings: Settings | None = None,
    *,
    scale: int = 100,
    engine: Callable[[Tell], Engine] = FakeEngine,
) -> Desktop:
    """Show a window in English, in the light theme, with a fake engine behind it, or the one that `engine` makes."""
    # What earlier tests closed only waits to be deleted, and would be styled anew with every look.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    words.choose_digits("latin")
    look, translators = _of(app)
    look.choose("light", scale)
    translators.speak("en")
    bridge = Bridge()
    behind = engine(bridge.tell)
    window = AgentWindow(behind, bridge, look, settings or Settings(language="en"))
    window.settings_changed.connect(window.take_settings)
    qtbot.addWidget(window)
    window.show()
    # Tests that ask what was asked of it have a fake one.
    made = Desktop(qtbot, app, bridge, behind, window, look, translators)  # type: ignore[arg-type]
    made.settle()
    return made


def words_of(widget: QWidget) -> str:
    """All that can be read in a widget."""
    labels = [label.text() for label in widget.findChildren(Words) if label.isVisibleTo(widget)]
    buttons = [button.text() for button in widget.findChildren(QPushButton) if button.isVisibleTo(widget)]
    return " | ".join(labels + buttons).replace("\u00a0", " ")  # as it is read
