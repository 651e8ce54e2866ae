"""One watched child process: it may crash or hang, and comes back.

There is no thread in here. Whoever owns a child waits for its `waitables` until `due`, with
`multiprocessing.connection.wait`, and then lets it `look`.
"""

from __future__ import annotations

import logging
import math
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from callassist.audio import host_clock
from callassist.live import line
from callassist.live.policy import ChildPolicy
from callassist.live.said import ErrorStream

_log = logging.getLogger(__name__)
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Started:
    """The process was begun; what it is sent now, it takes as soon as it can. `again`: another was there before it."""

    again: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The process is no more, and all that it had said was told before this.

    Attributes:
        reason: signal, exit code or silence. again_in: seconds until it is started again.
    """

    reason: str
    again_in: float


class Child:
    """A process, and the one that follows it, and the one after that.

    Args:
        name: for the log and the process list.
        program: what it runs, a function of some module; see `callassist.live.line`. It imports what is heavy itself.
        args: for it, after the line; they must be picklable.

    Attributes:
        pid: of the process that lives; None where none does.
    """

    def __init__(self, name: str, program: Callable[..., None], args: tuple[Any, ...], policy: ChildPolicy) -> None:
        self.name = name
        self._program = program
        self._args = args
        self._policy = policy
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._errors: ErrorStream | None = None
        self._deaths = 0
        self._start_at = math.inf
        self._born_at = 0.0
        self._silent_at = math.inf
        self._verdict = ""

    @property
    def pid(self) -> int | None:
        """The process's id."""
        return self._process.pid if self._process is not None else None

    @property
    def waitables(self) -> list[Connection | int]:
        """What becomes ready when there is something to look at."""
        found: list[Connection | int] = []
        if self._pipe is not None:
            found.append(self._pipe)
        if self._process is not None:
            found.append(self._process.sentinel)
        return found

    @property
    def due(self) -> float:
        """When to look even if nothing becomes ready, on the host's clock."""
        return self._start_at if self._process is None else self._silent_at

    def start(self) -> None:
        """Have the next `look` begin the process."""
        self._start_at = host_clock.now()

    def send(self, command: object) -> None:
        """Tell the process something. Where none lives it is lost: the next is told anew, at `Started`."""
        if self._pipe is None:
            return
        try:
            self._pipe.send(command)
        except OSError:  # it just died, and the next look says so
            _log.info("%s did not take a command any more", self.name)

    def look(self) -> Iterator[Any]:
        """What the process has said, in order, and `Started` and `Ended` where they belong."""
        if self._process is None:
            if host_clock.now() >= self._start_at:
                yield self._begin()
            return
        yield from self._said()
        if self._process.is_alive():
            late = host_clock.now() - self._silent_at
            if late > self._policy.beat:
                # Nobody looked when it was due: the PC slept, or the owner had to wait; so may the child have.
                self._silent_at = host_clock.now() + self._policy.silent
            elif late >= 0:
                self._kill(f"no sign of life for {self._policy.silent:g} s")
            return
        yield from self._said()  # what came between the two looks
        yield self._buried()

    def close(self) -> None:
        """End the process: it is asked to by the end of its pipe, and made to where it does not."""
        self._start_at = math.inf
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.join(self._policy.leaving)
            if self._process.is_alive():
                _log.warning("%s did not end when it was asked to", self.name)
                self._process.kill()
                self._process.join()
            self._forget()

    def _begin(self) -> Started | Ended:
        pipe, childs = _SPAWN.Pipe()
        errors = ErrorStream(self.name)
        process = _SPAWN.Process(
            target=line.run,
            args=(self.name, self._program, self._args, childs, errors.write_end, self._policy.beat),
            name=self.name,
            daemon=True,
        )
        self._born_at = host_clock.now()
        self._start_at = math.inf
        try:
            process.start()
        except OSError as error:
            pipe.close()
            return self._ended(f"it can't be started: {error.strerror}")
        finally:
            childs.close()
            errors.write_end.close()
        self._process, self._pipe, self._errors = process, pipe, errors
        self._silent_at = self._born_at + self._policy.starting
        self._verdict = ""
        _log.info("%s is process %s", self.name, process.pid)
        return Started(again=self._deaths > 0)

    def _said(self) -> Iterator[Any]:
        try:
            while self._pipe is not None and self._pipe.poll():
                message = self._pipe.recv()
                self._silent_at = host_clock.now() + self._policy.silent
                if not isinstance(message, line.Beat):
                    yield message
        except (EOFError, OSError):
            # It closed its end, so it is about to be gone; an ended pipe would be ready for ever.
            assert self._pipe is not None
            self._pipe.close()
            self._pipe = None
            self._silent_at = min(self._silent_at, host_clock.now() + self._policy.leaving)

    def _kill(self, verdict: str) -> None:
        assert self._process is not None
        self._verdict = verdict
        self._silent_at = math.inf
        self._process.kill()

    def _buried(self) -> Ended:
        assert self._process is not None
        reason = self._verdict or _told(self._process.exitcode)
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        self._forget()
        return self._ended(reason)

    def _ended(self, reason: str) -> Ended:
        if host_clock.now() - self._born_at >= self._policy.steady:
            self._deaths = 0
        again_in = self._policy.again[min(self._deaths, len(self._policy.again) - 1)]
        self._deaths += 1
        self._start_at = host_clock.now() + again_in
        _log.error("%s ended (%s) and is started again in %s s", self.name, reason, again_in)
        return Ended(reason, again_in)

    def _forget(self) -> None:
        assert self._process is not None
        assert self._errors is not None
        self._process.join()
        self._errors.finish(self._policy.leaving)
        self._process.close()
        self._process = self._errors = None


def _told(code: int | None) -> str:
    if code is not None and code < 0:  # as POSIX has it
        return f"signal {-code}, {signal.strsignal(-code)}"
    return f"exit code {code}"
