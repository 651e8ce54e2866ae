"""Reminders wait while the agent is on a call, and are then told once, if they are still true."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import CallsChanged, PromisesChanged, PromisesDue, PromiseView
from ui.agent.knowing.days import now
from ui.agent.promises import words
from ui.bridge import Bridge
from ui.words import either_way, figures, translate

_QUIET = frozenset({"ringing", "dialling", "active", "held"})


class Reminders(QObject):
    """Signals:
    remind: a tuple of `PromiseView` to be told now. counted: how many are overdue, and due today.
    """

    remind = Signal(object)
    counted = Signal(int, int)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._on_call = False
        self._waiting: dict[UUID, PromiseView] = {}
        bridge.calls.connect(self._on_calls)
        bridge.promises.connect(self._on_promises)
        bridge.promises_due.connect(self._on_due)

    def _on_calls(self, update: CallsChanged) -> None:
        self._on_call = any(call.state in _QUIET for call in update.calls)
        self._tell()

    def _on_promises(self, update: PromisesChanged) -> None:
        there = {view.promise.key: view for view in update.promises}
        self._waiting = {key: there[key] for key in self._waiting if key in there}
        urgent = [view.standing for view in update.promises]
        self.counted.emit(urgent.count("overdue"), urgent.count("today"))

    def _on_due(self, update: PromisesDue) -> None:
        self._waiting |= {view.promise.key: view for view in update.promises}
        self._tell()

    def _tell(self) -> None:
        if self._waiting and not self._on_call:
            told, self._waiting = tuple(self._waiting.values()), {}
            self.remind.emit(told)


def worded(views: tuple[PromiseView, ...]) -> tuple[str, str]:
    """A reminder's title and its text."""
    overdue = sum(view.standing == "overdue" for view in views)
    if len(views) > 1:
        title = words.summed_up(overdue, len(views) - overdue) if overdue else ""
        title = title or figures(translate("promises", "Promises to keep: %1").replace("%1", str(len(views))))
        return title, "\n".join(either_way(view.promise.what) for view in views[:3])
    (view,) = views
    title = translate("promises", "Overdue promise") if overdue else translate("promises", "A promise to keep")
    here = now()
    by = words.due(view.promise.due, view.promise.part, here)
    return title, " · ".join(filter(None, (either_way(view.promise.what), words.whom(view.promise), by)))
