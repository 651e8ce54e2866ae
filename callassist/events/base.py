"""What all events share, and the words that they are told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal, get_args

Speaker = Literal["agent", "customer"]
Language = Literal["ar", "en"]
Gender = Literal["f", "m"]
Dialect = Literal["msa", "gulf", "egyptian", "en"]
KeyAction = Literal[
    "warning_given",
    "alarm_rejected",
    "disruptive",
    "commitment_approved",
    "hold",
    "resume",
    "pause",
    "verified",
    "refused",
    "mute",
    "unmute",
    "another_phrase",
    "alarm_confirmed",
]
RedactionKind = Literal["card", "cvv", "expiry", "iban", "id", "digits"]

SPEAKERS: tuple[Speaker, ...] = get_args(Speaker)
LANGUAGES: tuple[Language, ...] = get_args(Language)
KEY_ACTIONS: tuple[KeyAction, ...] = get_args(KeyAction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events share.

    Attributes:
        type: the name in call files and journals.
        recorded: whether it has a place in the call's record at all.
        stored: whether the journal may keep it; what is for the agent's eyes alone it may not.
        lasting: whether losing it would lose something that was shown, so that it is written with full
            synchronisation before it is shown.
        told: whether it is part of what `transcribe` and `replay` put out, by the contract.
        t: when it happened, seconds on the call clock.
    """

    type: ClassVar[str]
    recorded: ClassVar[bool] = True
    stored: ClassVar[bool] = True
    lasting: ClassVar[bool] = False
    told: ClassVar[bool] = False
    t: float = 0.0

    def payload(self) -> dict[str, Any]:
        """The event's own keys as plain JSON values, without `t`; absent values are left out."""
        found = ((item.name, getattr(self, item.name)) for item in fields(self) if item.name != "t")
        return {name: plain(value) for name, value in found if value is not None}


def plain(value: Any) -> Any:
    """`value` as JSON has it: lists for tuples, at any depth."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value
