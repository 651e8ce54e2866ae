"""What the customer wants just now, put to the knowledge base, and what comes back as a suggestion or a gap."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from callassist import paths, policies
from callassist.events import (
    Anger,
    CallStarted,
    Event,
    FoundArticle,
    KnowledgeGap,
    Language,
    Lookup,
    LookupResult,
    Suggestion,
    Utterance,
)
from callassist.knowledge.search.terms import terms
from callassist.text.cues import Cues, Phrases, heard
from callassist.text.normalise import fold
from callassist.text.tokens import tokens

MOST_SHOWN = 3


class SuggestingPolicy(policies.Policy):
    """When the knowledge base is asked, and what of its silence is a gap; see `resources/policies/suggesting.toml`."""

    least_words: Annotated[int, Field(ge=1, le=10)]
    most_words: Annotated[int, Field(ge=5, le=200)]
    together: Annotated[float, Field(ge=0, le=120)]
    own_turn: Annotated[int, Field(ge=0, le=20)]
    gap_words: Annotated[int, Field(ge=1, le=20)]
    confidence: Annotated[float, Field(ge=0, le=1)]
    asks: Phrases
    idle: Phrases


def load_policy(path: Path | None = None) -> SuggestingPolicy:
    """The shipped policy, or a company's own.

    Raises:
        UserError: it can't be read or a value is wrong.
    """
    return policies.load(path or paths.shipped("resources", "policies") / "suggesting.toml", SuggestingPolicy)


class SuggestionObserver:
    """Follows what the customer says, and shows what answers it.

    The question is the customer's turn: what they said since the agent last said something, with what they said shortly
    before where that is too little by itself. What is shown stays until something else fits better; a search that finds
    nothing takes nothing away.
    """

    def __init__(self, policy: SuggestingPolicy, language: Language) -> None:
        self._policy = policy
        self._language: Language = language
        self._idle = frozenset(word for entry in policy.idle for word in _words(entry))
        self._asks = Cues(policy.asks, plain=True)
        self._forget()

    def observe(self, event: Event) -> Iterable[Event]:
        """See `Observer`."""
        match event:
            case CallStarted():
                self._forget()
            case Utterance(revises=None, speaker="agent"):
                # A word of assent does not begin another turn.
                if len(_words(event.text)) > self._policy.own_turn:
                    self._turn_over = True
            case Utterance(revises=None, speaker="customer"):
                return self._ask(event)
            case LookupResult():
                return self._answer(event)
            case Anger(kind="abuse" | "threat"):
                self._hostile.add(event.t)
        return ()

    def _forget(self) -> None:
        self._said: deque[Utterance] = deque()
        self._turn_over = False
        self._number = 0
        self._questions: dict[int, Utterance] = {}
        self._shown: tuple[FoundArticle, ...] = ()
        self._shown_for = 0
        self._gaps: set[str] = set()
        self._hostile: set[float] = set()

    def _ask(self, said: Utterance) -> Iterable[Event]:
        policy = self._policy
        if self._turn_over and len(self._content(said.text)) >= policy.least_words:
            self._said.clear()
        self._turn_over = False
        self._said.append(said)
        while self._said and said.t0 - self._said[0].t1 > policy.together:
            self._said.popleft()
        text = " ".join(each.text for each in self._said)
        if not self._content(said.text) or len(self._content(text)) < policy.least_words:
            return ()
        self._number += 1
        self._questions[self._number] = said
        newest = " ".join(text.split()[-policy.most_words :])
        return (Lookup(t=said.t1, number=self._number, text=newest, language=self._language),)

    def _answer(self, result: LookupResult) -> Iterable[Event]:
        question = self._questions.get(result.number)
        if question is None or result.number < self._shown_for:
            return ()  # the customer is further on by now
        if result.final:
            del self._questions[result.number]
        if not result.articles:
            return self._gap(question, result) if result.final and result.number == self._number else ()
        articles = result.articles[:MOST_SHOWN]
        if _same(articles, self._shown):
            return ()
        self._shown, self._shown_for = articles, result.number
        return (Suggestion(t=result.t, articles=articles),)

    def _gap(self, question: Utterance, result: LookupResult) -> Iterable[Event]:
        policy = self._policy
        sure = (question.confidence is None or question.confidence >= policy.confidence) and not question.unsure
        asked = "؟" in question.text or "?" in question.text or self._asks.first(heard(question.text)) is not None
        if question.t0 in self._hostile:
            return ()  # "do you know where I'm coming next?" wants no article, and is for no list to be read by others
        if not sure or not asked or len(self._content(question.text)) < policy.gap_words:
            return ()
        if sum(not term.quiet for term in terms(question.text)) < policy.least_words:
            return ()  # «كيف حالك؟»: courtesy asks, and wants no article
        key = fold(question.text).text
        if key in self._gaps:
            return ()
        self._gaps.add(key)
        return (KnowledgeGap(t=result.t, question=question.text),)

    def _content(self, text: str) -> list[str]:
        return [word for word in _words(text) if word not in self._idle and not word[0].isdigit()]


def _words(text: str) -> list[str]:
    return [token.folded for token in tokens(text) if token.folded[0].isalnum()]


def _same(here: tuple[FoundArticle, ...], there: tuple[FoundArticle, ...]) -> bool:
    return [(found.id, found.passage) for found in here] == [(found.id, found.passage) for found in there]
