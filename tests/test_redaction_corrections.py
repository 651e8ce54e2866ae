"""What may be meant after "no, sorry": every reading once, in order, and no more of them in a longer line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.text.redaction import load_policy, redact_line
from callassist.text.redaction.corrections import readings
from callassist.text.redaction.reading import read
from callassist.text.redaction.stream import Said, stream
from callassist.text.redaction.strip import Strip

POLICY = load_policy()
groups = st.lists(st.text("0123456789", min_size=1, max_size=6), min_size=1, max_size=7)


def strip(sections: list[list[str]]) -> Strip:
    text = " no sorry ".join(" ".join(section) for section in sections)
    return Strip(stream([Said("customer", 0.0, 0.0, read(text, POLICY))], "customer", POLICY, live=False).links)


def every_reading(strip: Strip) -> Iterator[list[int]]:
    """The offsets that remain, one by one as the readings are defined; their number grows with the cube of the line."""
    edges = [0, *strip.corrections, len(strip.digits)]
    found = [list(range(edges[1]))]
    for start, end in pairwise(edges[1:]):
        replaced = len(strip.links[bisect_left(strip.starts, start)].group.digits)
        counts = {0, 1, 2, 3, 4, end - start, replaced}
        found = [
            kept[: len(kept) - count] + list(range(start, end))
            for kept in found
            for count in sorted(counts | {len(kept) - at for at, offset in enumerate(kept) if offset in strip.starts})
            if count <= len(kept)
        ]
    yield from found


@settings(max_examples=300, deadline=None)
@given(st.lists(groups, min_size=2, max_size=4), st.integers(1, 45))
def test_each_reading_comes_once_and_in_order(sections: list[list[str]], most: int) -> None:
    spoken = strip(sections)
    expected = list(dict.fromkeys(tuple(kept[:most]) for kept in every_reading(spoken)))
    found = list(readings(spoken, most))
    assert [tuple(offset for part in reading.parts for offset in part) for reading in found] == expected
    for reading, offsets in zip(found, expected, strict=True):
        assert reading.digits == "".join(spoken.digits[offset] for offset in offsets)
        assert [reading.offset(at) for at in range(len(offsets))] == list(offsets)
        places = [offsets.index(start) for start in spoken.starts if start in offsets]
        assert list(reading.places(spoken.starts)) == places


@pytest.mark.parametrize("corrections", [1, 2, 3])
def test_a_longer_line_has_no_more_readings(corrections: int) -> None:
    short, long = (len(list(readings(strip([["7"] * count] * (corrections + 1)), 16))) for count in (60, 600))
    assert long == short


@pytest.mark.parametrize("corrections", [1, 2, 3])
def test_a_card_behind_a_long_line_taken_back_is_found(corrections: int) -> None:
    before = ("7 " * 2000 + "no sorry ") * corrections
    assert redact_line(f"{before}4111 1111 1111 1111", policy=POLICY).text == f"{before}[card]"


def test_nothing_is_read_where_nothing_or_too_much_was_taken_back() -> None:
    assert not list(readings(strip([["4", "1"]]), 16))
    assert not list(readings(strip([["4"]] * 5), 16))
