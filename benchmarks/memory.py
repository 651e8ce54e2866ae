"""Resident memory of the process that transcribes, at rest and at its peak, and of one that only shows help."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benchmarks import material
from benchmarks.figures import Cell, Result

_MB = 1e6
_LOOK_S = 0.002
# A model loaded and used once, as between two calls.
_AT_REST = """
import sys, numpy as np
from callassist.calls import assembly
from callassist.speech import policy
engine = assembly.engine_for("en", policy.load(), model=sys.argv[1])
engine.recognizer.decoding(engine.vocabulary).final(np.zeros(32000, np.float32))
print("ready", flush=True)
sys.stdin.read()
"""


def run(small: bool) -> Result:
    """The transcribing process on the sample call; small: on its first 15 seconds."""
    model = material.whisper()
    command = str(Path(sys.executable).with_name("callassist"))
    with material.sample_call(15.0 if small else None) as call:
        transcribing = _peak([command, "transcribe", str(call), "--language", "en", "--model", model.id])
    rows: list[list[Cell]] = [
        [f"listening process at rest, {model.id} loaded", _at_rest(model.id)],
        [f"transcribe, both channels, {model.id}: peak", transcribing],
        ["callassist --help: peak", _peak([command, "--help"])],
        ["python -c pass: peak", _peak([sys.executable, "-c", "pass"])],
    ]
    return {
        "tables": [{"title": "Resident memory, MB", "columns": ["process", "MB"], "rows": rows}],
        "notes": ["MB are millions of bytes; pages shared with other processes are counted in"],
    }


def _at_rest(model_id: str) -> int:
    with subprocess.Popen(
        [sys.executable, "-c", _AT_REST, model_id], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        ready = process.stdout.readline()
        resident = psutil.Process(process.pid).memory_info().rss if ready else 0
        process.communicate("")
    if process.returncode or not ready:
        raise RuntimeError(f"the listening process ended with {process.returncode}")
    return round(resident / _MB)


def _peak(command: list[str]) -> int:
    """The most that a command ever had resident."""
    most = 0
    with psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, _resident(process))
            time.sleep(_LOOK_S)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return round(most / _MB)


def _resident(process: psutil.Popen) -> int:
    """Bytes now, or the peak by now where the system keeps it, which a short burst can't slip past."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text()
    except OSError:
        try:
            now = process.memory_info()
        except psutil.Error:
            return 0
        return int(getattr(now, "peak_wset", now.rss))
    kept = [line.split() for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kept[0][1]) * 1024 if kept else 0
