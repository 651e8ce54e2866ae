"""A switchboard under test, with a real journal and a fake hearing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from callassist.calls import guidance
from callassist.calls.switchboard import Switchboard
from callassist.calls.updates import CallsChanged, ListeningChanged, Said
from callassist.events import Event, conduct, knowing, summing_up
from callassist.live.messages import Told as FromEars
from callassist.settings import Settings, SettingsFile
from callassist.softphone.phone import PhoneEvent
from callassist.store.calls import StoredCalls
from callassist.store.database import journal_path, open_for_reading
from tests.fake_ears import FakeEars, Told, now


@dataclass
class Desk:
    """A switchboard under test and what it is made of."""

    board: Switchboard
    told: Told
    ears: FakeEars
    settings: SettingsFile
    running: bool = field(default=True)

    def finish(self) -> None:
        """End the program, and wait for it."""
        if self.running:
            self.running = False
            self.board.close()
            self.board.join()

    def phone(self, kind: str, line: str | None = "a", number: str | None = "0551234567") -> float:
        host_t = now()
        self.board.phone(PhoneEvent(kind, host_t, line, number))  # type: ignore[arg-type]
        return host_t

    def until_calls(self, *states: str) -> None:
        self.told.until(lambda all_: call_states(all_) == list(states))

    def until_asked(self, what: str, times: int = 1) -> None:
        self.told.until(lambda _: [name for name, _ in self.ears.asked].count(what) >= times)

    def until_listening(self, state: str) -> None:
        self.told.until(
            lambda all_: (
                last_told(all_, ListeningChanged) is not None and last_told(all_, ListeningChanged).state == state
            )
        )

    def events(self, kind: type[Event]) -> list[Event]:
        return [
            item.event
            for said in self.told.of(Said)
            for item in said.recorded  # type: ignore[attr-defined]
            if isinstance(item.event, kind)
        ]

    def until_event(self, kind: type[Event], count: int = 1) -> None:
        self.told.until(lambda _: len(self.events(kind)) >= count)


def last_told(all_: list[object], kind: type) -> object:
    return next((update for update in reversed(all_) if isinstance(update, kind)), None)


def call_states(all_: list[object]) -> list[str]:
    found = last_told(all_, CallsChanged)
    return [call.state for call in found.calls] if isinstance(found, CallsChanged) else []


_guidance = cache(guidance.load)  # plain data, which takes a second to read: the same for all desks


def desks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    """Makes desks, and ends them with the test."""
    monkeypatch.setenv("CALLASSIST_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CALLASSIST_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("CALLASSIST_LOGS", str(tmp_path / "logs"))
    monkeypatch.setattr(guidance, "load", _guidance)
    made: list[Desk] = []

    def make(*, confirmed: bool = True, has_model: bool = True) -> Desk:
        settings = SettingsFile()
        if confirmed:
            settings.change(Settings().with_notice_confirmed("Night shift lead"))
        told = Told()
        ears: list[FakeEars] = []

        def listen(tell: Callable[[FromEars], None]) -> FakeEars:
            ears.append(FakeEars(tell, has_model))
            return ears[0]

        board = Switchboard(settings, told, listen)
        desk = Desk(board, told, ears[0], settings)
        made.append(desk)
        board.start()
        return desk

    yield make
    for desk in made:
        desk.finish()


_BY_OBSERVERS = {
    kind.type
    for kind in Event.__subclasses__()
    if kind.__module__ in (conduct.__name__, knowing.__name__, summing_up.__name__)
}


def that_happened(call: list[dict[str, object]]) -> list[str]:
    """The types of a stored call's lines, but for those of what observers made of it."""
    return [str(line["type"]) for line in call if line["type"] not in _BY_OBSERVERS]


def stored() -> list[list[dict[str, object]]]:
    """The journal's calls, line by line, read as another process would."""
    with open_for_reading(journal_path()) as database:
        calls = StoredCalls(database)
        return [calls.lines(call.key) for call in calls.calls()]
