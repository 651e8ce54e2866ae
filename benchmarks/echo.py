"""The customer's voice in the agent's microphone: how much passes for the agent's, and what of the agent's is lost.

What is the agent's speech is what the voice activity finds in the agent's channel without the leak.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks import material
from benchmarks.figures import Absent, Cell, Result, Table
from benchmarks.leak import leaked
from callassist.audio.echo import EchoGate
from callassist.audio.levels import dbov, gain
from callassist.audio.recording import read_all
from callassist.audio.telephone import telephone_band
from callassist.speech import policy
from callassist.speech.activity import FRAME, FRAME_S, VoiceActivity
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Samples

Flags = npt.NDArray[np.bool_]
Judge = Callable[[Samples, Samples], bool]

_LEVELS_DB = (-10.0, -20.0, -30.0)
_DELAY_S = 0.12
# The peer: below the customer's frame of the same moment by more than this, it is the customer.
_LEVEL_ONLY_DB = 15.0
# Speech this near to the agent's own is not held against anybody.
_MARGIN = 10
_SPEECH_DBOV = -26.0  # nominal active speech level, ITU-T P.56
_NOISE_DBOV = -66.0


@dataclass
class _Cpu:
    """CPU seconds spent so far, on the same frames."""

    gate: float = 0.0
    activity: float = 0.0


def run(small: bool) -> Result:
    """The sample call and calls laid out of public clips; small: the first 30 seconds of the sample call."""
    thresholds, cpu = policy.load(), _Cpu()
    with material.sample_call(30.0 if small else None) as call:
        sample = read_all(call)
    tables = [_table("Sample call, one overlap in twelve lines", sample[0], sample[1], thresholds, cpu)]
    notes = [
        "share judged: of the customer's speech while the agent is silent, how much counts as the agent's",
        "share lost: of the agent's own speech, how much no longer counts",
        f"level comparison: a frame more than {_LEVEL_ONLY_DB:g} dB below the customer's of the same moment is a leak",
        f"leak {_DELAY_S:g} s late, in a room with a reverberation time of 0.2 s",
        f"CPU time of the gate over that of the voice activity: {cpu.gate / cpu.activity:.2f}",
    ]
    if small:
        return {"tables": tables, "notes": notes}
    try:
        agent, customer = _laid_out()
    except Absent as absent:
        notes.append(f"public clips skipped: {absent}")
    else:
        title = "Public clips, people talking at once most of the time"
        tables.append(_table(title, agent, customer, thresholds, cpu))
    return {"tables": tables, "notes": notes}


def _table(title: str, agent: Samples, customer: Samples, thresholds: HearingPolicy, cpu: _Cpu) -> Table:
    speaking = _voiced(agent, customer, thresholds, None)
    other = _voiced(customer, customer, thresholds, None)
    alone = other & ~_widened(speaking)
    cases: list[tuple[str, Samples]] = [("none", np.zeros_like(customer))]
    cases += [(f"{level:g} dB", leaked(customer, level, _DELAY_S)) for level in _LEVELS_DB]
    cases.append(("-20 dB, 200 ppm drift", leaked(customer, -20.0, _DELAY_S, drift_ppm=200)))
    cases.append(("-20 dB, 3 ms jitter", leaked(customer, -20.0, _DELAY_S, jitter=0.003)))
    rows: list[list[Cell]] = []
    for name, leak in cases:
        gate = EchoGate(thresholds.echo)
        found = [
            _voiced(agent + leak, customer, thresholds, None),
            _voiced(agent + leak, customer, thresholds, _by_level),
            _voiced(agent + leak, customer, thresholds, gate.is_leak, cpu),
        ]
        judged: list[Cell] = [float(np.mean(voiced[alone])) for voiced in found]
        lost: list[Cell] = [float(np.mean(~voiced[speaking])) for voiced in found]
        rows.append([name, *judged, *lost])
    ways_named = ["no gate", "level comparison", "gate"]
    return {
        "title": title,
        "columns": ["leak", *(f"judged: {way}" for way in ways_named), *(f"lost: {way}" for way in ways_named)],
        "rows": rows,
    }


def _by_level(agent: Samples, customer: Samples) -> bool:
    return dbov(agent) < dbov(customer) - _LEVEL_ONLY_DB


def _voiced(
    agent: Samples, customer: Samples, thresholds: HearingPolicy, way: Judge | None, cpu: _Cpu | None = None
) -> Flags:
    """Which frames are the agent's speech, from where it began to where it ended."""
    activity, cpu = VoiceActivity(thresholds.activity), cpu or _Cpu()
    found = np.zeros(len(agent) // FRAME, bool)
    for n in range(len(found)):
        one, other = agent[n * FRAME : (n + 1) * FRAME], customer[n * FRAME : (n + 1) * FRAME]
        began = time.process_time()
        leak = way is not None and way(one, other)
        judged = time.process_time()
        frame = activity.judge(one, n * FRAME_S, leak=leak)
        cpu.gate += judged - began
        cpu.activity += time.process_time() - judged
        found[n] = frame.voiced
        if frame.edge is not None:
            found[round(frame.edge_t / FRAME_S) : n] = frame.voiced
    return found


def _widened(flags: Flags) -> Flags:
    return np.asarray(np.convolve(flags, np.ones(2 * _MARGIN + 1), "same") > 0)


def _laid_out() -> tuple[Samples, Samples]:
    """The English clips as the agent's side and the Arabic ones as the customer's, at telephone level and noise."""
    folder = material.shared_speech()
    random = np.random.default_rng(1)
    clips = [
        [telephone_band(read_all(file).mean(axis=0)) for file in sorted(folder.glob(pattern))]
        for pattern in ("en/*.ogg", "ar/*.wav")
    ]
    agent = np.concatenate(list(_with_pauses(3 * clips[0], (3.0, 10.0), random)))
    customer = np.concatenate(list(_with_pauses(6 * clips[1], (1.0, 4.0), random)))
    length = min(len(agent), len(customer))
    noise = random.standard_normal((2, length)) * gain(_NOISE_DBOV)
    both = np.stack([agent[:length], customer[:length]]) + noise
    return both[0].astype(np.float32), both[1].astype(np.float32)


def _with_pauses(
    clips: Sequence[Samples], pauses: tuple[float, float], random: np.random.Generator
) -> Iterator[Samples]:
    for clip in clips:
        yield np.zeros(round(random.uniform(*pauses) * SAMPLE_RATE), np.float32)
        yield clip * np.float32(gain(_SPEECH_DBOV - dbov(clip)))
