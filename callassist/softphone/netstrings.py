"""Netstrings (D. J. Bernstein, 1997), `LENGTH:BYTES,`: the frames in which baresip speaks, read strictly."""

from __future__ import annotations

MOST_BYTES = 65_536
"""Of one frame. The longest thing that baresip sends is its list of commands, 2 kB."""

_MOST_DIGITS = len(str(MOST_BYTES))


class NotNetstrings(Exception):
    """What came is no netstring, or longer than anything that is meant for us; the connection is of no more use."""


def netstring(content: bytes) -> bytes:
    """`content` in its frame."""
    return b"%d:%s," % (len(content), content)


class Netstrings:
    """Takes bytes as they come, gives whole frames; never holds more than one frame and what came with its end."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, received: bytes) -> list[bytes]:
        """The frames that `received` completes.

        Raises:
            NotNetstrings: as named. What was complete before the fault is lost with it.
        """
        self._held += received
        frames = []
        start = 0
        while (frame := self._frame(start)) is not None:
            begin, end = frame
            frames.append(bytes(self._held[begin:end]))
            start = end + 1
        del self._held[:start]
        return frames

    def _frame(self, start: int) -> tuple[int, int] | None:
        colon = self._held.find(b":", start, start + _MOST_DIGITS + 1)
        digits = self._held[start : colon if colon >= 0 else start + _MOST_DIGITS + 1]
        if digits and (not digits.isdigit() or (len(digits) > 1 and digits.startswith(b"0"))):
            raise NotNetstrings("no length in front of a colon")
        if colon < 0:
            if len(digits) > _MOST_DIGITS:
                raise NotNetstrings("a length without an end")
            return None
        if not digits or int(digits) > MOST_BYTES:
            raise NotNetstrings("a length that nothing here has")
        begin = colon + 1
        end = begin + int(digits)
        if end >= len(self._held):
            return None
        if self._held[end] != ord(","):
            raise NotNetstrings("no comma behind a frame")
        return begin, end
