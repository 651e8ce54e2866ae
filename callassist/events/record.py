"""An event in its place in a call."""

from __future__ import annotations

from dataclasses import dataclass
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
