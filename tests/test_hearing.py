"""Both sides of a call, heard by the real Whisper and the real voice activity; speech synthesised by Piper."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest
from speech_material import say
from speech_models import HEARING, whisper

from callassist.calls.heard import Heard, HeardEvent, HeardFinal, HeardPartial
from callassist.calls.hearing import Hearing
from callassist.events import HearingNotice, Speaker, SpeechStarted, SpeechStopped
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.guards import bare
from callassist.speech.recognizer import SAMPLE_RATE, Decoding, Hypothesis, Samples
from callassist.speech.whisper import WhisperRecognizer

pytestmark = pytest.mark.model


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def frames(sides: Mapping[Speaker, Samples]) -> Iterator[tuple[float, dict[Speaker, Samples]]]:
    length = max(len(sound) for sound in sides.values()) // FRAME
    padded = {speaker: np.pad(sound, (0, (length + 1) * FRAME - len(sound))) for speaker, sound in sides.items()}
    for n in range(length):
        yield n * FRAME_S, {speaker: sound[n * FRAME : (n + 1) * FRAME] for speaker, sound in padded.items()}


def heard_at_once(recognizer: WhisperRecognizer, sides: Mapping[Speaker, Samples]) -> list[Heard]:
    hearing = Hearing(dict.fromkeys(sides, recognizer), HEARING, live=False)
    for t, sound in frames(sides):
        hearing.feed(t, sound)
    hearing.close()
    return [hearing.heard.get() for _ in range(hearing.heard.qsize())]


def heard_live(
    recognizer: WhisperRecognizer | SlowWhisper, sides: Mapping[Speaker, Samples], speed: float = 1.0
) -> list[Heard]:
    """At the pace of a call, or `speed` times that."""
    hearing = Hearing(dict.fromkeys(sides, recognizer), HEARING, live=True)
    began = time.monotonic()
    for t, sound in frames(sides):
        time.sleep(max(0.0, began + (t + FRAME_S) / speed - time.monotonic()))
        hearing.feed(t, sound)
    hearing.close()
    return [hearing.heard.get_nowait() for _ in range(hearing.heard.qsize())]


def finals(heard: Sequence[Heard]) -> list[tuple[Speaker, str]]:
    return [
        (item.speaker, bare(" ".join(word.text for word in item.words)))
        for item in heard
        if isinstance(item, HeardFinal)
    ]


def call() -> dict[Speaker, Samples]:
    """A short call: the agent asks, the customer answers, and for a moment both speak."""
    asked, answered = say("Good morning, how can I help you today?"), say("My internet drops every single evening.")
    agent = np.concatenate([silence(0.5), asked, silence(5.0)])
    customer = np.concatenate([silence(0.2 + len(asked) / SAMPLE_RATE), answered, silence(1.0)])
    return {"agent": agent, "customer": customer}


def test_both_sides_are_written_down_and_never_mixed() -> None:
    found = dict(finals(heard_at_once(whisper("en"), call())))
    assert "how can i help you" in found["agent"]
    assert "internet" in found["customer"]
    assert "internet" not in found["agent"]


def test_speech_edges_are_within_a_quarter_of_a_second() -> None:
    spoken = say("Good morning, how can I help you today?")
    sides: dict[Speaker, Samples] = {"agent": np.concatenate([silence(1.0), spoken, silence(1.5)])}
    loud = np.flatnonzero(np.abs(sides["agent"]) > 0.01)
    (final,) = (item for item in heard_at_once(whisper("en"), sides) if isinstance(item, HeardFinal))
    assert final.t0 == pytest.approx(loud[0] / SAMPLE_RATE, abs=0.25)
    assert final.t1 == pytest.approx(loud[-1] / SAMPLE_RATE, abs=0.25)
    assert all(word.confidence is not None and 0 <= word.confidence <= 1 for word in final.words)
    times = [time for word in final.words for time in (word.t0, word.t1) if time is not None]
    assert times == sorted(times)


@pytest.mark.alone
def test_live_and_at_once_give_the_same_finals_in_the_same_order() -> None:
    recognizer, sides = whisper("en"), call()
    assert finals(heard_live(recognizer, sides)) == finals(heard_at_once(recognizer, sides))


@pytest.mark.alone
def test_live_there_are_partials_and_what_is_agreed_is_not_taken_back() -> None:
    sides: dict[Speaker, Samples] = {
        "customer": say("I have been calling you every day this week and nobody ever calls me back.")
    }
    found = heard_live(whisper("en"), sides)
    partials = [item for item in found if isinstance(item, HeardPartial)]
    assert len(partials) >= 2
    for earlier, later in itertools.pairwise(partials):
        agreed = earlier.words[: earlier.stable]
        assert later.words[: len(agreed)] == agreed
    assert partials[0].at <= finals_at(found)[0]


def finals_at(heard: Sequence[Heard]) -> list[float]:
    return [item.at for item in heard if isinstance(item, HeardFinal)]


@pytest.mark.parametrize("level", [0.0, 0.003, 0.1, 0.5], ids=["silence", "hiss", "noise", "loud noise"])
def test_nothing_is_written_down_where_nobody_speaks(level: float) -> None:
    noise = (np.random.default_rng(7).standard_normal(20 * SAMPLE_RATE) * level).clip(-1, 1).astype(np.float32)
    assert finals(heard_at_once(whisper("en"), {"customer": noise})) == []


def test_a_hum_and_a_ringing_tone_are_no_words() -> None:
    t = np.arange(12 * SAMPLE_RATE) / SAMPLE_RATE
    hum = 0.2 * np.sin(2 * np.pi * 50 * t)
    ringing = 0.2 * np.sin(2 * np.pi * 425 * t) * (t % 5 < 1)
    assert finals(heard_at_once(whisper("en"), {"customer": (hum + ringing).astype(np.float32)})) == []


class SlowWhisper:
    """The real engine on a PC that is too slow: every decoding takes as long as it is told to, and more."""

    engine = "whisper"
    incremental = False
    model_id = "whisper-base"
    language = "en"

    def __init__(self, real: WhisperRecognizer, slow_s: float) -> None:
        self._real, self._slow_s = real, slow_s

    def decoding(self, vocabulary: Sequence[str] = ()) -> Decoding:
        return _SlowDecoding(self._real.decoding(vocabulary), self._slow_s)

    def close(self) -> None:
        """The model belongs to others."""


class _SlowDecoding:
    def __init__(self, real: Decoding, slow_s: float) -> None:
        self._real, self._slow_s = real, slow_s
        self._wait = threading.Event()

    def partial(self, audio: Samples) -> Hypothesis:
        self._wait.wait(self._slow_s)
        return self._real.partial(audio)

    def final(self, audio: Samples) -> Hypothesis:
        self._wait.wait(self._slow_s)
        return self._real.final(audio)

    def discard(self) -> None:
        self._real.discard()


@pytest.mark.alone
def test_a_slow_pc_drops_partials_never_finals_and_says_so() -> None:
    lines = ["The line drops.", "Every evening.", "Since last week.", "Please help me."]
    spoken = [np.concatenate([say(line), silence(0.9)]) for line in lines]
    sides: dict[Speaker, Samples] = {"customer": np.concatenate(spoken), "agent": np.concatenate(spoken[::-1])}
    slow = SlowWhisper(whisper("en"), slow_s=2.5)
    found = heard_live(slow, sides)
    assert len(finals(found)) == 2 * len(lines)
    notices = [
        (item.at, item.event.state)
        for item in found
        if isinstance(item, HeardEvent) and isinstance(item.event, HearingNotice)
    ]
    assert "behind" in [state for _, state in notices]
    assert notices[-1][1] == "caught_up"
    asked = [item.at for item in found if isinstance(item, HeardPartial) and item.words]
    for began, ended in itertools.pairwise(notices):
        if began[1] == "behind":
            assert not [at for at in asked if began[0] < at < ended[0]], "a partial was begun while finals waited"


def test_the_last_word_before_the_end_is_heard() -> None:
    sides: dict[Speaker, Samples] = {"customer": say("Thank you very much, goodbye.")}
    found = heard_at_once(whisper("en"), sides)
    assert "goodbye" in finals(found)[-1][1]
    edges = [item.event for item in found if isinstance(item, HeardEvent)]
    assert any(isinstance(event, SpeechStarted) for event in edges)
    assert any(isinstance(event, SpeechStopped) for event in edges)


def test_what_was_being_said_when_the_sound_broke_off_is_heard_and_nothing_joins_on_to_it() -> None:
    first, second = say("Please wait a moment."), say("Here I am again.")
    told: list[Heard] = []
    hearing = Hearing({"agent": whisper("en")}, HEARING, live=False, tell=told.append)
    for t, sound in frames({"agent": first}):
        hearing.feed(t, sound)
    hearing.break_off()
    resumed_at = 100 * FRAME_S + len(first) // FRAME * FRAME_S
    for n in range(round(resumed_at / FRAME_S) - len(first) // FRAME):
        hearing.feed((len(first) // FRAME + n) * FRAME_S, {})  # time passes, and nobody is listened to
    for t, sound in frames({"agent": second}):
        hearing.feed(resumed_at + t, sound)
    hearing.close()
    assert hearing.heard.empty()
    assert [text for _, text in finals(told)] == ["please wait a moment", "here i am again"]
    ends, starts = [
        [item.event.t for item in told if isinstance(item, HeardEvent) and isinstance(item.event, kind)]
        for kind in (SpeechStopped, SpeechStarted)
    ]
    assert any(t <= len(first) / SAMPLE_RATE for t in ends)
    assert not [t for t in starts if len(first) / SAMPLE_RATE < t < resumed_at]
