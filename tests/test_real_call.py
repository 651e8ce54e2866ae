"""A real telephone call, end to end: two softphones on SIP, a sound server, the recogniser, the journal.

What is real: baresip at both ends, PulseAudio with sinks for a headset and a microphone, both children of the hearing,
Whisper, SQLCipher. The people are the voices of the sample call: the customer's is what the caller's softphone sends,
the agent's is played to the microphone when the call is answered.
"""

from __future__ import annotations

import json
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
from callassist.events import CallEnded, Utterance
from callassist.live.listening import Listening
from callassist.settings import HearingSettings, PhoneSettings, Settings, SettingsFile
from callassist.softphone.baresip import BaresipLink
from callassist.speech.evaluation.scoring import normalised, word_errors
from callassist.speech.recognizer import Samples
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading
from tests.baresip import Baresip
from tests.fake_ears import Told
from tests.pulse_server import MOUTH, RATE, SOFTPHONE, PulseServer, private_server

CALLS = paths.shipped("resources", "calls")
LENGTH_S = 46.0
"""Of the sample call: an interruption, a backchannel and a card number are in it."""

pytestmark = [pytest.mark.model, pytest.mark.slow]


def sample_call() -> tuple[Samples, Samples, list[dict[str, object]]]:
    """The agent's and the customer's sound at 8 kHz, and the script's lines that lie in it whole."""
    sound, rate = soundfile.read(CALLS / "sample-en.wav", dtype="float32")
    assert rate == 8000
    text = (CALLS / "sample-en.transcript.jsonl").read_text(encoding="utf-8")
    said = [line for line in map(json.loads, text.splitlines()) if line["type"] == "utterance"]
    end = max(line["t1"] for line in said if line["t1"] <= LENGTH_S) + 0.5
    cut = sound[: round(end * rate)]
    return cut[:, 0], cut[:, 1], [line for line in said if line["t1"] <= LENGTH_S]


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    with private_server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def speech_of(said: list[dict[str, object]], speaker: str) -> tuple[str, ...]:
    own = sorted((line for line in said if line["speaker"] == speaker), key=lambda line: float(str(line["t0"])))
    return normalised(" ".join(str(line["text"]) for line in own), "en")


def test_a_real_call_is_in_the_journal_as_it_was_spoken(pulse: PulseServer, tmp_path: Path) -> None:
    agent_voice, customer_voice, script = sample_call()
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
            pulse.play(MOUTH, soxr.resample(agent_voice, 8000, RATE))
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
        errors = word_errors(speech_of(script, speaker), speech_of(heard, speaker))
        assert errors.rate <= 0.2, (speaker, errors, speech_of(script, speaker), speech_of(heard, speaker))
    _assert_in_time(script, utterances)
    assert "4263" not in json.dumps(lines)  # the card number that the customer reads out
    assert lines[-1]["type"] == "end"


def _assert_in_time(script: list[dict[str, object]], utterances: list[Utterance]) -> None:
    """Every line of the script begins where an utterance does, or within one, within half a second."""
    for line in script:
        begins = float(str(line["t0"]))
        own = [said for said in utterances if said.speaker == line["speaker"]]
        assert any(said.t0 - 0.5 <= begins <= said.t1 for said in own), line
    for said in utterances:
        own_lines = [line for line in script if line["speaker"] == said.speaker]
        starts = [float(str(line["t0"])) - 0.5 <= said.t0 <= float(str(line["t1"])) + 0.5 for line in own_lines]
        assert any(starts), said


def _states(all_: list[object]) -> list[str]:
    found = next((update for update in reversed(all_) if isinstance(update, CallsChanged)), None)
    return [call.state for call in found.calls] if found is not None else []


def _ended(all_: list[object]) -> bool:
    return any(
        isinstance(item.event, CallEnded) for update in all_ if isinstance(update, Said) for item in update.recorded
    )
