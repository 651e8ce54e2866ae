"""The customers' records: what pops up when it rings, and every edit of it with its undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, or_, select
from uuid_utils.compat import uuid7

from callassist.customers import cards, changes, merging
from callassist.customers.card import Candidate, Card, ScreenPop
from callassist.customers.changes import Change, NotThere, Step
from callassist.customers.history import CONTACTS, INCIDENTS, PROMISES, PURCHASES, Kept
from callassist.customers.identity import living
from callassist.customers.merging import Merge
from callassist.customers.policy import CustomersPolicy
from callassist.customers.writing import NotKept, PersonFields, checked, is_sensitive
from callassist.errors import UserError
from callassist.paths import data_dir
from callassist.softphone.numbers import DEFAULT_REGION, read_number
from callassist.store.database import Database
from callassist.store.records_schema import RECORDS, merged, person, person_number
from callassist.text.normalise import search_form
from callassist.text.redaction import RedactionPolicy


def records_path() -> Path:
    """Where the customers' records lie."""
    return data_dir() / RECORDS.file


def utc_now() -> str:
    """Now, as moments are kept in records."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Records:
    """Customers by number, and what is written about them.

    Safe to use from several threads. All methods may raise `StorageError`; those that write need a `database` opened
    for writing, and are on the disk when they return. What they are given is redacted before it gets there.

    Attributes:
        author: who edits, for the list of changes.

    Args:
        database: with the schema `RECORDS`.
        policy: what a card shows. redaction: what must not be stored.
        region: whose numbers are written without a country code (ISO 3166-1).
        now: gives the time, ISO 8601 in UTC.
    """

    def __init__(
        self,
        database: Database,
        policy: CustomersPolicy,
        redaction: RedactionPolicy,
        *,
        region: str = DEFAULT_REGION,
        author: str | None = None,
        now: Callable[[], str] = utc_now,
    ) -> None:
        self.database = database
        self.policy = policy
        self.redaction = redaction
        self.region = region
        self.author = author
        self.now = now

    # ── Looking up ────────────────────────────────────────────────────────────────────────────────────────

    def card(self, number: str | None) -> ScreenPop:
        """What a ring brings up, by a number in any spelling."""
        read = read_number(number, self.region)
        if read is None:
            return ScreenPop(None, None)
        with self.database.reading() as connection:
            people = cards.people_with(connection, read.text)
            if len(people) == 1:
                return ScreenPop(read.text, read.display, self._card(connection, people[0], verified=False))
            several = cards.candidates(connection, people, self.policy) if people else ()
        return ScreenPop(read.text, read.display, candidates=several)

    def card_of(self, who: UUID, *, verified: bool = False) -> Card | None:
        """A person's card, with what is folded only for a `verified` caller; None where there is no such record."""
        with self.database.reading() as connection:
            return self._card(connection, living(connection, who), verified=verified)

    def find(self, words: str, *, most: int = 20) -> tuple[Candidate, ...]:
        """People by the company's own id, a number in any spelling, the beginning of the name, or a record's key."""
        read = read_number(words, self.region)
        name = search_form(words)
        if not name:
            return ()
        has_number = select(person_number.c.person_key).where(person_number.c.number == (read.text if read else None))
        # A range, not LIKE: it uses the index whatever is in the words.
        begins = (person.c.search_name >= name) & (person.c.search_name < name + chr(0x10FFFF))
        text = words.strip()
        was = select(merged.c.person_key).where(or_(merged.c.external_id == text, merged.c.key == _as_key(text)))
        same = or_(person.c.external_id == text, person.c.key == _as_key(text), person.c.key.in_(was))
        wanted = select(person.c.key).where(or_(same, person.c.key.in_(has_number), begins))
        with self.database.reading() as connection:
            keys = list(connection.execute(wanted.order_by(person.c.search_name).limit(most)).scalars())
            return cards.candidates(connection, keys, self.policy)

    def changes(self, who: UUID) -> list[Change]:
        """Every edit of a person's record, the newest first."""
        with self.database.reading() as connection:
            return changes.of_person(connection, living(connection, who))

    def _card(self, connection: Connection, who: UUID, *, verified: bool) -> Card | None:
        return cards.card(connection, who, self.policy, region=self.region, verified=verified)

    # ── Writing ───────────────────────────────────────────────────────────────────────────────────────────

    def new(self, number: str | None = None, **fields: Any) -> UUID:
        """Make a record, of an unknown caller with no more than the number; gives its key.

        Raises:
            UserError: the number is none, or a field can't be kept.
        """
        with self.database.writing() as connection:
            key = uuid7()
            row = self._person_fields(fields) | {"key": key, "made_at": self.now()}
            self._refuse_taken_id(connection, key, row)
            steps = [changes.insert_row(connection, person, row)]
            if number is not None:
                steps.append(self._join(connection, self.readable(number), key))
            self._record(connection, key, steps)
            return key

    def edit(self, who: UUID, version: int, **fields: Any) -> UUID | None:
        """Edit a person in place; gives the change, for `undo`, or None where nothing was different.

        Args:
            version: of the record that the edit was made on. fields: as in `Person`; None empties one.

        Raises:
            EditedMeanwhile: somebody else has edited it since.
            UserError: a field can't be kept, or there is no such record.
        """
        if "vip" in fields and not self.policy.card.vip:
            raise NotKept("vip: the company wants no marks of importance")
        with self.database.writing() as connection:
            row = self._person_fields(fields)
            self._refuse_taken_id(connection, who, row)
            step = changes.update_row(connection, person, who, row, version)
            return self._record(connection, who, [step])

    def join(self, who: UUID, number: str) -> UUID | None:
        """Say that a person can be reached by a number, in any spelling; gives the change, None where that is known.

        Raises:
            UserError: it is no number, or there is no such record.
        """
        text = self.readable(number)
        with self.database.writing() as connection:
            if who in cards.people_with(connection, text):
                return None
            if connection.execute(select(person.c.key).where(person.c.key == who)).first() is None:
                raise NotThere
            return self._record(connection, who, [self._join(connection, text, who)])

    def part(self, who: UUID, number: str) -> UUID | None:
        """Take a number off a person; gives the change, None where it was not this person's."""
        row = {"person_key": who, "number": self.readable(number)}
        with self.database.writing() as connection:
            return self._record(connection, who, [changes.delete_row(connection, person_number, row)])

    def add_contact(self, who: UUID, *, at: str, about: str, key: UUID | None = None, **more: Any) -> UUID:
        """Write down a contact; `more` as in `ContactFields`. Gives its key; under one that is there, nothing is
        done."""
        return self._add(CONTACTS, who, {"at": at, "about": about} | more, key)

    def edit_contact(self, key: UUID, version: int, **fields: Any) -> UUID | None:
        """Edit a contact in place, such as what has been put right since; as `edit`."""
        return self._edit(CONTACTS, key, version, fields)

    def add_purchase(self, who: UUID, *, at: str, what: str) -> UUID:
        """Write down a purchase. Gives its key."""
        return self._add(PURCHASES, who, {"at": at, "what": what})

    def add_incident(self, who: UUID, *, at: str, about: str, **more: Any) -> UUID:
        """Write down an incident; `more` as in `IncidentFields`. Gives its key."""
        return self._add(INCIDENTS, who, {"at": at, "about": about} | more)

    def add_promise(self, who: UUID, *, made_at: str, what: str, **more: Any) -> UUID:
        """Write down what was promised; `more` as in `PromiseFields`. Gives its key."""
        return self._add(PROMISES, who, {"made_at": made_at, "what": what} | more)

    def edit_promise(self, key: UUID, version: int, **fields: Any) -> UUID | None:
        """Edit a promise in place, such as its state; as `edit`."""
        return self._edit(PROMISES, key, version, fields)

    def merging(self, kept: UUID, other: UUID) -> Merge:
        """What `merge` would do; nothing is written. Raises as it does."""
        with self.database.reading() as connection:
            return merging.look(connection, kept, other, self.redaction)

    def merge(self, kept: UUID, other: UUID) -> UUID:
        """Make two records of one person one: all of `other` becomes part of `kept`; gives the change, for `undo`.

        Whoever holds the key of `other`, such as a call, finds what it has become under it.

        Raises:
            UserError: they are one record, one of them is not there, or their remarks are too long for one.
        """
        with self.database.writing() as connection:
            plan = merging.look(connection, kept, other, self.redaction)
            return merging.carry_out(connection, plan, at=self.now(), author=self.author)

    def undo(self, change: UUID) -> UUID:
        """Take a change back, also one of an earlier day; gives the change that did so, which can be taken back too.

        Raises:
            ChangedSince: what it made has been changed again since.
            UserError: there is no such change, or it is taken back already.
        """
        with self.database.writing() as connection:
            return changes.take_back(connection, change, at=self.now(), author=self.author)

    def readable(self, number: str) -> str:
        """A number as it is kept.

        Raises:
            UserError: it is none, or the number of a card or an ID.
        """
        read = read_number(number, self.region)
        if read is None or is_sensitive(number, self.redaction):
            raise UserError(f"That is no phone number that can be kept ({len(number)} characters).", "Correct it.")
        return read.text

    def _person_fields(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        row = checked(PersonFields, fields, self.redaction)
        if "name" in row:
            row["search_name"] = search_form(row["name"] or "") or None
        return row

    def _refuse_taken_id(self, connection: Connection, key: UUID, row: Mapping[str, Any]) -> None:
        wanted = row.get("external_id")
        taken = select(person.c.key).where(person.c.external_id == wanted, person.c.key != key)
        if wanted is not None and connection.execute(taken).first() is not None:
            raise UserError("external_id: another customer has it already.", "Look that one up, or give another.")

    def _add(self, kind: Kept, who: UUID, fields: Mapping[str, Any], key: UUID | None = None) -> UUID:
        with self.database.writing() as connection:
            if key is None:
                key = uuid7()
            elif connection.execute(select(kind.table.c.key).where(kind.table.c.key == key)).first() is not None:
                return key
            # A call may hold the record of before a merge.
            who = living(connection, who)
            if connection.execute(select(person.c.key).where(person.c.key == who)).first() is None:
                raise NotThere
            row = checked(kind.fields, fields, self.redaction) | {"key": key, "person_key": who}
            self._record(connection, who, [changes.insert_row(connection, kind.table, row)])
        return key

    def _edit(self, kind: Kept, key: UUID, version: int, fields: Mapping[str, Any]) -> UUID | None:
        table = kind.table
        with self.database.writing() as connection:
            who = connection.execute(select(table.c.person_key).where(table.c.key == key)).scalar_one_or_none()
            step = changes.update_row(connection, table, key, checked(kind.fields, fields, self.redaction), version)
            return None if who is None else self._record(connection, who, [step])

    @staticmethod
    def _join(connection: Connection, number: str, who: UUID) -> Step:
        return changes.insert_row(connection, person_number, {"person_key": who, "number": number})

    def _record(self, connection: Connection, who: UUID, steps: Sequence[Step | None]) -> UUID | None:
        done = [step for step in steps if step is not None]
        return changes.record(connection, who, done, at=self.now(), author=self.author) if done else None


def _as_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
