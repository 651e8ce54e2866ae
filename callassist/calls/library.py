"""A knowledge base ready to be asked: by the running app on a thread of its own, by a replay on the spot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from callassist.calls.session import Ask
from callassist.events import CallStarted, FoundArticle, Language, Lookup, LookupResult
from callassist.knowledge.board import Board
from callassist.knowledge.embedding import meaning
from callassist.knowledge.fact_index import FactIndex
from callassist.knowledge.known import Known
from callassist.knowledge.misstatement_policy import MisstatementPolicy
from callassist.knowledge.search import Search


@dataclass(frozen=True, slots=True)
class Library:
    """Does not change, and may be asked from any thread.

    Attributes:
        known: what is in it. search: over its articles. facts: of them, to hold against what is said.
    """

    known: Known
    search: Search
    facts: FactIndex

    def quick(self, lookup: Lookup, now: datetime) -> LookupResult:
        """What answers a question by its words, at once."""
        found = self.search.find(lookup.text, lookup.language, today=now.date())
        return self._result(lookup, found, now, final=False)

    def thorough(self, lookup: Lookup, now: datetime) -> LookupResult:
        """The same by what they mean, too."""
        found = self.search.refined(lookup.text, lookup.language, today=now.date())
        return self._result(lookup, found, now, final=True)

    def looked_for(self, text: str, language: Language, now: datetime, *, most: int) -> tuple[FoundArticle, ...]:
        """What somebody looks for who writes the question down."""
        found = self.search.refined(text, language, top=most, today=now.date())
        return self.known.board.before(found, text, language, now, top=most)

    def during(self, started: CallStarted) -> Ask:
        """Answers a call's questions on the spot, at the time that it was in the call."""
        began = datetime.fromisoformat(started.started_at)

        def ask(lookup: Lookup) -> Iterable[LookupResult]:
            return (self.thorough(lookup, began + timedelta(seconds=lookup.t)),)

        return ask

    def with_board(self, board: Board) -> Library:
        """The same with another board."""
        return replace(self, known=replace(self.known, board=board))

    def _result(self, lookup: Lookup, found: tuple[FoundArticle, ...], now: datetime, *, final: bool) -> LookupResult:
        articles = self.known.board.before(found, lookup.text, lookup.language, now)
        return LookupResult(t=lookup.t, number=lookup.number, articles=articles, final=final)


def library(known: Known, misstatements: MisstatementPolicy) -> Library:
    """Make what is known ready to be asked; takes seconds where it is much."""
    facts = FactIndex(known.articles, gap_words=misstatements.topic.gap_words)
    embedder, vectors = meaning(known.base)
    search = Search(known.articles, embedder=embedder, vectors=vectors, helped=known.helped)
    return Library(known, search, facts)
