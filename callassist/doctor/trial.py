"""Tries something in a child process, so that what crashes or hangs there does neither here.

The child is started as the children of the hearing are (spawn, in a frozen app too), so that it also proves that such
children can be started at all on this PC.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from callassist.audio.host_clock import now

MessageT = TypeVar("MessageT")

_STOP_S = 2.0
_MESSAGE, _DONE, _FAULT = "message", "done", "fault"


class Crashed(Exception):
    """The child ended before it was done.

    Attributes:
        code: its exit code; negative for a signal.
    """

    def __init__(self, code: int | None) -> None:
        super().__init__(f"the child process ended with {code}")
        self.code = code


class Faulty(Exception):
    """What was tried raised an error that it should not; the message is the child's whole traceback."""


class Silent(Exception):
    """The child did not answer in time, and was ended."""


def trial(work: Callable[..., Iterator[MessageT]], *arguments: Any, within: float) -> Iterator[MessageT]:
    """What `work(*arguments)` yields in a child process, as it comes.

    Args:
        work: a generator function at the top of a module. What it yields must be picklable.
        within: seconds for all of it.

    Raises:
        Crashed, Silent, Faulty: as named.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(theirs, work, arguments), name="trial", daemon=True)
    child.start()
    theirs.close()
    due = now() + within
    try:
        while ours.poll(max(0.0, due - now())):
            try:
                kind, message = ours.recv()
            except EOFError:
                child.join(max(0.0, due - now()))
                raise Crashed(child.exitcode) from None
            if kind == _DONE:
                return
            if kind == _FAULT:
                raise Faulty(message)
            yield message
        raise Silent
    finally:
        ours.close()
        child.join(0 if child.is_alive() and now() >= due else _STOP_S)
        if child.is_alive():
            child.kill()
            child.join()
        child.close()


def _work(pipe: Connection, work: Callable[..., Iterator[object]], arguments: tuple[object, ...]) -> None:
    with pipe:
        try:
            for message in work(*arguments):
                pipe.send((_MESSAGE, message))
        except Exception:  # noqa: BLE001 - it rises again on the other side, with all that led to it
            pipe.send((_FAULT, traceback.format_exc()))
        else:
            pipe.send((_DONE, None))
