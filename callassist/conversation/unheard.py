"""Where the agent may have said what nobody could hear: no courtesy counts as missing that may have been said there."""

from __future__ import annotations

from collections.abc import Iterator

from callassist.conversation.courtesy_policy import HeardPolicy
from callassist.events import (
    CallEnded,
    CallStarted,
    Event,
    HearingNotice,
    KeyPressed,
    SpeechStarted,
    SpeechStopped,
    Utterance,
)
from callassist.text.cues import heard

# Edges of a final lie within this of those of the voice activity, by the contract of the call file.
_EDGE_S = 0.25
_FOREVER = float("inf")

Stretch = tuple[float, float]


class Unheard:
    """The stretches of one call in which the agent could not be heard, or not surely.

    They are: speech without words, words that the recogniser was unsure of, what hearing itself admits, pauses and
    refusals of listening, and the beginning of a call in which listening may have begun late.

    Args:
        policy: what counts as heard.
    """

    def __init__(self, policy: HeardPolicy) -> None:
        self._policy = policy
        self._begin()

    def _begin(self) -> None:
        self._first: float | None = None  # when anybody was heard first
        self._began = 0.0  # the agent's speech that goes on
        self._voices = 0
        self._spoken: list[Stretch] = []
        self._worded: list[Stretch] = []
        self._doubted: list[tuple[float, float, int]] = []
        self._gaps: list[Stretch] = []
        self._closed: float | None = None  # since when nobody listens to the agent
        self._refused = False

    def take(self, event: Event) -> None:
        """What happened next."""
        match event:
            case CallStarted():
                self._begin()
            case SpeechStarted() | SpeechStopped() | Utterance():
                self._listen(event)
            case KeyPressed(action="pause" | "refused"):
                self._refused |= event.action == "refused"
                self._close(event.t)
            case KeyPressed(action="resume") if not self._refused:
                self._open(event.t)
            case HearingNotice(speaker="agent" | None):
                self._admit(event)
            case CallEnded():
                if event.reason == "cut":  # nobody knows what came after what was kept
                    self._close(event.t)
                self._voices = min(self._voices, 1)
                self._stop(event.t)
                self._open(_FOREVER)

    @property
    def speaking(self) -> bool:
        """Whether the agent speaks just now."""
        return self._voices > 0

    def is_sure(self, said: Utterance) -> bool:
        """Whether an utterance was heard well enough to tell anything."""
        return said.confidence is None or said.confidence >= self._policy.least_confidence

    def within(self, since: float, until: float, words: int) -> bool:
        """Whether the agent may have said something of so many words between two moments that nobody could hear."""
        return any(start <= until and end >= since for start, end in self._stretches(words))

    def _listen(self, event: SpeechStarted | SpeechStopped | Utterance) -> None:
        if self._first is None or event.t < self._first:
            self._first = event.t
        if event.speaker != "agent":
            return
        if isinstance(event, SpeechStarted):
            # Stretches of a call file may overlap; together they are one.
            self._began = event.t if not self._voices else self._began
            self._voices += 1
        elif isinstance(event, SpeechStopped):
            self._stop(event.t)
        elif event.revises is None:
            self._worded.append((event.t0 - _EDGE_S, event.t1 + _EDGE_S))
            if longest := self._doubted_words(event):
                self._doubted.append((event.t0, event.t1, longest))

    def _doubted_words(self, said: Utterance) -> int:
        """How many words in a row were doubted, at most."""
        words = heard(said.text, said.unsure).words
        if not self.is_sure(said):
            return max(len(words), 1)
        longest = row = 0
        for word in words:
            row = row + 1 if word.doubted else 0
            longest = max(longest, row)
        return longest

    def _stop(self, t: float) -> None:
        if self._voices == 1:
            self._spoken.append((self._began, max(t, self._began)))
        self._voices = max(0, self._voices - 1)

    def _admit(self, notice: HearingNotice) -> None:
        match notice.state:
            case "not_heard":
                self._gaps.append((notice.t, notice.t))
            case "no_sound":
                self._gaps.append((notice.t, notice.t + (notice.lag or 0.0)))
            case "lost":
                self._close(notice.t)
            case "back" if not self._refused:
                self._open(notice.t)

    def _close(self, t: float) -> None:
        if self._closed is None:
            self._closed = t

    def _open(self, t: float) -> None:
        if self._closed is not None:
            self._gaps.append((self._closed, max(t, self._closed)))
            self._closed = None

    def _stretches(self, words: int) -> Iterator[Stretch]:
        if self._first is not None and self._first > self._policy.late:
            yield 0.0, self._first
        yield from self._gaps
        if self._closed is not None:
            yield self._closed, _FOREVER
        if self._voices:
            yield self._began, _FOREVER
        yield from ((start, end) for start, end, doubted in self._doubted if doubted >= words)
        worded = sorted(self._worded)
        for start, end in self._spoken:
            for piece in _without(start, end, worded):
                if piece[1] - piece[0] >= self._policy.could_hold:
                    yield piece


def _without(start: float, end: float, taken: list[Stretch]) -> Iterator[Stretch]:
    """What is left of a stretch without others, which stand in order."""
    for first, last in taken:
        if last <= start:
            continue
        if first >= end:
            break
        if first > start:
            yield start, first
        start = last
    if start < end:
        yield start, end
