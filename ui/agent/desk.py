"""The calls that there are, each with its transcript, and what the agent's wishes mean for the one in front."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import CallsChanged, CallView, ListeningChanged, Said, Saying
from callassist.events import Note, Recorded
from ui.agent.strips import UndoStrip
from ui.agent.transcript import Transcript
from ui.bridge import Bridge, Engine
from ui.words import translate


class Desk(QObject):
    """Knows no widget but the strip in which things are undone.

    Signals:
        changed: other calls, or the same in another state. rang: a call has begun to ring. answered: one was answered.
        ended: the `CallView` of a call that is over, once. listening_changed: a `ListeningChanged`.
    """

    changed = Signal()
    rang = Signal()
    answered = Signal()
    ended = Signal(object)
    listening_changed = Signal(object)

    def __init__(self, engine: Engine, bridge: Bridge, undo: UndoStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._undo = engine, undo
        self._calls: tuple[CallView, ...] = ()
        self._transcripts: dict[str, Transcript] = {}
        self._gone: set[str] = set()
        self._notes_awaited: list[str] = []
        self.listening = ListeningChanged("off")
        bridge.calls.connect(self._on_calls)
        bridge.said.connect(self._on_said)
        bridge.saying.connect(self._on_saying)
        bridge.listening.connect(self._on_listening)

    # ── What there is ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def front(self) -> CallView | None:
        """The call in front."""
        return self._calls[0] if self._calls else None

    @property
    def others(self) -> tuple[CallView, ...]:
        """The calls behind it."""
        return self._calls[1:]

    @property
    def noted(self) -> CallView | None:
        """The call that a note which is begun now belongs to: not one that only rings, if the agent was on another."""
        if self.front is not None and self.front.state == "ringing":
            return next((call for call in self._calls if call.answered_at is not None), self.front)
        return self.front

    @property
    def transcript(self) -> Transcript | None:
        """What is said in the call in front."""
        return self._transcript(self.front.key) if self.front is not None else None

    def _transcript(self, key: str) -> Transcript:
        if key not in self._transcripts:
            self._transcripts[key] = Transcript()
        return self._transcripts[key]

    # ── What the engine tells ─────────────────────────────────────────────────────────────────────────────

    def _on_calls(self, update: CallsChanged) -> None:
        before = {call.key: call for call in self._calls}
        now = {call.key: call for call in update.calls}
        self._calls = update.calls
        self.changed.emit()
        for key, call in now.items():
            earlier = before.get(key)
            if call.state == "ringing" and earlier is None:
                self.rang.emit()
            if call.answered_at is not None and (earlier is None or earlier.answered_at is None):
                self.answered.emit()
            if call.state == "ended" and (earlier is None or earlier.state != "ended"):
                self.ended.emit(call)
        for key, call in before.items():
            if key not in now:
                self._transcripts.pop(key, None)
                self._gone.add(key)
                if call.state != "ended":
                    self.ended.emit(call)

    def _on_said(self, update: Said) -> None:
        if update.key not in self._gone:
            self._transcript(update.key).add(update.recorded)
        for recorded in update.recorded:
            match recorded.event:
                case Note(revises=None):
                    self._on_note(update.key, recorded)

    def _on_saying(self, update: Saying) -> None:
        if update.key not in self._gone:
            self._transcript(update.key).preview(update.partial)

    def _on_listening(self, update: ListeningChanged) -> None:
        self.listening = update
        self.listening_changed.emit(update)

    # ── What the agent wants ──────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Answer the call that rings, where that can be done; begin one by hand where there is none."""
        ringing = next((call for call in self._calls if call.state == "ringing"), None)
        if ringing is not None and ringing.can_answer:
            self._engine.answer(ringing.key)
        elif ringing is None and (self.front is None or self.front.state == "ended"):
            self._engine.start_call(None)

    def hang_up(self) -> None:
        """End the call in front."""
        if self.front is not None and self.front.state != "ended":
            self._engine.hang_up(self.front.key)

    def pause(self) -> None:
        """Pause the listening, or go on."""
        if self.listening.state == "paused":
            self._engine.resume()
        elif self.listening.state in ("starting", "listening"):
            self._engine.pause()

    def refuse(self) -> None:
        """The caller does not want it. Nothing is heard from this moment on; it lasts unless undone in time."""
        front, was = self.front, self.listening.state
        if front is None or front.state not in ("active", "held") or was in ("refused", "not_confirmed"):
            return
        if was in ("starting", "listening"):
            self._engine.pause()
            undo = self._engine.resume
        else:
            undo = _nothing
        key = front.key
        self._undo.offer(
            lambda: translate("desk", "The caller does not want it. Nobody is heard any more."),
            undo,
            lambda: self._engine.refuse(key),
        )

    def note(self, key: str, text: str, line: int | None) -> None:
        """Keep a note on a call, which may be over; it can be undone once it is kept."""
        self._notes_awaited.append(key)
        self._engine.note(key, text, line)

    def revise_note(self, key: str, seq: int, text: str) -> None:
        """Change a note of a call; empty text takes it back."""
        self._engine.revise_note(key, seq, text)

    def _on_note(self, key: str, recorded: Recorded) -> None:
        if key not in self._notes_awaited:
            return
        self._notes_awaited.remove(key)
        # A refusal that can still be undone is the graver of the two.
        if not self._undo.offers:
            self._undo.offer(
                lambda: translate("desk", "Note kept."), lambda: self._engine.revise_note(key, recorded.seq, "")
            )

    def settle(self) -> None:
        """The window closes: what could be undone lasts."""
        self._undo.settle()


def _nothing() -> None:
    """Nothing had been changed, so nothing is to be changed back."""
