"""The summary of a call that was cut off, made from what the journal has of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from callassist.calls.summary import Summariser
from callassist.events import (
    Anger,
    CallEnded,
    CallStarted,
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    Event,
    Recorded,
    Suggestion,
    Summary,
    Utterance,
    read_event,
)

# All that a summary is made of.
_KINDS: Final[dict[str, type[Event]]] = {
    kind.type: kind
    for kind in (
        *(CallStarted, Utterance, Anger, Suggestion, CallEnded),
        *(Commitment, CommitmentWithdrawn, CommitmentSettled),
    )
}


def late_summary(lines: Sequence[Mapping[str, Any]], summariser: Summariser) -> Iterable[Event]:
    """The summary that the call would have been given at its end; nothing where it has one.

    Args:
        lines: of the stored call, its end among them.
    """
    if any(line["type"] == Summary.type for line in lines):
        return
    for line in lines:
        kind = _KINDS.get(line["type"])
        if kind is not None:
            yield from summariser.take(Recorded(line["call"], line["seq"], line["at"], read_event(kind, line)))
