"""Whose voice is measured in a call: the customer's alone, and only where the company wants it and says so."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_recognizer import FakeRecognizer

from callassist import paths
from callassist.audio.recording import read_all
from callassist.calls import hearing as hearing_module
from callassist.calls.heard import HeardFinal
from callassist.calls.hearing import Hearing
from callassist.calls.playback import digest
from callassist.calls.session import CallSession
from callassist.events import CallStarted, Partial, Speaker, Utterance, Voice
from callassist.settings import HearingSettings, NoticeSettings, Settings, SettingsFile
from callassist.speech import policy
from callassist.speech.activity import FRAME, FRAME_S
from callassist.speech.recognizer import SAMPLE_RATE, Samples, Word
from callassist.text.redaction import Vault, load_policy
from callassist.text.treatment import Treatment
from tests.switchboard_desk import Desk, desks

_SECONDS = 25
STARTED = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
VOICE = Voice(loudness_db=-21.0, f0_hz=180.0, tilt_db=-12.0, rate=4.1)


def finals(*, measures_voice: bool) -> list[HeardFinal]:
    """What is heard of the beginning of the sample call."""
    agent, customer = (
        side[: _SECONDS * SAMPLE_RATE] for side in read_all(paths.shipped("resources", "calls", "sample-en.wav"))
    )
    recognizer = FakeRecognizer()
    hearing = Hearing(
        {"agent": recognizer, "customer": recognizer}, policy.load(), live=False, measures_voice=measures_voice
    )
    for first in range(0, len(agent) - FRAME + 1, FRAME):
        sides: dict[Speaker, Samples] = {
            "agent": agent[first : first + FRAME],
            "customer": customer[first : first + FRAME],
        }
        hearing.feed(first // FRAME * FRAME_S, sides)
    hearing.close()
    heard = [hearing.heard.get() for _ in range(hearing.heard.qsize())]
    return [item for item in heard if isinstance(item, HeardFinal)]


def test_only_the_customers_voice_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Speaker] = []
    real = hearing_module.voice_of

    def voice_of(speaker: Speaker, samples: Samples) -> Voice:
        asked.append(speaker)
        return real(speaker, samples)

    monkeypatch.setattr(hearing_module, "voice_of", voice_of)
    found = finals(measures_voice=True)
    voices = {speaker: [item.voice for item in found if item.speaker == speaker] for speaker in ("agent", "customer")}
    assert voices["agent"]
    assert voices["customer"]
    assert all(voice is None for voice in voices["agent"])
    assert all(voice is not None and voice.f0_hz and voice.tilt_db for voice in voices["customer"])
    assert set(asked) == {"customer"}
    assert "f0_hz" not in repr(found)
    assert [item.voice for item in pickle.loads(pickle.dumps(found))] == [item.voice for item in found]
    asked.clear()
    assert all(item.voice is None for item in finals(measures_voice=False))
    assert asked == []


def session() -> CallSession:
    made = CallSession(STARTED, Treatment(load_policy(), Vault(), language="en", unsure_below=0.5))
    made.start()
    return made


def test_a_call_refuses_the_agents_voice() -> None:
    with pytest.raises(ValueError, match="agent's voice"):
        session().say("agent", 1.0, 2.0, [Word("yes")], 2.0, VOICE)


def test_a_measured_voice_reaches_the_observers_and_no_record() -> None:
    final = HeardFinal("customer", 1.0, 2.0, 2.5, (Word("yes"),), hearing_module.Timing(0, 0, 0), VOICE)
    recorded = digest(session(), final)
    assert not isinstance(recorded, Partial)
    (utterance,) = (item.event for item in recorded if isinstance(item.event, Utterance))
    assert utterance.voice == VOICE
    assert not {"voice", "f0_hz"} & utterance.payload().keys()


# ── The company's will ────────────────────────────────────────────────────────────────────────────────────


def test_a_voice_is_measured_only_where_the_company_wants_it_and_its_notice_says_so() -> None:
    wanted, says = HearingSettings(voice_tone=True), NoticeSettings(says_voice=True)
    assert not Settings().measures_voice
    assert not Settings().with_notice_confirmed("Shift lead").measures_voice
    assert not Settings(hearing=wanted).with_notice_confirmed("Shift lead").measures_voice
    assert not Settings(notice=says).with_notice_confirmed("Shift lead").measures_voice
    assert not Settings(hearing=wanted, notice=says).measures_voice
    assert Settings(hearing=wanted, notice=says).with_notice_confirmed("Shift lead").measures_voice


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    yield from desks(tmp_path, monkeypatch)


@pytest.mark.parametrize("wanted", [False, True])
def test_the_recogniser_is_told_whether_to_measure(make_desk: Callable[..., Desk], wanted: bool) -> None:
    file = SettingsFile()
    chosen = Settings(hearing=HearingSettings(voice_tone=wanted), notice=NoticeSettings(says_voice=True))
    file.change(chosen.with_notice_confirmed("Shift lead"))
    desk = make_desk(confirmed=False)
    desk.phone("answered")
    desk.until_asked("begin")
    assert desk.ears.measures_voice is wanted
