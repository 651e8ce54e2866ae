"""Who calls in the gallery: plainly fictitious customers with a history, a colleague, a family behind one number."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from callassist.calls.updates import CustomersFound, CustomerShown
from callassist.customers.balance import Balance, Repair, Step
from callassist.customers.card import (
    Candidate,
    Card,
    Contact,
    Folded,
    Incident,
    Number,
    Person,
    Promise,
    Purchase,
    ScreenPop,
)
from callassist.events import Language
from ui.gallery import talks

PERSON = UUID("00000000-0000-7000-8000-000000000001")
_NUMBER, _DISPLAY = "+966550000012", "+966 55 000 0012"


def _key(number: int) -> UUID:
    return UUID(int=PERSON.int + number)


def _ago(**past: float) -> str:
    return (datetime.now(UTC) - timedelta(**past)).isoformat(timespec="seconds")


# ── A customer who has had trouble ────────────────────────────────────────────────────────────────────────


def person(language: Language, **other: object) -> Person:
    """Who it is."""
    arabic = language == "ar"
    fields: dict[str, object] = {
        "key": PERSON,
        "version": 3,
        "external_id": "S-1001",
        "name": "عميل تجريبي" if arabic else "Sample Customer",
        "title": "أستاذ" if arabic else "Mr",
        "gender": "m",
        "language": language,
        "dialect": "gulf" if arabic else "en",
        "plan": "ألياف 200" if arabic else "Fibre 200",
        "since": "2021-05-30",
        "vip": True,
        "remark": "يفضل الاتصال بعد صلاة العصر" if arabic else "Prefers to be called after four",
    }
    return Person(**(fields | other))  # type: ignore[arg-type]  # as Person wants them


def card(language: Language, *, verified: bool = False) -> Card:
    """The whole record."""
    return Card(
        person=person(language),
        numbers=(Number(_NUMBER, _DISPLAY), Number("+966110000034", "+966 11 000 0034")),
        shared=("+966110000034",),
        contacts=_contacts(language),
        all_contacts=7,
        promises=_promises(language),
        folded=None if verified else Folded(2, 1),
        purchases=_purchases(language) if verified else (),
        incidents=_incidents(language) if verified else (),
        repair=_repair(language),
        balance=_balance(language),
    )


def _contacts(language: Language) -> tuple[Contact, ...]:
    outage, bill, moved = _matters(language)
    unsolved, solved, sent = {
        "ar": ("لم يُحل", "حُل", "أُرسل فني"),
        "en": ("unsolved", "solved", "technician sent"),
    }[language]
    return (
        Contact(key=_key(11), version=1, at=_ago(days=2), about=outage, outcome=unsolved, experience="bad"),
        Contact(key=_key(12), version=1, at=_ago(days=20), about=bill, outcome=solved, experience="good"),
        Contact(key=_key(13), version=1, at=_ago(days=75), about=moved, outcome=sent, experience="good"),
    )


def _matters(language: Language) -> tuple[str, str, str]:
    return {
        "ar": ("انقطاع الخدمة", "سؤال عن الفاتورة", "نقل الخط"),
        "en": ("outage", "question about the bill", "moving the line"),
    }[language]


def _promises(language: Language) -> tuple[Promise, ...]:
    visit, refund = {
        "ar": ("زيارة الفني", "إعادة مبلغ الشهر"),
        "en": ("technician", "refund for the month"),
    }[language]
    late = _ago(hours=1)
    soon = (date.today() + timedelta(days=5)).isoformat()  # noqa: DTZ011 - a day of this place
    return (
        Promise(key=_key(21), version=1, what=visit, made_at=_ago(days=2), due=late, due_at=late),
        Promise(key=_key(22), version=1, what=refund, made_at=_ago(days=2), due=soon),
    )


def _purchases(language: Language) -> tuple[Purchase, ...]:
    router, phone = {"ar": ("موجه LX-200", "هاتف مكتبي"), "en": ("LX-200 router", "desk phone")}[language]
    return (
        Purchase(key=_key(31), version=1, at="2026-03-01", what=router),
        Purchase(key=_key(32), version=1, at="2025-08-12", what=phone),
    )


def _incidents(language: Language) -> tuple[Incident, ...]:
    about, outcome = {"ar": ("نزاع على فاتورة", "سُوي"), "en": ("dispute about a bill", "settled")}[language]
    return (Incident(key=_key(41), version=1, at="2025-01-09", about=about, outcome=outcome),)


def _repair(language: Language) -> Repair:
    wrong, right = {
        "ar": ("انقطاع ثلاثة أيام", "خصم نصف الشهر"),
        "en": ("three days without a line", "half of the month taken off the bill"),
    }[language]
    return Repair(_ago(days=2), wrong, right, 1)


def _balance(language: Language) -> Balance:
    _, bill, moved = _matters(language)
    steps = (
        Step(_ago(days=120), moved, "bad", 12),
        Step(_ago(days=75), moved, "good", 11),
        Step(_ago(days=20), bill, "good", 10),
        Step(_ago(days=19), bill, "good", 9),
    )
    return Balance(9, 3, 1, 12, steps)


# ── Others ────────────────────────────────────────────────────────────────────────────────────────────────


def colleague(language: Language) -> Card:
    """Somebody of the company."""
    arabic = language == "ar"
    who = Person(
        key=_key(2),
        version=1,
        kind="internal",
        name="زميل تجريبي" if arabic else "Sample Colleague",
        department="الفوترة" if arabic else "Billing",
        language=language,
    )
    return Card(
        person=who,
        numbers=(Number("2210", "2210"),),
        shared=(),
        contacts=(),
        all_contacts=0,
        promises=(),
        folded=None,
    )


def candidates(language: Language) -> tuple[Candidate, ...]:
    """A family behind one number."""
    people = {
        "ar": (("عميل تجريبي", "ألياف 200"), ("أم تجربة", "جوال 45"), ("عميلة تجريبية", None)),
        "en": (("Sample Customer", "Fibre 200"), ("Sample Mother", "Mobile 45"), ("Sample Daughter", None)),
    }[language]
    last = ("2026-11-23", "2026-09-01", None)
    return tuple(
        Candidate(_key(number), name, name, plan, day)
        for number, ((name, plan), day) in enumerate(zip(people, last, strict=True))
    )


# ── As the engine tells of them ───────────────────────────────────────────────────────────────────────────


def shown(language: Language, *, verified: bool = False) -> CustomerShown:
    """The record belongs to the call."""
    pop = ScreenPop(_NUMBER, _DISPLAY, card(language, verified=verified))
    return CustomerShown(talks.KEY, pop, verified)


def shown_colleague(language: Language) -> CustomerShown:
    """A colleague calls."""
    return CustomerShown(talks.KEY, ScreenPop("2210", "2210", colleague(language)))


def shown_several(language: Language) -> CustomerShown:
    """Several people have the number."""
    return CustomerShown(talks.KEY, ScreenPop(_NUMBER, _DISPLAY, None, candidates(language)))


def shown_nobody() -> CustomerShown:
    """Nobody is known by the number."""
    return CustomerShown(talks.KEY, ScreenPop(_NUMBER, _DISPLAY))


def people_found(language: Language, words: str) -> CustomersFound:
    """The answer to a search for people."""
    return CustomersFound(talks.KEY, words, candidates(language))
