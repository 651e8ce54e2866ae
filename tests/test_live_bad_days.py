"""A call that is cut short, with real processes: the app is killed in the middle of it, or quits.

What is real: the engine, both children, Whisper, SQLCipher. The devices are a stand-in that plays a recording.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import capture_standin
import numpy as np
import psutil
import pytest
from fake_ears import FakeEars, Told
from live_hearing import PATIENCE_S, recorded, silence
from speech_material import say
from speech_models import whisper

from callassist.audio import host_clock
from callassist.calls.switchboard import Switchboard
from callassist.calls.updates import LeftOvers, ListeningChanged, Saying
from callassist.live.listening import Listening
from callassist.settings import HearingSettings, Settings, SettingsFile
from callassist.softphone.phone import PhoneEvent
from callassist.speech.recognizer import SAMPLE_RATE
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading

pytestmark = [pytest.mark.alone, pytest.mark.model]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The customer says two lines, and goes on with a third."""
    whisper("en")
    for name in ("DATA", "CONFIG", "LOGS"):
        monkeypatch.setenv(f"CALLASSIST_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("STANDIN_WORLD", str(tmp_path))
    line = say("I would like to know when the technician comes to my house.")
    said = np.concatenate([silence(0.5), line, silence(1.5), line, silence(1.5), line, line, line, line])
    recorded(tmp_path, silence(len(said) / SAMPLE_RATE), said)
    settings = Settings(hearing=HearingSettings(language="en"))
    SettingsFile().change(settings.with_notice_confirmed("Shift lead"))
    return tmp_path


def only_call() -> list[dict[str, object]]:
    with open_for_reading(journal_path()) as database:
        calls = StoredCalls(database)
        (call,) = calls.calls()
        return calls.lines(call.key)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_when_the_app_is_killed_in_mid_call_every_line_that_was_shown_is_there_at_the_next_start(world: Path) -> None:
    script = Path(__file__).with_name("live_board.py")
    app = subprocess.Popen([sys.executable, str(script), str(world)], stdout=subprocess.PIPE, env={**os.environ})
    try:
        assert app.stdout is not None
        shown = [json.loads(app.stdout.readline()) for _ in range(2)]
        children = psutil.Process(app.pid).children(recursive=True)
        assert len(children) >= 2
    finally:
        app.kill()
        rest, _ = app.communicate()
    shown += [json.loads(line) for line in rest.splitlines(keepends=True) if line.endswith(b"\n")]
    _, left = psutil.wait_procs(children, timeout=PATIENCE_S)
    assert left == []
    told = Told()
    board = Switchboard(SettingsFile(), told, FakeEars)
    board.start()
    told.until(lambda all_: any(isinstance(each, LeftOvers) and len(each.calls) == 1 for each in all_))
    board.close()
    board.join()
    kept = only_call()
    assert [line for line in shown if line not in kept] == []
    # What was said is summed up behind the end, as at the end of any call.
    assert [line["type"] for line in kept[-2:]] == ["end", "summary"]
    assert kept[-2]["reason"] == "cut"


def test_when_the_agent_quits_in_mid_sentence_what_was_said_is_kept(world: Path) -> None:
    told = Told()
    board = Switchboard(SettingsFile(), told, lambda tell: Listening(tell, capture=capture_standin.main))
    board.start()
    try:
        told.until(lambda all_: any(isinstance(u, ListeningChanged) and u.model for u in all_), PATIENCE_S)
        epoch = host_clock.now()
        (world / "epoch").write_text(repr(epoch), encoding="ascii")
        board.phone(PhoneEvent("answered", epoch, "a", "0551234567"))
        told.until(lambda all_: any(isinstance(u, Saying) and u.partial.text for u in all_), PATIENCE_S)
    finally:
        board.close()
        board.join()
    *_, said, end = [line for line in only_call() if line["type"] in ("utterance", "end")]
    assert str(said["text"]).startswith("I would like")
    assert (end["type"], end["reason"]) == ("end", "hangup")
