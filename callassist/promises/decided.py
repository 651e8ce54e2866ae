"""Reads out of a journal what was decided of promises, for the book to catch up with."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from callassist.events import CommitmentSettled, CustomerKnown
from callassist.promises.kept import Decided
from callassist.store.database import Database
from callassist.store.schema import call, event

# Two days, in which a clock that was wrong may have been set: a UUIDv7 begins with 48 bits of milliseconds.
_SLACK = (2 * 24 * 60 * 60 * 1000) << 80


def made_at(started_at: str, t: float) -> str:
    """When something happened in a call, ISO 8601 in UTC.

    Args:
        started_at: of the call, ISO 8601 with an offset. t: on the call clock.
    """
    moment = datetime.fromisoformat(started_at) + timedelta(seconds=t)
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def decisions(journal: Database, since: UUID | None) -> list[Decided]:
    """The last decision of every commitment of the calls that began after `since`, or shortly before, the oldest call
    first. `since`: a UUIDv7 of that moment; None for all.

    Raises:
        StorageError: the journal can't be read.
    """
    wanted = (
        select(call, event.c.type, event.c.seq, event.c.t, event.c.payload)
        .join_from(call, event)
        .where(event.c.type.in_((CommitmentSettled.type, CustomerKnown.type)))
        .order_by(event.c.call_key, event.c.seq)
    )
    if since is not None:
        wanted = wanted.where(event.c.call_key >= UUID(int=max(0, since.int - _SLACK)))
    last: dict[tuple[UUID, int], dict[str, Any]] = {}
    people: dict[UUID, UUID | None] = {}
    with journal.reading() as connection:
        for row in connection.execute(wanted).mappings():
            own = json.loads(row["payload"])
            if row["type"] == CustomerKnown.type:
                named = own.get("person")
                people[row["key"]] = None if named is None else UUID(named)
            else:
                last[row["key"], own["number"]] = {"row": row, "own": own}
    return [_decided(each["row"], each["own"], people.get(key)) for (key, _), each in last.items()]


def _decided(row: Any, own: dict[str, Any], person: UUID | None) -> Decided:
    return Decided(
        call=row["key"],
        seq=row["seq"],
        number=own["number"],
        state=own["state"],
        what=own["what"],
        due=own["due"],
        part=own.get("part"),
        made_at=made_at(row["started_at"], row["t"]),
        person=person,
        called=row["number"],
    )
