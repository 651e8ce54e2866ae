"""The whole way, as a user goes it: the sample call through the real recogniser into the real journal."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import jiwer
import pytest
from speech_models import whisper
from test_journal_bad_days import fill, small_disk

from callassist import paths
from callassist.calls import callfile, replay
from callassist.calls.assembly import session_for
from callassist.calls.journal import Journal
from callassist.calls.keeping import Keeper
from callassist.events import CallStarted, Recorded, Redacted, Utterance
from callassist.speech.guards import bare
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading, open_for_writing

pytestmark = pytest.mark.model
FINAL = re.compile(r"^\d\d:\d\d (agent|customer) +(.*)$")


def callassist(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, run as a user would, without standard input."""
    return subprocess.run(
        [sys.executable, "-m", "callassist", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@lru_cache(maxsize=1)
def reference() -> list[Utterance]:
    """What was really said in the sample call, treated as it would be had it been heard without a mistake."""
    record = next(callfile.read(paths.shipped("resources", "calls", "sample-en.transcript.jsonl")))
    recorded = replay.replay(session_for(replay.started(record), language="en"), record)
    return sorted(latest(recorded), key=lambda said: said.t0)


def latest(recorded: Iterator[Recorded] | list[Recorded]) -> list[Utterance]:
    """Utterances, each with its last text."""
    found: dict[int, Utterance] = {}
    for item in recorded:
        if isinstance(item.event, Utterance):
            found[item.seq if item.event.revises is None else item.event.revises] = item.event
    return list(found.values())


def word_errors(said: list[Utterance], speaker: str) -> float:
    true = " ".join(bare(item.text) for item in reference() if item.speaker == speaker)
    return float(jiwer.wer(true, " ".join(bare(item.text) for item in said if item.speaker == speaker)))


def stored() -> tuple[StoredCalls, list[Utterance]]:
    with open_for_reading(journal_path()) as database:
        calls = StoredCalls(database)
        found = [item.event for item in calls.transcript(calls.find("last").key)]
    return calls, [event for event in found if isinstance(event, Utterance)]


def test_the_sample_call_is_written_down_redacted_and_stored() -> None:
    whisper("en")
    ran = callassist("demo", "--fast")
    assert ran.returncode == 0, ran.stderr
    assert str(journal_path()) in ran.stdout
    _, said = stored()
    for speaker in ("agent", "customer"):
        assert word_errors(said, speaker) <= 0.20
    everything = ran.stdout + " ".join(item.text for item in said)
    assert "[card]" in everything
    assert "[cvv]" in everything
    for secret in ("4263", "9826", "4026", "9299", "735"):
        assert secret not in everything
    assert "50271" in everything, "the ticket number is no secret"
    command = re.search(r"callassist (db export .*)$", ran.stdout, re.MULTILINE)
    assert command is not None
    read = callassist(*command[1].split())
    assert read.returncode == 0, read.stderr
    assert "router" in read.stdout


def test_transcribe_gives_the_contracts_lines_and_stores_nothing() -> None:
    whisper("en")
    ran = callassist("transcribe", str(paths.shipped("resources", "calls", "sample-en.wav")), "--json")
    assert ran.returncode == 0, ran.stderr
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    kinds = {line["type"] for line in lines}
    assert {"utterance", "redacted", "suggestion"} <= kinds
    assert "lookup" not in kinds
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    assert {line["call"] for line in lines} == {"sample-en"}
    heard = [line for line in lines if line["type"] == "utterance" and "revises" not in line]
    matched = {
        (said.speaker, said.t0)
        for said in reference()
        for line in heard
        if line["speaker"] == said.speaker and abs(line["t0"] - said.t0) <= 0.25 and abs(line["t1"] - said.t1) <= 0.25
    }
    assert len(matched) >= 0.9 * len(reference())
    assert not journal_path().exists()


@pytest.mark.alone
def test_killed_in_mid_sentence_no_final_that_was_shown_is_lost_and_the_call_is_closed() -> None:
    whisper("en")
    running = subprocess.Popen(
        [sys.executable, "-m", "callassist", "demo"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert running.stdout is not None
    shown: list[str] = []
    for line in running.stdout:
        if final := FINAL.match(line.rstrip()):
            shown.append(final[2])
        # A partial line after the third final: somebody is in the middle of a sentence.
        if len(shown) >= 3 and line.lstrip().startswith("…"):
            break
    running.send_signal(signal.SIGKILL)
    running.stdout.close()
    running.wait(30)
    _, said = stored()
    assert set(shown) <= {item.marked for item in said}
    after = callassist("demo", "--language", "ar", "--fast")
    assert after.returncode == 0, after.stderr
    assert "cut off" in after.stdout
    with open_for_reading(journal_path()) as database:
        calls = StoredCalls(database).calls()
    assert sorted((call.id, call.end_reason) for call in calls if call.id == "sample-en") == [("sample-en", "cut")]


@pytest.mark.alone
def test_ctrl_c_hangs_up_and_keeps_what_was_said() -> None:
    whisper("en")
    running = subprocess.Popen(
        [sys.executable, "-m", "callassist", "demo"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert running.stdout is not None
    for line in running.stdout:
        if line.lstrip().startswith("…") and "Hello" in line:  # in the middle of the customer's first sentence
            break
    running.send_signal(signal.SIGINT)
    rest = running.stdout.read()
    running.stdout.close()
    assert running.wait(60) == 0
    assert "db export" in rest
    _, said = stored()
    assert any("Hello" in item.text for item in said), "the sentence under way is kept as far as it was heard"
    with open_for_reading(journal_path()) as database:
        assert StoredCalls(database).find("last").end_reason == "hangup"


def test_the_arabic_call_is_replayed_as_text_and_says_so() -> None:
    ran = callassist("demo", "--language", "ar", "--fast")
    assert ran.returncode == 0, ran.stderr
    assert "replayed as text" in ran.stdout
    assert "[card]" in ran.stdout or "[iban]" in ran.stdout or "[id]" in ran.stdout


def test_nothing_is_shown_before_it_is_kept_and_all_of_it_once_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as disk, open_for_writing(disk / "journal.db") as database:
        journal = Journal(database)
        started = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
        keeper = Keeper(started, journal)
        text = "الخط يقطع كل مساء " * 40
        shown = keeper.keep([Recorded("c1", 0, 0.0, started)])
        filler = fill(disk)
        given = 1
        while keeper.trouble is None:
            event = Utterance(t=given, t0=given, t1=given + 1, speaker="customer", text=text)
            shown += keeper.keep([Recorded("c1", given, float(given), event)])
            given += 1
        assert len(shown) == given - 1
        shown += keeper.keep([Recorded("c1", given, float(given), Redacted(t=given, kind="card", speaker="customer"))])
        assert len(shown) == given - 1
        filler.unlink()
        shown += keeper.catch_up()
        assert keeper.trouble is None
        assert [item.seq for item in shown] == list(range(given + 1))
