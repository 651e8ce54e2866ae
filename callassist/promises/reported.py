"""What somebody said that somebody is going to do: «أبلغتكم الشركة بأنها ستسلم الطرد», «قلتوا لي إنه بيوصل»."""

from __future__ import annotations

import re
from functools import cache

from callassist.promises import promising
from callassist.promises.heads import Head
from callassist.promises.time_row import TimeRow

_SAYING = r"(?:[وف])?(?:{stems})(?P<who>ت|تم|تو|توا|تي|نا|وا|و|تن)?(?:ل?(?:ني|ي|ك|كم|نا|ه|ها|هم))?"
_THAT = re.compile(r"(?:ب|ل)?ان(?:ي|نا|ه|ها|هم|ك|كم|كو|و)?")
# «أبلغت القسم بأن العطل عام وسأتصل بك»: what goes on from a report is the agent's own.
_REACH = 8


def is_reported(row: TimeRow, first: int, head: Head) -> bool:
    """Whether a verb is what somebody said, from token `first` of its sentence on; it is said with «أن»."""
    if not head.arabic or (head.joined and head.agent):
        return False
    that = [place for place in range(first, head.verb) if _THAT.fullmatch(row.words[place])]
    return any(_is_said(row, place, last) for last in that for place in range(max(first, last - _REACH), last))


def _is_said(row: TimeRow, place: int, that: int) -> bool:
    """Whether somebody has said something at `place`, of which the «أن» at `that` begins to tell.

    «كما ذكرت لك» only says again what the agent said, «وعد مني» promises, and «يسرني أن أبلغكم أن» is what the agent
    says now, as «أبلغكم أن» is.
    """
    said = _saying().fullmatch(row.words[place])
    if said is None or (place and row.words[place - 1] == "ان"):
        return False
    words = promising.load()
    if words.before(row, "as_said", place) or words.before(row, "vow", place + 1):
        return False
    return not (said["who"] is None and row.words[place][0] == "ا" and that == place + 1)


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(_SAYING.format(stems="|".join(sorted(promising.load().saying, key=len, reverse=True))))
