"""Wrap-ups of the fictitious calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from callassist.calls.updates import LeftOver, WrapUpShown, WrapUpsWaiting
from callassist.calls.wrapping_up import policy
from callassist.calls.wrapping_up.draft import Draft
from callassist.calls.wrapping_up.of_call import OfCall, PromiseOfCall, Silent
from callassist.calls.wrapping_up.policy import Scale
from callassist.calls.wrapping_up.stored import Waiting
from callassist.events import Language
from ui.agent.knowing.days import now
from ui.gallery import talks

CALL: Final = UUID("01900000-0000-7000-8000-000000000001")

_NAMES: Final[dict[Language, str]] = {"ar": "أستاذ سالم العتيبي", "en": "Mr Salem Otaibi"}
_SUMMARIES: Final[dict[Language, str]] = {
    "ar": (
        "وعليكم السلام أختي، النت عندي مقطوع له ثلاثة أيام.\n"
        "وصلني بلاغك 50271 وفاتورتك 230.50 ريال، والفني عندك اليوم قبل الساعة 16:00."
    ),
    "en": (
        "The line drops every evening, and it has done so for three days.\n"
        "Your case is 50271, the bill is 230.50, and a technician comes before 16:00 today."
    ),
}
_TRANSFERS: Final[dict[Language, tuple[str, str]]] = {
    "ar": ("فريق الشبكة", "انقطاع كل مساء منذ ثلاثة أيام، والراوتر LX-200."),
    "en": ("Network team", "Drops every evening for three days; the router is the LX-200."),
}
_PROMISED: Final[dict[Language, tuple[str, str]]] = {
    "ar": ("بيجيك الفني اليوم قبل الساعة 16:00", "بتصل عليك بكرة أتأكد إن كل شي تمام"),
    "en": ("A technician comes before 16:00 today", "I will call you tomorrow to see that all is well"),
}


def shown(
    language: Language,
    draft: Draft | None = None,
    *,
    key: str = talks.KEY,
    call: UUID = CALL,
    ended_t: float | None = 312.0,
    silent: Silent | None = None,
    scales: tuple[Scale, ...] = ("csat",),
) -> WrapUpShown:
    """One, as the engine shows it."""
    choices = policy.load(policy.shipped())
    department, note = _TRANSFERS[language]
    of = OfCall(
        call=call,
        started_at=(now() - timedelta(minutes=6)).isoformat(timespec="seconds"),
        direction="inbound",
        number="+966550000012",
        language=language,
        ended_t=ended_t,
        name=_NAMES[language],
        summary="" if ended_t is None or silent is not None else _SUMMARIES[language],
        silent=silent,
        department=department,
        transfer=note,
        promises=_promises(language),
    )
    return WrapUpShown(
        call=call,
        key=key,
        of=of,
        display="+966 55 000 0012",
        draft=draft or Draft(),
        open=True,
        categories=choices.category,
        outcomes=choices.outcome,
        follow_ups=choices.follow_up,
        scales=scales,
    )


def _promises(language: Language) -> tuple[PromiseOfCall, ...]:
    first, second = _PROMISED[language]
    here = now()
    today = here.replace(hour=16, minute=0, second=0, microsecond=0)
    return (
        PromiseOfCall(1, first, today.isoformat(), state="approved"),
        PromiseOfCall(2, second, (here.date() + timedelta(days=1)).isoformat()),
    )


def left_over(
    language: Language,
    call: UUID = CALL,
    *,
    cut_off: bool = True,
    undecided: int = 2,
    report: dict[str, Any] | None = None,
) -> LeftOver:
    """A call of an earlier run."""
    return LeftOver(
        call=call,
        key=str(call),
        started_at=(now() - timedelta(minutes=20)).isoformat(timespec="seconds"),
        display="+966 55 000 0012",
        name=_NAMES[language],
        cut_off=cut_off,
        undecided=undecided,
        report=report,
        report_seq=40,
    )


def waiting(count: int) -> WrapUpsWaiting:
    """So many calls that are to be wrapped up, the first of them begun."""
    return WrapUpsWaiting(
        tuple(
            (
                Waiting(
                    call=UUID(int=CALL.int + place),
                    started_at=(now() - timedelta(minutes=20 * (place + 1))).isoformat(timespec="seconds"),
                    number=f"+9665500000{place:02}",
                    ended_t=200.0,
                    begun=place == 0,
                ),
                f"+966 55 000 00{place:02}",
            )
            for place in range(count)
        )
    )
