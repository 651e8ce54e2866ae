"""Telling people how far a long transfer is."""

from __future__ import annotations

from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_WORTH_A_LINE = 1_000_000


class Reporter(Protocol):
    """Is told of one piece of work at a time; beginning the next ends the one before."""

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """`what` is done to `total` bytes (None if nobody knows), `done` of them before now."""

    def advance(self, count: int) -> None:
        """`count` more bytes are done."""

    def say(self, message: str) -> None:
        """A sentence for the person who waits."""


class Silent:
    """Reports to nobody."""

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """Say nothing."""

    def advance(self, count: int) -> None:
        """Say nothing."""

    def say(self, message: str) -> None:
        """Say nothing."""


class Shown:
    """A bar on a terminal; plain lines where the output goes to a file. A context manager."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._task: TaskID | None = None
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._bars.stop()

    def begin(self, what: str, total: int | None, done: int = 0) -> None:
        """Replace the bar; without a terminal, write what begins."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(what, total=total, completed=done)
        if not self._console.is_terminal and (total is None or total >= _WORTH_A_LINE):
            size = "" if total is None else f" ({in_words(total)})"
            self.say(f"{what}{size}" + (f", {in_words(done)} of it are here already" if done else ""))

    def advance(self, count: int) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bars.advance(self._task, count)

    def say(self, message: str) -> None:
        """Write a line above the bar."""
        self._console.print(message, markup=False, highlight=False, soft_wrap=True)


def in_words(size: int) -> str:
    """A number of bytes for people: 0 bytes, 812 kB, 148 MB, 1.93 GB."""
    for unit, one, digits in (("GB", 10**9, 2), ("MB", 10**6, 0), ("kB", 10**3, 0)):
        if size >= one:
            return f"{size / one:.{digits}f} {unit}"
    return f"{size} bytes"
