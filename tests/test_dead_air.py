"""Silence on the line: what counts, and what does not."""

from __future__ import annotations

import pytest

from callassist.conversation.silence import DeadAir
from callassist.events import HearingNotice, Silence, SpeechStarted, SpeechStopped
from tests.conversations import Line, key, of, played, policy, said, spoke


def silences(*lines: Line, end: float | None = None) -> list[tuple[float, float]]:
    return [(told.t0, told.t1) for told in of(played(*lines, end=end), Silence)]


def test_it_is_told_when_it_is_over_between_words_and_at_the_end_of_the_call() -> None:
    recorded = played(spoke("agent", 5, 8), said("customer", "مرحبا", 12, 13), end=20.0)
    told = [(item.event.t0, item.event.t1, item.at) for item in recorded if isinstance(item.event, Silence)]
    assert told == [(8, 12, 12), (13, 20, 20)]


@pytest.mark.parametrize(("again", "counts"), [(10.9, False), (11.0, True)])
def test_three_seconds_are_needed(again: float, counts: bool) -> None:
    assert bool(silences(spoke("agent", 5, 8), spoke("agent", again, 12))) is counts


def test_before_the_first_word_there_is_none() -> None:
    assert silences(spoke("agent", 30, 31)) == []
    assert silences(end=60.0) == []


def test_while_one_side_speaks_there_is_none() -> None:
    assert silences(spoke("agent", 0, 20), spoke("customer", 1, 2), spoke("customer", 19, 21)) == []


@pytest.mark.parametrize(("stops", "goes_on"), [("hold", "resume"), ("pause", "resume"), ("mute", "unmute")])
def test_what_is_held_does_not_count_and_what_was_silent_before_does(stops: str, goes_on: str) -> None:
    lines = [spoke("agent", 0, 5), key(stops, 9), key(goes_on, 60), spoke("agent", 64, 65)]
    assert silences(*lines) == [(5, 9), (60, 64)]
    assert silences(*lines[:1], key(stops, 7), key(goes_on, 60), spoke("agent", 62, 63)) == []


def test_two_reasons_must_both_be_over() -> None:
    lines = [key("mute", 6), key("hold", 7), key("resume", 20), key("unmute", 30)]
    assert silences(spoke("agent", 0, 5), *lines, end=34.0) == [(30, 34)]


def test_a_refused_call_is_not_silent() -> None:
    assert silences(spoke("agent", 0, 5), key("refused", 6), end=100.0) == []


def told(*events: object) -> list[tuple[float, float]]:
    air = DeadAir(policy().silence)
    return [(each.t0, each.t1) for event in events for each in air.take(event)]  # type: ignore[arg-type]


def test_sound_that_is_gone_is_no_silence() -> None:
    begun = [SpeechStarted(t=0, speaker="agent"), SpeechStopped(t=2, speaker="agent")]
    assert told(*begun, HearingNotice(t=6, state="no_sound", lag=10.0), SpeechStarted(t=18, speaker="agent")) == [
        (2, 6)
    ]
    lost = HearingNotice(t=3, state="lost", speaker="customer")
    back = HearingNotice(t=30, state="back", speaker="customer")
    assert told(*begun, lost, back, SpeechStarted(t=34, speaker="agent")) == [(30, 34)]


def test_edges_of_two_sides_may_come_in_any_order() -> None:
    sides = [SpeechStarted(t=0, speaker="agent"), SpeechStarted(t=1, speaker="customer")]
    stops = [SpeechStopped(t=5.1, speaker="agent"), SpeechStopped(t=5.0, speaker="customer")]
    again = SpeechStopped(t=7, speaker="agent")  # twice the same
    assert told(*sides, *stops, again, SpeechStarted(t=9, speaker="agent")) == [(5.1, 9)]
