"""How the customer of a call is spoken to: who they are, and in which dialect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from callassist.events import CallStarted, CustomerKnown, Dialect, Event, Language, Utterance
from callassist.text.dialect import DialectEar


class Address:
    """Learns it from a call's events.

    Attributes:
        customer: whose record belongs to the call, as far as it is known.

    Args:
        ear: tells dialects apart. dialect: in a call of some language, where neither record nor words tell one.
        least_confidence: what was recognised below this tells nothing.
    """

    def __init__(self, ear: DialectEar, dialect: Callable[[Language | None], Dialect], least_confidence: float) -> None:
        self._ear = ear
        self._default = dialect
        self._least_confidence = least_confidence
        self._begin(None)

    def _begin(self, language: Language | None) -> None:
        self.customer = CustomerKnown()
        self._language = language
        self._spoken: Counter[Dialect] = Counter()

    def take(self, event: Event) -> None:
        """What happened next."""
        match event:
            case CallStarted():
                self._begin(event.language)
            case CustomerKnown():
                self.customer = event
            case Utterance(speaker="customer", revises=None):
                if event.confidence is None or event.confidence >= self._least_confidence:
                    self._spoken += self._ear.counts(event.text)

    @property
    def dialect(self) -> Dialect:
        """The record's, else the one that the customer speaks, else the call's language and what was given."""
        known = self.customer.dialect or self._ear.decided(self._spoken)
        return self._default(self._language) if known is None else known
