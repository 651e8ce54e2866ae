"""Child processes that crash, hang and come back: real processes, real signals."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import child_programs
import psutil
import pytest

from callassist import logs, paths
from callassist.audio import host_clock
from callassist.errors import UserError
from callassist.live import policy
from callassist.live.child import Child, Ended, Started
from callassist.live.policy import ChildPolicy

pytestmark = pytest.mark.alone

QUICK = ChildPolicy(beat=0.2, silent=2.0, starting=60.0, again=(0.0, 0.1, 0.3), steady=60.0, leaving=5.0)
PATIENCE_S = 60.0


@contextmanager
def running(program: Callable[..., None], *args: Any, thresholds: ChildPolicy = QUICK) -> Iterator[Child]:
    child = Child("tested", program, args, thresholds)
    child.start()
    try:
        yield child
    finally:
        child.close()


def until(child: Child, wanted: Callable[[Any], bool]) -> list[Any]:
    """What a child tells until something wanted is among it."""
    told: list[Any] = []
    given_up = host_clock.now() + PATIENCE_S
    while not any(wanted(item) for item in told):
        assert host_clock.now() < given_up, told
        wait(child.waitables, max(0.0, min(child.due, given_up) - host_clock.now()))
        told += child.look()
    return told


def ended(item: Any) -> bool:
    return isinstance(item, Ended)


def test_what_it_is_told_it_hears_and_what_it_says_comes_back() -> None:
    with running(child_programs.echoes) as child:
        assert until(child, lambda item: isinstance(item, Started)) == [Started(again=False)]
        child.send("a word")
        assert until(child, lambda item: item == "a word") == ["a word"]


def test_everything_it_said_is_told_before_its_death_and_then_it_is_started_again() -> None:
    with running(child_programs.says_much_and_dies, 3000) as child:
        told = until(child, ended)
        assert told[0] == Started(again=False)
        assert told[1:-1] == list(range(3000))
        assert "signal 9" in told[-1].reason
        assert until(child, lambda item: isinstance(item, Started)) == [Started(again=True)]


def test_it_is_started_again_with_growing_patience() -> None:
    with running(child_programs.dies_at_once) as child:
        delays = [until(child, ended)[-1].again_in for _ in range(4)]
    assert delays == [0.0, 0.1, 0.3, 0.3]


def test_one_that_did_well_for_a_while_is_started_again_at_once() -> None:
    with running(child_programs.dies_at_once, thresholds=QUICK.model_copy(update={"steady": 0.0})) as child:
        assert [until(child, ended)[-1].again_in for _ in range(3)] == [0.0, 0.0, 0.0]


def test_a_process_that_stands_still_is_ended() -> None:
    with running(child_programs.echoes) as child:
        until(child, lambda item: isinstance(item, Started))
        child.send("a word")
        until(child, lambda item: item == "a word")
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSTOP)
        assert until(child, ended)[-1].reason == "no sign of life for 2 s"


def test_when_the_owner_stood_still_itself_the_child_gets_another_chance() -> None:
    with running(child_programs.echoes) as child:
        until(child, lambda item: isinstance(item, Started))
        child.send("a word")
        until(child, lambda item: item == "a word")
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSTOP)  # as it would be while the whole PC sleeps
        threading.Event().wait(QUICK.silent + 2 * QUICK.beat)
        assert list(child.look()) == []
        os.kill(child.pid, signal.SIGCONT)
        child.send("another")
        assert until(child, lambda item: item == "another") == ["another"]


def test_a_program_that_does_not_come_back_is_ended_though_its_threads_live() -> None:
    with running(child_programs.hangs_although_threads_go_on) as child:
        assert until(child, ended)[-1].reason == "no sign of life for 2 s"


def test_a_healthy_one_that_has_nothing_to_say_is_left_alone() -> None:
    with running(child_programs.echoes) as child:
        until(child, lambda item: isinstance(item, Started))
        child.send("first")
        until(child, lambda item: item == "first")
        quiet_to = host_clock.now() + 3 * QUICK.silent
        while host_clock.now() < quiet_to:
            wait(child.waitables, quiet_to - host_clock.now())
            assert list(child.look()) == []


def test_the_last_words_of_a_crash_are_in_the_log_and_no_card_number(tmp_path: Path) -> None:
    handler = logging.FileHandler(tmp_path / "log", encoding="utf-8")
    handler.addFilter(logs.RedactingFilter())
    logging.getLogger().addHandler(handler)
    try:
        with running(child_programs.crashes_in_native_code) as child:
            assert "signal 11" in until(child, ended)[-1].reason
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    written = (tmp_path / "log").read_text(encoding="utf-8")
    assert "tested: a library complains about card" in written
    assert "tested: Fatal Python error: Segmentation fault" in written
    assert "child_programs.py" in written
    assert "1111" not in written


def test_a_bug_in_its_program_leaves_a_report_and_a_log_of_its_own() -> None:
    with running(child_programs.raises) as child:
        assert until(child, ended)[-1].reason == "exit code 1"
    report = next(paths.log_dir().glob("crash-*.txt"))
    assert "something that nobody thought of" in report.read_text(encoding="utf-8")
    assert "something that nobody thought of" in (paths.log_dir() / "callassist-tested.log").read_text(encoding="utf-8")


def test_closing_leaves_no_process() -> None:
    with running(child_programs.echoes) as child:
        until(child, lambda item: isinstance(item, Started))
        pid = child.pid
        assert pid is not None
    assert not psutil.pid_exists(pid)
    assert child.waitables == []


def test_wrong_thresholds_are_named(tmp_path: Path) -> None:
    shipped = paths.shipped("resources", "policies", "watching.toml").read_text(encoding="utf-8")
    changed = tmp_path / "watching.toml"
    changed.write_text(shipped.replace("silent = 5.0", "silent = 1.5"), encoding="utf-8")
    with pytest.raises(UserError, match="silent must be at least twice beat"):
        policy.load(changed)
