"""The window comes before the engine: what is asked of it meanwhile is not lost."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from callassist.audio import host_clock
from callassist.calls.updates import Trouble
from callassist.commands import starting
from callassist.instance import ShowAsked
from callassist.softphone.phone import PhoneEvent


class FakeBoard:
    """A switchboard that writes down what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def phone(self, told: PhoneEvent) -> None:
        self.asked.append(told.kind)

    def bring_forward(self) -> None:
        self.asked.append("forward")

    def set_language(self, language: str) -> None:
        self.asked.append(language)

    def reveal(self, token: str) -> str:
        return f"behind {token}"

    def close(self) -> None:
        self.asked.append("close")

    def join(self) -> None:
        self.asked.append("join")


def test_what_is_asked_before_the_engine_is_there_is_done_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    board, made = FakeBoard(), threading.Event()

    def make(*_: object) -> FakeBoard:
        assert made.wait(10)
        return board

    monkeypatch.setattr(starting.Starting, "_made", make)
    calls = starting.Starting()
    engine = calls.begin(lambda update: None)
    engine.set_language("ar")
    engine.start()
    calls.reach(PhoneEvent("rings", host_clock.now(), number="0551234567"))
    calls.reach(ShowAsked())
    assert engine.reveal("t") is None
    made.set()
    calls._thread.join(10)
    assert board.asked == ["ar", "rings", "forward"]
    assert engine.reveal("t") == "behind t"
    engine.close()
    calls.end()
    assert board.asked == ["ar", "rings", "forward", "close", "close", "join"]


def test_one_may_leave_before_the_engine_was_started() -> None:
    calls = starting.Starting()
    calls.begin(lambda update: None).close()
    calls.end()
    assert calls._board is None


def test_an_engine_that_cannot_be_made_is_told_and_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LookupError("something that nobody thought of")

    monkeypatch.setattr(starting.Starting, "_made", fail)
    told: list[object] = []
    calls = starting.Starting()
    calls.begin(told.append).start()
    calls.end()
    (trouble,) = told
    assert isinstance(trouble, Trouble)
    assert trouble.kind == "fault"
    assert "something that nobody thought of" in Path(trouble.what).read_text(encoding="utf-8")
