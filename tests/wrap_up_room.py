"""Wrap-ups over real databases, on one thread, for tests of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from callassist.audio import host_clock
from callassist.calls.ledger import Ledger
from callassist.calls.updates import Said, WrapUpShown, WrapUpsWaiting
from callassist.calls.wrapping_up.desk import UNDO_S, WrapUps
from callassist.calls.wrapping_up.draft import Draft
from callassist.calls.wrapping_up.filing import Filing
from callassist.customers.records import Records
from callassist.events import (
    CallEnded,
    CallStarted,
    Event,
    Recorded,
    Summary,
    SummarySentence,
    Utterance,
)
from callassist.settings import SettingsFile
from tests.customer_records import opened

NUMBER = "+966551234567"
CARD = "4111 1111 1111 1111"
COMPLAINT = "my internet line drops every evening"


@dataclass
class Room:
    """Wrap-ups under test over a real journal and real records, on one thread."""

    folder: Path
    records: Records
    told: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """As the program does."""
        self.ledger = Ledger(self.folder / "journal.db", self.told.append, lambda _lines: ())
        self.filing = Filing(self.told.append)
        self.wraps = WrapUps(self.ledger, SettingsFile(), self.hand_on, self.told.append, lambda work: work())
        self.ledger.open()
        self.wraps.beat(host_clock.now())

    def stop(self) -> None:
        """Without any last word, as after a kill."""
        self.ledger.close()

    def hand_on(self, what: Any, done: Callable[[UUID], None]) -> None:
        self.filing.add(what, lambda: done(what.call))
        self.filing.go_on(self.records, None)

    def call(self, *events: Event, key: str = "live", over: bool = True, number: str | None = NUMBER) -> UUID:
        """A call in which this happened; `over`: it has ended and was told to be."""
        journal = self.ledger.journal
        assert journal is not None
        started = CallStarted(
            id=key, started_at="2026-03-01T10:00:00+03:00", direction="inbound", number=number, language="en"
        )
        stored_as = journal.open(started)
        heard = [started, *(each for each in events if not isinstance(each, Summary))]
        journal.append(stored_as, [Recorded(key, seq, 9.0, each) for seq, each in enumerate(heard)])
        if over:
            live: Any = SimpleNamespace(key=key, stored_as=stored_as, is_safe=True)  # stands in for a live call
            self.wraps.begin(live)
            last = [CallEnded(t=9.0), *(each for each in events if isinstance(each, Summary))]
            told = [Recorded(key, len(heard) + place, 9.0, each) for place, each in enumerate(last)]
            journal.append(stored_as, told)
            self.wraps.hear(Said(key, tuple(told)))
        return stored_as

    def of(self, kind: type) -> list[Any]:
        return [each for each in self.told if isinstance(each, kind)]

    def shown(self) -> WrapUpShown:
        return self.of(WrapUpShown)[-1]

    def kept(self, key: UUID) -> tuple[str, Draft]:
        stored = self.wraps._stored
        assert stored is not None
        found = stored.read(key)
        assert found is not None
        return found.state, found.draft

    def waiting(self) -> list[UUID]:
        return [each.call for each, _ in self.of(WrapUpsWaiting)[-1].waiting]

    def later(self) -> None:
        """The time to undo is over."""
        self.wraps.beat(host_clock.now() + UNDO_S + 1)


@contextmanager
def room_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A room with nothing in it yet."""
    monkeypatch.setenv("CALLASSIST_CONFIG", str(folder / "config"))
    with opened(folder / "records.db") as records:
        made = Room(folder, records)
        yield made
        made.stop()


def said(text: str = COMPLAINT) -> Utterance:
    return Utterance(t=1.0, t0=1.0, t1=3.0, speaker="customer", text=text, confidence=0.9)


def summary(text: str = COMPLAINT) -> Summary:
    return Summary(t=9.0, sentences=(SummarySentence("reason", text, 1),))
