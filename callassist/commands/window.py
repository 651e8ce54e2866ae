"""`callassist` without a command: the agent's window, with everything behind it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from callassist.errors import UserError

if TYPE_CHECKING:
    from callassist.calls.switchboard import Switchboard
    from callassist.calls.updates import Update
    from callassist.instance import ShowAsked
    from callassist.settings import PhoneSettings
    from callassist.softphone.phone import Link, LinkChanged, PhoneEvent

_WINDOWS = "callassist.windows"


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
        found = next(iter(entry_points(group=_WINDOWS)), None)
        if found is None:
            raise UserError("This installation has no window.", "Install all of CallAssist.")
        code = found.load()(sys.argv[:1], calls.begin)
    finally:
        # Whoever starts it again while the last words are still decoded gets a window, not one that is going.
        claimed.close()
        calls.end()
    if code:
        sys.exit(code)


class _Calls:
    """The engine, for those who may speak to it before it is there: a ring can come while the window still opens."""

    def __init__(self) -> None:
        self._board: Switchboard | None = None
        self._early: list[PhoneEvent | ShowAsked] = []
        self._lock = threading.Lock()

    def begin(self, tell: Callable[[Update], None]) -> Switchboard:
        """Make the engine and start it."""
        from callassist.calls.switchboard import Switchboard
        from callassist.live.listening import Listening
        from callassist.settings import SettingsFile

        settings = SettingsFile()
        board = Switchboard(settings, tell, Listening)
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
