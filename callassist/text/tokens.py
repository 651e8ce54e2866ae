"""Words, groups of digits and punctuation, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callassist.text.normalise import fold

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, group of digits or punctuation mark.

    Attributes:
        text: as in the source. folded: the same for matching. start, end: its range in the source, characters.
    """

    text: str
    folded: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order; letters and digits that touch are two tokens, a punctuation mark is one each."""
    folded = fold(text)
    found: list[Token] = []
    for start, end in ranges(folded.text):
        first, last = folded.span(start, end)
        found.append(Token(text[first:last], folded.text[start:end], first, last))
    return found


def ranges(folded: str) -> Iterator[tuple[int, int]]:
    """The ranges of the tokens in a text that is already folded."""
    for match in _TOKEN.finditer(folded):
        yield match.span()
