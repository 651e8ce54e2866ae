"""Whose turn it is, by the voice activity of both sides, and which words belong to it.

A turn bridges short pauses. In a live call an edge of speech is known a little after it happened, and words come a
second later; a turn takes both whenever they come.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from callassist.conversation.backchannels import SaidWord, words_of
from callassist.events import (
    SPEAKERS,
    CallEnded,
    Event,
    Partial,
    Speaker,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Utterance,
)

SAME_S = 1e-6
"""Seconds on the call clock that differ by less are the same: they were reckoned in floating point."""
# Edges of a final lie within this of those of the voice activity, by the contract of the call file.
_EDGE_S = 0.25


@dataclass(slots=True, eq=False)
class Turn:
    """A stretch in which one side speaks.

    Attributes:
        t0: when it began. stopped: when its speech stopped, perhaps for a pause; None while it goes on.
        pauses: those that it bridges, as (from, to). said: the words of its finals, as `words_of` has them.
        saying: those of the partial that will become a final. read_to: the end of its last final.
        nothing: what had begun was no speech, or none that anybody could make out.
    """

    speaker: Speaker
    t0: float
    stopped: float | None = None
    pauses: list[tuple[float, float]] = field(default_factory=list)
    said: tuple[SaidWord, ...] = ()
    saying: tuple[SaidWord, ...] = ()
    read_to: float = 0.0
    nothing: bool = False

    @property
    def words(self) -> tuple[SaidWord, ...]:
        """All that is known of it by now."""
        return self.said + self.saying

    @property
    def is_read(self) -> bool:
        """Whether all its speech up to now has become words."""
        return self.stopped is not None and self.read_to >= self.stopped - _EDGE_S

    def end(self, now: float) -> float:
        """When it ended, or `now`."""
        return now if self.stopped is None else self.stopped

    def length(self, now: float) -> float:
        """Seconds from its beginning to its end, pauses and all."""
        return self.end(now) - self.t0

    def stretches(self, now: float) -> Iterator[tuple[float, float]]:
        """Its speech without the pauses, as (from, to), newest first."""
        end = self.end(now)
        for paused, again in reversed(self.pauses):
            yield again, end
            end = paused
        yield self.t0, end


def joint(one: Turn, other: Turn, now: float, enough: float = math.inf) -> float:
    """For how many seconds both spoke at once; of more than `enough` nobody asks how much more."""
    found = 0.0
    ours, theirs = one.stretches(now), other.stretches(now)
    mine, yours = next(ours, None), next(theirs, None)
    while mine is not None and yours is not None and found < enough:
        found += max(0.0, min(mine[1], yours[1]) - max(mine[0], yours[0]))
        if mine[0] >= yours[0]:
            mine = next(ours, None)
        else:
            yours = next(theirs, None)
    return found


class Turns:
    """The turns of one call.

    Attributes:
        now: the newest moment that anything is known of. of: the turns of each side, oldest first.

    Args:
        pause: seconds; a shorter one does not end a turn.
    """

    def __init__(self, pause: float) -> None:
        self.now = 0.0
        self.of: dict[Speaker, list[Turn]] = {speaker: [] for speaker in SPEAKERS}
        self._pause = pause

    def take(self, event: Event) -> None:
        """What happened next."""
        match event:
            case SpeechStarted():
                self._pass(event.t)
                self._start(event.speaker, event.t)
            case SpeechStopped():
                self._pass(event.t)
                self._stop(event.speaker, event.t)
            case Tick():
                self._pass(event.t)
            case CallEnded():
                self._pass(event.t)
                for speaker in SPEAKERS:
                    self._stop(speaker, event.t)
            case Partial():
                self._hear_under_way(event)
            case Utterance(revises=None):
                self._hear(event)

    def last(self, speaker: Speaker) -> Turn | None:
        """A side's newest turn, whether it goes on or not."""
        return self.of[speaker][-1] if self.of[speaker] else None

    def is_over(self, turn: Turn) -> bool:
        """Whether a turn has ended, as far as is known."""
        return turn.stopped is not None and self.now - turn.stopped >= self._pause - SAME_S

    def before(self, turn: Turn) -> Turn | None:
        """The turn of the same side before this one."""
        turns = self.of[turn.speaker]
        place = turns.index(turn)
        return turns[place - 1] if place else None

    def _pass(self, t: float) -> None:
        self.now = max(self.now, t)

    def _start(self, speaker: Speaker, t: float) -> None:
        turn = self.last(speaker)
        if turn is None:
            self.of[speaker].append(Turn(speaker, t))
        elif turn.stopped is not None:
            if t - turn.stopped < self._pause - SAME_S:
                turn.pauses.append((turn.stopped, max(t, turn.stopped)))
                turn.stopped, turn.nothing = None, False
            else:
                self.of[speaker].append(Turn(speaker, t))

    def _stop(self, speaker: Speaker, t: float) -> None:
        turn = self.last(speaker)
        if turn is not None and turn.stopped is None:
            turn.stopped = max(t, turn.pauses[-1][1] if turn.pauses else turn.t0)

    def _hear_under_way(self, partial: Partial) -> None:
        if partial.text:
            turn = self.last(partial.speaker)
            if turn is not None:
                turn.saying = words_of(partial.text)
            return
        # What was begun has been dropped, or had no words: the newest speech that had stopped by then.
        stopped = (turn for turn in reversed(self.of[partial.speaker]) if turn.end(self.now) <= partial.t)
        turn = next(stopped, None)
        if turn is not None:
            turn.saying = ()
            turn.nothing = not turn.said and turn.stopped is not None

    def _hear(self, said: Utterance) -> None:
        for turn in reversed(self.of[said.speaker]):
            if turn.end(self.now) < said.t0 - _EDGE_S:
                return
            if turn.t0 <= said.t1 + _EDGE_S:
                turn.saying = ()
                turn.said += words_of(said.text, said.unsure)
                turn.read_to = max(turn.read_to, said.t1)
                turn.nothing = False
