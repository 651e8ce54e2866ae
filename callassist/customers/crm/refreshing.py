"""Brings what the CRM says into the records: as edits, which are in the history and can be taken back.

Who wins: in the fields that the description lists as owned the CRM does, at every ring, for there the company keeps the
truth; all others it only fills where nothing is known, so what an agent has written stays, the remark always. What it
does not say, or says empty, takes nothing away, and numbers are only added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from callassist.customers import changes
from callassist.customers.crm.port import CrmRecord
from callassist.customers.importing.comparing import Compared, compare
from callassist.customers.importing.entries import Entry
from callassist.customers.records import Records
from callassist.store.records_schema import person, person_number


@dataclass(frozen=True, slots=True)
class Replaced:
    """Something that was written in a record and that the CRM knows otherwise. `change`: takes it back."""

    person: UUID
    change: UUID
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What an answer did to the records.

    Attributes:
        people: whom the CRM knows by the number. made: those of them that are new here. changed: those whose record is
            another now. replaced: what was not empty and is something else now, to be shown and not to pass silently.
    """

    people: tuple[UUID, ...] = ()
    made: tuple[UUID, ...] = ()
    changed: tuple[UUID, ...] = ()
    replaced: tuple[Replaced, ...] = ()


def refresh(records: Records, found: Sequence[CrmRecord], *, owned: frozenset[str], author: str) -> Refreshed:
    """Bring what the CRM says about one number into the records, all of it or nothing.

    People are found again as an import finds them: by the CRM's id, else by number and name. What was merged here
    into another record gives nothing.

    Args:
        owned: fields in which the CRM is right. author: who is said to have made the edits.

    Raises:
        StorageError: the file of records, the disk or another program stands in the way.
    """
    people: list[UUID] = []
    made: list[UUID] = []
    changed: list[UUID] = []
    replaced: list[Replaced] = []
    with records.database.writing() as connection:
        for each in found:
            # One by one: the second of two may be the one that the first has just become.
            (known,) = compare(connection, [Entry(0, each.fields, each.numbers, False)])
            if known.current is None:
                who = _make(connection, known, records.now(), author)
                made.append(who)
            elif known.former:
                who = known.current["key"]
            else:
                who = known.current["key"]
                if (done := _edit(connection, known, known.current, owned, records.now(), author)) is not None:
                    changed.append(who)
                    replaced += done
            people.append(who)
    return Refreshed(tuple(dict.fromkeys(people)), tuple(made), tuple(changed), tuple(replaced))


def _make(connection: Connection, known: Compared, at: str, author: str) -> UUID:
    who = uuid7()
    steps = [changes.insert_row(connection, person, known.entry.fields | {"key": who, "made_at": at})]
    steps += [_join(connection, who, number) for number in known.entry.numbers]
    changes.record(connection, who, steps, at=at, author=author)
    return who


def _edit(
    connection: Connection, known: Compared, current: dict[str, Any], owned: frozenset[str], at: str, author: str
) -> list[Replaced] | None:
    """Edit a record; gives what was replaced, None where nothing is different."""
    who: UUID = current["key"]
    ours = owned | ({"search_name"} if "name" in owned else set())
    fields = {
        field: value
        for field, value in known.entry.fields.items()
        if value not in (None, "") and (field in ours or current[field] in (None, ""))
    }
    steps = [changes.update_row(connection, person, who, fields, current["version"])]
    steps += [_join(connection, who, number) for number in known.joined]
    done = [step for step in steps if step is not None]
    if not done:
        return None
    change = changes.record(connection, who, done, at=at, author=author)
    return [
        Replaced(who, change, field, current[field], value)
        for field, value in fields.items()
        if field != "search_name" and current[field] not in (None, "", value)
    ]


def _join(connection: Connection, who: UUID, number: str) -> changes.Step:
    return changes.insert_row(connection, person_number, {"person_key": who, "number": number})
