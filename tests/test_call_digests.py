"""Calls of before get into the list when the journal is brought up to date, whatever has become of their rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from logged_calls import OF_FLAG, START, says
from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from callassist.calls.journal import Journal
from callassist.events import AlarmWithdrawn, CallStarted, CustomerKnown, Event, InterruptionWithdrawn, Recorded
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import CallLog
from callassist.store.database import Database, open_for_writing
from callassist.store.schema import JOURNAL, call, call_digest, event

MUNA = UUID("01930000-0000-7000-8000-000000000001")
CALLS: list[list[Event]] = [
    [says(1, "النت مقطوع"), CustomerKnown(person=str(MUNA), name="منى"), *OF_FLAG["abuse"], *OF_FLAG["warning"]],
    [
        *OF_FLAG["threat"],
        *OF_FLAG["interruption"],
        AlarmWithdrawn(t=20, since=4),
        InterruptionWithdrawn(t=8, by="agent"),
    ],
    [],
    [*(told for flag in OF_FLAG for told in OF_FLAG[flag])],
]


def older(path: Path) -> None:
    """A journal as the first program made it, with these calls."""
    with open_for_writing(path, replace(JOURNAL, head="0001")) as database, database.writing() as connection:
        for number, events in enumerate(CALLS):
            key = uuid7()
            row = {"key": key, "id": f"c{number}", "started_at": START.isoformat(), "direction": "inbound"}
            connection.execute(insert(call), row)
            for seq, each in enumerate([_started(number), *events]):
                line = Recorded(f"c{number}", seq, 1.0, each).line()
                own = {name: value for name, value in line.items() if name not in ("type", "call", "seq", "t", "at")}
                kept = {"call_key": key, "seq": seq, "type": each.type, "t": each.t, "at": 1.0}
                connection.execute(insert(event), kept | {"payload": json.dumps(own)})


def _started(number: int) -> CallStarted:
    return CallStarted(id=f"c{number}", started_at=START.isoformat())


def digests(database: Database) -> list[tuple[object, ...]]:
    wanted = select(*(each for each in call_digest.c if each.name not in ("call_key", "place")))
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(wanted.order_by(call_digest.c.place))]


def written_now(path: Path, calls: Sequence[Sequence[Event]]) -> list[tuple[object, ...]]:
    with open_for_writing(path) as database:
        journal = Journal(database)
        for number, events in enumerate(calls):
            key = journal.open(_started(number))
            told = [_started(number), *events]
            journal.append(key, [Recorded(f"c{number}", seq, 30.0, each) for seq, each in enumerate(told)])
        journal.flush()
        return digests(database)


def test_calls_of_before_are_listed_as_if_they_were_written_now(tmp_path: Path) -> None:
    older(tmp_path / "journal.db")
    with open_for_writing(tmp_path / "journal.db") as database:
        assert database.upgraded_from == "0001"
        assert digests(database) == written_now(tmp_path / "now.db", CALLS)
        log = CallLog(database, tmp_path / "records.db")
        assert [each.id for each in log.page(Filters()).calls] == ["c3", "c2", "c1", "c0"]
        assert [each.id for each in log.page(Filters(flags=frozenset({"warning", "abuse"}))).calls] == ["c3", "c0"]


def test_what_is_damaged_in_an_old_row_costs_that_row_alone(tmp_path: Path) -> None:
    older(tmp_path / "journal.db")
    for number, broken in enumerate(('{"kind": "ab', "[]", "{}", "null", '"text"')):
        path = tmp_path / f"journal{number}.db"
        older(path)
        with open_for_writing(path, replace(JOURNAL, head="0001")) as database, database.writing() as connection:
            connection.execute(update(event).where(event.c.type == "anger").values(payload=broken))
        with open_for_writing(path) as database:
            calls = CallLog(database, tmp_path / "records.db").page(Filters()).calls
        assert [dict(each.flags).get("abuse", 0) for each in calls] == [0, 0, 0, 0]
        assert [dict(each.flags).get("warning", 0) for each in calls] == [1, 0, 0, 1]


def test_a_call_without_events_and_one_without_a_readable_beginning_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with open_for_writing(path, replace(JOURNAL, head="0001")) as database, database.writing() as connection:
        for started_at in (START.isoformat(), "yesterday"):
            row = {"key": uuid7(), "id": "c", "started_at": started_at, "direction": "inbound"}
            connection.execute(insert(call), row)
    with open_for_writing(path) as database:
        assert len(CallLog(database, tmp_path / "records.db").page(Filters()).calls) == 2


def test_a_forgotten_call_leaves_no_row(tmp_path: Path) -> None:
    written_now(tmp_path / "journal.db", CALLS)
    with open_for_writing(tmp_path / "journal.db") as database:
        with database.writing() as connection:
            connection.execute(call.delete().where(call.c.id == "c0"))
        assert len(digests(database)) == len(CALLS) - 1


def test_a_call_that_is_taken_up_again_is_counted_on(tmp_path: Path) -> None:
    """And what of it is damaged counts for nothing."""
    (whole,) = written_now(tmp_path / "whole.db", [CALLS[0]])
    with open_for_writing(tmp_path / "journal.db") as database:
        before = Journal(database)
        key = before.open(_started(0))
        told = [_started(0), *CALLS[0][:-1], *OF_FLAG["threat"][:1], *OF_FLAG["threat"][:1]]
        before.append(key, [Recorded("c0", seq, 30.0, each) for seq, each in enumerate(told)])
        before.flush()
        with database.writing() as connection:
            for seq, own in ((len(told) - 2, "{}"), (len(told) - 1, '{"number": []}')):
                kind = "anger" if own == "{}" else "warning_given"
                damaged = update(event).where(event.c.call_key == key, event.c.seq == seq)
                connection.execute(damaged.values(type=kind, payload=own))
        after = Journal(database)
        at = after.take_up(key)
        after.append(key, [Recorded("c0", at.last_seq + 1, 31.0, CALLS[0][-1])])
        after.flush()
        assert digests(database) == [whole]
