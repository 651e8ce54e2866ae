"""Reads out of a journal what was decided of promises, for the book to catch up with."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import RowMapping, func, or_, select

from callassist.events import CommitmentSettled, CustomerKnown
from callassist.promises.kept import Decided
from callassist.store.calls import read_payload
from callassist.store.database import Database
from callassist.store.schema import call, event

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unread:
    """What a journal has that the book may not have.

    Attributes:
        decisions: the last of every commitment, the oldest call first. people: whose call it is, by the call's key,
            where that was said. upto: the journal is read up to here.
    """

    decisions: list[Decided]
    people: dict[UUID, UUID]
    upto: int


def made_at(started_at: str, t: float) -> str:
    """When something happened in a call, ISO 8601 in UTC.

    Args:
        started_at: of the call, ISO 8601 with an offset. t: on the call clock.
    """
    moment = datetime.fromisoformat(started_at) + timedelta(seconds=t)
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def unread(journal: Database, after: int) -> Unread:
    """What was decided, and whose call was said to be, since the journal was read up to `after`; all of it where the
    journal is not the one that was read.

    It goes by the order in which things were written, not by when calls began: what is decided of a call of last week
    is new, and no clock that was wrong for a day or a year hides anything.

    Raises:
        StorageError: the journal can't be read.
    """
    with journal.reading() as connection:
        newest = connection.execute(select(func.max(event.c.id))).scalar_one() or 0
        new = event.c.id > (after if after <= newest else 0)
        settled = event.c.type == CommitmentSettled.type
        # Of a call about which something is new, all that was said of whose it is.
        calls = select(event.c.call_key).where(new, event.c.type.in_((CommitmentSettled.type, CustomerKnown.type)))
        known = (event.c.type == CustomerKnown.type) & event.c.call_key.in_(calls)
        wanted = select(call, event.c.type, event.c.seq, event.c.t, event.c.payload).join_from(call, event)
        wanted = wanted.where(or_(new & settled, known)).order_by(event.c.call_key, event.c.seq)
        rows = list(connection.execute(wanted).mappings())
    people = {row["key"]: _person(row) for row in rows if row["type"] == CustomerKnown.type}
    whose = {key: person for key, person in people.items() if person is not None}
    last: dict[tuple[UUID, int], Decided] = {}
    for row in rows:
        if row["type"] == CommitmentSettled.type:
            try:
                found = _decided(row, whose.get(row["key"]))
            except (KeyError, ValueError) as fault:
                _log.error("decision %s of call %s is damaged and left out: %r", row["seq"], row["key"], fault)
            else:
                last[row["key"], found.number] = found
    return Unread(list(last.values()), whose, newest)


def _person(row: RowMapping) -> UUID | None:
    named = read_payload(row["payload"]).get("person")
    try:
        return UUID(named) if isinstance(named, str) else None
    except ValueError:
        return None


def _decided(row: RowMapping, person: UUID | None) -> Decided:
    own = read_payload(row["payload"])
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
