"""A line as it was said and as it is read: words that were plainly misheard are put right for reading alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callassist.events import Language
from callassist.promises.mending import mended
from callassist.promises.time_row import TimeRow


class SaidLine:
    """What an agent said.

    Attributes:
        row: its words as they are read.

    Args:
        text: treated. unsure: [start, end) ranges of its characters that the recogniser doubted. language: of the call.
    """

    def __init__(self, text: str, unsure: Iterable[tuple[int, int]], language: Language | None) -> None:
        self._text = text
        self._read = mended(text)
        doubted = [self._read.forward(*place) for place in unsure]
        guessed = [self._read.forward(edit.start, edit.end) for edit in self._read.edits]
        self._unsure = (*doubted, *guessed)
        self.row = TimeRow(self._read.text, language)

    def words(self, first: int, last: int) -> str:
        """Tokens `first` to `last` (exclusive), and what is between them, as they were said."""
        start, end = self._place(first, last)
        return self._text[start:end]

    def without_gaps(self, places: Sequence[int]) -> str:
        """Some of the tokens, in order, those that stand together as they were said."""
        said: list[tuple[int, int]] = []
        for place in places:
            start, end = self._place(place, place + 1)
            goes_on = bool(said) and place - 1 in places
            if goes_on or (said and start < said[-1][1]):
                said[-1] = said[-1][0], max(end, said[-1][1])
            else:
                said.append((start, end))
        return " ".join(self._text[start:end] for start, end in said)

    def is_unsure(self, first: int, last: int) -> bool:
        """Whether the recogniser doubted any of the tokens, or one of them is a guess."""
        start, end = self.row.row[first].start, self.row.row[last - 1].end
        return any(low < end and start < high for low, high in self._unsure)

    def to(self, evidence: str, last: int) -> str:
        """`evidence`, which is of this line, and what was said behind it up to token `last` (exclusive)."""
        start = self._text.index(evidence)
        return self._text[start : self._place(last - 1, last)[1]]

    def _place(self, first: int, last: int) -> tuple[int, int]:
        return self._read.backward(self.row.row[first].start, self.row.row[last - 1].end)
