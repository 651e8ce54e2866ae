"""The agent's own interruptions, shown once they have stood for a moment.

Voice activity tells of one before any of its words are known, and much of what looks like one then is a backchannel,
which its words withdraw. A moment later the shortest have proved to be none; and who has fallen silent by then talks
over nobody any more, so there is time to wait for the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from callassist.events import Interruption, InterruptionWithdrawn, Recorded, SpeechStarted, SpeechStopped, Utterance


class TalkingOver:
    """Those of one call.

    Attributes:
        count: how many stand and may be shown.

    Args:
        after: seconds for which one must have stood.
    """

    def __init__(self, after: float) -> None:
        self.count = 0
        self._after = after
        self._settling: dict[float, Recorded] = {}  # by their onset
        self._settled: set[float] = set()
        self._is_silent = False
        self._read_to = 0.0

    def take(self, recorded: Recorded) -> None:
        """Something happened in the call."""
        match recorded.event:
            case Interruption(by="agent", t=onset):
                self._settling[onset] = recorded
            case InterruptionWithdrawn(by="agent", t=onset):
                self._settling.pop(onset, None)
                if onset in self._settled:
                    self._settled.remove(onset)
                    self.count -= 1
            case SpeechStarted(speaker="agent"):
                self._is_silent = False
            case SpeechStopped(speaker="agent"):
                self._is_silent = True
            case Utterance(speaker="agent", t1=t1):
                self._read_to = max(self._read_to, t1)

    def end(self) -> None:
        """The call is over: nothing will be withdrawn any more."""
        for onset in list(self._settling):
            self._settle(onset)

    @property
    def settles_at(self) -> float | None:
        """When the next one may be shown, seconds on the call clock, if nothing else happens; None where none will."""
        ready = [told.at + self._after for onset, told in self._settling.items() if not self._is_open(onset)]
        return min(ready, default=None)

    def settle(self, t: float) -> Iterator[Recorded]:
        """Those that may be shown from `t` on, and were not yet; each as if it had become known when it had stood."""
        for onset, told in sorted(self._settling.items()):
            since = told.at + self._after
            if t >= since and not self._is_open(onset):
                self._settle(onset)
                yield replace(told, at=since)

    def _is_open(self, onset: float) -> bool:
        """Whether the agent has fallen silent and the words are still to come."""
        return self._is_silent and self._read_to <= onset

    def _settle(self, onset: float) -> None:
        del self._settling[onset]
        self._settled.add(onset)
        self.count += 1
