"""Kill, full disk, errors of the disk, locks: what was acknowledged is there, what was not is kept and caught up."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

import keyring
import pytest
from keyring.backends import fail
from small_disk import fill, small_disk
from sqlalchemy import Connection

from callassist.calls.journal import Journal, JournalUnavailable
from callassist.events import CallEnded, CallStarted, Event, Recorded, SpeechStarted, Utterance
from callassist.store import connection as connections
from callassist.store.calls import StoredCalls
from callassist.store.connection import raw_connection
from callassist.store.database import Database, open_for_reading, open_for_writing
from callassist.store.faults import StorageError

STARTED = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")


@pytest.fixture(autouse=True)
def key_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    yield
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


def said(seq: int, size: int = 20) -> Recorded:
    return Recorded("c1", seq, float(seq), Utterance(t0=seq, t1=seq + 1, speaker="agent", text=f"{seq} " + "x" * size))


def event(seq: int, event: Event) -> Recorded:
    return Recorded("c1", seq, float(seq), event)


def seqs(journal: StoredCalls, call: UUID) -> list[int]:
    return [line["seq"] for line in journal.lines(call)]


# ── Killed ────────────────────────────────────────────────────────────────────────────────────────────────

WRITE = """
import sys
from pathlib import Path
from callassist.calls.journal import Journal
from callassist.events import CallStarted, Recorded, SpeechStarted, Utterance
from callassist.store.database import open_for_writing
journal = Journal(open_for_writing(Path(sys.argv[1])))
started = CallStarted(id=sys.argv[2], started_at="2026-03-01T10:00:00+03:00")
key = journal.open(started)
journal.append(key, [Recorded(started.id, 0, 0.0, started)])
seq = 0
while True:
    heard = SpeechStarted(t=seq, speaker="agent")
    text = f"{started.id} said {seq + 2} " + "x" * (seq * 37 % 900)
    said = Utterance(t=seq, t0=seq, t1=seq + 1, speaker="agent", text=text)
    journal.append(key, [Recorded(started.id, seq + 1, seq, heard), Recorded(started.id, seq + 2, seq, said)])
    seq += 2
    print(seq, flush=True)
"""


def test_all_that_was_acknowledged_is_there_after_each_of_five_kills(path: Path) -> None:
    chance = random.Random(7)
    acknowledged: dict[str, int] = {}
    for run in range(5):
        name = f"call-{run}"
        command = [sys.executable, "-c", WRITE, str(path), name]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged[name] = int(process.stdout.readline())
        time.sleep(chance.uniform(0, 0.2))
        process.kill()
        rest, _ = process.communicate(timeout=20)
        # The last line may have been cut off by the kill.
        acknowledged[name] = max([acknowledged[name], *map(int, rest.split("\n")[:-1])])
        with open_for_writing(path) as database:
            database.check()
            journal = Journal(database)
            assert [call.id for call in journal.close_cut_off()] == [name]
    with open_for_reading(path) as database:
        journal_read = StoredCalls(database)
        calls = journal_read.calls()
        assert [call.id for call in calls] == list(acknowledged)
        for call in calls:
            lines = journal_read.lines(call.key)
            assert [line["seq"] for line in lines] == list(range(len(lines)))
            assert len(lines) >= acknowledged[call.id] + 2  # the call, what was acknowledged, the end
            assert (lines[-1]["type"], lines[-1]["reason"], call.end_reason) == ("end", "cut", "cut")
            assert lines[-1]["at"] == lines[-2]["at"] == call.ended_t
            for line in lines[1:-1]:
                if line["type"] == "utterance":
                    assert line["text"].startswith(f"{call.id} said {line['seq']} ")
        assert sum(acknowledged.values()) > 10


MAKE = """
import sys
from pathlib import Path
from callassist.store.database import open_for_writing
open_for_writing(Path(sys.argv[1]) / "first" / "journal.db").close()
print("ready", flush=True)
for number in range(1000):
    open_for_writing(Path(sys.argv[1]) / str(number) / "journal.db").close()
"""


@pytest.mark.parametrize("wait", [0.01, 0.05, 0.11, 0.16])
def test_a_kill_while_a_database_is_made_leaves_nothing_that_stands_in_the_way(tmp_path: Path, wait: float) -> None:
    command = [sys.executable, "-c", MAKE, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(wait)
    process.kill()
    process.communicate(timeout=20)
    for folder in [*tmp_path.iterdir()]:
        with open_for_writing(folder / "journal.db") as database:
            journal = Journal(database)
            key = journal.open(STARTED)
            journal.append(key, [event(0, STARTED)])
            assert seqs(journal, key) == [0]


# ── No room ───────────────────────────────────────────────────────────────────────────────────────────────


def refusal(journal: Journal, call: UUID, recorded: list[Recorded]) -> JournalUnavailable | None:
    """What the journal says to events that it can't write; None where it could."""
    try:
        journal.append(call, recorded)
    except JournalUnavailable as error:
        return error
    return None


def test_on_a_full_disk_events_are_kept_in_order_and_written_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as folder, open_for_writing(folder / "journal.db") as database:
        journal = Journal(database)
        key = journal.open(STARTED)
        journal.append(key, [event(0, STARTED)])
        ballast = fill(folder)
        acknowledged = 0
        while (error := refusal(journal, key, [said(acknowledged + 1, 4000)])) is None:
            acknowledged += 1
        assert error.cause == "full"
        assert "no room left" in error.what
        assert "in memory only" in error.what
        assert "Free some space" in error.remedy
        assert (error.pending, journal.pending, journal.trouble) == (1, 1, error)
        for more in range(2, 5):
            error = refusal(journal, key, [said(acknowledged + more, 4000)])
            assert error is not None
            assert (error.cause, error.pending) == ("full", more)
        seq = acknowledged + 4
        journal.append(key, [event(seq + 1, SpeechStarted(speaker="agent"))])
        with pytest.raises(JournalUnavailable):
            journal.flush()
        assert seqs(journal, key) == list(range(acknowledged + 1))
        ballast.unlink()
        journal.append(key, [said(seq + 2)])
        assert (journal.pending, journal.trouble) == (0, None)
        assert seqs(journal, key) == list(range(seq + 3))
        database.check()


def test_a_call_that_begins_on_a_full_disk_is_written_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as folder, open_for_writing(folder / "journal.db") as database:
        journal = Journal(database)
        ballast = fill(folder)
        key = journal.open(STARTED)
        with pytest.raises(JournalUnavailable):
            journal.append(key, [event(0, STARTED)])
        with pytest.raises(JournalUnavailable):
            journal.append(key, [said(1)])
        ballast.unlink()
        journal.close(key, event(2, CallEnded(t=2.0, reason="hangup")))
        assert seqs(journal, key) == [0, 1, 2]
        assert journal.find("last").end_reason == "hangup"


def test_a_database_that_can_not_be_made_for_want_of_room_leaves_none(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as folder:
        ballast = fill(folder)
        with pytest.raises(StorageError, match="no room left") as caught:
            open_for_writing(folder / "journal.db")
        assert caught.value.cause == "full"
        assert not (folder / "journal.db").exists()
        ballast.unlink()
        open_for_writing(folder / "journal.db").close()


LIMITED = """
import json, resource, sys
from pathlib import Path
from callassist.calls.journal import Journal, JournalUnavailable
from callassist.events import CallStarted, Recorded, Utterance
from callassist.store.database import open_for_writing
database = open_for_writing(Path(sys.argv[1]))
journal = Journal(database)
started = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
key = journal.open(started)
journal.append(key, [Recorded("c1", 0, 0.0, started)])
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
acknowledged, causes = 0, []
for seq in range(1, 70):
    said = Utterance(t=seq, t0=seq, t1=seq + 1, speaker="agent", text=f"{seq} " + "x" * 4000)
    try:
        journal.append(key, [Recorded("c1", seq, float(seq), said)])
        acknowledged = seq
    except JournalUnavailable as error:
        causes.append(error.cause)
pending, stored = journal.pending, len(journal.lines(key))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
journal.flush()
database.check()
after = [line["seq"] for line in journal.lines(key)]
print(json.dumps({"acknowledged": acknowledged, "causes": causes, "pending": pending, "stored": stored,
                  "after": after, "left": journal.pending}))
"""


def test_errors_of_the_disk_lose_nothing(path: Path) -> None:
    """A file may not grow beyond 200 kB for a while: no right of an administrator is needed for that."""
    if sys.platform == "win32":
        pytest.skip("Windows has no limit for the size of a file")
    run = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["causes"]
    assert set(found["causes"]) <= {"input/output", "full"}
    assert found["stored"] == found["acknowledged"] + 1
    assert found["pending"] == 69 - found["acknowledged"] > 0
    assert found["after"] == list(range(70))
    assert found["left"] == 0


# ── Locked, and other obstacles ───────────────────────────────────────────────────────────────────────────


def test_a_locked_journal_keeps_events_until_it_is_free(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)
    with open_for_writing(path) as database:
        journal = Journal(database)
        key = journal.open(STARTED)
        journal.append(key, [event(0, STARTED)])
        with closing(raw_connection(path, database.key)) as other:
            other.execute("BEGIN IMMEDIATE")
            for seq in (1, 2):
                with pytest.raises(JournalUnavailable, match="Another program keeps") as caught:
                    journal.append(key, [said(seq)])
                assert (caught.value.cause, caught.value.pending) == ("locked", seq)
            with pytest.raises(JournalUnavailable):
                journal.close_cut_off()
            other.execute("ROLLBACK")
        journal.flush()
        assert seqs(journal, key) == [0, 1, 2]


def test_while_it_fails_derived_events_wait_without_an_attempt(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)
    with open_for_writing(path) as database:
        journal = Journal(database)
        key = journal.open(STARTED)
        with closing(raw_connection(path, database.key)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(JournalUnavailable):
                journal.append(key, [event(0, STARTED)])
            journal.append(key, [event(seq, SpeechStarted(speaker="agent")) for seq in range(1, 1001)])
            assert journal.pending == 1001
            other.execute("ROLLBACK")
        journal.append(key, [said(1001)])
        assert seqs(journal, key) == list(range(1002))


class FakeForgetfulDatabase:
    """A database that reports failure for a commit that did reach the disk, as a failed fsync may."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.fails = False

    def __getattr__(self, name: str) -> object:
        return getattr(self.database, name)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.database.writing() as connection:
            yield connection
        if self.fails:
            raise StorageError("The disk gives errors.", "", "input/output")


def test_what_was_refused_but_reached_the_disk_is_not_written_twice(path: Path) -> None:
    with open_for_writing(path) as database:
        forgetful = FakeForgetfulDatabase(database)
        journal = Journal(forgetful)  # type: ignore[arg-type]
        key = journal.open(STARTED)
        forgetful.fails = True
        assert refusal(journal, key, [event(0, STARTED)]) is not None
        assert refusal(journal, key, [said(1)]) is not None
        assert refusal(journal, key, [event(2, SpeechStarted(speaker="agent"))]) is None
        assert refusal(journal, key, [said(3)]) is not None
        assert journal.pending == 4
        forgetful.fails = False
        journal.append(key, [said(4)])
        assert seqs(journal, key) == [0, 1, 2, 3, 4]
        assert [item.seq for item in journal.transcript(key)] == [1, 3, 4]
        assert [item.seq for _, item in journal.search("x" * 20)] == [1, 3, 4]


def test_a_mistake_in_the_program_rises_as_it_is_and_loses_nothing(path: Path) -> None:
    with open_for_writing(path) as database:
        journal = Journal(database)
        key = journal.open(STARTED)
        with database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE utterance_text RENAME TO away")
        with pytest.raises(Exception, match="no such table"):
            journal.append(key, [event(0, STARTED), said(1)])
        assert journal.pending == 2
        with database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO utterance_text")
        journal.flush()
        assert seqs(journal, key) == [0, 1]
