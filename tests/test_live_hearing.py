"""Live hearing through real processes and the real Whisper; only the capture is a stand-in, which plays a recording."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import jiwer
import numpy as np
import psutil
import pytest
import soundfile
import soxr
from live_hearing import (
    PATIENCE_S,
    Owner,
    assert_continuous,
    begin,
    events,
    finals_in,
    kill_recogniser,
    listening,
    recogniser_pid,
    recorded,
    silence,
    text,
    text_of,
    until,
)
from pulse_server import MOUTH, RATE, SOFTPHONE, private_server
from speech_material import say
from speech_models import HEARING, whisper

from callassist import paths
from callassist.audio import host_clock
from callassist.audio.recording import Recording
from callassist.calls.heard import HeardFinal
from callassist.calls.hearing import Hearing
from callassist.calls.playback import frames, sides
from callassist.events import SPEAKERS, Speaker, SpeechStarted, Tick
from callassist.live.listening import Listening
from callassist.live.messages import ChildBack, ChildDied, DeviceNotice, Drained, Missed, ModelLoaded, ModelMissing
from callassist.speech.guards import bare
from callassist.speech.recognizer import SAMPLE_RATE

pytestmark = [pytest.mark.alone, pytest.mark.model]

SAMPLE = paths.shipped("resources", "calls") / "sample-en.wav"
PLAYED_S = 40.0
"""Of the sample call: with a backchannel and an interruption. All of it is heard live by `make demo`."""
SCRIPT = [
    line
    for line in map(json.loads, SAMPLE.with_name("sample-en.transcript.jsonl").read_text(encoding="utf-8").splitlines())
    if line["type"] == "utterance" and line["t1"] <= PLAYED_S
]
SAMPLE_ENDS = max(line["t1"] for line in SCRIPT)
KILLS = 4


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The beginning of the sample call, which ends with the last line that lies in it whole."""
    whisper("en")  # or a skip that says how to get it
    sound, rate = soundfile.read(SAMPLE, dtype="int16")
    soundfile.write(tmp_path / "sound.wav", sound[: round((SAMPLE_ENDS + 0.5) * rate)], rate)
    return tmp_path


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A call of two lines: the customer's, 1 s into it, and then the agent's."""
    whisper("en")
    asked = say("I would like to know when the technician comes to my house.")
    answered = say("He is going to be there on Monday morning.")
    recorded(
        tmp_path,
        np.concatenate([silence(1.5 + len(asked) / SAMPLE_RATE), answered, silence(1.0)]),
        np.concatenate([silence(1.0), asked]),
    )
    return tmp_path


def script(speaker: Speaker) -> str:
    return " ".join(bare(line["text"]) for line in SCRIPT if line["speaker"] == speaker)


def word_errors(expected: dict[Speaker, str], finals: list[HeardFinal]) -> float:
    return float(jiwer.wer([expected[speaker] for speaker in SPEAKERS], [text(finals, s) for s in SPEAKERS]))


def transcribed(sound: Path) -> list[HeardFinal]:
    """A recording as `transcribe` hears it."""
    recording = Recording.open(sound)
    channels = sides(recording, None)
    hearing = Hearing(dict.fromkeys(channels, whisper("en")), HEARING, live=False)
    for t, sound in frames(recording, channels):
        hearing.feed(t, sound)
    hearing.close()
    heard = [hearing.heard.get() for _ in range(hearing.heard.qsize())]
    return [item for item in heard if isinstance(item, HeardFinal)]


def end(ears: Listening, owner: Owner, t: float) -> None:
    ears.end(t)
    owner.wait_for(Drained)
    assert owner.told[-1] == Drained("c1", t)


@pytest.mark.slow
def test_a_call_is_heard_live_as_it_is_transcribed_to_its_last_word(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(monkeypatch, sample) as (ears, owner):
        epoch = begin(ears, owner, sample)
        hung_up = SAMPLE_ENDS + 0.1
        until(epoch + hung_up)
        end(ears, owner, hung_up)
    assert_continuous(owner.told)
    assert not owner.of(Missed)
    assert events(owner.told, Tick)[-1].t == pytest.approx(hung_up, abs=0.2)
    reference = transcribed(sample / "sound.wav")
    assert word_errors({speaker: text(reference, speaker) for speaker in SPEAKERS}, owner.finals()) <= 0.05
    assert "nobody called me" in text_of(max(owner.finals(), key=lambda final: final.t1))


@pytest.mark.slow
def test_a_recogniser_killed_again_and_again_in_a_call_loses_and_doubles_nothing(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(monkeypatch, sample) as (ears, owner):
        epoch = begin(ears, owner, sample)
        for n in range(KILLS):
            until(epoch + 3.0 + n * (SAMPLE_ENDS - 4.0) / KILLS)
            owner.wait_until_caught_up(epoch)
            kill_recogniser(ears)
            owner.wait_for(ChildDied, n + 1)
        until(epoch + SAMPLE_ENDS + 0.5)
        end(ears, owner, host_clock.now() - epoch)
    assert len(owner.of(ChildDied)) == KILLS
    assert_continuous(owner.told)
    assert not owner.of(Missed)
    assert word_errors({speaker: script(speaker) for speaker in SPEAKERS}, owner.finals()) <= 0.20


@pytest.mark.slow
def test_a_recogniser_that_hangs_in_mid_sentence_is_noticed_and_the_sentence_recovered(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(monkeypatch, short) as (ears, owner):
        epoch = begin(ears, owner, short)
        until(epoch + 2.5)
        os.kill(recogniser_pid(ears), signal.SIGSTOP)
        owner.wait_for(ChildDied)
        owner.wait_for(ChildBack)
        end(ears, owner, host_clock.now() - epoch)
    assert owner.of(ChildDied)[0].child == "recogniser"
    assert "no sign of life" in owner.of(ChildDied)[0].reason
    assert_continuous(owner.told)
    assert "technician" in text(owner.finals(), "customer")
    assert "monday" in text(owner.finals(), "agent")


@pytest.mark.slow
def test_a_recogniser_killed_while_it_drains_still_drains(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(monkeypatch, short) as (ears, owner):
        epoch = begin(ears, owner, short, measures_voice=True)
        length = Recording.open(short / "sound.wav").duration_s
        assert length is not None
        until(epoch + length)
        ears.end(length)
        kill_recogniser(ears)
        owner.wait_for(Drained)
    assert owner.told[-1] == Drained("c1", length)
    assert_continuous(owner.told)
    assert "technician" in text(owner.finals(), "customer")
    assert "monday" in text(owner.finals(), "agent")
    # The one that took over knows, too, whose voice is measured.
    assert all((final.voice is not None) == (final.speaker == "customer") for final in owner.finals())


@pytest.mark.slow
def test_nothing_that_is_said_in_a_pause_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whisper("en")
    before, between, after = (say(f"My secret word is {word}.") for word in ("elephant", "strawberry", "mountain"))
    lengths = [1.0 + len(line) / SAMPLE_RATE for line in (before, between, after)]
    line = np.concatenate([before, silence(1.0), between, silence(1.0), after, silence(1.0)])
    recorded(tmp_path, line, line[:0])
    with listening(monkeypatch, tmp_path) as (ears, owner):
        epoch = begin(ears, owner, tmp_path)
        until(epoch + lengths[0] - 0.7)
        ears.pause(lengths[0] - 0.7)
        until(epoch + lengths[0] + 1.0)
        kill_recogniser(ears)  # its successor must know of the pause
        until(epoch + sum(lengths[:2]) - 0.3)
        ears.resume(sum(lengths[:2]) - 0.3)
        until(epoch + sum(lengths))
        end(ears, owner, sum(lengths))
    assert_continuous(owner.told)
    heard = text(owner.finals(), "agent")
    assert "elephant" in heard
    assert "mountain" in heard
    assert "strawberry" not in heard
    paused = [event.t for event in events(owner.told, SpeechStarted) if lengths[0] - 0.7 < event.t < sum(lengths[:2])]
    assert all(t >= sum(lengths[:2]) - 0.3 for t in paused)


@pytest.mark.slow
def test_a_second_call_begins_while_the_first_is_still_drained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whisper("en")
    first, second = say("I will call the technician for you."), say("Good morning, this is the other customer.")
    customer = np.concatenate([silence(0.5), first, silence(0.3), second, silence(1.0)])
    recorded(tmp_path, customer[:0], customer)
    with listening(monkeypatch, tmp_path) as (ears, owner):
        epoch = begin(ears, owner, tmp_path)
        hung_up = 0.5 + len(first) / SAMPLE_RATE
        until(epoch + hung_up)
        ears.end(hung_up)
        answered = hung_up + 0.2
        until(epoch + answered)
        ears.begin("c2", epoch + answered, "en")
        until(epoch + len(customer) / SAMPLE_RATE)
        length = len(customer) / SAMPLE_RATE - answered
        ears.end(length)
        owner.wait_for(Drained, 2)
        until(host_clock.now() + 1.0)
        kept = ears._ring.read("customer", ears._ring.oldest("customer"), SAMPLE_RATE * 5)
    parted = owner.told.index(Drained("c1", hung_up))
    assert owner.told[-1] == Drained("c2", length)
    assert_continuous(owner.told[:parted])
    assert_continuous(owner.told[parted:])
    earlier, later = finals_in(owner.told[:parted]), finals_in(owner.told[parted:])
    assert "technician" in text(earlier, "customer")
    assert "good morning" in text(later, "customer")
    assert "technician" not in text(later, "customer")
    assert not kept.any(), "the sound is still in memory"


def test_an_engine_that_does_not_come_back_takes_only_its_process_with_it(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = paths.shipped("resources", "policies", "watching.toml").read_text(encoding="utf-8")
    impatient = short / "watching.toml"
    impatient.write_text(shipped.replace("decoding = 20.0", "decoding = 0.05"), encoding="utf-8")
    with listening(monkeypatch, short, impatient) as (ears, owner):
        begin(ears, owner, short)
        owner.wait_for(ChildBack)
    assert owner.of(ChildDied)[0].reason == "exit code 1"
    reports = [report.read_text(encoding="utf-8") for report in paths.log_dir().glob("crash-*.txt")]
    assert "DecodingStuck: a decoding has not come back for 0.05 s" in reports[0]


def test_a_call_without_a_model_goes_on_and_is_drained(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_MODELS", str(short / "none"))
    with listening(monkeypatch, short) as (ears, owner):
        ears.begin("c1", host_clock.now(), "en")
        owner.wait_until(1.0)
        end(ears, owner, 1.0)
    assert owner.of(ModelMissing)[0].remedy
    assert not owner.of(ModelLoaded)
    assert not owner.finals()


def test_a_capture_that_is_killed_comes_back_and_the_gap_is_told(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(monkeypatch, short) as (ears, owner):
        epoch = begin(ears, owner, short)
        until(epoch + 0.3)
        assert ears._captured.child.pid is not None
        os.kill(ears._captured.child.pid, signal.SIGKILL)
        owner.wait_for(ChildBack)
        back = host_clock.now() - epoch
        owner.wait_until(back + 1.0)
        end(ears, owner, host_clock.now() - epoch)
    (returned,) = owner.of(ChildBack)
    assert returned.child == "capture"
    assert 0 < returned.gap <= back
    assert_continuous(owner.told)
    assert not owner.of(Missed)


def test_both_sides_are_heard_through_a_real_sound_server(monkeypatch: pytest.MonkeyPatch) -> None:
    whisper("en")
    owner = Owner()
    with private_server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        ears = Listening(owner)
        ears.start()
        try:
            ears.load("en")
            ears.open_devices()
            owner.wait_for(ModelLoaded)
            owner.wait(lambda: {told.speaker for told in owner.told if isinstance(told, DeviceNotice)} == set(SPEAKERS))
            epoch = host_clock.now()
            ears.begin("c1", epoch, "en")
            asked, answered = say("My internet is broken again."), say("I will send you a technician tomorrow.")
            server.play(SOFTPHONE, soxr.resample(asked, SAMPLE_RATE, RATE))
            owner.wait(lambda: any(final.speaker == "customer" for final in owner.finals()))
            server.play(MOUTH, soxr.resample(answered, SAMPLE_RATE, RATE))
            owner.wait(lambda: any(final.speaker == "agent" for final in owner.finals()))
            end(ears, owner, host_clock.now() - epoch)
        finally:
            ears.close()
    assert_continuous(owner.told)
    assert not owner.of(Missed)
    assert "internet" in text(owner.finals(), "customer")
    assert "technician" in text(owner.finals(), "agent")


def test_commands_that_make_no_sense_are_refused() -> None:
    ears = Listening(lambda told: None)
    try:
        with pytest.raises(RuntimeError, match="no call"):
            ears.end(1.0)
        ears.begin("c1", 0.0, "en")
        with pytest.raises(RuntimeError, match="before the last one had ended"):
            ears.begin("c2", 0.0, "en")
    finally:
        ears.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for shared memory where Linux shows it")
def test_an_app_that_is_killed_leaves_no_process_and_no_sound(short: Path) -> None:
    script = Path(__file__).with_name("live_app.py")
    app = subprocess.Popen(
        [sys.executable, str(script), str(short)],
        stdout=subprocess.PIPE,
        env={**os.environ, "STANDIN_WORLD": str(short)},
    )
    try:
        assert app.stdout is not None
        ring = Path("/dev/shm") / app.stdout.readline().decode().strip()
        assert ring.is_file()
        children = psutil.Process(app.pid).children(recursive=True)
        assert len(children) >= 2
    finally:
        app.kill()
        app.communicate()
    _, left = psutil.wait_procs(children, timeout=PATIENCE_S)
    assert left == []
    assert not ring.exists()
