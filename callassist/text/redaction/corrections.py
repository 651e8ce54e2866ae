"""What a speaker may have meant who took something back: "four one one three, no, sorry, one one"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from callassist.text.redaction.strip import Strip

# So many takings-back are followed up one by one; each may take back so many digits, or none ("no" is also an answer).
FOLLOWED = 3
_TAKEN_BACK = (0, 1, 2, 3, 4)


def readings(strip: Strip) -> Iterator[list[int]]:
    """The digits (their offsets) that remain when each correction takes back some of those in front of it.

    A correction takes back a few digits, as many as follow it, or all from where some group began. There are none
    where nothing was corrected, or too much.
    """
    corrections = strip.corrections()
    if not 0 < len(corrections) <= FOLLOWED:
        return
    edges = [0, *corrections, len(strip.digits)]
    found: list[list[int]] = [list(range(edges[1]))]
    for start, end in pairwise(edges[1:]):
        section = list(range(start, end))
        replaced = len(strip.links[bisect_left(strip.starts, start)].group.digits)
        found = [
            kept[: len(kept) - count] + section
            for kept in found
            for count in sorted({*_TAKEN_BACK, len(section), replaced, *_from_groups(strip, kept)})
            if count <= len(kept)
        ]
    yield from found


def _from_groups(strip: Strip, kept: list[int]) -> Iterator[int]:
    for at, offset in enumerate(kept):
        if offset in strip.starts:
            yield len(kept) - at
