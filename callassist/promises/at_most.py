"""Denials that promise: «لن يستغرق الإصلاح أكثر من ساعتين», "it won't be later than Thursday"."""

from __future__ import annotations

from callassist.promises import promising
from callassist.promises.arabic_verbs import verbs
from callassist.promises.time_row import TimeRow

_ARABIC = "\u0600"
# Behind «لن» a verb is one of the future however it stands; behind «ما, مش» only if it says so itself.
_NEVER = "لن"
# How far behind a verb of lasting «أكثر من» may stand, and a length behind what bounds it.
_REACH = 6
_THAN = frozenset({"من", "عن", "علي"})


def at_most(row: TimeRow, at: int) -> int:
    """How many words a denial that bounds what is going to be has that begins at `at`; 0 without one."""
    words = promising.load()
    if row.words[at] < _ARABIC:
        return words.at(row, "at_most", at)
    denied = words.at(row, "denied", at)
    future = words.at(row, "future", at + denied) if denied else 0
    place = at + denied + future
    if not denied or place >= len(row.words):
        return 0
    stems = words.exceeding | words.lasting
    verb = next(verbs(row.words[place], stems, stems), None)
    if verb is None or not (row.words[at] == _NEVER or future or verb.future != "bare"):
        return 0
    bounded = verb.stem in words.exceeding or any(
        words.at(row, "more_than", each) for each in range(place + 1, min(place + 1 + _REACH, len(row.words)))
    )
    return place + 1 - at if bounded else 0


def is_bounded(row: TimeRow, at: int) -> bool:
    """Whether the length at `at` is one that something will not exceed: «لن يزيد عن يومين»."""
    if not at or row.words[at - 1] not in _THAN:
        return False
    return any(at_most(row, place) for place in range(max(0, at - _REACH - 1), at - 1))
