"""Which fact an amount is about: that whose words stand nearest, or else what was just talked about. Never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from callassist.events import Language
from callassist.knowledge.agreement import agrees, comparable_unit
from callassist.knowledge.claim_words import claim_words
from callassist.knowledge.claims import Claims, distance
from callassist.knowledge.fact_index import KnownFact, Mention
from callassist.knowledge.misstatement_policy import Agreement, MisstatementPolicy
from callassist.knowledge.spoken_line import SpokenLine
from callassist.text.quantities import Quantity
from callassist.text.units import units


@dataclass(frozen=True, slots=True)
class Meant:
    """The fact that is meant. `mention`: by which words; None where it is only the topic."""

    fact: KnownFact
    mention: Mention | None


class Topic:
    """The facts that were talked about last."""

    def __init__(self, policy: MisstatementPolicy) -> None:
        self._policy = policy.topic
        self._recent: list[tuple[int, float, KnownFact]] = []
        self._line = 0

    def turn(self) -> None:
        """Another utterance begins."""
        self._line += 1

    def spoken_of(self, facts: Iterable[KnownFact], t: float) -> None:
        """Facts were meant, or found for what was said, at `t`."""
        known = {id(fact): fact for fact in facts}
        self._recent = [entry for entry in self._recent if id(entry[2]) not in known]
        self._recent += [(self._line, t, fact) for fact in known.values()]

    def facts(self, t: float) -> list[KnownFact]:
        """What is still the topic at `t`."""
        policy = self._policy
        self._recent = [
            (line, at, fact)
            for line, at, fact in self._recent
            if self._line - line <= policy.memory_utterances and t - at <= policy.memory_s
        ]
        return [fact for _, _, fact in self._recent]


def meant(
    quantity: Quantity,
    claims: Claims,
    mentions: Sequence[Mention],
    topic: Sequence[KnownFact],
    policy: MisstatementPolicy,
) -> Meant | None:
    """The fact that `quantity` is about; None where none fits, or several do, or it is right for one that may be meant.

    Args:
        claims: on the line. mentions: all of the line. topic: facts that were talked about before.
    """
    near = _near(quantity, claims, mentions, policy)
    if near:
        if any(agrees(quantity, mention.fact.fact, policy.agreement) for mention in near):
            return None
        return _nearest(_fullest(near), quantity, topic, claims.line.language, policy)
    if mentions or not quantity.units or _others(claims.line) > _others_allowed(quantity, policy):
        return None
    fits = [fact for fact in topic if comparable_unit(quantity, fact.fact)]
    if any(agrees(quantity, fact.fact, policy.agreement) for fact in fits):
        return None
    return Meant(fits[-1], None) if _say_one_thing(fits) else None


def is_right_elsewhere(claims: Claims, quantity: Quantity, fact: KnownFact, policy: Agreement) -> bool:
    """Whether the right value is in the line too: "50, sorry, 25"; «25 مو 50»."""
    return any(
        other is not quantity
        and comparable_unit(other, fact.fact) is not None
        and agrees(other, fact.fact, policy)
        and not claims.is_denied(other)
        for other in claims.line.quantities
    )


def is_multiple(line: SpokenLine, quantity: Quantity, fact: KnownFact) -> bool:
    """Whether it is the fact so many times as another amount in the line says: 50 for two months at 25."""
    return quantity.value is not None and any(
        other is not quantity
        and other.value is not None
        and other.value > 1
        and other.value * fact.fact.value == quantity.value
        for other in line.quantities
    )


def _near(quantity: Quantity, claims: Claims, mentions: Sequence[Mention], policy: MisstatementPolicy) -> list[Mention]:
    """The mentions that can be what the amount is about."""

    def parted(mention: Mention) -> bool:
        """Whether another amount that is said to be its value stands between."""
        first, last = sorted((quantity.first, mention.first))
        return any(
            comparable_unit(other, mention.fact.fact) and not claims.is_denied(other, mention)
            for other in claims.line.quantities
            if other.units and other is not quantity and first < other.first < last
        )

    return [
        mention
        for mention in mentions
        if comparable_unit(quantity, mention.fact.fact)
        and _distance(quantity, mention, policy) <= policy.topic.reach_words
        and not parted(mention)
    ]


def _fullest(near: Sequence[Mention]) -> list[Mention]:
    """What remains where fuller words were said: without titles if a fact's own words were, without words that are
    only part of another's name, and without facts all of whose words are another's too (of two plans, the one named).
    """
    words: dict[int, set[int]] = {}
    for mention in near:
        words.setdefault(id(mention.fact), set()).update(mention.places)
    named = [mention for mention in near if not mention.by_title] or list(near)
    return [
        mention
        for mention in named
        if not any(set(mention.places) < set(other.places) for other in named)
        and not any(words[id(mention.fact)] < others for others in words.values())
    ]


def _nearest(
    named: Sequence[Mention],
    quantity: Quantity,
    topic: Sequence[KnownFact],
    language: Language,
    policy: MisstatementPolicy,
) -> Meant | None:
    ranked = sorted(named, key=lambda mention: _distance(quantity, mention, policy))
    limit = _distance(quantity, ranked[0], policy) + policy.topic.clearer_words
    rivals = [mention for mention in ranked if _distance(quantity, mention, policy) < limit]
    if not _say_one_thing([mention.fact for mention in rivals]):
        rivals = [mention for mention in rivals if any(mention.fact is fact for fact in topic)]
        if not _say_one_thing([mention.fact for mention in rivals]):
            return None
    # Of articles that say the same, one that the agent reads in the language of the call, and has before them by now.
    latest = {id(fact): place for place, fact in enumerate(topic)}
    read = max(rivals, key=lambda mention: (mention.fact.language == language, latest.get(id(mention.fact), -1)))
    return Meant(read.fact, read)


def _distance(quantity: Quantity, mention: Mention, policy: MisstatementPolicy) -> int:
    behind = mention.first >= quantity.last
    return distance(quantity, mention) + (policy.topic.behind_words if behind else 0)


def _say_one_thing(facts: Sequence[KnownFact]) -> bool:
    return len({fact.says for fact in facts}) == 1


def _others(line: SpokenLine) -> int:
    """How many words of the line belong to nothing that is known."""
    known = claim_words()
    within = {at for other in line.quantities for at in range(other.first, other.last)}
    return sum(
        1 for at, word in enumerate(line.words) if at not in within and word[0].isalpha() and not known.is_small(word)
    )


def _others_allowed(quantity: Quantity, policy: MisstatementPolicy) -> int:
    money = any(units().is_money(unit) for unit in quantity.units)
    return policy.topic.other_words if money else policy.topic.other_words_of_time
