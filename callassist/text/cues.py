"""Cues: short patterns of words that are looked for in what was said, recogniser's errors allowed for.

A cue is words in a row. `a/b` is either of two, `word*` any word that begins so, `@group` any word of a named group,
and `..` stands for up to `gap` other words, or none. Words compare folded and by what is left of an Arabic word
without what clings to it (`text/stems.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from callassist.text.normalise import fold
from callassist.text.stems import stems
from callassist.text.tokens import tokens

GAP = ".."
_ENDS = ".?!؟"
_ARABIC = "\u0600"

Heard = Sequence[frozenset[str] | None]
"""For each word the forms it may be looked for by; None where nothing may be matched or skipped: a sentence's end, or a
word that the recogniser was unsure of."""


def heard(text: str, unsure: Iterable[tuple[int, int]] = ()) -> Heard:
    """The words of `text`; those within the `unsure` ranges of characters are kept as gaps that no cue crosses."""
    doubted = tuple(unsure)
    words: list[frozenset[str] | None] = []
    for token in tokens(text):
        if any(start < token.end and token.start < end for start, end in doubted) or token.text in _ENDS:
            words.append(None)
        elif token.folded[0].isalnum():
            words.append(_forms(token.folded))
    return words


def _forms(word: str) -> frozenset[str]:
    if word < _ARABIC:
        return frozenset({word, word.removesuffix("'s")})
    # Stems of one or two letters are chance, but for what «و» and the article leave («وما»، «النت»، «والخط»).
    without_and = word.removeprefix("و") if len(word) > 2 else word
    without_article = without_and.removeprefix("ال") if len(without_and) > 3 else without_and
    return stems(word) | {without_and, without_article}


@dataclass(frozen=True, slots=True)
class _Word:
    whole: frozenset[str]
    beginnings: tuple[str, ...]
    gap_before: bool

    def matches(self, forms: frozenset[str]) -> bool:
        if not self.whole.isdisjoint(forms):
            return True
        return bool(self.beginnings) and any(form.startswith(self.beginnings) for form in forms)

    def nearly(self, forms: frozenset[str], shortest: int) -> bool:
        """Whether one letter was misheard."""
        return any(
            len(word) >= shortest and abs(len(word) - len(form)) <= 1 and _one_letter_apart(word, form)
            for word in self.whole
            for form in forms
        )


class Cues:
    """Several cues, of which any may be found.

    Args:
        written: the cues. groups: words by the name of their group, separated by spaces. gap: how many words `..` may
            stand for. misheard_from: letters that a cue's word needs for one of them to be misheard, which is allowed
            once in a cue of several words.

    Raises:
        ValueError: a cue is empty or names no group that there is.
    """

    def __init__(self, written: Iterable[str], groups: Mapping[str, str], *, gap: int, misheard_from: int) -> None:
        self._cues = tuple((cue, _words(cue, groups)) for cue in written)
        self._gap = gap
        self._misheard_from = misheard_from

    def found(self, words: Heard) -> str | None:
        """The first cue that is among `words`, as it was written; None where none is."""
        said = frozenset().union(*(forms for forms in words if forms is not None))
        for cue, pattern in self._cues:
            spare = int(len(pattern) > 1)
            # Most cues have nothing in common with what was said, and looking closely takes longer.
            if sum(not wanted.matches(said) for wanted in pattern) <= spare and any(
                self._from(pattern, 0, words, place, spare) for place in range(len(words))
            ):
                return cue
        return None

    def _from(self, pattern: Sequence[_Word], at: int, words: Heard, place: int, spare: int) -> bool:
        """Whether the pattern from its word `at` on is found, that word being exactly at `place`."""
        forms = words[place]
        if forms is None:
            return False
        wanted = pattern[at]
        if not wanted.matches(forms):
            if not spare or not wanted.nearly(forms, self._misheard_from):
                return False
            spare -= 1
        if at + 1 == len(pattern):
            return True
        reach = self._gap if pattern[at + 1].gap_before else 0
        for following in range(place + 1, min(place + 2 + reach, len(words))):
            if words[following] is None:
                return False
            if self._from(pattern, at + 1, words, following, spare):
                return True
        return False


def _words(cue: str, groups: Mapping[str, str]) -> tuple[_Word, ...]:
    words: list[_Word] = []
    gap_before = False
    for item in cue.split():
        if item == GAP:
            gap_before = True
            continue
        whole: set[str] = set()
        beginnings: list[str] = []
        for choice in item.split("/"):
            if choice.startswith("@"):
                if choice[1:] not in groups:
                    raise ValueError(f"«{cue}» names no group that there is: {choice}")
                whole.update(fold(groups[choice[1:]]).text.split())
            elif choice.endswith("*"):
                beginnings.append(fold(choice[:-1]).text)
            else:
                whole.add(fold(choice).text)
        whole.discard("")
        if not whole and not any(beginnings):
            raise ValueError(f"«{cue}» has a word that is none: {item}")
        words.append(_Word(frozenset(whole), tuple(beginnings), gap_before))
        gap_before = False
    if not words:
        raise ValueError(f"«{cue}» has no words")
    if gap_before or words[0].gap_before:
        raise ValueError(f"«{cue}» begins or ends with {GAP}")
    return tuple(words)


@lru_cache(maxsize=65536)
def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter put in, left out or exchanged makes one of the other."""
    if len(one) > len(other):
        one, other = other, one
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        return one[place + 1 :] == other[place + 1 :]
    return one[place:] == other[place + 1 :]
