"""Who talks over whom: somebody begins while the other holds the turn, and both go on.

Voice activity tells it, words may take it back: who only says "yes, right" does not take the turn, and does not hold it
either. What is known of the words by then keeps a cue back; what is known later withdraws it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callassist.conversation.backchannels import Backchannels
from callassist.conversation.turns import SAME_S, Turn, Turns, joint
from callassist.conversation.turns_policy import InterruptionPolicy
from callassist.events import SPEAKERS, Event, Interruption, InterruptionWithdrawn

# Words that come later than this change nothing any more.
_SETTLED_S = 60.0


@dataclass(slots=True, eq=False)
class _Overlap:
    """A turn that began in one of the other's, with enough joint speech once.

    Attributes:
        by: the turn of whoever began. held: the other's. told: whether it stands as an interruption.
    """

    by: Turn
    held: Turn
    told: bool = False


class Interruptions:
    """Tells interruptions, both ways.

    Args:
        policy: thresholds. backchannels: words that take no turn. turns: of the call, kept by whoever calls `take`.
    """

    def __init__(self, policy: InterruptionPolicy, backchannels: Backchannels, turns: Turns) -> None:
        self._policy = policy
        self._backchannels = backchannels
        self._turns = turns
        self._overlaps: list[_Overlap] = []

    def take(self) -> Iterator[Event]:
        """What there is to tell now that something has happened."""
        for one, other in (SPEAKERS, SPEAKERS[::-1]):
            by, held = self._turns.last(one), self._turns.last(other)
            if by is not None and held is not None and self._is_overlap(by, held):
                self._overlaps.append(_Overlap(by, held))
        for overlap in self._overlaps:
            yield from self._tell(overlap)
        self._overlaps = [overlap for overlap in self._overlaps if not self._is_settled(overlap)]

    def _is_overlap(self, by: Turn, held: Turn) -> bool:
        """Whether it is the first to be heard of a turn that began in another and went on."""
        policy = self._policy
        if by.t0 - held.t0 < policy.held - SAME_S or any(overlap.by is by for overlap in self._overlaps):
            return False
        return self._goes_on(by, held) and not self._went_on_together(by, held)

    def _tell(self, overlap: _Overlap) -> Iterator[Event]:
        by, held = overlap.by, overlap.held
        if overlap.told:
            if not self._goes_on(by, held) or any(turn.nothing or self._was_assent(turn) for turn in (by, held)):
                overlap.told = False
                yield InterruptionWithdrawn(t=by.t0, by=by.speaker)
        elif self._goes_on(by, held) and not any(turn.nothing or self._may_be_assent(turn) for turn in (by, held)):
            overlap.told = True
            together = round(joint(by, held, self._turns.now), 3)
            yield Interruption(t=by.t0, by=by.speaker, overlap=together)

    def _goes_on(self, by: Turn, held: Turn) -> bool:
        """Whether enough of it was joint speech. An edge that is known late may take some of that back."""
        return joint(by, held, self._turns.now, self._policy.joint) >= self._policy.joint - SAME_S

    def _may_be_assent(self, turn: Turn) -> bool:
        """Whether all that is known of a turn are backchannels, and it is not too long for that."""
        if turn.is_read:
            return self._was_assent(turn)
        return self._is_brief(turn) and self._backchannels.only(turn.words, under_way=True)

    def _was_assent(self, turn: Turn) -> bool:
        """Whether a turn was nothing but backchannels, or too brief to be anything else where no word was sure."""
        if not turn.is_read or not turn.said:
            return False
        if not any(word.sure for word in turn.said) and self._is_brief(turn):
            return True
        return self._backchannels.only(turn.said)

    def _is_brief(self, turn: Turn) -> bool:
        return turn.length(self._turns.now) <= self._backchannels.longest + SAME_S

    def _went_on_together(self, by: Turn, held: Turn) -> bool:
        """Whether both had paused at once and went on at once: of one sound in both channels, the one side's pause may
        be bridged and the other's not."""
        earlier = self._turns.before(by)
        if earlier is None or earlier.stopped is None:
            return False
        most = self._policy.together
        return any(
            abs(paused - earlier.stopped) <= most and abs(again - by.t0) <= most for paused, again in held.pauses
        )

    def _is_settled(self, overlap: _Overlap) -> bool:
        """Whether nothing can change any more."""
        now = self._turns.now
        if self._turns.last(overlap.by.speaker) is overlap.by:
            return False  # kept, since a turn interrupts once at most
        return all(
            self._turns.is_over(turn) and now - turn.end(now) > _SETTLED_S for turn in (overlap.by, overlap.held)
        )
