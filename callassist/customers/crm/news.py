"""What the CRM's desk tells: small frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from callassist.customers.crm.port import Entry
from callassist.customers.crm.refreshing import Refreshed


@dataclass(frozen=True, slots=True)
class CrmAnswered:
    """The CRM said who rings, and the records are as it says: the card is to be shown again.

    Attributes:
        call: as in `ring`. refreshed: what it did to the records; nobody in it where the CRM knows nobody. left_out:
            what could not be taken, for an administrator.
    """

    call: str
    refreshed: Refreshed
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrmSilent:
    """The CRM did not say who rings, or not in time: the card stays as it is. `what`, `remedy`: one sentence each."""

    call: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class EntryKept:
    """What is to be written back is safe on the disk, under `key`, and is sent when the CRM takes it."""

    entry: Entry
    key: UUID


@dataclass(frozen=True, slots=True)
class EntryNotKept:
    """It can't be stored as it is, so it is neither stored nor sent; `what`, `remedy`: why, and what to do."""

    entry: Entry
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CrmTrouble:
    """Something that stands between us and the CRM. It stays until `over`.

    Attributes:
        kind: `token` (not accepted; it wants renewing), `crm` (it can't be used), `waiting` (something has waited for
            more than a day), `parked` (something was refused for good, and somebody must decide), `outbox` (the
            database can't be used; what was to be written is kept in memory), `fault` (a bug; `what` is the crash
            report's file).
        what, remedy: one sentence each, in English.
    """

    kind: Literal["token", "crm", "waiting", "parked", "outbox", "fault"]
    what: str = ""
    remedy: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class CrmNotDone:
    """What was asked for could not be done; `what`, `remedy`: one sentence each."""

    what: str
    remedy: str


News = CrmAnswered | CrmSilent | EntryKept | EntryNotKept | CrmNotDone | CrmTrouble
