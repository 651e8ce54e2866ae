"""One stream of what is heard, over recognisers that die anywhere in the middle and hear some of it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_hearing import assert_continuous, events

from callassist.calls.heard import HeardEvent, HeardFinal, HeardPartial, Timing
from callassist.events import HearingNotice, Speaker, SpeechStarted, SpeechStopped, Tick
from callassist.live.continuing import ContinuedCall
from callassist.live.messages import BeginCall, Drained, EndCall, HeardNumbered, Missed, PauseCall, ResumeCall
from callassist.speech.recognizer import Word

LENGTH = 20.0
PAUSE_S = 0.6
Message = HeardNumbered | HeardPartial | HeardEvent | Drained


@dataclass(frozen=True)
class Said:
    """A stretch of speech, and how long its decoding takes."""

    speaker: Speaker
    t0: float
    t1: float
    decoding: float = 0.5


def call() -> ContinuedCall:
    return ContinuedCall(BeginCall("c1", 0.0, "en"), again_from=0.5)


def recogniser(said: Sequence[Said], begin: BeginCall, jitter: float = 0.0) -> Iterator[Message]:
    """What one that begins at `begin.starts` would say of it all, in order; its onsets lie `jitter` beside."""
    from_t = min(begin.starts.values(), default=0.0)
    moments: list[tuple[float, int, Message]] = []
    open_from: list[tuple[float, float, float]] = []
    for item in said:
        start = begin.starts.get(item.speaker, 0.0)
        if item.t1 <= start + 0.1:
            continue
        t0 = max(start, item.t0 + jitter)
        known = item.t1 + PAUSE_S + item.decoding
        open_from.append((t0, t0 + 0.064, known))
        started = HeardEvent(SpeechStarted(t=t0, speaker=item.speaker), t0 + 0.064)
        stopped = HeardEvent(SpeechStopped(t=item.t1, speaker=item.speaker), item.t1 + 0.1)
        word = Word(f"from {item.t0}")
        middle = (t0 + item.t1) / 2
        moments += [
            (t0 + 0.064, 1, started),
            (max(middle, t0 + 0.07), 2, HeardPartial(item.speaker, middle, (word,), 0)),
            (item.t1 + 0.1, 3, stopped),
            (known, 4, HeardNumbered(0, HeardFinal(item.speaker, t0, item.t1, known, (word,), Timing(0, 0, 0)))),
        ]
    for n in range(int(from_t * 10) + 1, int(LENGTH * 10) + 1):
        t = n / 10
        unknown = [t0 for t0, seen, known in open_from if seen <= t < known]
        moments.append((t, 5, HeardEvent(Tick(t=t, heard_to=min(unknown, default=t)), t)))
    number = begin.number
    for _, _, message in sorted(moments, key=lambda moment: moment[:2]):
        if isinstance(message, HeardNumbered):
            message = HeardNumbered(number, message.final)
            number += 1
        yield message
    yield Drained("c1", LENGTH)


def told_of(said: Sequence[Said], deaths: Sequence[int], jitter: float = 0.0) -> list[object]:
    """What an owner is told where each recogniser dies after so many messages; the last one lives."""
    continued = call()
    told: list[object] = []
    begin = continued.begin
    for n, count in enumerate([*deaths, 1_000_000]):
        for position, message in enumerate(recogniser(said, begin, jitter * n)):
            if position >= count:
                break
            told += continued.passed(message)
        if isinstance(told and told[-1], Drained):
            return told
        again = continued.again()[0]
        assert isinstance(again, BeginCall)
        begin = again
    raise AssertionError("it was never drained")


SAID = [
    Said("agent", 1.0, 3.0),
    Said("customer", 3.5, 8.0),
    Said("agent", 6.0, 6.5),
    Said("agent", 9.0, 11.0, decoding=2.0),
    Said("customer", 12.0, 17.0),
]


def words(told: Sequence[object]) -> list[str]:
    return sorted(item.final.words[0].text for item in told if isinstance(item, HeardNumbered))


def test_undisturbed_everything_is_passed_on_as_it_is() -> None:
    assert told_of(SAID, []) == list(recogniser(SAID, BeginCall("c1", 0.0, "en")))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 230), max_size=10), st.sampled_from([0.0, 0.032, -0.032, 0.064]))
def test_wherever_recognisers_die_nothing_is_told_twice_or_missing(deaths: list[int], jitter: float) -> None:
    told = told_of(SAID, deaths, jitter)
    assert_continuous(told)
    assert words(told) == sorted(f"from {item.t0}" for item in SAID)
    for speaker in ("agent", "customer"):
        assert sum(event.speaker == speaker for event in events(told, SpeechStarted)) == sum(
            event.speaker == speaker for event in events(told, SpeechStopped)
        )


def test_what_the_next_recogniser_does_not_hear_at_all_is_taken_back() -> None:
    continued = call()
    begin = continued.begin
    told: list[object] = []
    for message in recogniser([Said("customer", 2.0, 6.0)], begin):
        told += continued.passed(message)
        if isinstance(message, HeardPartial):
            break
    continued.again()
    for message in recogniser([], begin):
        told += continued.passed(message)
    assert_continuous(told)
    assert [event.speaker for event in events(told, SpeechStopped)] == ["customer"]
    assert [bool(item.words) for item in told if isinstance(item, HeardPartial)] == [True, False]


def test_what_could_not_be_heard_is_told_once_though_it_is_heard_again() -> None:
    continued = call()
    notice = HeardEvent(HearingNotice(t=2.0, state="not_heard", speaker="agent"), 3.0)
    told = [*continued.passed(notice)]
    continued.again()
    told += continued.passed(HeardEvent(HearingNotice(t=2.03, state="not_heard", speaker="agent"), 3.0))
    told += continued.passed(HeardEvent(HearingNotice(t=5.0, state="not_heard", speaker="agent"), 6.0))
    assert [event.t for event in events(told, HearingNotice)] == [2.0, 5.0]


def test_a_hole_is_told_once() -> None:
    continued = call()
    told = [*continued.passed(Missed("c1", 1.0, 4.0))]
    continued.again()
    told += continued.passed(Missed("c1", 0.5, 3.0))
    told += continued.passed(Missed("c1", 3.0, 6.0))
    assert told == [Missed("c1", 1.0, 4.0), Missed("c1", 4.0, 6.0)]


def test_one_that_was_behind_when_it_died_has_caught_up_with_its_successor() -> None:
    continued = call()
    told = [*continued.passed(HeardEvent(Tick(t=1.0, heard_to=1.0), 1.0))]
    told += continued.passed(HeardEvent(HearingNotice(t=1.0, state="behind", lag=1.0), 1.0))
    continued.again()
    told += continued.passed(HeardEvent(HearingNotice(t=0.8, state="behind", lag=1.0), 0.8))
    told += continued.passed(HeardEvent(HearingNotice(t=0.9, state="caught_up"), 0.9))
    told += continued.passed(HeardEvent(Tick(t=1.1, heard_to=1.1), 1.1))
    assert [event.state for event in events(told, HearingNotice)] == ["behind", "caught_up"]


def test_it_goes_on_where_all_was_known_and_with_all_that_was_decided() -> None:
    continued = call()
    list(continued.passed(HeardEvent(Tick(t=9.0, heard_to=7.0), 9.0)))
    final = HeardFinal("agent", 7.0, 8.0, 9.0, (Word("yes"),), Timing(0, 0, 0))
    list(continued.passed(HeardNumbered(1, final)))
    decided = [PauseCall(9.5), ResumeCall(11.0), EndCall(20.0)]
    for command in decided:
        continued.add(command)
    begin, *commands = continued.again()
    assert commands == decided
    assert isinstance(begin, BeginCall)
    assert begin.number == 2
    assert begin.starts == {"agent": 8.0, "customer": pytest.approx(6.5)}
