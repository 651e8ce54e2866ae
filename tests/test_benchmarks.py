"""The benchmarks' own arithmetic and output. What they measure is no test's business: tests do not time."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import live, live_call, material, soak
from benchmarks.__main__ import LONG, NAMES
from benchmarks.figures import Absent, aim, printed
from benchmarks.programs import running
from benchmarks.script import sample_script
from benchmarks.tap import at_16_khz, delay_of
from callassist.calls.heard import HeardFinal, Timing
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


@given(wait=MOMENTS, late=MOMENTS, lead=st.floats(-4, 4), decoding=MOMENTS, after=MOMENTS)
def test_the_parts_of_a_real_call_add_up(wait: float, late: float, lead: float, decoding: float, after: float) -> None:
    epoch, ended = 500.0, 503.1  # it ended a little after the hearing thought so
    decided = epoch + 3.0 + wait + late
    decoded = decided + lead + decoding
    final = HeardFinal("agent", 1.0, 3.0, 3.0 + wait, (Word("yes"),), Timing(wait, 0, decoding, decided, decoded))
    shown = max(decoded, decided) + after
    parts = live_call.parted(final, epoch, ended, shown)
    assert parts.latency == pytest.approx(shown - ended, abs=1e-6)
    assert parts.wait == pytest.approx(wait - 0.1, abs=1e-6)
    assert parts.capture == pytest.approx(late, abs=1e-6)
    assert min(parts.queue, parts.decoding) >= 0
    assert parts.rest == pytest.approx(after, abs=1e-6)


def test_a_faint_sound_is_found_beside_a_loud_one() -> None:
    random = np.random.default_rng(3)
    known = random.standard_normal(1600).astype(np.float32)
    heard = np.concatenate([100 * random.standard_normal(4000), 0.1 * known, random.standard_normal(800)])
    seconds, alike = delay_of(known, heard.astype(np.float32))
    assert seconds == pytest.approx(0.25)
    assert alike > 0.99


def test_capture_is_judged_by_what_was_played() -> None:
    sound = np.random.default_rng(4).standard_normal(16_000).astype(np.float32)
    around = round(soak.FILTER_S * 16_000)
    margin = around + round(soak.SEARCH_S * 16_000)
    theirs = sound[4000 - margin : 5600 + margin]
    side = soak.Side()
    soak.judge(side, sound[4000 - around - 320 : 5600 + around - 320], theirs, 1.0)  # 20 ms behind
    soak.judge(side, np.zeros(1600 + 2 * around, np.float32), theirs, 1.1)
    soak.judge(side, sound[: 1600 + 2 * around], np.zeros_like(theirs), 1.2)  # nothing was played
    assert (side.blocks, side.lost, side.zeros, side.unplayed) == (3, [1.1], 1600, 1)
    assert side.at_the_end == pytest.approx(20.0, abs=0.1)


def test_a_hiss_that_came_through_is_not_taken_for_lost() -> None:
    sound = soak.side_of_the_call("customer")
    heard = at_16_khz(np.concatenate([sound, sound]), 8000)
    # As a recording has it that began half a sample later.
    frequencies = np.fft.rfftfreq(heard.size)
    mine = np.fft.irfft(np.fft.rfft(heard) * np.exp(-1j * np.pi * frequencies), heard.size).astype(np.float32)
    around = round(soak.FILTER_S * 16_000)
    margin = around + round(soak.SEARCH_S * 16_000)
    side, other = soak.Side(), soak.Side()
    for start in range(4000, heard.size - 8000, 1600):
        theirs = (np.round(heard[start - margin : start + 1600 + margin] * 32768) / 32768).astype(np.float32)
        soak.judge(side, mine[start - around : start + 1600 + around], theirs, start / 16_000)
        soak.judge(other, mine[start + 4000 - around : start + 5600 + around], theirs, start / 16_000)
    assert side.lost == []
    assert len(other.lost) > 0.9 * other.blocks  # another piece of the same talk is not taken for it


def test_the_beginning_of_the_script_holds_whole_lines() -> None:
    script = sample_script(14.0)
    assert [line.speaker for line in script.lines] == ["agent", "customer"]
    assert script.seconds == pytest.approx(script.lines[-1].t1 + 0.5, abs=0.001)


def test_a_watched_program_that_ends_too_early_is_told_with_its_last_words() -> None:
    with pytest.raises(RuntimeError, match=r"ended.*No module named"), running("benchmarks.no_such_program") as program:
        program.until(lambda said: True)


def test_a_bare_event_loop_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    with running("benchmarks.event_loop") as program:
        began = program.until(lambda said: said["what"] == "ready")["t"]
        threading.Event().wait(0.2)
    turns = program.until(lambda said: said["what"] == "turns", began)["turns"]
    assert turns
    assert all(late >= 0 for _, late in turns)


@pytest.mark.parametrize("name", NAMES + LONG)
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
