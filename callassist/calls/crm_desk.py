"""The company's CRM in the running app: asked when it rings, and given what came of a call.

It has three threads, so that a call never waits for it: one asks, one sends, and one puts what is to be sent on the
disk, which must wait for neither.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from callassist.calls.crm_troubles import Troubles
from callassist.calls.worker import Worker
from callassist.customers.crm.faults import CrmFault, Stopped
from callassist.customers.crm.news import CrmAnswered, CrmNotDone, CrmSilent, CrmTrouble, EntryKept, EntryNotKept, News
from callassist.customers.crm.outbox import Outbox
from callassist.customers.crm.port import Crm, Entry
from callassist.customers.crm.refreshing import refresh
from callassist.customers.crm.sending import Sending
from callassist.customers.records import Records
from callassist.customers.writing import NotKept
from callassist.errors import UserError
from callassist.store.faults import StorageError

_LOOK_S = 5.0  # while something waits to be sent, or to be stored


def _now() -> datetime:
    return datetime.now(UTC)


class CrmDesk:
    """Asks the CRM and hands over to it. Every method returns at once, but for `join`.

    Args:
        crm: stopped when the desk is closed. records: open for writing until `join` has returned.
        tell: gets news, on any of the desk's threads, one piece at a time.
    """

    def __init__(
        self, crm: Crm, records: Records, tell: Callable[[News], None], *, now: Callable[[], datetime] = _now
    ) -> None:
        self._crm = crm
        self._records = records
        self._now = now
        self._outbox = Outbox(records.database, records.redaction)
        self._sending = Sending(crm, self._outbox, now=now)
        self._troubles = Troubles(tell)
        self._tell = self._troubles.tell
        self._calls: set[str] = set()
        self._unsafe: deque[tuple[Entry, UUID | None]] = deque()
        self._ends = False
        self._asks = Worker("crm asking", lambda: False if self._ends else None, _LOOK_S, self._at_fault)
        self._keeps = Worker("crm keeping", self._keep, _LOOK_S, self._at_fault)
        self._hands = Worker("crm handing over", self._hand_over, _LOOK_S, self._at_fault)
        self._workers = (self._asks, self._keeps, self._hands)

    def start(self) -> None:
        """Begin, with what an earlier run has left in the outbox."""
        for worker in self._workers:
            worker.start()
        self._hands.put(_nothing)

    def close(self) -> None:
        """Put on the disk what is to be sent; what is under way is broken off, and sent again after the next start."""
        self._ends = True
        self._crm.stop()
        for worker in self._workers:
            worker.put(_nothing)

    def join(self) -> None:
        """Wait until `close` is done."""
        for worker in self._workers:
            worker.join()

    # ── What can be asked ─────────────────────────────────────────────────────────────────────────────────

    def ring(self, call: str, number: str | None) -> None:
        """A call came to be: ask who it is. `number`: as it is kept; None where it is withheld."""
        if number is None or not self._crm.reads:
            return
        self._calls.add(call)
        rang = time.monotonic()
        self._asks.put(lambda: self._ask(call, number, rang))

    def forget(self, call: str) -> None:
        """A call is past; what has not been asked about it need not be."""
        self._calls.discard(call)

    def write(self, entry: Entry, key: UUID | None = None) -> bool:
        """Have something written back; before `close`. `EntryKept` tells when it can't get lost any more.

        Args:
            key: as in `Outbox.put`.

        Returns:
            False for what the CRM does not take (`Crm.writes`): it is left out.
        """
        if entry.kind not in self._crm.writes:
            return False
        self._unsafe.append((entry, key))
        self._keeps.put(_nothing)
        return True

    def retry(self, keys: Sequence[UUID] | None = None) -> None:
        """Try entries again at once, parked ones too; all without `keys`."""

        def again() -> None:
            self._outbox.retry(keys, self._now())
            self._sending.release()

        self._hands.put(lambda: self._done(again))

    def drop(self, key: UUID) -> None:
        """Throw an entry away; the CRM never gets it."""
        self._hands.put(lambda: self._done(lambda: self._outbox.drop(key)))

    # ── The desk's threads ────────────────────────────────────────────────────────────────────────────────

    def _at_fault(self, report: Path) -> None:
        self._tell(CrmTrouble("fault", str(report)))

    def _ask(self, call: str, number: str, rang: float) -> None:
        if call not in self._calls or self._ends:
            return
        try:
            found = self._crm.read(number, within=self._crm.ring_s - (time.monotonic() - rang))
            refreshed = refresh(self._records, found, owned=self._crm.owned, author=self._crm.name)
        except Stopped:
            return
        except (CrmFault, StorageError) as fault:
            self._tell(CrmSilent(call, fault.what, fault.remedy))
            return
        self._tell(CrmAnswered(call, refreshed, tuple(reason for each in found for reason in each.left_out)))

    def _keep(self) -> bool | None:
        """Store what is to be written back, and whatever could not be stored before."""
        # Before looking: what is written before `close` is then seen.
        ends = self._ends
        while self._unsafe:
            entry, key = self._unsafe[0]
            try:
                news: News = EntryKept(entry, self._outbox.put(entry, self._now(), key))
            except NotKept as refusal:
                news = EntryNotKept(entry, refusal.what, refusal.remedy)
            except StorageError as fault:
                self._troubles.say(CrmTrouble("outbox", fault.what, fault.remedy))
                if not ends:
                    return True
                news = EntryNotKept(entry, fault.what, fault.remedy)
            else:
                self._troubles.say(CrmTrouble("outbox", over=True))
                self._hands.put(_nothing)
            # Before telling: whatever comes of that, it is not stored twice.
            self._unsafe.popleft()
            self._tell(news)
        return False if ends else None

    def _hand_over(self) -> bool | None:
        if self._ends:
            return False
        try:
            self._sending.round(lambda: self._ends)
            backlog = self._outbox.backlog()
        except StorageError as fault:
            self._troubles.say(CrmTrouble("outbox", fault.what, fault.remedy))
            return True
        if not self._unsafe:
            self._troubles.say(CrmTrouble("outbox", over=True))
        self._troubles.look(backlog, self._sending.trouble if backlog.waiting else None, self._now())
        return True if backlog.waiting else None

    def _done(self, work: Callable[[], None]) -> None:
        try:
            work()
        except UserError as error:
            self._tell(CrmNotDone(error.what, error.remedy))


def _nothing() -> None:
    """Makes a worker look."""
