"""What is written back, as it is kept until then: checked, cleaned and redacted like everything that is stored."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from callassist.customers.crm.port import CaseNumber, Entry, EntryKind, Promised, WrapUp
from callassist.customers.writing import Fields, Free, NotKept, Short, checked, is_sensitive, moment
from callassist.text.normalise import clean
from callassist.text.redaction import RedactionPolicy


def _cleaned(value: object) -> object:
    return (clean(value) or None) if isinstance(value, str) else value


_Line = Annotated[Short | None, BeforeValidator(_cleaned)]
_Said = Annotated[Free, Field(min_length=1), BeforeValidator(lambda value: _cleaned(value) or "")]
_Moment = Annotated[str, AfterValidator(moment)]


class _Common(Fields):
    call: UUID
    at: _Moment
    person: UUID | None = None
    external_id: _Line = None
    number: _Line = None


class _WrapUp(_Common):
    free: ClassVar[frozenset[str]] = frozenset({"summary", "outcome"})
    lines: ClassVar[frozenset[str]] = frozenset({"category"})
    summary: _Said
    category: _Line = None
    outcome: Annotated[Free | None, BeforeValidator(_cleaned)] = None


class _Promised(_Common):
    free: ClassVar[frozenset[str]] = frozenset({"what"})
    what: _Said
    due: Annotated[str | None, AfterValidator(lambda value: moment(value) if value else None)] = None


class _CaseNumber(_Common):
    case_number: Annotated[Short, Field(min_length=1), BeforeValidator(lambda value: _cleaned(value) or "")]


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
