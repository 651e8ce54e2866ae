"""A complaint about somebody who works here: it has a card of its own, and is logged."""

from __future__ import annotations

from collections.abc import Iterable

from callassist.conversation.courtesy import Courtesy
from callassist.events import CallStarted, ColleagueComplaint, Event, Utterance
from callassist.knowledge.situations import Situations
from callassist.text.cues import heard


class ColleagueObserver:
    """Tells such a complaint once, however long it is spoken of.

    Args:
        courtesy: more cues for it, and what is the same complaint. situations: which tell most of them.
    """

    def __init__(self, courtesy: Courtesy, situations: Situations) -> None:
        self._situations = situations
        self._cues = courtesy.colleague
        self._same = courtesy.policy.colleague.same_complaint
        self._least_confidence = courtesy.policy.heard.least_confidence
        self._last: float | None = None

    def observe(self, event: Event) -> Iterable[Event]:
        """The complaint, if `event` is one."""
        match event:
            case CallStarted():
                self._last = None
            case Utterance(speaker="customer", revises=None) if self.is_complaint(event):
                is_new = self._last is None or event.t0 - self._last >= self._same
                self._last = event.t1
                if is_new:
                    return (ColleagueComplaint(t=event.t0, evidence=event.text),)
            case _:
                pass
        return ()

    def is_complaint(self, said: Utterance) -> bool:
        """Whether a customer's utterance complains about a colleague, as far as it was surely heard."""
        if said.confidence is not None and said.confidence < self._least_confidence:
            return False
        if self._situations.told("customer", said.text, said.unsure).situation == "colleague":
            return True
        return self._cues.first(heard(said.text, said.unsure)) is not None
