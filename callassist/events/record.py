"""An event in its place in a call, and how it is read back from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from callassist.events.base import Event
from callassist.events.calling import CallStarted


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in its place in a call.

    Attributes:
        call: the call's id. seq: its place, from 0 up. at: when it became known, seconds on the call clock;
            never less than that of the one before.
    """

    call: str
    seq: int
    at: float
    event: Event

    def line(self) -> dict[str, Any]:
        """The contract's output line: `type`, `call`, `seq`, `t`, `at`, then the event's own keys."""
        own = self.event.payload()
        if isinstance(self.event, CallStarted):
            del own["id"]  # it stands as `call` already
        head = {
            "type": self.event.type,
            "call": self.call,
            "seq": self.seq,
            "t": _ms(self.event.t),
            "at": _ms(self.at),
        }
        return head | {key: _ms(value) if isinstance(value, float) else value for key, value in own.items()}


def _ms(seconds: float) -> float:
    return round(seconds, 3)


def read_event(kind: type[Event], line: Mapping[str, Any]) -> Event:
    """An event from its line; lists come as tuples, and what they hold as it was written.

    Raises:
        TypeError: a key is missing that the event must have.
    """
    own = {field.name: _as_told(line[field.name]) for field in fields(kind) if field.name in line}
    if kind is CallStarted:
        own["id"] = line["call"]
    return kind(**own)


def _as_told(value: Any) -> Any:
    return tuple(_as_told(item) for item in value) if isinstance(value, list) else value
