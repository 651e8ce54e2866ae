"""Past calls looked up on a thread of their own: what is answered, and what is let go. Real databases and threads."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from logged_calls import Journals, says

from callassist.calls.journal import Journal
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog
from callassist.reports.log_desk import Listed, LogDesk, NotRead, Opened, Told
from callassist.store.database import journal_path, open_for_writing


@pytest.fixture
def call() -> Iterator[UUID]:
    """The one that there is."""
    with open_for_writing(journal_path()) as opened:
        yield Journals(opened, Journal(opened)).call([says(1, "النت مقطوع")])


def test_the_latest_of_each_kind_is_answered(call: UUID) -> None:
    told: list[Told] = []
    desk = LogDesk(told.append)
    desk.list_calls(1, Filters())
    desk.open_call(2, call)
    desk.list_calls(3, Filters())
    desk._reader.put(desk.close)
    desk.start()
    desk.join()
    opened, listed = told
    assert isinstance(opened, Opened)
    assert isinstance(listed, Listed)
    assert (opened.asked, opened.whole.call.key, listed.asked, listed.all) == (2, call, 3, 1)


@pytest.mark.usefixtures("call")
def test_closed_while_it_looks_it_lets_go_of_the_journal() -> None:
    told: list[Told] = []

    def tell(what: Told) -> None:
        told.append(what)
        desk.close()

    desk = LogDesk(tell)
    desk.list_calls(1, Filters())
    desk.start()
    desk.join()
    assert [type(each) for each in told] == [Listed]
    assert desk._database is None


def test_a_call_of_a_journal_that_is_gone_is_answered_too() -> None:
    told: list[Told] = []
    desk = LogDesk(told.append)
    desk.list_calls(1, Filters())
    desk.open_call(2, UUID(int=1))
    desk._reader.put(desk.close)
    desk.start()
    desk.join()
    listed, not_read = told
    assert isinstance(listed, Listed)
    assert isinstance(not_read, NotRead)
    assert (listed.page.calls, listed.all, not_read.asked) == ((), 0, 2)


def test_a_fault_of_the_program_answers_what_it_came_from(call: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(CallLog, "page", broken)
    told: list[Told] = []
    desk = LogDesk(told.append)
    desk.list_calls(1, Filters())
    desk.open_call(2, call)
    desk._reader.put(desk.close)
    desk.start()
    desk.join()
    fault, opened = told
    assert isinstance(fault, NotRead)
    assert (fault.asked, "fault in the program" in fault.what) == (1, True)
    assert isinstance(opened, Opened)
    assert opened.asked == 2
