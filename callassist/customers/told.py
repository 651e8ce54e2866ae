"""A card, and the merging of two, in words for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from callassist.customers.card import Card
from callassist.customers.merging import Merge


def card_lines(card: Card, now: datetime) -> Iterator[str]:
    """Lines for people, in the order in which the card is read: who, open promises, repair, contacts, the rest.

    Args:
        now: by which a promise is overdue, with an offset.
    """
    who = card.person
    facts = [who.kind, who.department, who.gender, who.language, who.dialect, who.plan, who.vip and "VIP"]
    yield f"{who.addressed or '(no name)'}  ({', '.join(fact for fact in facts if fact)})"
    if who.addressed != who.name and who.name:
        yield f"  name: {who.name}"
    for label, value in (("id", who.external_id), ("since", who.since), ("remark", who.remark)):
        if value:
            yield f"  {label}: {value}"
    for number in card.numbers:
        yield f"  number: {number.text}" + (" (shared with others)" if number.text in card.shared else "")
    for promise in card.promises:
        late = " (overdue)" if promise.is_overdue(now) else ""
        yield f"  promised: {promise.what}" + (f", due {promise.due}{late}" if promise.due else "")
    if card.repair is not None:
        mended = card.repair.put_right or "nothing put right yet"
        yield f"  {card.repair.at} went wrong: {card.repair.wrong}; {mended}; good since: {card.repair.good_since}"
    if card.balance is not None:
        kept = card.balance
        going = f"{kept.owed} good ones to go, {kept.weight} for a bad one"
        yield f"  balance: {kept.bad} bad, {kept.good} good since; {going}"
    for contact in card.contacts:
        outcome = f" → {contact.outcome}" if contact.outcome else ""
        yield f"  {contact.at}  {contact.about}{outcome}"
    if card.all_contacts > len(card.contacts):
        yield f"  and {card.all_contacts - len(card.contacts)} earlier contacts"
    for purchase in card.purchases:
        yield f"  bought {purchase.at}: {purchase.what}"
    for incident in card.incidents:
        yield f"  incident {incident.at}: {incident.about}" + (f" → {incident.outcome}" if incident.outcome else "")
    if card.folded is not None:
        yield f"  folded until verified: {card.folded.purchases} purchases, {card.folded.incidents} incidents"


def merge_lines(plan: Merge, *, vip: bool) -> Iterator[str]:
    """What a merge does, for people. `vip`: whether marks of importance are wanted."""
    mine, theirs = plan.kept, plan.other
    yield f"Stays: {_named(mine)}"
    yield f"Goes into it: {_named(theirs)}"
    for field, value in plan.taken.items():
        if field != "vip" or vip:
            yield f"  gets {field}: {value}"
    for each in plan.contradictions:
        yield f"  {each.field} stays {each.stays}; the remark notes {each.noted}"
    for number in plan.numbers:
        yield f"  gets the number {number}"
    moved = [f"{count} {table}{'s' * (count != 1)}" for table, count in plan.moved.items() if count]
    if moved:
        yield f"  gets {', '.join(moved)}"
    if plan.waiting:
        yield f"  {plan.waiting} waiting for the CRM go on as this customer's"
    if plan.also_of:
        yield f"  {plan.also_of} others share a number with them, and stay people of their own"


def merge_as_json(plan: Merge, *, vip: bool) -> dict[str, Any]:
    """The same for a program."""
    return {
        "kept": plan.kept["key"],
        "other": plan.other["key"],
        "taken": {field: value for field, value in plan.taken.items() if field != "vip" or vip},
        "contradictions": [asdict(each) for each in plan.contradictions],
        "numbers": plan.numbers,
        "also_of": plan.also_of,
        "moved": plan.moved,
        "waiting": plan.waiting,
    }


def _named(row: dict[str, Any]) -> str:
    known = [row["external_id"], row["plan"], str(row["key"])]
    return f"{row['name'] or '(no name)'}  ({', '.join(each for each in known if each)})"
