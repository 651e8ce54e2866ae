"""Past calls for a window: asked for from its thread, looked up and written out on threads of their own.

Neither the live calls nor their desks are asked: it has readers of its own. What was asked for and is not wanted any
more is not looked up, and every answer says to what it is one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from callassist.calls.worker import Worker
from callassist.errors import UserError
from callassist.events import Language
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog, Page
from callassist.reports.call_papers import export_papers
from callassist.reports.exporting import CallForm, ListForm, Progress, export_call, export_list
from callassist.reports.said_search import After
from callassist.reports.whole_call import WholeCall, whole
from callassist.settings import SettingsFile
from callassist.store.database import Database, journal_path, open_for_reading

_IDLE_S = 60.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of what was `asked` for. `all`: how many calls fit, where that is known. `first`: whether it begins the
    list. `categories`, `outcomes`: that wrap-ups have, to choose from."""

    asked: int
    page: Page
    all: int | None
    first: bool
    categories: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A call, whole, as it was `asked` for."""

    asked: int
    whole: WholeCall


@dataclass(frozen=True, slots=True)
class NotRead:
    """Why what was `asked` for can't be had, and how to mend it."""

    asked: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Exporting:
    """How many calls are written, and of how many, where that is known."""

    done: int
    all: int | None


@dataclass(frozen=True, slots=True)
class Exported:
    """A file or a folder of them was written; `count` calls. None where it was stopped before: then there is none."""

    target: Path
    count: int | None


@dataclass(frozen=True, slots=True)
class NotExported:
    """Why a file was not written, and how to mend it."""

    what: str
    remedy: str


Told = Listed | Opened | NotRead | Exporting | Exported | NotExported


class LogDesk:
    """Every method returns at once; what comes of it is told from other threads.

    Args:
        tell: gets what is told. journal, records: the files; the user's own by default.
    """

    def __init__(self, tell: Callable[[Told], None], journal: Path | None = None, records: Path | None = None) -> None:
        self._tell = tell
        self._journal = journal or journal_path()
        self._records = records
        self._database: Database | None = None
        self._newest_list = self._newest_call = self._answering = 0
        self._ends = False
        # Exports are numbered: those up to one were stopped, whatever is asked for afterwards.
        self._exports = self._stopped = 0
        self._reader = Worker("call-log", self._let_go_at_the_end, _IDLE_S, self._fault_in_reading)
        self._writer = Worker("call-export", lambda: False if self._ends else None, _IDLE_S, self._fault_in_writing)

    def start(self) -> None:
        """Begin to answer."""
        self._reader.start()
        self._writer.start()

    def close(self) -> None:
        """Answer nothing more, and stop what is being written; returns at once."""
        self._ends = True
        self.stop()
        for worker in (self._reader, self._writer):
            worker.put(lambda: None)  # one that waits sees that it is over

    def join(self) -> None:
        """Wait until `close` is done."""
        self._reader.join()
        self._writer.join()

    def list_calls(self, asked: int, filters: Filters, after: After | None = None) -> None:
        """Tells `Listed` or `NotRead`; an earlier question that waits is forgotten."""
        self._newest_list = asked
        self._reader.put(lambda: self._list(asked, filters, after))

    def open_call(self, asked: int, key: UUID) -> None:
        """Tells `Opened` or `NotRead`; an earlier one that waits is forgotten."""
        self._newest_call = asked
        self._reader.put(lambda: self._open(asked, key))

    def export_list(self, filters: Filters, form: ListForm, target: Path) -> None:
        """Tells `Exporting` as it goes, then `Exported` or `NotExported`."""
        self._write(lambda log, go_on: export_list(log, filters, form, target, go_on), target)

    def export_call(self, key: UUID, form: CallForm, target: Path, language: Language) -> None:
        """Tells `Exported` or `NotExported`. A PDF is in that language."""

        def write(log: CallLog, _go_on: Progress) -> int:
            export_call(log, key, form, target, language)
            return 1

        self._write(write, target)

    def export_papers(self, filters: Filters, folder: Path, language: Language) -> None:
        """As `export_list`: a PDF for each call, in that language, into a new folder."""
        self._write(lambda log, go_on: export_papers(log, filters, folder, language, go_on), folder)

    def stop(self) -> None:
        """Write no more of what was asked for until now; there is no file then."""
        self._stopped = self._exports

    # ── The reader's thread ───────────────────────────────────────────────────────────────────────────────

    def _list(self, asked: int, filters: Filters, after: After | None) -> None:
        if asked != self._newest_list or self._ends:
            return
        self._answering = asked
        try:
            log = self._log()
            if log is None:
                self._tell(Listed(asked, Page((), None), 0, first=True))
                return
            page = log.page(filters, after)
            if after is not None:
                self._tell(Listed(asked, page, None, first=False))
                return
            categories, outcomes = log.chosen()
            self._tell(Listed(asked, page, log.count(filters), True, categories, outcomes))
        except UserError as error:
            self._fail(asked, error)

    def _open(self, asked: int, key: UUID) -> None:
        if asked != self._newest_call or self._ends:
            return
        self._answering = asked
        try:
            log = self._log()
            if log is None:
                raise UserError("The journal is not there any more.", "Restore it from a backup.")
            self._tell(Opened(asked, whole(log, key)))
        except UserError as error:
            self._fail(asked, error)

    def _fail(self, asked: int, error: UserError) -> None:
        _log.warning("past calls can't be read: %s", error.what)
        self._let_go()  # opened anew the next time
        self._tell(NotRead(asked, error.what, error.remedy))

    def _log(self) -> CallLog | None:
        """None while no call was ever written down."""
        if self._database is None:
            if not self._journal.exists():
                return None
            self._database = open_for_reading(self._journal)
        return self._of(self._database)

    def _let_go_at_the_end(self) -> bool | None:
        """Whatever still waits is not answered any more, so the file can't be one of those things."""
        if not self._ends:
            return None
        self._let_go()
        return False

    def _let_go(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    # ── The writer's thread ───────────────────────────────────────────────────────────────────────────────

    def _write(self, work: Callable[[CallLog, Progress], int | None], target: Path) -> None:
        self._exports += 1
        number = self._exports

        def go_on(done: int, total: int | None) -> bool:
            self._tell(Exporting(done, total))
            return self._stopped < number

        def write() -> None:
            try:
                with open_for_reading(self._journal) as journal:
                    self._tell(Exported(target, work(self._of(journal), go_on) if self._stopped < number else None))
            except UserError as error:
                _log.warning("calls were not written to a file: %s", error.what)
                self._tell(NotExported(error.what, error.remedy))

        self._writer.put(write)

    def _of(self, journal: Database) -> CallLog:
        return CallLog(journal, self._records, region=SettingsFile().current.phone.region)

    # ── Faults of the program ─────────────────────────────────────────────────────────────────────────────

    def _fault_in_reading(self, report: Path) -> None:
        self._tell(NotRead(self._answering, *_of_fault(report)))

    def _fault_in_writing(self, report: Path) -> None:
        self._tell(NotExported(*_of_fault(report)))


def _of_fault(report: Path) -> tuple[str, str]:
    return f"A fault in the program; its report is {report.name}.", "Please send it on."
