"""What is written back is stored first, arrives at least once under one key, and is never lost or given up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from crm_server import TOKEN, FakeCrm, Reply, crm_server, rest
from customer_records import REDACTION, SHIPPED, everything, opened

from callassist.customers.crm.faults import NotAllowed
from callassist.customers.crm.outbox import LONGEST_PAUSE, Outbox
from callassist.customers.crm.port import CaseNumber, Entry, Promised, WrapUp
from callassist.customers.crm.sending import FIRST_PAUSE, Sending, pause
from callassist.customers.records import Records
from callassist.customers.writing import NotKept
from callassist.errors import UserError
from callassist.store.database import open_for_writing
from callassist.store.records_schema import RECORDS

CARD, IBAN = "4263982640269299", "SA0380000000608010167519"
CALL = UUID("01900000-0000-7000-8000-000000000001")
AT = "2026-03-01T10:00:00+03:00"
BEGIN = datetime(2026, 3, 1, 7, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        """Time passes."""
        self.now += by


@pytest.fixture
def server() -> Iterator[FakeCrm]:
    with crm_server() as running:
        running.always = Reply(201)
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.db"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with opened(path) as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(records: Records) -> Outbox:
    return Outbox(records.database, REDACTION)


@pytest.fixture
def sending(server: FakeCrm, tmp_path: Path, outbox: Outbox, clock: Clock) -> Sending:
    return Sending(rest(server.url, tmp_path), outbox, now=clock, share=lambda: 0.5)


def wrap_up(**more: Any) -> WrapUp:
    return WrapUp(**{"call": CALL, "at": AT, "external_id": "C-17", "summary": "تأخر السداد"} | more)


# ── What is written ───────────────────────────────────────────────────────────────────────────────────────


def test_everything_goes_where_the_description_says(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock
) -> None:
    entries: list[Entry] = [
        wrap_up(category="billing", outcome="خصم", number="+966551234567"),
        Promised(call=CALL, at=AT, external_id="C 17/ب", what="اتصال", due="2026-03-02T12:00:00+03:00"),
        CaseNumber(call=CALL, at=AT, external_id="C-17", case_number="T-2041"),
    ]
    keys = [outbox.put(entry, clock()) for entry in entries]
    assert sending.round() == []
    assert outbox.all() == []
    first, second, third = server.requests
    assert [str(key) for key in keys] == [each.key for each in server.requests]
    assert {each.token for each in server.requests} == {f"Bearer {TOKEN}"}
    assert (first.method, first.path) == ("POST", "/customers/C-17/contacts")
    assert first.body == {
        "contact": {
            "text": "تأخر السداد",
            "category": "billing",
            "result": "خصم",
            "at": "2026-03-01T07:00:00+00:00",
            "reference": str(CALL),
            "channel": "phone",
        }
    }
    assert second.path == "/customers/C%2017%2F%D8%A8/tasks"
    assert second.body == {"title": "اتصال", "due_at": "2026-03-02T09:00:00+00:00", "reference": str(CALL)}
    assert (third.method, third.path) == ("PUT", f"/customers/C-17/calls/{CALL}")
    assert third.body == {"case": "T-2041"}


def test_what_must_not_be_stored_is_neither_stored_nor_sent(
    server: FakeCrm, records: Records, outbox: Outbox, sending: Sending, clock: Clock
) -> None:
    outbox.put(wrap_up(summary=f"دفع بالبطاقة {CARD}", outcome=f"IBAN {IBAN}", category=f"card {CARD}"), clock())
    for bad in ({"case_number": CARD}, {"case_number": "7", "external_id": CARD}, {"case_number": "7", "number": CARD}):
        with pytest.raises(NotKept):
            outbox.put(CaseNumber(**{"call": CALL, "at": AT, "external_id": "C-17"} | bad), clock())
    kept = everything(records)
    sending.round()
    (asked,) = server.requests
    for secret in (CARD, IBAN):
        assert secret not in kept
        assert secret not in json.dumps(asked.body)
    assert "[card]" in asked.body["contact"]["text"]


def test_an_id_that_becomes_known_later_is_used(
    server: FakeCrm, records: Records, outbox: Outbox, sending: Sending, clock: Clock
) -> None:
    who = records.new("0551234567", name="سالم")
    outbox.put(wrap_up(external_id=None, person=who), clock())
    ((parked, why),) = sending.round()
    assert "external_id" in why.what
    assert server.requests == []
    records.edit(who, 1, external_id="C-99")
    assert outbox.retry([parked.key], clock()) == 1
    assert sending.round() == []
    assert server.requests[0].path == "/customers/C-99/contacts"


@pytest.mark.parametrize("name", [".", ".."])
def test_an_id_does_not_lead_elsewhere(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock, name: str
) -> None:
    outbox.put(wrap_up(external_id=name), clock())
    ((_, why),) = sending.round()
    assert "another address" in why.what
    assert server.requests == []


# ── What does not arrive ──────────────────────────────────────────────────────────────────────────────────


def test_too_many_requests_are_sent_again_when_the_server_wants_it(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock
) -> None:
    server.replies.append(Reply(429, headers={"Retry-After": "120"}))
    key = outbox.put(wrap_up(), clock())
    outbox.put(wrap_up(summary="another"), clock())
    sending.round()
    clock.forward(timedelta(seconds=119))
    sending.round()
    assert len(server.requests) == 1  # the other one does not come in between either
    clock.forward(timedelta(seconds=10))
    sending.round()
    assert [each.key for each in server.requests].count(str(key)) == 2
    assert outbox.all() == []
    assert sending.trouble is None


@pytest.mark.parametrize(
    "reply", [Reply(500), Reply(408), Reply(503), Reply.page(), Reply(302), Reply(401), Reply(403)]
)
def test_what_may_pass_is_tried_for_ever_and_ever_more_rarely(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock, reply: Reply
) -> None:
    server.always = reply
    key = outbox.put(wrap_up(), clock())
    pauses = []
    for _ in range(30):
        assert sending.round() == []
        (each,) = outbox.all()
        pauses.append(each.due_at - clock.now)
        assert not each.parked
        assert each.reason
        clock.now = each.due_at
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE * 0.75
    assert each.attempts == 30
    server.always = Reply(200, b"no JSON, and nobody minds")
    sending.round()
    assert outbox.all() == []
    assert {asked.key for asked in server.requests} == {str(key)}
    assert len(server.requests) == 31


def test_a_token_that_is_not_accepted_is_told_and_holds_everything(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock
) -> None:
    server.always = Reply(401)
    for _ in range(3):
        outbox.put(wrap_up(), clock())
    sending.round()
    assert isinstance(sending.trouble, NotAllowed)
    assert len(server.requests) == 1
    server.always = Reply(201)
    sending.release()
    clock.forward(LONGEST_PAUSE)
    sending.round()
    assert outbox.all() == []


@pytest.mark.parametrize("status", [400, 404, 409, 410, 422])
def test_a_refusal_is_parked_with_its_reason_and_holds_nobody_up(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock, status: int
) -> None:
    words = Reply.json({"error": f"category is unknown for {CARD}"}, status)
    server.replies.append(words)
    key = outbox.put(wrap_up(), clock())
    outbox.put(wrap_up(), clock())
    ((parked, _),) = sending.round()
    assert parked.key == key
    (each,) = outbox.all()
    assert each.parked
    assert each.reason is not None
    assert str(status) in each.reason
    assert "category is unknown" in each.reason
    assert CARD not in each.reason
    assert (outbox.backlog().parked, outbox.backlog().waiting) == (1, 0)
    clock.forward(timedelta(days=30))
    sending.round()
    assert len(server.requests) == 2
    outbox.retry(None, clock())
    sending.round()
    assert outbox.all() == []
    assert server.requests[2].key == str(key)


def test_what_a_server_says_after_taking_it_does_not_matter(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock
) -> None:
    server.always = Reply(200, b"x" * 1_000_000)
    outbox.put(wrap_up(), clock())
    sending.round()
    assert outbox.all() == []


def test_a_clock_that_was_wrong_holds_nothing_up(
    server: FakeCrm, outbox: Outbox, sending: Sending, clock: Clock
) -> None:
    server.replies.append(Reply(429, headers={"Retry-After": "60"}))
    clock.forward(timedelta(days=3650))
    outbox.put(wrap_up(), clock())
    sending.round()
    clock.now = BEGIN
    sending.round()
    assert outbox.all() == []


def test_pauses_double_up_to_an_hour_and_differ() -> None:
    assert [pause(attempts, 1.0).total_seconds() for attempts in (1, 2, 3, 10, 11, 10_000)] == [
        5,
        10,
        20,
        2560,
        3600,
        3600,
    ]
    assert pause(1, 0.0) == FIRST_PAUSE / 2
    assert pause(50, 0.0) == LONGEST_PAUSE / 2


def test_what_is_dropped_is_gone_and_what_is_not_there_is_said(outbox: Outbox, clock: Clock) -> None:
    key = outbox.put(wrap_up(), clock())
    outbox.drop(key)
    assert outbox.all() == []
    with pytest.raises(UserError, match="not in the outbox"):
        outbox.drop(key)
    other = outbox.put(wrap_up(), clock())
    with pytest.raises(UserError, match="nothing was changed"):
        outbox.retry([other, uuid4()], clock())


# ── Restarts ──────────────────────────────────────────────────────────────────────────────────────────────


def test_what_waits_outlives_a_restart(server: FakeCrm, tmp_path: Path, path: Path, clock: Clock) -> None:
    server.replies.append(Reply(500))
    with opened(path) as records:
        outbox = Outbox(records.database, REDACTION)
        key = outbox.put(wrap_up(), clock())
        Sending(rest(server.url, tmp_path), outbox, now=clock).round()
    clock.forward(LONGEST_PAUSE)
    with opened(path) as records:
        outbox = Outbox(records.database, REDACTION)
        assert outbox.all()[0].attempts == 1
        Sending(rest(server.url, tmp_path), outbox, now=clock).round()
        assert outbox.all() == []
    assert [each.key for each in server.requests] == [str(key)] * 2


def test_records_of_before_get_an_outbox(path: Path, clock: Clock) -> None:
    with open_for_writing(path, replace(RECORDS, head="0001")) as database:
        Records(database, SHIPPED, REDACTION).new("0551234567", name="سالم")
    with opened(path) as records:
        assert records.database.upgraded_from == "0001"
        assert records.card("0551234567").card is not None
        outbox = Outbox(records.database, REDACTION)
        outbox.put(wrap_up(), clock())
        assert outbox.all()[0].entry == wrap_up(at="2026-03-01T07:00:00+00:00")


def test_a_program_killed_while_it_sends_sends_again_under_the_same_key(
    server: FakeCrm, tmp_path: Path, path: Path
) -> None:
    let_go = threading.Event()
    server.replies.append(Reply(201, held=let_go))
    program = f"""
        from datetime import UTC, datetime
        from pathlib import Path
        import sys
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from crm_server import rest
        from customer_records import REDACTION, opened
        from test_crm_outbox import wrap_up
        from callassist.customers.crm.outbox import Outbox
        from callassist.customers.crm.sending import Sending

        now = lambda: datetime.now(UTC)
        with opened(Path({str(path)!r})) as records:
            outbox = Outbox(records.database, REDACTION)
            outbox.put(wrap_up(), now())
            Sending(rest({server.url!r}, Path({str(tmp_path)!r})), outbox, now=now).round()
    """
    running = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], env=dict(os.environ))
    try:
        server.wait_for(1)  # it has been taken, and the answer is not there yet
        running.send_signal(signal.SIGKILL)
    finally:
        running.wait(30)
        let_go.set()
    assert running.returncode == -signal.SIGKILL
    with opened(path) as records:
        outbox = Outbox(records.database, REDACTION)
        (each,) = outbox.all()
        Sending(rest(server.url, tmp_path), outbox, now=lambda: datetime.now(UTC)).round()
        assert outbox.all() == []
    assert [asked.key for asked in server.requests] == [str(each.key)] * 2
    assert server.requests[0].body == server.requests[1].body
