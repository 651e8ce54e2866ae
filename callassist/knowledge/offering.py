"""Offers words that an experienced agent would say now, told by what was just said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callassist.events import (
    AlarmWithdrawn,
    Alert,
    CallStarted,
    Dialect,
    Event,
    Gender,
    Handover,
    KeyPressed,
    Language,
    MayEndCall,
    PhraseOffered,
    Utterance,
)
from callassist.knowledge.address import Address
from callassist.knowledge.choosing import Chooser, Chosen, Wanted
from callassist.knowledge.phrases import Fault, Phrases, Situation, Tone, Voice
from callassist.knowledge.situations import Situations
from callassist.knowledge.wording import Slot
from callassist.text.dialect import DialectEar

_CORDIAL: tuple[Situation, ...] = ("closing", "thanks")
"""Not for a caller who may be cut off, or who threatens: the policy has words for the end of such a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a company and its agent speak.

    Attributes:
        dialect: where neither the customer's record nor their words tell one. gender, name: of the agent.
    """

    dialect: Dialect = "msa"
    voice: Voice = "warm"
    gender: Gender | None = None
    name: str | None = None
    company: str | None = None

    def dialect_in(self, language: Language | None) -> Dialect:
        """What is spoken in a call in `language`, where neither the customer's record nor their words tell it."""
        if language == "en":
            return "en"
        if language == "ar" and self.dialect == "en":
            return "msa"
        return self.dialect


class PhraseObserver:
    """Offers at most one phrase for each of the customer's turns, and waits a while after each.

    Args:
        phrases: to choose from. situations: by which what is said is understood. manner: of whoever says them. ear:
            tells the customer's dialect.
    """

    def __init__(self, phrases: Phrases, situations: Situations, manner: Manner, ear: DialectEar) -> None:
        self._phrases = phrases
        self._situations = situations
        self._manner = manner
        self._address = Address(ear, manner.dialect_in, situations.offering.least_confidence)
        self._handover: Handover | None = None
        self._begin("")

    def observe(self, event: Event) -> Iterable[Event]:
        """What to say after `event`, if anything."""
        self._address.take(event)
        match event:
            case CallStarted():
                self._begin(event.id)
            case Handover():
                self._handover = event
            case MayEndCall() | Alert():
                self._is_hostile = True
            case AlarmWithdrawn():
                self._is_hostile = False
            case KeyPressed(action="another_phrase"):
                other = self.another(event.t)
                return () if other is None else (other,)
            case Utterance(revises=None) if self._is_heard(event):
                return self._after(event)
            case _:
                pass
        return ()

    def offer(self, situation: Situation, t: float) -> PhraseOffered | None:
        """Words for a situation that is known otherwise; None where none are left. `t`: seconds on the call clock."""
        return _offered(self._chooser.choose(self._wanted(situation, t)), t)

    def another(self, t: float) -> PhraseOffered | None:
        """Other words for what was offered last; None where none are left. `t`: seconds on the call clock."""
        return _offered(self._chooser.another(), t)

    def _begin(self, call: str) -> None:
        self._chooser = Chooser(self._phrases, call)
        self._handover = None
        self._fault: Fault | None = None
        self._tone: Tone = "calm"
        self._tone_since = 0.0
        self._is_hostile = False
        self._turn_served = False
        self._last: float | None = None
        self._last_of: dict[Situation, float] = {}

    def _is_heard(self, utterance: Utterance) -> bool:
        sure_from = self._situations.offering.least_confidence
        return utterance.confidence is None or utterance.confidence >= sure_from

    def _after(self, utterance: Utterance) -> Iterable[Event]:
        told = self._situations.told(utterance.speaker, utterance.text, utterance.unsure)
        if utterance.speaker == "agent":
            self._turn_served = False
            if self._situations.admits(utterance.text, utterance.unsure):
                self._fault = "company"
        elif told.tone != "calm" or told.situation == "thanks":
            self._tone, self._tone_since = told.tone, utterance.t1
        situation, t = told.situation, utterance.t1
        if situation is None or self._turn_served or not self._is_time(situation, t):
            return ()
        if self._is_hostile and situation in _CORDIAL:
            return ()
        offered = self.offer(situation, t)
        if offered is None:
            return ()
        self._turn_served = utterance.speaker == "customer"
        self._last = self._last_of[situation] = t
        return (offered,)

    def _is_time(self, situation: Situation, t: float) -> bool:
        rules = self._situations.offering
        if self._last is not None and t - self._last < rules.cool_down:
            return False
        earlier = self._last_of.get(situation)
        return earlier is None or t - earlier >= rules.same_again

    def _wanted(self, situation: Situation, t: float) -> Wanted:
        if t - self._tone_since >= self._situations.offering.calm_after:
            self._tone = "calm"
        values: dict[Slot, str | None] = {
            "name": self._address.customer.name,
            "agent": self._manner.name,
            "company": self._manner.company,
            "department": self._handover.name if self._handover is not None else None,
        }
        return Wanted(
            situation=situation,
            dialect=self._address.dialect,
            tone=self._tone,
            fault=self._fault,
            voice=self._manner.voice,
            customer=self._address.customer.gender,
            agent=self._manner.gender,
            known={slot: value for slot, value in values.items() if value},
        )


def _offered(chosen: Chosen | None, t: float) -> PhraseOffered | None:
    if chosen is None:
        return None
    return PhraseOffered(t=t, situation=chosen.phrase.situation, id=chosen.phrase.id, text=chosen.text)
