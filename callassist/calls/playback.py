"""A recording heard as if it were a call: each side on its channel, all at once or at the pace of the call."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Mapping

from callassist.audio.recording import Recording
from callassist.calls.heard import Heard, HeardEvent, HeardFinal
from callassist.calls.hearing import Hearing
from callassist.calls.session import CallSession
from callassist.errors import UserError
from callassist.events import CallEnded, Partial, Recorded, Speaker
from callassist.speech.activity import FRAME_S
from callassist.speech.recognizer import Samples


def sides(recording: Recording, speaker: Speaker | None) -> dict[Speaker, int]:
    """Who speaks on which channel: left is the agent, right the customer.

    Args:
        speaker: whose voice a single channel has; of two channels, the only side to be heard.
    """
    if recording.channels == 1:
        return {speaker or "customer": 0}
    both: dict[Speaker, int] = {"agent": 0, "customer": 1}
    return both if speaker is None else {speaker: both[speaker]}


def frames(recording: Recording, channels: Mapping[Speaker, int]) -> Iterator[tuple[float, dict[Speaker, Samples]]]:
    """The recording in frames of 32 ms: when each begins, and the sound of each side."""
    for n, block in enumerate(recording.blocks(FRAME_S)):
        yield n * FRAME_S, {speaker: block[channel] for speaker, channel in channels.items()}


def digest(session: CallSession, heard: Heard) -> list[Recorded] | Partial:
    """What something heard comes to in the call: events to be kept, or a partial to be shown once."""
    if isinstance(heard, HeardFinal):
        return session.say(heard.speaker, heard.t0, heard.t1, heard.words, heard.at, heard.voice)
    if isinstance(heard, HeardEvent):
        return session.take(heard.event, heard.at)
    return session.preview(heard.speaker, heard.at, heard.words, heard.stable)


def transcribe(
    recording: Recording, channels: Mapping[Speaker, int], hearing: Hearing, session: CallSession
) -> Iterator[tuple[float, list[Recorded]]]:
    """Write a recording down as fast as it goes: how far it has come, in seconds, and what became known there."""
    yield 0.0, session.start()
    end = 0.0
    breakage: UserError | None = None
    try:
        try:
            for t, sound in frames(recording, channels):
                hearing.feed(t, sound)
                end = t + FRAME_S
                yield end, _kept(session, hearing)
        except UserError as error:  # what was heard until there is worth having
            breakage = error
        hearing.close()
    finally:
        hearing.abandon()
    yield end, _kept(session, hearing) + session.take(CallEnded(t=end), end)
    if breakage is not None:
        raise breakage


def listen(
    recording: Recording,
    channels: Mapping[Speaker, int],
    hearing: Hearing,
    session: CallSession,
    hung_up: threading.Event | None = None,
) -> Iterator[list[Recorded] | Partial]:
    """Play a recording at the pace of the call, and give out what becomes known, when it does.

    The sound is fed by a thread of its own, so a consumer that takes its time loses nothing.

    Args:
        hung_up: set it to end the call early; what has been said until then is still heard to its end.

    Raises:
        UserError: the recording breaks off in the middle and can't be read on.
    """
    feeder = _Feeder(recording, channels, hearing, hung_up or threading.Event())
    yield session.start()
    feeder.start()
    try:
        while feeder.is_alive() or not hearing.heard.empty():
            try:
                heard = hearing.heard.get(timeout=FRAME_S)
            except queue.Empty:
                continue
            yield digest(session, heard)
    finally:
        feeder.hung_up.set()
        feeder.join()
    yield session.take(CallEnded(t=feeder.length, reason="hangup"), feeder.length)
    if feeder.failure is not None:
        raise feeder.failure


class _Feeder(threading.Thread):
    """Feeds a recording at the pace of the call.

    Attributes:
        hung_up: set it to end the call early. length: seconds fed. failure: what broke the feeding off.
    """

    def __init__(
        self, recording: Recording, channels: Mapping[Speaker, int], hearing: Hearing, hung_up: threading.Event
    ) -> None:
        super().__init__(name="recording")
        self.hung_up = hung_up
        self.length = 0.0
        self.failure: BaseException | None = None
        self._recording, self._channels, self._hearing = recording, channels, hearing

    def run(self) -> None:
        """The sound of the call, as a sound card would bring it: paced by this PC's monotonic clock."""
        began = time.monotonic()
        try:
            for t, sound in frames(self._recording, self._channels):
                if self.hung_up.wait(max(0.0, began + t + FRAME_S - time.monotonic())):
                    break
                self._hearing.feed(t, sound)
                self.length = t + FRAME_S
        except BaseException as error:  # noqa: BLE001 - carried over to the consumer, who raises it
            self.failure = error
        self._hearing.close()


def _kept(session: CallSession, hearing: Hearing) -> list[Recorded]:
    """Everything that has been heard by now, partials left out."""
    kept: list[Recorded] = []
    while not hearing.heard.empty():
        result = digest(session, hearing.heard.get())
        if not isinstance(result, Partial):
            kept += result
    return kept
