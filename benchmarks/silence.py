"""What CallAssist costs while nobody speaks: in a call in which both sides are silent, and without a call."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
import psutil  # type: ignore[import-untyped]

from benchmarks import desktop, material
from benchmarks.children import children
from benchmarks.figures import Cell, Result, aim
from benchmarks.programs import Program, running
from callassist.audio import host_clock
from callassist.speech.recognizer import Samples
from tests.pulse_server import MOUTH, RATE, PulseServer

_CALL_PERCENT = 10.0
_SETTLING_S = 3.0  # what an answer, or a start, sets going is over by then
_OURS = ("window and engine", "capture", "recogniser")
Costs = dict[str, float]


def run(small: bool) -> Result:
    """A minute each, in calls with faint noise and with digital silence; small: a second each, noise only."""
    material.whisper()
    seconds, settling = (1.0, 0.5) if small else (60.0, _SETTLING_S)
    noise = {rate: desktop.faint_noise(seconds + 30.0, rate) for rate in (desktop.TELEPHONE_RATE, RATE)}
    nothing = {rate: np.zeros_like(sound) for rate, sound in noise.items()}
    measured: dict[str, Costs] = {}
    with desktop.screen() as screen, desktop.sound_server() as server:
        before = _machine(seconds)
        with desktop.own_folders(), running("benchmarks.event_loop", "--window") as bare:
            bare.until(lambda said: said["what"] == "painted")
            threading.Event().wait(settling)
            empty = _spent({"window": psutil.Process(bare.pid)}, seconds)["window"]
        with desktop.own_folders(), _app(settling) as app:
            measured["no call"] = _costs(app, seconds)
        measured["a call, both sides -60 dBov of noise"] = _in_call(server, noise, seconds, settling)
        if not small:
            measured["a call, both sides digitally silent"] = _in_call(server, nothing, seconds, settling)
    rows: list[list[Cell]] = [
        ["nothing of ours: the whole machine meanwhile", None, None, None, round(before, 1), None, None],
        ["nothing of ours: an empty Qt window", round(empty, 1), None, None, round(empty, 1), None, None],
    ]
    for name, costs in measured.items():
        total = sum(costs.values())
        limits: list[Cell] = aim(total, _CALL_PERCENT) if "call, " in name else [round(total, 3), None, None]
        rows.append([name, *(round(costs[part], 1) for part in _OURS), *limits])
    return {
        "tables": [
            {
                "title": "Processor time, per cent of one core",
                "columns": ["", *_OURS, "together", "aim", "met"],
                "rows": rows,
            }
        ],
        "notes": [
            f"{seconds:g} s each, after {settling:g} s to settle; user and system time of each process",
            f"screen: {screen}",
            "levels are looked at ten times a second and told where a decibel has changed; sound server and softphones "
            "are not counted",
        ],
    }


def _in_call(server: PulseServer, sound: Mapping[int, Samples], seconds: float, settling: float) -> Costs:
    with (
        desktop.phones(server, sound[desktop.TELEPHONE_RATE]) as phones,
        desktop.own_folders(baresip_port=phones.agent.control_port),
        _app(settling) as app,
    ):
        phones.caller.call(phones.agent)
        app.until(lambda said: said["what"] == "calls" and said["states"] == ["ringing"])
        phones.agent.do("accept")
        app.until(lambda said: said["what"] == "calls" and said["states"] == ["active"])
        server.play(MOUTH, sound[RATE])
        threading.Event().wait(settling)
        costs = _costs(app, seconds)
        phones.agent.do("hangup")
        app.until(lambda said: said["what"] == "calls" and said["states"] == ["ended"])
    server.silence()
    return costs


@contextmanager
def _app(settling: float) -> Iterator[Program]:
    """The real app with its model loaded, at rest."""
    with running("benchmarks.watched_app") as app:
        app.until(lambda said: said["what"] == "listening" and bool(said["model"]))
        threading.Event().wait(settling)
        yield app


def _costs(app: Program, seconds: float) -> Costs:
    process = psutil.Process(app.pid)
    return _spent({"window and engine": process, **children(process)}, seconds)


def _spent(processes: Mapping[str, psutil.Process], seconds: float) -> Costs:
    """Per cent of a core that each process takes from now on."""
    began = host_clock.now()
    before = {name: _cpu(process) for name, process in processes.items()}
    threading.Event().wait(seconds)
    took = host_clock.now() - began
    return {name: 100 * (_cpu(process) - before[name]) / took for name, process in processes.items()}


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _machine(seconds: float) -> float:
    """Per cent of one core that everything on this machine takes."""
    return float(psutil.cpu_percent(seconds) * psutil.cpu_count())
