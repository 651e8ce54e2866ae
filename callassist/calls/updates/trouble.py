"""What the engine tells the window of what does not work, and of what could not be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TroubleKind = Literal[
    "journal",
    "model",
    "capture",
    "recogniser",
    "settings",
    "softphone",
    "customers",
    "promises",
    "crm",
    "crm refused",
    "knowledge",
    "fault",
]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that the agent, or somebody whom the agent calls, can mend. It stays until `over`.

    Attributes:
        kind: `journal` (the disk does not take the record; it is kept in memory), `model` (nothing to hear with),
            `capture` or `recogniser` (a child is being restarted), `settings` (they can't be written),
            `softphone` (it did not do as it was told), `customers` and `knowledge` (their database can't be used),
            `promises` (what was approved is in the journal, and can't be written into the book yet),
            `crm` (the company's CRM can't be asked, or can't be written back to yet), `crm refused` (it will not take
            what was written back, which is kept), `fault` (a bug; `what` is the crash report's file).
        what, remedy: one sentence each, in English; the window words those kinds that it knows itself.
        pending: events that are in memory only, with `journal`.
    """

    kind: TroubleKind
    what: str = ""
    remedy: str = ""
    pending: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True)
class NotDone:
    """Something that the agent asked for can't be done; `what` and `remedy` say why, and what would mend it."""

    what: str
    remedy: str
