"""A recording played at the pace of the call, and when everything that came of it was begun, decided, decoded, shown.

All moments are readings of `time.perf_counter` put on the call clock: seconds since the first sample was spoken.
"""

from __future__ import annotations

import os
import queue
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from callassist.audio.recording import Recording
from callassist.calls import assembly, playback
from callassist.calls.heard import Heard, HeardFinal
from callassist.calls.hearing import Hearing
from callassist.calls.journal import Journal
from callassist.calls.keeping import Keeper
from callassist.events import HearingNotice, Language, Partial, Speaker, Utterance
from callassist.speech import policy
from callassist.speech.activity import FRAME_S
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import Decoding, Hypothesis, Recognizer, Samples, Word


@dataclass(frozen=True, slots=True)
class Decoded:
    """One run of the engine on a finished utterance."""

    words: tuple[Word, ...]
    audio: Samples
    begun: float
    ended: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A final utterance, from the end of its speech until it was on the disk and could be shown.

    Attributes:
        final: as the hearing gave it. audio: what the engine was given of it. wait: until its end was decided.
            queue: from then until a worker took it; nothing where it had been begun early. decoding: the engine's time
            after the decision. own: all the rest: treatment, order, journal. The four add up to `latency`. engine: the
            engine's whole time, early beginnings included. first: from the start of speech to the first partial text;
            None where the final was the first text.
    """

    final: HeardFinal
    audio: Samples
    wait: float
    queue: float
    decoding: float
    own: float
    engine: float
    first: float | None

    @property
    def latency(self) -> float:
        """From the end of speech until it could be shown."""
        return self.wait + self.queue + self.decoding + self.own


@dataclass(frozen=True, slots=True)
class Played:
    """What came of one call. `behind` counts how often the hearing said that it fell behind."""

    shown: tuple[Shown, ...]
    partials: int
    behind: int


class Clocked:
    """A recogniser that notes when its finals are decoded; apart from that, the one it holds."""

    def __init__(self, recognizer: Recognizer) -> None:
        self.model_id = recognizer.model_id
        self.engine = recognizer.engine
        self.language: Language = recognizer.language
        self.incremental = recognizer.incremental
        self.finals: list[Decoded] = []
        self._recognizer = recognizer

    def decoding(self, vocabulary: Sequence[str] = ()) -> Decoding:
        return _ClockedDecoding(self, self._recognizer.decoding(vocabulary))

    def close(self) -> None:
        self._recognizer.close()


class _ClockedDecoding:
    def __init__(self, owner: Clocked, decoding: Decoding) -> None:
        self._owner = owner
        self._decoding = decoding

    def partial(self, audio: Samples) -> Hypothesis:
        return self._decoding.partial(audio)

    def final(self, audio: Samples) -> Hypothesis:
        begun = time.perf_counter()
        hypothesis = self._decoding.final(audio)
        self._owner.finals.append(Decoded(hypothesis.words, audio, begun, time.perf_counter()))
        return hypothesis

    def discard(self) -> None:
        self._decoding.discard()


class _ClockedHearing(Hearing):
    """A hearing that notes when the call began by the clock on the wall, and keeps the finals it hands out."""

    def __init__(
        self, recognizers: Mapping[Speaker, Recognizer], thresholds: HearingPolicy, words: Sequence[str]
    ) -> None:
        super().__init__(recognizers, thresholds, vocabulary=words, live=True, tell=self._note)
        self.began = float("inf")
        self.finals: queue.SimpleQueue[HeardFinal] = queue.SimpleQueue()

    def feed(self, t: float, frames: Mapping[Speaker, Samples], *, late: bool = False) -> None:
        # The earliest of all, since a thread can only wake up late.
        self.began = min(self.began, time.perf_counter() - t - FRAME_S)
        super().feed(t, frames, late=late)

    def _note(self, heard: Heard) -> None:
        if isinstance(heard, HeardFinal):
            self.finals.put(heard)
        self.heard.put(heard)


def play(call: Path, engine: assembly.Engine) -> Played:
    """Hear a recording live, treat it and put it on the disk as the product does."""
    recording = Recording.open(call)
    channels = playback.sides(recording, None)
    recognizer = Clocked(engine.recognizer)
    hearing = _ClockedHearing(dict.fromkeys(channels, recognizer), policy.load(), engine.vocabulary)
    session = assembly.session_for(assembly.starting_now("benchmark", "en"), language="en")
    partials: list[tuple[Speaker, float]] = []
    shown: list[tuple[HeardFinal, float]] = []
    behind = 0
    with _journal() as journal:
        keeper = Keeper(session.started, journal)
        for result in playback.listen(recording, channels, hearing, session):
            if isinstance(result, Partial):
                if result.text:
                    partials.append((result.speaker, time.perf_counter()))
                continue
            kept = keeper.keep(result)
            now = time.perf_counter()
            for recorded in kept:
                behind += isinstance(recorded.event, HearingNotice) and recorded.event.state == "behind"
                if isinstance(recorded.event, Utterance) and recorded.event.revises is None:
                    shown.append((hearing.finals.get(timeout=1.0), now))
    # The guards may drop words, and hand on the rest as they are.
    decoded = {id(word): run for run in recognizer.finals for word in run.words}
    return Played(
        tuple(parted(final, now, decoded[id(final.words[0])], partials, hearing.began) for final, now in shown),
        len(partials),
        behind,
    )


def parted(
    final: HeardFinal, now: float, run: Decoded, partials: Sequence[tuple[Speaker, float]], began: float
) -> Shown:
    """Where the time between the end of speech and `now` went."""
    decided = began + final.at
    queued = max(0.0, run.begun - decided)
    decoding = max(0.0, run.ended - max(run.begun, decided))
    onset = began + final.t0
    first = next((at - onset for speaker, at in partials if speaker == final.speaker and onset < at < now), None)
    return Shown(
        final=final,
        audio=run.audio,
        wait=final.at - final.t1,
        queue=queued,
        decoding=decoding,
        own=now - decided - queued - decoding,
        engine=run.ended - run.begun,
        first=first,
    )


@contextmanager
def _journal() -> Iterator[Journal]:
    """A journal of its own, whose key goes into a file beside it and never into somebody's keyring."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    from callassist.store.database import open_for_writing

    with tempfile.TemporaryDirectory() as folder, open_for_writing(Path(folder) / "journal.db") as database:
        yield Journal(database)


def two_cores() -> str:
    """Keep this process to two cores where the system allows it; says what it runs on."""
    if not hasattr(os, "sched_setaffinity"):
        return f"{os.cpu_count()} cores (this system can't be kept to two)"
    mine = sorted(os.sched_getaffinity(0))[:2]
    for thread in threading.enumerate():
        if thread.native_id is not None:
            os.sched_setaffinity(thread.native_id, mine)
    return f"{len(mine)} cores"
