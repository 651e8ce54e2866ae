"""Complaints that got no kind word: from the complaint, through the agent's next turns, to what is to be said of it.

A complaint is a grievance or a situation that wants empathy. What was not heard, or not surely, never counts as
missing: such a complaint is let go without a word.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from callassist.conversation.courtesy import Courtesy
from callassist.conversation.unheard import Unheard
from callassist.events import (
    Anger,
    CallEnded,
    CallStarted,
    EmpathyMissing,
    Event,
    PhraseOffered,
    Tick,
    Utterance,
)
from callassist.knowledge.phrases import Situation
from callassist.knowledge.situations import Situations
from callassist.text.cues import heard

_KEPT = 100
# These come with any other complaint, and make no new one of it.
_OF_ANYTHING = ("frustration", None)


@dataclass(slots=True)
class _Complaint:
    """`t`: when it was first said. t1: the end of its last words. about: what; None for a grievance of any kind. open:
    whether the agent may still answer it."""

    t: float
    t1: float
    about: Situation | None
    open: bool = True

    def is_same(self, t: float, about: Situation | None, within: float) -> bool:
        """Whether what is complained about at `t` belongs to it."""
        if self.open:
            return True
        alike = about == self.about or about in _OF_ANYTHING or self.about in _OF_ANYTHING
        return alike and t - self.t1 < within


class EmpathyObserver:
    """Watches over the complaints of one call after the other.

    Args:
        courtesy: what empathy is, and when it is missed. situations: by which what the customer says is understood.
    """

    def __init__(self, courtesy: Courtesy, situations: Situations) -> None:
        self._policy = courtesy.policy.empathy
        self._cues = courtesy.empathy
        self._situations = situations
        self._unheard = Unheard(courtesy.policy.heard)
        self._begin()

    def _begin(self) -> None:
        self._complaint: _Complaint | None = None
        self._said: deque[Utterance] = deque(maxlen=_KEPT)
        self._offered: list[frozenset[str]] = []

    def observe(self, event: Event) -> Iterable[Event]:
        """The complaint that got no empathy, if `event` makes that plain."""
        self._unheard.take(event)
        match event:
            case CallStarted():
                self._begin()
            case Utterance(revises=None):
                self._hear(event)
            case Anger(kind="grievance", counts=True):
                self._complain(event.t, event.t if event.t1 is None else event.t1, None)
            case PhraseOffered():
                self._offered = [word.forms for word in heard(event.text).words]
            case Tick():
                return self._judge(event.t if event.heard_to is None else event.heard_to)
            case CallEnded():
                return self._judge(float("inf"))
            case _:
                pass
        return ()

    def is_empathy(self, text: str, unsure: Iterable[tuple[int, int]] = ()) -> bool:
        """Whether an agent who says `text` says a kind word."""
        return self._cues.first(heard(text, unsure)) is not None

    def _answers(self, utterance: Utterance, complaint: _Complaint) -> bool:
        """Whether it is a kind word or what was offered as one; what was doubted is given the benefit of it."""
        if utterance.t1 <= complaint.t:
            return False
        if self.is_empathy(utterance.text, utterance.unsure):
            return True
        said = heard(utterance.text).keys
        found = sum(not forms.isdisjoint(said) for forms in self._offered)
        return bool(self._offered) and found >= self._policy.phrase_said * len(self._offered)

    def _hear(self, said: Utterance) -> None:
        self._said.append(said)
        if said.speaker == "agent":
            complaint = self._complaint
            if complaint is not None and self._answers(said, complaint):
                complaint.open = False
        elif self._unheard.is_sure(said):
            about = self._situations.told("customer", said.text, said.unsure).situation
            if about is not None and about in self._policy.situations:
                self._complain(said.t0, said.t1, about)

    def _complain(self, t: float, t1: float, about: Situation | None) -> None:
        complaint = self._complaint
        if complaint is None or not complaint.is_same(t, about, self._policy.same_complaint):
            self._complaint = complaint = _Complaint(t, t1, about)
            # A kind word that was said into it is known before it is.
            complaint.open = not any(said.speaker == "agent" and self._answers(said, complaint) for said in self._said)
            return
        complaint.t1 = max(complaint.t1, t1)
        if complaint.about in _OF_ANYTHING:
            complaint.about = about or complaint.about

    def _judge(self, known_to: float) -> Iterable[Event]:
        complaint = self._complaint
        if complaint is None or not complaint.open or known_to < complaint.t1:
            return ()
        ends = self._turns_over(complaint.t, known_to)
        if len(ends) < self._policy.turns:
            return ()
        complaint.open = False
        # A kind word may be a single one.
        if self._unheard.within(complaint.t, ends[self._policy.turns - 1], words=1):
            return ()
        return (EmpathyMissing(t=complaint.t),)

    def _turns_over(self, since: float, known_to: float) -> list[float]:
        """When the agent's turns since a complaint ended, as far as they are over."""
        ends: list[float] = []
        end: float | None = None
        for said in sorted(self._said, key=lambda said: said.t0):
            if said.t0 <= since or said.t0 > known_to or not self._takes_turn(said):
                continue
            if said.speaker == "agent":
                if end is not None and said.t0 - end >= self._policy.turn_over:
                    ends.append(end)
                end = said.t1
            elif end is not None:
                ends.append(end)
                end = None
        if end is not None and not self._unheard.speaking and known_to - end >= self._policy.turn_over:
            ends.append(end)
        return ends

    def _takes_turn(self, said: Utterance) -> bool:
        if said.t1 - said.t0 >= self._policy.turn_length:
            return True
        return len(heard(said.text, said.unsure).words) >= self._policy.turn_words
