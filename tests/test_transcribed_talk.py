"""A recorded call in which the agent talks over the customer brings what a call file of it brings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import call_files
import needs
import numpy as np
import pytest
import soundfile
from speech_material import say
from typer.testing import CliRunner

from callassist.cli import app
from callassist.events import SPEAKERS, Speaker
from callassist.speech.recognizer import SAMPLE_RATE, Samples

# By the contract of the call file.
EDGE_S = 0.25
STORY = (
    "The internet has been dropping every single evening since last Friday "
    "and I restarted the router four times and moved it to another room."
)
CALL: tuple[tuple[Speaker, str], ...] = (
    ("agent", "Good morning, this is Sarah from the support team, how can I help you?"),
    ("customer", STORY),
    ("agent", "Let me open your account and have a look at the last three bills."),
    ("agent", "Thank you, is there anything else?"),
)


def edged(text: str) -> Samples:
    """A text spoken, from the beginning of its speech to its end."""
    sound = say(text)
    loud = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1]


def lines_of(came: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in map(json.loads, came.splitlines()):
        found.setdefault(line["type"], []).append(line)
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[dict[str, Any]]], ...]:
    """What comes of the call's sound, and of a call file that says the same."""
    needs.speech_model()
    spoken = [edged(text) for _, text in CALL]
    lengths = [len(sound) / SAMPLE_RATE for sound in spoken]
    story = 1.0 + lengths[0] + 0.8
    last = max(story + lengths[1], story + 3.0 + lengths[2]) + 4.5
    begins = (1.0, story, story + 3.0, last)
    end = last + lengths[3] + 1.0
    sound = np.random.default_rng(1).normal(0, 2e-4, (round(end * SAMPLE_RATE), 2))
    folder = tmp_path_factory.mktemp("talk")
    written: list[dict[str, Any]] = [
        {"type": "call", "id": "talk", "started_at": "2026-11-25T10:00:00+03:00", "language": "en"}
    ]
    for (speaker, text), begun, voice, length in zip(CALL, begins, spoken, lengths, strict=True):
        at = round(begun * SAMPLE_RATE)
        sound[at : at + len(voice), SPEAKERS.index(speaker)] += voice
        said = {"type": "utterance", "t0": begun, "t1": begun + length, "speaker": speaker, "text": text}
        written.append(said)
    written.append({"type": "end", "t": end})
    soundfile.write(folder / "talk.wav", sound, SAMPLE_RATE)
    (folder / "talk.jsonl").write_text("\n".join(map(json.dumps, written)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        # The same knowledge, which takes seconds to make.
        patched.setattr("callassist.calls.library.library", lambda known, misstatements: call_files.sample())
        transcribed = command("transcribe", folder / "talk.wav", "--language", "en")
        replayed = command("replay", folder / "talk.jsonl")
    return lines_of(transcribed), lines_of(replayed)


def command(name: str, file: Path, *more: str) -> str:
    result = CliRunner().invoke(app, [name, str(file), "--json", *more])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_interruption_is_the_same(both: tuple[dict[str, list[dict[str, Any]]], ...]) -> None:
    (heard,), (written,) = (came["interruption"] for came in both)
    assert heard["by"] == written["by"] == "agent"
    assert heard["t"] == pytest.approx(written["t"], abs=EDGE_S)
    assert 0.6 <= written["overlap"] < 0.7  # known a tick later at most
    assert heard["overlap"] == pytest.approx(0.6, abs=EDGE_S)
    assert not any("interruption_withdrawn" in came for came in both)


def test_the_silence_is_the_same(both: tuple[dict[str, list[dict[str, Any]]], ...]) -> None:
    (heard,), (written,) = (came["silence"] for came in both)
    assert written["t1"] - written["t0"] == pytest.approx(4.5, abs=0.01)
    assert [heard["t0"], heard["t1"]] == pytest.approx([written["t0"], written["t1"]], abs=EDGE_S)


def test_the_courtesies_and_figures_are_the_same(both: tuple[dict[str, list[dict[str, Any]]], ...]) -> None:
    heard, written = ([(line["item"], line["done"]) for line in came["checklist"]] for came in both)
    assert heard == written == [(item, True) for item in ("greeting", "name", "thanks", "anything_else")]
    (figures,), (wanted,) = (came["metrics"] for came in both)
    assert figures.keys() == wanted.keys()
    for name, value in wanted.items():
        if name.endswith("_interruptions") or name in ("silences", "hold_s"):
            assert figures[name] == value, name
        elif name.endswith("_s"):
            # Each side speaks three times at most, with two edges each.
            assert figures[name] == pytest.approx(value, abs=6 * EDGE_S), name
        elif name == "agent_share":
            assert figures[name] == pytest.approx(value, abs=0.05)
