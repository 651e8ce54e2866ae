"""Saying back what the customer explained: when it is time to, and whether the agent did.

By meaning: the agent's words share enough of what they are about with the explanation, or say that they are about to
("so if I understand you right", «خلني أتأكد إني فهمت»). Words that the recogniser was unsure of help, and never count
against anybody.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from callassist.conversation.backchannels import Backchannels, words_of
from callassist.conversation.turns import SAME_S, Turn, Turns
from callassist.conversation.turns_policy import RestatingPolicy
from callassist.events import Event, Restated, RestateDue, Utterance
from callassist.knowledge.search.terms import terms
from callassist.text.cues import heard
from callassist.text.tokens import tokens

_FINALS_KEPT = 200

Meaning = dict[str, frozenset[str]]
"""The words of a text that say something, each with the forms by which another may be the same."""


class Restating:
    """Tells when something is to be said back, and when it was.

    Args:
        policy: thresholds and phrases. backchannels: words that take no turn. turns: of the call, kept by whoever
            calls `take`.
    """

    def __init__(self, policy: RestatingPolicy, backchannels: Backchannels, turns: Turns) -> None:
        self._policy = policy
        self._backchannels = backchannels
        self._turns = turns
        self._frames = policy.cues(policy.frames)
        self._openings = policy.cues(policy.openings)
        self._finals: deque[Utterance] = deque(maxlen=_FINALS_KEPT)
        self._told_for: Turn | None = None
        self._explained: tuple[float, float] | None = None  # what is to be said back, from and to; None: nothing is
        self._answer: list[Utterance] = []
        self._turns_left = 0

    def take(self, event: Event) -> Iterator[Event]:
        """What there is to tell now that this has happened."""
        if isinstance(event, Utterance) and event.revises is None:
            self._finals.append(event)
            yield from self._follow(event)
        explanation = self._long_explanation()
        if explanation:
            self._told_for = explanation[0]
            end = explanation[-1].end(self._turns.now)
            self._explained = (explanation[0].t0, end)
            self._answer, self._turns_left = [], self._policy.turns
            yield RestateDue(t=end)

    def _long_explanation(self) -> list[Turn]:
        """The customer's turns that make one long explanation which has just ended; empty where there is none."""
        latest = self._turns.last("customer")
        if latest is None or not self._turns.is_over(latest) or latest is self._told_for:
            return []
        found = [latest]
        for turn in reversed(self._turns.of["customer"][:-1]):
            if found[0].t0 - turn.end(self._turns.now) > self._policy.apart or self._was_answered(turn, found[0]):
                break
            found.insert(0, turn)
        length = sum(turn.length(self._turns.now) for turn in found)
        is_new = self._told_for not in found
        return found if is_new and length >= self._policy.explained - SAME_S else []

    def _was_answered(self, before: Turn, after: Turn) -> bool:
        """Whether the agent took the turn between two of the customer's."""
        for turn in reversed(self._turns.of["agent"]):
            if turn.t0 < before.t0:
                return False
            if turn.t0 < after.t0 and not turn.nothing and not self._may_be_assent(turn):
                return True
        return False

    def _may_be_assent(self, turn: Turn) -> bool:
        if not turn.words:  # in a live call they come a second later
            return turn.length(self._turns.now) <= self._backchannels.longest
        return self._backchannels.only(turn.words, under_way=True)

    def _follow(self, said: Utterance) -> Iterator[Event]:
        """Somebody's words have come; perhaps something is to be said back."""
        if self._explained is None:
            return
        since, until = self._explained
        takes_turn = not self._backchannels.only(words_of(said.text))
        if said.speaker == "agent":
            if said.t1 > until and (self._answer or takes_turn):
                self._answer.append(said)
        elif said.t0 > until and takes_turn:
            if self._answer:
                self._answer = []
                self._turns_left -= 1
                self._explained = self._explained if self._turns_left else None
            else:
                self._explained = since, said.t1  # the customer went on with it
        if self._explained is not None and self._answer and self._is_restated(*self._explained):
            self._explained = None
            yield Restated(t=self._answer[-1].t0)

    def _is_restated(self, since: float, until: float) -> bool:
        answer = [heard(said.text, said.unsure) for said in self._answer]
        if any(self._frames.first(words) is not None for words in answer):
            return True
        explained: set[str] = set()
        for said in self._finals:
            if said.speaker == "customer" and said.t1 > since and said.t0 < until:
                explained.update(*meaning(said.text).values())
        surely, at_all = _meaning_of(self._answer)
        shared = {word for word, forms in at_all.items() if not forms.isdisjoint(explained)}
        policy = self._policy
        opens = any(self._openings.first(words) is not None for words in answer)
        if opens and len(shared) >= policy.opening_words:
            return True
        return len(shared) >= policy.words and len(shared) >= policy.share * len(surely.keys() | shared)


def meaning(text: str) -> Meaning:
    """The words and numbers of a text that say something."""
    found: Meaning = {term.word: frozenset(term.forms) for term in terms(text) if not term.quiet}
    numbers = (token.folded for token in tokens(text) if token.folded[0].isdigit())
    return found | {number: frozenset({number}) for number in numbers}


def _meaning_of(finals: Iterable[Utterance]) -> tuple[Meaning, Meaning]:
    """What was surely said, and what was said at all."""
    surely: Meaning = {}
    at_all: Meaning = {}
    for said in finals:
        at_all |= meaning(said.text)
        sure, position = "", 0
        for start, end in said.unsure:
            sure += said.text[position:start] + " "
            position = end
        surely |= meaning(sure + said.text[position:])
    return surely, at_all
