"""A silence that goes on is not listened to closely, and the first sound after it is."""

from __future__ import annotations

import numpy as np
import pytest
from speech_material import say
from speech_models import HEARING

from callassist.speech.activity import FRAME, FRAME_S, Frame, VoiceActivity
from callassist.speech.recognizer import SAMPLE_RATE, Samples
from callassist.speech.stillness import Stillness

POLICY = HEARING.activity.stillness


def noise(seconds: float, dbov: float, seed: int = 1) -> Samples:
    samples = np.random.default_rng(seed).standard_normal(round(seconds * SAMPLE_RATE))
    return (samples * 10 ** (dbov / 20)).astype(np.float32)


def frames(sound: Samples) -> list[Samples]:
    return [sound[n * FRAME : (n + 1) * FRAME] for n in range(len(sound) // FRAME)]


def still(seconds: float = POLICY.after + 2.0, dbov: float = -60.0) -> Stillness:
    """A channel on which there was nothing but noise for so long."""
    stillness = Stillness(POLICY, FRAME)
    for frame in frames(noise(seconds, dbov)):
        if not stillness.goes_on(frame):
            stillness.heard(0.01)
    return stillness


def test_noise_that_goes_on_is_still_after_a_while_and_not_before() -> None:
    stillness = Stillness(POLICY, FRAME)
    since = None
    for n, frame in enumerate(frames(noise(POLICY.after + 3.0, -60.0))):
        if stillness.goes_on(frame):
            since = n * FRAME_S if since is None else since
        else:
            assert since is None, "noise of one loudness broke the stillness"
            stillness.heard(0.01)
    assert since == pytest.approx(POLICY.after, abs=2 * FRAME_S)


@pytest.mark.parametrize("dbov", [-90.0, -60.0, -40.0])
def test_what_is_louder_than_the_silence_is_listened_to(dbov: float) -> None:
    stillness = still(dbov=dbov)
    assert stillness.goes_on(noise(FRAME_S, dbov))
    assert not stillness.goes_on(noise(FRAME_S, max(dbov, POLICY.lowest) + POLICY.margin + 2))


def test_what_was_left_out_is_given_back_once_and_no_more_than_the_context() -> None:
    stillness = still()
    last = noise(FRAME_S, -60.0, seed=2)
    assert stillness.goes_on(last)
    kept = stillness.caught_up()
    assert len(kept) == round(POLICY.context / FRAME_S)
    assert kept[-1] is last
    assert stillness.caught_up() == []


def test_what_is_like_speech_keeps_it_awake() -> None:
    stillness = still()
    assert not stillness.goes_on(noise(FRAME_S, -30.0))
    stillness.heard(0.6)
    assert not stillness.goes_on(noise(FRAME_S, -60.0))


def judged(sound: Samples, activity: VoiceActivity) -> list[Frame]:
    return [activity.judge(frame, n * FRAME_S) for n, frame in enumerate(frames(sound))]


@pytest.mark.parametrize("dbov", [-100.0, -60.0, -45.0])
def test_speech_after_a_long_silence_begins_where_it_would_have(dbov: float) -> None:
    wakeful = HEARING.activity.model_copy(update={"stillness": POLICY.model_copy(update={"after": 1e9})})
    speech = say("My internet drops every single evening.")
    silence = np.zeros(round(8 * SAMPLE_RATE), np.float32)
    sound = np.concatenate([silence, speech, silence])
    sound = sound + noise(len(sound) / SAMPLE_RATE, dbov)
    onsets = [
        next(frame.edge_t for frame in judged(sound, VoiceActivity(policy)) if frame.edge == "onset")
        for policy in (HEARING.activity, wakeful)
    ]
    assert onsets[0] == pytest.approx(onsets[1], abs=2 * FRAME_S)


def test_silero_is_spared_most_of_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    activity = VoiceActivity(HEARING.activity)
    ask, asked = activity._ask_silero, []

    def counted(samples: Samples) -> float:
        asked.append(samples)
        return ask(samples)

    monkeypatch.setattr(activity, "_ask_silero", counted)
    judged(noise(20.0, -60.0), activity)
    assert len(asked) * FRAME_S < POLICY.after + 1.0
