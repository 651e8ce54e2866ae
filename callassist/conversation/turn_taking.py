"""Who watches how a conversation goes in time: turns, interruptions, silence, restating, and figures at the end."""

from __future__ import annotations

from collections.abc import Iterable

from callassist.conversation.backchannels import Backchannels
from callassist.conversation.interruptions import Interruptions
from callassist.conversation.restating import Restating
from callassist.conversation.silence import DeadAir
from callassist.conversation.talk_metrics import TalkMetrics
from callassist.conversation.turns import Turns
from callassist.conversation.turns_policy import TurnsPolicy
from callassist.events import (
    CallEnded,
    CallStarted,
    Event,
    HearingNotice,
    KeyPressed,
    Partial,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Utterance,
)

_WATCHED = (SpeechStarted, SpeechStopped, Tick, Partial, Utterance, KeyPressed, HearingNotice, CallEnded)


class TurnsObserver:
    """Follows the turns of a call and tells what comes of them; the figures last, at the end of the call."""

    def __init__(self, policy: TurnsPolicy) -> None:
        self._policy = policy
        self._backchannels = Backchannels(policy.backchannels.words, policy.backchannels.longest)
        self._begin()

    def observe(self, event: Event) -> Iterable[Event]:
        """See `Observer`."""
        if isinstance(event, CallStarted):
            self._begin()
        if not isinstance(event, _WATCHED):
            return ()
        self._turns.take(event)
        told: list[Event] = [*self._interruptions.take(), *self._dead_air.take(event), *self._restating.take(event)]
        for each in (event, *told):
            self._metrics.take(each)
        if isinstance(event, CallEnded):
            told.append(self._metrics.metrics(event.t))
        return told

    def _begin(self) -> None:
        policy = self._policy
        self._turns = Turns(policy.turns.pause)
        self._interruptions = Interruptions(policy.interruptions, self._backchannels, self._turns)
        self._dead_air = DeadAir(policy.silence)
        self._restating = Restating(policy.restating, self._backchannels, self._turns)
        self._metrics = TalkMetrics(policy, self._backchannels, self._turns)
