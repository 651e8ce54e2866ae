"""What the tests of live hearing share: a `Listening` whose owner keeps all that it is told."""

from __future__ import annotations

import itertools
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import capture_standin
import numpy as np
import pytest
import soundfile

from callassist.audio import host_clock
from callassist.calls.heard import HeardEvent, HeardFinal, HeardPartial
from callassist.events import SPEAKERS, Speaker, SpeechStarted, SpeechStopped, Tick
from callassist.live.listening import Listening
from callassist.live.messages import ChildDied, DeviceNotice, HeardNumbered, HeardOf, ModelLoaded, Told
from callassist.speech.guards import bare
from callassist.speech.recognizer import SAMPLE_RATE, Samples

ToldT = TypeVar("ToldT")
PATIENCE_S = 120.0  # for what must come in the end; the machine may be busy


class Owner:
    """Keeps what it is told, in order."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self._change = threading.Condition()

    def __call__(self, told: Told) -> None:
        with self._change:
            self.told.append(told.heard if isinstance(told, HeardOf) else told)
            self._change.notify_all()

    def of(self, kind: type[ToldT]) -> list[ToldT]:
        with self._change:
            return [told for told in self.told if isinstance(told, kind)]

    def wait(self, wanted: Callable[[], bool]) -> None:
        with self._change:
            assert self._change.wait_for(wanted, PATIENCE_S), [type(told).__name__ for told in self.told[-20:]]

    def wait_for(self, kind: type[Told], count: int = 1) -> None:
        self.wait(lambda: sum(isinstance(told, kind) for told in self.told) >= count)

    def wait_until(self, t: float) -> None:
        """Until the call's owner has heard that `t` is reached."""
        self.wait(lambda: bool(self.told) and self.ticked_to() >= t)

    def wait_until_caught_up(self, epoch: float) -> None:
        """Until the recogniser at work hears what is said now, and all that is older than a long utterance is known.

        On a PC that others use as well that may take a while, and the ring holds no more than half a minute.
        """

        def caught_up() -> bool:
            died = max((n for n, told in enumerate(self.told) if isinstance(told, ChildDied)), default=0)
            ticks = events(self.told[died:], Tick)
            now = host_clock.now() - epoch
            return bool(ticks) and ticks[-1].t > now - 2 and (ticks[-1].heard_to or 0.0) > now - 12

        self.wait(caught_up)

    def ticked_to(self) -> float:
        return max((tick.t for tick in events(self.told, Tick)), default=0.0)

    def finals(self) -> list[HeardFinal]:
        return finals_in(self.told)


def finals_in(told: Sequence[object]) -> list[HeardFinal]:
    return [item.final for item in told if isinstance(item, HeardNumbered)]


def events(told: Sequence[object], kind: type[ToldT]) -> list[ToldT]:
    return [item.event for item in told if isinstance(item, HeardEvent) and isinstance(item.event, kind)]


def text_of(final: HeardFinal) -> str:
    return bare(" ".join(word.text for word in final.words))


def text(finals: list[HeardFinal], speaker: Speaker) -> str:
    own = sorted((final for final in finals if final.speaker == speaker), key=lambda final: final.t0)
    return " ".join(text_of(final) for final in own)


def assert_continuous(told: Sequence[object]) -> None:
    """What any owner of a call relies on, whatever happened to the processes."""
    numbers = [item.number for item in told if isinstance(item, HeardNumbered)]
    assert numbers == list(range(1, len(numbers) + 1))
    ticks = events(told, Tick)
    assert [tick.t for tick in ticks] == sorted({tick.t for tick in ticks})
    known = [tick.heard_to for tick in ticks if tick.heard_to is not None]
    assert known == sorted(known)
    assert all(tick.heard_to is None or tick.heard_to <= tick.t for tick in ticks)
    for speaker in SPEAKERS:
        order = [
            item.event
            for item in told
            if isinstance(item, HeardEvent)
            and isinstance(item.event, SpeechStarted | SpeechStopped)
            and item.event.speaker == speaker
        ]
        assert [isinstance(event, SpeechStarted) for event in order] == [n % 2 == 0 for n in range(len(order))]
        assert [event.t for event in order] == sorted(event.t for event in order)
        own = [item.final for item in told if isinstance(item, HeardNumbered) and item.final.speaker == speaker]
        for earlier, later in itertools.pairwise(own):
            assert later.t0 >= earlier.t1 - 0.01, "the same speech twice"
        shown = False
        for item in told:
            if isinstance(item, HeardPartial) and item.speaker == speaker:
                shown = bool(item.words)
            elif isinstance(item, HeardNumbered) and item.final.speaker == speaker:
                shown = False
        assert not shown, "a partial is left standing"


@contextmanager
def listening(
    monkeypatch: pytest.MonkeyPatch, world: Path, watching: Path | None = None
) -> Iterator[tuple[Listening, Owner]]:
    """Listening to the recording `sound.wav` in the folder `world`, once `begin` lets it play."""
    monkeypatch.setenv("STANDIN_WORLD", str(world))
    owner = Owner()
    ears = Listening(owner, watching=watching, capture=capture_standin.main)
    ears.start()
    try:
        yield ears, owner
    finally:
        ears.close()


def begin(ears: Listening, owner: Owner, world: Path, *, measures_voice: bool = False) -> float:
    """Play the recording from now on and listen to it as call `c1`; gives the epoch of both."""
    ears.load("en")
    ears.open_devices()
    owner.wait_for(ModelLoaded)
    owner.wait_for(DeviceNotice)
    epoch = host_clock.now()
    (world / "epoch").write_text(repr(epoch), encoding="ascii")
    ears.begin("c1", epoch, "en", measures_voice=measures_voice)
    return epoch


def recorded(world: Path, agent: Samples, customer: Samples) -> None:
    """Make the recording of a world."""
    length = max(len(agent), len(customer))
    both = np.stack([np.pad(side, (0, length - len(side))) for side in (agent, customer)], axis=1)
    soundfile.write(world / "sound.wav", both, SAMPLE_RATE)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def until(t: float) -> None:
    """Sleep until the host's clock says `t`: the pace of the call itself, not a poll."""
    threading.Event().wait(max(0.0, t - host_clock.now()))


def recogniser_pid(ears: Listening) -> int:
    pid = ears._recognised.child.pid
    assert pid is not None
    return pid


def kill_recogniser(ears: Listening) -> None:
    os.kill(recogniser_pid(ears), signal.SIGKILL)
