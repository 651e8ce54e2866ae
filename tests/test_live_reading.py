"""A call's sound out of the ring: nothing twice, nothing of a pause, nothing lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.audio.ring import RING_S, SoundRing
from callassist.events import SPEAKERS
from callassist.live.messages import BeginCall
from callassist.live.reading import CallSound, Hole, Over, Sound, Stopped
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.recognizer import SAMPLE_RATE, Samples

EPOCH = 1000.0
LATER = EPOCH + 3600  # whatever is due is due by then
UNWRITTEN_S = 2.0


@pytest.fixture
def ring() -> Iterator[SoundRing]:
    with SoundRing.create(EPOCH) as made:
        yield made


def counting(seconds: float, first: int = 1) -> Samples:
    """Sound of which every sample says where it stands."""
    return np.arange(first, first + round(seconds * SAMPLE_RATE), dtype=np.float32)


def written(ring: SoundRing, seconds: float) -> None:
    ring.write("agent", 0, counting(seconds))
    ring.write("customer", 0, -counting(seconds))


def call(ring: SoundRing, **begin: object) -> CallSound:
    return CallSound(ring, BeginCall("c1", EPOCH, "en", **begin), UNWRITTEN_S)  # type: ignore[arg-type]


def everything(sound: CallSound, now: float = LATER) -> list[Sound | Stopped | Hole | Over]:
    pieces = []
    while (piece := sound.step(now)) is not None:
        pieces.append(piece)
        if isinstance(piece, Over):
            break
    return pieces


def heard(pieces: list[Sound | Stopped | Hole | Over], length: float) -> Samples:
    """The agent's side put together, silence where nothing was handed out."""
    whole = np.zeros(round(length * SAMPLE_RATE) + FRAME, np.float32)
    for piece in pieces:
        if isinstance(piece, Sound) and "agent" in piece.sides:
            at = round(piece.t * SAMPLE_RATE)
            assert not whole[at : at + FRAME].any(), "a frame came twice"
            whole[at : at + FRAME] = piece.sides["agent"]
    return whole[: round(length * SAMPLE_RATE)]


def test_all_that_was_written_up_to_the_end_is_handed_out_and_nothing_after(ring: SoundRing) -> None:
    written(ring, 3)
    sound = call(ring)
    sound.end(2.01)
    pieces = everything(sound)
    assert pieces[-1] == Over(2.01)
    assert np.array_equal(heard(pieces, 2.01), counting(2.01))
    assert not heard(pieces, 2.1)[round(2.01 * SAMPLE_RATE) :].any()
    first = pieces[0]
    assert isinstance(first, Sound)
    assert np.array_equal(first.sides["customer"], -counting(FRAME_S))


def test_nothing_comes_before_it_is_written_on_both_sides(ring: SoundRing) -> None:
    ring.write("agent", 0, counting(1))
    sound = call(ring)
    assert sound.step(EPOCH + 1) is None
    ring.write("customer", 0, counting(FRAME_S))
    assert isinstance(sound.step(EPOCH + 1), Sound)
    assert sound.step(EPOCH + 1) is None


def test_a_capture_that_is_down_does_not_hold_up_the_call_for_long(ring: SoundRing) -> None:
    ring.write("agent", 0, counting(1))
    sound = call(ring)
    assert sound.step(EPOCH + UNWRITTEN_S) is None
    piece = sound.step(EPOCH + FRAME_S + UNWRITTEN_S)
    assert isinstance(piece, Sound)
    assert np.array_equal(piece.sides["agent"], counting(FRAME_S))
    assert not piece.sides["customer"].any()


def test_during_a_pause_time_passes_and_nobody_is_listened_to(ring: SoundRing) -> None:
    written(ring, 3)
    sound = call(ring)
    sound.pause(1.0)
    sound.resume(2.0)
    sound.end(3.0)
    pieces = everything(sound)
    assert [piece for piece in pieces if isinstance(piece, Stopped)] == [Stopped(1.0)]
    expected = counting(3)
    expected[SAMPLE_RATE : 2 * SAMPLE_RATE] = 0
    assert np.array_equal(heard(pieces, 3), expected)
    times = [piece.t for piece in pieces if isinstance(piece, Sound)]
    assert np.allclose(np.diff(times), FRAME_S)


def test_a_pause_goes_on_with_the_clock_alone(ring: SoundRing) -> None:
    sound = call(ring)
    sound.pause(0.0)
    assert sound.step(EPOCH) == Stopped(0.0)
    assert sound.step(EPOCH) is None
    assert sound.step(EPOCH + FRAME_S) == Sound(0.0, {})


def test_one_that_takes_over_hears_each_side_from_where_it_was_known(ring: SoundRing) -> None:
    written(ring, 3)
    sound = call(ring, starts={"agent": 1.01, "customer": 2.0})
    sound.end(3.0)
    pieces = everything(sound)
    assert isinstance(pieces[0], Sound)
    assert pieces[0].t == 31 * FRAME_S
    assert pieces[0].sides.keys() == {"agent"}
    expected = counting(3)
    expected[: round(1.01 * SAMPLE_RATE)] = 0
    assert np.array_equal(heard(pieces, 3), expected)
    customers = [piece.t for piece in pieces if isinstance(piece, Sound) and "customer" in piece.sides]
    assert customers[0] == pytest.approx(2.0, abs=FRAME_S)


def test_what_the_ring_has_lost_is_said_to_be_missing(ring: SoundRing) -> None:
    length = RING_S + 10
    for second in range(int(length)):
        for speaker in SPEAKERS:
            ring.write(speaker, second * SAMPLE_RATE, counting(1, second * SAMPLE_RATE + 1))
    sound = call(ring)
    sound.end(length)
    pieces = everything(sound)
    (hole,) = [piece for piece in pieces if isinstance(piece, Hole)]
    assert hole.t0 == 0.0
    assert hole.t1 == pytest.approx(11.25, abs=FRAME_S)
    found = heard(pieces, length)
    assert np.array_equal(found[round(hole.t1 * SAMPLE_RATE) :], counting(length)[round(hole.t1 * SAMPLE_RATE) :])


def test_a_call_that_is_older_than_the_ring_is_silence_until_then(ring: SoundRing) -> None:
    written(ring, 1)
    sound = CallSound(ring, BeginCall("c1", EPOCH - 1, "en"), UNWRITTEN_S)
    sound.end(2.0)
    found = heard(everything(sound), 2.0)
    assert not found[:SAMPLE_RATE].any()
    assert np.array_equal(found[SAMPLE_RATE:], counting(1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.0, 4.0), max_size=6), st.floats(0.0, 4.0))
def test_whatever_is_paused_is_not_heard_and_all_else_is(marks: list[float], start: float) -> None:
    with SoundRing.create(EPOCH) as ring:
        written(ring, 5)
        sound = call(ring, starts=dict.fromkeys(SPEAKERS, start))
        expected = counting(4.5)
        times = sorted(marks)
        for paused_at, resumed_at in zip(times[::2], [*times[1::2], 4.5], strict=False):
            sound.pause(paused_at)
            if resumed_at < 4.5:
                sound.resume(resumed_at)
            expected[round(paused_at * SAMPLE_RATE) : round(resumed_at * SAMPLE_RATE)] = 0
        sound.end(4.5)
        expected[: round(start * SAMPLE_RATE)] = 0
        pieces = everything(sound)
        assert pieces[-1] == Over(4.5)
        assert np.array_equal(heard(pieces, 4.5), expected)
