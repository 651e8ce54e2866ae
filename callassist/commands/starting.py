"""The engine behind the window, from before it is imported until all is kept."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from callassist.calls.switchboard import Switchboard
    from callassist.calls.updates import Update
    from callassist.instance import ShowAsked
    from callassist.knowledge.known import Known
    from callassist.settings import PhoneSettings, SettingsFile
    from callassist.softphone.phone import Link, LinkChanged, PhoneEvent

_log = logging.getLogger(__name__)


class Starting:
    """The engine, for those who may speak to it before it is there: a ring can come while the window still opens.

    It takes longer to import than the window to be seen, so the window has this in its place, shows itself, and lets it
    `start`.
    """

    def __init__(
        self,
        settings: SettingsFile | None = None,
        knowledge: Callable[[], Known] | None = None,
        **hearing: Any,
    ) -> None:
        """`settings`, `knowledge`: the person's and the company's own by default. `hearing`: for `Listening`, beside
        where it tells."""
        self._settings = settings
        self._knowledge = knowledge
        self._hearing = hearing
        self._tell: Callable[[Update], None] | None = None
        self._board: Switchboard | None = None
        self._early: list[Callable[[Switchboard], object]] = []
        self._lock = threading.RLock()
        self._thread = threading.Thread(target=self._start, name="engine-start")

    def begin(self, tell: Callable[[Update], None]) -> _Engine:
        """Where the engine will tell its updates; gives what stands for it."""
        self._tell = tell
        return _Engine(self)

    def start(self) -> None:
        """Make the engine and start it; returns at once."""
        self._thread.start()

    def reach(self, told: PhoneEvent | ShowAsked) -> None:
        """What the hook or a second start says, from a thread of its own."""
        from callassist.instance import ShowAsked

        self.ask(lambda board: board.bring_forward() if isinstance(told, ShowAsked) else board.phone(told))

    def ask(self, what: Callable[[Switchboard], object]) -> object:
        """Ask something of the engine; as soon as it is there, and None until then. Its methods return at once."""
        with self._lock:
            if self._board is not None:
                return what(self._board)
            self._early.append(what)
            return None

    def end(self) -> None:
        """Wait until everything that was said is kept."""
        if self._thread.ident is not None:
            self._thread.join()
        if self._board is not None:
            self._board.close()
            self._board.join()

    def _start(self) -> None:
        assert self._tell is not None
        try:
            board = self._made(self._tell)
        except Exception as error:  # noqa: BLE001 - the window is there to say it; written down whole
            self._report(error)
            return
        with self._lock:
            self._board = board
            for what in self._early:
                what(board)
            self._early.clear()

    def _made(self, tell: Callable[[Update], None]) -> Switchboard:
        from callassist.calls.switchboard import Switchboard
        from callassist.live.listening import Listening
        from callassist.settings import SettingsFile

        # What is imported by now stays. Looking all of it through for garbage, as happens now and then, would hold
        # every thread for a tenth of a second, the window's too.
        gc.collect()
        gc.freeze()
        settings = self._settings or SettingsFile()
        board = Switchboard(settings, tell, partial(Listening, **self._hearing), knowledge=self._knowledge)
        gc.freeze()  # the cues that every call is watched by are nearly as much again
        board.start(_links(settings.current.phone, board.phone))
        return board

    def _report(self, error: Exception) -> None:
        from callassist import logs
        from callassist.calls.updates import Trouble

        report = logs.crash_report(error)
        _log.critical("the engine did not start; the report is in %s", report.name, exc_info=error)
        assert self._tell is not None
        self._tell(Trouble("fault", what=str(report)))


class _Engine:
    """The engine as the window has it: whatever is asked of it is asked of the switchboard, once that is there."""

    def __init__(self, calls: Starting) -> None:
        self.start = calls.start
        self._calls = calls

    def __getattr__(self, name: str) -> Callable[..., object]:
        def asked(*arguments: object, **named: object) -> object:
            return self._calls.ask(lambda board: getattr(board, name)(*arguments, **named))

        return asked


def _links(phone: PhoneSettings, tell: Callable[[PhoneEvent | LinkChanged], None]) -> list[Link]:
    """The links that the settings ask for; the hook, the URL and the window's own button work beside any."""
    if phone.link == "baresip":
        from callassist.softphone.baresip import BaresipLink

        return [BaresipLink(tell, phone.host, phone.port)]
    if phone.hang_up:
        from callassist.softphone.command import CommandLink

        return [CommandLink(tell, phone.hang_up)]
    return []
