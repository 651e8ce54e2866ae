"""What is stored can be got out, read, backed up and brought up to date from the command line."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from customer_records import opened
from keyring.backends import fail
from typer.testing import CliRunner, Result

from callassist.calls.journal import Journal
from callassist.commands.db import app
from callassist.customers.records import records_path
from callassist.errors import UserError
from callassist.events import CallEnded, CallStarted, Recorded, Utterance
from callassist.store import keys
from callassist.store.database import Database, journal_path, open_for_reading, open_for_writing
from callassist.store.export import rows
from callassist.store.faults import StorageError

TURNS = [
    (1.2, "customer", "طلبي رقم [digits]"),
    (4.0, "agent", "let me look"),
    (1.2, "customer", "طلبي رقم 4711"),
]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with key files."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    monkeypatch.setenv("CALLASSIST_DATA", str(tmp_path / "بيانات data"))
    yield tmp_path / "بيانات data"
    keyring.set_keyring(before)


def record(call: CallStarted) -> list[Recorded]:
    found: list[Recorded] = [Recorded(call.id, 0, 0.0, call)]
    for seq, (t, speaker, text) in enumerate(TURNS, 1):
        revises = 1 if seq == 3 else None
        said = Utterance(t=t, t0=t, t1=t + 1, speaker=speaker, text=text, revises=revises)  # type: ignore[arg-type]
        found.append(Recorded(call.id, seq, 5.0 + seq, said))
    return [*found, Recorded(call.id, 4, 61.5, CallEnded(t=61.5, reason="hangup"))]


def store(database: Database, name: str = "c1") -> list[Recorded]:
    call = CallStarted(id=name, started_at="2026-03-01T10:00:00+03:00", number="+966550000000", language="ar")
    journal = Journal(database)
    journal.append(journal.open(call, agent="a17"), record(call))
    return record(call)


@pytest.fixture
def stored() -> list[Recorded]:
    with open_for_writing(journal_path()) as database:
        return store(database)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def as_lines(recorded: Iterable[Recorded]) -> list[dict[str, Any]]:
    """The lines of a call as they are kept: a revision replaces the text of what it revises."""
    lines = [item.line() for item in recorded]
    kept = {line["seq"]: line for line in json.loads(json.dumps(lines))}
    for line in lines:
        if "revises" in line:
            kept[line["revises"]] |= {"text": line["text"], "unsure": json.loads(json.dumps(line["unsure"]))}
    return list(kept.values())


# ── export ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_comes_out_as_the_lines_that_went_in(stored: list[Recorded]) -> None:
    result = run("export", "--call", "last")
    assert [json.loads(line) for line in result.stdout.splitlines()] == as_lines(stored)
    assert result.stdout == run("export", "--call", "c1").stdout == run("export").stdout


def test_calls_come_out_one_after_another(stored: list[Recorded]) -> None:
    with open_for_writing(journal_path()) as database:
        second = store(database, "c2")
    exported = [json.loads(line) for line in run("export").stdout.splitlines()]
    assert exported == as_lines(stored) + as_lines(second)
    assert [json.loads(line) for line in run("export", "--call", "c2").stdout.splitlines()] == as_lines(second)


def test_a_transcript_tells_times_and_speakers_and_the_latest_text(stored: list[Recorded]) -> None:
    assert run("export", "--call", "last", "--text").stdout.splitlines() == [
        "Call c1, 2026-03-01 10:00:00 +0300, inbound, +966550000000, ar, a17",
        "10:00:01  customer  طلبي رقم 4711",
        "10:00:04  agent     let me look",
        "(end 10:01:01)",
    ]


def test_an_unfinished_and_a_cut_call_say_so() -> None:
    call = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
    with open_for_writing(journal_path()) as database:
        journal = Journal(database)
        journal.append(journal.open(call), [Recorded("c1", 0, 0.0, call)])
    assert run("export", "--text").stdout.splitlines()[-1] == "(it has no end yet)"
    with open_for_writing(journal_path()) as database:
        Journal(database).close_cut_off()
    assert run("export", "--text").stdout.splitlines()[-1] == "(end 10:00:00, cut off)"


def test_everything_is_every_row_of_every_table_and_every_word_of_the_index(stored: list[Recorded]) -> None:
    exported = [json.loads(line) for line in run("export", "--all").stdout.splitlines()]
    counted: dict[str, int] = {}
    for line in exported:
        if "table" in line:
            counted[line["table"]] = counted.get(line["table"], 0) + 1
    with open_for_reading(journal_path()) as database, database.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for name in tables:
            rows_of = connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
            if name not in ("utterance_index", "utterance_terms"):
                assert counted.get(name, 0) == rows_of
    assert {"call", "event", "utterance_text", "alembic_version", "utterance_index_data"} < set(counted)
    assert [line["row"]["number"] for line in exported if line.get("table") == "call"] == ["+966550000000"]
    terms = {line["term"]: line["times"] for line in exported if "index" in line}
    assert terms == {"طلبي": 1, "رقم": 1, "4711": 1, "let": 1, "me": 1, "look": 1}


def test_what_is_hidden_in_bytes_is_exported_as_text() -> None:
    with open_for_writing(journal_path()) as database:
        with database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE odd (a BLOB)")
            connection.exec_driver_sql("INSERT INTO odd VALUES (?)", (b"4929\x00\xff word",))
        (odd,) = [row for row in rows(database) if row.get("table") == "odd"]
    assert odd == {"table": "odd", "row": {"a": "4929\x00\\xff word"}}


def test_an_export_to_a_file_is_private_and_warned_of(stored: list[Recorded], tmp_path: Path) -> None:
    target = tmp_path / "out تصدير.jsonl"
    result = run("export", "--output", str(target))
    assert result.stdout == ""
    assert "NOT encrypted" in result.stderr
    assert target.read_bytes() == run("export").stdout.encode()
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_export_replaces_no_file(stored: list[Recorded], tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        run("export", "--output", str(target))
    assert target.read_text() == "mine"


def test_an_export_that_fails_leaves_no_file(stored: list[Recorded], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no call 'c9'"):
        run("export", "--call", "c9", "--output", str(tmp_path / "out.jsonl"))
    with pytest.raises(StorageError, match="can't be written"):
        run("export", "--output", str(tmp_path / "nowhere" / "out.jsonl"))
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("others", [["--call", "last"], ["--text"]])
def test_everything_goes_with_nothing_else(stored: list[Recorded], others: list[str]) -> None:
    with pytest.raises(UserError, match="--all goes with neither") as caught:
        run("export", "--all", *others)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("arguments", [["export"], ["backup", "somewhere"]])
def test_where_nothing_is_stored_yet_that_is_said_and_nothing_is_made(
    arguments: list[str], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="nothing has been stored yet"):
        run(*arguments)
    assert list(tmp_path.iterdir()) == []


# ── backup ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_backup_is_made_while_calls_are_written(tmp_path: Path) -> None:
    target = tmp_path / "نسخة backup"
    with open_for_writing(journal_path()) as database:
        first = store(database)
        result = run("backup", str(target))
        store(database, "c2")
    assert str(target / "journal.db") in result.stdout
    assert str(keys.key_file(journal_path())) in result.stdout
    assert [item.name for item in target.iterdir()] == ["journal.db"]
    keys.key_file(journal_path()).rename(keys.key_file(target / "journal.db"))
    with open_for_reading(target / "journal.db") as copied:
        database_rows = list(rows(copied))
        assert [row["row"]["id"] for row in database_rows if row.get("table") == "call"] == ["c1"]
        assert len([row for row in database_rows if row.get("table") == "event"]) == len(first)
    assert b"look" not in (target / "journal.db").read_bytes()


def test_a_backup_replaces_none(stored: list[Recorded], tmp_path: Path) -> None:
    run("backup", str(tmp_path / "b"))
    before = (tmp_path / "b" / "journal.db").read_bytes()
    with pytest.raises(UserError, match="exists already"):
        run("backup", str(tmp_path / "b"))
    assert (tmp_path / "b" / "journal.db").read_bytes() == before


def test_a_backup_of_a_database_with_any_damaged_page_is_refused_and_leaves_none(tmp_path: Path) -> None:
    with open_for_writing(journal_path()) as database:
        for number in range(20):
            store(database, f"c{number}")
        with database.writing() as connection:
            connection.exec_driver_sql("UPDATE event SET payload = payload || printf('%9000s', '') WHERE seq = 2")
            # The indexes of an empty table are not read: they lose nothing.
            wrap_ups = "INSERT INTO wrap_up (call_key, state, begun_at) SELECT key, 'draft', started_at FROM call"
            connection.exec_driver_sql(wrap_ups)
    good = journal_path().read_bytes()
    run("backup", str(tmp_path / "good"))
    for page in range(len(good) // 4096):
        content = bytearray(good)
        content[page * 4096 + 2000] ^= 1
        journal_path().write_bytes(content)
        with pytest.raises(StorageError, match="is damaged") as caught:
            run("backup", str(tmp_path / "b"))
        assert str(journal_path()) in caught.value.what
        assert list((tmp_path / "b").glob("*")) == []


def test_a_backup_to_where_no_folder_can_be_is_refused(stored: list[Recorded], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="can't be written"):
        run("backup", str(tmp_path / "file"))


def test_customers_are_backed_up_exported_and_brought_up_to_date_as_well(tmp_path: Path) -> None:
    made = run("upgrade").stdout
    assert "records.db" in made
    with opened(records_path()) as records:
        records.new("0551234567", name="نورة")
    run("backup", str(tmp_path / "b"))
    assert sorted(item.name for item in (tmp_path / "b").iterdir()) == ["journal.db", "knowledge.db", "records.db"]
    lines = [json.loads(line) for line in run("export", "--all").stdout.splitlines()]
    (person,) = [line for line in lines if line.get("table") == "person"]
    assert (person["database"], person["row"]["name"]) == ("records.db", "نورة")
    assert {line["database"] for line in lines} == {"journal.db", "knowledge.db", "records.db"}


# ── upgrade ───────────────────────────────────────────────────────────────────────────────────────────────


def test_upgrade_makes_a_database_and_then_finds_it_up_to_date() -> None:
    made = run("upgrade").stdout
    assert f"Made {journal_path()}" in made
    assert str(keys.key_file(journal_path())) in made
    assert "is up to date (schema 0003)" in run("upgrade").stdout


def test_upgrade_does_not_run_beside_a_writer() -> None:
    with open_for_writing(journal_path()), pytest.raises(UserError, match="already running"):
        run("upgrade")
