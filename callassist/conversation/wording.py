"""The agent's own wording: blame, "calm down", excuses and rudeness are met with better words.

It is for the agent's eyes alone. The event is never stored, nothing here keeps what was said, and what was not surely
heard, or only quoted, tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callassist.conversation.courtesy import CourtesyPolicy
from callassist.events import CallStarted, Dialect, Event, Utterance, Wording
from callassist.knowledge.address import Address
from callassist.knowledge.offering import Manner
from callassist.knowledge.wording import Wording as Better
from callassist.knowledge.wording import Slot, parse
from callassist.text.cues import Closeness, Cues, Found, Heard, heard
from callassist.text.dialect import DialectEar
from callassist.text.ruled_cues import RuledCues


@dataclass(frozen=True, slots=True)
class _Case:
    kind: str
    cues: RuledCues
    better: dict[Dialect, Better]


class WordingObserver:
    """Offers better words for the agent's own, at most once for each of their utterances.

    Args:
        policy: what is met with better words, and which. manner: of the agent who says them. ear: tells the customer's
            dialect.
    """

    def __init__(self, policy: CourtesyPolicy, manner: Manner, ear: DialectEar) -> None:
        self._policy = policy.wording
        self._least_confidence = policy.heard.least_confidence
        self._manner = manner
        self._address = Address(ear, manner.dialect, policy.heard.least_confidence)
        self._quoting = Cues(policy.wording.quoting, policy.groups, closeness=Closeness(over_commas=True))
        self._cases = [
            _Case(
                case.kind,
                policy.ruled(case, exactly=True),
                {dialect: parse(text) for dialect, text in case.better.items()},
            )
            for case in policy.wording.cases.values()
        ]
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

    def _better(self, case: _Case) -> str:
        customer = self._address.customer
        known: dict[Slot, str] = {"name": customer.name} if customer.name else {}
        better = case.better[self._address.dialect]
        return better.filled(known, customer=customer.gender, agent=self._manner.gender)

    def _case(self, text: str, unsure: Iterable[tuple[int, int]]) -> _Case | None:
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
