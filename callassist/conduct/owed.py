"""The incident report that a call still owes which was cut off, made from what the journal has of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from callassist.conduct.policy import ConductPolicy
from callassist.conduct.report import Account
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    Anger,
    CallEnded,
    CallStarted,
    CustomerKnown,
    Event,
    Incident,
    KeyPressed,
    Language,
    MayEndCall,
    Tone,
    Utterance,
    WarningDue,
    WarningGiven,
    read_event,
)

# All that a report is made of.
_KINDS: Final[dict[str, type[Event]]] = {
    kind.type: kind
    for kind in (
        *(CallStarted, CustomerKnown, Utterance, Anger, KeyPressed, Tone, CallEnded),
        *(WarningDue, WarningGiven, AlarmWithdrawn, MayEndCall, Alert),
    )
}


def owed(lines: Iterable[Mapping[str, Any]], policy: ConductPolicy, language: Language) -> list[Event]:
    """What its observers would have told at the end of a call, had they lived to see it.

    Args:
        lines: of the stored call, its end among them. policy: what a report holds. language: of what a supervisor is
            told, where the call says none.
    """
    told = list(lines)
    account = Account(policy, next((line["language"] for line in told if line.get("language")), language))
    for line in told:
        kind = _KINDS.get(line["type"])
        if kind is not None:
            account.take(read_event(kind, line))
    if account.ended is None or not account.is_owed or any(line["type"] == Incident.type for line in told):
        return []
    return [Incident(t=account.ended, report=account.report())]
