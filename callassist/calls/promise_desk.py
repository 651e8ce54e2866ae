"""The promises of the running app: what is approved is written down, what becomes due is told, what is done is kept.

A decision is in the journal before it gets here. What can't be written into the records then waits in memory, and
after the next start it comes out of the journal again; both ways it is written once. The desk has a thread of its own,
so that neither a locked file nor a long list keeps a call or a card waiting.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from callassist.calls.updates import (
    MoveWorded,
    NotDone,
    PromiseEdited,
    PromisesChanged,
    PromisesDue,
    PromiseStep,
    PromiseUnderstood,
    PromiseView,
    Trouble,
    Update,
)
from callassist.calls.worker import Worker
from callassist.customers.records import Records
from callassist.errors import UserError
from callassist.events import Language
from callassist.knowledge.offering import Manner
from callassist.promises import decided, policy, reminding_policy, saying, written
from callassist.promises.book import Book
from callassist.promises.due import Calendar
from callassist.promises.kept import Decided, Finish, KeptPromise
from callassist.promises.reminding import Reminding
from callassist.promises.wishes import (
    BookWish,
    CustomerTold,
    DropPromise,
    FinishPromise,
    MovePromise,
    PromiseWish,
    ReadPromise,
    UndoPromise,
    WordMove,
    WritePromise,
)
from callassist.store.database import journal_path, open_for_reading
from callassist.store.faults import StorageError

_LOOK_S = 10.0

_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class PromiseDesk:
    """Keeps promises. Every method returns at once, but for `join`.

    Args:
        tell: gets updates, on this desk's thread. kept: told whose card has another promise. manner: how phrases are
            said. journal: the database file; the user's own by default. now: the wall clock, with the offset of this
            place.
    """

    def __init__(
        self,
        tell: Callable[[Update], None],
        kept: Callable[[UUID], None],
        *,
        manner: Manner,
        journal: Path | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._tell = tell
        self._kept = kept
        self._manner = manner
        self._journal = journal or journal_path()
        self._now = now
        self._rules = reminding_policy.load_policy()
        promises = policy.load_policy()
        self._calendar, self._reminding = Calendar(promises), Reminding(self._rules, promises)
        self._caught_up = False
        self._book: Book | None = None
        self._unwritten: deque[Callable[[Book], None]] = deque()
        self._reminded: dict[UUID, datetime] = {}
        self._shown: tuple[PromiseView, ...] | None = None
        self._failed = self._ends = False
        self._worker = Worker("promises", self._beat, _LOOK_S, lambda report: tell(Trouble("fault", what=str(report))))

    def start(self) -> None:
        """Begin; the book is opened by `use`."""
        self._worker.start()

    def use(self, records: Records) -> None:
        """The records are open, until `close`."""
        self._worker.put(lambda: self._use(records))

    def close(self) -> None:
        """Write down what still can be; what can't is written after the next start, out of the journal."""
        self._worker.put(self._end)

    def join(self) -> None:
        """Wait until `close` is done."""
        self._worker.join()

    # ── What can be asked ─────────────────────────────────────────────────────────────────────────────────

    def speak(self, manner: Manner) -> None:
        """Phrases are said so from now on."""
        self._worker.put(lambda: setattr(self, "_manner", manner))

    def take(self, decision: Decided) -> None:
        """Something was decided in a call, and is in the journal."""
        self._write(lambda book: book.take([decision]), decision.person)

    def attribute(self, call: UUID, person: UUID) -> None:
        """It is this person whom a call's promises were made to."""
        self._write(lambda book: book.attribute({call: person}), person)

    def ask(self, wish: PromiseWish) -> None:
        """Something is wanted of the book."""
        self._worker.put(lambda: self._answer(wish))

    # ── The desk's thread ─────────────────────────────────────────────────────────────────────────────────

    def _use(self, records: Records) -> None:
        self._book = Book(records)

    def _beat(self) -> bool | None:
        book = self._book
        if book is None or self._ends:
            return False if self._ends else None
        try:
            self._write_waiting(book)
            self._catch_up(book)
            self._look(book)
        except StorageError as fault:
            if not self._failed:
                self._failed = True
                self._tell(Trouble("promises", fault.what, fault.remedy, len(self._unwritten)))
        else:
            if self._failed:
                self._failed = False
                self._tell(Trouble("promises", over=True))
        return True

    def _end(self) -> None:
        self._ends = True
        if self._book is not None:
            try:
                self._write_waiting(self._book)
            except StorageError as fault:
                _log.warning("promises are written after the next start: %s", fault.what)

    def _write(self, work: Callable[[Book], None], person: UUID | None) -> None:
        def carry_out(book: Book) -> None:
            work(book)
            if person is not None:
                self._kept(person)

        self._worker.put(lambda: self._unwritten.append(carry_out))

    def _write_waiting(self, book: Book) -> None:
        while self._unwritten:
            try:
                self._unwritten[0](book)
            except StorageError:
                raise
            except Exception:
                self._unwritten.popleft()  # a fault of the program must not come again every time
                raise
            self._unwritten.popleft()

    def _catch_up(self, book: Book) -> None:
        """Take out of the journal what earlier runs could not write down."""
        if self._caught_up:
            return
        try:
            with open_for_reading(self._journal) as journal:
                unread = decided.unread(journal, book.read_upto())
        except StorageError:
            raise
        except UserError as error:
            _log.info("the journal can't be read yet: %s", error.what)
            return
        book.take(unread.decisions)
        book.attribute(unread.people)
        book.remember_read(unread.upto)
        self._caught_up = True

    def _look(self, book: Book) -> None:
        """Tell what stands otherwise than before, and what is to be reminded of."""
        now = self._now()
        found = [self._view(book, each, now) for each in book.open_promises()]
        # A date alone and a moment do not sort as texts do.
        views = tuple(sorted(found, key=lambda view: (view.due_at is None, view.due_at or now, view.promise.key)))
        if views != self._shown:
            self._shown = views
            self._tell(PromisesChanged(views))
        if due := tuple(view for view in views if self._is_to_be_reminded(book, view.promise, now)):
            self._tell(PromisesDue(due))

    def _is_to_be_reminded(self, book: Book, promise: KeptPromise, now: datetime) -> bool:
        given = None if promise.reminded is None else datetime.fromisoformat(promise.reminded)
        moment = self._reminding.reminder(promise.due, promise.part, promise.made_at, given, now)
        if moment is None or self._reminded.get(promise.key) == moment:
            return False
        self._reminded[promise.key] = moment
        book.remember_reminded(promise.key, moment.astimezone(UTC).isoformat(timespec="seconds"))
        return True

    def _view(self, book: Book, promise: KeptPromise, now: datetime) -> PromiseView:
        return PromiseView(
            promise,
            self._reminding.standing(promise.due, promise.part, now),
            self._reminding.due_at(promise.due, promise.part),
            book.dates_before(promise.key) if promise.moved else (),
        )

    # ── What is wanted ────────────────────────────────────────────────────────────────────────────────────

    def _answer(self, wish: PromiseWish) -> None:
        match wish:
            case ReadPromise(text):
                self._tell(PromiseUnderstood(text, written.read(text, self._now(), self._calendar)))
            case WordMove(promise, due, language):
                self._word_move(promise, due, language)
            case _ if self._book is None:
                self._tell(NotDone("The customers' records can't be used just now.", "Write it down as a note."))
            case _:
                try:
                    edited = _carried_out(wish, self._book)
                except UserError as error:
                    self._tell(NotDone(error.what, error.remedy))
                    self._shown = None  # it is shown as it is now
                    return
                self._tell(edited)
                found = self._book.find(edited.key)
                if found is not None and found.person is not None:
                    self._kept(found.person)

    def _word_move(self, promise: UUID, due: str, language: Language) -> None:
        known = next((each.promise for each in self._shown or () if each.promise.key == promise), None)
        dialect = known.dialect if known is not None else None
        phrases = saying.moved(
            self._rules,
            due,
            dialect=dialect or self._manner.dialect_in(language),
            name=known.name if known is not None else None,
            customer=known.gender if known is not None else None,
            agent=self._manner.gender,
        )
        self._tell(MoveWorded(promise, due, phrases))


def _carried_out(wish: BookWish, book: Book) -> PromiseEdited:
    change: UUID | None = None
    step: PromiseStep | Finish = "undone"
    match wish:
        case WritePromise(what, due, part):
            return PromiseEdited(book.write(what, due, part), "written")
        case DropPromise(promise, version):
            book.drop(promise, version)
        case FinishPromise(promise, version, step, outcome):
            change = book.finish(promise, version, step, outcome)
        case MovePromise(promise, version, due, part, told):
            step, change = "moved", book.move(promise, version, due, part, told=told)
        case CustomerTold(promise, version):
            step, change = "told", book.tell(promise, version)
        case UndoPromise(promise, undone):
            book.undo(undone)
    found = book.find(wish.promise)
    return PromiseEdited(wish.promise, step, change, 1 if found is None else found.version)
