"""Goodwill between the engine and its strip: asked for where the company is at fault, noted, and taken back."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import CallsChanged, CallView, CustomerShown, GoodwillShown, Said
from callassist.events import ColleagueComplaint, PhraseOffered
from ui.agent.conduct.goodwill_strip import GoodwillStrip, money
from ui.agent.strips import UndoStrip
from ui.bridge import Bridge, Engine
from ui.words import translate


class Giving(QObject):
    """Knows of the call in front by `turn_to`. Which situations are the company's fault is the engine's to say; the
    agent may ask in any.

    Signals:
        focus_wanted: what follows is typed into the call's page.
    """

    focus_wanted = Signal()

    def __init__(self, engine: Engine, bridge: Bridge, undo: UndoStrip, strip: GoodwillStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._undo, self.strip = engine, undo, strip
        self._key, self._is_over = "", True
        self._wanted = ""
        self._asked: dict[str, set[str]] = {}
        self._shown: dict[str, GoodwillShown] = {}
        bridge.calls.connect(self._on_calls)
        bridge.said.connect(self._on_said)
        bridge.customer.connect(self._on_customer)
        bridge.goodwill.connect(self._on_goodwill)
        strip.given.connect(self._give)

    def turn_to(self, call: CallView | None) -> None:
        """Another call is in front, or none."""
        key = call.key if call is not None else ""
        self._is_over = call is None or call.answered_at is None or call.state == "ended"
        if key == self._key:
            return
        self._key = key
        self.strip.begin_again()
        if key in self._shown:
            self.strip.show_goodwill(self._shown[key])

    def act(self) -> None:
        """The agent wants to note a gesture, or is done with it; what may be given is asked for where nothing has
        asked for it yet."""
        if self.strip.is_writing:
            self.strip.leave()
        elif self._is_over:
            return
        elif self._key in self._shown:
            self._open()
        else:
            self._wanted = self._key
            self._engine.goodwill(self._key, None)

    def _open(self) -> None:
        self._wanted = ""
        self.focus_wanted.emit()
        self.strip.open()

    def _on_calls(self, update: CallsChanged) -> None:
        there = {call.key for call in update.calls}
        self._asked = {key: each for key, each in self._asked.items() if key in there}
        self._shown = {key: each for key, each in self._shown.items() if key in there}

    def _on_said(self, update: Said) -> None:
        for recorded in update.recorded:
            match recorded.event:
                case PhraseOffered(situation=situation):
                    self._ask(update.key, situation)
                case ColleagueComplaint():
                    self._ask(update.key, "colleague")

    def _ask(self, key: str, situation: str) -> None:
        """Once is enough."""
        asked = self._asked.setdefault(key, set())
        if key not in self._shown and situation not in asked:
            asked.add(situation)
            self._engine.goodwill(key, situation)

    def _on_customer(self, update: CustomerShown) -> None:
        """It may be another's record now."""
        if update.key in self._shown:
            asked: list[str | None] = [*self._asked.get(update.key, ())]
            for situation in asked or [None]:
                self._engine.goodwill(update.key, situation)

    def _on_goodwill(self, update: GoodwillShown) -> None:
        self._shown[update.key] = GoodwillShown(update.key, update.allowance)
        if update.key == self._key:
            self.strip.show_goodwill(update)
            if self._wanted == update.key:
                self._open()
        change, given, allowance = update.change, update.given, update.allowance
        # A refusal that can still be undone is the graver of the two.
        if change is None or given is None or allowance is None or self._undo.is_grave:
            return
        self._undo.offer(
            lambda: translate("goodwill", "Noted: %1.").replace("%1", money(given, allowance.currency)),
            lambda: self._engine.take_back_goodwill(update.key, change),
        )

    def _give(self, amount: Decimal, why: str) -> None:
        self._engine.give_goodwill(self._key, amount, why)
