"""Whom an insult is aimed at: who listens, or anybody and anything else; and what was only repeated.

A word is no insult by itself: «أنا غبي», «راوتر غبي», «الموظف اللي قبلك غبي», «قال لي يا غبي» hold the same one as «أنت
غبي». What stands nearest before it decides; where nothing does, it is left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from callassist.conduct.words import INSULTS, VOCATIVES, Named, Role, Tag
from callassist.text.tokens import Token

Aim = Literal["listener", "elsewhere", "open"]

_INSULTS: frozenset[Tag] = frozenset(INSULTS)
_ELSEWHERE: tuple[Role, ...] = ("speaker", "thing", "other")
_ENDS = frozenset(".!?؟…")
_COMMAS = frozenset("،,;؛:-")
# How far before it a verb of saying makes an insult somebody else's words, in words. A vocative is quoted at once
# («قال لي يا غبي») or is the speaker's own («قالوا بكرة وما جاوا يا كذابين»).
_QUOTED_WITHIN = 6
_VOCATIVE_QUOTED_WITHIN = 3
# Words that are in no list may stand between «أنت» and the insult («انت دايما غبي»); in English nearly none may.
_UNKNOWN_WITHIN = 1
_LIKENING = (("like", "you"), ("as", "you"), ("are", "you"), ("can", "you", "be"), ("you", "are"), ("مثلك",), ("زيك",))
_ARABIC = "\u0600"


@dataclass(frozen=True, slots=True)
class Aimed:
    """An insult and whom it is aimed at: from word `first` to `last` (excluded) of the row, with what aims it."""

    aim: Aim
    first: int
    last: int


class Aims:
    """Tells the aim of every insult of one row.

    Attributes:
        insults: in order.

    Args:
        row: the tokens. named: what they are.
    """

    def __init__(self, row: Sequence[Token], named: Sequence[Named]) -> None:
        self._words = [token.folded for token in row]
        self._tags: list[frozenset[Tag]] = [frozenset()] * len(row)
        for item in named:
            for place in range(item.first, item.last):
                # A phrase goes before the words that it has in it: "piece of shit", «ما تستحي».
                if not self._tags[place] or item.last - item.first > 1:
                    self._tags[place] = item.tags
        self._speaks_to_several = any("listeners" in item.tags for item in named)
        told = [item for item in named if "told" in item.tags]
        self._told = [item.last for item in told]
        insults = [item for item in named if not _INSULTS.isdisjoint(item.tags)]
        within = {(a.first, a.last) for a in insults for b in insults if a != b and _covers(b, a)}
        self.insults = [self._aimed(item) for item in insults if (item.first, item.last) not in within]

    def is_quoted(self, place: int, within: int = _QUOTED_WITHIN) -> bool:
        """Whether what is said at word `place` repeats somebody else's words."""
        return any(end <= place and place - end <= within and not self._parted(end, place) for end in self._told)

    def is_denied(self, place: int) -> bool:
        """Whether the word before `place` denies it."""
        return place > 0 and "denial" in self._tags[place - 1] and "denial" not in self._tags[place]

    def _aimed(self, item: Named) -> Aimed:
        first, last = item.first, item.last
        while last < len(self._tags) and not _INSULTS.isdisjoint(self._tags[last]):
            last += 1
        if first and self._words[first - 1] in VOCATIVES:
            quoted = self.is_quoted(first - 1, _VOCATIVE_QUOTED_WITHIN)
            return Aimed("elsewhere" if quoted or self._is_self(last) else "listener", first - 1, last)
        if self.is_quoted(first):
            return Aimed("elsewhere", first, last)
        if "yours" in item.tags:
            return Aimed("listener", first, last)
        if self._is_of_thing(last):
            return Aimed("elsewhere", first, last)
        likened = self._likened(last)
        if likened is not None:
            return Aimed("listener", first, likened)
        before = self._before(item, last)
        if before is not None:
            return before
        following = self._following(last)
        if following < len(self._tags) and "listener" in self._tags[following] and self._is_arabic(following):
            return Aimed("listener", first, following + 1)
        if self._stands_alone(item):
            return Aimed("listener", first, last)
        return Aimed("open", first, last)

    def _before(self, item: Named, last: int) -> Aimed | None:
        """By the nearest person or thing before an insult; None where there is none."""
        first = item.first
        # Of several they are a grievance of the company; «أنتم حمير» is not.
        several = "dishonest" in item.tags
        plural = several and self._words[item.last - 1].endswith("s")
        unknown, denied = 0, False
        for place in range(first - 1, -1, -1):
            tags, word = self._tags[place], self._words[place]
            if word in _ENDS:
                return None
            if "listener" in tags or "listeners" in tags:
                if denied or self.is_quoted(place) or self._denies(place):
                    return Aimed("elsewhere", first, last)
                if several and (plural or self._speaks_to_several):
                    return Aimed("elsewhere", first, last)
                return Aimed("listener", place, last)
            if "denial" in tags:
                denied = True
            elif word in VOCATIVES or word in _COMMAS or "filler" in tags or not _INSULTS.isdisjoint(tags):
                continue
            elif not tags.isdisjoint(_ELSEWHERE) or "told" in tags or "of_thing" in tags:
                return Aimed("elsewhere", first, last)
            else:
                unknown += 1
                if unknown > (_UNKNOWN_WITHIN if word >= _ARABIC else 0):
                    return None
        return None

    def _denies(self, place: int) -> bool:
        """ "I don't mean you're", «ما اقصد انك»: whether one of the two words before a listener denies."""
        return any("denial" in self._tags[before] for before in range(max(0, place - 2), place))

    def _likened(self, place: int) -> int | None:
        """Where "an idiot like you", "how dumb are you" end; None where nothing of the kind follows word `place`."""
        for words in _LIKENING:
            end = place + len(words)
            if tuple(self._words[place:end]) == words:
                return end
        return None

    def _is_self(self, place: int) -> bool:
        """«يا غبي أنا»"""
        return place < len(self._tags) and "speaker" in self._tags[place] and place + 1 == len(self._tags)

    def _is_of_thing(self, place: int) -> bool:
        """Whether a thing follows at once, as in "stupid router", or somebody else's part of it."""
        following = self._following(place)
        return following < len(self._tags) and "thing" in self._tags[following] and following == place

    def _following(self, place: int) -> int:
        while place < len(self._tags) and (
            not _INSULTS.isdisjoint(self._tags[place]) or self._words[place] in ("و", "and")
        ):
            place += 1
        return place

    def _stands_alone(self, item: Named) -> bool:
        """Whether nothing else was said between two ends of sentences. "Useless" and «زبالة» may mean the service."""
        if "dishonest" in item.tags:
            return False
        first, last = item.first, item.last
        while first and self._words[first - 1] not in _ENDS:
            first -= 1
        while last < len(self._words) and self._words[last] not in _ENDS:
            last += 1
        return all(
            "filler" in self._tags[place] or not _INSULTS.isdisjoint(self._tags[place]) or self._words[place] in _COMMAS
            for place in range(first, last)
        )

    def _is_arabic(self, place: int) -> bool:
        return self._words[place] >= _ARABIC

    def _parted(self, first: int, last: int) -> bool:
        return any(self._words[place] in _ENDS for place in range(first, last))


def _covers(whole: Named, part: Named) -> bool:
    return whole.first <= part.first and part.last <= whole.last and whole != part
