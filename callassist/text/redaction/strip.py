"""The digits of several links as one string, with the way back to their places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from callassist.text.redaction.stream import Gap, Link


class Piece(NamedTuple):
    """A range of one utterance's source text, to be masked as one."""

    utterance: int
    start: int
    end: int


class Strip:
    """Digits of consecutive links, joined.

    Attributes:
        links: the links. digits: all their digits. starts: where each link begins in `digits`.
        bounds: where a part of one begins, ascending, with the end.
    """

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = links
        self.digits = "".join([link.group.digits for link in links])
        self.starts = list(accumulate([len(link.group.digits) for link in links[:-1]], initial=0))
        self.bounds: list[int] = []
        for start, link in zip(self.starts, links, strict=True):
            self.bounds.append(start)
            if len(link.group.bounds) > 1:
                self.bounds += [start + bound for bound in link.group.bounds[1:]]
        self.bounds.append(len(self.digits))

    @cached_property
    def ends(self) -> frozenset[int]:
        """The offsets in `bounds`, to look one up."""
        return frozenset(self.bounds)

    @cached_property
    def corrections(self) -> list[int]:
        """Offsets of the digits that were said behind a correction."""
        return [
            start for start, link in zip(self.starts[1:], self.links[1:], strict=True) if link.gap is Gap.CORRECTION
        ]

    def covered(self, first: int, end: int) -> range:
        """Indexes in `links` of those that have a digit in `first` to `end` (exclusive)."""
        return range(bisect_right(self.starts, first) - 1, bisect_left(self.starts, end))

    def pieces(self, first: int, end: int) -> list[Piece]:
        """The places of the digits `first` to `end`, joined where nothing but glue is between them."""
        found: list[list[int]] = []
        for index in self.covered(first, end):
            link, before = self.links[index], self.starts[index]
            start, stop = link.group.span(max(first - before, 0), min(end - before, len(link.group.digits)))
            if found and found[-1][0] == link.utterance and link.gap <= Gap.CORRECTION:
                found[-1][2] = max(found[-1][2], stop)
            else:
                found.append([link.utterance, start, stop])
        return [Piece(*piece) for piece in found]
