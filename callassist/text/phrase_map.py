"""Phrases that mean something, looked for at a place in a row of folded words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator

from callassist.text.normalise import fold
from callassist.text.tokens import ranges


def _says_something(phrase: str) -> str:
    if not fold(phrase).text.strip():
        raise ValueError("a phrase needs something to match")
    return phrase


Phrases = tuple[Annotated[str, AfterValidator(_says_something)], ...]
"""A list of phrases in a data file."""

MeaningT = TypeVar("MeaningT")
Forms = Callable[[str], Iterable[str]]


def folded_words(phrase: str) -> tuple[str, ...]:
    """A phrase as the row of folded words that it is compared by."""
    folded = fold(phrase).text
    return tuple(folded[start:end] for start, end in ranges(folded))


def as_it_stands(word: str) -> Iterable[str]:
    """A word known under no other form."""
    return (word,)


class PhraseMap(Generic[MeaningT]):
    """Phrases and what they mean; one may mean several things.

    Args:
        entries: phrases, folded here, each with its meaning.
        forms: the forms of a word in the row under which a phrase's word may be known; as it stands by default.
    """

    def __init__(self, entries: Iterable[tuple[str, MeaningT]], forms: Forms = as_it_stands) -> None:
        self._forms = forms
        self._by_first: dict[str, dict[tuple[str, ...], tuple[MeaningT, ...]]] = {}
        self._by_last: dict[str, dict[tuple[str, ...], tuple[MeaningT, ...]]] = {}
        for phrase, meaning in entries:
            words = folded_words(phrase)
            for known in (self._by_first.setdefault(words[0], {}), self._by_last.setdefault(words[-1], {})):
                known[words] = (*known.get(words, ()), meaning)

    def at(self, row: Sequence[str], place: int) -> tuple[int, tuple[MeaningT, ...]]:
        """How many words the longest phrase that begins at `place` has, and what it means; (0, ()) without one."""
        if not 0 <= place < len(row):
            return 0, ()
        return self._longest(self._by_first, row, place, from_end=False)

    def before(self, row: Sequence[str], place: int) -> tuple[int, tuple[MeaningT, ...]]:
        """The same of the longest phrase that ends just before `place`."""
        if not 0 < place <= len(row):
            return 0, ()
        return self._longest(self._by_last, row, place - 1, from_end=True)

    def _longest(
        self,
        index: dict[str, dict[tuple[str, ...], tuple[MeaningT, ...]]],
        row: Sequence[str],
        place: int,
        *,
        from_end: bool,
    ) -> tuple[int, tuple[MeaningT, ...]]:
        best: tuple[int, tuple[MeaningT, ...]] = 0, ()
        exact = False
        for form in self._forms(row[place]):
            if (entries := index.get(form)) is None:
                continue
            for words, meanings in entries.items():
                first = place - len(words) + 1 if from_end else place
                if (
                    first < 0
                    or len(words) < max(best[0], 1)
                    or not self._matches(words, row[first : first + len(words)])
                ):
                    continue
                # Of two as long, the one that stands there as it is listed.
                as_listed = words == tuple(row[first : first + len(words)])
                if len(words) > best[0] or (as_listed and not exact):
                    best, exact = (len(words), meanings), as_listed
        return best

    def _matches(self, words: tuple[str, ...], row: Sequence[str]) -> bool:
        if len(words) != len(row):
            return False
        return all(word == said or word in self._forms(said) for word, said in zip(words, row, strict=True))
