"""What the engine tells the window of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from callassist.events import FoundArticle

if TYPE_CHECKING:  # the window is painted before what they need is imported
    from callassist.knowledge.article import Article
    from callassist.knowledge.board import Incident


@dataclass(frozen=True, slots=True)
class KnowledgeReady:
    """What the knowledge base holds now.

    Attributes:
        articles: how many; 0 where the company has imported none. incidents: of the board, those that count just now.
    """

    articles: int
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """The answer to `open_article`: the whole of it; None where it is not there any more."""

    id: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class ArticlesFound:
    """The answer to `search`, best first."""

    text: str = field(repr=False)
    articles: tuple[FoundArticle, ...]
