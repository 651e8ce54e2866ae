"""Two records that are the same person become one: what would happen, and doing it.

Everything of the one moves to the other. In its fields the record that stays is right; what it lacks it gets, and what
contradicts it is written into its remark, until somebody has settled it there. The row that goes is kept in the change,
which is taken back like any edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, select, update

from callassist.customers import changes
from callassist.customers.cards import count_of, numbers_of
from callassist.customers.changes import NotThere, Step
from callassist.customers.identity import keys_of, living
from callassist.customers.writing import LONGEST_TEXT, NotKept, PersonFields, checked
from callassist.errors import UserError
from callassist.store.records_schema import OF_A_PERSON, merged, outbox, person, person_number
from callassist.text.redaction import RedactionPolicy

Row = dict[str, Any]

_MOVED = tuple(table for table in OF_A_PERSON if table is not person_number)
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field in which two records differ. `stays`, `noted`: what the field says, and what the remark keeps."""

    field: str
    stays: Any
    noted: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging two records does.

    Attributes:
        kept, other: the rows as they are now. fields: of the row that stays, as they are to be. taken: those of them
            that come from the other. contradictions: what differs. numbers: that the one gets from the other.
            also_of: how many others have any of both's numbers; they stay people of their own.
        moved: how many rows move, by table. waiting: how many entries for the CRM are the other's.
    """

    kept: Row
    other: Row
    fields: Row
    taken: Row
    contradictions: tuple[Contradiction, ...]
    numbers: tuple[str, ...]
    also_of: int
    moved: dict[str, int]
    waiting: int


def look(connection: Connection, kept: UUID, other: UUID, redaction: RedactionPolicy) -> Merge:
    """What would happen if `other` were merged into `kept`.

    Raises:
        UserError: they are one record, or one of them is not there.
        NotKept: the remarks of both are too long for one.
    """
    mine, theirs = _row(connection, kept), _row(connection, other)
    if mine["key"] == theirs["key"]:
        raise UserError("That is one and the same record.", "Name two records that are the same person.")
    taken, contradictions = _weighed(mine, theirs)
    fields = dict(taken)
    if "name" in taken:
        fields["search_name"] = theirs["search_name"]
    if "external_id" in taken or mine["imported"] is None:
        # What the company's list said last of the id that the record has from now on.
        fields["imported"] = theirs["imported"]
    if (remark := _remark(mine, theirs, contradictions, redaction)) != mine["remark"]:
        fields["remark"] = remark
    own, its = (numbers_of(connection, row["key"]) for row in (mine, theirs))
    return Merge(
        kept=mine,
        other=theirs,
        fields=fields,
        taken=taken,
        contradictions=contradictions,
        numbers=tuple(number for number in its if number not in own),
        also_of=_others(connection, {*own, *its}, (mine["key"], theirs["key"])),
        moved={table.name: count_of(connection, table, theirs["key"]) for table in _MOVED if table is not merged},
        waiting=connection.execute(
            select(func.count()).where(outbox.c.person_key.in_(keys_of(theirs["key"])))
        ).scalar_one(),
    )


def carry_out(connection: Connection, plan: Merge, *, at: str, author: str | None) -> UUID:
    """Do it; gives the change, for `changes.take_back`."""
    kept, other = plan.kept["key"], plan.other["key"]
    steps: list[Step | None] = []
    for number in numbers_of(connection, other):
        if number in plan.numbers:
            steps.append(changes.insert_row(connection, person_number, {"person_key": kept, "number": number}))
        steps.append(changes.delete_row(connection, person_number, {"person_key": other, "number": number}))
    for table in _MOVED:
        steps += _move(connection, table, other, kept)
    # First the row goes, then the other one gets its id: an id belongs to one.
    steps.append(changes.delete_row(connection, person, {"key": other}))
    steps.append(changes.insert_row(connection, merged, _known_by(plan)))
    steps.append(changes.update_row(connection, person, kept, plan.fields, plan.kept["version"]))
    return changes.record(connection, kept, [step for step in steps if step is not None], at=at, author=author)


def _known_by(plan: Merge) -> Row:
    known = {name: plan.other[name] for name in ("key", "external_id", "search_name")}
    return known | {"person_key": plan.kept["key"]}


def _row(connection: Connection, key: UUID) -> Row:
    wanted = select(person).where(person.c.key == living(connection, key))
    found = connection.execute(wanted).mappings().one_or_none()
    if found is None:
        raise NotThere
    return dict(found)


def _weighed(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Row, tuple[Contradiction, ...]]:
    """What the one gets from the other, and what contradicts."""
    taken: Row = {}
    contradictions = []
    for field, info in PersonFields.model_fields.items():
        # That somebody is a customer was said, although it is what a record begins with.
        nothing = None if field == "kind" else info.default
        if field == "remark" or theirs[field] in (nothing, mine[field]):
            continue
        if mine[field] == nothing:
            taken[field] = theirs[field]
        else:
            contradictions.append(Contradiction(field, mine[field], theirs[field]))
    return taken, tuple(contradictions)


def _remark(
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    contradictions: Sequence[Contradiction],
    redaction: RedactionPolicy,
) -> str | None:
    both = _BETWEEN.join(dict.fromkeys(each["remark"] for each in (mine, theirs) if each["remark"]))
    # Two texts side by side may show what neither did. What is noted was fit for its field: an id stays readable.
    text = checked(PersonFields, {"remark": both}, redaction)["remark"]
    noted = [f"{each.field}: {each.noted}" for each in contradictions]
    remark = _BETWEEN.join(part for part in (text, *noted) if part) or None
    if remark is not None and len(remark) > LONGEST_TEXT:
        raise NotKept(
            f"remark: both together have {len(remark)} characters, and {LONGEST_TEXT} can be kept; shorten one"
        )
    return remark


def _others(connection: Connection, numbers: set[str], both: Sequence[UUID]) -> int:
    wanted = select(func.count(person_number.c.person_key.distinct())).where(
        person_number.c.number.in_(numbers), person_number.c.person_key.not_in(both)
    )
    count: int = connection.execute(wanted).scalar_one()
    return count


def _move(connection: Connection, table: Table, other: UUID, kept: UUID) -> list[Step]:
    theirs = table.c.person_key == other
    keys = list(connection.execute(select(table.c.key).where(theirs).order_by(table.c.key)).scalars())
    values: Row = {"person_key": kept}
    if "version" in table.c:
        values["version"] = table.c.version + 1
    connection.execute(update(table).where(theirs).values(values))
    return [Step(table.name, {"key": key}, {"person_key": other}, {"person_key": kept}) for key in keys]
