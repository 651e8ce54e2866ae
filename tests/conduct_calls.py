"""Calls of written lines in which the anger is told by the test, and what the three warnings make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from callassist.conduct import given, policy
from callassist.conduct.watching import WarningObserver
from callassist.events import (
    Anger,
    CallEnded,
    CallStarted,
    Event,
    Incident,
    KeyAction,
    KeyPressed,
    Language,
    MayEndCall,
    Utterance,
    WarningDue,
    WarningGiven,
)
from callassist.events.conduct import AngerKind
from callassist.knowledge.offering import Manner
from callassist.text import dialect

POLICY = policy.load()
EAR = given.load()
STARTED = CallStarted(id="c1", started_at="2026-11-25T10:00:00+03:00", number="+966551234567", language="ar")

INSULT = "يا غبي انت ما تفهم"


def observer(language: Language = "ar", manner: Manner | None = None) -> WarningObserver:
    """One by the shipped policy."""
    return WarningObserver(POLICY, EAR, dialect.load(), manner or Manner(), language)


def abuse(
    t0: float, t1: float | None = None, *, text: str = INSULT, kind: AngerKind = "abuse", sure: bool = True
) -> Anger:
    """What the observer of anger tells of an utterance, two seconds long by default."""
    return Anger(t=t0, t1=t0 + 2.0 if t1 is None else t1, kind=kind, evidence=text, counts=sure)


def threat(t0: float, *, text: str = "أعرف وين تسكن وراح تشوف", sure: bool = True) -> Anger:
    return abuse(t0, text=text, kind="threat", sure=sure)


def key(t: float, action: KeyAction) -> KeyPressed:
    return KeyPressed(t=t, action=action)


def says(t0: float, text: str, *, t1: float | None = None, speaker: str = "agent", **more: Any) -> Utterance:
    """An utterance at three words a second."""
    end = t0 + len(text.split()) / 3 if t1 is None else t1
    return Utterance(t=t0, t0=t0, t1=end, speaker="agent" if speaker == "agent" else "customer", text=text, **more)


def played(
    events: Iterable[Event], watching: WarningObserver | None = None, started: CallStarted = STARTED
) -> list[Event]:
    """What the warnings say of a call with these events, in the order in which they became known; it is not ended."""
    watching = watching or observer()
    told: list[Event] = []
    for event in (started, *events):
        told += watching.observe(event)
    return told


def ended(t: float) -> CallEnded:
    return CallEnded(t=t, reason="hangup")


def shorthand(events: Sequence[Event]) -> list[str]:
    """`due 1`, `given 1`, `may end`, and the others by their type."""
    found = []
    for event in events:
        match event:
            case WarningDue():
                found.append(f"due {event.number}")
            case WarningGiven():
                found.append(f"given {event.number}")
            case MayEndCall():
                found.append("may end")
            case _:
                found.append(event.type)
    return found


def report_of(events: Sequence[Event]) -> dict[str, Any]:
    """That of the one incident among them."""
    (incident,) = [event for event in events if isinstance(event, Incident)]
    return dict(incident.report)
