"""When a side may be heard: between two switches, to the sample."""

from __future__ import annotations

from collections import deque

from callassist.speech.recognizer import Samples


class Gate:
    """Shut until it is switched on. Positions are samples of the ring.

    Sound reaches us after it was made, so it is the time at which it was made that is held against the switches: what
    was said just before the end is still let in, and what was said just before the beginning is not.
    """

    def __init__(self) -> None:
        self._switches: deque[tuple[int, bool]] = deque([(0, False)])

    @property
    def is_open(self) -> bool:
        """As it was switched last."""
        return self._switches[-1][1]

    def switch(self, position: int, is_open: bool) -> None:
        """From `position` on, let sound in or not; positions never go back."""
        if is_open != self.is_open:
            self._switches.append((max(position, self._switches[-1][0]), is_open))

    def forget(self, before: int) -> None:
        """No sound from before this position will come any more."""
        while len(self._switches) > 1 and self._switches[1][0] <= before:
            self._switches.popleft()

    def is_shut(self, start: int, stop: int) -> bool:
        """Whether nothing from `start` to `stop` may be heard."""
        return not any(first < stop and last > start for first, last in self._open_stretches(stop))

    def silence(self, start: int, samples: Samples) -> None:
        """Silence in place whatever of `samples`, which begin at `start`, may not be heard."""
        heard_to = 0
        for first, last in self._open_stretches(start + samples.size):
            samples[heard_to : max(heard_to, first - start)] = 0
            heard_to = max(heard_to, last - start)
        samples[heard_to:] = 0

    def _open_stretches(self, stop: int) -> list[tuple[int, int]]:
        ends = [*[position for position, _ in self._switches][1:], stop]
        return [(first, last) for (first, is_open), last in zip(self._switches, ends, strict=True) if is_open]
