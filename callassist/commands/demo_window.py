"""`callassist demo --window`: the bundled sample call in the agent's window."""

from __future__ import annotations

import sys
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callassist.commands.starting import Starting
    from callassist.knowledge.known import Known
    from callassist.settings import SettingsFile
    from callassist.softphone.phone import PhoneEventKind

_RINGS_AFTER_S = 4.0
_RINGS_FOR_S = 2.5


def show_sample_call() -> None:
    """Open the window on the bundled English call, played in the place of the devices; it is stored like any other.

    The person's own settings are left alone.
    """
    from callassist import logs, paths
    from callassist.audio.recording import Recording
    from callassist.commands.starting import Starting
    from callassist.commands.window import window_program
    from callassist.live import playing

    logs.configure()
    recording = paths.shipped("resources", "calls", "sample-en.wav")
    length = Recording.open(recording).duration_s or 0.0
    with tempfile.TemporaryDirectory() as folder:
        settings = _sample_settings(Path(folder))
        engine = Starting(settings, _sample_knowledge, capture=partial(playing.main, recording))
        script = threading.Thread(target=_act_the_softphone, args=(engine, length), daemon=True)
        script.start()
        try:
            code = window_program()(sys.argv[:1], engine.begin)
        finally:
            engine.end()
    if code:
        sys.exit(code)


def _sample_settings(folder: Path) -> SettingsFile:
    from callassist.settings import HearingSettings, Settings, SettingsFile

    settings = SettingsFile(folder / "settings.json")
    settings.change(Settings(hearing=HearingSettings(language="en")).with_notice_confirmed("The sample call"))
    return settings


def _sample_knowledge() -> Known:
    from callassist.knowledge import known

    return known.shipped()


def _act_the_softphone(engine: Starting, length: float) -> None:
    """Ring, answer and hang up, at the times at which somebody would."""
    from callassist.audio import host_clock
    from callassist.softphone.phone import PhoneEvent

    waiting = threading.Event()
    script: tuple[tuple[float, PhoneEventKind], ...] = (
        (_RINGS_AFTER_S, "rings"),
        (_RINGS_FOR_S, "answered"),
        (length, "hung_up"),
    )
    for pause, kind in script:
        waiting.wait(pause)
        engine.reach(PhoneEvent(kind, host_clock.now(), number="+966551234567", name="Sample caller"))
