"""A call's sound out of the ring: frame by frame, as it comes, with its pauses, holes and end.

Frames lie on a grid that begins with the call, so that a recogniser which takes over in the middle of it judges the
same frames as the one before it. Nothing here waits or reads a clock.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from callassist.audio.ring import Overwritten, SoundRing
from callassist.events import SPEAKERS, Speaker
from callassist.live.messages import BeginCall
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.recognizer import SAMPLE_RATE, Samples

# A reader that begins exactly where the ring does is overtaken by it at once.
_HEADWAY = SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Sound:
    """One frame.

    Attributes:
        t: when it began, seconds on the call clock. sides: 512 samples of each side that is listened to; during a pause
            that is neither.
    """

    t: float
    sides: dict[Speaker, Samples] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stopped:
    """From `t` on neither side is listened to, until sound comes again."""

    t: float


@dataclass(frozen=True, slots=True)
class Hole:
    """The ring has gone on: what was said from `t0` to `t1` is no longer in it."""

    t0: float
    t1: float


@dataclass(frozen=True, slots=True)
class Over:
    """The call ended at `t`, and all its sound was handed out."""

    t: float


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: Literal["pause", "resume", "end"]
    t: float
    sample: int


class CallSound:
    """The sound of one call.

    Args:
        unwritten: how late sound may come, in seconds, before the call goes on without it.
    """

    def __init__(self, ring: SoundRing, begin: BeginCall, unwritten: float) -> None:
        self._ring = ring
        self._unwritten = unwritten
        self._origin = ring.position(begin.epoch)
        self._starts = {speaker: _samples(begin.starts.get(speaker, 0.0)) for speaker in SPEAKERS}
        self._next = min(self._starts.values()) // FRAME
        self._marks: deque[_Mark] = deque()
        self._paused = False

    def pause(self, t: float) -> None:
        """Neither side is listened to from `t` on."""
        self._marks.append(_Mark("pause", t, _samples(t)))

    def resume(self, t: float) -> None:
        """Both sides are listened to again from `t` on."""
        self._marks.append(_Mark("resume", t, _samples(t)))

    def end(self, t: float) -> None:
        """The call is over at `t`."""
        self._marks.append(_Mark("end", t, _samples(t)))

    @property
    def due(self) -> float:
        """When the next frame should be there, on the host's clock."""
        return self._ring.time(self._origin + (self._next + 1) * FRAME)

    def step(self, now: float) -> Sound | Stopped | Hole | Over | None:
        """What comes next; None where it has not been written yet.

        Args:
            now: the host's clock.
        """
        start = self._next * FRAME
        while self._marks and self._marks[0].sample <= start:
            mark = self._marks.popleft()
            if mark.kind == "end":
                return Over(mark.t)
            if mark.kind == "resume":
                self._paused = False
            elif not self._paused:
                self._paused = True
                return Stopped(mark.t)
        return self._frame(start, now)

    def _frame(self, start: int, now: float) -> Sound | Hole | None:
        stop = start + FRAME
        spans = self._listened_to(start, stop)
        speakers = [speaker for speaker in SPEAKERS if spans and self._starts[speaker] < stop]
        late = now - self._ring.time(self._origin + stop)
        if not speakers and late < 0:
            return None
        if late < self._unwritten and any(
            self._ring.head(speaker) < self._origin + spans[-1][1] for speaker in speakers
        ):
            return None
        try:
            sides = {speaker: self._read(speaker, start, spans) for speaker in speakers}
        except Overwritten as error:
            return self._hole(error.oldest - self._origin)
        self._next += 1
        return Sound(start / SAMPLE_RATE, sides)

    def _listened_to(self, start: int, stop: int) -> list[tuple[int, int]]:
        """The parts of a frame that lie in no pause, and not behind the end."""
        spans: list[tuple[int, int]] = []
        opened: int | None = None if self._paused else start
        for mark in self._marks:
            if mark.sample >= stop:
                break
            if mark.kind == "resume":
                opened = mark.sample if opened is None else opened
            elif opened is not None:
                spans.append((opened, mark.sample))
                opened = None
            if mark.kind == "end":
                return spans
        return spans if opened is None else [*spans, (opened, stop)]

    def _read(self, speaker: Speaker, start: int, spans: list[tuple[int, int]]) -> Samples:
        samples = np.zeros(FRAME, np.float32)
        # The ring may be younger than the call.
        first_there = max(self._starts[speaker], -self._origin)
        last_there = self._ring.head(speaker) - self._origin
        for opened, closed in spans:
            first, last = max(opened, first_there), min(closed, last_there)
            if last > first:
                samples[first - start : last - start] = self._ring.read(speaker, self._origin + first, last - first)
        return samples

    def _hole(self, oldest: int) -> Hole:
        """Go on a little behind what is being overwritten, or where the next pause or the end is."""
        first = self._next
        limit = math.inf if not self._marks else math.ceil(self._marks[0].sample / FRAME)
        self._next = max(first + 1, int(min(math.ceil((oldest + _HEADWAY) / FRAME), limit)))
        return Hole(first * FRAME_S, self._next * FRAME_S)


def _samples(t: float) -> int:
    return round(t * SAMPLE_RATE)
