"""Programs for child processes under test: each misbehaves in its own way."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading

from callassist.live.line import Line


def echoes(line: Line) -> None:
    while True:
        line.send(line.recv())


def says_much_and_dies(line: Line, count: int) -> None:
    for n in range(count):
        line.send(n)
    line.finish()
    os.kill(os.getpid(), signal.SIGKILL)


def crashes_in_native_code(line: Line) -> None:
    os.write(2, b"a library complains about card 4111 1111 1111 1111\n")
    faulthandler._sigsegv()  # type: ignore[attr-defined]


def raises(line: Line) -> None:
    raise LookupError("something that nobody thought of")


def hangs_although_threads_go_on(line: Line) -> None:
    line.vouch(0.5)
    threading.Event().wait()


def dies_at_once(line: Line) -> None:
    sys.exit(3)
