"""States of the wrap-up, and of what waits to be wrapped up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from callassist.audio import host_clock
from callassist.calls.updates import (
    CallsChanged,
    CallView,
    LeftOvers,
    ListeningChanged,
    Said,
    Trouble,
    Update,
    WrapUpKept,
)
from callassist.calls.wrapping_up.draft import Draft, FollowUp
from callassist.events import Language
from ui.agent.knowing.days import now
from ui.agent.window import AgentWindow
from ui.gallery import reports, talks, wrap_ups
from ui.gallery.knowing_scenes import WIDE
from ui.gallery.scene import Scene
from ui.words import window_language

_FEEDBACK: Final[dict[Language, str]] = {
    "ar": "التطبيق لا يُظهر العطل في المنطقة",
    "en": "The app does not show that the area is down",
}


_SILENT: Final = Trouble(
    "crm", "The CRM at crm.example.com did not answer within 3 s.", "Look whether it can be reached."
)
_REFUSED: Final = Trouble(
    "crm refused",
    "The CRM has refused what was written to it (1).",
    "Look what it is and decide: callassist customers crm outbox list.",
)


def _over(language: Language) -> CallView:
    return talks.call(language, state="ended", answered_at=host_clock.now() - 320, ended_t=312.0)


def _hung_up(language: Language, *more: Update) -> list[Update]:
    over = _over(language)
    return [CallsChanged((over,)), ListeningChanged("off"), Said(over.key, talks.said(language)), *more]


def _fresh(language: Language) -> list[Update]:
    return _hung_up(language, wrap_ups.shown(language), wrap_ups.waiting(1))


def _filled(language: Language) -> list[Update]:
    tomorrow = (now().date() + timedelta(days=1)).isoformat()
    draft = Draft(
        category="outage",
        outcome="passed_on",
        follow_ups=(FollowUp("call", tomorrow),),
        csat=4,
        case_number="TT-50271",
        feedback=_FEEDBACK[language],
    )
    return _hung_up(language, wrap_ups.shown(language, draft, scales=("csat", "nps", "ces")), wrap_ups.waiting(1))


def _with_keys(window: AgentWindow) -> None:
    window.act("wrap_up")


def _to_the_end(window: AgentWindow) -> None:
    bar = window.wrap_up.page._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())


def _left(language: Language, **more: Any) -> list[Update]:
    return [CallsChanged(()), wrap_ups.waiting(2), LeftOvers((wrap_ups.left_over(language, **more),))]


def _decide(window: AgentWindow) -> None:
    window.notices.ways_on.promises_button.click()
    window.wrap_up.show(wrap_ups.shown(window_language(), key=str(wrap_ups.CALL)))
    window.act("approve_promise")


def _rewrite(window: AgentWindow) -> None:
    window.wrap_up.page.begin(promises=True)
    window.act("edit_promise")


def _finish(window: AgentWindow) -> None:
    window.wrap_up.finish()


WRAP_UP_SCENES: Final[dict[str, Scene]] = {
    "wrap-up": Scene(_fresh),
    "wrap-up-keys": Scene(_fresh, _with_keys),
    "wrap-up-filled": Scene(_filled),
    "wrap-up-filled-end": Scene(_filled, _to_the_end),
    "wrap-up-wide": Scene(_filled, size=WIDE),
    "wrap-up-still-writing": Scene(lambda language: _hung_up(language, wrap_ups.shown(language, ended_t=None))),
    "wrap-up-refused": Scene(lambda language: _hung_up(language, wrap_ups.shown(language, silent="refused"))),
    "wrap-up-left-out": Scene(
        lambda language: [*_fresh(language), WrapUpKept(wrap_ups.CALL, ("summary",))],
    ),
    "wrap-up-finished": Scene(_fresh, _finish),
    "wrap-up-unsaved": Scene(lambda language: [*_filled(language), Trouble("journal", pending=3)]),
    "wrap-up-crm-silent": Scene(lambda language: [*_fresh(language), _SILENT], _finish),
    "wrap-up-crm-refused": Scene(lambda language: [*_fresh(language), _REFUSED], _finish),
    "wrap-ups-waiting": Scene(lambda language: [CallsChanged(()), wrap_ups.waiting(8)]),
    "cut-off": Scene(lambda language: _left(language, report=reports.report(language))),
    "cut-off-wrap-up": Scene(lambda language: _left(language, cut_off=False, undecided=0)),
    "cut-off-promises": Scene(_left, _decide),
    "wrap-up-promise": Scene(_fresh, _rewrite),
}
