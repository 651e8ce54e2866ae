"""The customer's voice in the agent's microphone: the sample call with a leak put in, the real voice activity."""

from __future__ import annotations

import json
import tomllib
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_recognizer import FakeRecognizer
from shared_data import shared
from speech_material import say
from speech_models import HEARING, whisper

from benchmarks.leak import leaked
from callassist import paths
from callassist.audio.echo import EchoGate
from callassist.audio.levels import gain
from callassist.audio.recording import read_all
from callassist.calls.heard import Heard, HeardEvent, HeardFinal
from callassist.calls.hearing import Hearing
from callassist.errors import UserError
from callassist.events import SpeechStarted
from callassist.speech import policy
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.guards import bare
from callassist.speech.recognizer import SAMPLE_RATE, Recognizer, Samples

CALLS = paths.shipped("resources", "calls")


@cache
def sample() -> tuple[Samples, Samples]:
    agent, customer = read_all(CALLS / "sample-en.wav")
    return agent, customer


@cache
def script() -> tuple[dict[str, Any], ...]:
    text = (CALLS / "sample-en.transcript.jsonl").read_text(encoding="utf-8")
    return tuple(line for line in map(json.loads, text.splitlines()) if line["type"] == "utterance")


def pairs(agent: Samples, customer: Samples) -> Iterator[tuple[float, Samples, Samples]]:
    for n in range(min(len(agent), len(customer)) // FRAME):
        yield n * FRAME_S, agent[n * FRAME : (n + 1) * FRAME], customer[n * FRAME : (n + 1) * FRAME]


def leaks(agent: Samples, customer: Samples) -> list[bool]:
    gate = EchoGate(HEARING.echo)
    return [gate.is_leak(one, other) for _, one, other in pairs(agent, customer)]


def heard(agent: Samples, customer: Samples, recognizer: Recognizer) -> list[Heard]:
    hearing = Hearing({"agent": recognizer, "customer": recognizer}, HEARING, live=False)
    for t, one, other in pairs(agent, customer):
        hearing.feed(t, {"agent": one, "customer": other})
    hearing.close()
    return [hearing.heard.get() for _ in range(hearing.heard.qsize())]


def finals(found: Sequence[Heard]) -> list[HeardFinal]:
    return [item for item in found if isinstance(item, HeardFinal) and item.speaker == "agent"]


def starts(found: Sequence[Heard]) -> list[float]:
    events = [item.event for item in found if isinstance(item, HeardEvent)]
    return [event.t for event in events if isinstance(event, SpeechStarted) and event.speaker == "agent"]


@cache
def without_leak() -> tuple[HeardFinal, ...]:
    return tuple(finals(heard(*sample(), FakeRecognizer())))


def over_the_customer() -> list[dict[str, Any]]:
    """The agent's lines that begin while the customer speaks."""
    customers = [line for line in script() if line["speaker"] == "customer"]
    agents = [line for line in script() if line["speaker"] == "agent"]
    return [line for line in agents if any(other["t0"] < line["t0"] < other["t1"] for other in customers)]


LEAKS = [
    pytest.param(-20.0, 0.12, {}, id="-20 dB"),
    pytest.param(-20.0, 0.0, {}, id="at once"),
    pytest.param(-20.0, 0.3, {}, id="300 ms late"),
    pytest.param(-20.0, 0.12, {"drift_ppm": 200.0}, id="200 ppm of drift"),
    pytest.param(-20.0, 0.12, {"jitter": 0.003}, id="3 ms of jitter"),
    pytest.param(-10.0, 0.12, {}, id="-10 dB"),
    pytest.param(-30.0, 0.12, {}, id="-30 dB"),
]


@pytest.mark.parametrize(("decibels", "delay", "clock"), LEAKS)
def test_only_the_agents_own_utterances_are_written_and_all_of_them(
    decibels: float, delay: float, clock: dict[str, float]
) -> None:
    agent, customer = sample()
    found = heard(agent + leaked(customer, decibels, delay, **clock), customer, FakeRecognizer())
    written = finals(found)
    assert len(written) == len(without_leak())
    for final, clean in zip(written, without_leak(), strict=True):
        assert final.t0 == pytest.approx(clean.t0, abs=0.1)
        assert final.t1 == pytest.approx(clean.t1, abs=0.25)
    for line in over_the_customer():
        assert min(abs(start - line["t0"]) for start in starts(found)) <= 0.15


def test_without_the_gate_the_same_leak_is_written_twice() -> None:
    agent, customer = sample()
    mixed = agent + leaked(customer, -20.0, 0.12)
    hearing = Hearing({"agent": FakeRecognizer()}, HEARING, live=False)
    for t, one, _ in pairs(mixed, customer):
        hearing.feed(t, {"agent": one})
    hearing.close()
    found = [hearing.heard.get() for _ in range(hearing.heard.qsize())]
    assert sum(final.t1 - final.t0 for final in finals(found)) > 1.5 * sum(
        line["t1"] - line["t0"] for line in script() if line["speaker"] == "agent"
    )


def test_a_leak_begins_no_interruption_and_is_no_speech_for_long() -> None:
    agent, customer = sample()
    found = heard(agent + leaked(customer, -20.0, 0.12), customer, FakeRecognizer())
    own = [(line["t0"] - 0.2, line["t1"] + 0.2) for line in script() if line["speaker"] == "agent"]
    strange = [start for start in starts(found) if not any(t0 <= start <= t1 for t0, t1 in own)]
    # The first words of the call's first leak are noticed, until it is clear what they are.
    assert len(strange) <= 1


def test_nothing_is_gated_where_nothing_leaks() -> None:
    assert not any(leaks(*sample()))


def test_two_people_who_talk_at_once_are_no_leak() -> None:
    folder = shared("data", "speech")
    random = np.random.default_rng(1)
    sides = [
        np.concatenate([read_all(file).mean(axis=0) for file in sorted(folder.glob(pattern))])
        for pattern in ("en/*.ogg", "ar/*.wav")
    ]
    length = min(map(len, sides))
    noise = random.standard_normal((2, length)) * gain(-66)
    agent, customer = (np.stack([side[:length] for side in sides]) + noise).astype(np.float32)
    assert not any(leaks(agent, customer))


def test_a_customer_who_is_silent_costs_nothing_and_gates_nothing() -> None:
    agent, _ = sample()
    gate = EchoGate(HEARING.echo)
    hiss = (np.random.default_rng(2).standard_normal(len(agent)) * gain(-66)).astype(np.float32)
    assert not any(gate.is_leak(one, other) for _, one, other in pairs(agent, hiss))
    assert gate.leak_for == 0


def test_digital_silence_on_either_side_is_taken_as_it_comes() -> None:
    agent, customer = sample()
    nothing = np.zeros_like(agent)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not any(leaks(nothing, nothing))
        assert not any(leaks(agent, nothing))
        assert not any(leaks(nothing, customer))


def test_a_leak_that_grows_louder_and_later_is_learnt_again() -> None:
    _, customer = sample()
    half = len(customer) // 2
    noise = (np.random.default_rng(3).standard_normal(len(customer)) * gain(-66)).astype(np.float32)
    early, late = leaked(customer, -25.0, 0.05), leaked(customer, -15.0, 0.2)
    judged = leaks(noise + np.concatenate([early[:half], late[half:]]), customer)
    settled = [line for line in script() if line["speaker"] == "customer" and line["t0"] > half / SAMPLE_RATE + 8]
    for line in settled:
        spoken = judged[round(line["t0"] / FRAME_S) : round(line["t1"] / FRAME_S)]
        assert sum(spoken) >= 0.97 * len(spoken)


def test_when_the_leak_is_gone_the_agent_is_heard_over_the_customer() -> None:
    agent, customer = sample()
    until = next(round(line["t0"] * SAMPLE_RATE) for line in script() if "interrupted" in line.get("shows", ()))
    leak = leaked(customer, -20.0, 0.12)
    leak[until:] = 0
    found = heard(agent + leak, customer, FakeRecognizer())
    interruption = over_the_customer()[-1]
    assert min(abs(start - interruption["t0"]) for start in starts(found)) <= 0.15
    assert len(finals(found)) == len(without_leak())


@pytest.mark.model
def test_the_customers_words_are_not_written_as_the_agents() -> None:
    asked, answered = say("Good morning, how can I help you today?"), say("My internet drops every single evening.")
    again = say("I have told your colleague about it last week.")
    pause = np.zeros(SAMPLE_RATE, np.float32)
    silent = [np.zeros_like(sound) for sound in (asked, answered, again)]
    agent = np.concatenate([pause, asked, pause, silent[1], pause, silent[2], pause])
    customer = np.concatenate([pause, silent[0], pause, answered, pause, again, pause])
    found = finals(heard(agent + leaked(customer, -20.0, 0.1), customer, whisper("en")))
    assert [bare(" ".join(word.text for word in final.words)) for final in found] == [
        "good morning how can i help you today"
    ]


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("longest_delay", "0.5", "ahead and longest_delay together must not be more than 0.512"),
        ("lasts", "7.0", "lasts must not be above begins"),
        ("inaudible", "-50.0", "inaudible must not be above silence"),
        ("share", "1.5", "echo.share"),
    ],
)
def test_a_wrong_threshold_is_named(tmp_path: Path, key: str, value: str, reason: str) -> None:
    text = paths.shipped("resources", "policies", "hearing.toml").read_text(encoding="utf-8")
    was = f"\n{key} = {tomllib.loads(text)['echo'][key]}\n"
    assert was in text
    file = tmp_path / "hearing.toml"
    file.write_text(text.replace(was, f"\n{key} = {value}\n"), encoding="utf-8")
    with pytest.raises(UserError, match=r"hearing\.toml") as raised:
        policy.load(file)
    assert reason in str(raised.value)


def test_the_agent_of_the_sample_call_speaks_over_the_customer() -> None:
    assert [line["shows"] for line in over_the_customer()] == [["backchannel"], ["interruption"]]
    assert len(without_leak()) == sum(line["speaker"] == "agent" for line in script())
