"""What was promised in each call, and what the agent has decided of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import CallsChanged, Said
from callassist.events import Commitment, CommitmentSettled, CommitmentWithdrawn, Decision, Recorded
from ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision, by which what was decided after it can be taken back."""

    state: Decision
    what: str
    due: str | None
    part: str | None


@dataclass(frozen=True, slots=True)
class CallPromise:
    """A commitment of a call, as it is shown.

    Attributes:
        proposed: as it was heard last; None of one that was written by hand. settled: what was decided last. asks: the
            agent has not decided yet, or something was said since. withdrawn: it was taken back in the call.
    """

    number: int
    proposed: Commitment | None = None
    settled: Settled | None = None
    asks: bool = True
    withdrawn: bool = False

    @property
    def current(self) -> Settled:
        """As it stands now: as it was heard while it asks, else as it was decided."""
        heard = self.proposed
        if self.settled is not None and (not self.asks or self.withdrawn or heard is None):
            return self.settled
        assert heard is not None, "what nobody heard was decided"
        return Settled("proposed", heard.what, heard.due, heard.part)

    @property
    def approved(self) -> bool:
        """Whether it counts, whatever was said since."""
        return self.settled is not None and self.settled.state == "approved"

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to be seen of it."""
        return self.approved or self.asks


@dataclass(slots=True)
class CallPromises:
    """Of one call, by number in the order in which they came."""

    by_number: dict[int, CallPromise] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[CallPromise, ...]:
        """What asks for a decision first, the latest before others; then what counts, the latest first."""
        latest = [each for each in reversed(self.by_number.values()) if each.is_shown]
        return tuple(sorted(latest, key=lambda each: not each.asks))

    @property
    def asking(self) -> CallPromise | None:
        """The one that a chord decides: the latest that asks."""
        return next((each for each in self.shown if each.asks), None)

    def take(self, recorded: Recorded) -> bool:
        """Something happened in the call; whether that changes anything here."""
        match recorded.event:
            case Commitment() as heard:
                known = self.by_number.pop(heard.number, None) or CallPromise(heard.number)
                decided = known.settled
                same = decided is not None and (decided.due, decided.part) == (heard.due, heard.part)
                self.by_number[heard.number] = replace(known, proposed=heard, asks=not same, withdrawn=False)
            case CommitmentWithdrawn(number=number) if number in self.by_number:
                known = self.by_number[number]
                self.by_number[number] = replace(known, withdrawn=True, asks=known.approved)
            case CommitmentSettled() as decided:
                known = self.by_number.get(decided.number) or CallPromise(decided.number)
                settled = Settled(decided.state, decided.what, decided.due, decided.part)
                asks = decided.state == "proposed" and known.proposed is not None and not known.withdrawn
                self.by_number[decided.number] = replace(
                    known, settled=settled if decided.state != "proposed" else None, asks=asks
                )
            case _:
                return False
        return True


class CallsPromises(QObject):
    """Keeps it by call, for as long as the call is there.

    Signals:
        changed: a call's key, of which something is another. written: a call's key and a `CallPromise` that was just
            written by hand.
    """

    changed = Signal(str)
    written = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._calls: dict[str, CallPromises] = {}
        self._gone: set[str] = set()
        bridge.calls.connect(self._on_calls)
        bridge.said.connect(self._on_said)

    def of(self, key: str) -> CallPromises:
        """What was promised in a call."""
        if key in self._gone:
            return CallPromises()
        return self._calls.setdefault(key, CallPromises())

    def _on_calls(self, update: CallsChanged) -> None:
        there = {call.key for call in update.calls}
        gone = self._calls.keys() - there
        self._gone |= gone
        for key in gone:
            del self._calls[key]

    def _on_said(self, update: Said) -> None:
        promises = self.of(update.key)
        known = set(promises.by_number)
        if sum(promises.take(recorded) for recorded in update.recorded):
            self.changed.emit(update.key)
        for number in promises.by_number.keys() - known:
            if number < 0:
                self.written.emit(update.key, promises.by_number[number])
