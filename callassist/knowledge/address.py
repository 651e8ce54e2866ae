"""How the customer of a call is spoken to: who they are, and in which dialect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from callassist.events import SPEAKERS, CallStarted, CustomerKnown, Dialect, Event, Language, Speaker, Utterance
from callassist.text.dialect import DialectEar


class Address:
    """Learns it from a call's events.

    Attributes:
        customer: whose record belongs to the call, as far as it is known.

    Args:
        ear: tells dialects apart. dialect: in a call of some language, where neither record nor words tell one.
        least_confidence: what was recognised below this tells nothing.
    """

    def __init__(
        self, ear: DialectEar, dialect: Callable[[Language | None], Dialect], least_confidence: float = 0.0
    ) -> None:
        self._ear = ear
        self._default = dialect
        self._least_confidence = least_confidence
        self._begin(None)

    def _begin(self, language: Language | None) -> None:
        self.customer = CustomerKnown()
        self._language = language
        self._spoken: dict[Speaker, Counter[Dialect]] = {speaker: Counter() for speaker in SPEAKERS}
        self._said = self._in_english = 0

    def take(self, event: Event) -> None:
        """What happened next."""
        match event:
            case CallStarted():
                self._begin(event.language)
            case CustomerKnown():
                self.customer = event
            case Utterance(revises=None):
                if event.confidence is None or event.confidence >= self._least_confidence:
                    self._hear(event)

    def _hear(self, said: Utterance) -> None:
        counts = self._ear.counts(said.text)
        self._spoken[said.speaker] += counts
        if said.speaker == "customer":
            self._said += 1
            self._in_english += "en" in counts

    @property
    def dialect(self) -> Dialect:
        """The record's, else the one that the customer speaks, else the agent's own, else what was given.

        The agent's language tells nothing, only which Arabic they speak: that of the call is known.
        """
        known = self.customer.dialect or self._of_customer()
        if known is None and self._default(self._language) != "en":
            known = self._ear.decided({dialect: n for dialect, n in self._spoken["agent"].items() if dialect != "en"})
        return self._default(self._language) if known is None else known

    def _of_customer(self) -> Dialect | None:
        # Whoever swears in English once does not speak it therefore.
        mostly_english = 2 * self._in_english > self._said
        spoken = self._spoken["customer"]
        return self._ear.decided({dialect: n for dialect, n in spoken.items() if dialect != "en" or mostly_english})
