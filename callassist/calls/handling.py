"""Handling calls, from ring to wrap-up: what the softphone, the hearing and the agent do becomes one record a call.

All of it belongs to the engine's thread, and time comes with every word: `host_t` is the host's clock when something
happened, however late it is dealt with.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from uuid_utils.compat import uuid7

from callassist.calls.assembly import session_for
from callassist.calls.attention import Attention
from callassist.calls.desks import Desks
from callassist.calls.earlier import EarlierCalls
from callassist.calls.keeping import Keeper
from callassist.calls.ledger import Ledger
from callassist.calls.live_call import LiveCall, Unheard
from callassist.calls.promising import Promising
from callassist.calls.updates import CallsChanged, CallView, Said, Update
from callassist.calls.wrapping_up.desk import WrapUps
from callassist.events import (
    CallStarted,
    CommitmentSettled,
    CustomerKnown,
    KeyAction,
    KnowledgeGap,
    Lookup,
    LookupResult,
)
from callassist.live import messages as m
from callassist.promises.wishes import WritePromise
from callassist.settings import SettingsFile
from callassist.softphone.lines import LineCall, LineChange, Lines, direction_of, key_of, number_of
from callassist.softphone.phone import PhoneEvent
from callassist.text.redaction import Vault

_log = logging.getLogger(__name__)

_DRAIN_S = 90.0  # a call whose last words never come is closed without them
_MOST_OVER = 32  # calls that are over and still take a note: one may be being written while others come and go


class CallHandling:
    """The calls that there are, and what becomes of them."""

    def __init__(
        self,
        settings: SettingsFile,
        ledger: Ledger,
        attention: Attention,
        desks: Desks,
        wrap_ups: WrapUps,
        tell: Callable[[Update], None],
    ) -> None:
        self._settings = settings
        self._wrap_ups = wrap_ups
        self._ledger = ledger
        self._attention = attention
        self._desks = desks
        self._promising = Promising(desks.promises)
        self._earlier = EarlierCalls(ledger, wrap_ups, tell, self._show_call)
        self._tell = tell
        self._known: dict[str, CustomerKnown] = {}  # of calls that are not answered yet
        self._lines = Lines(settings.current.phone.region)
        self._calls: dict[str, LiveCall] = {}
        self._over: CallView | None = None  # the call that was over last is shown until the next one is there
        self._early_notes: dict[str, list[tuple[str, float]]] = {}  # on calls that are not answered yet
        self._shown: CallsChanged | None = None

    # ── What can be asked ─────────────────────────────────────────────────────────────────────────────────

    @property
    def front(self) -> str | None:
        """The key of the call that is going on, or else held last."""
        return next((key_of(line) for line in self._lines.calls if line.state in ("active", "held")), None)

    @property
    def is_quiet(self) -> bool:
        """Whether every call is over and wholly on the disk."""
        return not self._lines.calls and all(call.closed and call.is_safe for call in self._calls.values())

    @property
    def is_safe(self) -> bool:
        """Whether everything told up to now is on the disk."""
        return all(call.is_safe for call in self._calls.values())

    def line(self, key: str) -> LineCall | None:
        """The softphone's side of a call that is not over."""
        return next((line for line in self._lines.calls if key_of(line) == key), None)

    def reveal(self, token: str) -> str | None:
        """An ID or IBAN from memory; safe from any thread."""
        return next((found for call in list(self._calls.values()) if (found := call.reveal(token)) is not None), None)

    # ── What the softphone does ───────────────────────────────────────────────────────────────────────────

    def ring(self, event: PhoneEvent) -> None:
        """Something happened to a call of the softphone, or was done by hand in its place."""
        self._follow(self._lines.take(event), event.host_t)

    def _follow(self, changes: tuple[LineChange, ...], host_t: float) -> None:
        for change in changes:
            key = key_of(change.call)
            match change.kind:
                case "rings" | "dials":
                    self._desks.customers.ring(key, number_of(change.call))
                    self._attention.load_if_unable()
                    self._attention.open_devices()
                case "answered":
                    self._desks.customers.ring(key, number_of(change.call))  # begun by hand, it never rang
                    self._answer(change.call, host_t)
                case "held":
                    self.unhear(key, "held", "hold", host_t)
                case "resumed":
                    self.hear_again(key, "held", "resume", host_t)
                case "muted":
                    self.unhear(key, "muted", "mute", host_t)
                case "unmuted":
                    self.hear_again(key, "muted", "unmute", host_t)
                case "named":
                    pass  # shown below; a call's record keeps what was known at its beginning
                case "ended":
                    self._end(change.call, host_t)

    def _answer(self, line: LineCall, host_t: float) -> None:
        """A call begins: from here on there is a record of it, in memory while the journal can't be opened."""
        settings = self._settings.current
        started = CallStarted(
            id=f"call-{uuid7()}",
            started_at=datetime.now(UTC).astimezone().isoformat(timespec="milliseconds"),
            direction=direction_of(line),
            number=number_of(line),
            language=settings.hearing.language,
        )
        vault, key = Vault(), key_of(line)
        session = session_for(
            started,
            language=started.language,
            vault=vault,
            observers=self._desks.observers(settings.hearing.language),
            ask=lambda lookup: self._ask(key, lookup),
            readers=self._desks.readers(),
        )
        # The engine does not wait for the disk at every word while that is full or the file is locked.
        keeper = Keeper(started, self._ledger.journal, patient=True)
        call = LiveCall(key, host_t, session, vault, keeper, self._show_call)
        call.name = line.name
        self._calls[key] = call
        call.begin()
        customer = self._known.pop(key, None)
        call.vocabulary = self._desks.words(settings.hearing.language, customer)
        if customer is not None:
            self._promising.belongs_to(call, customer)
            call.add(customer, 0.0)
        for text, written in self._early_notes.pop(call.key, ()):
            call.note(text, call.clock(written), None, None)
        self._attention.load_if_unable()
        if not self._attention.is_allowed:
            call.unheard.add("not_confirmed")
        elif not self._attention.is_able:
            call.unheard.add("failed")
        self._attention.turn(call, host_t)

    def _end(self, line: LineCall, host_t: float) -> None:
        key = key_of(line)
        call = self._calls.get(key)
        if call is not None and call.ended_at is None:
            call.ended_at = call.clock(host_t)
            self._attention.turn(call, host_t)
            self._over = replace(self._view(line), state="ended", ended_t=call.ended_at)
            self._wrap_ups.begin(call)
        self._early_notes.pop(key, None)
        self._known.pop(key, None)
        if call is None:
            self._forget(key)
        if not self._lines.calls:
            self._attention.close_devices()

    def end_all(self, host_t: float) -> None:
        """The program ends, and our part of every call with it."""
        for line in self._lines.calls:
            self.ring(PhoneEvent("hung_up", host_t, line=line.line, number=number_of(line)))

    # ── Who is heard ──────────────────────────────────────────────────────────────────────────────────────

    def unhear(self, key: str | None, reason: Unheard, action: KeyAction | None, host_t: float) -> None:
        """Hear neither side of a call any more, for one more reason."""
        call = self._calls.get(key or "")
        if call is None or reason in call.unheard or call.ended_at is not None:
            return
        call.unheard.add(reason)
        self._attention.turn(call, host_t)
        if action is not None:
            call.press(action, call.clock(host_t))

    def hear_again(self, key: str | None, reason: Unheard, action: KeyAction | None, host_t: float) -> None:
        """That reason is gone; both sides are heard where no other is left."""
        call = self._calls.get(key or "")
        if call is None or reason not in call.unheard or call.ended_at is not None:
            return
        call.unheard.discard(reason)
        if action is not None:
            call.press(action, call.clock(host_t))
        self._attention.turn(call, host_t)

    def refuse(self, key: str, host_t: float) -> None:
        """The caller does not want it, for the rest of this call."""
        call = self._calls.get(key)
        if call is not None and call.ended_at is not None:
            call.press("refused", call.ended_at)
            return
        # What was paused until the refusal was sure is now refused.
        self.unhear(key, "refused", "refused", host_t)
        if call is not None:
            call.unheard.discard("paused")

    def hear_all_again(self, reason: Unheard, host_t: float) -> None:
        """That reason is gone for every call."""
        for key in list(self._calls):
            self.hear_again(key, reason, None, host_t)

    def turn_anew(self, host_t: float) -> None:
        """The language has changed."""
        for call in self._calls.values():
            self._attention.turn_anew(call, host_t)

    def hear(self, told: m.HeardOf | m.Missed | m.Drained) -> None:
        """Something was heard of a call."""
        call = self._calls.get(told.call)
        if call is None:
            return
        match told:
            case m.HeardOf(heard=heard):
                call.hear(heard)
            case m.Missed():
                call.miss(told)
            case m.Drained():
                call.stretches -= 1
                self._close_if_over(call, overdue=False)

    def fail(self, host_t: float) -> None:
        """There is nothing to hear with; calls go on without a transcript."""
        for key in list(self._calls):
            self.unhear(key, "failed", None, host_t)

    def notice_device(self, notice: m.DeviceNotice, host_t: float) -> None:
        """A side's device went away or came back: it is part of the record of a call that is heard."""
        for call in self._calls.values():
            if call.hearing:
                call.notice_device(notice, host_t)

    # ── What the desks say ────────────────────────────────────────────────────────────────────────────────

    def know(self, key: str, customer: CustomerKnown) -> None:
        """Whose record belongs to a call."""
        call = self._calls.get(key)
        if call is not None:
            self._promising.belongs_to(call, customer)
        if call is not None and not call.closed:
            call.add(replace(customer, t=call.now), call.now)
        elif self.line(key) is not None:
            self._known[key] = customer

    def answer(self, key: str, result: LookupResult, host_t: float) -> None:
        """What was found for a question of a call."""
        call = self._calls.get(key)
        if call is not None and not call.closed:
            t = call.clock(host_t)
            call.add(replace(result, t=t), t)

    def _ask(self, key: str, lookup: Lookup) -> Sequence[LookupResult]:
        self._desks.knowledge.ask(key, lookup)
        return ()

    def _show_call(self, update: Update) -> None:
        self._tell(update)
        if isinstance(update, Said):
            self._wrap_ups.hear(update)
            for recorded in update.recorded:
                self._promising.take(self._calls[update.key], recorded)
                if isinstance(recorded.event, KnowledgeGap):
                    language = self._settings.current.hearing.language
                    self._desks.knowledge.miss(update.key, recorded.event.question, language)

    def _forget(self, key: str) -> None:
        self._desks.customers.forget(key)
        self._desks.knowledge.forget(key)

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def note(self, key: str, text: str, line: int | None, revises: int | None, host_t: float) -> None:
        """The agent wrote something down on a call, or after it, or while it still rings."""
        if (call := self._of_record(key)) is not None:
            call.note(text, call.clock(host_t), line, revises)
        elif self.line(key) is not None:
            self._early_notes.setdefault(key, []).append((text, host_t))
        else:
            _log.error("a note was written on call %s, of which there is no record any more", key)

    def settle(self, key: str, decision: CommitmentSettled, host_t: float) -> None:
        """The agent decided of a promise that was made in a call, or after it."""
        if (call := self._of_record(key)) is not None:
            call.settle(decision, call.clock(host_t))
        else:
            _log.error("a promise was settled on call %s, of which there is no record any more", key)

    def _of_record(self, key: str) -> LiveCall | None:
        """A call by its key; one that is over and not at hand any more is taken up again from the journal."""
        if key not in self._calls and self.line(key) is None and (found := self._earlier.take_up(key)) is not None:
            self._calls[key] = found
        return self._calls.get(key)

    def promise(self, key: str, what: str, due: str | None, part: str | None, host_t: float) -> None:
        """The agent wrote down a promise of a call."""
        if (call := self._of_record(key)) is not None:
            call.promise(what, due, part, call.clock(host_t))
        else:  # it only rings: there is nothing yet that it could be recorded in
            self._desks.promises.ask(WritePromise(what, due, part))

    def press(self, action: KeyAction, host_t: float) -> None:
        """A chord that is recorded and nothing else."""
        if (call := self._calls.get(self.front or "")) is not None:
            call.press(action, call.clock(host_t))

    # ── What time brings ──────────────────────────────────────────────────────────────────────────────────

    def beat(self, now: float) -> None:
        """Time passes."""
        self._follow(self._lines.pass_time(now), now)
        if (self._ledger.journal is None or not self.is_safe) and self._ledger.is_due(now):
            self._retry(now)
        for call in list(self._calls.values()):
            call.pass_time(call.clock(now))
            self._close_if_over(call, overdue=call.ended_at is not None and call.clock(now) - call.ended_at > _DRAIN_S)
        if self._over is not None and self._is_past(self._calls[self._over.key]):
            self._over = None
        shown = None if self._over is None else self._over.key
        past = [call for call in self._calls.values() if call.closed and call.is_safe and call.key != shown]
        for call in past[:-_MOST_OVER]:
            del self._calls[call.key]
            self._forget(call.key)

    def _retry(self, now: float) -> None:
        if self._ledger.journal is None and (journal := self._ledger.open()) is not None:
            for call in self._calls.values():
                call.use(journal)
        for call in self._calls.values():
            call.catch_up()
            if not call.is_safe:
                return  # one attempt is for all

    def _is_past(self, call: LiveCall) -> bool:
        """Whether a call that is over is wholly told, and the agent is on a later one."""
        end = call.epoch + (call.ended_at or 0.0)
        later = (other for other in self._calls.values() if other.epoch > call.epoch)
        return call.closed and any(other.ended_at is None or other.epoch > end for other in later)

    def _close_if_over(self, call: LiveCall, *, overdue: bool) -> None:
        if call.ended_at is not None and not call.closed and (overdue or not call.stretches):
            call.close(call.ended_at)

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def show(self, *, can_answer: Callable[[LineCall], bool], can_hang_up: Callable[[LineCall], bool]) -> None:
        """Tell which calls there are and who is heard, where that has changed."""
        lines = [
            replace(self._view(line), can_answer=can_answer(line), can_hang_up=can_hang_up(line))
            for line in self._lines.calls
        ]
        calls = CallsChanged((*lines, *([] if self._over is None else [self._over])))
        if calls != self._shown:
            self._shown = calls
            self._tell(calls)
        self._attention.show(self._calls.get(self.front or ""))

    def _view(self, line: LineCall) -> CallView:
        call = self._calls.get(key_of(line))
        return CallView(
            key=key_of(line),
            state=line.state,
            direction=direction_of(line),
            number=number_of(line),
            display="" if line.number is None else line.number.display,
            name=line.name,
            language=self._settings.current.hearing.language,
            answered_at=None if call is None else call.epoch,
            waiting=self._lines.waiting(line),
        )
