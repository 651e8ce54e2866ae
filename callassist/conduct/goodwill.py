"""The goodwill ledger: what agents gave on their own authority, and how much more they may give.

Days are the agent's own: whoever asks hands in the date on the agent's wall. A gesture is a change of the customer's
record like any other edit, so it can be taken back, and what is taken back is free again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field
from sqlalchemy import Connection, RowMapping, select
from uuid_utils.compat import uuid7

from callassist.conversation.courtesy_policy import GoodwillPolicy
from callassist.customers import changes
from callassist.customers.changes import NotThere
from callassist.customers.identity import living
from callassist.customers.records import Records
from callassist.customers.writing import Fields, Free, checked
from callassist.errors import UserError
from callassist.store.database import Database
from callassist.store.records_schema import gesture, person
from callassist.text.normalise import clean

Limit = Literal["customer_day", "customer_period", "agent_day"]

# The dinars of Kuwait, Bahrain and Jordan and the rial of Oman have thousand parts; no currency has smaller ones.
_MOST_PLACES = 3


class GestureFields(Fields):
    """Of a gesture. `what` was given, in words."""

    free: ClassVar[frozenset[str]] = frozenset({"what"})
    what: Annotated[Free, Field(min_length=1), BeforeValidator(lambda value: clean(value))]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an agent may still give. `left`: in `currency`. `limit`: the one that leaves so little."""

    left: Decimal
    currency: str
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """Something that was given.

    Attributes:
        person: key of the customer's record; name: of the customer. agent: who gave it. call: key of the call in the
            journal. at: ISO 8601 in UTC. day: the agent's date then. what: in words, redacted.
    """

    key: UUID
    person: UUID
    name: str | None
    agent: str | None
    call: UUID | None
    at: str
    day: date
    amount: Decimal
    currency: str
    what: str


class AboveAuthority(UserError):
    """More than an agent may give. `allowance`: what it could be."""

    def __init__(self, amount: Decimal, allowance: Allowance) -> None:
        super().__init__(
            f"{shown(amount)} {allowance.currency} is more than you may give now:"
            f" {shown(allowance.left)} {allowance.currency} is left ({_LIMITS[allowance.limit]}).",
            "Ask a supervisor.",
        )
        self.allowance = allowance


_LIMITS: dict[Limit, str] = {
    "customer_day": "for one customer in a day",
    "customer_period": "for one customer in some weeks",
    "agent_day": "for all your customers in a day",
}


def shown(amount: Decimal) -> str:
    """An amount as it is written down: "25", "2.5"."""
    return f"{amount.normalize():f}"


class GoodwillLedger:
    """What was given, and what may be.

    Args:
        records: of the customers; opened for writing if anything is to be given. policy: the limits. agent: who gives;
            None where agents have no names, and then all of this PC are one.
    """

    def __init__(self, records: Records, policy: GoodwillPolicy, agent: str | None = None) -> None:
        self._records = records
        self._policy = policy
        self._agent = agent

    def allowed(self, who: UUID, today: date) -> Allowance:
        """What may be given to a customer on the agent's own date."""
        with self._records.database.reading() as connection:
            return self._allowed(connection, living(connection, who), today)

    def give(self, who: UUID, amount: Decimal, what: str, *, today: date, call: UUID | None = None) -> UUID:
        """Write down a gesture, in the policy's currency; gives the change, for `take_back`.

        Args:
            what: was given, in words. today: the agent's own date. call: its key in the journal.

        Raises:
            AboveAuthority: it is more than the agent may give.
            NotThere: there is no such record. UserError: it is no amount, or nothing is said about it.
        """
        amount = _checked(amount)
        fields = checked(GestureFields, {"what": what}, self._records.redaction)
        with self._records.database.writing() as connection:
            who = living(connection, who)
            if connection.execute(select(person.c.key).where(person.c.key == who)).first() is None:
                raise NotThere
            allowance = self._allowed(connection, who, today)
            if amount > allowance.left:
                raise AboveAuthority(amount, allowance)
            row = fields | {
                "key": uuid7(),
                "person_key": who,
                "agent": self._agent,
                "call_key": call,
                "at": self._records.now(),
                "day": today.isoformat(),
                "amount": shown(amount),
                "currency": self._policy.currency,
            }
            step = changes.insert_row(connection, gesture, row)
            return changes.record(connection, who, [step], at=row["at"], author=self._agent)

    def take_back(self, change: UUID) -> UUID:
        """Undo a gesture by the change that `give` gave; that can be taken back, too.

        Raises:
            ChangedSince, UserError: as `Records.undo`.
        """
        return self._records.undo(change)

    def _allowed(self, connection: Connection, who: UUID, today: date) -> Allowance:
        policy = self._policy
        # What bears a later date than today's was given by a clock that went wrong: it counts, too.
        since = (today - timedelta(days=policy.customer_days - 1)).isoformat()
        recent = connection.execute(
            select(gesture.c.day, gesture.c.amount, gesture.c.person_key, gesture.c.agent).where(
                gesture.c.currency == policy.currency, gesture.c.day >= since
            )
        ).all()
        to_customer = [row for row in recent if row.person_key == who]
        day = today.isoformat()
        left: dict[Limit, Decimal] = {
            "customer_day": policy.customer_day - _sum(row.amount for row in to_customer if row.day == day),
            "customer_period": policy.customer_period - _sum(row.amount for row in to_customer),
            "agent_day": policy.agent_day
            - _sum(row.amount for row in recent if row.day == day and row.agent == self._agent),
        }
        limit = min(left, key=lambda name: left[name])
        return Allowance(max(left[limit], Decimal(0)), policy.currency, limit)


def given(database: Database, who: UUID | None = None) -> tuple[Gesture, ...]:
    """What was given to a customer, or to all, the newest first; `database` with the schema `RECORDS`."""
    wanted = select(gesture, person.c.name).join(person, person.c.key == gesture.c.person_key)
    if who is not None:
        wanted = wanted.where(gesture.c.person_key == who)
    with database.reading() as connection:
        rows = connection.execute(wanted.order_by(gesture.c.at.desc(), gesture.c.key.desc())).mappings()
        return tuple(_gesture(row) for row in rows)


def _sum(amounts: Iterable[str]) -> Decimal:
    return sum((Decimal(amount) for amount in amounts), Decimal(0))


def _checked(amount: Decimal) -> Decimal:
    if not amount.is_finite() or amount <= 0:
        raise UserError("That is no amount to be given.", "Give a number above zero.")
    if shown(amount) != shown(round(amount, _MOST_PLACES)):
        raise UserError(f"An amount has at most {_MOST_PLACES} decimal places.", "Round it.")
    return amount


def _gesture(row: RowMapping) -> Gesture:
    return Gesture(
        key=row["key"],
        person=row["person_key"],
        name=row["name"],
        agent=row["agent"],
        call=row["call_key"],
        at=row["at"],
        day=date.fromisoformat(row["day"]),
        amount=Decimal(row["amount"]),
        currency=row["currency"],
        what=row["what"],
    )
