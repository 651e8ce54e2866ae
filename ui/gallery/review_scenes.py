"""States of what rejected alarms propose and of goodwill, with plainly fictitious figures and words."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from callassist.audio import host_clock
from callassist.calls.updates import CallsChanged, GoodwillShown, ListeningChanged, Said, ThresholdsShown, Update
from callassist.conduct.anger_policy import Threshold
from callassist.conduct.goodwill import Allowance
from callassist.conduct.proposals import Proposal
from callassist.conduct.thresholds import Decision
from callassist.conduct.told_alarms import ToldAlarm, Verdict
from callassist.events import Language
from ui.agent.window import AgentWindow
from ui.gallery import answers, customers, saying, talks
from ui.gallery.scene import Scene

_AT: Final = datetime.fromisoformat("2026-03-01T10:00:00+03:00")
_REJECTED: Final[dict[Language, tuple[str, ...]]] = {
    "ar": ("خدمتكم تعبانة والله", "وش هالشغل التعبان", "الراوتر هذا زبالة", "ما عندكم سالفة اليوم"),
    "en": ("your service is a joke", "what kind of work is this", "this router is rubbish", "you are no use today"),
}
_CONFIRMED: Final[dict[Language, str]] = {"ar": "إنت ما تفهم شي", "en": "you understand nothing at all"}


def _alarm(words: str, score: float, verdict: Verdict, days: int) -> ToldAlarm:
    return ToldAlarm("c1", _AT - timedelta(days=days), "abuse.unruled", score, words, verdict)


def _proposal(language: Language) -> Proposal:
    rejected = tuple(
        _alarm(words, 0.66 + place / 100, "rejected", place + 1) for place, words in enumerate(_REJECTED[language])
    )
    rejected += tuple(_alarm(rejected[0].words, 0.9, "rejected", days) for days in (6, 8))
    confirmed = tuple(_alarm(_CONFIRMED[language], score, "confirmed", 3) for score in (0.68, *(0.9,) * 10))
    return Proposal("abuse.unruled", 0.65, 0.7, 30, 19, rejected, confirmed, rejected[:4], confirmed[:1])


def _decision(language: Language, threshold: Threshold, number: int, *, undone: bool = False) -> Decision:
    by = {"ar": "هدى العتيبي", "en": "Huda Otaibi"}[language]
    return Decision(
        key=UUID(int=number),
        threshold=threshold,
        decision="declined" if number == 2 else "approved",
        before=0.1,
        after=0.25,
        by=by,
        at=_AT - timedelta(days=20 - number),
        days=30,
        told=20,
        rejected=9,
        avoids=7,
        confirmed=10,
        loses=0,
        undone_by=by if undone else None,
        undone_at=_AT - timedelta(days=2) if undone else None,
    )


def shown(language: Language) -> ThresholdsShown:
    """One proposal, and three decisions, of which one was taken back."""
    decisions = (
        _decision(language, "threat.ruled", 1, undone=True),
        _decision(language, "threat.unruled", 2),
        _decision(language, "abuse.ruled", 3),
    )
    return ThresholdsShown((_proposal(language),), decisions)


def _open(window: AgentWindow) -> None:
    window.act("settings")
    window.setup.show_thresholds()


def _review(window: AgentWindow) -> None:
    arabic = window.isRightToLeft()
    _open(window)
    window.setup.thresholds.show_thresholds(shown("ar" if arabic else "en"))
    window.setup.thresholds.name.setText("هدى العتيبي" if arabic else "Huda Otaibi")


def _nothing(window: AgentWindow) -> None:
    _open(window)
    window.setup.thresholds.show_thresholds(ThresholdsShown((), ()))


def _giving(language: Language, left: str, **more: object) -> list[Update]:
    call = talks.call(language, answered_at=host_clock.now() - 62.4)
    allowance = Allowance(Decimal(left), "SAR", "customer_day")
    return [
        CallsChanged((call,)),
        ListeningChanged("listening"),
        Said(call.key, talks.said(language)),
        answers.ready(),
        customers.shown(language),
        answers.suggested(language, saying.phrase(language)),
        GoodwillShown(call.key, allowance, **more),  # type: ignore[arg-type]  # as GoodwillShown has them
    ]


def _write(window: AgentWindow) -> None:
    strip = window.call.goodwill
    strip.open()
    strip.amount.setText("25")
    strip.why.setText("انقطاع ثلاثة أيام" if window.isRightToLeft() else "three days without a line")
    strip.why.textEdited.emit(strip.why.text())


REVIEW_SCENES: Final[dict[str, Scene]] = {
    "thresholds": Scene(lambda language: [CallsChanged(())], _review),
    "thresholds-none": Scene(lambda language: [CallsChanged(())], _nothing),
    "goodwill": Scene(lambda language: _giving(language, "50")),
    "goodwill-writing": Scene(lambda language: _giving(language, "50"), _write),
    "goodwill-given": Scene(
        lambda language: [
            *_giving(language, "50"),
            GoodwillShown(
                talks.KEY, Allowance(Decimal(25), "SAR", "customer_day"), given=Decimal(25), change=UUID(int=7)
            ),
        ]
    ),
    "goodwill-above": Scene(lambda language: _giving(language, "25", refused=Decimal(80))),
    "goodwill-none-left": Scene(lambda language: _giving(language, "0")),
}
