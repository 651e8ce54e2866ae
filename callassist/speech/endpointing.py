"""Where utterances begin and end: judged frames in, stretches of speech out. No clock, no thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from callassist.speech.activity import FRAME, FRAME_S, Frame
from callassist.speech.policy import EndpointingPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Samples


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of speech with a little sound around it.

    Attributes:
        t0, t1: edges of the speech itself on the call clock. audio: its sound, padded. audio_t0: when that
            begins. voiced: seconds of it that were voiced.
    """

    t0: float
    t1: float
    audio: Samples
    audio_t0: float
    voiced: float

    @property
    def speech(self) -> Samples:
        """The sound between the edges alone."""
        first, last = (max(0, round((t - self.audio_t0) * SAMPLE_RATE)) for t in (self.t0, self.t1))
        return self.audio[first:last]


@dataclass(frozen=True, slots=True)
class Began:
    """Speech began (an utterance, or more of one after a pause)."""

    t: float


@dataclass(frozen=True, slots=True)
class Paused:
    """Speech stopped, perhaps for good."""

    t: float


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """Silence long enough to begin a final on `span`, which `Ended` brings again unless speech resumes."""

    span: Span


@dataclass(frozen=True, slots=True)
class Resumed:
    """Speech goes on after an `EarlyEnd`, which is void."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An utterance is complete.

    Attributes:
        early: its span was announced by an `EarlyEnd`. cut: its speaker goes on, it was only too long.
    """

    span: Span
    early: bool
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """What began was no utterance: too little of it was voiced, or it was somebody else's voice."""


Action = Began | Paused | EarlyEnd | Resumed | Ended | Dropped


class Endpointer:
    """Cuts one channel into utterances.

    It keeps only the sound of the utterance under way and the `lead` before it.
    """

    def __init__(self, policy: EndpointingPolicy) -> None:
        self._policy = policy
        self._lead: deque[Frame] = deque(maxlen=max(1, round(policy.lead / FRAME_S) + 4))
        self._frames: list[Frame] = []
        self._t0 = 0.0
        self._stopped_at: float | None = None
        self._announced = False

    @property
    def in_utterance(self) -> bool:
        """Whether an utterance is under way, pauses inside it included."""
        return bool(self._frames)

    @property
    def pausing(self) -> bool:
        """Whether the utterance under way is in a pause."""
        return self._stopped_at is not None

    @property
    def t0(self) -> float:
        """When the speech of the utterance under way began."""
        return self._t0

    def so_far(self) -> Span:
        """The utterance under way, up to the last frame."""
        return self._span(self._end_of(self._frames[-1]), tail=0)

    def take(self, frame: Frame) -> Iterator[Action]:
        """The next frame; what it brings about, in order."""
        if not self._frames:
            self._lead.append(frame)
            if frame.edge != "onset":
                return
            self._begin(frame.edge_t)
            yield Began(frame.edge_t)
            return
        self._frames.append(frame)
        if frame.edge == "offset":
            self._stopped_at = frame.edge_t
            yield Paused(frame.edge_t)
        elif frame.edge == "onset":
            if self._announced:
                yield Resumed()
            self._stopped_at, self._announced = None, False
            yield Began(frame.edge_t)
        if self._stopped_at is None:
            if self._end_of(frame) - self._frames[0].t >= self._policy.longest:
                yield self._cut()
            return
        silence = self._end_of(frame) - self._stopped_at
        if silence >= self._policy.early and not self._announced:
            self._announced = True
            yield EarlyEnd(self._span(self._stopped_at, self._policy.tail))
        if silence >= self._needed():
            yield self._end(self._stopped_at)

    def finish(self) -> Iterator[Action]:
        """The channel ends here; an utterance under way ends with it."""
        if self._frames:
            still_speaking = self._stopped_at is None
            end = self._end_of(self._frames[-1]) if self._stopped_at is None else self._stopped_at
            if still_speaking:
                yield Paused(end)
            yield self._end(end)

    def drop(self) -> Iterator[Action]:
        """The utterance under way has proved to be none of this speaker's."""
        if self._frames:
            if self._stopped_at is None:
                yield Paused(self._end_of(self._frames[-1]))
            self._lead.extend(self._frames)
            self._frames = []
            self._stopped_at, self._announced = None, False
            yield Dropped()

    def _begin(self, t0: float) -> None:
        """Start an utterance whose speech began at `t0`, on what `_lead` holds."""
        self._frames = [frame for frame in self._lead if frame.t >= t0 - self._policy.lead - FRAME_S / 2]
        self._lead.clear()
        self._t0 = t0
        self._stopped_at, self._announced = None, False

    def _needed(self) -> float:
        """The silence that ends the utterance: less once it is long."""
        assert self._stopped_at is not None
        is_long = self._stopped_at - self._t0 >= self._policy.long
        return self._policy.breath if is_long else self._policy.pause

    def _end(self, t1: float, *, tail: float | None = None) -> Ended | Dropped:
        span, announced = self._span(t1, self._policy.tail if tail is None else tail), self._announced
        rest = [frame for frame in self._frames if frame.t >= t1]
        self._frames = []
        self._stopped_at, self._announced = None, False
        self._lead.extend(rest)
        return Ended(span, announced) if span.voiced >= self._policy.least_voiced else Dropped()

    def _cut(self) -> Ended | Dropped:
        """End a turn that knows no pause at its least voiced recent moment; what follows begins the next."""
        newest = self._end_of(self._frames[-1])
        recent = [frame for frame in self._frames if frame.t >= newest - self._policy.search]
        weakest = min(recent, key=lambda frame: frame.probability)
        t1 = weakest.t + FRAME_S / 2
        following = [frame for frame in self._frames if frame.t >= weakest.t]
        ended = self._end(t1, tail=0)
        if isinstance(ended, Ended):
            ended = replace(ended, cut=True)
        self._lead.clear()
        self._frames, self._t0 = following, t1
        return ended

    def _span(self, t1: float, tail: float) -> Span:
        until = t1 + tail
        frames = [frame for frame in self._frames if frame.t < until]
        audio = np.concatenate([frame.samples for frame in frames]) if frames else np.zeros(FRAME, np.float32)
        voiced = sum(FRAME_S for frame in frames if frame.voiced and frame.t < t1)
        return Span(self._t0, t1, audio, frames[0].t if frames else t1, voiced)

    @staticmethod
    def _end_of(frame: Frame) -> float:
        return frame.t + FRAME_S
