"""The facts of a knowledge base by the words that people mean them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from callassist.events import Language
from callassist.knowledge.article import Article, Fact
from callassist.knowledge.claim_words import claim_words
from callassist.knowledge.spoken_line import SpokenLine
from callassist.text.phrase_map import folded_words
from callassist.text.stems import stems, without_article
from callassist.text.stems_en import singular
from callassist.text.units import units

_ARABIC = "\u0600"


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact and where it is written.

    Attributes:
        article: the article's id. language: of the article. words: all forms of the words of its title and of the
            fact's phrases.
    """

    article: str
    language: Language
    fact: Fact
    words: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    @property
    def says(self) -> tuple[str, str, Decimal]:
        """What it says, without where: two articles may say the same."""
        return self.fact.kind, self.fact.unit, self.fact.value

    def named(self, language: Language) -> str:
        """What it is called in a sentence of a language: its name, or the first of its phrases in that language."""
        names = (self.fact.name, *self.fact.about)
        name = next((name for name in names if _is_arabic(name) == (language == "ar")), self.fact.name)
        # A name stands at a line's beginning; a word that has its capital in the phrases too is a proper noun.
        proper = any(name.split()[0] in phrase.split() for phrase in self.fact.about)
        return name if proper or not name[1:2].islower() else name[0].lower() + name[1:]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words by which a fact was meant.

    Attributes:
        fact: it. places: the tokens, ascending. own: whether no other fact of its article goes by these words.
        by_title: they are only the title of its article.
    """

    fact: KnownFact
    places: tuple[int, ...]
    own: bool
    by_title: bool = False

    @property
    def first(self) -> int:
        """Its first token."""
        return self.places[0]

    @property
    def last(self) -> int:
        """The token behind its last."""
        return self.places[-1] + 1


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[frozenset[str], ...]
    fact: KnownFact
    own: bool
    by_title: bool


class FactIndex:
    """All facts of the articles, ready to be looked for; it does not change, so calls may share one.

    Attributes:
        nouns: words of the facts' own units, for reading amounts.

    Args:
        articles: their facts are indexed.
        gap_words: within a phrase so many other words may stand.
    """

    def __init__(self, articles: Iterable[Article], *, gap_words: int) -> None:
        self._gap = gap_words
        self._by_article: dict[str, tuple[KnownFact, ...]] = {}
        phrases: list[_Phrase] = []
        self.nouns: dict[str, str] = {}
        for article in articles:
            known = tuple(
                KnownFact(article.id, article.language, fact, _all_words(article.title, fact)) for fact in article.facts
            )
            self._by_article[article.id] = known
            phrases += _phrases(article, known)
            for fact in article.facts:
                if fact.unit not in units().table:
                    self.nouns |= dict.fromkeys(_noun_forms(fact.unit), fact.unit)
        often = Counter(form for phrase in phrases for word in phrase.words for form in word)
        self._by_rarest: dict[str, list[tuple[_Phrase, int]]] = {}
        for phrase in phrases:
            rarest = min(range(len(phrase.words)), key=lambda at: max(often[form] for form in phrase.words[at]))
            for form in phrase.words[rarest]:
                self._by_rarest.setdefault(form, []).append((phrase, rarest))

    def of_article(self, article: str) -> tuple[KnownFact, ...]:
        """The facts of an article, none if it is unknown."""
        return self._by_article.get(article, ())

    def mentions(self, line: SpokenLine) -> list[Mention]:
        """Every fact that is meant by words of the line that were heard well; the fullest phrase of each place."""
        counted = {at for quantity in line.quantities for at in range(quantity.first, quantity.last)}
        forms = [
            frozenset[str]() if at in line.unsure or at in counted else said_forms(word)
            for at, word in enumerate(line.words)
        ]
        where: dict[str, list[int]] = {}
        for at, known in enumerate(forms):
            for form in known:
                where.setdefault(form, []).append(at)
        found: dict[tuple[int, tuple[int, ...]], Mention] = {}
        for form, places in where.items():
            for phrase, rarest in self._by_rarest.get(form, ()):
                for at in places:
                    if matched := self._matched(phrase, rarest, at, where):
                        key = id(phrase.fact), matched
                        if key not in found or found[key].by_title:
                            found[key] = Mention(phrase.fact, matched, phrase.own, phrase.by_title)
        return list(found.values())

    def _matched(self, phrase: _Phrase, rarest: int, at: int, where: dict[str, list[int]]) -> tuple[int, ...] | None:
        """The tokens of a phrase around the token that is its rarest word, None where they are not all there."""
        reach = (len(phrase.words) - 1) * (self._gap + 1)
        taken = {at}
        for index, word in enumerate(phrase.words):
            if index == rarest:
                continue
            near = [place for form in word for place in where.get(form, ()) if abs(place - at) <= reach]
            free = [place for place in near if place not in taken]
            if not free:
                return None
            taken.add(min(free, key=lambda place: abs(place - at)))
        places = tuple(sorted(taken))
        return places if places[-1] - places[0] <= reach else None


def _phrases(article: Article, known: Sequence[KnownFact]) -> Iterator[_Phrase]:
    spelled = {id(fact): {_words(phrase) for phrase in (fact.fact.name, *fact.fact.about)} for fact in known}
    often = Counter(words for phrases in spelled.values() for words in phrases)
    title = _words(article.title)
    for fact in known:
        for words in spelled[id(fact)]:
            if words:
                yield _Phrase(words, fact, own=often[words] == 1, by_title=False)
        if title and title not in spelled[id(fact)]:
            yield _Phrase(title, fact, own=False, by_title=True)


def _all_words(title: str, fact: Fact) -> frozenset[str]:
    return frozenset(form for phrase in (title, fact.name, *fact.about) for word in _words(phrase) for form in word)


def _words(phrase: str) -> tuple[frozenset[str], ...]:
    words = folded_words(phrase)
    telling = [word for word in words if word not in claim_words().linking and any(map(str.isalnum, word))]
    return tuple(_written_forms(word) for word in telling)


def _written_forms(word: str) -> frozenset[str]:
    if word > _ARABIC:
        return frozenset({word, without_article(word)})
    return frozenset({word, singular(word)})


@lru_cache(maxsize=8192)
def said_forms(word: str) -> frozenset[str]:
    """The forms under which a folded word that was said may be known."""
    if word > _ARABIC:
        return stems(word)
    return frozenset({word, singular(word)})


def _noun_forms(noun: str) -> set[str]:
    word = folded_words(noun)[-1]
    return {word} if word > _ARABIC else {word, word + "s"}


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)
