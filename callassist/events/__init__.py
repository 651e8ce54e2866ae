"""The vocabulary of a call: everything that happens in one is a small frozen event.

Times are seconds on the call clock, which starts at zero when the call begins. An event knows when it happened
(`t`); when it became known (`at`) and its place in the call (`seq`) are given by the session that records it,
so that the same input gives the same record at any speed.
"""

from __future__ import annotations

from callassist.events.base import (
    KEY_ACTIONS,
    LANGUAGES,
    SPEAKERS,
    Dialect,
    Event,
    Gender,
    KeyAction,
    Language,
    RedactionKind,
    Speaker,
)
from callassist.events.calling import (
    CallEnded,
    CallStarted,
    KeyPressed,
    SpeechStarted,
    SpeechStopped,
    Tick,
    Voice,
)
from callassist.events.hearing import (
    HearingNotice,
    Note,
    Partial,
    Redacted,
    Utterance,
)
from callassist.events.knowing import (
    CustomerKnown,
    FoundArticle,
    Handover,
    KnowledgeGap,
    Lookup,
    LookupResult,
    Misstatement,
    Offer,
    PhraseOffered,
    Suggestion,
)
from callassist.events.record import (
    Recorded,
)

__all__ = [
    "KEY_ACTIONS",
    "LANGUAGES",
    "SPEAKERS",
    "CallEnded",
    "CallStarted",
    "CustomerKnown",
    "Dialect",
    "Event",
    "FoundArticle",
    "Gender",
    "Handover",
    "HearingNotice",
    "KeyAction",
    "KeyPressed",
    "KnowledgeGap",
    "Language",
    "Lookup",
    "LookupResult",
    "Misstatement",
    "Note",
    "Offer",
    "Partial",
    "PhraseOffered",
    "Recorded",
    "Redacted",
    "RedactionKind",
    "Speaker",
    "SpeechStarted",
    "SpeechStopped",
    "Suggestion",
    "Tick",
    "Utterance",
    "Voice",
]
