"""Everything that a call may ask: the customers' records, and what the company knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from callassist.calls import guidance, speaking
from callassist.calls.customer_desk import CustomerDesk
from callassist.calls.knowledge_desk import KnowledgeDesk
from callassist.calls.session import Observer
from callassist.calls.updates import Update
from callassist.conduct import owed
from callassist.events import CustomerKnown, Event, Language, LookupResult
from callassist.knowledge import phrases, vocabulary
from callassist.knowledge.known import Known
from callassist.settings import Settings, SpeakingSettings


class Desks:
    """Both desks and what observers go by.

    Attributes:
        customers, knowledge: the desks.

    Args:
        tell: gets updates. known, answer: get what is for a call's observers, with the call's key. All are called on
            the desks' threads. settings: region and manner of speaking. source: gives what is known; the company's own
            knowledge base by default.
    """

    def __init__(
        self,
        tell: Callable[[Update], None],
        known: Callable[[str, CustomerKnown], None],
        answer: Callable[[str, LookupResult], None],
        *,
        settings: Settings,
        source: Callable[[], Known] | None = None,
    ) -> None:
        self._language: Language = settings.hearing.language
        manner = speaking.manner_of(settings.speaking)
        self._guidance = guidance.load(company_phrases=phrases.company_file(), manner=manner)
        self.customers = CustomerDesk(tell, known, region=settings.phone.region, author=settings.speaking.agent)
        self.knowledge = KnowledgeDesk(tell, answer, self._guidance.misstatements, source)

    def start(self) -> None:
        """Open the databases; returns at once."""
        self.customers.start()
        self.knowledge.start()

    def close(self) -> None:
        """Finish what was asked for; returns at once."""
        self.customers.close()
        self.knowledge.close()

    def join(self) -> None:
        """Wait until `close` is done."""
        self.customers.join()
        self.knowledge.join()

    def words(self, language: Language, customer: CustomerKnown | None) -> tuple[str, ...]:
        """What the recogniser is told to listen for: the customer's name, where something is broken, the articles."""
        library = self.knowledge.library
        if library is None:
            return ()
        special = [customer.name] if customer is not None and customer.name is not None else []
        for incident in library.known.board.active(datetime.now().astimezone()):
            special += [incident.area.words(language)] if incident.area is not None else []
        return vocabulary.for_call(special, self.knowledge.words(language))

    def speak(self, chosen: SpeakingSettings) -> None:
        """Speak so from the next call on; one that has begun keeps its observers, and the manner they began with."""
        self._guidance = self._guidance.spoken_by(speaking.manner_of(chosen))
        self.customers.sign(chosen.agent)

    def sounding(self, tried: SpeakingSettings, language: Language) -> tuple[str, ...]:
        """What would be said so in calls in a language."""
        return speaking.sounding(self._guidance.phrases, speaking.manner_of(tried), language)

    def owed(self, lines: Sequence[Mapping[str, Any]]) -> Sequence[Event]:
        """What a call that was cut off would have had told at its end."""
        return owed.owed(lines, self._guidance.conduct, self._language)

    def observers(self, language: Language) -> Sequence[Observer]:
        """Who watches a call."""
        return self._guidance.observers(language, self.knowledge.library)
