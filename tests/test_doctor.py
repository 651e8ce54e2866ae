"""The doctor: what it finds on a real PC, what it says, and that it leaves everything as it was."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from baresip import Baresip, need_baresip

from callassist import paths
from callassist.doctor import database, examination, folders, libraries, link, model, policy
from callassist.doctor.finding import Finding, prevents_transcripts
from callassist.doctor.trial import Crashed, Faulty, Silent, trial
from callassist.doctor.wording import Wording
from callassist.settings import HearingSettings, PhoneSettings, Settings, SettingsFile
from callassist.softphone.netstrings import netstring
from callassist.store.database import journal_path, open_for_writing

ROOM = policy.RoomPolicy(little_mb=2, none_mb=1)


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────


def _doctor(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "callassist", "doctor", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


def _content(*folders: Path) -> dict[Path, tuple[int, bytes]]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_the_command_looks_at_everything_changes_nothing_and_names_nobody(tmp_path: Path) -> None:
    open_for_writing(journal_path()).close()
    file = SettingsFile()
    file.change(Settings().with_notice_confirmed("Huda Example"))
    file.path.write_text(file.path.read_text(encoding="utf-8"), encoding="utf-8")
    own = (paths.data_dir(), paths.config_dir())
    before = _content(*own)
    ran = _doctor("--json")
    assert ran.stderr == ""
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    checks = ("versions", "libraries", "settings", "folders", "database", "model", "devices", "link", "notice")
    assert list(dict.fromkeys(line["check"] for line in lines)) == list(checks)
    assert all(set(line) == {"check", "state", "about", "what", "remedy"} for line in lines)
    assert ran.returncode == int(any(line["state"] == "fails" for line in lines))
    assert {line["state"] for line in lines if line["check"] in ("libraries", "database", "notice")} == {"ok"}
    assert "Huda" not in ran.stdout
    assert _content(*own) == before
    assert not paths.log_dir().exists()


def test_a_broken_settings_file_is_said_and_stays_where_it_is() -> None:
    path = paths.config_dir() / "settings.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"version": 1, "notice": {"confirmed_by": "Huda Exam', encoding="utf-8")
    before = _content(path.parent)
    finding, chosen = examination._settings()
    assert (finding.state, finding.about) == ("attention", "broken")
    assert chosen == Settings()
    assert "Huda" not in str(finding)
    assert _content(path.parent) == before


def test_only_what_prevents_a_transcript_makes_it_fail() -> None:
    assert not prevents_transcripts([Finding("link", "attention", "refused"), Finding("notice", "ok", "confirmed")])
    assert prevents_transcripts([Finding("link", "ok", "none"), Finding("notice", "fails", "not_confirmed")])


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────


def _said_in_the_sources() -> set[tuple[str, str]]:
    """Every check and sentence that the doctor's modules name literally."""
    folder = Path(examination.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    return set(re.findall(r'Finding\(\s*"(\w+)",\s*"\w+",\s*"(\w+)"', text))


def test_everything_that_is_found_has_its_sentence() -> None:
    sentences = Wording()._sentences
    named = _said_in_the_sources()
    assert len(named) > 15
    assert [pair for pair in sorted(named) if pair[1] not in sentences[pair[0]]] == []


def test_the_owners_home_and_name_are_taken_out() -> None:
    words = Wording(home=Path("/home/huda"), user="huda")
    found = Finding("devices", "ok", "ready", {"side": "Agent", "device": "Huda's Headset", "remedy": ""})
    assert words.of(found)[0] == "Agent: would be heard by (user)'s Headset"
    assert Wording(user="agent").of(found)[0].startswith("Agent: ")
    folder = Finding("folders", "ok", "writable", {"purpose": "calls", "path": "/home/huda/calls", "variable": "X"})
    assert words.of(folder)[0] == "The folder for calls, ~/calls, can be written"


# ── Trials in a child process ─────────────────────────────────────────────────────────────────────────────


def _two() -> Iterator[int]:
    yield 1
    yield 2


def _dies() -> Iterator[int]:
    yield 1
    os._exit(7)


def _hangs() -> Iterator[int]:
    yield 1
    threading.Event().wait()


def _raises() -> Iterator[int]:
    yield 1
    raise ZeroDivisionError("by a mistake of ours")


def test_a_trial_gives_what_the_child_found() -> None:
    assert list(trial(_two, within=60)) == [1, 2]


def test_a_child_that_dies_hangs_or_errs_is_told_apart() -> None:
    with pytest.raises(Crashed) as crashed:
        list(trial(_dies, within=60))
    assert crashed.value.code == 7
    with pytest.raises(Silent):
        list(trial(_hangs, within=3))
    with pytest.raises(Faulty, match="by a mistake of ours"):
        list(trial(_raises, within=60))


def test_every_native_library_loads_here() -> None:
    found = libraries.look(120)
    assert [finding.state for finding in found] == ["ok"] * len(libraries._LIBRARIES)


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vosk", None)
    outcome = {name: reason for name, _, reason in libraries.load_all()}
    assert "vosk" in outcome.pop("Vosk")
    assert set(outcome.values()) == {""}


# ── The database ──────────────────────────────────────────────────────────────────────────────────────────


def _look() -> Finding:
    return database.look(ROOM)[0]


def test_no_database_yet_is_fine_and_none_is_made() -> None:
    assert (_look().state, _look().about) == ("ok", "none")
    assert not journal_path().exists()


def test_a_database_beside_its_writer_is_looked_through() -> None:
    with open_for_writing(journal_path()):
        assert (_look().state, _look().about) == ("ok", "fine")


def test_a_database_whose_last_run_was_cut_off_is_left_to_the_next_start() -> None:
    script = """
import os
from callassist.store.database import journal_path, open_for_writing
kept = open_for_writing(journal_path())
kept.check()
os._exit(1)
"""
    subprocess.run([sys.executable, "-c", script], check=False, timeout=60)
    assert list(journal_path().parent.glob("*-wal"))
    before = _content(journal_path().parent)
    assert (_look().state, _look().about) == ("attention", "unfinished")
    assert _content(journal_path().parent) == before


def test_a_lost_key_and_a_damaged_page_fail_with_their_remedy() -> None:
    open_for_writing(journal_path()).close()
    path = journal_path()
    whole = path.read_bytes()
    path.write_bytes(whole[:5000] + bytes(200) + whole[5200:])
    damaged = _look()
    assert (damaged.state, damaged.about) == ("fails", "trouble")
    assert "damaged" in Wording().of(damaged)[0]
    path.write_bytes(whole)
    path.with_name(f"{path.name}.key").unlink()
    lost = _look()
    assert lost.state == "fails"
    assert all(Wording().of(lost))


@pytest.mark.parametrize(
    ("little", "none", "state"), [(1, 1, "ok"), (10**12, 1, "attention"), (10**12, 10**12, "fails")]
)
def test_room_on_the_disk_is_judged_by_the_policy(little: int, none: int, state: str) -> None:
    assert database.look(policy.RoomPolicy(little_mb=little, none_mb=none))[1].state == state


# ── Folders and model ─────────────────────────────────────────────────────────────────────────────────────


def test_folders_are_judged_without_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_LOGS", str(tmp_path / "not" / "yet"))
    (tmp_path / "file").touch()
    monkeypatch.setenv("CALLASSIST_DATA", str(tmp_path / "file" / "below"))
    found = {str(finding.values["purpose"]): finding for finding in folders.look()}
    assert found["logs"].about == "to_be_made"
    assert (found["calls"].state, found["calls"].about) == ("fails", "read_only")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_without_a_model_it_names_the_one_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_MODELS", str(tmp_path))
    finding = model.look(HearingSettings(language="ar"), 60)
    assert finding.state == "fails"
    assert "callassist models install" in Wording().of(finding)[1]


@pytest.mark.model
def test_an_installed_model_is_loaded_and_called_a_draft_where_it_is_one() -> None:
    assert model.look(HearingSettings(language="en", model="whisper-base"), 120).about == "loads"
    assert model.look(HearingSettings(language="ar", model="whisper-base"), 120).about == "draft"


# ── The link ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server


def _fake_baresip(server: socket.socket, answer: bytes) -> threading.Thread:
    def serve() -> None:
        with server.accept()[0] as connection:
            connection.recv(4096)
            connection.sendall(answer)
            connection.recv(1)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        (netstring(b'{"event":true,"class":"register","type":"REGISTER_OK"}'), "stranger"),
        (netstring(b'{"event":true}') + netstring(b'{"response":true,"ok":true,"token":"c-d"}'), "answers"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "stranger"),
    ],
)
def test_an_answer_tells_baresip_from_a_stranger(listening: socket.socket, answer: bytes, about: str) -> None:
    thread = _fake_baresip(listening, answer)
    assert link.look(PhoneSettings(link="baresip", port=listening.getsockname()[1]), 1.0).about == about
    thread.join(10)


def test_a_real_baresip_answers_and_goes_on_as_before(tmp_path: Path) -> None:
    need_baresip()
    with Baresip(tmp_path / "agent", "agent") as phone:
        setting = PhoneSettings(link="baresip", port=phone.control_port)
        assert [link.look(setting, 5.0).about for _ in range(2)] == ["answers", "answers"]


def test_nobody_at_the_port_is_no_failure(listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    listening.close()
    assert link.look(PhoneSettings(link="baresip", port=port), 1.0).state == "attention"
    assert link.look(PhoneSettings(), 1.0).state == "ok"


def test_the_link_of_a_running_app_is_left_to_it(listening: socket.socket) -> None:
    from callassist import instance

    running = instance.claim(lambda _: None)
    assert running is not None
    try:
        listening.settimeout(0.0)
        found = link.look(PhoneSettings(link="baresip", port=listening.getsockname()[1]), 1.0)
        with pytest.raises(BlockingIOError):
            listening.accept()
    finally:
        running.close()
    assert found.about == "app_has_it"
    assert not link.app_is_running()
