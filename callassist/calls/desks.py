"""Everything that a call may ask: the customers' records, and what the company knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from callassist.calls import guidance, speaking
from callassist.calls.customer_desk import CustomerDesk
from callassist.calls.knowledge_desk import KnowledgeDesk
from callassist.calls.late_summary import late_summary
from callassist.calls.promise_desk import PromiseDesk
from callassist.calls.session import Observer, Reader
from callassist.calls.summary import Summariser
from callassist.calls.threshold_desk import ThresholdDesk
from callassist.calls.updates import Update
from callassist.conduct import anger_policy, owed
from callassist.conduct.anger_policy import AngerPolicy
from callassist.conduct.thresholds import OwnThresholds
from callassist.events import CustomerKnown, Event, Language, LookupResult
from callassist.knowledge import phrases, vocabulary
from callassist.knowledge.known import Known
from callassist.settings import Settings, SpeakingSettings


class Desks:
    """The desks and what observers go by.

    Attributes:
        customers, knowledge, promises, thresholds: the desks.

    Args:
        tell: gets updates. known, answer: get what is for a call's observers, with the call's key. All are called on
            the desks' threads. put: has something done on the engine's thread. settings: region and manner of speaking.
            journal: with the calls; the user's own by default. source: gives what is known; the company's own
            knowledge base by default.

    Raises:
        UserError: a file of the company's is wrong; names file, key and reason.
    """

    def __init__(
        self,
        tell: Callable[[Update], None],
        known: Callable[[str, CustomerKnown], None],
        answer: Callable[[str, LookupResult], None],
        put: Callable[[Callable[[], None]], None],
        *,
        settings: Settings,
        journal: Path | None = None,
        source: Callable[[], Known] | None = None,
    ) -> None:
        self._language: Language = settings.hearing.language
        manner = speaking.manner_of(settings.speaking)
        loaded = guidance.load(company_phrases=phrases.company_file(), manner=manner)
        self._guidance = loaded.judged_by(OwnThresholds().applied(anger_policy.load_policy()))
        self.promises = PromiseDesk(
            tell, lambda person: self.customers.show_again(person), manner=manner, journal=journal
        )
        self.customers = CustomerDesk(
            tell,
            known,
            region=settings.phone.region,
            author=settings.speaking.agent,
            goodwill=loaded.courtesy.policy.goodwill,
            promises=self.promises,
        )
        self.thresholds = ThresholdDesk(tell, lambda anger: put(lambda: self._judge_by(anger)), journal)
        self.knowledge = KnowledgeDesk(tell, answer, self._guidance.misstatements, source)

    def start(self) -> None:
        """Open the databases; returns at once."""
        self.promises.start()
        self.customers.start()
        self.knowledge.start()
        self.thresholds.start()

    def close(self) -> None:
        """Finish what was asked for; returns at once."""
        self.customers.close()
        self.knowledge.close()
        self.thresholds.close()

    def join(self) -> None:
        """Wait until `close` is done."""
        self.customers.join()
        self.knowledge.join()
        self.thresholds.join()

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
        manner = speaking.manner_of(chosen)
        self._guidance = self._guidance.spoken_by(manner)
        self.promises.speak(manner)
        self.customers.sign(chosen.agent)

    @property
    def company_faults(self) -> tuple[str, ...]:
        """The situations in which a goodwill gesture is worth a thought."""
        return self._guidance.courtesy.policy.goodwill.company_faults

    def _judge_by(self, anger: AngerPolicy) -> None:
        """From the next call on."""
        self._guidance = self._guidance.judged_by(anger)

    def sounding(self, tried: SpeakingSettings, language: Language) -> tuple[str, ...]:
        """What would be said so in calls in a language."""
        return speaking.sounding(self._guidance.phrases, speaking.manner_of(tried), language)

    def owed(self, lines: Sequence[Mapping[str, Any]]) -> Sequence[Event]:
        """What a call that was cut off would have had told at its end."""
        guidance = self._guidance
        return [
            *owed.owed(lines, guidance.conduct, self._language),
            *late_summary(lines, Summariser(guidance.summary, guidance.situations)),
        ]

    def observers(self, language: Language) -> Sequence[Observer]:
        """Who watches a call."""
        return self._guidance.observers(language, self.knowledge.library)

    def readers(self) -> Sequence[Reader]:
        """Who reads a call's record."""
        return self._guidance.readers()
