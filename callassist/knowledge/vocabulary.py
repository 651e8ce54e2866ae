"""The company's words for the recogniser: what its articles are about, as customers say it.

Content words help, function words of a dialect harm (benchmarks/README.md). An engine takes only so many, so names come
first, which it can't guess: what is special to a call, such as the customer's, then those of plans and products. Of the
other words, those come first that most articles are asked for with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from callassist import paths
from callassist.events import Language
from callassist.knowledge.article import Article
from callassist.speech.vocabulary import chosen, read_words
from callassist.text.normalise import fold
from callassist.text.stems import stems, without_article
from callassist.text.tokens import Token, tokens

MOST = 80
"""More than any engine takes: Whisper's prompt holds some 45 Arabic or 100 English ones."""

_SHORTEST = 3  # letters; shorter words are heard rightly or are none of the company's
_LETTERS: dict[Language, str] = {"ar": "\u0600-\u06ff", "en": "a-z"}


def of_articles(articles: Sequence[Article], language: Language) -> tuple[str, ...]:
    """The words that articles are about, in a language: names first, then those with which most articles are asked for.

    What an article is about stands in its title and in the words by which its facts are meant; the rest of how people
    ask is everyday speech.
    """
    spoken = _function_words(language)
    letters = re.compile(f"[{_LETTERS[language]}]+")
    articles_with: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for article in articles:
        terms = [*(fact.name for fact in article.facts), *(word for fact in article.facts for word in fact.about)]
        if article.language == language:
            terms.append(article.title)
        for word in _words(terms):
            key = without_article(word.folded)
            if len(key) >= _SHORTEST and letters.fullmatch(key) and spoken.isdisjoint(stems(word.folded)):
                written.setdefault(key, Counter())[word.text] += 1
    for article in articles:
        texts = (article.title, *article.examples) if article.language == language else ()
        articles_with.update({stem for word in _words(texts) for stem in stems(word.folded)} & written.keys())
    names = _names(articles)
    told = sorted(written, key=lambda key: (key not in names, -articles_with[key]))
    return tuple(written[key].most_common(1)[0][0] for key in told)


def _names(articles: Iterable[Article]) -> set[str]:
    """Keys of words that name something: a fact is meant by them alone, or they have a capital wherever they stand.

    At the beginning of a text any word has one, so that is no evidence.
    """
    alone: set[str] = set()
    capital: set[str] = set()
    small: set[str] = set()
    for article in articles:
        for fact in article.facts:
            meant = [tokens(text) for text in fact.about]
            alone.update(without_article(words[0].folded) for words in meant if len(words) == 1)
        about = (text for fact in article.facts for text in (fact.name, *fact.about))
        for text in (article.title, *article.examples, *about):
            for place, word in enumerate(tokens(text)):
                if word.text == word.text.lower():
                    small.add(word.folded)
                elif place:
                    capital.add(word.folded)
    return alone | (capital - small)


def for_call(special: Iterable[str], articles: Sequence[str]) -> tuple[str, ...]:
    """The words of one call: what is special to it, then those of the articles; none twice."""
    return chosen((word for text in special for word in text.split()), articles, most=MOST)


def _words(texts: Iterable[str]) -> Iterator[Token]:
    return (token for text in texts for token in tokens(text))


@cache
def _function_words(language: Language) -> frozenset[str]:
    """Folded words that hold sentences together."""
    path = paths.shipped("resources", "evaluation", f"function-words-{language}.txt")
    return frozenset(fold(word).text for word in read_words(path))
