"""Listed phrases, found in what was surely heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from callassist.events import Utterance
from callassist.text.stems import stems, without_article
from callassist.text.tokens import tokens


def _has_words(phrase: str) -> str:
    if not any(token.folded[0].isalnum() for token in tokens(phrase)):
        raise ValueError("a phrase needs a word to match")
    return phrase


Phrases = tuple[Annotated[str, AfterValidator(_has_words)], ...]
"""Phrases of a data file: each word is found in any spelling and under what clings to it («وفاتورتي»: «فاتورة»)."""

# Stands where words must not be joined over: a mark, or a word that the recogniser doubted.
_GAP: frozenset[str] = frozenset()
_CONJUNCTIONS = "وف"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase as it is listed, and which words of the text it is, from `start` to `end` (exclusive)."""

    phrase: str
    start: int
    end: int

    def is_in(self, other: Cue) -> bool:
        """Whether all its words are words of the other."""
        return other.start <= self.start and self.end <= other.end


class Cues:
    """Phrases to look for.

    Args:
        phrases: what is looked for. denied: phrases that take back one that begins at most `reach` words after them,
            with no mark between. between: so many other words may stand between two of a phrase («النت عندي مقطوع»).
    """

    def __init__(self, phrases: Iterable[str], denied: Iterable[str] = (), *, reach: int = 0, between: int = 0) -> None:
        self._phrases = _by_first_word(phrases)
        self._denied = _by_first_word(denied)
        self._reach = reach
        self._between = between

    def find(self, said: Utterance) -> list[Cue]:
        """What is said of them, in order; what the recogniser doubted is no part of any."""
        words = _sure_words(said)
        denials = {cue.end for cue in _found(self._denied, words, 0)}
        return [cue for cue in _found(self._phrases, words, self._between) if not self._is_denied(cue, words, denials)]

    def longest(self, said: Utterance) -> list[Cue]:
        """The same, each word in one cue at most: the one with most words, or else what is said or listed first."""
        kept: list[Cue] = []
        for cue in sorted(self.find(said), key=lambda cue: cue.start - cue.end):
            if not any(cue.start < other.end and other.start < cue.end for other in kept):
                kept.append(cue)
        return kept

    def _is_denied(self, cue: Cue, words: Sequence[frozenset[str]], denials: set[int]) -> bool:
        for place in range(cue.start, max(cue.start - self._reach, 0) - 1, -1):
            if place in denials:
                return True
            if place and words[place - 1] is _GAP:
                return False
        return False


# For each first word its phrases: the place in the list, the phrase, its words.
_ByFirstWord = dict[str, list[tuple[int, str, tuple[str, ...]]]]


def _by_first_word(phrases: Iterable[str]) -> _ByFirstWord:
    found: _ByFirstWord = {}
    for order, phrase in enumerate(phrases):
        words = [without_article(token.folded) for token in tokens(phrase) if token.folded[0].isalnum()]
        found.setdefault(words[0], []).append((order, phrase, tuple(words)))
    return found


def _sure_words(said: Utterance) -> list[frozenset[str]]:
    """For each word of a text what it may be found by; a gap for each mark and each doubted word."""
    words: list[frozenset[str]] = []
    for token in tokens(said.text):
        doubted = any(start < token.end and token.start < end for start, end in said.unsure)
        words.append(_GAP if doubted or not token.folded[0].isalnum() else _forms(token.folded))
    return words


def _forms(word: str) -> frozenset[str]:
    # A stem of two letters is chance, as a rule; behind «و» it is most often a particle: «وما», «ومش», «ولا».
    return stems(word) | {word[1:]} if word[0] in _CONJUNCTIONS and len(word) > 1 else stems(word)


def _found(phrases: _ByFirstWord, words: Sequence[frozenset[str]], between: int) -> Iterator[Cue]:
    for start, forms in enumerate(words):
        for _, phrase, wanted in sorted(item for form in forms for item in phrases.get(form, ())):
            end = _end(wanted, words, start, between)
            if end is not None:
                yield Cue(phrase, start, end)


def _end(wanted: Sequence[str], words: Sequence[frozenset[str]], start: int, between: int) -> int | None:
    """Where a phrase ends whose first word is at `start`; None where the others don't follow."""
    end = start + 1
    for word in wanted[1:]:
        for place in range(end, min(end + between + 1, len(words))):
            if words[place] is _GAP:
                return None
            if word in words[place]:
                end = place + 1
                break
        else:
            return None
    return end
