"""What each call has brought to know: whose record it is, the answers, the phrase, and the line below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import CallsChanged, CustomerShown, KnowledgeReady, Said, Trouble
from callassist.events import (
    FoundArticle,
    Handover,
    KnowledgeGap,
    Misstatement,
    Offer,
    PhraseOffered,
    Suggestion,
)
from ui.agent.knowing.answers import Answers
from ui.bridge import Bridge

Aside = Offer | Handover | Misstatement | KnowledgeGap
"""What stands quietly below the phrase, one at a time: the latest."""


@dataclass(slots=True)
class CallKnowledge:
    """Of one call.

    Attributes:
        customer: None while it is being looked up. waiting: the newest suggestion that has no place yet.
    """

    customer: CustomerShown | None = None
    answers: Answers = field(default_factory=Answers)
    waiting: tuple[FoundArticle, ...] | None = None
    phrase: PhraseOffered | None = None
    aside: Aside | None = None

    def settle(self) -> None:
        """Give the newest suggestion its places."""
        if self.waiting is not None:
            self.answers.suggest(self.waiting)
            self.waiting = None


class Knowing(QObject):
    """Keeps it by call, for as long as the call is there.

    Signals:
        customer, suggested, said: a call's key, of which there is another record, suggestion, or line to say.
        ready: what the knowledge base holds is another. troubled: a database can or can't be used.
    """

    customer = Signal(str)
    suggested = Signal(str)
    said = Signal(str)
    ready = Signal()
    troubled = Signal()

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._calls: dict[str, CallKnowledge] = {}
        self._gone: set[str] = set()
        self.knowledge: KnowledgeReady | None = None
        self.failed: set[str] = set()
        bridge.calls.connect(self._on_calls)
        bridge.said.connect(self._on_said)
        bridge.customer.connect(self._on_customer)
        bridge.knowledge.connect(self._on_knowledge)
        bridge.trouble.connect(self._on_trouble)

    def of(self, key: str) -> CallKnowledge:
        """What is known in a call."""
        if key in self._gone:
            return CallKnowledge()
        return self._calls.setdefault(key, CallKnowledge())

    def _on_calls(self, update: CallsChanged) -> None:
        there = {call.key for call in update.calls}
        self._gone |= self._calls.keys() - there
        self._calls = {key: known for key, known in self._calls.items() if key in there}

    def _on_customer(self, update: CustomerShown) -> None:
        self.of(update.key).customer = update
        self.customer.emit(update.key)

    def _on_said(self, update: Said) -> None:
        known = self.of(update.key)
        for recorded in update.recorded:
            match recorded.event:
                case Suggestion(articles=articles):
                    known.waiting = articles
                    self.suggested.emit(update.key)
                case PhraseOffered() as phrase:
                    known.phrase = phrase
                    self.said.emit(update.key)
                case (Offer() | Handover() | Misstatement() | KnowledgeGap()) as aside:
                    known.aside = aside
                    self.said.emit(update.key)

    def _on_knowledge(self, update: KnowledgeReady) -> None:
        self.knowledge = update
        self.ready.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        if trouble.kind in ("customers", "knowledge"):
            (self.failed.discard if trouble.over else self.failed.add)(trouble.kind)
            self.troubled.emit()
