"""Journals of calls in which alarms were told by scores that the test gives, and agents rejected or confirmed them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from conduct_calls import abuse, ended, key, observer

from callassist.calls.journal import Journal
from callassist.events import Anger, CallStarted, Event, Recorded
from callassist.store.database import open_for_writing

WORDS = "خدمتكم تعبانة"


def alarm(t0: float, score: float, *, ruled: bool = False, text: str = WORDS, sure: bool = True) -> Anger:
    """Abuse that was told by this score."""
    told = abuse(t0, text=text, sure=sure)
    return Anger(t=told.t, t1=told.t1, kind="abuse", evidence=text, counts=sure, score=score, ruled=ruled)


def recorded(started: CallStarted, events: list[Event]) -> list[Recorded]:
    """The record of a call: what happened, and what the three warnings made of it."""
    watcher = observer()
    told: list[Event] = []
    for event in (started, *events):
        told += [event, *watcher.observe(event)]
    latest, found = 0.0, []
    for seq, event in enumerate(told):
        latest = max(latest, event.t)
        found.append(Recorded(started.id, seq, latest, event))
    return found


def rejected(score: float, **more: bool) -> list[Event]:
    return [alarm(10, score, **more), key(15, "alarm_rejected"), ended(20)]


def confirmed(score: float, **more: bool) -> list[Event]:
    return [alarm(10, score, **more), key(15, "warning_given"), ended(20)]


def journal(path: Path, *calls: tuple[datetime, list[Event]]) -> Path:
    """A journal with these calls, each with when it began."""
    with open_for_writing(path) as database:
        kept = Journal(database)
        for number, (began, events) in enumerate(calls):
            started = CallStarted(id=f"c{number}", started_at=began.isoformat(), language="ar")
            kept.append(kept.open(started), recorded(started, events))
        kept.flush()
    return path
