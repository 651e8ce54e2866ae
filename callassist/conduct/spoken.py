"""The policy's words as they are said in one call: in the customer's dialect, agreeing with whom they are said to."""

from __future__ import annotations

from collections import Counter

from callassist.conduct.policy import ConductPolicy, OutburstKind
from callassist.events import CallStarted, CustomerKnown, Dialect, Event, Language, Utterance
from callassist.knowledge.offering import Manner
from callassist.knowledge.wording import Slot, parse
from callassist.text.dialect import DialectEar


class SpokenWords:
    """What to say in a call, which it follows to know how.

    Args:
        policy: the company's. dialects: tell the customer's. manner: of the company and the agent. shown: the language
            that the agent reads; the call's, too, where it says none.
    """

    def __init__(self, policy: ConductPolicy, dialects: DialectEar, manner: Manner, shown: Language) -> None:
        self._policy = policy
        self._dialects = dialects
        self._manner = manner
        self._shown: Language = shown
        self._language: Language = shown
        self._customer = CustomerKnown()
        self._heard: Counter[Dialect] = Counter()
        self._utterances = 0
        self._english = 0

    def take(self, event: Event) -> None:
        """Who calls, and how they speak."""
        match event:
            case CallStarted():
                self._language = event.language or self._shown
                self._customer = CustomerKnown()
                self._heard = Counter()
                self._utterances = self._english = 0
            case CustomerKnown():
                self._customer = event
            case Utterance(speaker="customer", revises=None):
                counts = self._dialects.counts(event.text)
                self._heard += counts
                self._utterances += 1
                self._english += "en" in counts
            case _:
                pass

    def warning(self, kind: OutburstKind, number: int) -> str:
        """See `Words`."""
        return self._said(self._policy.warning(kind, number, self._dialect()))

    def closing(self) -> str:
        """See `Words`."""
        return self._said(self._policy.closing.in_dialect(self._dialect()))

    def whom_to_call(self) -> str:
        """See `Words`."""
        return self._policy.whom_to_call.in_language(self._shown)

    def declared(self) -> str:
        """What is recorded of shouting that the agent declared disruptive."""
        return self._policy.declared.in_language(self._shown)

    def _said(self, text: str) -> str:
        values: dict[Slot, str | None] = {
            "name": self._customer.name,
            "agent": self._manner.name,
            "company": self._manner.company,
        }
        known = {slot: value for slot, value in values.items() if value}
        return parse(text).filled(known, customer=self._customer.gender, agent=self._manner.gender)

    def _dialect(self) -> Dialect:
        if (known := self._customer.dialect or self._spoken()) is not None:
            return known
        if self._language == "en":
            return "en"
        return "msa" if self._manner.dialect == "en" else self._manner.dialect

    def _spoken(self) -> Dialect | None:
        # Whoever swears in English once does not speak it therefore.
        mostly_english = 2 * self._english > self._utterances
        return self._dialects.decided({d: count for d, count in self._heard.items() if d != "en" or mostly_english})
