"""`python -m benchmarks [--small] [--json FILE] [--only NAME]…`: prints tables and writes JSON."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from benchmarks.figures import Absent, printed
from benchmarks.live import two_cores

NAMES = (
    "accuracy", "losses", "latency", "live_call", "window", "silence", "vosk_cpu", "echo", "redaction", "screen_pop",
    "call_log", "retrieval", "retrieval_size", "misstatements", "vocabulary", "interruptions",
    "observers", "anger", "courtesy", "tone", "promises", "summary", "memory", "startup",
)  # fmt: skip
LONG = ("soak",)
"""Only by name: they take as long as they take."""
_LATEST = Path(__file__).resolve().parent / "results" / "latest.json"


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks that were asked for; a benchmark whose material is not there is skipped, saying so."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="on little data, in a few minutes")
    parser.add_argument("--json", type=Path, default=_LATEST, metavar="FILE", help="where to write the figures")
    parser.add_argument("--only", action="append", choices=NAMES + LONG, metavar="NAME", help=", ".join(NAMES + LONG))
    asked = parser.parse_args(arguments)
    machine = {
        "system": platform.platform(terse=True),
        "processor": _processor(),
        "kept to": two_cores(),
        "python": platform.python_version(),
        "small": asked.small,
    }
    print("# Benchmarks\n\n" + ", ".join(f"{key}: {value}" for key, value in machine.items()) + "\n", flush=True)
    results: dict[str, Mapping[str, object]] = {}
    for name in asked.only or NAMES:
        print(f"running {name} …", file=sys.stderr, flush=True)
        began = time.perf_counter()
        try:
            results[name] = import_module(f"benchmarks.{name}").run(asked.small)
        except Absent as absent:
            results[name] = {"skipped": str(absent)}
        print("\n".join(printed(name, results[name])), flush=True)
        _keep(asked.json, {"machine": machine, "results": results})
        print(f"{name} took {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return 0


def _keep(file: Path, figures: Mapping[str, object]) -> None:
    """Written after every benchmark, so that a later one that fails takes nothing with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _processor() -> str:
    """The processor's name where the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main())
