"""Which verbs of a sentence are one promise, and which of its times are whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from callassist.promises.heads import Head
from callassist.promises.time_meanings import AtHour, InPart, Piece
from callassist.promises.time_row import TimeRow

_ARABIC = "\u0600"
_NEAR = 2
# «أعملها إني أكلمك»
_ASIDE = frozenset({"اني", "اننا", "ان"})


@dataclass(slots=True)
class Group:
    """Verbs that are one promise, and the times that belong to them."""

    heads: list[Head]
    times: list[Piece]

    @property
    def first(self) -> int:
        """Its first token."""
        return self.heads[0].first

    @property
    def last(self) -> int:
        """The token behind its last verb."""
        return self.heads[-1].last

    @property
    def end(self) -> int:
        """The token behind all of it."""
        return max([self.last, *(piece.last for piece in self.times)])


def grouped(row: TimeRow, heads: Sequence[Head], times: Sequence[Piece]) -> list[Group]:
    """Verbs that are one promise, each with the times that belong to it."""
    groups: list[Group] = []
    for head in heads:
        if groups and _goes_on(row, groups[-1], head, times):
            groups[-1].heads.append(head)
        else:
            groups.append(Group([head], []))
    for piece in times:
        groups[_owner(row, groups, piece)].times.append(piece)
    return groups


def _goes_on(row: TimeRow, group: Group, head: Head, times: Sequence[Piece]) -> bool:
    """Whether a verb only goes on from those before it: «أتأكد وأرجع لك بكرة»; a telling goes on from a call."""
    before = group.heads[-1]
    between = any(before.last <= piece.first < head.first for piece in times)
    if not head.arabic:
        return head.joined and not between
    if not (head.agent and before.agent):
        # «هبعتلك المندوب يجيلك بكرة», «المشرف هيراجع الملف ويكلم حضرتك»
        alike = head.joined != before.agent or not (head.joined or before.agent)
        return not head.agent and head.future == "bare" and not between and alike
    aside = row.words[before.last : head.first]
    if head.future == "bare" and (not aside or (len(aside) == 1 and aside[0] in _ASIDE)):
        return True
    behind = any(head.last <= piece.first for piece in times)
    if not head.joined or head.future == "bare":
        return head.joined and not (between and behind and head.you and before.sense not in ("act", "inform"))
    return (head.sense == "inform" and not (between and behind)) or (before.sense == "act" and not between)


def _owner(row: TimeRow, groups: Sequence[Group], piece: Piece) -> int:
    """Whose a time is: of the verb before it, unless that has one already and it stands right before the next."""
    owner = max((at for at, group in enumerate(groups) if group.first <= piece.first), default=0)
    following = owner + 1
    if following >= len(groups) or groups[owner].first > piece.first:
        return owner
    has_one = any(is_day(each) == is_day(piece) for each in groups[owner].times)
    opened = piece.first and (row.words[piece.first - 1] in ("و", "and", ",", "،") or row.words[piece.first][0] == "و")
    lead = row.words[max(0, piece.first - _NEAR) : piece.first]
    opened = opened or any(word > _ARABIC and word[0] == "و" for word in lead)
    near = groups[following].first - piece.last <= _NEAR
    return following if near and (has_one or opened) else owner


def is_day(piece: Piece) -> bool:
    """Whether a time tells a day, and not an hour or a part of one."""
    return not isinstance(piece.meaning, AtHour | InPart)


def put_right(told: Sequence[Piece], places: Sequence[int]) -> list[Piece]:
    """What is left of times when some were put right: of two of a kind the one behind "sorry"."""
    kept = list(told)
    for place in places:
        behind = [piece for piece in kept if piece.first >= place]
        days = any(is_day(piece) for piece in behind)
        hours = any(not is_day(piece) for piece in behind)
        kept = [
            piece
            for piece in kept
            if piece.first >= place or not ((days and is_day(piece)) or (hours and not is_day(piece)))
        ]
    return kept
