"""Conversations of written lines, played through a real session with the observer of turns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from callassist.calls import callfile, replay
from callassist.calls.assembly import session_for
from callassist.calls.session import Observer
from callassist.conversation import turns_policy
from callassist.conversation.turn_taking import TurnsObserver
from callassist.conversation.turns_policy import TurnsPolicy
from callassist.events import Event, Recorded, Speaker

Line = dict[str, object]
EventT = TypeVar("EventT", bound=Event)


@cache
def policy() -> TurnsPolicy:
    """The shipped one."""
    return turns_policy.load_policy()


def said(speaker: Speaker, text: str, t0: float, t1: float, confidence: float = 0.9) -> Line:
    return {"type": "utterance", "t0": t0, "t1": t1, "speaker": speaker, "text": text, "confidence": confidence}


def spoke(speaker: Speaker, t0: float, t1: float) -> Line:
    """Voice activity, and nobody knows which words."""
    return {"type": "speech", "t0": t0, "t1": t1, "speaker": speaker}


def key(action: str, t: float) -> Line:
    return {"type": "key", "t": t, "action": action}


def played(*lines: Line, end: float | None = None) -> list[Recorded]:
    """All that a call of these lines comes to."""
    head: Line = {"type": "call", "id": "c1", "started_at": "2026-03-01T10:00:00+03:00"}
    last: list[Line] = [] if end is None else [{"type": "end", "t": end}]
    raw = [json.dumps(line).encode() for line in (head, *lines, *last)]
    (record,) = callfile.parse(raw, "test")
    session = session_for(replay.started(record), language=None, observers=[TurnsObserver(policy())])
    return list(replay.replay(session, record))


def of(recorded: Iterable[Recorded], kind: type[EventT]) -> list[EventT]:
    """The events of one kind."""
    return [item.event for item in recorded if isinstance(item.event, kind)]


def observed(observer: Observer, *events: Event) -> list[Event]:
    """What an observer makes of events that come one after another."""
    return [told for event in events for told in observer.observe(event)]
