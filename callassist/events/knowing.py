"""Who calls, and what is known about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from callassist.events.base import Dialect, Event, Gender, Language, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerKnown(Event):
    """Whose record belongs to this call, as far as observers need it; told again when the agent chooses or edits it.

    Attributes:
        person: key of the record; None where nobody is known any more. name: as the customer is addressed.
        gender: for the grammar of what is said to them. dialect: of the phrases, if the record says so.
    """

    type: ClassVar[str] = "customer"
    person: str | None = None
    name: str | None = None
    gender: Gender | None = None
    dialect: Dialect | None = None


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that a search found.

    Attributes:
        id, title: of the article. passage: what of it fits best. score: 0 to 1, how surely it is the one.
        language: it is written in. source: where it comes from. checked: the day it was last checked (ISO 8601).
        stale: its review is overdue.
    """

    id: str
    title: str
    passage: str
    score: float
    language: Language
    source: str | None = None
    checked: str | None = None
    stale: bool = False

    def line(self) -> dict[str, Any]:
        """The contract's keys."""
        return {"id": self.id, "title": self.title, "passage": self.passage, "score": round(self.score, 3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Event):
    """A question to the knowledge base; the desk answers it with a `LookupResult`.

    Attributes:
        number: which one of this call, from 1. text: what is looked for, treated. language: of the text.
    """

    type: ClassVar[str] = "lookup"
    number: int
    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupResult(Event):
    """What was found, so that a replay needs no knowledge base.

    Attributes:
        number: of the `Lookup`. articles: best first; empty where nothing fits. final: whether a better order may
            still come under the same number (words are looked up first, and their meaning a little later).
    """

    type: ClassVar[str] = "lookup_result"
    number: int
    articles: tuple[FoundArticle, ...] = ()
    final: bool = True

    def payload(self) -> dict[str, Any]:
        """All that is known of the articles."""
        return {"number": self.number, "articles": [asdict(found) for found in self.articles], "final": self.final}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion(Event):
    """Up to three articles that answer what the customer wants now, best first."""

    type: ClassVar[str] = "suggestion"
    told: ClassVar[bool] = True
    articles: tuple[FoundArticle, ...]

    def payload(self) -> dict[str, Any]:
        """The contract's keys."""
        return {"articles": [found.line() for found in self.articles]}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeGap(Event):
    """A question that no article answers; the supervisor sees it."""

    type: ClassVar[str] = "knowledge_gap"
    told: ClassVar[bool] = True
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseOffered(Event):
    """Words that an experienced agent would say now.

    Attributes:
        situation, id: of the phrase in the company's file. text: it, with its slots filled.
    """

    type: ClassVar[str] = "phrase"
    told: ClassVar[bool] = True
    situation: str
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misstatement(Event):
    """Somebody said a price, a duration or an amount that differs from what the knowledge base knows.

    Attributes:
        claimed: as it was said. correct: the value that is known. article: the id of the article that says so.
        speaker: who said it. say: a gentle wording.
    """

    type: ClassVar[str] = "misstatement"
    told: ClassVar[bool] = True
    claimed: str
    correct: str
    article: str
    speaker: Speaker | None = None
    say: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Event):
    """The one offer that fits, now that the problem is solved. `text`: what it is."""

    type: ClassVar[str] = "offer"
    told: ClassVar[bool] = True
    id: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Event):
    """Somebody else takes this kind of problem.

    Attributes:
        department: its id in the company's directory. name: what it is called. note: what the colleague should know,
            made from the call.
    """

    type: ClassVar[str] = "handover"
    told: ClassVar[bool] = True
    department: str
    name: str | None = None
    note: str | None = None
