"""Which decoding goes first, with real threads held up by events."""

from __future__ import annotations

import logging
import threading

import pytest

from callassist.speech.work import Job, Urgency, Workers


class Bench:
    """Jobs that note when they run; the first ones hold every worker until `gate` is set."""

    def __init__(self, workers: int) -> None:
        self.gate = threading.Event()
        self.ran: list[str] = []
        self.workers = Workers(workers)
        self._holding = threading.Semaphore(0)
        for _ in range(workers):
            self.workers.submit(Job(Urgency.FINAL, self._hold, lambda job: None))
        for _ in range(workers):
            assert self._holding.acquire(timeout=10)

    def _hold(self) -> None:
        self._holding.release()
        self.gate.wait(10)

    def job(self, name: str, urgency: Urgency) -> Job[None]:
        return self.workers.submit(Job(urgency, lambda: self.ran.append(name), lambda job: None))

    def finish(self) -> None:
        self.gate.set()
        self.workers.close()


def test_finals_go_first_then_early_ones_then_partials() -> None:
    bench = Bench(1)
    bench.job("partial", Urgency.PARTIAL)
    bench.job("early", Urgency.EARLY)
    bench.job("final 1", Urgency.FINAL)
    bench.job("final 2", Urgency.FINAL)
    bench.gate.set()
    done = threading.Event()
    bench.workers.submit(Job(Urgency.PARTIAL, done.set, lambda job: None))
    assert done.wait(10)
    bench.finish()
    assert bench.ran == ["final 1", "final 2", "early", "partial"]


def test_an_early_final_that_is_wanted_now_goes_before_others() -> None:
    bench = Bench(1)
    bench.job("early 1", Urgency.EARLY)
    wanted = bench.job("early 2", Urgency.EARLY)
    bench.workers.promote(wanted)
    bench.finish()
    assert bench.ran == ["early 2", "early 1"]


def test_what_nobody_wants_is_not_begun() -> None:
    bench = Bench(1)
    bench.job("early", Urgency.EARLY).void = True
    bench.job("final", Urgency.FINAL)
    bench.finish()
    assert bench.ran == ["final"]


def test_closing_drops_partials_and_finishes_finals() -> None:
    bench = Bench(1)
    bench.job("partial", Urgency.PARTIAL)
    bench.job("final", Urgency.FINAL)
    closing = threading.Thread(target=bench.workers.close)
    closing.start()
    while not bench.workers.closing:
        threading.Event().wait(0.01)
    bench.gate.set()
    closing.join(10)
    assert bench.ran == ["final"]


def test_partials_never_hold_all_workers() -> None:
    workers = Workers(2)
    release, final_ran = threading.Event(), threading.Event()
    for _ in range(3):
        workers.submit(Job(Urgency.PARTIAL, lambda: release.wait(10), lambda job: None))
    workers.submit(Job(Urgency.FINAL, final_ran.set, lambda job: None))
    assert final_ran.wait(10), "a final had to wait for partials"
    release.set()
    workers.close()


def test_a_failing_engine_is_logged_whole_and_the_worker_lives_on(caplog: pytest.LogCaptureFixture) -> None:
    workers = Workers(1)

    def fail() -> None:
        raise RuntimeError("the engine broke")

    failed = workers.submit(Job(Urgency.FINAL, fail, lambda job: None))
    after = threading.Event()
    workers.submit(Job(Urgency.FINAL, after.set, lambda job: None))
    with caplog.at_level(logging.ERROR):
        assert after.wait(10)
        workers.close()
    assert failed.finished
    assert failed.result is None
    assert "the engine broke" in caplog.text


def test_how_long_the_oldest_job_has_been_under_way_is_known() -> None:
    bench = Bench(2)
    first = bench.workers.longest_running
    assert 0 < first < bench.workers.longest_running
    bench.finish()
    assert bench.workers.longest_running == 0
