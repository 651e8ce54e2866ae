"""Wrap-ups of the running app: begun when a call is over, kept at every change, handed on when they are finished.

All of it belongs to the engine's thread. What can't be kept just now is kept in memory and tried again; what is
finished is handed on a little later, so that finishing can be undone, and by the next start at the latest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TypeVar
from uuid import UUID

from callassist.audio import host_clock
from callassist.calls.ledger import Ledger
from callassist.calls.live_call import LiveCall
from callassist.calls.updates import (
    LeftOvers,
    NotDone,
    Said,
    Trouble,
    Update,
    WrapUpCopied,
    WrapUpKept,
    WrapUpShown,
    WrapUpsWaiting,
)
from callassist.calls.wrapping_up import draft as drafts
from callassist.calls.wrapping_up.as_text import as_text
from callassist.calls.wrapping_up.draft import Draft
from callassist.calls.wrapping_up.handing_on import HandedOn, handed_on
from callassist.calls.wrapping_up.left_over import is_whole, left_over
from callassist.calls.wrapping_up.of_call import OfCall
from callassist.calls.wrapping_up.ordering import kind_of, ordered
from callassist.calls.wrapping_up.policy import load_or_shipped
from callassist.calls.wrapping_up.stored import Stored, StoredWrapUps
from callassist.events import (
    CallEnded,
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    CustomerKnown,
    Language,
    Note,
    Summary,
)
from callassist.settings import SettingsFile
from callassist.softphone.numbers import read_number
from callassist.store.faults import StorageError
from callassist.text.redaction import RedactionPolicy, load_policy

UNDO_S = 8.0
"""So long after it was finished a wrap-up can be taken up again: longer than the window offers it."""
_AGAIN_S = 2.0
_LAST_S = 5.0  # the program ends without having handed on what could not be by then; the next start does it

_Mending = CallEnded | Summary | Note | CustomerKnown | Commitment | CommitmentSettled | CommitmentWithdrawn
"""What is said of a call after it was hung up and belongs into its wrap-up."""

T = TypeVar("T")
HandOn = Callable[[HandedOn, Callable[[UUID], None]], None]


class WrapUps:
    """What there is to wrap up.

    Args:
        hand_on: gets what a finished one brings, and what to call with the call's key once
            all of it is on the disk; on whatever thread. put: has something done on the engine's thread.
    """

    def __init__(
        self,
        ledger: Ledger,
        settings: SettingsFile,
        hand_on: HandOn,
        tell: Callable[[Update], None],
        put: Callable[[Callable[[], None]], None],
    ) -> None:
        self._policy, self._wrong = load_or_shipped()
        self._ledger = ledger
        self._settings = settings
        self._hand_on = hand_on
        self._tell = tell
        self._put = put
        self._live: dict[str, UUID] = {}
        self._ended: list[LiveCall] = []
        self._unkept: dict[UUID, Stored] = {}
        self._left_out: dict[UUID, tuple[str, ...]] = {}
        self._due: dict[UUID, float] = {}
        self._on_its_way: set[UUID] = set()
        self._again_at = 0.0
        self._opened = self._troubled = False
        self._end_by: float | None = None

    @cached_property
    def _redaction(self) -> RedactionPolicy:
        return load_policy()

    @property
    def _stored(self) -> StoredWrapUps | None:
        database = self._ledger.database
        return None if database is None or self._ledger.journal is None else StoredWrapUps(database)

    @property
    def is_idle(self) -> bool:
        """Whether nothing has to be looked at again after a while."""
        return not self._ended and not self._unkept and not self._due

    def is_quiet(self, now: float) -> bool:
        """Whether the program may end: all is kept and handed on, or has to wait for the next start."""
        late = self._end_by is not None and now > self._end_by
        return late or (self.is_idle and not self._on_its_way)

    def start(self) -> None:
        """Say what is wrong with the company's own file, if anything is."""
        if self._wrong is not None:
            self._tell(NotDone(self._wrong.what, self._wrong.remedy))

    # ── What the call brings ──────────────────────────────────────────────────────────────────────────────

    def begin(self, call: LiveCall) -> None:
        """A call was hung up: it waits to be wrapped up, and is shown, though its last words are still coming."""
        self._ended.append(call)
        self._begin_ended()

    def hear(self, said: Said) -> None:
        """Events of a call are on the disk: those that come after the hang-up belong into what is shown."""
        key = self._live.get(said.key)
        if key is not None and any(isinstance(each.event, _Mending) for each in said.recorded):
            self._show(key, said.key)

    def _begin_ended(self) -> None:
        # The row names the call's, which is on the disk with its first events.
        able = [call for call in self._ended if call.stored_as is not None and call.is_safe]
        for call in able:
            key = call.stored_as
            assert key is not None
            if self._begin(key):
                self._ended.remove(call)
                self._live[call.key] = key
                self._show(key, call.key)
                self._show_waiting()

    def _begin(self, key: UUID) -> bool:
        stored = self._stored
        if stored is None:
            return False
        try:
            stored.begin(key, self._agent)
        except StorageError as fault:
            self._trouble(fault)
            return False
        return True

    # ── What the agent asks ───────────────────────────────────────────────────────────────────────────────

    def open(self, key: UUID) -> None:
        """Show a call's wrap-up."""
        self._show(key, self._live_key(key))

    def of(self, key: str) -> OfCall | None:
        """What the record has of a call, by the key under which its wrap-up was told of."""
        stored_as = self._live.get(key)
        return None if stored_as is None else self._of_call(stored_as)

    def write(self, key: UUID, draft: Draft) -> None:
        """Keep what is written by now."""
        before = self._before(key)
        if before is not None and before.state == "draft":
            self._keep(key, self._as_kept(key, before, draft))

    def finish(self, key: UUID, draft: Draft) -> None:
        """It is wrapped up; handed on in a little while."""
        before = self._before(key)
        if before is None or before.state != "draft":
            return
        finished_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._keep(key, replace(self._as_kept(key, before, draft), state="finished", finished_at=finished_at))
        self._due[key] = host_clock.now() + UNDO_S
        self._show_waiting()

    def reopen(self, key: UUID) -> None:
        """It was finished by mistake; while it is not handed on it can be taken up again."""
        before = self._before(key)
        if before is None or before.state != "finished" or key in self._on_its_way:
            self._tell(NotDone("That wrap-up is handed on already.", "Correct it in the customer's record."))
            return
        self._due.pop(key, None)
        self._keep(key, replace(before, state="draft", finished_at=None))
        self._show(key, self._live_key(key))
        self._show_waiting()

    def copy(self, key: UUID, draft: Draft, language: Language) -> None:
        """Make a text of it, as it may be kept, to be pasted elsewhere."""
        of = self._of_call(key)
        if of is not None:
            may_be_kept, _ = drafts.kept(draft, self._policy, self._redaction)
            self._tell(WrapUpCopied(key, as_text(of, may_be_kept, self._policy, language)))

    def _as_kept(self, key: UUID, before: Stored, draft: Draft) -> Stored:
        may_be_kept, self._left_out[key] = drafts.kept(draft, self._policy, self._redaction)
        return replace(before, draft=may_be_kept, agent=self._agent)

    # ── Keeping ───────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _agent(self) -> str | None:
        return self._settings.current.speaking.agent

    def _live_key(self, key: UUID) -> str:
        """By which a call is told of: that of the live call, or its own where an earlier run had it."""
        live = next((live for live, stored in self._live.items() if stored == key), None)
        if live is None:
            live = str(key)
            self._live[live] = key
        return live

    def _before(self, key: UUID) -> Stored | None:
        if key in self._unkept:
            return self._unkept[key]
        return self._read(lambda stored: stored.read(key))

    def _of_call(self, key: UUID) -> OfCall | None:
        return self._read(lambda stored: stored.of_call(key))

    def _read(self, what: Callable[[StoredWrapUps], T | None]) -> T | None:
        stored = self._stored
        if stored is None:
            return None
        try:
            return what(stored)
        except StorageError as fault:
            self._trouble(fault)
            return None

    def _keep(self, key: UUID, kept: Stored) -> None:
        self._unkept[key] = kept
        self._try_to_keep()

    def _try_to_keep(self) -> None:
        stored = self._stored
        if stored is None:
            return
        try:
            for key, kept in list(self._unkept.items()):
                stored.write(key, kept)
                del self._unkept[key]
                self._tell(WrapUpKept(key, self._left_out.pop(key, ())))
        except StorageError as fault:
            self._trouble(fault)
            return
        if self._troubled:
            self._troubled = False
            self._tell(Trouble("journal", over=True))

    def _trouble(self, fault: StorageError) -> None:
        self._troubled = True
        self._tell(Trouble("journal", fault.what, fault.remedy, len(self._unkept)))

    # ── Handing on ────────────────────────────────────────────────────────────────────────────────────────

    def _hand_on_now(self, key: UUID) -> None:
        kept, of = self._before(key), self._of_call(key)
        if kept is None or of is None or of.ended_t is None or key in self._unkept:
            return  # looked at again: it stays due
        self._due.pop(key)
        draft = kept.draft
        outcome = self._policy.of_outcome(draft.outcome)
        passed = of.transfer if outcome is not None and outcome.passes_on else None
        whole = replace(
            draft,
            summary=of.summary if draft.summary is None else draft.summary,
            transfer=passed if draft.transfer is None else draft.transfer,
        )
        kept = replace(kept, draft=whole, kind=kind_of(self._policy, of.situations))
        self._keep(key, kept)
        self._on_its_way.add(key)
        what = handed_on(of, kept, self._policy, self._live_key(key))
        self._hand_on(what, lambda done: self._put(lambda: self._handed_on(done)))

    def _handed_on(self, key: UUID) -> None:
        self._on_its_way.discard(key)
        kept = self._before(key)
        if kept is not None and kept.state == "finished":
            self._keep(key, replace(kept, state="handed_on"))

    # ── What time brings ──────────────────────────────────────────────────────────────────────────────────

    def beat(self, now: float) -> None:
        """Time passes."""
        if not self._opened and self._stored is not None:
            self._opened = True
            self._catch_up()
        for key, due in list(self._due.items()):
            if now >= due:
                self._hand_on_now(key)
        if now >= self._again_at:
            self._again_at = now + _AGAIN_S
            if self._unkept:
                self._try_to_keep()
            self._begin_ended()

    def end(self, now: float) -> None:
        """The program ends: what is finished is handed on at once."""
        self._end_by = now + _LAST_S
        self._due = dict.fromkeys(self._due, now)

    def _catch_up(self) -> None:
        """What an earlier run has left: calls that were cut off, and wrap-ups that were not handed on."""
        for cut in self._ledger.cut_off:
            if is_whole(cut.started_at):
                self._begin(cut.key)
        finished = self._read(lambda stored: stored.finished()) or []
        self._due |= dict.fromkeys(finished, 0.0)
        self._tell_left_over()
        self._show_waiting()

    def _tell_left_over(self) -> None:
        cut = {each.key for each in self._ledger.cut_off}
        found = []
        for each in self._read(lambda stored: stored.waiting()) or ():
            lines = self._read(partial(StoredWrapUps.report_lines, key=each.call)) or []
            of = self._of_call(each.call)
            if of is not None:
                key, display = self._live_key(each.call), self._display(of.number)
                left = left_over(of, lines, key=key, display=display, cut_off=each.call in cut)
                if left.cut_off or each.begun or left.report is not None:
                    found.append(left)
        if found:
            self._tell(LeftOvers(tuple(found)))

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def _show(self, key: UUID, live: str) -> None:
        kept, of = self._before(key), self._of_call(key)
        if kept is None or of is None:
            return
        policy = self._policy
        chosen = self._read(lambda stored: stored.chosen(self._agent, policy.order.newest)) or []
        self._tell(
            WrapUpShown(
                call=key,
                key=live,
                of=of,
                display=self._display(of.number),
                draft=kept.draft,
                open=kept.state == "draft",
                categories=ordered(policy, chosen, kind_of(policy, of.situations)),
                outcomes=policy.outcome,
                follow_ups=policy.follow_up,
                scales=policy.satisfaction.asked,
            )
        )

    def _show_waiting(self) -> None:
        waiting = self._read(lambda stored: stored.waiting())
        if waiting is not None:
            self._tell(WrapUpsWaiting(tuple((each, self._display(each.number)) for each in waiting)))

    def _display(self, number: str | None) -> str:
        read = read_number(number, self._settings.current.phone.region)
        return "" if read is None else read.display
