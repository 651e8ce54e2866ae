"""`python -m ui.gallery FOLDER`: a picture of every state of the window, in both languages and themes and four scales.

Run it under Xvfb or with QT_QPA_PLATFORM=offscreen. Pictures are named STATE-LANGUAGE-THEME-SCALE.png.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from callassist.events import LANGUAGES, Language
from ui import words
from ui.agent.window import AgentWindow
from ui.bridge import Bridge
from ui.gallery import talks
from ui.gallery.fake_engine import FakeEngine
from ui.gallery.scenes import SCENES
from ui.language import Translators
from ui.settings import Settings
from ui.theme.look import Look

_THEMES = ("light", "dark")
_SCALES = (100, 125, 150, 200)
_SETTLE_MS = 120


def main() -> None:
    """Take the pictures; every screen scale needs a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m ui.gallery", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", choices=sorted(SCENES), default=sorted(SCENES))
    parser.add_argument("--scales", nargs="*", type=int, choices=_SCALES, default=list(_SCALES))
    parser.add_argument("--text", type=int, choices=get_args(Settings.model_fields["scale"].annotation), default=100)
    parser.add_argument("--size", type=int, nargs=2, metavar=("WIDE", "HIGH"), help="of the window, for every scene")
    parser.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if not chosen.within:
        for scale in chosen.scales:
            command = [sys.executable, "-m", "ui.gallery", str(chosen.folder), "--within", "--only", *chosen.only]
            command += ["--scales", str(scale), "--text", str(chosen.text)]
            command += ["--size", *map(str, chosen.size)] if chosen.size else []
            subprocess.run(command, check=True, env=os.environ | {"QT_SCALE_FACTOR": str(scale / 100)})
        return
    app = QApplication(sys.argv[:1])
    translators, look = Translators(app), Look(app)
    for language in LANGUAGES:
        translators.speak(language)
        for theme in _THEMES:
            look.choose(theme, chosen.text)  # type: ignore[arg-type]  # two of the three themes
            for name in chosen.only:
                file = chosen.folder / f"{name}-{language}-{theme}-{chosen.scales[0]}.png"
                take(name, language, look, file, size=chosen.size)
    sys.stdout.write(f"{len(LANGUAGES) * len(_THEMES) * len(chosen.only)} pictures in {chosen.folder}\n")


def take(name: str, language: Language, look: Look, file: Path, *, size: Sequence[int] | None = None) -> None:
    """Put the window into a state and take its picture."""
    words.choose_digits("latin")
    bridge = Bridge()
    engine = FakeEngine(bridge.tell)
    engine.secrets[talks.ID_TOKEN] = talks.ID_VALUE
    window = AgentWindow(engine, bridge, look, Settings(language=language))
    window.settings_changed.connect(window.take_settings)
    window.show()
    scene = SCENES[name]
    if scene.size is not None:
        window.resize(*scene.size)
    for update in scene.updates(language):
        bridge.tell(update)
        _settle()
    scene.act(window)
    for update in scene.updates(language) if name.startswith("first-start-devices") else ():
        for _ in range(5):
            bridge.tell(update)
            _settle()
    _settle()
    shown = scene.shown(window)
    if size is not None and shown.isWindow():
        shown.resize(*size)
        _settle()
    if not shown.grab().save(str(file)):
        raise OSError(f"{file} cannot be written")
    window.settle()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
