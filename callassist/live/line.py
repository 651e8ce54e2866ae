"""A child process's end of the line to the application: how it starts, hears, speaks, shows that it lives, and ends.

A child's program is a function that takes the line and what else it needs. It takes commands with `recv` and says
things with `send`, from whichever thread. The child ends when that returns or raises (which is a bug, and is reported),
and at once when the application is gone, whatever it is busy with: nothing of a child is worth tidying up.
"""

from __future__ import annotations

import faulthandler
import logging
import math
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from callassist import logs
from callassist.audio import host_clock
from callassist.live.said import WriteEnd

_log = logging.getLogger(__name__)
_LAST = object()


@dataclass(frozen=True, slots=True)
class Beat:
    """A child lives, and its program does what it should."""


class Line:
    """Commands in, notices out.

    Attributes:
        pipe: the child's end, both ways; for `multiprocessing.connection.wait`, where there is more to wait for.

    Args:
        beat: how often to say that the child lives while it says nothing else, seconds.
    """

    def __init__(self, pipe: Connection, beat: float) -> None:
        self.pipe = pipe
        self._beat = beat
        self._vouched_until = math.inf
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._outbox.put(Beat())
        self._sender = threading.Thread(target=self._send_all, name="line", daemon=True)
        self._sender.start()

    def poll(self, timeout: float | None = 0.0) -> bool:
        """Whether a command waits, or the application is gone; waits for that up to `timeout` seconds, or for good."""
        return self.pipe.poll(timeout)

    def recv(self) -> Any:
        """The next command.

        Raises:
            EOFError: the application is gone, or wants this child to end.
        """
        try:
            return self.pipe.recv()
        except OSError as error:
            raise EOFError from error

    def send(self, message: object) -> None:
        """Say something. Returns at once: a program that hears must not wait for one that is busy reading."""
        self._outbox.put(message)

    def vouch(self, seconds: float) -> None:
        """Promise to call this again within `seconds`, or else this child hangs and is to be ended.

        A child that never does is only known to hang when all of it stands still.
        """
        self._vouched_until = host_clock.now() + seconds

    def finish(self) -> None:
        """Wait until everything is sent, though not for somebody who does not read it."""
        self._outbox.put(_LAST)
        self._sender.join(self._beat)

    def _send_all(self) -> None:
        try:
            while True:
                try:
                    message = self._outbox.get(timeout=self._beat)
                except queue.Empty:
                    if host_clock.now() > self._vouched_until:
                        continue
                    message = Beat()
                if message is _LAST:
                    return
                self.pipe.send(message)
        except OSError:
            os._exit(0)  # nobody listens any more


def run(
    name: str, program: Callable[..., None], args: tuple[Any, ...], pipe: Connection, errors: WriteEnd, beat: float
) -> None:
    """What a child process does from its first moment: its program, and what goes around it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the application's, which then ends its children
    errors.become_stderr()
    faulthandler.enable(file=2)
    threading.Thread(target=_end_with_the_application, name="application", daemon=True).start()
    try:
        logs.configure(name=f"callassist-{name}")
    except OSError:
        _log.exception("%s keeps no log of its own", name)  # goes to the application's, by standard error
    line = Line(pipe, beat)
    code = 1
    try:
        program(line, *args)
        code = 0
    except EOFError:
        code = 0
    except Exception as error:  # noqa: BLE001 - reported whole, and the exit code tells
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        line.finish()
        logging.shutdown()
        os._exit(code)  # threads inside native code would keep the process, or crash it on its way out


def _end_with_the_application() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
