"""The desk in the running app: a call waits for nothing of it, and nothing that it was given gets lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from crm_server import EXAMPLE, NOURA, FakeCrm, Reply, crm_server, rest
from customer_records import REDACTION, opened
from test_crm_outbox import CARD, wrap_up

from callassist.calls.crm_desk import CrmDesk
from callassist.customers.crm.news import CrmAnswered, CrmNotDone, CrmSilent, CrmTrouble, EntryKept, EntryNotKept, News
from callassist.customers.crm.outbox import Outbox
from callassist.customers.crm.port import CaseNumber
from callassist.customers.records import Records
from callassist.store.faults import StorageError

NUMBER = "+966551234567"
NewsT = TypeVar("NewsT", bound=News)


class Told:
    """What a desk has told."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self._changed = threading.Condition()

    def __call__(self, news: News) -> None:
        with self._changed:
            self.news.append(news)
            self._changed.notify_all()

    def wait(self, kind: type[NewsT], fits: Callable[[NewsT], bool] = lambda news: True) -> NewsT:
        """The first piece of that kind that fits, once it is there."""

        def found() -> list[NewsT]:
            return [news for news in self.news if isinstance(news, kind) and fits(news)]

        with self._changed:
            assert self._changed.wait_for(lambda: bool(found()), timeout=60), self.news
            return found()[0]

    def trouble(self, kind: str, *, over: bool = False) -> CrmTrouble:
        """That such a trouble is there, or over."""
        return self.wait(CrmTrouble, lambda news: (news.kind, news.over) == (kind, over))


@pytest.fixture
def server() -> Iterator[FakeCrm]:
    with crm_server() as running:
        yield running


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with opened(tmp_path / "records.db", author="a17") as found:
        yield found


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def desk(server: FakeCrm, records: Records, told: Told, tmp_path: Path) -> Iterator[CrmDesk]:
    running = CrmDesk(rest(server.url, tmp_path), records, told)
    running.start()
    yield running
    running.close()
    running.join()


def test_a_ring_brings_the_records_up_to_what_the_crm_says(desk: CrmDesk, records: Records, told: Told) -> None:
    desk.ring("c1", NUMBER)
    answered = told.wait(CrmAnswered)
    assert answered.call == "c1"
    card = records.card(NUMBER).card
    assert card is not None
    assert answered.refreshed.people == (card.person.key,)
    assert card.person.plan == "ذهبية"


def test_a_crm_that_does_not_answer_leaves_the_card_as_it_is(
    server: FakeCrm, records: Records, told: Told, tmp_path: Path
) -> None:
    let_go = threading.Event()
    server.always = Reply(held=let_go)
    records.new(NUMBER, name="نورة")
    desk = CrmDesk(rest(server.url, tmp_path, ("ring_s = 4", "ring_s = 0.5")), records, told)
    desk.start()
    try:
        desk.ring("c1", NUMBER)
        assert "did not answer" in told.wait(CrmSilent).what
        assert records.card(NUMBER).card.person.name == "نورة"  # type: ignore[union-attr]
    finally:
        let_go.set()
        desk.close()
        desk.join()


def test_a_web_page_for_an_answer_is_told_with_its_call(server: FakeCrm, desk: CrmDesk, told: Told) -> None:
    server.always = Reply.page()
    desk.ring("c1", NUMBER)
    silent = told.wait(CrmSilent)
    assert (silent.call, "web page" in silent.what) == ("c1", True)


def test_what_is_written_is_safe_before_a_slow_crm_takes_it(
    server: FakeCrm, desk: CrmDesk, records: Records, told: Told
) -> None:
    let_go = threading.Event()
    server.always = Reply(201, held=let_go)
    desk.write(wrap_up())
    told.wait(EntryKept)
    server.wait_for(1)
    # While that one hangs, the next is safe as well.
    second = wrap_up(summary="second")
    desk.write(second)
    told.wait(EntryKept, lambda news: news.entry == second)
    assert len(Outbox(records.database, REDACTION).all()) == 2
    let_go.set()
    server.wait_for(2)
    assert [each.body["contact"]["text"] for each in server.requests] == ["تأخر السداد", "second"]


def test_closing_breaks_off_and_the_next_start_sends(
    server: FakeCrm, records: Records, told: Told, tmp_path: Path
) -> None:
    let_go = threading.Event()
    server.replies.append(Reply(201, held=let_go))
    server.always = Reply(201)
    first = CrmDesk(rest(server.url, tmp_path), records, told)
    first.start()
    first.write(wrap_up())
    server.wait_for(1)
    last = wrap_up(summary="written while it closes")
    first.write(last)
    first.close()
    first.join()
    told.wait(EntryKept, lambda news: news.entry == last)
    second = CrmDesk(rest(server.url, tmp_path), records, told)
    second.start()
    asked = server.wait_for(3)
    second.close()
    second.join()
    let_go.set()
    assert asked[0].key == asked[1].key
    assert asked[2].body["contact"]["text"] == "written while it closes"


def test_troubles_are_told_once_and_when_they_are_over(
    server: FakeCrm, records: Records, told: Told, tmp_path: Path
) -> None:
    now = [datetime.now(UTC)]
    server.replies.extend([Reply(401), Reply(422), Reply(201)])
    server.always = Reply(201)
    desk = CrmDesk(rest(server.url, tmp_path), records, told, now=lambda: now[0])
    desk.start()
    try:
        desk.write(wrap_up())
        assert "crm token" in told.trouble("token").remedy
        now[0] += timedelta(days=2)
        desk.retry()
        assert "outbox list" in told.trouble("parked").remedy
        assert told.trouble("token", over=True)
        desk.retry()
        told.trouble("parked", over=True)
        server.wait_for(3)
        desk.drop(told.wait(EntryKept).key)
        assert "not in the outbox" in told.wait(CrmNotDone).what
    finally:
        desk.close()
        desk.join()
    kinds = [(news.kind, news.over) for news in told.news if isinstance(news, CrmTrouble)]
    assert len(kinds) == len(set(kinds))


def test_what_waits_for_more_than_a_day_is_told(server: FakeCrm, records: Records, told: Told, tmp_path: Path) -> None:
    Outbox(records.database, REDACTION).put(wrap_up(), datetime.now(UTC) - timedelta(hours=25))
    server.replies.append(Reply(500))
    server.always = Reply(201)
    desk = CrmDesk(rest(server.url, tmp_path), records, told)
    desk.start()
    try:
        assert "since" in told.trouble("waiting").what
        told.trouble("waiting", over=True)
    finally:
        desk.close()
        desk.join()


def test_what_can_not_be_kept_is_said(desk: CrmDesk, told: Told) -> None:
    entry = CaseNumber(call=wrap_up().call, at=wrap_up().at, external_id="C-17", case_number=CARD)
    desk.write(entry)
    refused = told.wait(EntryNotKept)
    assert refused.entry == entry
    assert CARD not in refused.what


def test_a_disk_that_is_full_for_a_while_loses_nothing(
    server: FakeCrm, desk: CrmDesk, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.always = Reply(201)
    put = Outbox.put
    failures = [StorageError("There is no room left.", "Free some.", "full")]

    def fails_at_first(self: Outbox, *given: object) -> object:
        if failures:
            raise failures.pop()
        return put(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Outbox, "put", fails_at_first)
    desk.write(wrap_up())
    told.trouble("outbox")
    told.wait(EntryKept)
    told.trouble("outbox", over=True)
    server.wait_for(1)


def test_calls_that_are_past_are_not_asked_about(server: FakeCrm, desk: CrmDesk, told: Told) -> None:
    let_go = threading.Event()
    server.replies.append(Reply.json({"data": [NOURA]}))
    server.replies[0].held = let_go
    desk.ring("c1", NUMBER)
    server.wait_for(1)
    desk.ring("c2", "+966559999999")
    desk.forget("c2")
    desk.ring("c3", None)
    let_go.set()
    told.wait(CrmAnswered)
    desk.ring("c4", NUMBER)
    told.wait(CrmAnswered, lambda news: news.call == "c4")
    assert len(server.requests) == 2


def test_what_the_crm_does_not_take_is_left_out(server: FakeCrm, records: Records, told: Told, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    cut = text[text.index("[case_number]") :]
    desk = CrmDesk(rest(server.url, tmp_path, (cut, "")), records, told)
    desk.start()
    desk.write(CaseNumber(call=wrap_up().call, at=wrap_up().at, external_id="C-17", case_number="7"))
    desk.close()
    desk.join()
    assert told.news == []
    assert Outbox(records.database, REDACTION).all() == []
