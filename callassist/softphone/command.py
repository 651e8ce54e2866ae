"""Hanging up through a softphone that has no link, but a command for it: `MicroSIP.exe /hangupall`, say."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from callassist.errors import UserError
from callassist.softphone.phone import LinkChanged, PhoneEvent

_log = logging.getLogger(__name__)

if sys.platform == "win32":
    _NO_WINDOW = subprocess.CREATE_NO_WINDOW
else:
    _NO_WINDOW = 0


class CommandLink:
    """A softphone that is told to hang up by running a program; what happens there comes by the hook.

    Attributes:
        can_hang_up: always. name: for people.
    """

    can_hang_up = True

    def __init__(self, tell: Callable[[PhoneEvent | LinkChanged], None], hang_up: Sequence[str]) -> None:
        """`hang_up`: the program and its arguments, as they are; no shell reads them."""
        self.name = Path(hang_up[0]).name
        self._tell = tell
        self._command = list(hang_up)
        self._running: list[threading.Thread] = []

    def start(self) -> None:
        """Say that there is nothing to listen to."""
        self._tell(LinkChanged("absent", self.name))

    def hang_up(self, line: str | None) -> None:
        """Run the program; which call it ends, or whether all, is the softphone's matter. Returns at once.

        Raises:
            UserError: it can't be run.
        """
        nothing = subprocess.DEVNULL
        try:
            process = subprocess.Popen(
                self._command, stdin=nothing, stdout=nothing, stderr=nothing, creationflags=_NO_WINDOW
            )
        except OSError as error:
            raise UserError(
                f"{self._command[0]} can't be run, so the call was not ended: {error.strerror}.",
                "Hang up in the softphone, and have the command for it in the settings put right.",
            ) from error
        self._running = [thread for thread in self._running if thread.is_alive()]
        self._running.append(
            threading.Thread(target=self._await, args=(process,), name="softphone-command", daemon=True)
        )
        self._running[-1].start()

    def close(self) -> None:
        """Nothing listens, so nothing has to stop; a program that still runs is left to end by itself."""

    def _await(self, process: subprocess.Popen[bytes]) -> None:
        if code := process.wait():
            _log.warning("%s ended with %d when it was to hang up", self.name, code)
