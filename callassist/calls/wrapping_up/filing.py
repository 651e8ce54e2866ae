"""Files what wrap-ups bring: into the customer's record, and into what waits for the CRM. On the customers' thread."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from callassist.calls.crm_desk import CrmDesk
from callassist.calls.updates import NotDone, Update
from callassist.calls.wrapping_up.handing_on import FollowingUp, HandedOn, contact_key
from callassist.customers.changes import NotThere
from callassist.customers.crm.port import Entry
from callassist.customers.records import Records
from callassist.errors import UserError
from callassist.promises.book import Book
from callassist.promises.kept import Decided
from callassist.store.faults import StorageError

_log = logging.getLogger(__name__)


@dataclass
class _Filed:
    """Something that is in the record and not safe for the CRM yet. `awaited`: keys of its entries."""

    what: HandedOn
    done: Callable[[], None]
    awaited: set[UUID] = field(default_factory=set)


class Filing:
    """What is to be filed, in order; while the disk does not take it, it waits."""

    def __init__(self, tell: Callable[[Update], None]) -> None:
        self._tell = tell
        self._to_file: deque[tuple[HandedOn, Callable[[], None]]] = deque()
        self._filed: list[_Filed] = []

    @property
    def waits(self) -> bool:
        """Whether it is worth while to come again."""
        return bool(self._to_file)

    def add(self, what: HandedOn, done: Callable[[], None]) -> None:
        """File this when `go_on` is called next; `done` is called when all of it is on the disk."""
        self._to_file.append((what, done))

    def go_on(self, records: Records, crm: CrmDesk | None) -> None:
        """File what waits."""
        while self._to_file:
            what, done = self._to_file[0]
            try:
                person = _into_the_record(records, what)
            except StorageError as fault:
                _log.warning("a wrap-up waits: %s", fault.what)
                return
            except UserError as error:
                self._tell(NotDone(error.what, error.remedy))
                person = what.person
            self._to_file.popleft()
            filed = _Filed(what, done)
            for key, entry in what.entries if crm is not None else ():
                filed.awaited.add(key)
                if crm is None or not crm.write(replace(entry, person=person), key):
                    filed.awaited.discard(key)
            self._filed.append(filed)
            self._finish()

    def kept(self, key: UUID) -> None:
        """An entry is safe on the disk."""
        for filed in self._filed:
            filed.awaited.discard(key)
        self._finish()

    def not_kept(self, entry: Entry) -> None:
        """An entry can't be stored; nobody waits for it any more."""
        for filed in self._filed:
            filed.awaited -= {key for key, own in filed.what.entries if replace(own, person=entry.person) == entry}
        self._finish()

    def _finish(self) -> None:
        over = [filed for filed in self._filed if not filed.awaited]
        self._filed = [filed for filed in self._filed if filed.awaited]
        for filed in over:
            filed.done()


def _into_the_record(records: Records, what: HandedOn) -> UUID | None:
    """Write the contact and what is to follow; gives whose record it is, None where nobody is known."""
    person = what.person
    if person is None:
        card = records.card(what.number).card
        person = None if card is None else card.person.key
    book = Book(records)
    book.take(_decided(what, each, person) for each in what.follow_ups)
    if person is not None:
        book.attribute({what.call: person})  # what was promised before anybody knew whose call it was
        try:
            records.add_contact(person, key=contact_key(what.call), at=what.at, **what.contact)
        except NotThere:
            return None  # its making was taken back
    return person


def _decided(what: HandedOn, each: FollowingUp, person: UUID | None) -> Decided:
    return Decided(
        call=what.call,
        seq=0,
        number=each.number,
        state="approved",
        what=each.what,
        due=each.due,
        part=None,
        made_at=what.at,
        person=person,
        called=what.number,
    )
