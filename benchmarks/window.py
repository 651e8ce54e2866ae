"""The agent's window: whether its event loop stalls during a call, how soon it is there, how soon a ring is on it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soxr

from benchmarks import desktop, material
from benchmarks.figures import Cell, Result, Table, aim
from benchmarks.programs import Message, Program, running
from benchmarks.script import Script, sample_script
from callassist.audio import host_clock
from tests.pulse_server import MOUTH, RATE, PulseServer

_APP, _LOOP = "benchmarks.watched_app", "benchmarks.event_loop"
_STALL_P99_MS, _STALL_WORST_MS = 16.0, 50.0
_USABLE_S = 1.5
_RING_MS = 150.0
_DROP_CACHES = Path("/proc/sys/vm/drop_caches")


def run(small: bool) -> Result:
    """One call, 7 starts and 20 rings; small: its first 7 seconds, a start and a ring."""
    material.whisper()  # or there is nothing to hear with
    tables: list[Table] = []
    notes: list[str] = []
    with desktop.screen() as screen:
        notes.append(f"screen: {screen}, no window manager")
        with desktop.own_folders(), desktop.sound_server():
            with running(_APP):  # makes the database, so that no start below is the first
                pass
            tables += [_starts(1 if small else 7, notes, may_drop=not small), _rings(1 if small else 20)]
        with desktop.sound_server() as server:
            tables.append(_stalls(server, sample_script(7.0 if small else None), notes))
    return {"tables": tables, "notes": notes}


# ── Stalls ────────────────────────────────────────────────────────────────────────────────────────────────


def _stalls(server: PulseServer, script: Script, notes: list[str]) -> Table:
    with desktop.phones(server, script.customer) as phones, desktop.own_folders(baresip_port=phones.agent.control_port):
        with running(_APP, "--probe") as app, running(_LOOP) as bare:
            app.until(lambda said: said["what"] == "listening" and bool(said["model"]))
            bare.until(lambda said: said["what"] == "ready")
            phones.caller.call(phones.agent)
            app.until(lambda said: said["what"] == "calls" and said["states"] == ["ringing"])
            began = host_clock.now()
            phones.agent.do("accept")
            app.until(lambda said: said["what"] == "calls" and said["states"] == ["active"])
            server.play(MOUTH, soxr.resample(script.agent, desktop.TELEPHONE_RATE, RATE))
            threading.Event().wait(script.seconds)  # the call takes as long as it takes
            ended = host_clock.now()
            phones.agent.do("hangup")
            app.until(lambda said: said["what"] == "calls" and said["states"] == ["ended"])
        ours, theirs = (_late(program, began, ended) for program in (app, bare))
    notes.append(
        f"stalls: the real app with both children in a SIP call of {ended - began:.0f} s; the bare loop is an "
        f"application without a window, probed the same way at the same time ({len(theirs)} turns); a turn every 5 ms "
        "on a fixed grid, so a stall counts for all turns that fell into it"
    )
    rows: list[list[Cell]] = []
    for name, share, most in (("p50", 50, None), ("p99", 99, _STALL_P99_MS), ("worst", 100, _STALL_WORST_MS)):
        mine, their = (round(float(np.percentile(late, share)) * 1000, 1) for late in (ours, theirs))
        over = mine - their
        rows.append([name, mine, their, *(aim(over, most) if most is not None else [round(over, 3), None, None])])
    return {
        "title": "Event loop during a call, milliseconds late",
        "columns": ["", "the app", "a bare Qt loop", "over it", "aim", "met"],
        "rows": rows,
    }


def _late(program: Program, began: float, ended: float) -> list[float]:
    turns = program.until(lambda said: said["what"] == "turns")["turns"]
    return [late for due, late in turns if began <= due < ended]


# ── Start ─────────────────────────────────────────────────────────────────────────────────────────────────


def _starts(count: int, notes: list[str], *, may_drop: bool) -> Table:
    rows = _start_rows("warm", count, cold=False)
    if may_drop and _drop_caches():
        rows += _start_rows("cold", max(2, count // 2), cold=True)
        notes.append("cold: the system's file caches were dropped before each start; warm: they were not")
    else:
        notes.append("warm: file caches were not dropped, so the files came from memory")
    return {
        "title": "From the start of the process until painted and answering, median seconds",
        "columns": ["", "median", "aim", "met", "÷ empty window"],
        "rows": rows,
    }


def _start_rows(name: str, count: int, *, cold: bool) -> list[list[Cell]]:
    taken: dict[tuple[str, ...], list[float]] = {(_LOOP, "--window"): [], (_APP,): []}
    for _ in range(count):
        for program, times in taken.items():  # in turn, so that a busy moment falls on both
            if cold:
                _drop_caches()
            began = host_clock.now()
            with running(*program) as started:
                times.append(started.until(_painted)["t"] - began)
    empty, ours = (statistics.median(times) for times in taken.values())
    return [
        [f"Python and an empty window, {name}", round(empty, 3), None, None, 1.0],
        [f"CallAssist, {name}", *aim(ours, _USABLE_S), round(ours / empty, 2)],
    ]


def _painted(said: Message) -> bool:
    return bool(said["what"] == "painted")


def _drop_caches() -> bool:
    """Whether files come from the disk again; only root may, and not in every container."""
    try:
        os.sync()
        _DROP_CACHES.write_text("1")
    except OSError:
        return False
    return True


# ── Ring ──────────────────────────────────────────────────────────────────────────────────────────────────


def _rings(count: int) -> Table:
    hook = str(Path(sys.executable).with_name("callassist-hook"))
    python: list[float] = []
    rings: list[float] = []
    ends: list[float] = []
    with running(_APP) as app:
        app.until(_painted)
        app.until(lambda said: said["what"] == "listening" and bool(said["model"]))
        for n in range(count):
            number = f"05512345{n:02}"
            began = host_clock.now()
            subprocess.run([sys.executable, "-c", "pass"], check=True)
            python.append(host_clock.now() - began)
            began = host_clock.now()
            subprocess.run([hook, "ring", number], check=True)
            ends.append(host_clock.now() - began)
            rings.append(app.until(lambda said: _bar(said, "ringing"), began)["t"] - began)
            subprocess.run([hook, "hangup", number], check=True)
            app.until(lambda said: not _bar(said, "ringing") and said["what"] == "bar", began)
    bare = _p50_p95(python)
    return {
        "title": "From the start of the hook's process until the ring is painted, milliseconds",
        "columns": ["", "p50", "p95", "aim for p50", "met", "÷ python -c pass"],
        "rows": [
            ["python -c pass", *bare, None, None, 1.0],
            ["the hook, until it has ended", *_p50_p95(ends), None, None, round(_p50_p95(ends)[0] / bare[0], 2)],
            ["the ring on the window", *_p50_p95(rings), *aim(_p50_p95(rings)[0], _RING_MS)[1:],
             round(_p50_p95(rings)[0] / bare[0], 2)],
        ],
    }  # fmt: skip


def _bar(said: Message, state: str) -> bool:
    return bool(said["what"] == "bar" and said["state"] == state)


def _p50_p95(seconds: Sequence[float]) -> list[float]:
    return [round(float(each) * 1000, 1) for each in np.percentile(seconds, [50, 95])]
