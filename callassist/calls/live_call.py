"""One call while it lives: what is heard and pressed becomes events, is kept, and is told once it is safe.

It belongs to the engine's thread; nothing here waits for anything but the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal
from uuid import UUID

from callassist.calls.heard import HeardEvent, HeardPartial
from callassist.calls.journal import Journal, TakenUp
from callassist.calls.keeping import Keeper
from callassist.calls.playback import digest
from callassist.calls.session import CallSession
from callassist.calls.updates import ListeningState, Said, Saying, Trouble, Update
from callassist.events import (
    CallEnded,
    CallStarted,
    CommitmentSettled,
    Event,
    HearingNotice,
    KeyAction,
    KeyPressed,
    Note,
    Partial,
    Recorded,
    Tick,
)
from callassist.live.messages import DeviceNotice, HeardNumbered, Missed
from callassist.text.redaction import Vault

Unheard = Literal["not_confirmed", "refused", "held", "muted", "paused", "failed"]
"""Why neither side of a call is heard, the reason that counts most first."""

_PRECEDENCE: tuple[Unheard, ...] = ("not_confirmed", "refused", "held", "muted", "paused", "failed")


class LiveCall:
    """A call from its answer on.

    Attributes:
        key: ours. epoch: the host's clock at second 0. unheard: why it is not heard; heard where that is empty.
        hearing: whether the children have been told to hear it now. stretches: how many of it they still owe.
        ended_at: its length in seconds once it is over, else None. closed: whether its end is recorded too.
        vocabulary: words of its own for the recogniser, told it when it begins to hear the call.
        is_late: whether finals have to wait, more than they should.
        person: key of the record that belongs to it. name: what the softphone showed. promised: whether anything of a
            promise was decided in it.
    """

    def __init__(
        self,
        key: str,
        epoch: float,
        session: CallSession,
        vault: Vault,
        keeper: Keeper,
        tell: Callable[[Update], None],
    ) -> None:
        self.key = key
        self.epoch = epoch
        self.unheard: set[Unheard] = set()
        self.hearing = False
        self.stretches = 0
        self.ended_at: float | None = None
        self.closed = False
        self.is_late = False
        self.vocabulary: tuple[str, ...] = ()
        self.person: UUID | None = None
        self.name: str | None = None
        self.promised = False
        self._session = session
        self._vault = vault
        self._keeper = keeper
        self._tell = tell
        self._now = 0.0
        self._by_hand = 0

    def go_on(self, taken_up: TakenUp, length: float, by_hand: int) -> None:
        """It is over, and its record is stored: what comes now is added to that.

        Args:
            taken_up: where the record ends. length: of the call, in seconds. by_hand: the least number of a promise in
                it, or 0.
        """
        self.ended_at, self.closed = length, True
        self._now, self._by_hand = taken_up.last_at, min(by_hand, 0)
        self._session.go_on(taken_up.last_seq, taken_up.last_at)

    @property
    def listening(self) -> ListeningState:
        """What to show of it while nothing is loading."""
        if self.ended_at is not None:
            return "off"
        return next((reason for reason in _PRECEDENCE if reason in self.unheard), "listening")

    @property
    def now(self) -> float:
        """The newest moment that anything of it is known of, on the call clock."""
        return self._now

    def clock(self, host_t: float) -> float:
        """The call clock at a reading of the host's clock; what the softphone said late is not before the call."""
        return max(0.0, host_t - self.epoch)

    def begin(self) -> None:
        """Record the beginning."""
        self._keep(self._session.start())

    def hear(self, told: HeardNumbered | HeardPartial | HeardEvent) -> None:
        """Something was heard of it."""
        if self.closed:
            return  # it was given up, which is in its record
        event = told.event if isinstance(told, HeardEvent) else None
        if isinstance(event, HearingNotice) and event.state in ("behind", "caught_up"):
            self.is_late = event.state == "behind"
        heard = told.final if isinstance(told, HeardNumbered) else told
        self._now = max(self._now, heard.at)
        result = digest(self._session, heard)
        if isinstance(result, Partial):
            self._tell(Saying(self.key, result))
        else:
            self._keep(result)

    def miss(self, missed: Missed) -> None:
        """Sound that is gone: it is said to be not heard, and never counts as silence."""
        lag = missed.t1 - missed.t0
        self.add(HearingNotice(t=missed.t0, state="no_sound", lag=round(lag, 1)), missed.t1)

    def notice_device(self, notice: DeviceNotice, host_t: float) -> None:
        """A side's device went away, or came back."""
        if self.ended_at is None and notice.state in ("lost", "back"):
            t = self.clock(host_t)
            self.add(HearingNotice(t=t, state=notice.state, speaker=notice.speaker), t)

    def press(self, action: KeyAction, t: float) -> None:
        """The agent, or the softphone for the agent, did something at `t` on the call clock."""
        self.add(KeyPressed(t=t, action=action), t)

    def note(self, text: str, t: float, line: int | None, revises: int | None) -> None:
        """The agent wrote something down. It may be after the end of the call."""
        happened = t if self.ended_at is None else min(t, self.ended_at)
        self.add(Note(t=happened, text=text, line=line, revises=revises), t)

    def settle(self, decision: CommitmentSettled, t: float) -> None:
        """The agent decided of a promise. It may be after the end of the call."""
        happened = t if self.ended_at is None else min(t, self.ended_at)
        self.add(replace(decision, t=happened), t)

    def promise(self, what: str, due: str | None, part: str | None, t: float) -> None:
        """The agent wrote down a promise that nobody proposed."""
        self._by_hand -= 1
        self.settle(CommitmentSettled(number=self._by_hand, state="approved", what=what, due=due, part=part), t)

    def pass_time(self, t: float) -> None:
        """While the children do not hear the call, nobody else says that time passes."""
        if not self.closed and not self.stretches:
            self.add(Tick(t=t), t)

    def reveal(self, token: str) -> str | None:
        """An ID or IBAN, from memory, while the call lives."""
        return self._vault.reveal(token)

    def close(self, t: float) -> None:
        """Record the end, which settles all that was open."""
        if not self.closed:
            self.closed = True
            self.add(CallEnded(t=t, reason="hangup"), t)

    def add(self, event: Event, at: float) -> None:
        """Any event that needs no treatment of its own."""
        self._now = max(self._now, at)
        self._keep(self._session.take(event, self._now))

    def use(self, journal: Journal) -> None:
        """There is a journal now, which there was not when the call began."""
        self._show(self._keeper.use(journal), had_trouble=True)

    def catch_up(self) -> None:
        """Try again to store what could not be, and show what has been stored since."""
        if not self._keeper.is_safe or self._keeper.held:
            had_trouble = self._keeper.trouble is not None
            self._show(self._keeper.catch_up(), had_trouble)

    @property
    def started(self) -> CallStarted:
        """Its beginning."""
        return self._session.started

    @property
    def stored_as(self) -> UUID | None:
        """Its key in the journal; None while that can't be opened."""
        return self._keeper.key

    @property
    def is_safe(self) -> bool:
        """Whether everything of it is on the disk, and shown."""
        return self._keeper.is_safe and not self._keeper.held

    def _keep(self, recorded: Sequence[Recorded]) -> None:
        if recorded:
            had_trouble = self._keeper.trouble is not None
            self._show(self._keeper.keep(recorded), had_trouble)

    def _show(self, safe: Sequence[Recorded], had_trouble: bool) -> None:
        if safe:
            self._tell(Said(self.key, tuple(safe)))
        trouble = self._keeper.trouble
        if trouble is not None:
            self._tell(Trouble("journal", trouble.what, trouble.remedy, trouble.pending))
        elif had_trouble:
            self._tell(Trouble("journal", over=True))
