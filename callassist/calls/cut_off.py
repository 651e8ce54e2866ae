"""How a call is closed that an earlier run left without an end, though some of what it has may be damaged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from callassist.events import CallEnded, Event, Recorded
from callassist.store.calls import StoredCall, StoredLines

Owed = Callable[[Sequence[Mapping[str, Any]]], Iterable[Event]]
"""Given a stored call's lines, its end among them: what follows from the end and is not among them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a call gets.

    Attributes:
        rest: its end, and what is owed to it. damaged: how much of it could not be read.
    """

    call: StoredCall
    rest: tuple[Recorded, ...]
    damaged: int = 0


def closing(found: StoredCall, stored: StoredLines, owed: Owed) -> Closing:
    """The end of a call that was cut off, when its last event became known, and what is owed to it.

    What is damaged is said in the log and left as it is; all else counts.
    """
    damaged = len(stored.damaged)
    for what in stored.damaged:
        _log.error("call %s: %s is damaged and left as it is", found.key, what)
    at = stored.last_at
    end = Recorded(found.id, stored.last_seq + 1, at, CallEnded(t=at, reason="cut"))
    late: list[Event] = []
    try:
        late.extend(owed([*stored.lines, end.line()]))
    except (AttributeError, KeyError, TypeError, ValueError):
        # An event of which a key is missing, or says what it never says.
        _log.exception("call %s: what it is still owed can't be told from what it has", found.key)
        damaged += 1
    more = (Recorded(found.id, place, at, event) for place, event in enumerate(late, start=end.seq + 1))
    return Closing(found, (end, *more), damaged)
