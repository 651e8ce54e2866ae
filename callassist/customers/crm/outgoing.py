"""What is written back, as it is kept until then: checked, cleaned and redacted like everything that is stored."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from callassist.customers.crm.port import CaseNumber, Entry, EntryKind, Promised, WrapUp
from callassist.customers.writing import Due, Fields, Line, Moment, Named, NotKept, Said, Text, checked, is_sensitive
from callassist.text.redaction import RedactionPolicy


class _Common(Fields):
    call: UUID
    at: Moment
    person: UUID | None = None
    external_id: Line = None
    number: Line = None


class _WrapUp(_Common):
    free: ClassVar[frozenset[str]] = frozenset({"summary", "outcome"})
    lines: ClassVar[frozenset[str]] = frozenset({"category"})
    summary: Said
    category: Line = None
    outcome: Text = None


class _Promised(_Common):
    free: ClassVar[frozenset[str]] = frozenset({"what"})
    what: Said
    due: Due = None


class _CaseNumber(_Common):
    case_number: Named


_KINDS: dict[EntryKind, tuple[type[Entry], type[Fields]]] = {
    "wrap_up": (WrapUp, _WrapUp),
    "promise": (Promised, _Promised),
    "case_number": (CaseNumber, _CaseNumber),
}


def payload(entry: Entry, redaction: RedactionPolicy) -> str:
    """An entry in JSON, fit for the disk and for the CRM.

    Raises:
        NotKept: something in it can't be; a number of a card, an IBAN or an ID in place of a name for something.
    """
    kept = checked(_KINDS[entry.kind][1], asdict(entry), redaction)
    for name in ("case_number", "number"):
        if kept.get(name) is not None and is_sensitive(kept[name], redaction):
            raise NotKept(f"{name}: it reads as the number of a card, an IBAN or an ID, and those never leave")
    return json.dumps(kept, ensure_ascii=False, default=str, separators=(",", ":"))


def entry_of(kind: EntryKind, written: str) -> Entry:
    """An entry out of the outbox."""
    of_kind, fields = _KINDS[kind]
    known: dict[str, Any] = fields.model_validate_json(written).model_dump()
    return of_kind(**known)
