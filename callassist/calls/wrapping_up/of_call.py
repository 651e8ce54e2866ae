"""What a call's record has for its wrap-up: the summary, notes, whose call it was, and who takes it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, select

from callassist.events import (
    Commitment,
    CommitmentSettled,
    CommitmentWithdrawn,
    CustomerKnown,
    Decision,
    Handover,
    KeyPressed,
    Note,
    PhraseOffered,
    Summary,
    Utterance,
)
from callassist.store.calls import read_payload
from callassist.store.schema import call, event

Silent = Literal["refused", "no_words"]
"""Why there is nothing to sum up: the caller did not want it, or no words were heard."""

_PROMISING = (Commitment.type, CommitmentSettled.type, CommitmentWithdrawn.type)
_TYPES = (
    *(each.type for each in (CustomerKnown, Handover, KeyPressed, Note, PhraseOffered, Summary)),
    *_PROMISING,
)


@dataclass(frozen=True, slots=True)
class PromiseOfCall:
    """What was promised in a call. `number`, `what`, `due`, `part`: as in `Commitment`. `state`: what was decided."""

    number: int
    what: str = field(repr=False)
    due: str | None
    part: str | None = None
    state: Decision = "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCall:
    """A call that is to be wrapped up.

    Attributes:
        call: its key in the journal. started_at: ISO 8601 with offset. ended_t: its length in seconds; None while its
            last words are still being written down. number, language, direction: as in the journal.
        person: key of the customer's record. name: how the customer is addressed.
        summary: what was made of the call, with the agent's notes below; empty where there is neither. silent: why
            there is none. department, transfer: who takes it on, and what they should know. situations: told in it.
        promises: made in it, those that were taken back left out.
    """

    call: UUID
    started_at: str
    direction: str
    number: str | None = None
    language: str | None = None
    ended_t: float | None = None
    person: UUID | None = None
    name: str | None = None
    summary: str = field(default="", repr=False)
    silent: Silent | None = None
    department: str | None = None
    transfer: str = field(default="", repr=False)
    situations: tuple[str, ...] = ()
    promises: tuple[PromiseOfCall, ...] = ()


def read(connection: Connection, key: UUID) -> OfCall | None:
    """What the journal has of a call; None where it has no such call."""
    row = connection.execute(select(call).where(call.c.key == key)).mappings().one_or_none()
    if row is None:
        return None
    wanted = select(event.c.type, event.c.seq, event.c.root_seq, event.c.payload)
    wanted = wanted.where(event.c.call_key == key, event.c.type.in_(_TYPES)).order_by(event.c.seq)
    own: dict[str, list[dict[str, Any]]] = {}
    promises: dict[int, PromiseOfCall] = {}
    for type_, seq, root, payload in connection.execute(wanted):
        if type_ in _PROMISING:
            _promise(promises, type_, read_payload(payload))
            continue
        # A note that was changed has its latest words in every row of its revisions.
        if root is None or root == seq:
            own.setdefault(type_, []).append(read_payload(payload))
    notes = [each["text"] for each in own.get(Note.type, ()) if each.get("text")]
    summaries = [each["text"] for each in own.get(Summary.type, ()) if "text" in each][-1:]
    customer = (own.get(CustomerKnown.type) or [{}])[-1]
    handover = (own.get(Handover.type) or [{}])[-1]
    situations = dict.fromkeys(each["situation"] for each in own.get(PhraseOffered.type, ()) if "situation" in each)
    return OfCall(
        call=key,
        started_at=row["started_at"],
        direction=row["direction"],
        number=row["number"],
        language=row["language"],
        ended_t=row["ended_t"],
        person=UUID(customer["person"]) if customer.get("person") else None,
        name=customer.get("name"),
        summary="\n".join(summaries + notes),
        silent=_silent(connection, key, own) if not summaries else None,
        department=handover.get("name") or handover.get("department"),
        transfer=handover.get("note") or "",
        situations=tuple(situations),
        promises=tuple(promises.values()),
    )


def _promise(promises: dict[int, PromiseOfCall], type_: str, own: dict[str, Any]) -> None:
    """Take in what a later event says of a promise; one that is damaged says nothing."""
    number = own.get("number")
    if not isinstance(number, int):
        return
    known = promises.get(number)
    if type_ == CommitmentWithdrawn.type:
        promises.pop(number, None)
    elif type_ == CommitmentSettled.type:
        promises[number] = PromiseOfCall(number, own["what"], own["due"], own.get("part"), own["state"])
    else:
        state = known.state if known is not None else "proposed"
        promises[number] = PromiseOfCall(number, own["what"], own["due"], own.get("part"), state)


def _silent(connection: Connection, key: UUID, own: dict[str, list[dict[str, Any]]]) -> Silent | None:
    if any(each.get("action") == "refused" for each in own.get(KeyPressed.type, ())):
        return "refused"
    said = select(event.c.id).where(event.c.call_key == key, event.c.type == Utterance.type).limit(1)
    return None if connection.execute(said).first() is not None else "no_words"
