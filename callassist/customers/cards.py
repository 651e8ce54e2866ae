"""Reads cards out of the records. What is folded is not even read before the caller is verified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, func, select

from callassist.customers.balance import Experienced, last_repair, weigh
from callassist.customers.card import Candidate, Card, Contact, Folded, Incident, Number, Person, Promise, Purchase
from callassist.customers.policy import CustomersPolicy
from callassist.promises import overdue
from callassist.softphone.numbers import read_number
from callassist.store.records_schema import contact, incident, person, person_number, promise, purchase

_DAY = len("2026-03-01")
_PERSON = [person.c[name] for name in Person.__dataclass_fields__]
_Row = TypeVar("_Row", Contact, Promise, Purchase, Incident)


def people_with(connection: Connection, number: str) -> list[UUID]:
    """Who has a number, in the order in which their records were made."""
    wanted = select(person_number.c.person_key).where(person_number.c.number == number)
    return list(connection.execute(wanted.order_by(person_number.c.person_key)).scalars())


def numbers_of(connection: Connection, key: UUID) -> list[str]:
    """A person's numbers, sorted."""
    wanted = select(person_number.c.number).where(person_number.c.person_key == key)
    return list(connection.execute(wanted.order_by(person_number.c.number)).scalars())


def count_of(connection: Connection, table: Table, key: UUID) -> int:
    """How many rows of a table are a person's."""
    count: int = connection.execute(select(func.count()).where(table.c.person_key == key)).scalar_one()
    return count


def candidates(connection: Connection, people: Sequence[UUID], policy: CustomersPolicy) -> tuple[Candidate, ...]:
    """Several people to choose from, by name."""
    last = select(func.max(contact.c.at)).where(contact.c.person_key == person.c.key).scalar_subquery()
    rows = connection.execute(select(*_PERSON, last.label("last")).where(person.c.key.in_(people))).mappings()
    found = []
    for row in rows:
        who = _person(row, policy)
        found.append(Candidate(who.key, who.name, who.addressed, who.plan, row["last"] and row["last"][:_DAY]))
    return tuple(sorted(found, key=lambda each: (each.name or "", each.key)))


def card(connection: Connection, key: UUID, policy: CustomersPolicy, *, region: str, verified: bool) -> Card | None:
    """A person's card; None where there is no such record."""
    row = connection.execute(select(*_PERSON).where(person.c.key == key)).mappings().one_or_none()
    if row is None:
        return None
    numbers = numbers_of(connection, key)
    experiences = _experiences(connection, key)
    purchases, incidents = count_of(connection, purchase, key), count_of(connection, incident, key)
    return Card(
        person=_person(row, policy),
        numbers=tuple(Number(number, _display(number, region)) for number in numbers),
        shared=_shared(connection, key, numbers),
        contacts=_contacts(connection, key, policy.card.contacts),
        all_contacts=count_of(connection, contact, key),
        promises=_promises(connection, key),
        folded=None if verified else Folded(purchases, incidents),
        purchases=_all(connection, purchase, key, Purchase) if verified and purchases else (),
        incidents=_all(connection, incident, key, Incident) if verified and incidents else (),
        repair=last_repair(experiences),
        balance=weigh(experiences, policy.balance.good_for_bad),
    )


def _person(row: RowMapping, policy: CustomersPolicy) -> Person:
    fields: dict[str, Any] = {name: row[name] for name in Person.__dataclass_fields__}
    return Person(**fields | {"vip": fields["vip"] if policy.card.vip else None})


def _display(number: str, region: str) -> str:
    read = read_number(number, region)
    return number if read is None else read.display


def _shared(connection: Connection, key: UUID, numbers: Sequence[str]) -> tuple[str, ...]:
    others = select(person_number.c.number).where(
        person_number.c.number.in_(numbers), person_number.c.person_key != key
    )
    return tuple(connection.execute(others.distinct().order_by(person_number.c.number)).scalars())


def _contacts(connection: Connection, key: UUID, most: int) -> tuple[Contact, ...]:
    latest = contact.c.at.desc(), contact.c.key.desc()
    wanted = select(contact).where(contact.c.person_key == key).order_by(*latest).limit(most)
    return tuple(_made(Contact, row) for row in connection.execute(wanted).mappings())


def _promises(connection: Connection, key: UUID) -> tuple[Promise, ...]:
    wanted = select(promise).where(promise.c.person_key == key, promise.c.state == "open").order_by(promise.c.key)
    found = [_promise(row) for row in connection.execute(wanted).mappings()]
    return tuple(sorted(found, key=lambda each: (each.due_at is None, each.due_at or "")))


def _promise(row: RowMapping) -> Promise:
    at = overdue.of_company().due_at(row["due"], row["part"])
    return _made(Promise, row, due_at=None if at is None else at.astimezone(UTC).isoformat(timespec="seconds"))


def _experiences(connection: Connection, key: UUID) -> list[Experienced]:
    wanted = select(contact.c.at, contact.c.about, contact.c.experience, contact.c.put_right).where(
        contact.c.person_key == key, contact.c.experience.is_not(None)
    )
    rows = connection.execute(wanted.order_by(contact.c.at, contact.c.key))
    return [Experienced(at, about, experience, put_right) for at, about, experience, put_right in rows]


def _all(connection: Connection, table: Table, key: UUID, kind: type[_Row]) -> tuple[_Row, ...]:
    wanted = select(table).where(table.c.person_key == key).order_by(table.c.at.desc(), table.c.key.desc())
    return tuple(_made(kind, row) for row in connection.execute(wanted).mappings())


def _made(kind: type[_Row], row: RowMapping, **more: object) -> _Row:
    stored: dict[str, Any] = {"call": row.get("call_key"), **row, **more}
    return kind(**{name: stored[name] for name in kind.__dataclass_fields__})
