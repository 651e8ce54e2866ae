"""A recording heard as if it were a call: each side on its channel, all at once or at the pace of the call."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Mapping

import numpy as np

from callassist.audio.recording import Recording
from callassist.calls.hearing import Heard, HeardEvent, HeardFinal, Hearing
from callassist.calls.session import CallSession
from callassist.errors import UserError
from callassist.events import CallEnded, Partial, Recorded, Speaker
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.recognizer import Samples


def sides(recording: Recording, speaker: Speaker | None) -> dict[Speaker, int]:
    """Who speaks on which channel: left is the agent, right the customer.

    Args:
        speaker: whose voice a single channel has; of two channels, the only side to be heard.

    Raises:
        UserError: the recording has more than two channels.
    """
    if recording.channels == 1:
        return {speaker or "customer": 0}
    if recording.channels != 2:
        raise UserError(
            f"The recording has {recording.channels} channels; a call has two, the agent left and the customer right.",
            "Export it with two channels, or each side alone with --speaker.",
            exit_code=2,
        )
    both: dict[Speaker, int] = {"agent": 0, "customer": 1}
    return both if speaker is None else {speaker: both[speaker]}


def frames(recording: Recording, channels: Mapping[Speaker, int]) -> Iterator[tuple[float, dict[Speaker, Samples]]]:
    """The recording in frames of 32 ms: when each begins, and the sound of each side."""
    for n, block in enumerate(recording.blocks(FRAME_S)):
        whole = block if block.shape[1] == FRAME else np.pad(block, ((0, 0), (0, FRAME - block.shape[1])))
        yield n * FRAME_S, {speaker: whole[channel] for speaker, channel in channels.items()}


def digest(session: CallSession, heard: Heard) -> list[Recorded] | Partial:
    """What something heard comes to in the call: events to be kept, or a partial to be shown once."""
    if isinstance(heard, HeardFinal):
        return session.say(heard.speaker, heard.t0, heard.t1, heard.words, heard.at)
    if isinstance(heard, HeardEvent):
        return session.take(heard.event, heard.at)
    return session.preview(heard.speaker, heard.at, heard.words, heard.stable)


def transcribe(
    recording: Recording, channels: Mapping[Speaker, int], hearing: Hearing, session: CallSession
) -> Iterator[tuple[float, list[Recorded]]]:
    """Write a recording down as fast as it goes: how far it has come, in seconds, and what became known there."""
    yield 0.0, session.start()
    t = 0.0
    for t, sound in frames(recording, channels):
        hearing.feed(t, sound)
        yield t, _kept(session, hearing)
    hearing.close()
    end = t + FRAME_S
    yield end, _kept(session, hearing) + session.take(CallEnded(t=end), end)


def listen(
    recording: Recording, channels: Mapping[Speaker, int], hearing: Hearing, session: CallSession
) -> Iterator[list[Recorded] | Partial]:
    """Play a recording at the pace of the call, and give out what becomes known, when it does.

    The sound is fed by a thread of its own, so a consumer that takes its time loses nothing.

    Raises:
        UserError: the recording breaks off in the middle and can't be read on.
    """
    ended = threading.Event()
    failure: list[BaseException] = []
    length = 0.0

    def feed() -> None:
        nonlocal length
        began = time.monotonic()  # the sound's own clock, as a sound card would be
        try:
            for t, sound in frames(recording, channels):
                time.sleep(max(0.0, began + t + FRAME_S - time.monotonic()))
                hearing.feed(t, sound)
                length = t + FRAME_S
        except BaseException as error:  # noqa: BLE001 - carried over to the consumer, who raises it
            failure.append(error)
        finally:
            hearing.close()
            ended.set()

    yield session.start()
    feeder = threading.Thread(target=feed, name="recording", daemon=True)
    feeder.start()
    while not ended.is_set() or not hearing.heard.empty():
        try:
            heard = hearing.heard.get(timeout=FRAME_S)
        except queue.Empty:
            continue
        yield digest(session, heard)
    feeder.join()
    if failure:
        raise failure[0]
    yield session.take(CallEnded(t=length, reason="hangup"), length)


def _kept(session: CallSession, hearing: Hearing) -> list[Recorded]:
    """Everything that has been heard by now, partials left out."""
    kept: list[Recorded] = []
    while not hearing.heard.empty():
        result = digest(session, hearing.heard.get())
        if not isinstance(result, Partial):
            kept += result
    return kept
