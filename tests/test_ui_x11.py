"""On a real X server: chords while another window has the focus, and a window that leaves the focus alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from needs import missing
from pytestqt.qtbot import QtBot
from x_server import x_server

from ui.agent.chords import CHORDS

if sys.platform != "linux":
    pytest.skip("X11 is Linux's", allow_module_level=True)

REPOSITORY = Path(__file__).resolve().parent.parent
EVERYWHERE = {action: chord for action, chord in CHORDS.items() if chord.everywhere}


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with x_server({"xdotool": "xdotool", "setxkbmap": "x11-xkb-utils"}) as name:
        monkeypatch.setenv("DISPLAY", name)
        yield name


def xdotool(*arguments: str) -> str:
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("layout", ["us", "ara", "fr"])
def test_chords_are_heard_under_any_layout(display: str, qtbot: QtBot, layout: str) -> None:
    from ui.hotkeys_x11 import X11Hotkeys

    subprocess.run(["setxkbmap", layout], check=True)
    hotkeys = X11Hotkeys()
    try:
        assert hotkeys.start(EVERYWHERE) == []
        for action, chord in EVERYWHERE.items():
            with qtbot.waitSignal(hotkeys.heard.pressed) as heard:
                for kind, keys in (("keydown", (37, 64, chord.x11_keycode)), ("keyup", (chord.x11_keycode, 64, 37))):
                    xdotool(kind, *map(str, keys))
            assert heard.args == [action]
    finally:
        hotkeys.close()


def test_chords_that_another_program_has_are_told(display: str, qtbot: QtBot) -> None:
    from ui.hotkeys_x11 import X11Hotkeys

    other, ours = X11Hotkeys(), X11Hotkeys()
    try:
        other.start({"pause": CHORDS["pause"]})
        assert ours.start(EVERYWHERE) == ["pause"]
    finally:
        ours.close()
        other.close()


_RINGING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from callassist.calls.updates import BroughtForward, CallsChanged, CallView, Trouble
from ui.bridge import Bridge
from ui.agent.window import AgentWindow
from ui.gallery.fake_engine import FakeEngine
from ui.settings import Settings
from ui.theme.look import Look

app = QApplication([])
softphone = QLineEdit()
softphone.show()
softphone.activateWindow()
bridge = Bridge()
window = AgentWindow(FakeEngine(bridge.tell), bridge, Look(app), Settings())

def ring():
    bridge.tell(CallsChanged((CallView("c", "ringing", "inbound"),)))
    bridge.tell(Trouble("journal"))
    bridge.tell(BroughtForward())
    QTimer.singleShot(500, look)

def look():
    print(window.isVisible(), QApplication.activeWindow() is softphone, softphone.hasFocus(), flush=True)
    window.come_forward()
    QTimer.singleShot(500, look_again)

def look_again():
    print(QApplication.activeWindow() is window, flush=True)
    app.quit()

QTimer.singleShot(500, ring)
app.exec()
"""


def test_a_ring_leaves_the_focus_where_it_is_and_the_agent_can_take_it(display: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _RINGING],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if "could not load the Qt platform plugin" in run.stderr.lower():
        missing("Qt's X11 platform lacks a library here: libxcb-cursor0 or another of packaging/test-packages.txt")
    assert run.stdout.split("\n")[:2] == ["True True True", "True"], run.stderr
