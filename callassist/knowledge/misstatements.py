"""Prices, durations and amounts that are said otherwise than the knowledge base knows them, by customer or agent.

Only what costs somebody: an amount is flagged where one fact is clearly meant, its kind and unit fit, and it was stated
to be so. Pronunciation, names and small slips are nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from callassist.events import (
    CallStarted,
    CustomerKnown,
    Dialect,
    Event,
    Language,
    LookupResult,
    Misstatement,
    Utterance,
)
from callassist.knowledge.claims import Claims
from callassist.knowledge.corrections import Corrections, CorrectionWording
from callassist.knowledge.fact_index import FactIndex, KnownFact, Mention
from callassist.knowledge.meant import Topic, is_multiple, is_right_elsewhere, meant
from callassist.knowledge.misstatement_policy import MisstatementPolicy
from callassist.knowledge.spoken_line import SpokenLine, spoken_line
from callassist.text.quantities import Quantity
from callassist.text.units import units

_Value = tuple[Decimal | None, Decimal | None]


class MisstatementObserver:
    """Watches a call for values that are not so.

    A fact is flagged once, and again only when it is said wrongly with another value; so an utterance that is revised
    flags nothing twice. What was not heard well says nothing: neither an unsure value nor an unsure name.

    Args:
        facts: what is known.
        policy: when an amount counts.
        wording: how it is put right.
    """

    def __init__(self, facts: FactIndex, policy: MisstatementPolicy, wording: CorrectionWording) -> None:
        self._facts = facts
        self._policy = policy
        self._wording = wording
        self._dialect: Dialect | None = None
        self._begin()

    def observe(self, event: Event) -> Iterable[Event]:
        """The misstatements in an utterance; other events tell who calls and what is talked about."""
        if isinstance(event, CallStarted):
            self._begin()
        elif isinstance(event, CustomerKnown):
            self._dialect = event.dialect
        elif isinstance(event, LookupResult):
            for found in event.articles[:1]:
                self._topic.spoken_of(self._facts.of_article(found.id), event.t)
        elif isinstance(event, Utterance):
            return self._heard(event)
        return ()

    def _begin(self) -> None:
        self._corrections = Corrections(self._wording)
        self._topic = Topic(self._policy)
        self._flagged: dict[tuple[str, str, Decimal], set[_Value]] = {}
        self._dialect = None

    def _heard(self, utterance: Utterance) -> list[Misstatement]:
        if utterance.confidence is not None and utterance.confidence < self._policy.heard.least_confidence:
            return []
        line = spoken_line(utterance, self._facts.nouns)
        mentions = self._facts.mentions(line)
        if utterance.revises is None:
            self._topic.turn()
        found = [
            self._flag(utterance, line, quantity, fact)
            for quantity, fact in self._wrong(line, mentions, self._topic.facts(utterance.t))
            if self._is_new(quantity, fact)
        ]
        self._topic.spoken_of((mention.fact for mention in mentions), utterance.t)
        return found

    def _wrong(
        self, line: SpokenLine, mentions: Sequence[Mention], topic: Sequence[KnownFact]
    ) -> Iterator[tuple[Quantity, KnownFact]]:
        policy = self._policy
        claims = Claims(line, policy.claims)
        for quantity in line.quantities:
            found = meant(quantity, claims, mentions, topic, policy)
            if found is None or not claims.is_claim(quantity, found.fact.fact, found.mention):
                continue
            right = is_right_elsewhere(claims, quantity, found.fact, policy.agreement)
            if not right and not is_multiple(line, quantity, found.fact):
                yield quantity, found.fact

    def _is_new(self, quantity: Quantity, fact: KnownFact) -> bool:
        values = self._flagged.get(fact.says, set())
        return (quantity.low, quantity.high) not in values and len(values) < self._policy.cues.most_per_fact

    def _flag(self, utterance: Utterance, line: SpokenLine, quantity: Quantity, known: KnownFact) -> Misstatement:
        self._flagged.setdefault(known.says, set()).add((quantity.low, quantity.high))
        dialect = self._spoken(line.language)
        correct = units().written(known.fact.value, known.fact.unit, dialect)
        return Misstatement(
            t=utterance.t,
            claimed=line.text[line.row[quantity.first].start : line.row[quantity.last - 1].end],
            correct=correct,
            article=known.article,
            speaker=utterance.speaker,
            say=self._corrections.say(utterance.speaker, dialect, what=known.named(line.language), value=correct),
        )

    def _spoken(self, language: Language) -> Dialect:
        if language == "en":
            return "en"
        return self._dialect if self._dialect not in (None, "en") else self._wording.arabic
