"""The agent's own wording: blame, "calm down", excuses and rudeness are met with better words.

It is for the agent's eyes alone. The event is never stored, nothing here keeps what was said, and what was not surely
heard, or only quoted, tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from callassist.conversation.courtesy import Case, Courtesy
from callassist.events import CallStarted, Event, Utterance, Wording
from callassist.knowledge.address import Address
from callassist.knowledge.offering import Manner
from callassist.knowledge.wording import Slot
from callassist.text.cues import Found, Heard, heard
from callassist.text.dialect import DialectEar


class WordingObserver:
    """Offers better words for the agent's own, at most once for each of their utterances.

    Args:
        courtesy: what is met with better words, and which. manner: of the agent who says them. ear: tells the
            customer's dialect.
    """

    def __init__(self, courtesy: Courtesy, manner: Manner, ear: DialectEar) -> None:
        self._cases = courtesy.cases
        self._quoting = courtesy.quoting
        self._policy = courtesy.policy.wording
        self._least_confidence = courtesy.policy.heard.least_confidence
        self._manner = manner
        self._address = Address(ear, manner.dialect_in, self._least_confidence)
        self._told: dict[str, float] = {}

    def observe(self, event: Event) -> Iterable[Event]:
        """Better words for what was just said, if it wants them."""
        self._address.take(event)
        match event:
            case CallStarted():
                self._told = {}
            case Utterance(speaker="agent", revises=None):
                return self._hear(event)
            case _:
                pass
        return ()

    def kind(self, text: str, unsure: Iterable[tuple[int, int]] = ()) -> str | None:
        """Which kind of fault there is in an agent's words; None where there is none."""
        case = self._case(text, unsure)
        return None if case is None else case.kind

    def _hear(self, said: Utterance) -> Iterable[Event]:
        if said.confidence is not None and said.confidence < self._least_confidence:
            return ()
        case = self._case(said.text, said.unsure)
        if case is None:
            return ()
        before = self._told.get(case.kind)
        if before is not None and said.t0 - before < self._policy.same_again:
            return ()
        self._told[case.kind] = said.t0
        return (Wording(t=said.t0, kind=case.kind, better=self._better(case)),)

    def _better(self, case: Case) -> str:
        customer = self._address.customer
        known: dict[Slot, str] = {"name": customer.name} if customer.name else {}
        better = case.better[self._address.dialect]
        return better.filled(known, customer=customer.gender, agent=self._manner.gender)

    def _case(self, text: str, unsure: Iterable[tuple[int, int]]) -> Case | None:
        said = heard(text, unsure)
        for case in self._cases:
            found = case.cues.first(said)
            if found is not None and not self._is_quoted(said, found):
                return case
        return None

    def _is_quoted(self, said: Heard, found: Found) -> bool:
        return any(
            quoting.last <= found.first <= quoting.last + self._policy.quoting_reach
            and all(word.mark != "end" for word in said.words[quoting.last : found.first + 1])
            for quoting in self._quoting.find(said, doubted=True)
        )
