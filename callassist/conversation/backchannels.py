"""Backchannels: words that only say "I am listening", and take no turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from callassist.text.tokens import tokens


class SaidWord(NamedTuple):
    """A word as it is compared, and whether the recogniser was sure of it."""

    text: str
    sure: bool = True


def words_of(text: str, unsure: Iterable[tuple[int, int]] = ()) -> tuple[SaidWord, ...]:
    """The words of a text as they are compared, however long somebody drew them out («أيووه», "mmm").

    Args:
        unsure: ranges of characters that the recogniser doubted.
    """
    doubted = tuple(unsure)
    return tuple(
        SaidWord(_short(token.folded), not any(start < token.end and token.start < end for start, end in doubted))
        for token in tokens(text)
        if token.folded[0].isalnum()
    )


class Backchannels:
    """Tells words that are nothing but backchannels.

    Attributes:
        longest: seconds that a turn may have of which nothing else is known yet, and still be one.

    Args:
        listed: words and phrases, in any spelling that folds to the same.
    """

    def __init__(self, listed: Iterable[str], longest: float) -> None:
        self.longest = longest
        phrases = [tuple(word.text for word in words_of(phrase)) for phrase in listed]
        self._phrases = frozenset(phrases)
        self._begun = frozenset(phrase[:count] for phrase in phrases for count in range(1, len(phrase)))
        self._most_words = max(map(len, phrases), default=0)

    def only(self, words: Sequence[SaidWord], *, under_way: bool = False) -> bool:
        """Whether the words are backchannels one after another, and at least one; unsure ones may be anything.

        Args:
            under_way: more may follow, so that the last of them may be half said ("I …" of "I see").
        """
        reached = {0: False}  # up to which word, and whether there was a backchannel among them
        for end, word in enumerate(words, start=1):
            half_said = under_way and end == len(words)
            said = (tuple(each.text for each in words[begun:end]) for begun in reached)
            if any(phrase in self._phrases or (half_said and phrase in self._begun) for phrase in said):
                reached[end] = True
            elif not word.sure and end - 1 in reached:
                reached[end] = reached[end - 1]
            reached = {begun: had for begun, had in reached.items() if end - begun < max(1, self._most_words)}
            if not reached:
                return False
        return reached.get(len(words), False)


def _short(word: str) -> str:
    """A folded word with each run of a letter as one: who draws a word out, says the same."""
    return word if word[0].isdigit() else "".join(letter for letter, _ in groupby(word))
