"""Everything that a call may ask: the customers' records, and what the company knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from callassist.calls import guidance
from callassist.calls.customer_desk import CustomerDesk
from callassist.calls.knowledge_desk import KnowledgeDesk
from callassist.calls.session import Observer
from callassist.calls.updates import Update
from callassist.events import CustomerKnown, Language, LookupResult
from callassist.knowledge.known import Known


class Desks:
    """Both desks and what observers go by.

    Attributes:
        customers, knowledge: the desks.

    Args:
        tell: gets updates. known, answer: get what is for a call's observers, with the call's key. All are called on
            the desks' threads. region: whose numbers are written without a country code. source: gives what is known;
            the company's own knowledge base by default.
    """

    def __init__(
        self,
        tell: Callable[[Update], None],
        known: Callable[[str, CustomerKnown], None],
        answer: Callable[[str, LookupResult], None],
        *,
        region: str,
        source: Callable[[], Known] | None = None,
    ) -> None:
        self._guidance = guidance.load()
        self.customers = CustomerDesk(tell, known, region=region)
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

    def observers(self, language: Language) -> Sequence[Observer]:
        """Who watches a call."""
        return self._guidance.observers(language, self.knowledge.library)
