"""A hearing that hears what a test tells it: a fake, for tests of what is done with what was heard."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from callassist.audio import host_clock
from callassist.calls.heard import HeardEvent, HeardFinal, Timing
from callassist.calls.updates import Levels
from callassist.events import Language, Speaker, SpeechStarted, SpeechStopped, Tick
from callassist.live.messages import DeviceChoice, Drained, HeardNumbered, HeardOf, ModelLoaded, ModelMissing
from callassist.live.messages import Told as FromEars
from callassist.speech.recognizer import Word


@dataclass
class FakeEars:
    """Does what it is asked at once.

    Attributes:
        asked: what was asked of it, in order. has_model: whether there is something to hear with. owes: the last
            words of a stretch come only when `drain` is called.
    """

    tell: Callable[[FromEars], None]
    has_model: bool = True
    owes: bool = False
    asked: list[tuple[str, object]] = field(default_factory=list)
    heard: str | None = None
    epoch: float = 0.0
    vocabulary: tuple[str, ...] = ()
    measures_voice: bool = False
    _owed: list[Drained] = field(default_factory=list)
    _number: int = 0

    def start(self) -> None:
        self.asked.append(("start", None))

    def load(self, language: Language, model: str | None = None) -> None:
        self.asked.append(("load", language))
        if self.has_model:
            self.tell(ModelLoaded(language, "a-model", is_draft=language == "ar"))
        else:
            self.tell(ModelMissing("No model is installed.", "Install one."))

    def choose(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        self.asked.append(("choose", (agent.name, customer.name)))

    def look_for_devices(self) -> None:
        self.asked.append(("look", None))

    def open_devices(self) -> None:
        self.asked.append(("open", None))

    def close_devices(self) -> None:
        self.asked.append(("close", None))

    def measure(self, on: bool) -> None:
        self.asked.append(("measure", on))

    def begin(
        self,
        call: str,
        epoch: float,
        language: Language,
        model: str | None = None,
        vocabulary: tuple[str, ...] = (),
        *,
        since: float = 0.0,
        measures_voice: bool = False,
    ) -> None:
        assert self.heard is None, "two calls can't be heard at once"
        self.heard, self.epoch, self.vocabulary, self.measures_voice = call, epoch, vocabulary, measures_voice
        self.asked.append(("begin", (call, language, round(since, 3))))

    def pause(self, t: float) -> None:
        assert self.heard is not None
        self.asked.append(("pause", round(t, 3)))

    def resume(self, t: float) -> None:
        assert self.heard is not None
        self.asked.append(("resume", round(t, 3)))

    def end(self, t: float) -> None:
        assert self.heard is not None
        self.asked.append(("end", (self.heard, round(t, 3))))
        self._owed.append(Drained(self.heard, t))
        self.heard = None
        if not self.owes:
            self.drain()

    def drain(self) -> None:
        """Say that a stretch is told to its end."""
        self.tell(self._owed.pop(0))

    def levels(self) -> tuple[float, float]:
        return (-30.0, -20.0)

    def close(self) -> None:
        self.asked.append(("end of all", None))

    # ── For tests ─────────────────────────────────────────────────────────────────────────────────────────

    def say(self, call: str, text: str, t0: float, t1: float, speaker: Speaker = "customer") -> None:
        """Somebody says something on a call."""
        self._number += 1
        words = tuple(Word(word, confidence=0.9) for word in text.split())
        final = HeardFinal(speaker, t0, t1, t1 + 0.6, words, Timing(0.6, 0.0, 0.1))
        for heard in (
            HeardEvent(SpeechStarted(t=t0, speaker=speaker), t0),
            HeardEvent(SpeechStopped(t=t1, speaker=speaker), t1),
            HeardNumbered(self._number, final),
            HeardEvent(Tick(t=t1 + 20, heard_to=t1 + 20), t1 + 20),
        ):
            self.tell(HeardOf(call, heard))


class Told:
    """Collects updates from the engine's thread, and waits for one."""

    def __init__(self) -> None:
        self.all: list[object] = []
        self._change = threading.Condition()

    def __call__(self, update: object) -> None:
        with self._change:
            self.all.append(update)
            self._change.notify_all()

    def until(self, wanted: Callable[[list[object]], bool], seconds: float = 20.0) -> None:
        """Wait until what was told satisfies `wanted`; it failing is the failure of the test."""
        with self._change:
            came = self._change.wait_for(lambda: wanted(self.all), timeout=seconds)
            others = [update for update in self.all if not isinstance(update, Levels)]
            assert came, f"it was not told within {seconds} s; told was {others[-20:]}"

    def of(self, kind: type) -> list[object]:
        with self._change:
            return [update for update in self.all if isinstance(update, kind)]


def now() -> float:
    return host_clock.now()
