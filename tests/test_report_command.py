"""`callassist report calls`, and the files it writes: whole or not at all, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from logged_calls import OF_FLAG, Journals, days_on, know, promise_in, says
from pypdf import PdfReader
from sqlalchemy import update
from typer.testing import CliRunner, Result

from callassist.calls.journal import Journal
from callassist.commands.report import app
from callassist.customers.records import records_path
from callassist.errors import UserError
from callassist.events import CustomerKnown, Note
from callassist.reports import call_labels, exporting
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog
from callassist.reports.whole_call import CUES
from callassist.store.database import journal_path, open_for_reading, open_for_writing
from callassist.store.faults import StorageError
from callassist.store.schema import event


@pytest.fixture
def filled() -> None:
    """Three calls, of which the first has most of what a call can have."""
    with open_for_writing(journal_path()) as database:
        calls = Journals(database, Journal(database))
        happened = [event for flag in OF_FLAG for event in OF_FLAG[flag]]
        told = [CustomerKnown(name="=HYPERLINK(1)"), says(1, "النت مقطوع من أمس"), *happened, Note(t=8, text="LX-200")]
        first = calls.call([*told, says(15, "بكلمك بكرة", "agent", unsure=((0, 5),))], name="c0", agent="نورة")
        calls.call([says(1, "الفاتورة غلط")], name="c1", began=days_on(1), number=None)
        calls.call([says(1, "شكرا")], name="c2", began=days_on(2))
        calls.wrap_up(first, category="outage", outcome="solved")
    promise_in(records_path(), first, know(records_path(), "منى", "+966551234567"), "اتصال", due="2026-03-02")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["calls", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def names(result: Result) -> list[str]:
    return [line.split("  ")[2] for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("filled")
def test_calls_are_listed_the_newest_first_and_by_what_is_asked_for() -> None:
    assert names(run()) == ["c2", "c1", "c0"]
    assert names(run("--from", "2026-03-02")) == ["c2", "c1"]
    assert names(run("--from", "2026-03-02", "--to", "2026-03-02")) == ["c1"]
    assert names(run("--search", "فاتورة")) == ["c1"]
    assert names(run("--flag", "abuse", "--flag", "gap")) == ["c0"]
    assert names(run("--customer", "055 123 4567", "--outcome", "not_wrapped_up")) == ["c2"]
    assert names(run("--open-promises", "--category", "outage")) == ["c0"]
    nothing = run("--flag", "cut")
    assert (nothing.stdout, nothing.stderr) == ("", "No call fits.\n")


@pytest.mark.usefixtures("filled")
def test_a_list_as_csv_is_harmless_in_a_spreadsheet(tmp_path: Path) -> None:
    told = run("--csv", str(tmp_path / "calls.csv"))
    assert "with 3 calls" in told.stderr
    assert "NOT encrypted" in told.stderr
    written = (tmp_path / "calls.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [row["id"] for row in rows] == ["c2", "c1", "c0"]
    assert rows[2] | {"name": "'=HYPERLINK(1)", "number": "+966551234567", "wrapped_up": "yes"} == rows[2]
    assert (rows[2]["abuse"], rows[2]["cut"], rows[2]["open_promises"], rows[1]["number"]) == ("1", "", "1", "")


@pytest.mark.usefixtures("filled")
def test_a_list_and_one_call_as_json(tmp_path: Path) -> None:
    run("--json", str(tmp_path / "list.jsonl"), "--search", "النت")
    (one,) = [json.loads(line) for line in (tmp_path / "list.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (one["id"], one["found"], one["found_at"], one["abuse"]) == ("c0", "النت مقطوع من أمس", 1, 1)
    run("--call", "c0", "--json", str(tmp_path / "call.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "call.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [lines[0]["type"], lines[-1]["type"]] == ["call", "end"]
    assert lines == [json.loads(line) for line in run("--call", "c0").stdout.splitlines()]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", ["مكالمة مسجلة كتابة", "النت مقطوع من أمس", "اتصال", "LX-200", "0551234567", "إساءة", "نورة"]),
        (
            "en",
            ["A call, as it was written down", "LX-200", "[Warning 1 given]", "Knowledge gap", "Outage or slow line"],
        ),
    ],
)
def test_one_call_on_paper(tmp_path: Path, language: str, expected: list[str]) -> None:
    run("--call", "c0", "--pdf", str(tmp_path / "call.pdf"), "--language", language)
    reader = PdfReader(tmp_path / "call.pdf")
    assert (reader.pages[0].mediabox.width, reader.pages[0].mediabox.height) == (595.28, 841.89)
    text = _plain("".join(page.extract_text() for page in reader.pages))
    for words in expected:
        assert _plain(words) in text or _plain(words)[::-1] in text, words


def _plain(text: str) -> str:
    shaped = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in shaped if letter.isalnum() or letter in "+-[]")


@pytest.mark.usefixtures("filled")
def test_a_damaged_row_is_said_on_paper_and_keeps_its_place_among_the_lines(tmp_path: Path) -> None:
    with open_for_writing(journal_path()) as database, database.writing() as connection:
        connection.execute(update(event).where(event.c.type == "anger").values(payload='{"ki'))
    run("--call", "c0", "--pdf", str(tmp_path / "call.pdf"), "--language", "en")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "call.pdf").pages)
    assert "2 of its rows are damaged" in text
    assert {"type": "anger", "call": "c0"}.items() <= next(
        line for line in map(json.loads, run("--call", "c0").stdout.splitlines()) if line["type"] == "anger"
    ).items()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--from", "1 March"], "--from '1 March' is no day"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "before --from"),
        (["--period", "last_year"], "no period 'last_year'"),
        (["--period", "today", "--to", "2026-03-01"], "neither --from nor --to"),
        (["--flag", "anger"], "no flag 'anger'"),
        (["--csv", "a", "--json", "b"], "Only one of"),
        (["--pdf", "/nowhere/calls"], "no folder /nowhere"),
        (["--pdf", "calls", "--flag", "cut"], "No call fits"),
        (["--call", "c0", "--flag", "gap"], "goes with no filter"),
        (["--call", "c9"], "no call 'c9'"),
        (["--search", "؟"], "no word to look for"),
        (["--csv", "/nowhere/calls.csv"], "no folder /nowhere"),
        (["--csv", "n" * 300], "can't be written"),
    ],
)
def test_wrong_use_says_what_and_how(arguments: list[str], what: str) -> None:
    with pytest.raises(UserError, match=what) as caught:
        run(*arguments)
    assert caught.value.remedy


def test_before_the_first_call_that_is_said() -> None:
    with pytest.raises(UserError, match="nothing has been stored yet"):
        run()
    open_for_writing(journal_path()).close()
    assert run().stderr == "There is no call yet.\n"


@pytest.mark.usefixtures("filled")
def test_no_file_is_replaced_and_none_is_left_half_written(tmp_path: Path) -> None:
    target = tmp_path / "calls.csv"
    target.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        run("--csv", str(target))
    with open_for_reading(journal_path()) as journal:
        log = CallLog(journal)
        seen: list[tuple[int, int | None]] = []

        def stop(done: int, total: int | None) -> bool:
            seen.append((done, total))
            return False

        assert exporting.export_list(log, Filters(), "csv", target, stop) is None
        assert (seen, target.read_text()) == ([(3, 3)], "mine")
        (tmp_path / "folder").mkdir()
        with pytest.raises(StorageError, match="can't be written"):
            exporting.export_list(log, Filters(), "csv", tmp_path / "folder")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["calls.csv", "folder"]


def test_whatever_is_shown_at_a_line_has_words_in_both_languages() -> None:
    cues = call_labels.load().cue
    assert {name.partition(".")[0] for name in cues} == CUES
    assert all(words.ar and words.en for words in cues.values())
