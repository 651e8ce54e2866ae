"""How long the command line takes until it has answered, beside Python alone and beside importing typer."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import Result, aim

_AIM_S = 0.4


def run(small: bool) -> Result:
    """Medians of interleaved runs, so that a busy moment falls on all alike."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        'python -c "import typer"': [sys.executable, "-c", "import typer"],
        "callassist transcribe --help": [str(Path(sys.executable).with_name("callassist")), "transcribe", "--help"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for n in range(6 if small else 21):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if n:  # the first run reads everything from the disk
                taken[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    ours, typer, bare = (
        medians["callassist transcribe --help"],
        medians['python -c "import typer"'],
        medians["python -c pass"],
    )
    return {
        "tables": [
            {
                "title": "Start, median seconds",
                "columns": ["command", "median", "aim", "met", "÷ import typer"],
                "rows": [
                    ["python -c pass", round(bare, 3), None, None, round(bare / typer, 2)],
                    ['python -c "import typer"', round(typer, 3), None, None, 1.0],
                    ["callassist transcribe --help", *aim(ours, _AIM_S), round(ours / typer, 2)],
                ],
            }
        ],
        "notes": [],
    }
