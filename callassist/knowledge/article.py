"""An article of the knowledge base, as its authors write it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator

from callassist.events import Language
from callassist.policies import Policy

FactKind = Literal["price", "duration", "amount", "limit"]
"""`price`: what something costs. `duration`: how long something takes or lasts. `amount`: what is due, paid back or
given. `limit`: the most there is of something (data, lines, tries, an authority)."""

Text = Annotated[str, Field(min_length=1)]


class Fact(Policy):
    """One value that is looked up, shown beside the article and held against what is said.

    Attributes:
        name: of the value, for people. value, unit: 25, "SAR"; 24, "hour"; 5, "working_day"; 100, "GB"; 3, "line".
        about: words by which people mean it, in every language and dialect in which they do.
    """

    kind: FactKind
    name: Text
    value: Decimal
    unit: Text
    about: tuple[Text, ...] = ()


class Article(Policy):
    """One answer.

    Attributes:
        id: the company's own, the same at every import. answer: Markdown; its first paragraph is the short answer.
        examples: what customers say who want it, as they say it. steps: what is to be done, in order.
        source: where it comes from. owner: who keeps it right. checked: when somebody did last. review_by: when
            somebody must next.
    """

    id: Annotated[str, Field(min_length=1, max_length=120)]
    title: Text
    language: Language
    answer: Text
    examples: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()
    facts: tuple[Fact, ...] = ()
    tags: tuple[Text, ...] = ()
    owner: str | None = None
    source: str | None = None
    checked: date | None = None
    review_by: date | None = None

    @field_validator("title", "answer")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("it is empty")
        return text.strip()

    def is_stale(self, today: date) -> bool:
        """Whether its review is overdue."""
        return self.review_by is not None and self.review_by < today
