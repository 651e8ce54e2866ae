"""Decoding jobs by urgency: finals first, then finals begun early, and partials with what is left.

Never more than one worker is busy with partials, so a final never waits for both.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import IntEnum
from typing import Generic, TypeVar

ResultT = TypeVar("ResultT")

_log = logging.getLogger(__name__)


class Urgency(IntEnum):
    """The order in which waiting jobs are taken."""

    FINAL = 0
    EARLY = 1
    PARTIAL = 2


class Job(Generic[ResultT]):
    """One decoding.

    Attributes:
        urgency: may rise while it waits. void: nobody wants it any more; it is not begun if it still waits.
        asked, begun, ended: readings of `time.perf_counter` when it was queued, when a worker took it, when it was
            done.
    """

    def __init__(self, urgency: Urgency, work: Callable[[], ResultT], done: Callable[[Job[ResultT]], None]) -> None:
        self.urgency = urgency
        self.void = False
        self.finished = False
        self.asked = self.begun = self.ended = time.perf_counter()
        self._work = work
        self._done = done
        self._result: ResultT | None = None

    @property
    def result(self) -> ResultT | None:
        """What the work gave; None where it failed (which is logged) or was void before it began."""
        return self._result

    def run(self) -> None:
        """Do the work in the calling thread.

        A failure is a bug in an engine or its model: it is logged whole, and the call goes on without this result.
        """
        if not self.void:
            try:
                self._result = self._work()
            except Exception:  # noqa: BLE001 - whatever native code raises must not end the call
                _log.exception("decoding failed")
        self.ended = time.perf_counter()
        self.finished = True
        self._done(self)


class Workers:
    """A few threads that take the most urgent job first, the oldest among equals.

    Attributes:
        closing: whether `close` has been called; nothing may be submitted any more.
    """

    def __init__(self, count: int = 2) -> None:
        self._waiting: deque[Job[object]] = deque()
        self._change = threading.Condition()
        self._running: list[Job[object]] = []
        self.closing = False
        self._threads = [threading.Thread(target=self._run, name=f"decoding-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Job[ResultT]) -> Job[ResultT]:
        """Queue a job."""
        with self._change:
            if self.closing:
                raise RuntimeError("these workers have been closed")
            self._waiting.append(job)  # type: ignore[arg-type]  # a Job is only read here
            self._change.notify()
        return job

    def promote(self, job: Job[ResultT]) -> None:
        """Make a waiting job as urgent as a final."""
        with self._change:
            job.urgency = Urgency.FINAL
            self._change.notify()

    @property
    def longest_running(self) -> float:
        """For how many seconds the oldest job that is being done has been so; 0 where none is."""
        with self._change:
            begun = min((job.begun for job in self._running), default=None)
        return 0.0 if begun is None else time.perf_counter() - begun

    def close(self) -> None:
        """Finish what is queued, partials left out, and end the threads."""
        with self._change:
            for job in self._waiting:
                job.void = job.void or job.urgency is Urgency.PARTIAL
            self.closing = True
            self._change.notify_all()
        for thread in self._threads:
            thread.join()

    def abandon(self) -> None:
        """End the threads without beginning anything that still waits. Harmless after `close`."""
        with self._change:
            for job in self._waiting:
                job.void = True
        self.close()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                job.run()
            finally:
                with self._change:
                    self._running.remove(job)
                    self._change.notify_all()

    def _next(self) -> Job[object] | None:
        with self._change:
            while True:
                partial_runs = any(job.urgency is Urgency.PARTIAL for job in self._running)
                able = [job for job in self._waiting if job.urgency is not Urgency.PARTIAL or not partial_runs]
                if able:
                    job = min(able, key=lambda candidate: candidate.urgency)  # min keeps the oldest of equals
                    self._waiting.remove(job)
                    self._running.append(job)
                    job.begun = time.perf_counter()
                    return job
                if self.closing and not self._waiting:
                    return None
                self._change.wait()
