"""The benchmarks' own arithmetic and output. What they measure is no test's business: tests do not time."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import live, material
from benchmarks.__main__ import NAMES
from benchmarks.figures import Absent, aim, printed
from callassist.calls.hearing import HeardFinal, Timing
from callassist.speech.recognizer import Word

MOMENTS = st.floats(0, 5, allow_nan=False)


def parted(*, began: float, at: float, engine: tuple[float, float], now: float, partials: list[float]) -> live.Shown:
    final = HeardFinal("agent", 1.0, 3.0, at, (Word("yes"),), Timing(0, 0, 0))
    run = live.Decoded((Word("yes"),), np.zeros(8, np.float32), began + engine[0], began + engine[1])
    return live.parted(final, began + now, run, [("agent", began + each) for each in partials], began)


@given(began=st.floats(0, 1e5), wait=MOMENTS, lead=st.floats(-4, 4), decoding=MOMENTS, after=MOMENTS)
def test_the_parts_of_a_latency_add_up(began: float, wait: float, lead: float, decoding: float, after: float) -> None:
    decided = 3.0 + wait
    ended = decided + lead + decoding
    now = max(ended, decided) + after
    found = parted(began=began, at=decided, engine=(decided + lead, ended), now=now, partials=[])
    assert found.latency == pytest.approx(now - 3.0, abs=1e-6)
    assert min(found.wait, found.queue, found.decoding) >= 0
    assert found.own == pytest.approx(after, abs=1e-6)


def test_a_final_begun_early_overlaps_the_wait() -> None:
    found = parted(began=100.0, at=3.6, engine=(3.2, 3.7), now=3.75, partials=[0.5, 1.9, 2.5])
    assert (found.wait, found.queue) == (pytest.approx(0.6), 0.0)
    assert found.decoding == pytest.approx(0.1)
    assert found.own == pytest.approx(0.05)
    assert found.engine == pytest.approx(0.5)
    assert found.first == pytest.approx(0.9)  # the partial at 0.5 belonged to what was said before


def test_a_final_that_had_to_queue_says_so() -> None:
    found = parted(began=0.0, at=3.6, engine=(4.0, 4.5), now=4.5, partials=[])
    assert (found.queue, found.decoding) == (pytest.approx(0.4), pytest.approx(0.5))
    assert found.own == pytest.approx(0.0)
    assert found.first is None


@pytest.mark.parametrize("name", NAMES)
def test_every_benchmark_can_be_run_by_its_name(name: str) -> None:
    assert callable(import_module(f"benchmarks.{name}").run)


def test_results_print_as_tables_whatever_their_keys() -> None:
    result = {"recall": {"cards": 1.0}, "notes": ["made-up numbers"], "tables": []}
    text = "\n".join(printed("redaction", result))
    assert "| recall, cards | 1.000 |" in text
    assert "- made-up numbers" in text
    row = ["final", *aim(2.5, 2.0)]
    told = "\n".join(printed("x", {"tables": [{"title": "t", "columns": ["", "s", "aim", "met"], "rows": [row]}]}))
    assert "| final | 2.500 | ≤ 2 | **no** |" in told
    assert "Skipped: no model" in "\n".join(printed("x", {"skipped": "no model"}))


def test_the_beginning_of_the_sample_call_has_both_channels() -> None:
    with material.sample_call(3.0) as call:
        found = soundfile.info(call)
    assert (found.channels, found.duration) == (2, pytest.approx(3.0))
    assert not call.exists()


def test_what_is_absent_is_skipped_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_MODELS", str(tmp_path))
    with pytest.raises(Absent, match="callassist models install"):
        material.whisper()


def test_figures_are_printed_and_written(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--small", "--only", "startup", "--json", str(out)]
    done = subprocess.run(
        command, cwd=material.REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "| callassist transcribe --help |" in done.stdout
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["machine"]["small"] is True
    assert figures["results"].keys() == {"startup"}
