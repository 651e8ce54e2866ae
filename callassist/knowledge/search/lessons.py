"""What the classifiers learn from: what articles have, and what is nobody's example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from callassist import paths
from callassist.events import LANGUAGES
from callassist.knowledge.article import Article
from callassist.knowledge.search.passages import sentences
from callassist.text.normalise import fold

_SHORT_ANSWER = 240
"""Characters; more of an answer costs the embedder seconds and says less and less of what it is about."""
_ARABIC = range(0x0600, 0x0700)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text that belongs to an article, or to none.

    Attributes:
        told: a piece of the answer, which people are told; otherwise what they might say.
    """

    text: str
    told: bool = False

    @property
    def arabic(self) -> bool:
        """Whether it is in Arabic, by its first letter of either kind."""
        return is_arabic(self.text)


def is_arabic(text: str) -> bool:
    """Whether the first letter that is Arabic or Latin is Arabic."""
    for char in fold(text).text:
        if ord(char) in _ARABIC and char.isalpha():
            return True
        if char.isascii() and char.isalpha():
            return False
    return False


def said(article: Article) -> tuple[Lesson, ...]:
    """The title of an article and its examples, none twice."""
    return tuple(Lesson(text) for text in dict.fromkeys((article.title, *article.examples)))


def all_of(article: Article, enough: int) -> tuple[Lesson, ...]:
    """Everything that has a vector: with fewer than `enough` examples the short answer too."""
    return said(article) if len(article.examples) >= enough else (*said(article), _short_answer(article))


def _short_answer(article: Article) -> Lesson:
    """The title and the beginning of the answer."""
    beginning = article.title
    for sentence in sentences(article.answer):
        if len(beginning) + len(sentence) > _SHORT_ANSWER:
            break
        beginning += f" {sentence}"
    return Lesson(beginning, told=True)


@cache
def nothing() -> Sequence[Lesson]:
    """What customers say that no article answers, in all languages (`resources/search/nothing-*.txt`)."""
    lines = []
    for language in LANGUAGES:
        path = paths.shipped("resources", "search", f"nothing-{language}.txt")
        lines += [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(Lesson(line) for line in lines if line and not line.startswith("#"))
