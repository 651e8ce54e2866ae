"""A promise that the agent writes down by hand: what and when, in one line, read by the grammar of what is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from callassist.events import Language
from callassist.promises.due import Calendar, Doubt
from callassist.promises.time_pieces import pieces
from callassist.promises.time_row import TimeRow

_EDGES = " ,،;؛:-–.\t"


@dataclass(frozen=True, slots=True)
class Written:
    """How a line is understood.

    Attributes:
        what: is to be done, without its time. due, part, doubt: as in `Commitment`.
    """

    what: str
    due: str | None = None
    part: str | None = None
    doubt: Doubt | None = None


def read(text: str, now: datetime, calendar: Calendar, language: Language | None = None) -> Written:
    """What is promised in a typed line, and until when.

    Args:
        now: with the offset of this place. language: that numbers are read in; None tries all.
    """
    row = TimeRow(text, language)
    told = pieces(row)
    due = calendar.due(told, now) if told else None
    if due is None:
        return Written(_bare(text))
    taken = {place for piece in told for place in range(row.lead(piece.first), piece.last)}
    kept, position = "", 0
    for place, token in enumerate(row.row):
        if place in taken:
            kept += text[position : token.start]
            position = token.end
    return Written(_bare(kept + text[position:]), due.text, due.part, due.doubt)


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)
