"""Sentences of a text, by its marks. A recogniser that sets none makes one of everything."""

from __future__ import annotations

from collections.abc import Iterator

from callassist.text.tokens import SENTENCE_ENDS, tokens


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The range of each sentence in characters, its closing marks included."""
    start: int | None = None
    end = 0
    closed = False
    for token in tokens(text):
        is_end = token.text in SENTENCE_ENDS
        if closed and not is_end and start is not None:
            yield start, end
            start = None
        if start is None and not is_end:
            start = token.start
        end, closed = token.end, is_end
    if start is not None:
        yield start, end
