"""The sound that the processes of the hearing share."""

from __future__ import annotations

import math
import multiprocessing
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.audio.ring import RING_S, Overwritten, SoundRing
from callassist.speech.recognizer import SAMPLE_RATE, Samples

SECOND = SAMPLE_RATE


@pytest.fixture
def ring() -> Iterator[SoundRing]:
    with SoundRing.create(epoch=100.0) as made:
        yield made


def counting(start: int, count: int) -> Samples:
    """Samples that tell their own place."""
    return (np.arange(start, start + count) % 60_000 / 60_000).astype(np.float32)


def test_positions_are_times_on_the_hosts_clock(ring: SoundRing) -> None:
    assert ring.position(102.5) == 2.5 * SECOND
    assert ring.time(ring.position(102.5)) == 102.5


def test_what_was_written_is_read_in_another_view_of_the_same_memory(ring: SoundRing) -> None:
    ring.write("customer", 0, counting(0, SECOND))
    other = SoundRing.attach(ring.name)
    try:
        assert other.epoch == 100.0
        assert np.array_equal(other.read("customer", 512, 512), counting(512, 512))
        assert other.head("customer") == SECOND
        assert other.head("agent") == 0
    finally:
        other.close()


def test_what_was_left_out_is_silence(ring: SoundRing) -> None:
    ring.write("agent", 0, counting(1, 512))
    ring.write("agent", 2048, counting(1, 512))
    assert not ring.read("agent", 512, 1536).any()
    ring.advance("agent", SECOND)
    assert not ring.read("agent", 2560, SECOND - 2560).any()
    assert ring.level("agent") == -math.inf


def test_nothing_is_read_before_it_is_written(ring: SoundRing) -> None:
    ring.write("agent", 0, counting(0, 512))
    with pytest.raises(ValueError, match="have not been written"):
        ring.read("agent", 1, 512)


def test_sound_never_goes_back(ring: SoundRing) -> None:
    ring.write("agent", 0, counting(0, 512))
    with pytest.raises(ValueError, match="lies before it"):
        ring.write("agent", 511, counting(0, 512))


def test_what_has_been_overwritten_is_said_to_be(ring: SoundRing) -> None:
    long = int((RING_S + 10) * SECOND)
    for start in range(0, long, SECOND):
        ring.write("customer", start, counting(start, SECOND))
    with pytest.raises(Overwritten) as caught:
        ring.read("customer", 0, 512)
    oldest = caught.value.oldest
    assert 10 * SECOND <= oldest < 11 * SECOND
    assert np.array_equal(ring.read("customer", oldest, 512), counting(oldest, 512))


def test_a_block_longer_than_the_ring_leaves_its_end(ring: SoundRing) -> None:
    long = int((RING_S + 5) * SECOND)
    ring.write("agent", 0, counting(0, long))
    assert np.array_equal(ring.read("agent", long - SECOND, SECOND), counting(long - SECOND, SECOND))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 30_000)), min_size=1, max_size=60))
def test_the_ring_holds_what_a_plain_list_would(pieces: list[tuple[int, int]]) -> None:
    with SoundRing.create(epoch=0.0) as ring:
        whole = np.zeros(0, np.float32)
        for gap, count in pieces:
            start = whole.size + gap
            ring.write("agent", start, counting(start, count))
            whole = np.concatenate([whole, np.zeros(gap, np.float32), counting(start, count)])
        oldest = ring.oldest("agent")
        assert np.array_equal(ring.read("agent", oldest, whole.size - oldest), whole[oldest:])


def _write_from_elsewhere(name: str) -> None:
    ring = SoundRing.attach(name)
    ring.write("customer", 0, counting(0, SECOND))
    ring.close()


def test_another_process_writes_and_its_end_takes_nothing_away(ring: SoundRing) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_write_from_elsewhere, args=(ring.name,))
    child.start()
    child.join()
    assert child.exitcode == 0
    assert np.array_equal(ring.read("customer", 0, SECOND), counting(0, SECOND))


def test_nothing_of_it_is_left_when_it_is_closed() -> None:
    ring = SoundRing.create()
    ring.write("agent", 0, counting(0, SECOND))
    ring.close()
    with pytest.raises(FileNotFoundError):
        SoundRing.attach(ring.name)
