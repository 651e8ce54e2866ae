"""What somebody said that somebody is going to do: «أبلغتكم الشركة بأنها ستسلم الطرد», «قلتوا لي إنه بيوصل»."""

from __future__ import annotations

import re
from functools import cache

from callassist.promises import promising
from callassist.promises.heads import Head
from callassist.promises.time_row import TimeRow

_SAYING = r"(?:[وف])?(?:{stems})(?:ت|تم|تو|توا|تي|نا|وا|و|تن)?(?:ل?(?:ني|ي|ك|كم|نا|ه|ها|هم))?"
_THAT = re.compile(r"(?:ب|ل)?ان(?:ي|نا|ه|ها|هم|ك|كم|كو|و)?")
# «أبلغت القسم بأن العطل عام وسأتصل بك»: what goes on from a report is the agent's own.
_REACH = 8


def is_reported(row: TimeRow, first: int, head: Head) -> bool:
    """Whether a verb is what somebody said, from token `first` of its sentence on; it is said with «أن»."""
    if not head.arabic or (head.joined and head.agent):
        return False
    that = [place for place in range(first, head.verb) if _THAT.fullmatch(row.words[place])]
    return any(
        _saying().fullmatch(row.words[place])
        for last in that
        for place in range(max(first, last - _REACH), last)
        if not _is_as_said(row, place)
    )


def _is_as_said(row: TimeRow, place: int) -> bool:
    """«كما ذكرت لك» only says again what the agent said."""
    return bool(promising.load().before(row, "as_said", place))


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(_SAYING.format(stems="|".join(sorted(promising.load().saying, key=len, reverse=True))))
