"""The digits of several links as one string, with the way back to their places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callassist.text.redaction.stream import Gap, Link


@dataclass(frozen=True, slots=True)
class Piece:
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
        self.digits = "".join(link.group.digits for link in links)
        self.starts: list[int] = []
        self.bounds: list[int] = []
        total = 0
        for link in links:
            self.starts.append(total)
            self.bounds += [total + bound for bound in link.group.bounds]
            total += len(link.group.digits)
        self.bounds.append(total)

    def corrections(self) -> list[int]:
        """Offsets of the digits that were said behind a correction."""
        return [
            start for start, link in zip(self.starts[1:], self.links[1:], strict=True) if link.gap is Gap.CORRECTION
        ]

    def covered(self, first: int, end: int) -> Iterator[int]:
        """Indexes in `links` of those that have a digit in `first` to `end` (exclusive)."""
        yield from range(bisect_right(self.starts, first) - 1, bisect_left(self.starts, end))

    def pieces(self, first: int, end: int) -> list[Piece]:
        """The places of the digits `first` to `end`, joined where nothing but glue is between them."""
        found: list[Piece] = []
        for index in self.covered(first, end):
            link, start = self.links[index], self.starts[index]
            places = link.group.places[max(first - start, 0) : end - start]
            piece = Piece(link.utterance, places[0][0], places[-1][1])
            joined = found and found[-1].utterance == piece.utterance and link.gap <= Gap.CORRECTION
            if joined:
                found[-1] = Piece(piece.utterance, found[-1].start, max(found[-1].end, piece.end))
            else:
                found.append(piece)
        return found
