"""Replacing parts of a text while remembering where everything came from.

Spoken numbers become digits and digits become blocks, but the recogniser's doubts are about the words as it
wrote them. An `Edited` text carries any range of the old text over to the new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: characters `start` to `end` (exclusive) of the old text become `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after its edits, which are kept sorted and do not overlap."""

    text: str
    edits: tuple[Edit, ...]

    def forward(self, start: int, end: int) -> tuple[int, int]:
        """The range of the new text that old characters `start` to `end` ended in.

        A range that touches a replaced part takes in the whole replacement.
        """
        return self._carry(start, at_end=False), self._carry(end, at_end=True)

    def backward(self, start: int, end: int) -> tuple[int, int]:
        """The range of the old text that new characters `start` to `end` came from.

        A range that touches a replacement takes in all that was replaced.
        """
        return self._fetch(start, at_end=False), self._fetch(end, at_end=True)

    def _carry(self, position: int, *, at_end: bool) -> int:
        shift = 0
        for edit in self.edits:
            inside = edit.start < position < edit.end
            if inside:
                return edit.start + shift + (len(edit.new) if at_end else 0)
            if edit.end > position or (edit.end == position and edit.start == position and not at_end):
                break
            shift += len(edit.new) - (edit.end - edit.start)
        return position + shift

    def _fetch(self, position: int, *, at_end: bool) -> int:
        shift = 0
        for edit in self.edits:
            begin = edit.start + shift
            stop = begin + len(edit.new)
            if position < stop or (position == stop and at_end):
                if position > begin or (position == begin and not at_end):
                    return edit.end if at_end else edit.start
                break
            shift += len(edit.new) - (edit.end - edit.start)
        return position - shift


def apply(text: str, edits: Iterable[Edit]) -> Edited:
    """`text` with `edits` carried out.

    Raises:
        ValueError: two edits overlap, or one lies outside the text.
    """
    ordered = tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    parts: list[str] = []
    position = 0
    for edit in ordered:
        if edit.start < position or edit.end < edit.start or edit.end > len(text):
            raise ValueError(f"edit {edit.start}:{edit.end} overlaps another or leaves the text")
        parts += [text[position : edit.start], edit.new]
        position = edit.end
    parts.append(text[position:])
    return Edited("".join(parts), ordered)
