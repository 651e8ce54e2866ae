"""Whether verbs, with the times that were told, promise anything.

To call, to tell, to send and to pay are promises by themselves, once it is said for whom; whatever else is one only
where a time is told, since otherwise it is done within the call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from callassist.promises.english_heads import EnglishHeads
from callassist.promises.grouping import Group
from callassist.promises.heads import Head
from callassist.promises.promising import PromisingWords, Sense
from callassist.promises.sentences import Sentence
from callassist.promises.time_meanings import After, Now, Piece

# How far behind a verb that goes on from another the one for whom it is done may stand.
_NEAR = 8
# How far before a verb its subject may stand.
_BEFORE = 3
# Of several things that are done as one, what it is called by.
_STRENGTH: tuple[Sense, ...] = ("contact", "send", "money", "come", "inform", "act")


class Weighing:
    """Weighs verbs.

    Args:
        words: verbs and phrases. english: finds verbs that go on from others. hold_minutes: what lasts no longer is
            done while the customer waits.
    """

    def __init__(self, words: PromisingWords, english: EnglishHeads, hold_minutes: int) -> None:
        self._words = words
        self._english = english
        self._hold_minutes = hold_minutes

    def sense(self, sentence: Sentence, group: Group, told: Sequence[Piece], last: int) -> Sense | None:
        """What is promised by verbs at the times that were told; None where it is nothing."""
        later = [piece for piece in told if not isinstance(piece.meaning, Now)]
        timed = bool(later) or sentence.vague(group.first, last)
        held = self._is_short(later) if later else sentence.is_held()
        is_state = any(
            self._words.at(sentence.row, "state", place)
            for place in range(max(sentence.first, group.first - _BEFORE), last)
        )
        senses: list[Sense] = []
        begun = group.heads[0].future
        for each in group.heads:
            head = each
            if each.future == "bare":
                timed_before = each.joined and each.you and any(piece.last == each.first for piece in told)
                if (
                    sentence.is_vowed(each)
                    or ((each.being or (each.agent and each.you)) and sentence.is_hoped())
                    or (timed_before and not each.agent)
                ):
                    head = replace(each, future="will")
                elif each.joined == each.agent and group.heads[0].agent:
                    # «أراجع وأكلمك», and what somebody is made to do: «بخليهم يتواصلون معك»
                    head = replace(each, future=begun)
            if self._counts(head, timed=timed, now=bool(told), held=held, is_state=is_state):
                senses.append(head.sense if head.sense not in ("contact", "inform") or head.you else "act")
        if not group.heads[0].arabic and group.heads[0].agent:
            for place, sense in self._english.goes_on(sentence.row, group.heads[-1].last, last):
                you = any(self._words.at(sentence.row, "you", each) for each in range(place, min(place + _NEAR, last)))
                goes_on = Head(place, place, place + 1, sense, True, "will", True, you)
                if self._counts(goes_on, timed=timed, now=bool(told), held=held):
                    senses.append(sense)
        return min(senses, key=_STRENGTH.index) if senses else None

    def _counts(self, head: Head, *, timed: bool, now: bool, held: bool, is_state: bool = False) -> bool:
        """Whether a verb promises something."""
        if head.by_you and not head.you and (head.us or head.sense in ("contact", "inform")):
            return False
        if not head.agent:
            if is_state or ((head.us or not head.known) and not head.you):
                return False
            if head.future == "bare" and not head.you:
                return False
            if head.sense in ("contact", "inform"):
                return (timed and (head.you or head.sense == "contact")) or (head.you and head.future != "bare")
            return timed or (head.you and head.future == "will" and head.sense in ("come", "money"))
        if head.being and is_state:
            return False
        if (held and not (head.calls and head.you)) or (head.us and (head.future == "bare" or not head.you)):
            return False
        if head.future == "bare" and head.sense == "act" and not head.you:
            return False
        sure = head.future == "will" or (head.future == "perhaps" and (head.you or timed))
        if head.sense in ("contact", "inform"):
            return (head.you and (sure or timed)) or (timed and head.sense == "contact")
        if head.sense in ("send", "money"):
            return sure or timed or now
        return timed

    def _is_short(self, told: Sequence[Piece]) -> bool:
        """Whether all that is told is a length that somebody waits on the line for."""
        lengths = [piece.meaning for piece in told if isinstance(piece.meaning, After)]
        short = [each for each in lengths if each.unit == "minute" and each.amount <= self._hold_minutes]
        return len(short) == len(told)
