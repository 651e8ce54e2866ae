"""One call as a stream of events: what comes in gets its place, observers add what they see, all in a fixed order.

Nothing here reads a clock or does I/O: `at` comes with each input, so a replay gives the same record at any speed. In a
live call `at` of a final is when it was known, and that depends on how long decoding took.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from callassist.calls.echoed import Echoes
from callassist.events import (
    CallEnded,
    CallStarted,
    CommitmentSettled,
    Event,
    Lookup,
    LookupResult,
    Note,
    Partial,
    Recorded,
    Speaker,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Voice,
)
from callassist.speech.recognizer import Word
from callassist.text.treatment import Treatment

TICK_S = 0.1
"""How often a call is told that time passes, in seconds."""


Ask = Callable[[Lookup], Iterable[LookupResult]]
"""Takes a question to whoever can answer it. What it returns are answers that need no time, as in a replay; one that
comes later is taken like any other event."""


def nobody(lookup: Lookup) -> Iterable[LookupResult]:
    """Who is asked where there is no knowledge base."""
    return ()


class Observer(Protocol):
    """Something that watches a call and adds events to it. It keeps its own state and does no I/O.

    It sees everything that happens, partials and ticks among it. In a live call words come about a second after they
    were said, and where nothing but finals is made (`transcribe`) there are no partials.
    """

    def observe(self, event: Event) -> Iterable[Event]:
        """What `event` means to this observer; its events are queued behind those that already wait."""


class Reader(Protocol):
    """Something that reads a call's record, each event in its place, and may add to it."""

    def take(self, recorded: Recorded) -> Iterable[Event]:
        """What follows from it, behind what the observers say to the same event."""


class CallSession:
    """One live or replayed call.

    Attributes:
        started: the call's beginning, which is recorded first.

    Args:
        treatment: what every word goes through before it becomes an event.
        observers: asked in this order about every event.
        ask: where observers' questions go; nowhere, by default.
        readers: shown what is recorded, in this order.
    """

    def __init__(
        self,
        started: CallStarted,
        treatment: Treatment,
        observers: Sequence[Observer] = (),
        ask: Ask = nobody,
        readers: Sequence[Reader] = (),
    ) -> None:
        self.started = started
        self._treatment = treatment
        self._observers = tuple(observers)
        self._ask = ask
        self._readers = tuple(readers)
        self._seq = 0
        self._at = 0.0
        self._noticed: list[Event] = []
        self._echoes = Echoes()

    def go_on(self, seq: int, at: float) -> None:
        """It is over and has a record, whose last event is this one: what is taken now follows it, and its words are
        treated as those that come after a call."""
        self._treatment.close()
        self._seq, self._at = seq + 1, at

    def start(self) -> list[Recorded]:
        """Record the beginning."""
        return self._record([self.started], 0.0)

    def say(
        self,
        speaker: Speaker,
        t0: float,
        t1: float,
        words: Sequence[Word],
        at: float,
        voice: Voice | None = None,
    ) -> list[Recorded]:
        """A final utterance, untreated. What comes back is treated and may be stored, then shown.

        An echo of the other side is no sure word of anybody's, and so looks unsure and counts for nothing.

        Args:
            voice: the customer's, where it was measured; for observers, and never written.

        Raises:
            ValueError: it is the agent's voice, which is never looked at.
        """
        if voice is not None and speaker != "customer":
            raise ValueError("the agent's voice is never looked at")
        if self._echoes.is_one(speaker, t0, t1, " ".join(word.text for word in words)):
            words = [replace(word, confidence=0.0) for word in words]
        return self._record(self._treatment.final(self._seq, speaker, t0, t1, words, voice), at)

    def preview(self, speaker: Speaker, t: float, words: Sequence[Word], stable: int) -> Partial:
        """What may be shown of an utterance under way; it is not recorded.

        What observers add to it takes its place behind the next event, which is a tick at the latest.
        """
        partial = self._treatment.partial(speaker, t, words, stable)
        for observer in self._observers:
            self._noticed += observer.observe(partial)
        return partial

    def take(self, event: Event, at: float) -> list[Recorded]:
        """Any other event. The end of the call first settles what was still open."""
        if isinstance(event, SpeechStarted | SpeechStopped):
            self._treatment.speaking(event.speaker, event.t, active=isinstance(event, SpeechStarted))
        if isinstance(event, Tick):
            known_to = event.t if event.heard_to is None else event.heard_to
            return self._record([*self._treatment.settle(known_to), event], at)
        if isinstance(event, Note):
            return self._record(self._treatment.note(self._seq, event), at)
        if isinstance(event, CommitmentSettled):
            return self._record([self._treatment.settled(event)], at)
        if isinstance(event, CallEnded):
            return self._record([*self._treatment.close(), event], at)
        return self._record([event], at)

    def _record(self, events: Iterable[Event], at: float) -> list[Recorded]:
        self._at = max(self._at, at)
        waiting = deque([*events, *self._noticed])
        self._noticed = []
        recorded: list[Recorded] = []
        while waiting:
            event = waiting.popleft()
            placed = Recorded(self.started.id, self._seq, self._at, event) if event.recorded else None
            for observer in self._observers:
                waiting.extend(observer.observe(event))
            if placed is not None:
                recorded.append(placed)
                self._seq += 1
                for reader in self._readers:
                    waiting.extend(reader.take(placed))
            if isinstance(event, Lookup):
                waiting.extend(self._ask(event))
        return recorded
