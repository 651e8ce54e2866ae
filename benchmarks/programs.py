"""Programs that are watched while they run: each says on standard output, a line of JSON a time, what became of it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Message = dict[str, Any]


class Program:
    """A module of the benchmarks in a process of its own, which ends when its standard input does.

    Attributes:
        pid: its process.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid
        self._said: list[Message] = []
        self._errors = ""
        self._change = threading.Condition()
        self._over = False
        self._readers = [threading.Thread(target=each, daemon=True) for each in (self._read, self._read_errors)]
        for reader in self._readers:
            reader.start()

    def until(self, wanted: Callable[[Message], bool], after: float = 0.0, within: float = 120.0) -> Message:
        """The first thing it says that is wanted; not one from before `after`, on the host's clock.

        Raises:
            RuntimeError: it ended first, or it was not said in time.
        """

        def found() -> Message | None:
            return next((said for said in self._said if said["t"] >= after and wanted(said)), None)

        with self._change:
            self._change.wait_for(lambda: found() is not None or self._over, within)
            said = found()
        if said is not None:
            return said
        if self._over:
            self._readers[1].join()  # its last words come by another pipe
        outcome = "ended" if self._over else "did not say it in time"
        raise RuntimeError(f"process {self.pid} {outcome}; {self._said[-3:]} {self._errors}")

    def end(self, within: float = 150.0) -> None:
        """Have it end by itself; all that it said can still be asked for."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(within)
        for reader in self._readers:
            reader.join()

    def kill(self) -> None:
        """End it at once, where it still runs."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for reader in self._readers:
            reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                if not line.startswith("{"):  # a library's, in one of its children
                    self._errors += line
                    continue
                with self._change:
                    self._said.append(json.loads(line))
                    self._change.notify_all()
        with self._change:
            self._over = True
            self._change.notify_all()

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                self._errors = (self._errors + line)[-2000:]


@contextmanager
def running(module: str, *arguments: str) -> Iterator[Program]:
    """A program for a while; it is ended by its standard input, or by force where something failed."""
    program = Program(module, *arguments)
    try:
        yield program
        program.end()
    finally:
        program.kill()
