"""Promises to callers without a record come out as a part of their own, and go in once there is one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from customer_records import opened
from sqlalchemy import insert
from typer.testing import CliRunner, Result
from uuid_utils.compat import uuid7

from callassist.commands.customers import app
from callassist.customers.exporting import history_lines, unowned_promise_lines, unowned_promises
from callassist.customers.importing.history import HistoryImport
from callassist.customers.records import Records, records_path
from callassist.errors import UserError
from callassist.store.records_schema import promise

NUMBER, KNOWN = "+966551234567", "+966551234568"


def filled(records: Records) -> None:
    """One promise to somebody known; two to nobody, of which one has a number and a name that computes."""
    who = records.new(KNOWN, name="نورة", external_id="C-1")
    made = {"made_at": "2026-03-01T07:00:00+00:00", "state": "open"}
    rows = [
        {"person_key": who, "what": "زيارة", "number": KNOWN, "name": "نورة"},
        {"person_key": None, "what": "اتصال", "due": "2026-03-02", "number": NUMBER, "name": "=SUM(A1)"},
        {"person_key": None, "what": "سؤال القسم", "number": None, "name": None},
    ]
    with records.database.writing() as connection:
        for row in rows:
            connection.execute(insert(promise), {"key": uuid7(), **made, **row})


def run(*arguments: str) -> Result:
    ran = CliRunner().invoke(app, ["export", *arguments])
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    return ran


def test_they_are_a_part_of_their_own_and_harmless_in_a_spreadsheet(tmp_path: Path) -> None:
    with opened(tmp_path / "records.db") as records:
        filled(records)
        rows = list(csv.DictReader(unowned_promise_lines(records.database)))
        assert [row["what"] for row in csv.DictReader(history_lines(records.database, "promises"))] == ["زيارة"]
        assert unowned_promises(records.database) == 2
    assert [(row["what"], row["number"], row["due"], row["state"]) for row in rows] == [
        ("اتصال", NUMBER, "2026-03-02", "open"),
        ("سؤال القسم", "", "", "open"),
    ]
    assert [next(iter(row.values())) for row in rows] == ["'=SUM(A1)", ""]


def test_they_go_in_once_there_is_a_record(tmp_path: Path) -> None:
    with opened(tmp_path / "records.db") as records, opened(tmp_path / "other.db") as other:
        filled(records)
        lines = [line for line in unowned_promise_lines(records.database) if "سؤال" not in line]
        (tmp_path / "out.csv").write_text("\n".join(lines), encoding="utf-8")
        other.new(NUMBER, name="=SUM(A1)")
        counts = HistoryImport(other, tmp_path / "out.csv", "promises").carry_out(skip_bad=False, bad_file=None)
        assert counts.new == 1
        (card,) = (other.card(NUMBER).card,)
        assert card is not None
        assert [(each.what, each.due) for each in card.promises] == [("اتصال", "2026-03-02")]


def test_the_command_writes_them_and_says_that_there_are_some(tmp_path: Path) -> None:
    with opened(records_path()) as records:
        filled(records)
    known = run("--kind", "promises")
    assert "2 more to callers who have no record: --kind promises-without-record" in known.stderr
    assert "اتصال" not in known.stdout
    told = run("--kind", "promises-without-record", "--output", str(tmp_path / "out.csv"))
    assert "NOT encrypted" in told.stderr
    assert "اتصال" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert "more" not in run("--kind", "people").stderr
    with pytest.raises(UserError, match="no kind 'all'") as caught:
        run("--kind", "all")
    assert "promises-without-record" in caught.value.remedy
