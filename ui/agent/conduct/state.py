"""What each call has told of how it goes: prompts, tone, warnings and interruptions."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import CallsChanged, Said
from callassist.conduct.prompts import PromptPolicy, Prompts
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    CallEnded,
    Event,
    Incident,
    MayEndCall,
    Note,
    Recorded,
    Tone,
    WarningDue,
    WarningGiven,
)
from ui.bridge import Bridge


@dataclass(slots=True)
class Warned:
    """How far the three warnings have come.

    Attributes:
        given: how many count. due: the number of the one to be given. may_end: abuse went on after the third.
    """

    given: int = 0
    due: int | None = None
    may_end: bool = False

    @property
    def is_calm(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.given and self.due is None and not self.may_end

    def take(self, event: Event) -> None:
        """One of the events of the three warnings."""
        match event:
            case WarningDue(number=number):
                self.due = number
            case WarningGiven(number=number):
                self.given = max(self.given, number)
                self.due = None if self.due == number else self.due
            case MayEndCall():
                self.may_end = True
            case AlarmWithdrawn(number=None):
                self.may_end = False
            case AlarmWithdrawn(number=number) if number == self.due:
                self.due = None
            case AlarmWithdrawn(number=number) if number == self.given:
                self.given -= 1


@dataclass(slots=True)
class CallConduct:
    """Of one call.

    Attributes:
        tone: the latest. levels: of all that was told of the tone, as (second, 0 to 1). threatened: somebody was, and
            it was not taken back.
    """

    prompts: Prompts
    warned: Warned = field(default_factory=Warned)
    tone: Tone | None = None
    levels: list[tuple[float, float]] = field(default_factory=list)
    threatened: bool = False

    @property
    def interruptions(self) -> int:
        """The agent's, of those that stand."""
        return self.prompts.talking_over.count

    @property
    def was_abusive(self) -> bool:
        """Whether the agent had to hear abuse or a threat."""
        return self.threatened or not self.warned.is_calm

    def take(self, recorded: Recorded) -> None:
        """Something happened in the call."""
        self.prompts.take(recorded)
        self.warned.take(recorded.event)
        match recorded.event:
            case Tone() as tone:
                self.tone = tone
                self.levels.append((tone.t, tone.level))
            case Alert():
                self.threatened = True
            case AlarmWithdrawn():
                self.threatened = False


@dataclass(frozen=True, slots=True)
class Reported:
    """An incident report that has come. `key`: of the call. `seq`: of its line, to which the agent's notes belong."""

    key: str
    seq: int
    incident: Incident


class Conduct(QObject):
    """Keeps it by call, for as long as the call is there.

    Signals:
        changed: a call's key, of which something is another. reported: a `Reported`. noted: a call's key and the
            `Recorded` of a note. ended: the `CallConduct` of a call that is over.
    """

    changed = Signal(str)
    reported = Signal(object)
    noted = Signal(str, object)
    ended = Signal(object)

    def __init__(self, bridge: Bridge, policy: PromptPolicy, parent: QObject) -> None:
        super().__init__(parent)
        self._policy = policy
        self._calls: dict[str, CallConduct] = {}
        self._gone: set[str] = set()
        bridge.calls.connect(self._on_calls)
        bridge.said.connect(self._on_said)

    def of(self, key: str) -> CallConduct:
        """How a call goes."""
        if key in self._gone:
            return CallConduct(Prompts(self._policy))
        return self._calls.setdefault(key, CallConduct(Prompts(self._policy)))

    def _on_calls(self, update: CallsChanged) -> None:
        there = {call.key for call in update.calls}
        gone = self._calls.keys() - there
        self._gone |= gone
        for key in gone:
            del self._calls[key]

    def _on_said(self, update: Said) -> None:
        conduct = self.of(update.key)
        for recorded in update.recorded:
            conduct.take(recorded)
            match recorded.event:
                case Incident() as incident:
                    self.reported.emit(Reported(update.key, recorded.seq, incident))
                case Note():
                    self.noted.emit(update.key, recorded)
                case CallEnded():
                    self.ended.emit(conduct)
        self.changed.emit(update.key)
