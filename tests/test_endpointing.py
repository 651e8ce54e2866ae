"""Cutting a channel into utterances, on judged frames made by hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.speech import policy
from callassist.speech.activity import FRAME, FRAME_S, Frame
from callassist.speech.endpointing import Action, Began, Dropped, EarlyEnd, Ended, Endpointer, Paused, Resumed

RULES = policy.load().endpointing


def frames(*stretches: tuple[bool, float]) -> list[Frame]:
    """Frames for stretches of (voiced, seconds); edges as `VoiceActivity` would mark them, without its delay."""
    made: list[Frame] = []
    was = False
    for voiced, seconds in stretches:
        for _ in range(round(seconds / FRAME_S)):
            t = len(made) * FRAME_S
            edge = None if voiced == was else ("onset" if voiced else "offset")
            samples = np.full(FRAME, len(made), np.float32)
            made.append(Frame(samples, t, 0.9 if voiced else 0.1, voiced, edge, t))
            was = voiced
    return made


def actions(made: Iterable[Frame]) -> list[Action]:
    endpointer = Endpointer(RULES)
    found = [action for frame in made for action in endpointer.take(frame)]
    return found + list(endpointer.finish())


def ended(found: Iterable[Action]) -> list[Ended]:
    return [action for action in found if isinstance(action, Ended)]


def test_silence_brings_nothing() -> None:
    assert actions(frames((False, 30.0))) == []


def test_an_utterance_is_announced_early_and_ends_after_the_pause() -> None:
    found = actions(frames((False, 1.0), (True, 2.0), (False, 2.0)))
    assert [type(action) for action in found] == [Began, Paused, EarlyEnd, Ended]
    early, end = found[2], found[3]
    assert isinstance(early, EarlyEnd)
    assert isinstance(end, Ended)
    assert end.early
    assert np.array_equal(early.span.audio, end.span.audio), "what was begun early must be what is wanted in the end"
    assert end.span.t0 == pytest.approx(1.0, abs=FRAME_S)
    assert end.span.t1 == pytest.approx(3.0, abs=FRAME_S)


def test_the_sound_has_a_lead_and_a_tail_around_the_speech() -> None:
    span = ended(actions(frames((False, 1.0), (True, 2.0), (False, 2.0))))[0].span
    assert span.audio_t0 == pytest.approx(span.t0 - RULES.lead, abs=2 * FRAME_S)
    end_of_sound = span.audio_t0 + len(span.audio) / FRAME * FRAME_S
    assert end_of_sound == pytest.approx(span.t1 + RULES.tail, abs=2 * FRAME_S)


def test_a_breath_does_not_end_an_utterance_and_voids_the_early_end() -> None:
    found = actions(frames((True, 2.0), (False, RULES.early + 0.1), (True, 2.0), (False, 2.0)))
    assert [type(action) for action in found] == [Began, Paused, EarlyEnd, Resumed, Began, Paused, EarlyEnd, Ended]
    assert ended(found)[0].span.t1 == pytest.approx(4.0 + RULES.early + 0.1, abs=3 * FRAME_S)


def test_a_breath_ends_a_long_turn() -> None:
    breath = RULES.breath + 0.1
    assert breath < RULES.pause
    found = ended(actions(frames((True, RULES.long + 0.5), (False, breath), (True, 1.0), (False, 2.0))))
    assert len(found) == 2


def test_a_turn_without_a_pause_is_cut_where_it_is_least_voiced_and_nothing_is_lost() -> None:
    made = frames((True, RULES.longest * 2.5), (False, 2.0))
    weak = round((RULES.longest - 1.0) / FRAME_S)
    made[weak] = Frame(made[weak].samples, made[weak].t, 0.4, True)
    found = ended(actions(made))
    assert found[0].span.t1 == pytest.approx(made[weak].t + FRAME_S / 2)
    heard = np.concatenate([end.span.audio for end in found])
    assert set(np.unique(heard)) >= set(range(round(RULES.longest * 2.5 / FRAME_S)))


def test_a_click_is_no_utterance() -> None:
    found = actions(frames((False, 1.0), (True, RULES.least_voiced / 2), (False, 2.0)))
    assert isinstance(found[-1], Dropped)
    assert not ended(found)


def test_what_proves_to_be_somebody_elses_voice_is_dropped_and_the_next_speech_begins_anew() -> None:
    made = frames((False, 1.0), (True, 0.4), (True, 0.4), (False, 1.0), (True, 1.0), (False, 2.0))
    endpointer, cut = Endpointer(RULES), round(1.4 / FRAME_S)
    found = [action for frame in made[:cut] for action in endpointer.take(frame)]
    found += endpointer.drop()
    assert [type(action) for action in found] == [Began, Paused, Dropped]
    assert not endpointer.in_utterance
    assert list(endpointer.drop()) == []
    after = [action for frame in made[cut:] for action in endpointer.take(frame)]
    assert [type(action) for action in after] == [Began, Paused, EarlyEnd, Ended]
    assert ended(after)[0].span.t0 == pytest.approx(2.8, abs=2 * FRAME_S)


def test_speech_at_the_end_of_the_sound_is_an_utterance() -> None:
    found = ended(actions(frames((False, 0.5), (True, 1.0))))
    assert len(found) == 1
    assert found[0].span.t1 == pytest.approx(1.5, abs=FRAME_S)


@given(st.lists(st.tuples(st.booleans(), st.floats(0.05, 20.0)), max_size=12))
def test_every_voiced_frame_is_in_exactly_one_utterance_or_dropped(stretches: list[tuple[bool, float]]) -> None:
    made = frames(*stretches)
    found = actions(made)
    spans = [end.span for end in ended(found)]
    for earlier, later in itertools.pairwise(spans):
        assert earlier.t0 < earlier.t1 <= later.t0
    dropped = sum(isinstance(action, Dropped) for action in found)
    outside = sum(
        frame.voiced and not any(span.t0 <= frame.t + FRAME_S / 2 <= span.t1 for span in spans) for frame in made
    )
    assert outside * FRAME_S <= dropped * RULES.least_voiced + 1e-6
