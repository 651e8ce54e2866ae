"""Words, typed numbers and punctuation, each with its place in the text; and what clings to an Arabic word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from callassist.text.normalise import fold

SENTENCE_ENDS = frozenset(".?!؟؛;…")
"""Marks that end a sentence, or as good as one."""

# A typed number keeps its point and its thousand separators ("2.5", "3,000") where they can be nothing else: not in
# dates, addresses and versions ("12.05.2026").
_TOKEN = re.compile(
    r"[^\W\d_]++(?:'[^\W\d_]++)*+"
    r"|(?<![0-9][.,])[1-9][0-9]{0,2}(?:,[0-9]{3})++(?:\.[0-9]++)?(?![0-9]|[.,][0-9])"
    r"|(?<![0-9][.,])[0-9]++\.[0-9]++(?![.,][0-9])"
    r"|[0-9]++"
    r"|\S"
)

# «و» and «ف» come first, then one preposition, then the article; «ل» and the article melt into «لل».
CLITICS = sorted(
    (
        first + second
        for first in ("", "و", "ف")
        for second in ("", "ب", "ل", "ك", "ع", "ال", "بال", "كال", "عال", "لل")
        if first + second
    ),
    key=len,
)
"""What may be written together with an Arabic word, before it, shortest first."""
_BY_FIRST = {first: [clitic for clitic in CLITICS if clitic[0] == first] for first in "وفبلكعا"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, typed number or punctuation mark.

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
    return map(re.Match.span, _TOKEN.finditer(folded))


def clitics(word: str) -> Iterator[str]:
    """The conjunctions, prepositions and articles that may be written together with a folded Arabic word.

    Shortest first («ب» and «بال» for «بالخمسة»); each leaves something of the word. Whether it is one, only a word
    list can tell: «واحد» begins with none.
    """
    for clitic in _BY_FIRST.get(word[:1], ()):
        if len(clitic) < len(word) and word.startswith(clitic):
            yield clitic
