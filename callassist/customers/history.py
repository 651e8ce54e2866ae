"""What happened with a customer, by kind: where it is kept, and what may be written of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Table

from callassist.customers.writing import ContactFields, Fields, IncidentFields, PromiseFields, PurchaseFields, Whose
from callassist.store.records_schema import contact, incident, promise, purchase

HistoryKind = Literal["contacts", "promises", "purchases", "incidents"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind. `when`, `what`: the fields by which an entry of a person is known again. Every entry needs both."""

    table: Table
    fields: type[Fields]
    when: str
    what: str

    @property
    def columns(self) -> tuple[str, ...]:
        """What a list of this kind has of an entry, in order: what it is, then who wrote it."""
        own = [name for name in self.fields.model_fields if name not in (*Whose.model_fields, "call_key")]
        return (*own, *(name for name in Whose.model_fields if name in self.fields.model_fields))


CONTACTS = Kept(contact, ContactFields, "at", "about")
PROMISES = Kept(promise, PromiseFields, "made_at", "what")
PURCHASES = Kept(purchase, PurchaseFields, "at", "what")
INCIDENTS = Kept(incident, IncidentFields, "at", "about")

HISTORY: dict[HistoryKind, Kept] = {
    "contacts": CONTACTS,
    "promises": PROMISES,
    "purchases": PURCHASES,
    "incidents": INCIDENTS,
}
