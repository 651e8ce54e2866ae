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
            with no mark between.
    """

    def __init__(self, phrases: Iterable[str], denied: Iterable[str] = (), reach: int = 0) -> None:
        self._phrases = _by_first_word(phrases)
        self._denied = _by_first_word(denied)
        self._reach = reach

    def find(self, said: Utterance) -> list[Cue]:
        """What is said of them, in order; what the recogniser doubted is no part of any."""
        words = _sure_words(said)
        denials = {cue.end for cue in _found(self._denied, words)}
        return [cue for cue in _found(self._phrases, words) if not self._is_denied(cue, words, denials)]

    def _is_denied(self, cue: Cue, words: Sequence[frozenset[str]], denials: set[int]) -> bool:
        for place in range(cue.start, max(cue.start - self._reach, 0) - 1, -1):
            if place in denials:
                return True
            if place and words[place - 1] is _GAP:
                return False
        return False


_ByFirstWord = dict[str, list[tuple[str, tuple[str, ...]]]]


def _by_first_word(phrases: Iterable[str]) -> _ByFirstWord:
    found: _ByFirstWord = {}
    for phrase in phrases:
        words = [without_article(token.folded) for token in tokens(phrase) if token.folded[0].isalnum()]
        found.setdefault(words[0], []).append((phrase, tuple(words)))
    return found


def _sure_words(said: Utterance) -> list[frozenset[str]]:
    """For each word of a text what it may be found by; a gap for each mark and each doubted word."""
    words: list[frozenset[str]] = []
    for token in tokens(said.text):
        doubted = any(start < token.end and token.start < end for start, end in said.unsure)
        words.append(_GAP if doubted or not token.folded[0].isalnum() else stems(token.folded))
    return words


def _found(phrases: _ByFirstWord, words: Sequence[frozenset[str]]) -> Iterator[Cue]:
    for start, forms in enumerate(words):
        for phrase, wanted in (item for form in forms for item in phrases.get(form, ())):
            end = start + len(wanted)
            if end <= len(words) and all(word in words[start + place] for place, word in enumerate(wanted)):
                yield Cue(phrase, start, end)
