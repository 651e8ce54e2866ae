"""How the benchmark of interruptions counts. What it measures is no test's business."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import interruptions
from benchmarks.interruptions import Found
from benchmarks.two_channel_calls import Call, Spoken, Turn
from callassist.calls.heard import Heard, HeardEvent, HeardFinal, Timing
from callassist.conduct import prompts
from callassist.events import Speaker, SpeechStarted, SpeechStopped, Tick
from callassist.speech.recognizer import SAMPLE_RATE, Word
from tests.conversations import policy

RULE = policy().interruptions


def turn(speaker: Speaker, t0: float, t1: float, text: str = "one two", *, assent: bool = False) -> Turn:
    sound = np.ones(round((t1 - t0) * SAMPLE_RATE), np.float32)
    return Turn(speaker, ((t0, Spoken(tuple(text.split()), sound, ((0.0, t1 - t0),))),), assent)


def heard(*stretches: tuple[Speaker, float, float]) -> list[Heard]:
    edges = [SpeechStarted(t=t0, speaker=speaker) for speaker, t0, _ in stretches]
    edges += [SpeechStopped(t=t1, speaker=speaker) for speaker, _, t1 in stretches]  # type: ignore[misc]
    return [HeardEvent(edge, edge.t) for edge in sorted(edges, key=lambda edge: edge.t)]


def test_the_script_says_what_is_one_and_what_is_too_near_to_say() -> None:
    call = Call([turn("customer", 1, 8), turn("agent", 5, 8), turn("customer", 8.7, 12), turn("agent", 11.3, 14)], 20)
    score = interruptions._scored(call, [Found("agent", 5.2, 5.9), Found("agent", 11.3, 12.0)], RULE)
    assert (score.there, score.right, score.told) == (1, 1, 1)
    assert score.onsets == [pytest.approx(0.2)]
    assert score.late == [pytest.approx(0.3)]


def test_what_is_not_found_told_twice_or_withdrawn() -> None:
    call = Call([turn("customer", 1, 9), turn("agent", 4, 4.9, assent=True), turn("agent", 6, 9)], 20)
    told = [Found("agent", 4.0, 4.6, stands=False), Found("agent", 7.2, 8.0), Found("customer", 3.0, 4.0)]
    score = interruptions._scored(call, told, RULE)
    assert (score.there, score.right, score.told) == (1, 0, 2)
    assert (score.backchannels, score.mistaken, score.told_once) == (1, 0, 1)


def test_what_the_window_showed_is_counted_of_the_agent_alone() -> None:
    call = Call([turn("customer", 1, 9), turn("agent", 3, 3.9, assent=True), turn("agent", 6, 9)], 20)
    flashed = Found("agent", 3.0, 3.6, stands=False, shown=3.9)
    score = interruptions._scored(call, [flashed, Found("agent", 6.0, 6.6, shown=6.9)], RULE)
    assert (score.agents, score.flashes, score.told_once) == (1, 1, 1)
    assert score.cues == [pytest.approx(0.3)]
    score = interruptions._scored(call, [Found("agent", 3.0, 3.6, stands=False)], RULE)
    assert (score.agents, score.flashes, score.told_once) == (1, 0, 1)


def test_the_window_waits_a_moment_before_it_shows_one() -> None:
    edges = heard(("customer", 1, 9), ("agent", 4, 7))
    ticks = [HeardEvent(Tick(t=tenth / 10), tenth / 10) for tenth in range(10, 90)]
    found = interruptions._observed(sorted([*edges, *ticks], key=lambda one: one.at), policy())
    after = prompts.load_policy().interruption.after_s
    assert [(each.by, each.at, each.shown) for each in found] == [("agent", 4.6, pytest.approx(4.6 + after))]


def test_the_peer_counts_every_joint_stretch() -> None:
    found = interruptions._both_active(
        heard(("customer", 1, 5), ("agent", 4, 8), ("customer", 6, 7), ("customer", 7.5, 9)), RULE.joint
    )
    assert [(each.by, each.t) for each in found] == [("agent", 4), ("customer", 6)]


def test_a_final_has_the_words_that_the_script_has_there() -> None:
    call = Call([turn("agent", 1, 3, "good morning to you"), turn("agent", 5, 6, "yes"), turn("customer", 2, 3)], 9)
    final = HeardFinal("agent", 1.1, 2.9, 3.5, (Word("speech"),), Timing(0, 0, 0))
    heard = interruptions._with_words(call, final)
    assert isinstance(heard, HeardFinal)
    assert [word.text for word in heard.words] == ["good", "morning", "to", "you"]


def test_a_turn_is_cut_words_and_all() -> None:
    cut = turn("agent", 1, 5, "one two three four").cut(3.0)
    assert (cut.t1, [word for _, word in cut.words()]) == (pytest.approx(3.0), ["one", "two"])
    assert cut.stretches() == [(1.0, 3.0)]
    assert float(cut.pieces[0][1].sound[-1]) == 0.0
