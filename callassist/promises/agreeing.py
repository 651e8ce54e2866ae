"""Another time that the customer asks for («خليها الأحد», "make it four"), and whether the agent agrees to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from callassist.events import Language
from callassist.promises import promising
from callassist.promises.due import Calendar, Due
from callassist.promises.line import SaidLine
from callassist.promises.sentences import sentences
from callassist.promises.time_meanings import AtHour, InPart, Now, Piece
from callassist.promises.time_pieces import pieces
from callassist.promises.time_row import TimeRow

_MOST_WORDS = 14
"""Of what asks for another time; who says more speaks of something else, too."""
_AT_ONCE = 5
"""The word that agrees is among so many first ones."""
_BETWEEN = 2
"""Tokens between times that belong together."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A time that the customer asked for.

    Attributes:
        said: of what. t: until when it was said, seconds on the call clock. unsure: whether it was heard surely.
    """

    said: Sequence[Piece]
    t: float
    unsure: bool


class Agreeing:
    """Knows other times that are asked for and agreed to.

    Args:
        calendar: by which times are read.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._words = promising.load()

    def wish(self, text: str, t: float, unsure: Iterable[tuple[int, int]], language: Language | None) -> Wish | None:
        """What the customer asks for in `text`; None where it is no time.

        A time is asked for that stands behind words that ask («بكرة ما أقدر، خليها الأحد»), before words that prefer it
        ("Sunday suits me"), or alone with courtesies ("half past two, please").
        """
        line = SaidLine(text, unsure, language)
        row = line.row
        if sum(word[0].isalnum() for word in row.words) > _MOST_WORDS:
            return None
        times = [each for each in pieces(row) if not isinstance(each.meaning, Now)]
        said = self._asked(row, times)
        if not said:
            return None
        return Wish(said, t, line.is_unsure(said[0].first, said[-1].last))

    def answer(self, text: str, language: Language | None) -> bool | None:
        """Whether the agent says yes to it, by one of the first words, or no; None where it is neither."""
        row = SaidLine(text, (), language).row
        places = range(len(row.words))
        if any(self._words.at(row, name, place) for name in ("taken_back", "declines") for place in places):
            return False
        return True if any(self._words.at(row, "agrees", place) for place in places[:_AT_ONCE]) else None

    def due(self, wish: Wish, before: Due | None, now: datetime) -> Due | None:
        """When that is, asked for at `now`. Where only an hour was asked for, it is one of the day of `before`."""
        tells_day = any(not isinstance(each.meaning, AtHour | InPart) for each in wish.said)
        if before is None or before.day is None or tells_day:
            return self._calendar.due(wish.said, now)
        return self._calendar.due(wish.said, max(datetime.combine(before.day, time(0), now.tzinfo), now))

    def _asked(self, row: TimeRow, times: Sequence[Piece]) -> Sequence[Piece]:
        for sentence in sentences(row, self._words):
            within = [each for each in times if sentence.first <= each.first < sentence.end]
            for place in range(sentence.first, sentence.end):
                if length := self._words.at(row, "proposes", place):
                    behind = [each for each in within if each.first >= place + length]
                    if behind:
                        return _together(behind)
                if within and place >= within[-1].last and self._words.at(row, "prefers", place):
                    return within
        return times if self._is_alone(row, times) else ()

    def _is_alone(self, row: TimeRow, times: Sequence[Piece]) -> bool:
        said = {place for each in times for place in range(row.lead(each.first), each.last)}
        for place in range(len(row.words)):
            for name in ("god", "fillers", "agrees", "proposes", "prefers"):
                said |= set(range(place, place + self._words.at(row, name, place)))
        return all(place in said or not word[0].isalnum() for place, word in enumerate(row.words))


def _together(times: Sequence[Piece]) -> Sequence[Piece]:
    """The first ones that stand together: «خليها الأحد العصر، بكرة ما أقدر»."""
    found = [times[0]]
    for each in times[1:]:
        if each.first - found[-1].last > _BETWEEN:
            break
        found.append(each)
    return found
