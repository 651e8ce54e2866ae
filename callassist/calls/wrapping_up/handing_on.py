"""What a finished wrap-up brings: a contact in the customer's record, what is to follow, and entries for the CRM.

Keys are made from the call's, so that all of it is there once however often it is handed on.
"""

from __future__ import annotations

import textwrap
import zlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from callassist.calls.wrapping_up.draft import Draft
from callassist.calls.wrapping_up.of_call import OfCall
from callassist.calls.wrapping_up.policy import Choice, WrapUpPolicy
from callassist.calls.wrapping_up.stored import Stored
from callassist.customers.card import Experience
from callassist.customers.crm.port import CaseNumber, Entry, Promised, WrapUp
from callassist.events import Language

_LONGEST_ABOUT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowingUp:
    """Something that is to follow, as a promise of this call. `number`: of it, none that was said. `due`: a date."""

    number: int
    what: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """All of it.

    Attributes:
        call: key in the journal. key: of the live call, while there is one. person: of the record, as the call's
            events have it. number: of the caller, as it is kept. at: when the call began. contact: its fields.
        entries: for the CRM, each under its key; without a person.
    """

    call: UUID
    key: str | None
    person: UUID | None
    number: str | None
    at: str
    agent: str | None
    contact: dict[str, Any]
    follow_ups: tuple[FollowingUp, ...]
    entries: tuple[tuple[UUID, Entry], ...]


def handed_on(of: OfCall, kept: Stored, policy: WrapUpPolicy, key: str | None) -> HandedOn:
    """What a finished wrap-up of a call brings."""
    draft = kept.draft
    language: Language = "en" if of.language == "en" else "ar"
    category, outcome = policy.of_category(draft.category), policy.of_outcome(draft.outcome)
    summary = draft.summary or ""
    outcome_words = outcome.words.words(language) if outcome is not None else None
    contact = {
        "direction": of.direction if of.direction in ("inbound", "outbound") else None,
        "about": _about(category, summary, language),
        "outcome": outcome_words,
        "experience": experience(draft, policy),
        "call_key": of.call,
        "agent": kept.agent,
    }
    follow_ups = tuple(
        FollowingUp(number=_number(kind.id), what=kind.words.words(language), due=each.on)
        for each in draft.follow_ups
        if (kind := policy.of_follow_up(each.kind)) is not None
    )
    common: dict[str, Any] = {"call": of.call, "at": of.started_at, "number": of.number}
    entries: list[tuple[UUID, Entry]] = []
    if summary or category is not None or outcome is not None:
        what = WrapUp(
            summary=summary or str(contact["about"]),
            category=_for_crm(category, language),
            outcome=_for_crm(outcome, language),
            **common,
        )
        entries.append((uuid5(of.call, "wrap_up"), what))
    promised = [(each.number, each.what, each.due) for each in of.promises if each.state == "approved"]
    promised += [(each.number, each.what, each.due) for each in follow_ups]
    entries += [(uuid5(of.call, str(number)), Promised(what=what, due=due, **common)) for number, what, due in promised]
    if draft.case_number:
        entries.append((uuid5(of.call, "case_number"), CaseNumber(case_number=draft.case_number, **common)))
    return HandedOn(
        call=of.call,
        key=key,
        person=of.person,
        number=of.number,
        at=of.started_at,
        agent=kept.agent,
        contact=contact,
        follow_ups=follow_ups,
        entries=tuple(entries),
    )


def _number(kind: str) -> int:
    """Of a follow-up among the promises of its call: always the same, and far below those that an agent writes down."""
    return -1000 - zlib.crc32(kind.encode())


def contact_key(call: UUID) -> UUID:
    """Under which the contact of a call is kept."""
    return uuid5(call, "contact")


def experience(draft: Draft, policy: WrapUpPolicy) -> Experience | None:
    """What the call was to the customer: as they say where they were asked, else as it ended."""
    asked = policy.satisfaction
    if draft.csat is not None:
        return "good" if draft.csat >= asked.good_from else "bad" if draft.csat <= asked.bad_to else None
    outcome = policy.of_outcome(draft.outcome)
    return outcome.experience if outcome is not None else None


def _about(category: Choice | None, summary: str, language: Language) -> str:
    """One line for the card: what kind it was, and why the customer called."""
    first = textwrap.shorten(summary.partition("\n")[0], _LONGEST_ABOUT, placeholder=" …")
    about = ": ".join(filter(None, (category.words.words(language) if category is not None else "", first)))
    return about or {"ar": "مكالمة", "en": "A call"}[language]


def _for_crm(choice: Choice | None, language: Language) -> str | None:
    return None if choice is None else choice.crm or choice.words.words(language)
