"""What CallAssist asks of a company's CRM, whichever it is: read by number, and write back what came of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol
from uuid import UUID

EntryKind = Literal["wrap_up", "promise", "case_number"]


@dataclass(frozen=True, slots=True)
class CrmRecord:
    """A customer as the CRM says, fit to be stored: checked and redacted as a row of an import.

    Attributes:
        fields: by name, as in `PersonFields`, with the name as it is compared in `search_name`; what the CRM does not
            say is not in it. numbers: as they are kept, the one that was looked for among them. left_out: what of the
            answer could not be taken, and why, redacted, in words for an administrator.
    """

    fields: dict[str, Any]
    numbers: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to be written back.

    Attributes:
        call: key of the call in the journal. at: when it came to be, ISO 8601 with an offset. person: key of the
            record. external_id: the CRM's own name for it. number: of the caller, as it is kept.
    """

    kind: ClassVar[EntryKind]
    call: UUID
    at: str
    person: UUID | None = None
    external_id: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUp(Entry):
    """What a call was about and how it ended."""

    kind = "wrap_up"
    summary: str
    category: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(Entry):
    """What the agent has promised. `due`: ISO 8601 with an offset, or a date alone where no hour was said."""

    kind = "promise"
    what: str
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNumber(Entry):
    """The number under which the company follows this up."""

    kind = "case_number"
    case_number: str


class Crm(Protocol):
    """A company's CRM. Its methods raise a `CrmFault`, never anything that its answers brought about.

    Attributes:
        name: for people. owned: fields in which the CRM is right and the record is not. reads: whether it is asked
            when it rings. writes: what it takes back. ring_s: how long it may take when it rings, seconds.
    """

    name: str
    owned: frozenset[str]
    reads: bool
    writes: frozenset[EntryKind]
    ring_s: float

    def read(self, number: str, *, within: float) -> tuple[CrmRecord, ...]:
        """Who has a number (E.164 or an extension), within so many seconds; nobody, one or several."""

    def write(self, entry: Entry, key: UUID) -> None:
        """Hand something over. `key` is the same however often this is tried, so that the CRM takes it once."""

    def stop(self) -> None:
        """Break off what is under way on another thread, and whatever is asked afterwards; raises `Stopped` there."""
