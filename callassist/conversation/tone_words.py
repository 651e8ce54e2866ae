"""A customer's tone by their words alone: what heats an utterance, what cools it, and which words say so.

Frustration is told by the situations, which offer phrases by it; beside it here stand accusations, insults, ultimatums,
strong words, counted attempts, urgency and sarcasm, each a list of cues, and what was said before. What the recogniser
was unsure of counts little and is no reason.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callassist.conversation import tone_reasons
from callassist.conversation.restating import meaning
from callassist.conversation.tone_policy import Kind, ToneCues, ToneData, Written
from callassist.events import Utterance
from callassist.knowledge.situations import Situations
from callassist.text.cues import Cues, Heard, heard

# More of one side's last utterances than anybody repeats.
_KEPT = 30

Range = tuple[int, int]
"""Characters of a text, from and to."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What raises the tone of an utterance: by how much, 0 to 1, and the reason, where it was surely heard."""

    heat: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WordTone:
    """The tone of one utterance by its words.

    Attributes:
        signs: what raises it, most first. relief: the words of thanks or relief that lower it, as a reason.
    """

    signs: tuple[Sign, ...] = ()
    relief: str | None = None


@dataclass(frozen=True, slots=True)
class _Ruled:
    sure: Cues
    never: Cues

    def find(self, said: Heard, *, doubted: bool = False) -> Range | None:
        """Where it was said; whatever was doubted may rule it out."""
        if (found := self.sure.first(said, doubted=doubted)) is None or self.never.first(
            said, doubted=True
        ) is not None:
            return None
        return found.start, found.end


class ToneWords:
    """Tells the tone of words; shared between calls, it keeps nothing.

    Args:
        situations: tell frustration and thanks.

    Attributes:
        policy: of tone as a whole.
    """

    def __init__(self, data: ToneData, situations: Situations) -> None:
        self.policy = data.policy
        self._policy = data.policy.words
        self._situations = situations
        self._heat: list[tuple[Kind, _Ruled]] = [
            (kind, _ruled(cues, listed.sure, listed.never)) for cues in data.cues for kind, listed in cues.heat.items()
        ]
        self._relief = [_ruled(cues, cues.relief.sure, cues.relief.never) for cues in data.cues]
        self._asks = [cues.cues(cues.asked_again) for cues in data.cues]

    def told(self, said: Utterance) -> WordTone:
        """What the words of an utterance of the customer's tell by themselves."""
        words = heard(said.text, said.unsure)
        is_sure = said.confidence is None or said.confidence >= self._policy.least_confidence
        found = _apart(self._heated(said, words)) if is_sure else []
        if found:
            return WordTone(tuple(Sign(heat, _quoted(said.text, place)) for heat, place in found))
        if doubted := max(self._doubted(said, words), default=0.0):
            return WordTone((Sign(doubted * self._policy.unsure),))
        return WordTone(relief=self._relieved(said, words) if is_sure else None)

    def asks_again(self, said: Utterance) -> bool:
        """Whether the agent asks to say something again."""
        words = heard(said.text)
        return any(cues.first(words) is not None for cues in self._asks)

    def _heated(self, said: Utterance, words: Heard) -> Iterator[tuple[float, Range]]:
        heat = self._policy.heat
        told = self._situations.told("customer", said.text, said.unsure)
        if told.strained is not None:
            yield heat.angry if told.tone == "angry" else heat.tense, told.strained
        for kind, cues in self._heat:
            if (place := cues.find(words)) is not None:
                yield heat.kinds[kind], place

    def _doubted(self, said: Utterance, words: Heard) -> Iterator[float]:
        """By how much it would be raised if all had been heard surely."""
        if self._situations.told("customer", said.text).strained is not None:
            yield self._policy.heat.tense
        for kind, cues in self._heat:
            if cues.find(words, doubted=True) is not None:
                yield self._policy.heat.kinds[kind]

    def _relieved(self, said: Utterance, words: Heard) -> str | None:
        if (place := next(filter(None, (cues.find(words) for cues in self._relief)), None)) is not None:
            return _quoted(said.text, place)
        told = self._situations.told("customer", said.text, said.unsure)
        return tone_reasons.said(said.text) if told.situation == "thanks" else None


class Repeating:
    """Follows one call: what the customer says again, unasked."""

    def __init__(self, words: ToneWords) -> None:
        self._words = words
        self._policy = words.policy.words.repeating
        self._least = words.policy.words.least_confidence
        self._heat = words.policy.words.heat.repeated
        self._before: deque[tuple[Utterance, frozenset[str]]] = deque(maxlen=_KEPT)
        self._asked: float | None = None

    def agent(self, said: Utterance) -> None:
        """The agent said something, perhaps that it be said again."""
        if self._words.asks_again(said):
            self._asked = said.t1

    def customer(self, said: Utterance) -> Sign | None:
        """The sign that the customer's utterance is one of before."""
        if said.confidence is not None and said.confidence < self._least:
            return None
        about = frozenset(word for word in meaning(said.text) if not word[0].isdigit())
        policy = self._policy
        again = self._asked is None or not self._asked <= said.t0 <= self._asked + policy.after
        is_again = again and any(
            policy.after <= said.t0 - other.t1 <= policy.within
            and len(about & before) >= policy.words
            and len(about & before) >= policy.share * max(len(about), len(before))
            for other, before in self._before
        )
        self._before.append((said, about))
        return Sign(self._heat, tone_reasons.said(said.text, again=True)) if is_again else None


def _ruled(cues: ToneCues, sure: Written, never: Written) -> _Ruled:
    return _Ruled(cues.cues(sure), cues.cues(never))


def _apart(found: Iterable[tuple[float, Range]]) -> list[tuple[float, Range]]:
    """The one that heats most first. Of those that are told by the same words only that one counts."""
    kept: list[tuple[float, Range]] = []
    for heat, place in sorted(found, key=lambda each: -each[0]):
        if not any(place[0] < other[1] and other[0] < place[1] for _, other in kept):
            kept.append((heat, place))
    return kept


def _quoted(text: str, place: Range) -> str:
    return tone_reasons.said(text[place[0] : place[1]])
