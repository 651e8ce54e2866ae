"""One call as its owner hears it, over the deaths of recognisers: nothing twice, nothing back in time.

A recogniser that takes over begins a little before the moment up to which everything is known, and so hears again what
its predecessor told in part. Until it has come as far as that one had, only finals are passed on, since none of them
can have been told before; edges, ticks and partials are held back, and then put right once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from callassist.calls.heard import HeardEvent, HeardPartial
from callassist.events import SPEAKERS, HearingNotice, Speaker, SpeechStarted, SpeechStopped, Tick
from callassist.live.messages import BeginCall, Drained, EndCall, HeardNumbered, Missed, PauseCall, ResumeCall

Message = HeardNumbered | HeardPartial | HeardEvent | Missed | Drained
"""What a recogniser says of a call."""

# Two recognisers put the same onset within a few frames of each other.
_SAME_ONSET_S = 0.3


@dataclass
class _Side:
    """What has been told of a side, and what the present recogniser says of it."""

    heard_to: float = 0.0  # the end of its last final
    not_heard_to: float = 0.0  # the last onset of which it was told that no words could be had
    edge: float = 0.0  # the last edge told
    speaking: bool = False  # as told
    partial: bool = False  # one is shown
    now_speaking: bool | None = None  # as the present recogniser has it; None before it heard anything
    now_edge: float = 0.0


class ContinuedCall:
    """A call from its beginning until it is drained.

    Args:
        begin: how it began. again_from: how much before the known a new recogniser begins, seconds.
    """

    def __init__(self, begin: BeginCall, again_from: float) -> None:
        self.begin = begin
        self._again_from = again_from
        self._commands: list[PauseCall | ResumeCall | EndCall] = []
        self._sides = {speaker: _Side(heard_to=begin.starts.get(speaker, 0.0)) for speaker in SPEAKERS}
        self._number = begin.number
        self._told_to = 0.0  # the time of the last tick
        self._known_to = min(begin.starts.values(), default=0.0)
        self._missed_to = 0.0
        self._behind = False  # as told
        self._now_behind = False
        self._is_level = True

    def add(self, command: PauseCall | ResumeCall | EndCall) -> None:
        """Something was decided about the call; a recogniser that takes over is told too."""
        self._commands.append(command)

    def again(self) -> list[BeginCall | PauseCall | ResumeCall | EndCall]:
        """What a new recogniser has to be told to go on with the call."""
        self._is_level = self._told_to == 0
        self._now_behind = False
        for side in self._sides.values():
            side.now_speaking = None
        known = max(0.0, self._known_to - self._again_from)
        starts = {speaker: max(side.heard_to, known) for speaker, side in self._sides.items()}
        return [dataclasses.replace(self.begin, starts=starts, number=self._number), *self._commands]

    def passed(self, told: Message) -> Iterator[Message]:
        """What a recogniser said, as far as it is news, and what it puts right."""
        if isinstance(told, HeardNumbered):
            side = self._sides[told.final.speaker]
            side.heard_to, side.partial = told.final.t1, False
            self._number = told.number + 1
            yield told
        elif isinstance(told, HeardPartial):
            side = self._sides[told.speaker]
            if self._is_level or (side.partial and not told.words):
                side.partial = bool(told.words)
                yield told
        elif isinstance(told, HeardEvent):
            yield from self._event(told)
        elif isinstance(told, Drained):
            yield from self._levelled(told.t)
            yield told
        elif told.t1 > self._missed_to:
            yield Missed(told.call, max(told.t0, self._missed_to), told.t1)
            self._missed_to = told.t1

    def _event(self, told: HeardEvent) -> Iterator[Message]:
        event = told.event
        if isinstance(event, Tick):
            if event.t > self._told_to:
                yield from self._levelled(told.at)
                self._told_to = event.t
                known = event.t if event.heard_to is None else event.heard_to
                self._known_to = max(self._known_to, known)
                yield HeardEvent(Tick(t=event.t, heard_to=self._known_to), told.at)
        elif isinstance(event, SpeechStarted | SpeechStopped):
            side = self._sides[event.speaker]
            side.now_speaking, side.now_edge = isinstance(event, SpeechStarted), event.t
            if self._is_level:
                yield from self._edge(event.speaker, side, told.at)
        elif isinstance(event, HearingNotice):
            yield from self._notice(event, told)
        else:
            yield told

    def _notice(self, event: HearingNotice, told: HeardEvent) -> Iterator[Message]:
        if event.state == "not_heard" and event.speaker is not None:
            side = self._sides[event.speaker]
            if event.t > side.not_heard_to + _SAME_ONSET_S or not side.not_heard_to:
                side.not_heard_to = event.t
                yield told
            return
        if event.state in ("behind", "caught_up"):
            self._now_behind = event.state == "behind"
            if not self._is_level or not (self._behind or self._now_behind):
                return
            self._behind = self._now_behind
        yield told

    def _edge(self, speaker: Speaker, side: _Side, at: float) -> Iterator[Message]:
        """Tell the edge that makes what was told of a side what the recogniser has now."""
        if side.now_speaking is None or side.now_speaking == side.speaking:
            return
        side.speaking = side.now_speaking
        side.edge = max(side.now_edge, side.edge)
        kind = SpeechStarted if side.speaking else SpeechStopped
        yield HeardEvent(kind(t=side.edge, speaker=speaker), at)

    def _levelled(self, at: float) -> Iterator[Message]:
        """The recogniser has come as far as the one before it: put right what differs."""
        if self._is_level:
            return
        self._is_level = True
        for speaker, side in self._sides.items():
            if side.now_speaking is None:  # what its predecessor heard begin was nothing
                side.now_speaking, side.now_edge = False, self._told_to
                if side.partial:
                    side.partial = False
                    yield HeardPartial(speaker, at, (), 0)
            yield from self._edge(speaker, side, at)
        if self._behind and not self._now_behind:
            yield HeardEvent(HearingNotice(t=at, state="caught_up"), at)
        self._behind = self._now_behind
