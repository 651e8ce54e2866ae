"""The customers' records of the running app: looked up when it rings, edited while people talk.

They have a thread of their own, so that no disk that is slow, and no other program that holds the file, keeps a call
waiting. What is done is told in the order in which it was asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from callassist.calls.crm_desk import CrmDesk
from callassist.calls.promise_desk import PromiseDesk
from callassist.calls.updates import (
    CustomerEdited,
    CustomersFound,
    CustomerShown,
    GoodwillShown,
    NotDone,
    Trouble,
    Update,
)
from callassist.calls.worker import Worker
from callassist.calls.wrapping_up.filing import Filing
from callassist.calls.wrapping_up.handing_on import HandedOn
from callassist.conduct.goodwill import AboveAuthority, GoodwillLedger
from callassist.conversation import courtesy_policy
from callassist.conversation.courtesy_policy import GoodwillPolicy
from callassist.customers import policy
from callassist.customers.card import Card, ScreenPop
from callassist.customers.crm import rest
from callassist.customers.crm.news import CrmAnswered, CrmNotDone, CrmSilent, CrmTrouble, EntryKept, EntryNotKept, News
from callassist.customers.records import Records, records_path
from callassist.errors import UserError
from callassist.events import CustomerKnown
from callassist.store.database import Database, open_for_writing
from callassist.store.records_schema import RECORDS
from callassist.text import redaction
from callassist.text.redaction import RedactionPolicy

_BUSY_S = 2.0  # an import by command writes for seconds; a card can be read meanwhile, and an edit waits so long
_AGAIN_S = 5.0

_log = logging.getLogger(__name__)


@dataclass
class _AtDesk:
    """A call whose record lies here.

    Attributes:
        number: as the softphone said it. person: whom the agent chose. verified: whether the caller is. known: whether
            its observers were told of anybody. shown: whose card is shown.
    """

    number: str | None
    person: UUID | None = None
    verified: bool = False
    known: bool = False
    shown: UUID | None = None


class CustomerDesk:
    """Looks customers up and edits them. Every method returns at once.

    Args:
        tell: gets updates, on this desk's thread. known: told whose record belongs to a call, for its observers.
        region: whose numbers are written without a country code. author: who edits. goodwill: how much they may give.
            path: the database; the user's own by default. promises: works with the records while they are open.
    """

    def __init__(
        self,
        tell: Callable[[Update], None],
        known: Callable[[str, CustomerKnown], None],
        *,
        region: str,
        author: str | None = None,
        goodwill: GoodwillPolicy | None = None,
        path: Path | None = None,
        promises: PromiseDesk | None = None,
    ) -> None:
        self._tell = tell
        self._known = known
        self._region = region
        self._author = author
        self._goodwill = goodwill or courtesy_policy.load_policy().goodwill
        self._path = path or records_path()
        self._promises = promises
        self._database: Database | None = None
        self._records: Records | None = None
        self._crm: CrmDesk | None = None
        self._calls: dict[str, _AtDesk] = {}
        self._filing = Filing(tell)
        self._failed = False
        self._ends = False
        self._worker = Worker("customers", self._beat, _AGAIN_S, self._tell_fault)

    def start(self) -> None:
        """Open the records."""
        self._worker.put(self._open)
        self._worker.start()

    def close(self) -> None:
        """Do what was asked for, and let go of the file."""
        self._worker.put(self._end)

    def join(self) -> None:
        """Wait until `close` is done."""
        self._worker.join()

    # ── What can be asked ─────────────────────────────────────────────────────────────────────────────────

    def sign(self, author: str | None) -> None:
        """Whoever sits here, and edits from now on, is called so."""
        self._worker.put(lambda: self._sign(author))

    def ring(self, key: str, number: str | None) -> None:
        """A call came to be: show who it is."""
        self._worker.put(lambda: self._ring(key, number))

    def forget(self, key: str) -> None:
        """A call is past."""
        self._worker.put(lambda: self._forget(key))

    def choose(self, key: str, person: UUID | None) -> None:
        """It is this person, or none of them."""
        self._do(key, lambda records, call: self._choose(key, call, person))

    def new(self, key: str) -> None:
        """Make a record of the caller."""
        self._do(key, lambda records, call: self._new(key, records, call))

    def edit(self, key: str, person: UUID, version: int, fields: Mapping[str, str | None]) -> None:
        """Change fields of a person."""
        self._do(key, lambda records, call: self._changed(key, records.edit(person, version, **fields)))

    def undo(self, key: str, change: UUID) -> None:
        """Take an edit back."""
        self._do(key, lambda records, call: self._changed(key, records.undo(change), undone=True))

    def verify(self, key: str) -> None:
        """Unfold the card."""
        self._do(key, lambda records, call: self._verify(key, call))

    def look_up(self, key: str, words: str) -> None:
        """Look for people by name, number or id."""
        self._do(key, lambda records, call: self._tell(CustomersFound(key, words, records.find(words))))

    def hand_on(self, what: HandedOn, done: Callable[[UUID], None]) -> None:
        """Write down what a wrap-up brings, as soon as that can be done; `done` is called when it is on the disk."""
        self._worker.put(lambda: self._hand_on(what, done))

    def show_again(self, person: UUID) -> None:
        """Something on this person's card is another."""
        self._worker.put(lambda: self._show_again(person))

    def show_goodwill(self, key: str) -> None:
        """Tell what may be given."""
        self._do(key, lambda records, call: self._tell(self._allowed(key, records, call)))

    def give_goodwill(self, key: str, amount: Decimal, what: str) -> None:
        """Write down a gesture, or tell that it is above what may be given."""
        self._do(key, lambda records, call: self._give(key, records, call, amount, what))

    def take_back_goodwill(self, key: str, change: UUID) -> None:
        """It was none."""
        self._do(key, lambda records, call: self._take_back(key, records, call, change))

    # ── The desk's thread ─────────────────────────────────────────────────────────────────────────────────

    def _tell_fault(self, report: Path) -> None:
        self._tell(Trouble("fault", what=str(report)))

    def _beat(self) -> bool | None:
        if self._ends:
            return False
        if self._records is None and self._failed:
            self._open()
        if self._records is not None:
            self._filing.go_on(self._records, self._crm)
        return True if self._failed or self._filing.waits else None

    def _open(self) -> None:
        try:
            database = open_for_writing(self._path, RECORDS, busy=_BUSY_S)
        except UserError as error:
            if not self._failed:
                self._failed = True
                self._tell(Trouble("customers", error.what, error.remedy))
            return
        self._database = database
        rules, masking = policy.load(), redaction.load_policy()
        self._records = Records(database, rules, masking, region=self._region, author=self._author)
        if self._promises is not None:
            self._promises.use(self._records)
        self._open_crm(self._records, masking, vip=rules.card.vip)
        if self._failed:
            self._failed = False
            self._tell(Trouble("customers", over=True))
        for key in list(self._calls):
            self._show(key)

    def _open_crm(self, records: Records, masking: RedactionPolicy, *, vip: bool) -> None:
        """Ask the company's CRM too, where one is described; without it everything else works."""
        try:
            crm = rest.configured(masking, region=self._region, vip=vip)
        except UserError as error:
            self._tell(Trouble("crm", error.what, error.remedy))
            return
        if crm is not None:
            self._crm = CrmDesk(crm, records, self._hear_of_crm)
            self._crm.start()
            for key, call in self._calls.items():
                self._crm.ring(key, call.number)

    def _hear_of_crm(self, news: News) -> None:
        match news:
            case CrmAnswered(call=key):
                self._worker.put(lambda: self._show(key))
            case CrmSilent(what=what):
                _log.info("the CRM did not say who rings: %s", what)
            case CrmTrouble(kind="fault", what=report):
                self._tell_fault(Path(report))
            case CrmTrouble(kind="parked"):
                self._tell(Trouble("crm refused", news.what, news.remedy, over=news.over))
            case CrmTrouble():
                self._tell(Trouble("crm", news.what, news.remedy, over=news.over))
            case EntryNotKept():
                self._tell(NotDone(news.what, news.remedy))
                self._worker.put(lambda: self._filing.not_kept(news.entry))
            case CrmNotDone():
                self._tell(NotDone(news.what, news.remedy))
            case EntryKept():
                self._worker.put(lambda: self._filing.kept(news.key))

    def _end(self) -> None:
        self._ends = True
        if self._promises is not None:
            self._promises.close()
            self._promises.join()
        if self._crm is not None:
            self._crm.close()
            self._crm.join()
        if self._database is not None:
            self._database.close()
            self._database = self._records = None

    def _do(self, key: str, work: Callable[[Records, _AtDesk], None]) -> None:
        def carry_out() -> None:
            call = self._calls.get(key)
            if self._records is None or call is None:
                self._tell(NotDone("The customers' records can't be used just now.", "Write it down as a note."))
                return
            try:
                work(self._records, call)
            except UserError as error:
                self._tell(NotDone(error.what, error.remedy))
                self._show(key)  # as it is now

        self._worker.put(carry_out)

    def _sign(self, author: str | None) -> None:
        self._author = author
        if self._records is not None:
            self._records.author = author

    def _ring(self, key: str, number: str | None) -> None:
        rang = key in self._calls and self._calls[key].number == number
        if rang:
            return  # it is answered now
        self._calls[key] = _AtDesk(number)
        self._show(key)
        if self._crm is not None:
            self._crm.ring(key, number)

    def _forget(self, key: str) -> None:
        self._calls.pop(key, None)
        if self._crm is not None:
            self._crm.forget(key)

    def _hand_on(self, what: HandedOn, done: Callable[[UUID], None]) -> None:
        call = self._calls.get(what.key or "")

        def filed() -> None:
            done(what.call)
            if what.key is not None:
                self._show(what.key)

        chosen = call.person if call is not None else None
        self._filing.add(replace(what, person=chosen or what.person), filed)

    def _choose(self, key: str, call: _AtDesk, person: UUID | None) -> None:
        call.person, call.verified = person, False
        self._show(key)

    def _new(self, key: str, records: Records, call: _AtDesk) -> None:
        call.person = records.new(call.number)
        newest = records.changes(call.person)[0].key
        self._changed(key, newest)

    def _verify(self, key: str, call: _AtDesk) -> None:
        call.verified = True
        self._show(key)

    def _changed(self, key: str, change: UUID | None, *, undone: bool = False) -> None:
        self._show(key)
        if change is not None:
            self._tell(CustomerEdited(key, change, undone))

    def _ledger(self, records: Records) -> GoodwillLedger:
        return GoodwillLedger(records, self._goodwill, self._author)

    def _allowed(self, key: str, records: Records, call: _AtDesk) -> GoodwillShown:
        """A day is the agent's own, by the date of their PC."""
        if call.shown is None:
            return GoodwillShown(key, None)
        return GoodwillShown(key, self._ledger(records).allowed(call.shown, _today()))

    def _give(self, key: str, records: Records, call: _AtDesk, amount: Decimal, what: str) -> None:
        if call.shown is not None:
            try:
                change = self._ledger(records).give(call.shown, amount, what, today=_today())
            except AboveAuthority:
                self._tell(replace(self._allowed(key, records, call), refused=amount))
                return
            self._tell(replace(self._allowed(key, records, call), given=amount, change=change))

    def _take_back(self, key: str, records: Records, call: _AtDesk, change: UUID) -> None:
        self._ledger(records).take_back(change)
        self._tell(self._allowed(key, records, call))

    def _show_again(self, person: UUID) -> None:
        for key, call in self._calls.items():
            if call.shown == person:
                self._show(key, known=True)

    def _show(self, key: str, *, known: bool = False) -> None:
        """`known`: a call's observers know whose record it is."""
        records, call = self._records, self._calls.get(key)
        if records is None or call is None:
            return
        try:
            pop = records.card(call.number)
            card = pop.card
            if call.person is not None:
                card = records.card_of(call.person, verified=call.verified)
                call.person = None if card is None else call.person  # its making was taken back
            if call.verified and card is not None and call.person is None:
                card = records.card_of(card.person.key, verified=True)
        except UserError as error:
            _log.warning("a card can't be read: %s", error.what)
            self._tell(NotDone(error.what, error.remedy))
            return
        call.shown = None if card is None else card.person.key
        shown = ScreenPop(pop.number, pop.display, card, () if card is not None else pop.candidates)
        self._tell(CustomerShown(key, shown, call.verified and card is not None))
        if not known and (card is not None or call.known):
            call.known = card is not None
            self._known(key, _for_observers(card))


def _today() -> date:
    return datetime.now().astimezone().date()


def _for_observers(card: Card | None) -> CustomerKnown:
    if card is None:
        return CustomerKnown()
    who = card.person
    return CustomerKnown(person=str(who.key), name=who.addressed, gender=who.gender, dialect=who.dialect)
