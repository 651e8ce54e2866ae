"""How a cue is written, and what is made of it: the words that must be said, each with the keys that match it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

from callassist.policies import Policy
from callassist.text.heard import BEGINNING, HeardWord
from callassist.text.stems import without_article
from callassist.text.stems_en import inflections
from callassist.text.tokens import tokens
from callassist.text.verbs_ar import present

_GAP = ".."
_GROUP = "@"
_INFLECTED = "+"
# Their many forms are not compared by letters, which would take long and find one form in another anyway.
_NO_VERBS: frozenset[str] = frozenset()


def _has_words(phrase: str) -> str:
    if not _spoken(phrase):
        raise ValueError("a phrase needs a word to match")
    return phrase


Phrases = tuple[Annotated[str, AfterValidator(_has_words)], ...]
"""Cues of a data file that are words in a row and nothing else."""


class Closeness(Policy):
    """How closely what was said must follow a cue.

    Attributes:
        gap: how many words `..` may stand for. between: so many other words may stand between any two of a cue («النت
            عندي مقطوع»). reach: a denial takes back a cue that begins at most so many words after it, with no mark
            between. over_commas: whether a cue goes on over a comma or another mark within a sentence. misheard_from:
            letters that a cue's word needs for one of them to be misheard, which is allowed once in a cue of several
            words; None where none may.
    """

    gap: Annotated[int, Field(ge=0, le=8)] = 0
    between: Annotated[int, Field(ge=0, le=8)] = 0
    reach: Annotated[int, Field(ge=0, le=10)] = 0
    over_commas: bool = False
    misheard_from: Annotated[int, Field(ge=3, le=20)] | None = None


EXACTLY = Closeness()
"""The words in a row, rightly heard."""


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word of a cue.

    Attributes:
        keys: what it has in common with whatever matches it. long: by their length, those of which one letter may be
            misheard. gap: how many other words may come before it.
    """

    keys: frozenset[str]
    long: Mapping[int, Sequence[str]]
    gap: int

    def nearly(self, said: HeardWord) -> bool:
        """Whether one letter was misheard."""
        long = self.long
        if long:
            for form in said.forms:
                for length in (len(form) - 1, len(form), len(form) + 1):
                    for key in long.get(length, ()):
                        if _one_letter_apart(key, form):
                            return True
        return False


def read(cue: str, groups: Mapping[str, str] | None, closeness: Closeness) -> tuple[CueWord, ...]:
    """The words of a cue.

    Args:
        groups: words by the name of their group, separated by spaces; None where the cue is a phrase, in which marks
            say nothing. closeness: how far apart they may be.

    Raises:
        ValueError: it is empty, is written wrongly, or names no group that there is.
    """
    if groups is None:
        return tuple(_cue_word(_keys(word), _NO_VERBS, closeness.between, closeness) for word in _spoken(cue))
    items = cue.split()
    if all(item.startswith(_GAP) for item in items):
        raise ValueError(f"«{cue}» has no words")
    if items[0].startswith(_GAP) or items[-1].startswith(_GAP):
        raise ValueError(f"«{cue}» begins or ends with {_GAP}")
    words: list[CueWord] = []
    gap = closeness.between
    for item in items:
        if item.startswith(_GAP):
            gap = max(_gap(cue, item, closeness), closeness.between)
            continue
        for keys, verbs in _matching(cue, item, groups):
            words.append(_cue_word(keys, verbs, gap, closeness))
            gap = closeness.between
    return tuple(words)


def _cue_word(keys: frozenset[str], verbs: frozenset[str], gap: int, closeness: Closeness) -> CueWord:
    shortest = closeness.misheard_from
    long: dict[int, list[str]] = {}
    if shortest is not None:
        for key in keys:
            if len(key) >= shortest and not key.endswith(BEGINNING):
                long.setdefault(len(key), []).append(key)
    return CueWord(keys | verbs, long, gap)


def _gap(cue: str, item: str, closeness: Closeness) -> int:
    if item == _GAP:
        return closeness.gap
    if not item.removeprefix(_GAP).isdecimal():
        raise ValueError(f"«{cue}» has a gap that is none: {item}")
    return int(item.removeprefix(_GAP))


def _matching(cue: str, item: str, groups: Mapping[str, str]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The keys of a cue's word, any of which will do, and the forms of verbs that will do as well; of each of its words
    where a hyphen joins several."""
    choices = item.split("/")
    if len(choices) == 1 and not item.startswith(_GROUP) and len(spoken := _spoken(item)) > 1:
        return [(_keys(word), _NO_VERBS) for word in spoken]
    keys: set[str] = set()
    verbs: set[str] = set()
    for choice in choices:
        if not choice.startswith(_GROUP):
            written = [choice]
        elif choice[1:] in groups:
            written = groups[choice[1:]].split()
        else:
            raise ValueError(f"«{cue}» names no group that there is: {choice}")
        for word in written:
            found = _keys_of_choice(cue, word)
            if word.endswith(_INFLECTED) and not word.isascii():
                verbs |= found
            else:
                keys |= found
    return [(frozenset(keys), frozenset(verbs))]


def _keys_of_choice(cue: str, written: str) -> frozenset[str]:
    spoken = _spoken(written)
    if len(spoken) != 1:
        raise ValueError(f"«{cue}» has a word that is {'several' if spoken else 'none'}: {written}")
    if written.endswith(BEGINNING):
        return frozenset({spoken[0] + BEGINNING})
    if not written.endswith(_INFLECTED):
        return _keys(spoken[0])
    if spoken[0].isascii():
        return inflections(spoken[0])
    try:
        return present(spoken[0])
    except ValueError as no_verb:
        raise ValueError(f"«{cue}»: {no_verb}") from None


def _keys(word: str) -> frozenset[str]:
    # As it is, too: of «ألفاظ» the beginning is no article.
    return frozenset({word, without_article(word)})


@lru_cache(maxsize=8192)  # a group's words are in many cues, and a file's cues are read twice: to check and to use them
def _spoken(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens(text) if token.folded[0].isalnum())


@lru_cache(maxsize=65536)
def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter put in, left out or exchanged makes one of the other."""
    if len(one) > len(other):
        one, other = other, one
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        return one[place + 1 :] == other[place + 1 :]
    return one[place:] == other[place + 1 :]
