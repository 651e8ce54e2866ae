"""Which Arabic somebody speaks, by the words that give it away; English by its letters.

Conservative: too little, or as much for one as for another, is no dialect. One utterance rarely tells; add up a call's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from callassist import paths, policies
from callassist.events import Dialect
from callassist.text.normalise import fold
from callassist.text.tokens import clitics, ranges

# An English utterance counts for as much as this many telling words: its letters leave little doubt.
_ENGLISH_COUNTS = 2
_ENGLISH_WORDS = 2


def _is_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


class DialectWords(policies.Policy):
    """The words of `resources/text/dialects.toml`, the forms that give one away, and how many of them settle it."""

    enough: Annotated[int, Field(ge=1, le=10)]
    words: dict[Dialect, Annotated[str, Field(min_length=1)]]
    forms: dict[Dialect, Annotated[str, AfterValidator(_is_pattern)]] = {}


class DialectEar:
    """Tells dialects apart.

    Args:
        listed: telling words by dialect, separated by white space, and forms of words, a pattern a dialect. A word that
            stands under two tells nothing.
    """

    def __init__(self, listed: DialectWords) -> None:
        self._enough = listed.enough
        by_dialect = {dialect: set(fold(words).text.split()) for dialect, words in listed.words.items()}
        shared = Counter(word for words in by_dialect.values() for word in words)
        self._dialects: dict[str, Dialect] = {
            word: dialect for dialect, words in by_dialect.items() for word in words if shared[word] == 1
        }
        self._patterns = [(re.compile(pattern), dialect) for dialect, pattern in listed.forms.items()]

    def counts(self, text: str) -> Counter[Dialect]:
        """How many telling words of each dialect `text` has, each counted once."""
        folded = fold(text).text
        heard = {folded[start:end] for start, end in ranges(folded)}
        found: Counter[Dialect] = Counter()
        latin = [word for word in heard if word.isascii() and word.isalpha()]
        if len(latin) >= _ENGLISH_WORDS and 2 * len(latin) > sum(word.isalpha() for word in heard):
            found["en"] = _ENGLISH_COUNTS
        found.update(dialect for word in heard if (dialect := self._of(word)) is not None)
        return found

    def decided(self, counts: Mapping[Dialect, int]) -> Dialect | None:
        """The dialect that counted words settle on; None where they don't."""
        ranked = sorted(counts.items(), key=lambda item: -item[1])
        if not ranked or ranked[0][1] < self._enough:
            return None
        if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
            return None
        return ranked[0][0]

    def _of(self, word: str) -> Dialect | None:
        for form in _forms(word):
            if (dialect := self._dialects.get(form)) is not None:
                return dialect
            for pattern, dialect in self._patterns:
                if pattern.fullmatch(form):
                    return dialect
        return None


def _forms(word: str) -> Iterator[str]:
    yield word
    yield from (word[len(clitic) :] for clitic in clitics(word) if clitic in ("و", "ف"))


@cache
def load(path: Path | None = None) -> DialectEar:
    """By the shipped words, or those of `path`; a UserError names file, key and reason."""
    return DialectEar(policies.load(path or paths.shipped("resources", "text", "dialects.toml"), DialectWords))
