"""Dead air: nobody speaks, though the line is open and both could."""

from __future__ import annotations

from collections.abc import Iterator

from callassist.conversation.turns import SAME_S
from callassist.conversation.turns_policy import SilencePolicy
from callassist.events import (
    CallEnded,
    Event,
    HearingNotice,
    KeyPressed,
    Silence,
    Speaker,
    SpeechStarted,
    SpeechStopped,
)

_ENDED_BY = {"hold": "resume", "pause": "resume", "mute": "unmute", "refused": None}


class DeadAir:
    """Tells silences of one call once they are over, from its first word to its end.

    While the call is held, muted, paused or refused, nobody is heard, and while a device is gone nobody knows: what was
    silent before ends there, and what is silent afterwards begins anew.
    """

    def __init__(self, policy: SilencePolicy) -> None:
        self._least = policy.least
        self._speaking: set[Speaker] = set()
        self._unheard: list[str] = []
        self._since: float | None = None  # when everybody fell silent; None while somebody speaks or nobody is heard
        self._not_before = 0.0
        self._has_begun = False

    def take(self, event: Event) -> Iterator[Silence]:
        """The silence that `event` ends, if any."""
        match event:
            case SpeechStarted():
                self._speaking.add(event.speaker)
                self._has_begun = True
                yield from self._end(event.t)
            case SpeechStopped() if event.speaker in self._speaking:
                self._speaking.remove(event.speaker)
                self._begin(event.t)
            case KeyPressed(action=action) if action in _ENDED_BY:
                if action not in self._unheard:
                    self._unheard.append(action)
                yield from self._end(event.t)
            case KeyPressed(action=action):
                ended = next((each for each in self._unheard if _ENDED_BY.get(each) == action), None)
                if ended is not None:
                    self._hear_again(ended, event.t)
            case HearingNotice(state="lost"):
                if f"lost {event.speaker}" not in self._unheard:
                    self._unheard.append(f"lost {event.speaker}")
                yield from self._end(event.t)
            case HearingNotice(state="back") if f"lost {event.speaker}" in self._unheard:
                self._hear_again(f"lost {event.speaker}", event.t)
            case HearingNotice(state="no_sound"):
                until, was_silent = event.t + (event.lag or 0.0), self._since is not None
                yield from self._end(event.t)
                if was_silent:
                    self._begin(until)
            case CallEnded():
                yield from self._end(event.t)

    def _hear_again(self, ended: str, t: float) -> None:
        self._unheard.remove(ended)
        self._begin(t)

    def _begin(self, t: float) -> None:
        self._not_before = max(self._not_before, t)  # edges of the two sides become known in any order
        if self._has_begun and not self._speaking and not self._unheard:
            self._since = self._not_before

    def _end(self, t: float) -> Iterator[Silence]:
        since, self._since = self._since, None
        if since is not None and t - since >= self._least - SAME_S:
            yield Silence(t=since, t0=since, t1=t)
