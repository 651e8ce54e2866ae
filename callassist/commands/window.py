"""`callassist` without a command: the agent's window, with everything behind it."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callassist.errors import UserError

if TYPE_CHECKING:
    from callassist.calls.switchboard import Switchboard
    from callassist.calls.updates import Update
    from callassist.instance import ShowAsked
    from callassist.settings import PhoneSettings, SettingsFile
    from callassist.softphone.phone import Link, LinkChanged, PhoneEvent, PhoneEventKind

_WINDOWS = "callassist.windows"
_RINGS_AFTER_S = 4.0
_RINGS_FOR_S = 2.5


def open_window() -> None:
    """Open the window, or show the one that is open. Returns when the agent has left and all is kept."""
    from callassist import instance, logs

    logs.configure()
    calls = _Calls()
    claimed = instance.claim(calls.reach)
    if claimed is None:
        instance.hand_over()
        return
    try:
        code = _window()(sys.argv[:1], calls.begin)
    finally:
        # Whoever starts it again while the last words are still decoded gets a window, not one that is going.
        claimed.close()
        calls.end()
    if code:
        sys.exit(code)


def show_sample_call() -> None:
    """Open the window on the bundled English call, played in the place of the devices; it is stored like any other.

    The person's own settings are left alone.
    """
    from callassist import logs, paths
    from callassist.audio.recording import Recording
    from callassist.live import playing

    logs.configure()
    recording = paths.shipped("resources", "calls", "sample-en.wav")
    length = Recording.open(recording).duration_s or 0.0
    with tempfile.TemporaryDirectory() as folder:
        calls = _Calls(_sample_settings(Path(folder)), capture=partial(playing.main, recording))
        script = threading.Thread(target=_act_the_softphone, args=(calls, length), daemon=True)
        script.start()
        try:
            code = _window()(sys.argv[:1], calls.begin)
        finally:
            calls.end()
    if code:
        sys.exit(code)


def _sample_settings(folder: Path) -> SettingsFile:
    from callassist.settings import HearingSettings, Settings, SettingsFile

    settings = SettingsFile(folder / "settings.json")
    settings.change(Settings(hearing=HearingSettings(language="en")).with_notice_confirmed("The sample call"))
    return settings


def _act_the_softphone(calls: _Calls, length: float) -> None:
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
        calls.reach(PhoneEvent(kind, host_clock.now(), number="+966551234567", name="Sample caller"))


def _window() -> Callable[[Sequence[str], Callable[[Callable[[Update], None]], Switchboard]], int]:
    """The window's own program, wherever it is installed.

    Raises:
        UserError: there is none.
    """
    found = next(iter(entry_points(group=_WINDOWS)), None)
    if found is None:
        raise UserError("This installation has no window.", "Install all of CallAssist.")
    program: Callable[..., int] = found.load()
    return program


class _Calls:
    """The engine, for those who may speak to it before it is there: a ring can come while the window still opens."""

    def __init__(self, settings: SettingsFile | None = None, **hearing: Any) -> None:
        """`settings`: the person's own by default. `hearing`: for `Listening`, beside where it tells."""
        self._settings = settings
        self._hearing = hearing
        self._board: Switchboard | None = None
        self._early: list[PhoneEvent | ShowAsked] = []
        self._lock = threading.Lock()

    def begin(self, tell: Callable[[Update], None]) -> Switchboard:
        """Make the engine and start it."""
        from callassist.calls.switchboard import Switchboard
        from callassist.live.listening import Listening
        from callassist.settings import SettingsFile

        settings = self._settings or SettingsFile()
        board = Switchboard(settings, tell, partial(Listening, **self._hearing))
        board.start(_links(settings.current.phone, board.phone))
        with self._lock:
            self._board, early = board, self._early
        for told in early:
            self.reach(told)
        return board

    def reach(self, told: PhoneEvent | ShowAsked) -> None:
        """What the hook or a second start says, from a thread of its own."""
        from callassist.instance import ShowAsked

        with self._lock:
            board = self._board
            if board is None:
                self._early.append(told)
        if board is not None:
            if isinstance(told, ShowAsked):
                board.bring_forward()
            else:
                board.phone(told)

    def end(self) -> None:
        """Wait until everything that was said is kept."""
        if self._board is not None:
            self._board.close()
            self._board.join()


def _links(phone: PhoneSettings, tell: Callable[[PhoneEvent | LinkChanged], None]) -> list[Link]:
    """The links that the settings ask for; the hook, the URL and the window's own button work beside any."""
    if phone.link == "baresip":
        from callassist.softphone.baresip import BaresipLink

        return [BaresipLink(tell, phone.host, phone.port)]
    if phone.hang_up:
        from callassist.softphone.command import CommandLink

        return [CommandLink(tell, phone.hang_up)]
    return []
