"""The part of an answer that fits best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from callassist.knowledge.search.terms import Term, terms

# Markdown's marks are for the page; a passage is read in one line.
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_LINE_MARKS = re.compile(r"^\s*(?:#{1,6}\s+|[-*+]\s+|>\s?|\d+[.)]\s+|\|)")
_INLINE_MARKS = re.compile(r"\*\*|__|`|~~|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_RULE = re.compile(r"^[\s|:*_-]+$")
# A stop between digits is a point of a number.
_SENTENCE_END = re.compile(r"(?<=[.!?؟…])(?<!\d\.(?=\d))\s+")


def sentences(markdown: str) -> list[str]:
    """The sentences of an answer as plain text, in order; a heading or list item ends one."""
    found: list[str] = []
    paragraph: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        begins_anew = bool(_LINE_MARKS.match(line))
        plain = "" if _RULE.match(line) else _plain(line)
        if paragraph and (begins_anew or not plain):
            found += _SENTENCE_END.split(" ".join(paragraph))
            paragraph = []
        if plain:
            paragraph.append(plain)
    return [sentence for sentence in found if sentence]


def passage(answer: str, query: Iterable[Term], most_characters: int) -> str:
    """The sentence of `answer` that shares most words with the query, and what follows it as far as there is room.

    Without a shared word: the beginning, which is the short answer. No longer than `most_characters`.
    """
    said = sentences(answer)
    if not said:
        return ""
    wanted = {form for term in query if not term.quiet for form in term.forms}
    shared = [len({term.word for term in terms(sentence) if wanted.intersection(term.forms)}) for sentence in said]
    start = max(range(len(said)), key=lambda place: (shared[place], -place))
    return _within(said[start:], most_characters)


def _within(said: Sequence[str], most: int) -> str:
    kept = said[0]
    if len(kept) > most:
        return kept[: most - 1].rsplit(" ", 1)[0].rstrip(",;:،؛ ") + "…"
    for sentence in said[1:]:
        if len(kept) + 1 + len(sentence) > most:
            break
        kept += " " + sentence
    return kept


def _plain(line: str) -> str:
    text = _LINE_MARKS.sub("", line)
    return " ".join(_INLINE_MARKS.sub("", _LINK.sub(r"\1", text)).replace("|", " ").split())
