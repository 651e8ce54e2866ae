"""What a speaker may have meant who took something back: "four one one three, no, sorry, one one"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from callassist.text.redaction.strip import Strip

# So many takings-back are followed up one by one; each may take back so many digits, or none ("no" is also an answer).
FOLLOWED = 3
_TAKEN_BACK = (0, 1, 2, 3, 4)

# Digits as ranges of their offsets in the strip, ascending.
_Parts = tuple[range, ...]
# Lengths, from the first to the second (exclusive).
_Span = tuple[int, int]


class Reading(NamedTuple):
    """Digits that remain when others are taken back.

    Attributes:
        digits: those digits. parts: where they stand in the strip, as ranges of offsets, ascending.
    """

    digits: str
    parts: _Parts

    def offset(self, at: int) -> int:
        """Where digit `at` stands in the strip."""
        for part in self.parts:
            if at < len(part):
                return part[at]
            at -= len(part)
        raise IndexError("the reading has no such digit")

    def places(self, offsets: Iterable[int]) -> Iterator[int]:
        """Which of its digits stand at `offsets` of the strip; those that were taken back have none."""
        for offset in offsets:
            before = 0
            for part in self.parts:
                if offset in part:
                    yield before + offset - part.start
                before += len(part)


def readings(strip: Strip, most: int) -> Iterator[Reading]:
    """What remains when each correction takes back some of the digits in front of it.

    A correction takes back a few digits, as many as follow it, or all from where some group began. There are no
    readings where nothing was corrected, or too much. Those in which the first correction takes back less come first,
    of these those in which the second does, and so on.

    Args:
        most: so many digits from its beginning are wanted of a reading; those that begin alike are one.
    """
    corrections = strip.corrections
    if not 0 < len(corrections) <= FOLLOWED:
        return
    sections = [range(start, end) for start, end in pairwise([0, *corrections, len(strip.digits)])]
    counts = [{*_TAKEN_BACK, len(section), _first_group(strip, section)} for section in sections[1:]]
    found: Iterable[_Parts] = [(sections[0],)]
    for at, spans in enumerate(_worth_cutting(sections, counts, most)):
        cut = [
            (*_head(kept, length), sections[at + 1])
            for kept in found
            for length in _lengths(strip, kept, counts[at], spans)
        ]
        found = _distinct(cut, counts[at + 1], most) if at + 2 == len(counts) else cut
    for parts in dict.fromkeys(_head(kept, most) for kept in found):
        yield Reading("".join(strip.digits[part.start : part.stop] for part in parts), parts)


def _first_group(strip: Strip, section: range) -> int:
    return len(strip.links[bisect_left(strip.starts, section.start)].group.digits)


def _worth_cutting(sections: Sequence[range], counts: Sequence[Collection[int]], most: int) -> list[list[_Span]]:
    """For each correction the lengths to which cutting what is before it may give a reading of its own.

    Longer remains give the same readings as if nothing had been cut: they begin with the same `most` digits, and no
    later correction that takes back a number of digits goes so far. Without this, readings would be tried by the cube
    of the line's length.
    """
    spans: list[list[_Span]] = [[(0, most)]]
    for section, following in zip(sections[-2:0:-1], counts[:0:-1], strict=True):
        if len(spans) == 1:
            # One correction follows: where it takes back `count`, these leave less than `most`.
            left = [(count - len(section), count - len(section) + most) for count in following]
            spans.append([(0, most), *left])
        else:
            furthest = max(end for _, end in spans[-1])
            spans.append([(0, furthest + max(0, max(following) - len(section)))])
    return spans[::-1]


def _lengths(strip: Strip, kept: _Parts, counts: Iterable[int], spans: Iterable[_Span]) -> list[int]:
    """The lengths that `kept` may be cut to, falling: by `counts`, or within `spans` to where a group began."""
    total = sum(map(len, kept))
    found = {total - count for count in counts if count <= total}
    before = 0
    for part in kept:
        for low, high in spans:
            first = bisect_left(strip.starts, part.start + max(0, low - before))
            end = bisect_left(strip.starts, min(part.stop, part.start + high - before))
            found.update(before + start - part.start for start in strip.starts[first:end])
        before += len(part)
    return sorted(found, reverse=True)


def _head(kept: _Parts, length: int) -> _Parts:
    parts: list[range] = []
    for part in kept:
        if length <= 0:
            break
        parts.append(part[:length])
        length -= len(part)
    return tuple(parts)


def _distinct(found: Iterable[_Parts], counts: Collection[int], most: int) -> Iterable[_Parts]:
    """Of those that the last correction, taking back one of `counts` or groups, makes the same of, the first."""
    seen: dict[tuple[_Parts, int | None], _Parts] = {}
    for kept in found:
        total = sum(map(len, kept))
        tells = any(count <= total < count + most for count in counts)
        seen.setdefault((_head(kept, most), total if tells else None), kept)
    return seen.values()
