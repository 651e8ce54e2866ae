"""A call of written lines, played through a real session with the observers that a test is about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from callassist.calls import callfile, replay
from callassist.calls.session import CallSession, Observer
from callassist.events import Event, Speaker, Utterance
from callassist.text.redaction import Vault, load_policy
from callassist.text.treatment import Treatment

Line = tuple[Speaker, str] | tuple[Speaker, str, float]
"""Who says what, and how sure the recogniser was (0.9 where it isn't said)."""

PAUSE = 0.5
"""Seconds between two lines."""


def spoken(*lines: Line, start: float = 0.0) -> list[dict[str, object]]:
    """Lines of a call file, one after the other, at three words a second."""
    found: list[dict[str, object]] = []
    for speaker, text, *confidence in lines:
        end = start + len(text.split()) / 3
        found.append(
            {
                "type": "utterance",
                "t0": round(start, 2),
                "t1": round(end, 2),
                "speaker": speaker,
                "text": text,
                "confidence": confidence[0] if confidence else 0.9,
            }
        )
        start = end + PAUSE
    return found


def events_of(
    observers: Sequence[Observer], lines: Sequence[dict[str, object]], *, silence: float = 10.0
) -> list[Event]:
    """All events of a call with these lines and so many seconds of silence before it ends."""
    last = max(float(str(line.get("t1", line.get("t")))) for line in lines)
    call = {"type": "call", "id": "c1", "started_at": "2026-11-25T10:00:00+03:00"}
    end = {"type": "end", "t": round(last + silence, 2)}
    raw = [json.dumps(line).encode() for line in (call, *lines, end)]
    (record,) = callfile.parse(raw, "test")
    treatment = Treatment(load_policy(), Vault(), language=None, unsure_below=0.5)
    session = CallSession(replay.started(record), treatment, observers)
    return [recorded.event for recorded in replay.replay(session, record)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeAnger(Event):
    """Stands for what will tell of anger."""

    type: ClassVar[str] = "anger"
    kind: str


class FakeAngerObserver:
    """Says that a customer is angry wherever one of the given texts is said, and of which kind."""

    def __init__(self, **kinds: str) -> None:
        self._kinds = {text: kind for kind, text in kinds.items()}

    def observe(self, event: Event) -> list[Event]:
        if isinstance(event, Utterance) and event.speaker == "customer":
            return [FakeAnger(t=event.t1, kind=kind) for text, kind in self._kinds.items() if text in event.text]
        return []
