"""One thread on which everything of the engine happens, in the order in which it came in."""

from __future__ import annotations

import logging
import queue
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from callassist import logs

_log = logging.getLogger(__name__)


class Worker:
    """Does what is put to it, one thing after another, and something regularly between.

    A fault of the program in one thing is written down whole, told, and the next thing is done.

    Args:
        name: the thread's. beat: done after everything else, and after `beat_s` seconds without anything while it
            says that it wants to be (`None`: wait; `True`: come again; `False`: it is all over).
        at_fault: told the crash report's file.
    """

    def __init__(
        self, name: str, beat: Callable[[], bool | None], beat_s: float, at_fault: Callable[[Path], None]
    ) -> None:
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._beat = beat
        self._beat_s = beat_s
        self._at_fault = at_fault
        self._reported: set[str] = set()
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def put(self, work: Callable[[], None]) -> None:
        """Have something done; from any thread, and returns at once."""
        self._inbox.put(work)

    def join(self) -> None:
        """Wait until the beat has said that it is over; at once where it never began."""
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        goes_on: bool | None = True
        while goes_on is not False:
            try:
                work = self._inbox.get(timeout=self._beat_s if goes_on else None)
            except queue.Empty:
                work = None
            if work is not None:
                self._guarded(work)
            goes_on = self._guarded(self._beat)

    def _guarded(self, work: Callable[[], bool | None]) -> bool | None:
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - one fault must not end the call that is going on
            self._report(error)
            return True

    def _report(self, error: Exception) -> None:
        """Write a fault down; when it comes again, only in the log, or the beat would fill the disk with reports."""
        place = f"{type(error).__name__} at {traceback.extract_tb(error.__traceback__)[-1]}"
        if place in self._reported:
            _log.error("again: %s", place)
            return
        self._reported.add(place)
        report = logs.crash_report(error)
        _log.critical("a fault in the engine; the report is in %s", report.name, exc_info=error)
        self._at_fault(report)
