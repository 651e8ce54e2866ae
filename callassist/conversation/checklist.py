"""The checklist of courtesy: greeting, own name, thanks, "anything else?", and whatever the company adds.

An item ticks itself when the agent says it, in whatever words. At the end of the call it was missed only where it was
surely not said; what could not be heard is not known, and whoever may end the call for abuse owes no parting courtesy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from callassist.conversation.courtesy import Courtesy
from callassist.conversation.unheard import Unheard
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    CallEnded,
    CallStarted,
    Checklist,
    Event,
    MayEndCall,
    Utterance,
)
from callassist.text.cues import heard


class ChecklistObserver:
    """Ticks off the courtesies of one call after the other.

    Args:
        courtesy: what is on the list.
    """

    def __init__(self, courtesy: Courtesy) -> None:
        self._items = courtesy.items
        self._heard = courtesy.policy.heard
        self._unheard = Unheard(courtesy.policy.heard)
        self._begin()

    def _begin(self) -> None:
        self._left = dict(self._items)
        self._maybe: set[str] = set()
        self._said = 0
        self._opening_to = self._heard.opening
        self._is_hostile = False

    def observe(self, event: Event) -> Iterable[Event]:
        """What there is to tick off, or to say at the end, now that `event` has happened."""
        self._unheard.take(event)
        match event:
            case CallStarted():
                self._begin()
            case Utterance(speaker="agent", revises=None):
                return tuple(self._hear(event))
            case MayEndCall() | Alert():
                self._is_hostile = True
            case AlarmWithdrawn():
                self._is_hostile = False
            case CallEnded():
                return tuple(self._close(event.t))
            case _:
                pass
        return ()

    def items(self, text: str) -> tuple[str, ...]:
        """The items that are said in `text`, taken by itself."""
        said = heard(text)
        return tuple(key for key, item in self._items.items() if item.cues.first(said) is not None)

    def _hear(self, utterance: Utterance) -> Iterator[Event]:
        said = heard(utterance.text, utterance.unsure)
        if not said.words:
            return
        self._said += 1
        if self._said <= self._heard.opening_utterances:
            self._opening_to = max(self._opening_to, utterance.t1)
        is_sure = self._unheard.is_sure(utterance)
        for key, item in tuple(self._left.items()):
            if item.opening and utterance.t0 > self._opening_to:
                continue
            if is_sure and item.cues.first(said) is not None:
                del self._left[key]
                yield Checklist(t=utterance.t0, item=key, done=True)
            elif item.cues.first(said, doubted=True) is not None:
                self._maybe.add(key)

    def _close(self, t: float) -> Iterator[Event]:
        for key, item in self._left.items():
            until = self._opening_to if item.opening else t
            # Who was not heard at all may have said everything.
            may_be = not self._said or key in self._maybe or self._unheard.within(0.0, until, item.words)
            if self._is_hostile and not item.opening:
                continue
            yield Checklist(t=t, item=key, done=None if may_be else False)
        self._left = {}
