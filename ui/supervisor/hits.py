"""Where words that are looked for were said in a call, and which of these places is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from callassist.events import Utterance
from callassist.reports.said_search import Wanted
from ui.agent.line_layout import NO_MARKS, Marks
from ui.agent.lines import placed
from ui.agent.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: the row, and characters of what is drawn there."""

    row: int
    place: tuple[int, int]


class Hits:
    """Of one call, in the order in which they were said.

    Attributes:
        at: which of them is looked at, from 0 on; None before the first.
    """

    def __init__(self, transcript: Transcript | None = None, sought: Wanted | None = None) -> None:
        self.at: int | None = None
        self._hits: list[Hit] = []
        self._marks: dict[int, Marks] = {}
        if transcript is None or sought is None:
            return
        for row in range(transcript.rowCount()):
            line = transcript.line(row)
            ranges = sought.ranges(line.event.text) if isinstance(line.event, Utterance) else ()
            if ranges:
                self._marks[row] = Marks(placed(line, ranges))
                self._hits += [Hit(row, place) for place in self._marks[row].found]

    def __len__(self) -> int:
        return len(self._hits)

    def marks(self, row: int) -> Marks:
        """What is to be drawn in a row."""
        marks = self._marks.get(row, NO_MARKS)
        if self.at is None or self._hits[self.at].row != row:
            return marks
        return Marks(marks.found, self._hits[self.at].place)

    def step(self, step: int, row: int) -> Hit | None:
        """The next one (`step` 1) or the one before (-1), seen from the chosen row; behind the last comes the first.
        None where there are none."""
        if not self._hits:
            return None
        if self.at is not None and self._hits[self.at].row == row:
            self.at = (self.at + step) % len(self._hits)
        else:  # the keys went elsewhere in between
            ahead = [number for number, hit in enumerate(self._hits) if (hit.row - row) * step >= 0]
            onward = ahead or range(len(self._hits))
            self.at = onward[0] if step > 0 else onward[-1]
        return self._hits[self.at]
