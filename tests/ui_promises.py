"""Promises for tests of the window: told, asked for, read."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtWidgets import QWidget
from ui_window import Desktop, recorded, utterance, words_of

from callassist.calls.updates import (
    PromisesChanged,
    PromiseView,
    Said,
)
from callassist.events import Commitment, Event
from callassist.promises.kept import KeptPromise

HERE = datetime.now().astimezone()
TOMORROW = (HERE + timedelta(days=1)).date().isoformat()
FOUR = f"{TOMORROW}T16:00:00{HERE:%z}"[:22] + ":" + f"{HERE:%z}"[3:]
KEY, CHANGE = UUID(int=1), UUID(int=2)


def promised(number: int = 1, what: str = "call back", due: str | None = FOUR, **other: object) -> Commitment:
    return Commitment(t=2.0, number=number, what=what, due=due, evidence=f"I will {what}", **other)  # type: ignore[arg-type]


def heard(desktop: Desktop, *events: Event, first: int = 10) -> None:
    desktop.tell(Said("c", tuple(recorded(first + place, event) for place, event in enumerate(events))))


def talking(desktop: Desktop, *events: Event) -> None:
    desktop.talk(utterance(1, "hello"), utterance(2, "I will call back", "agent", 2.0))
    heard(desktop, *events)


def settled(desktop: Desktop) -> list[tuple[object, ...]]:
    return [asked[1:] for asked in desktop.engine.asked if asked[0] == "settle_commitment"]


def wishes(desktop: Desktop) -> list[object]:
    return [asked[1] for asked in desktop.engine.asked if asked[0] == "ask_promise"]


def strip(desktop: Desktop) -> str:
    return words_of(desktop.window.call.promises) if desktop.window.call.promises.isVisible() else ""


def book(*views: PromiseView) -> PromisesChanged:
    return PromisesChanged(views)


def view(number: int = 1, standing: str = "overdue", due: str | None = "2026-01-05", **other: object) -> PromiseView:
    fields: dict[str, object] = {
        "key": UUID(int=number),
        "version": 3,
        "what": f"promise {number}",
        "made_at": "2026-01-01",
    }
    return PromiseView(KeptPromise(due=due, **(fields | other)), standing)  # type: ignore[arg-type]


def type_into(field: QWidget, text: str) -> None:
    field.setText(text)  # type: ignore[attr-defined]
    field.textEdited.emit(text)  # type: ignore[attr-defined]
