"""A real telephone call, end to end: two softphones on SIP, a sound server, the recogniser, the journal.

What is real: baresip at both ends, PulseAudio with sinks for a headset and a microphone, both children of the hearing,
Whisper, SQLCipher. The people are the voices of the sample call: the customer's is what the caller's softphone sends,
the agent's is played to the microphone when the call is answered.
"""

from __future__ import annotations

import json
import re
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from callassist import paths
from callassist.calls.switchboard import Switchboard
from callassist.calls.updates import CallsChanged, ListeningChanged, Said
from callassist.events import SPEAKERS, CallEnded, Utterance
from callassist.live.listening import Listening
from callassist.settings import HearingSettings, PhoneSettings, Settings, SettingsFile
from callassist.softphone.baresip import BaresipLink
from callassist.speech.evaluation.scoring import normalised, word_errors
from callassist.speech.recognizer import Samples
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading
from tests.baresip import Baresip
from tests.fake_ears import Told
from tests.pulse_server import MOUTH, RATE, SOFTPHONE, PipeWireServer, PulseServer, private_server

CALLS = paths.shipped("resources", "calls")
PAID, OPENED = (39.0, 67.0), (0.0, 36.0)
"""Seconds of the sample call, each begun by the agent: a card number and its code with a word put in between, and an
interruption with another."""

pytestmark = [pytest.mark.alone, pytest.mark.model, pytest.mark.slow]


def sample_call(t0: float, t1: float) -> tuple[Samples, Samples, list[dict[str, object]]]:
    """The agent's and the customer's sound at 8 kHz between these, and the script's lines that lie in it whole."""
    sound, rate = soundfile.read(CALLS / "sample-en.wav", dtype="float32")
    assert rate == 8000
    text = (CALLS / "sample-en.transcript.jsonl").read_text(encoding="utf-8")
    said = [line for line in map(json.loads, text.splitlines()) if line["type"] == "utterance"]
    whole = [line for line in said if t0 <= line["t0"] and line["t1"] <= t1]
    cut = sound[round(t0 * rate) : round((max(line["t1"] for line in whole) + 0.5) * rate)]
    return cut[:, 0], cut[:, 1], [line | {"t0": line["t0"] - t0, "t1": line["t1"] - t0} for line in whole]


@pytest.fixture(params=[(PulseServer, PAID), (PipeWireServer, OPENED)], ids=["pulseaudio", "pipewire"])
def world(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[PulseServer, tuple[float, float]]]:
    """A sound server, and which part of the call is played on it."""
    kind, part = request.param
    with private_server(kind) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server, part


def speech_of(said: list[dict[str, object]], speaker: str) -> tuple[str, ...]:
    """A side's words in order, without what has to be masked, and without the masks."""
    own = sorted((line for line in said if line["speaker"] == speaker), key=lambda line: float(str(line["t0"])))
    texts = [re.sub(r"\[\w+\]", "", str(line["text"])) for line in own]
    return normalised(" ".join(text for text in texts if not is_dictated(text)), "en")


def is_dictated(text: str) -> bool:
    """Whether it is nothing but digits: a card number, or its code."""
    words = normalised(text, "en")
    return bool(words) and all(word.isdigit() for word in words)


def test_a_real_call_is_in_the_journal_as_it_was_spoken(
    world: tuple[PulseServer, tuple[float, float]], tmp_path: Path
) -> None:
    pulse, part = world
    agent_voice, customer_voice, script = sample_call(*part)
    spoken = tmp_path / "customer.wav"
    with wave.open(str(spoken), "wb") as file:  # the line is silent after the last word, and then hung up by hand
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes((np.concatenate([customer_voice, np.zeros(8000 * 60)]) * 32767).astype("<i2").tobytes())
    settings = SettingsFile()
    settings.change(
        Settings(hearing=HearingSettings(language="en"), phone=PhoneSettings()).with_notice_confirmed("Shift lead")
    )
    told = Told()
    board = Switchboard(settings, told, Listening)
    with (
        Baresip(
            tmp_path / "agent",
            "agent",
            source=f"pulse,{MOUTH}.monitor",
            player=f"pulse,{SOFTPHONE}",
            modules=("pulse.so",),
            environment=pulse.environment,
        ) as agent,
        Baresip(tmp_path / "caller", "0551234567", source=f"aufile,{spoken}") as caller,
    ):
        board.start([BaresipLink(board.phone, port=agent.control_port)])
        try:
            told.until(lambda all_: any(isinstance(u, ListeningChanged) and u.model for u in all_), 120)
            caller.call(agent)
            told.until(lambda all_: _states(all_) == ["ringing"], 30)
            agent.do("accept")
            told.until(lambda all_: _states(all_) == ["active"], 30)
            pulse.play(MOUTH, soxr.resample(agent_voice, 8000, RATE), ahead_ms=2000)
            threading.Event().wait(len(agent_voice) / 8000)  # the call takes as long as it takes
            front = told.of(CallsChanged)[-1].calls[0]  # type: ignore[attr-defined]
            assert front.can_hang_up
            assert front.number == "+966551234567"
            board.hang_up(front.key)  # through the softphone, at once after the last word
            told.until(lambda all_: _ended(all_), 120)
        finally:
            board.close()
            board.join()
    with open_for_reading(journal_path()) as database:
        calls = StoredCalls(database)
        (call,) = calls.calls()
        kept = [item.event for item in calls.transcript(call.key)]
        lines = calls.lines(call.key)
    utterances = [event for event in kept if isinstance(event, Utterance)]
    heard = [{"speaker": said.speaker, "t0": said.t0, "text": said.text} for said in utterances]
    for speaker in ("agent", "customer"):
        said, written = speech_of(script, speaker), speech_of(heard, speaker)
        errors = word_errors(said, written)
        assert errors.rate is not None
        assert errors.rate <= 0.2, f"{speaker}: {errors}\n{' '.join(said)}\n{' '.join(written)}"
    _assert_in_time(script, utterances)
    assert "4263" not in json.dumps(lines)  # the card number that the customer reads out
    assert [line["reason"] for line in lines if line["type"] == "end"] == ["hangup"]


def _assert_in_time(script: list[dict[str, object]], utterances: list[Utterance]) -> None:
    """Every line begins where an utterance does, or within one, within half a second, and the other way round.

    Each side's script begins when its player did, a moment after the call was answered.
    """
    for speaker in SPEAKERS:
        own = [said for said in utterances if said.speaker == speaker]
        lines = [(float(str(line["t0"])), float(str(line["t1"]))) for line in script if line["speaker"] == speaker]
        began = own[0].t0 - lines[0][0]
        assert -0.5 <= began <= 2.0
        for t0, _ in lines:
            assert any(said.t0 - 0.5 <= t0 + began <= said.t1 for said in own), (speaker, t0)
        for said in own:
            assert any(t0 - 0.5 <= said.t0 - began <= t1 + 0.5 for t0, t1 in lines), said


def _states(all_: list[object]) -> list[str]:
    found = next((update for update in reversed(all_) if isinstance(update, CallsChanged)), None)
    return [call.state for call in found.calls] if found is not None else []


def _ended(all_: list[object]) -> bool:
    return any(
        isinstance(item.event, CallEnded) for update in all_ if isinstance(update, Said) for item in update.recorded
    )
