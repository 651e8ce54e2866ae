"""Finding phrases among words, whatever is written together with an Arabic word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from callassist.text.normalise import fold
from callassist.text.tokens import clitics, ranges

# Words from here on may have something clinging to them.
_ARABIC = "\u0600"

Role = Literal["filler", "correction", "unit", "sign", "month", "letter", "cue"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase is for redaction.

    Attributes:
        role: its part in the sentence. detail: the kind of a cue, the letter of a letter's name.
        named: of a cue, whether it leaves no doubt about what number is meant.
    """

    role: Role
    detail: str = ""
    named: bool = False


@dataclass(slots=True)
class _Node:
    meaning: Meaning | None = None
    after: dict[str, _Node] = field(default_factory=dict)


class Lexicon:
    """Phrases and their meanings. Folded like the text they are looked for in."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, phrases: Iterable[str], meaning: Meaning) -> None:
        """Enter `phrases`; one that is there already takes the new meaning."""
        for phrase in phrases:
            folded = fold(phrase).text
            node = self._root
            for start, end in ranges(folded):
                node = node.after.setdefault(folded[start:end], _Node())
            node.meaning = meaning

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins with word `at`: how many words it has, and what it means."""
        # Most words begin no phrase; not even with something clinging to them.
        if words[at] <= _ARABIC and words[at] not in self._root.after:
            return None
        best: tuple[int, Meaning] | None = None
        waiting = [(self._root, at)]
        while waiting:
            node, place = waiting.pop()
            if node.meaning is not None and (best is None or place - at > best[0]):
                best = place - at, node.meaning
            if node.after and place < len(words):
                # The word as it stands is looked at first, so that it wins over its stems.
                forms = reversed(_forms(words[place]))
                waiting += [(node.after[form], place + 1) for form in forms if form in node.after]
        return best


# Whose it is («بلاغك»، «بطاقتي»، «طلبكم»), folded, the longest first.
_POSSESSIVES = ("كم", "نا", "ها", "هم", "كي", "ك", "ي", "ه")
# What is left of a shorter word is rarely the word that was meant («وصل» is no «صل»).
_SHORTEST_STEM = 3


# Longer words are rare, and not kept in the cache.
_LONGEST = 24


def _forms(word: str) -> Sequence[str]:
    """`word`, and what may be left of it without what clings to it."""
    if word <= _ARABIC:
        return (word,)
    return _arabic_forms(word) if len(word) <= _LONGEST else _arabic_forms.__wrapped__(word)


@lru_cache(maxsize=1 << 14)
def _arabic_forms(word: str) -> Sequence[str]:
    forms = [word, *_owned(word)]
    for clitic in clitics(word):
        stem = word[len(clitic) :]
        if len(stem) >= _SHORTEST_STEM:
            forms += [stem, *_owned(stem)]
    return forms


def _owned(word: str) -> Iterator[str]:
    for possessive in _POSSESSIVES:
        stem = word.removesuffix(possessive)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ه"  # a ta marbuta opens before a suffix
