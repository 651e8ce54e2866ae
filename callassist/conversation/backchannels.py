"""Backchannels: words that only say "I am listening", and take no turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from callassist.text.tokens import tokens


def words_of(text: str, unsure: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """The words of a text as they are compared, however long somebody drew them out («أيووه», "mmm").

    Args:
        unsure: ranges of characters that the recogniser doubted; they are left out where anything else was heard.
    """
    doubted = tuple(unsure)
    found = [token for token in tokens(text) if token.folded[0].isalnum()]
    sure = [token for token in found if not any(start < token.end and token.start < end for start, end in doubted)]
    return tuple(_short(token.folded) for token in sure or found)


class Backchannels:
    """Tells words that are nothing but backchannels.

    Attributes:
        longest: seconds that a turn may have of which nothing else is known yet, and still be one.

    Args:
        listed: words and phrases, in any spelling that folds to the same.
    """

    def __init__(self, listed: Iterable[str], longest: float) -> None:
        self.longest = longest
        phrases = [words_of(phrase) for phrase in listed]
        self._phrases = frozenset(phrases)
        self._begun = frozenset(phrase[:count] for phrase in phrases for count in range(1, len(phrase)))
        self._most_words = max(map(len, phrases), default=0)

    def only(self, words: Sequence[str], *, under_way: bool = False) -> bool:
        """Whether the words of `words_of` are backchannels one after another, and at least one.

        Args:
            under_way: more may follow, so that the last of them may be half said ("I …" of "I see").
        """
        reached = [0]  # up to which word, by whole phrases
        for end in range(1, len(words) + 1):
            reached = [begun for begun in reached if end - begun <= self._most_words]
            if not reached:
                return False
            half_said = under_way and end == len(words)
            if any(
                (said := tuple(words[begun:end])) in self._phrases or (half_said and said in self._begun)
                for begun in reached
            ):
                reached.append(end)
        return bool(words) and reached[-1] == len(words)


def _short(word: str) -> str:
    """A folded word with each run of a letter as one: who draws a word out, says the same."""
    return word if word[0].isdigit() else "".join(letter for letter, _ in groupby(word))
