"""The policy's words as they are said in one call: in the customer's dialect, agreeing with whom they are said to."""

from __future__ import annotations

from callassist.conduct.policy import ConductPolicy, OutburstKind
from callassist.events import Event, Language
from callassist.knowledge.address import Address
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
        self._manner = manner
        self._shown: Language = shown
        self._address = Address(dialects, lambda language: manner.dialect_in(language or shown))

    def take(self, event: Event) -> None:
        """Who calls, and how they speak."""
        self._address.take(event)

    def warning(self, kind: OutburstKind, number: int) -> str:
        """See `Words`."""
        return self._said(self._policy.warning(kind, number, self._address.dialect))

    def closing(self) -> str:
        """See `Words`."""
        return self._said(self._policy.closing.in_dialect(self._address.dialect))

    def whom_to_call(self) -> str:
        """See `Words`."""
        return self._policy.whom_to_call.words(self._shown)

    def declared(self) -> str:
        """What is recorded of shouting that the agent declared disruptive."""
        return self._policy.declared.words(self._shown)

    def _said(self, text: str) -> str:
        values: dict[Slot, str | None] = {
            "name": self._address.customer.name,
            "agent": self._manner.name,
            "company": self._manner.company,
        }
        known = {slot: value for slot, value in values.items() if value}
        return parse(text).filled(known, customer=self._address.customer.gender, agent=self._manner.gender)
