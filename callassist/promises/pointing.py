"""What a promise only points at: "we will repair it" says nothing tomorrow without what was said just before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callassist.promises.heads import Head
from callassist.promises.promising import PromisingWords
from callassist.promises.time_row import TimeRow
from callassist.text.tokens import SENTENCE_ENDS

_MOST_BEFORE, _FEWEST_BEFORE = 12, 3
"""Words that are told before a promise: more would hide it, fewer say nothing."""
_POINTING = frozenset({"it", "them", "that", "this", "these", "those"})
# What may stand beside them without telling more.
_BESIDE = frozenset(
    ("for", "to", "up", "back", "off", "out", "over", "again", "right", "away", "all", "myself", "بنفسي", "كلها", "كله")
)
# «هنصلحه», «بلغيها»: somebody's or something's, and not what a short verb ends with («أنبه»).
_WITH_PRONOUN = re.compile(r"\w{4,}(?:ها|ه|هم)")
_QUESTIONS = frozenset("?؟")
_COMMAS = frozenset(",،")
_TELLS_ITSELF = frozenset({"contact", "inform"})


def begin_of_what(row: TimeRow, words: PromisingWords, what: Sequence[int], head: Head, first: int) -> int:
    """The token from which a promise is told: `first`, or where that begins which it only points at.

    Args:
        what: its tokens. head: its first verb. first: where the sentence of it begins.
    """
    begins = what[0]
    if head.sense in _TELLS_ITSELF or not _points(row, words, what, head):
        return begins
    before = _clause(row, first, begins)
    if len(before) < _FEWEST_BEFORE and first > 0 and row.words[first - 1] not in _QUESTIONS:
        start = max((place + 1 for place in range(first - 1) if row.words[place] in SENTENCE_ENDS), default=0)
        before = _clause(row, start, begins)
    return before[0] if _FEWEST_BEFORE <= len(before) <= _MOST_BEFORE else begins


def _points(row: TimeRow, words: PromisingWords, what: Sequence[int], head: Head) -> bool:
    told: set[int] = set()
    for place in what:
        told |= set(range(place, place + max(words.at(row, name, place) for name in ("you", "yours", "god"))))
    behind = [place for place in what if place >= head.verb and place not in told and row.words[place] not in _BESIDE]
    if not head.arabic:
        rest = [row.words[place] for place in behind if place > head.verb]
        return bool(rest) and all(word in _POINTING for word in rest)
    return len(behind) == 1 and _WITH_PRONOUN.fullmatch(row.words[behind[0]]) is not None


def _clause(row: TimeRow, first: int, last: int) -> list[int]:
    """The words from `first` to `last`, without the clauses at the beginning that make them too many."""
    starts = [first, *(place + 1 for place in range(first, last) if row.words[place] in _COMMAS | SENTENCE_ENDS)]
    found: list[int] = []
    for start in starts:
        found = [place for place in range(start, last) if row.words[place][0].isalnum()]
        if len(found) <= _MOST_BEFORE:
            break
    return found
