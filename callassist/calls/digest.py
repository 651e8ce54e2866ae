"""What of a call a list of calls shows and is filtered by, kept up with every event that has a say in it.

The journal writes it beside the events, in the same transaction, and a migration makes it for calls of before.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from callassist.events import (
    AlarmWithdrawn,
    Anger,
    CustomerKnown,
    Interruption,
    InterruptionWithdrawn,
    KeyPressed,
    KnowledgeGap,
    MayEndCall,
    Misstatement,
    Redacted,
    WarningDue,
    WarningGiven,
)
from callassist.text.normalise import clean, search_form

_log = logging.getLogger(__name__)

TYPES = frozenset(
    kind.type
    for kind in (
        *(AlarmWithdrawn, Anger, CustomerKnown, Interruption, InterruptionWithdrawn, KeyPressed, KnowledgeGap),
        *(MayEndCall, Misstatement, Redacted, WarningDue, WarningGiven),
    )
)
"""Of the events that have a say."""


@dataclass(slots=True)
class _Outburst:
    """Abusive words, a threat, or leave to end the call. `rejected`: when the agent took it back."""

    t: float
    kind: str
    counts: bool
    rejected: float | None = None


@dataclass(slots=True)
class Digest:
    """One call's, as far as its events are known. What the agent took back is not counted."""

    person: UUID | None = None
    name: str | None = None
    _outbursts: list[_Outburst] = field(default_factory=list)
    _warnings: dict[int, bool] = field(default_factory=dict)
    _interruptions: set[tuple[str, float]] = field(default_factory=set)
    _refused: bool = False
    _gaps: int = 0
    _misstatements: int = 0
    _redacted: int = 0

    def take(self, kind: str, t: float, payload: Mapping[str, Any]) -> None:
        """An event by its type, when it happened, and its own keys as the journal has them.

        Raises:
            KeyError: a key is missing that belongs to it.
        """
        match kind:
            case CustomerKnown.type:
                self.person, self.name = _key(payload.get("person")), payload.get("name")
            case Anger.type if payload["kind"] in ("abuse", "threat"):
                self._outbursts.append(_Outburst(t, payload["kind"], payload.get("counts", True)))
            case MayEndCall.type:
                self._outbursts.append(_Outburst(t, kind, counts=True))
            case WarningDue.type:
                self._warnings[payload["number"]] = False
            case WarningGiven.type:
                self._warnings[payload["number"]] = True
            case AlarmWithdrawn.type:
                self._take_back(t, payload.get("since", t), payload.get("number"))
            case KeyPressed.type if payload["action"] == "alarm_confirmed":
                self._confirm()
            case KeyPressed.type if payload["action"] == "refused":
                self._refused = True
            case Interruption.type:
                self._interruptions.add((payload["by"], t))
            case InterruptionWithdrawn.type:
                self._interruptions.discard((payload["by"], t))
            case KnowledgeGap.type:
                self._gaps += 1
            case Misstatement.type:
                self._misstatements += 1
            case Redacted.type:
                self._redacted += 1
            case _:
                pass

    def row(self) -> dict[str, object]:
        """It as columns of the table `call_digest`."""
        standing = [each.kind for each in self._outbursts if each.counts and each.rejected is None]
        by = [who for who, _ in self._interruptions]
        return {
            "person": self.person,
            "name": clean(self.name) if self.name else None,
            "search_name": search_form(self.name) if self.name else None,
            "abuse": standing.count("abuse"),
            "threats": standing.count("threat"),
            "warnings": sum(self._warnings.values()),
            "may_end": standing.count(MayEndCall.type),
            "interruptions": by.count("agent"),
            "interrupted": by.count("customer"),
            "refused": int(self._refused),
            "gaps": self._gaps,
            "misstatements": self._misstatements,
            "redacted": self._redacted,
        }

    def _take_back(self, t: float, since: float, number: int | None) -> None:
        for each in self._outbursts:
            if each.t >= since and each.rejected is None:
                each.rejected = t
        if number is not None:
            self._warnings.pop(number, None)

    def _confirm(self) -> None:
        """As in the incident report: the latest words stand again with all that was taken back with them, and count."""
        words = [each for each in self._outbursts if each.kind != MayEndCall.type]
        if not words:
            return
        latest = words[-1]
        again = latest.rejected
        for each in words:
            if again is not None and each.rejected == again:
                each.rejected = None
        latest.counts = True


def of_lines(lines: Iterable[Mapping[str, Any]]) -> Digest:
    """Of a call that is stored, by its lines; one that is damaged says nothing."""
    found = Digest()
    for line in lines:
        try:
            found.take(line["type"], line["t"], line)
        except (KeyError, TypeError):
            # A key is missing, or says what it never says.
            _log.exception("event %s of call %s is damaged and counts for nothing", line["seq"], line["call"])
    return found


def began(started_at: str) -> int:
    """When a call began, milliseconds since 1970 in UTC.

    Raises:
        ValueError: that is not ISO 8601.
    """
    return round(datetime.fromisoformat(started_at).timestamp() * 1000)


def _key(given: object) -> UUID | None:
    try:
        return UUID(str(given)) if given is not None else None
    except ValueError:
        return None
