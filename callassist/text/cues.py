"""Cues: listed words that are looked for in what was said. Whatever is told by words is told by these.

A cue is words in a row:

    a/b       either of two words              @group   any word of a named group
    word*     any word that begins so          word+    an English word in any of its forms: "charge", "charged", …
                                               فعل+     a verb of the present: «أقفل+» what I or we do («هنقفل»),
                                                        «تقفل+» what you do, «يقفل+» what anybody does
    ..        up to `gap` other words, or none; `..2` up to two

Words compare folded (any spelling of alef, ya and ta marbuta, no harakat) and by what is left of an Arabic word without
what clings to it: «فاتورة» is found in «وبفاتورتكم». A typed hyphen parts no word, a sentence's end parts all, a comma
only where nothing else is asked for. What the recogniser was unsure of is no part of a cue and none goes on over it,
but it may deny one; what is masked is a word that nobody knows. The lists are data. A list whose entries are only
words, as a company types them, is of `Phrases` and its `Cues` are `plain`.

    said = heard(utterance.text, utterance.unsure)        # once for all that look at it
    found = cues.first(said)                              # or `find`, `longest`
    evidence = utterance.text[found.start : found.end]

Cues are made once, of many as of few: how long looking takes goes by what was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from callassist.text.cue_notation import EXACTLY, Closeness, CueWord, Phrases, read
from callassist.text.heard import Heard, HeardWord, heard

__all__ = ["EXACTLY", "Closeness", "Cues", "Found", "Heard", "Phrases", "heard"]


@dataclass(frozen=True, slots=True)
class Found:
    """A cue that was said.

    Attributes:
        cue: as it is listed. first, last: which words it is, `last` excluded. start, end: the range of characters of
            the text that is the evidence.
    """

    cue: str
    first: int
    last: int
    start: int
    end: int

    def is_in(self, other: Found) -> bool:
        """Whether all its words are words of the other."""
        return other.first <= self.first and self.last <= other.last


class Cues:
    """Several cues, each of which may be found.

    Args:
        written: the cues. groups: words by the name of their group, separated by spaces. denied: cues that take back
            one that follows. closeness: how closely a cue must be followed; a denial always exactly. plain: they are
            `Phrases`, in which marks say nothing.

    Raises:
        ValueError: a cue is empty, is written wrongly, or names no group that there is.
    """

    def __init__(
        self,
        written: Iterable[str],
        groups: Mapping[str, str] | None = None,
        *,
        denied: Iterable[str] = (),
        closeness: Closeness = EXACTLY,
        plain: bool = False,
    ) -> None:
        self._closeness = closeness
        self._cues = [(cue, read(cue, None if plain else groups or {}, closeness)) for cue in written]
        denials = tuple(denied)
        self._denials = Cues(denials, groups, plain=plain) if denials else None
        # For each key the cues it is in, and as which of their words (a bit each).
        self._where: dict[str, list[tuple[int, int]]] = {}
        for order, (_, words) in enumerate(self._cues):
            for at, word in enumerate(words):
                for key in word.keys:
                    self._where.setdefault(key, []).append((order, 1 << at))
        self._keys = frozenset(self._where)
        # How many of a cue's words must be there: one may be misheard.
        spare = int(closeness.misheard_from is not None)
        self._least = [len(words) - spare if len(words) > 1 else 1 for _, words in self._cues]

    def find(self, said: Heard, *, doubted: bool = False) -> list[Found]:
        """Every cue that was said, in the order of where they begin, else of the list.

        Args:
            doubted: whether words that the recogniser was unsure of count like others.
        """
        return sorted(self._found(said, doubted), key=lambda found: found.first)

    def longest(self, said: Heard, *, doubted: bool = False) -> list[Found]:
        """The same, each word in one cue at most: the one with most words, or else what is said or listed first."""
        kept: list[Found] = []
        for found in sorted(self.find(said, doubted=doubted), key=lambda found: found.first - found.last):
            if not any(found.first < other.last and other.first < found.last for other in kept):
                kept.append(found)
        return kept

    def first(self, said: Heard, *, doubted: bool = False) -> Found | None:
        """Of the cues that were said the one that is listed first; None where none was."""
        return next(self._found(said, doubted), None)

    def _found(self, said: Heard, doubted: bool) -> Iterator[Found]:
        """What was said, in the order of the list."""
        words = said.words
        denials: set[int] | None = None
        for order in self._likely(said):
            cue, pattern = self._cues[order]
            for first in range(len(words)):
                last = self._end(pattern, words, first, doubted)
                if last is None:
                    continue
                if self._denials is not None:
                    if denials is None:
                        denials = {denial.last for denial in self._denials._found(said, doubted=True)}
                    if self._is_denied(words, first, denials):
                        continue
                yield Found(cue, first, last, words[first].start, words[last - 1].end)

    def _likely(self, said: Heard) -> list[int]:
        """The cues that have enough words in common with what was said; looking closely takes longer."""
        common: dict[int, int] = {}
        for key in self._keys & said.keys:
            for order, word in self._where[key]:
                common[order] = common.get(order, 0) | word
        return sorted(order for order, words in common.items() if words.bit_count() >= self._least[order])

    def _end(self, pattern: Sequence[CueWord], words: Sequence[HeardWord], first: int, doubted: bool) -> int | None:
        """Where the cue ends that begins exactly with word `first`; None where it does not."""

        def end(at: int, place: int, spare: bool) -> int | None:
            word = words[place]
            if word.doubted and not doubted:
                return None
            if pattern[at].keys.isdisjoint(word.keys):
                if not spare or not pattern[at].nearly(word):
                    return None
                spare = False
            if at + 1 == len(pattern):
                return place + 1
            for following in range(place + 1, min(place + 2 + pattern[at + 1].gap, len(words))):
                if not self._goes_on(words[following]):
                    return None
                found = end(at + 1, following, spare)
                if found is not None:
                    return found
                if words[following].doubted and not doubted:
                    return None
            return None

        return end(0, first, spare=len(pattern) > 1)

    def _goes_on(self, word: HeardWord) -> bool:
        return not word.mark or (word.mark == "pause" and self._closeness.over_commas)

    def _is_denied(self, words: Sequence[HeardWord], first: int, denials: set[int]) -> bool:
        for place in range(first, max(first - self._closeness.reach, 0) - 1, -1):
            if words[place].mark:
                return False
            if place in denials:
                return True
        return False
