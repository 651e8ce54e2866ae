"""Many calls on paper: a file each in a new folder, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from logged_calls import Journals, days_on, says
from pypdf import PdfReader
from sqlalchemy import update
from typer.testing import CliRunner

from callassist.calls.journal import Journal
from callassist.commands.report import app
from callassist.errors import UserError
from callassist.events import Note
from callassist.reports import call_pdf
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog
from callassist.reports.call_papers import export_papers
from callassist.reports.log_desk import Exported, Exporting, LogDesk, NotExported, Told
from callassist.reports.typesetting import Typesetter
from callassist.reports.whole_call import whole
from callassist.store.database import Database, journal_path, open_for_writing
from callassist.store.faults import StorageError
from callassist.store.schema import event

TITLES = {"ar": "مكالمة", "en": "A call, as it was written down"}


@pytest.fixture
def database() -> Iterator[Database]:
    """Three calls, two of them in the same minute, and one without a word."""
    with open_for_writing(journal_path()) as opened:
        calls = Journals(opened, Journal(opened))
        calls.call([says(1, "النت مقطوع")], name="c0")
        calls.call([], name="c1", number=None, began=days_on(0) + timedelta(seconds=30))
        calls.call([says(1, "الفاتورة غلط")], name="c2", began=days_on(1))
        yield opened


@pytest.fixture
def log(database: Database) -> CallLog:
    return CallLog(database)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_each_call_has_a_file_named_by_its_time_and_not_by_its_customer(log: CallLog, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    folder = tmp_path / "calls"
    assert export_papers(log, Filters(), folder, "en", lambda done, total: not told.append((done, total))) == 3
    assert names(folder) == ["call-2026-03-01-1000-2.pdf", "call-2026-03-01-1000.pdf", "call-2026-03-02-1000.pdf"]
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert TITLES["en"] in PdfReader(folder / "call-2026-03-02-1000.pdf").pages[0].extract_text()
    assert names(tmp_path) == ["calls"]
    if hasattr(Path, "owner"):
        assert folder.stat().st_mode & 0o077 == 0, "for its owner only"


def test_chosen_calls_alone_are_written_and_listed(log: CallLog, tmp_path: Path) -> None:
    chosen = Filters(among=frozenset({log.find("c0").key, log.find("c2").key}))
    assert [each.id for each in log.page(chosen).calls] == ["c2", "c0"]
    assert (log.count(chosen), chosen.is_empty) == (2, False)
    (found,) = log.page(Filters(among=chosen.among, said="فواتير")).calls
    assert found.id == "c2"
    assert export_papers(log, chosen, tmp_path / "calls") == 2


@pytest.mark.parametrize("at", [0, 1, 3])
def test_stopped_anywhere_it_leaves_nothing(log: CallLog, tmp_path: Path, at: int) -> None:
    assert export_papers(log, Filters(), tmp_path / "calls", "ar", lambda done, _total: done < at) is None
    assert names(tmp_path) == []


def test_a_fault_in_the_middle_leaves_nothing(log: CallLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full at the second file, faked where the file is written."""
    written: list[Path] = []

    def full(path: Path, content: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device")
        path.write_bytes(content)
        written.append(path)

    monkeypatch.setattr("callassist.reports.call_papers.write_whole", full)
    with pytest.raises(StorageError, match="no room left") as caught:
        export_papers(log, Filters(), tmp_path / "calls", "ar")
    assert "Free some space" in caught.value.remedy
    assert written
    assert names(tmp_path) == []
    monkeypatch.setattr(Typesetter, "pdf", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_papers(log, Filters(), tmp_path / "calls", "ar")
    assert names(tmp_path) == []


def test_nothing_that_is_there_is_replaced(log: CallLog, tmp_path: Path) -> None:
    (tmp_path / "calls").mkdir()
    with pytest.raises(UserError, match="exists already"):
        export_papers(log, Filters(), tmp_path / "calls")
    with pytest.raises(StorageError, match="can't be written"):
        export_papers(log, Filters(), tmp_path / ("n" * 300))
    assert names(tmp_path) == ["calls"]


def test_a_damaged_row_and_a_call_that_goes_on_are_no_hindrance(
    database: Database, log: CallLog, tmp_path: Path
) -> None:
    Journals(database, Journal(database)).call([says(1, "ألو")], name="c3", began=days_on(2), ends=False)
    with database.writing() as connection:
        connection.execute(update(event).where(event.c.type == "utterance").values(payload='{"te'))
    assert export_papers(log, Filters(), tmp_path / "calls", "en") == 4
    text = PdfReader(tmp_path / "calls" / "call-2026-03-03-1000.pdf").pages[0].extract_text()
    assert "has no end yet" in text
    assert "can't be read" in text


def test_a_line_or_a_note_of_more_than_a_page_is_written_whole(database: Database, log: CallLog) -> None:
    long = " ".join(f"word{number}" for number in range(900))
    told = [says(1, long), Note(t=2, text="\n".join(f"note{number}" for number in range(60)))]
    key = Journals(database, Journal(database)).call(told, name="c3", began=days_on(2))
    paper = BytesIO(call_pdf.pdf(whole(log, key), "en"))
    words = set(" ".join(page.extract_text() for page in PdfReader(paper).pages).split())
    assert words >= {f"word{number}" for number in range(900)} | {f"note{number}" for number in range(60)}


@pytest.mark.usefixtures("database")
def test_the_command_writes_them_in_the_language_of_each(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["calls", "--search", "فواتير", "--pdf", str(tmp_path / "calls")])
    assert ran.exit_code == 0, ran.output
    assert "with 1 calls" in ran.stderr
    assert "NOT encrypted" in ran.stderr
    assert names(tmp_path / "calls") == ["call-2026-03-02-1000.pdf"]


@pytest.mark.usefixtures("database")
def test_ctrl_c_stops_the_command_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Typesetter, "pdf", interrupted)
    ran = CliRunner().invoke(app, ["calls", "--pdf", str(tmp_path / "calls")])
    assert (ran.exit_code, "Nothing was written" in ran.stderr, names(tmp_path)) == (130, True, [])


@pytest.mark.usefixtures("database")
def test_the_desk_writes_them_on_its_own_thread_and_stops_what_was_asked_for(tmp_path: Path) -> None:
    told: list[Told] = []
    desk = LogDesk(told.append)
    desk.export_papers(Filters(), tmp_path / "stopped", "ar")
    desk.stop()
    desk.export_papers(Filters(), tmp_path / "calls", "ar")
    desk.export_papers(Filters(), tmp_path / "calls", "ar")
    desk.start()
    desk._writer.put(lambda: desk.close())
    desk.join()
    assert told[0] == Exported(tmp_path / "stopped", None)
    assert told[1:-1] == [*(Exporting(done, 3) for done in range(4)), Exported(tmp_path / "calls", 3)]
    assert isinstance(told[-1], NotExported)
    assert names(tmp_path) == ["calls"]
