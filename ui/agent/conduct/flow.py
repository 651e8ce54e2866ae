"""Between the engine and what shows how the call goes: which prompt is shown, and what the agent's keys say of it.

A key is recorded the moment it is pressed, since its time counts, and so does a call that ends a second later. What
was pressed by mistake is taken back by another key that is recorded: a warning that was not given, or abuse that was
none, by `alarm_rejected`, which frees its number; a rejection by `alarm_confirmed`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from callassist.audio import host_clock
from callassist.calls.updates import CallView
from callassist.conduct import prompts
from callassist.conduct.prompts import Prompt
from callassist.events import KeyAction
from ui.agent.conduct.now_card import NowCard
from ui.agent.conduct.state import Conduct
from ui.agent.conduct.tone_line import ToneLine
from ui.agent.strips import UndoStrip
from ui.bridge import Bridge, Engine
from ui.words import figures, translate

_TICK_MS = 500
"""Prompts go by themselves to the nearest half second."""
_TAKEN_BACK_BY: Final[dict[KeyAction, KeyAction]] = {
    "warning_given": "alarm_rejected",
    "alarm_confirmed": "alarm_rejected",
    "disruptive": "alarm_rejected",
    "alarm_rejected": "alarm_confirmed",
}


class ConductFlow(QObject):
    """Knows of the call in front by `turn_to`, and nothing of where in the window its parts stand."""

    def __init__(
        self, engine: Engine, bridge: Bridge, undo: UndoStrip, parts: tuple[ToneLine, NowCard], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._engine, self._undo = engine, undo
        self.line, self.card = parts
        self._call: CallView | None = None
        self.known = Conduct(bridge, prompts.load_policy(), self)
        self.known.changed.connect(self._on_changed)
        self.card.accepted.connect(self.accept)
        self.card.rejected.connect(self.reject)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._show)
        self._settles = QTimer(self)
        self._settles.setSingleShot(True)
        self._settles.setTimerType(Qt.TimerType.PreciseTimer)
        self._settles.timeout.connect(self._show)

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def turn_to(self, call: CallView | None) -> None:
        """The call in front is this one, or in another state, or there is none."""
        before, self._call = self._call, call
        if (before.key if before else "") != (call.key if call else ""):
            self.card.begin_again(in_call=call is not None)
        if self._goes_on:
            self._ticks.start()
        else:
            self._ticks.stop()
        self._show()

    @property
    def _goes_on(self) -> bool:
        return self._call is not None and self._call.answered_at is not None and self._call.ended_t is None

    def _now(self) -> float:
        """Seconds on the clock of the call in front."""
        if self._call is None or self._call.answered_at is None:
            return 0.0
        ended = self._call.ended_t
        return host_clock.now() - self._call.answered_at if ended is None else ended

    def _on_changed(self, key: str) -> None:
        if self._call is not None and key == self._call.key:
            self._show()

    def _show(self) -> None:
        call = self._call
        if call is None:
            self.line.show_conduct(None)
            self.card.show_prompt(None, hangs_up=False)
            return
        conduct, now = self.known.of(call.key), self._now()
        prompt = conduct.prompts.show(now) if self._goes_on else None
        self.line.show_conduct(conduct, now, over=call.ended_t is not None)
        self.card.show_prompt(prompt, hangs_up=call.can_hang_up)
        settles_at = conduct.prompts.talking_over.settles_at
        if settles_at is not None and self._goes_on:
            self._settles.start(max(1, round((settles_at - now) * 1000)))

    # ── What the agent says of it ─────────────────────────────────────────────────────────────────────────

    def act(self, action: str) -> None:
        """Do what a chord stands for."""
        match action:
            case "accept":
                self.accept()
            case "reject":
                self.reject()
            case "disruptive":
                self.declare()

    def accept(self) -> None:
        """What the card asks for is done, or what it asks is so."""
        prompt = self.card.prompt
        if prompt is not None:
            self._settle(prompt, prompt.accepted_by, _accepted(prompt))

    def reject(self) -> None:
        """A false alarm; where nothing is counted, the card is only put away."""
        prompt = self.card.prompt
        if prompt is not None:
            self._settle(prompt, prompt.rejected_by, _rejected if prompt.rejected_by is not None else None)

    def declare(self) -> None:
        """The shouting lets nobody work."""
        if self._goes_on:
            self._press("disruptive", _declared)

    def _settle(self, prompt: Prompt, action: KeyAction | None, words: Callable[[], str] | None) -> None:
        assert self._call is not None, "a card belongs to a call"
        known = self.known.of(self._call.key).prompts
        known.put_away(prompt.kind)
        if action is not None and words is not None:
            # Whether it counts is asked anew where the app was not sure itself.
            asks = action == "alarm_rejected" and prompt.kind == "unsure"
            self._press(action, words, (lambda: known.bring_back(prompt)) if asks else None)
        elif words is not None:
            self._offer(words, lambda: known.bring_back(prompt))
        self._show()

    def _press(self, action: KeyAction, words: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self._engine.press(action)
        key = self._call.key if self._call is not None else ""
        self._offer(words, undo or (lambda: self._take_back(action, key)))

    def _take_back(self, action: KeyAction, key: str) -> None:
        """Only in the call that it was pressed in."""
        if self._call is not None and self._call.key == key and self._goes_on:
            self._engine.press(_TAKEN_BACK_BY[action])

    def _offer(self, words: Callable[[], str], undo: Callable[[], None]) -> None:
        def back() -> None:
            undo()
            self._show()

        # A refusal that can still be undone is the graver of the two.
        if not self._undo.is_grave:
            self._undo.offer(words, back)


def _accepted(prompt: Prompt) -> Callable[[], str] | None:
    """What was done; None where it is not worth undoing."""
    number = str(prompt.number or 1)
    match prompt.kind:
        case "warning":
            return lambda: figures(translate("conduct", "Warning %1 counts as given.").replace("%1", number))
        case "unsure":
            return lambda: translate("conduct", "Confirmed: it was abuse.")
        case "threat" | "may_end":
            return lambda: translate("conduct", "Put away.")
    return None


def _rejected() -> str:
    return translate("conduct", "A false alarm: it does not count.")


def _declared() -> str:
    return translate("conduct", "The shouting asks for a warning.")
