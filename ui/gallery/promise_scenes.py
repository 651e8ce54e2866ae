"""States of promises: in a call, on the idle page, in the book; nothing, some, much, overdue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from callassist.audio import host_clock
from callassist.calls.updates import (
    CallsChanged,
    ListeningChanged,
    MoveWorded,
    PromiseEdited,
    PromisesChanged,
    PromisesDue,
    PromiseStep,
    PromiseUnderstood,
    PromiseView,
    Said,
    Trouble,
    Update,
)
from callassist.events import Commitment, CommitmentSettled, Event, Language, Recorded
from callassist.promises.kept import Finish, KeptPromise, Moved
from callassist.promises.written import Written
from ui.agent.window import AgentWindow
from ui.gallery import answers, customers, saying, talks
from ui.gallery.knowing_scenes import WIDE
from ui.gallery.scene import Scene
from ui.tray import Tray

_KEY: Final = UUID("00000000-0000-7000-8000-00000000a000")


def _here() -> datetime:
    return datetime.now().astimezone().replace(minute=0, second=0, microsecond=0)


def _in(**ahead: float) -> str:
    return (_here() + timedelta(**ahead)).isoformat(timespec="seconds")


def _sunday(hour: int) -> str:
    ahead = 6 - _here().weekday() or 7
    return (_here() + timedelta(days=ahead)).replace(hour=hour).isoformat(timespec="seconds")


def _day(ahead: int) -> str:
    return (_here().date() + timedelta(days=ahead)).isoformat()


# ── In a call ─────────────────────────────────────────────────────────────────────────────────────────────

_BACK: Final[dict[Language, str]] = {"ar": "أتصل عليك", "en": "call you back"}
_REFUND: Final[dict[Language, str]] = {"ar": "يرجع لك المبلغ", "en": "refund what was charged twice"}
_VISIT: Final[dict[Language, str]] = {"ar": "الفني يزورك", "en": "the technician comes to you"}
_EVIDENCE: Final[dict[Language, str]] = {
    "ar": "بتصل عليك بكرة الساعة أربع العصر إن شاء الله",
    "en": "I'll call you back tomorrow at four",
}


def _back(language: Language) -> Commitment:
    due = (_here() + timedelta(days=1)).replace(hour=16).isoformat(timespec="seconds")
    return Commitment(t=20.0, number=1, what=_BACK[language], due=due, evidence=_EVIDENCE[language])


def _refund(language: Language) -> Commitment:
    return Commitment(t=40.0, number=2, what=_REFUND[language], due=_day(5), evidence=_EVIDENCE[language], unsure=True)


def _visit(language: Language) -> Commitment:
    return Commitment(t=50.0, number=3, what=_VISIT[language], due=_day(3), evidence=_EVIDENCE[language], part="asr")


def _approved(said: Commitment) -> CommitmentSettled:
    return CommitmentSettled(t=60.0, number=said.number, state="approved", what=said.what, due=said.due, part=said.part)


def _call(language: Language, *events: Event) -> list[Update]:
    call = talks.call(language, answered_at=host_clock.now() - 62.4)
    recorded = tuple(Recorded(talks.KEY, 600 + place, 61.0, event) for place, event in enumerate(events))
    return [
        CallsChanged((call,)),
        ListeningChanged("listening"),
        Said(call.key, talks.said(language)),
        answers.ready(),
        customers.shown(language),
        answers.suggested(language, saying.phrase(language)),
        Said(call.key, recorded),
    ]


def _proposed(language: Language) -> list[Update]:
    return _call(language, _back(language))


def _several(language: Language) -> list[Update]:
    back, refund, visit = _back(language), _refund(language), _visit(language)
    return _call(language, back, _approved(back), refund, visit, _approved(visit))


def _doubted(language: Language) -> list[Update]:
    what = _BACK[language]
    return _call(
        language,
        Commitment(t=50.0, number=1, what=what, due=None, evidence=_EVIDENCE[language], doubt="no_such_day"),
    )


def _editing(window: AgentWindow) -> None:
    window.act("edit_promise")
    editor = window.call.promises.editor
    arabic = window.isRightToLeft()
    editor.field.setText("أتصل عليه الأحد الساعة خمس" if arabic else "call him on Sunday at five")
    what = "أتصل عليه" if arabic else "call him"
    editor.take(PromiseUnderstood(editor.field.text(), Written(what, _sunday(17))))


# ── The book ──────────────────────────────────────────────────────────────────────────────────────────────


def _kept(place: int, what: str, **more: object) -> KeptPromise:
    fields: dict[str, object] = {
        "key": UUID(int=_KEY.int + place),
        "version": 1,
        "what": what,
        "made_at": _in(days=-2),
    }
    return KeptPromise(**(fields | more))  # type: ignore[arg-type]  # as KeptPromise wants them


def _book(language: Language) -> tuple[PromiseView, ...]:
    arabic = language == "ar"
    who = {"name": "أبو تجربة" if arabic else "Mr Sample", "person": customers.PERSON}
    other = {"name": "عميلة تجريبية" if arabic else "Ms Example"}
    nobody = {"number": "\u2066+966 55 000 0099\u2069"}
    soon, before = _in(days=2), _in(days=-1, hours=-3)
    return (
        PromiseView(_kept(1, _REFUND[language], due=before, **who), "overdue"),
        PromiseView(_kept(2, _BACK[language], due=_day(-3), **nobody), "overdue"),
        PromiseView(_kept(3, _BACK[language], due=_in(hours=2), **other), "today"),
        PromiseView(_kept(4, _VISIT[language], due=_day(0), part="asr", **who), "today"),
        PromiseView(
            _kept(5, _VISIT[language], due=soon, moved=1, told=True, **other),
            "soon",
            None,
            (Moved(before, before, None),),
        ),
        PromiseView(
            _kept(6, _REFUND[language], due=_day(5), moved=2, **nobody), "week", None, (Moved(before, _day(-3), None),)
        ),
        PromiseView(_kept(7, _BACK[language], due=_day(30), **who), "later"),
        PromiseView(_kept(8, _REFUND[language], **other), "undated"),
    )


def _full(language: Language) -> list[Update]:
    return [CallsChanged(()), PromisesChanged(_book(language))]


def _calm(language: Language) -> list[Update]:
    return [CallsChanged(()), PromisesChanged(_book(language)[4:])]


def _none(_language: Language) -> list[Update]:
    return [CallsChanged(()), PromisesChanged(())]


def _many(language: Language) -> list[Update]:
    late = tuple(
        PromiseView(_kept(100 + each, _BACK[language], due=_day(-each), name=str(each)), "overdue")
        for each in range(1, 30)
    )
    return [CallsChanged(()), PromisesChanged(late + _book(language)[2:])]


def _reminded(language: Language) -> list[Update]:
    return [*_full(language), PromisesDue(_book(language)[2:3])]


def _reminded_of_several(language: Language) -> list[Update]:
    return [*_full(language), PromisesDue(_book(language)[:3])]


_LOCKED: Final = Trouble("promises", "records.db is locked by another program.", "Close it.")


def _after(step: PromiseStep | Finish) -> Callable[[Language], list[Update]]:
    """The first of the book was dealt with."""

    def updates(language: Language) -> list[Update]:
        views = _book(language)
        first = replace(views[0].promise, due=_sunday(16), moved=1, told=step == "told")
        left = () if step == "kept" else (PromiseView(first, "soon", None, (Moved(_in(days=-1), _day(-1), None),)),)
        edited = PromiseEdited(first.key, step, change=UUID(int=1), version=2)
        return [CallsChanged(()), PromisesChanged((*views[1:4], *left, *views[4:])), edited]

    return updates


def _acting(*actions: str) -> Callable[[AgentWindow], None]:
    def act(window: AgentWindow) -> None:
        for action in actions:
            window.act(action)

    return act


def _finishing(window: AgentWindow) -> None:
    window.act("promises")
    window.promises.page.rows[0].wanted.emit(window.promises.page.rows[0].view, "finish")


def _moving(window: AgentWindow) -> None:
    window.act("promises")
    page = window.promises.page
    page.rows[0].wanted.emit(page.rows[0].view, "move")
    arabic = window.isRightToLeft()
    panel = page.panel
    panel.field.setText("الأحد الساعة أربع" if arabic else "Sunday at four")
    panel.take_understood(PromiseUnderstood(panel.field.text(), Written("", _sunday(16))))
    say = (
        "حبيت أبلغك يا أبو تجربة قبل لا يجي الموعد: ما بيمدينا نخلص مثل ما وعدتك، والموعد الجديد الأحد."
        if arabic
        else "I'm calling before the time I gave you, Mr Sample, because we won't make it. It will be Sunday."
    )
    panel.take_worded(MoveWorded(page.rows[0].view.promise.key, _sunday(16), (say,)))


def _writing(window: AgentWindow) -> None:
    window.act("new_promise")
    editor = window.promises.page.editor
    arabic = window.isRightToLeft()
    editor.field.setText("إرسال العقد يوم 31 فبراير" if arabic else "send the contract on 31 February")
    what = "إرسال العقد" if arabic else "send the contract"
    editor.take(PromiseUnderstood(editor.field.text(), Written(what, doubt="no_such_day")))


def _in_tray(window: AgentWindow) -> QWidget:
    """The menu beside the clock, which itself the gallery has not got."""
    menu = Tray(window, window._look, window.close).icon.contextMenu()
    menu.ensurePolished()
    menu.adjustSize()
    return menu


def _filtering(window: AgentWindow) -> None:
    window.act("promises")
    window.promises.page.choose("overdue")
    window.promises.page.customer.setText("zzz")


PROMISE_SCENES: Final[dict[str, Scene]] = {
    "promise-proposed": Scene(_proposed),
    "promise-approved": Scene(_proposed, _acting("approve_promise")),
    "promises-several": Scene(_several),
    "promises-several-wide": Scene(_several, size=WIDE),
    "promise-doubted": Scene(_doubted),
    "promise-editing": Scene(_proposed, _editing),
    "promises-unwritten": Scene(lambda language: [*_several(language), _LOCKED]),
    "idle-promises": Scene(_full),
    "idle-promises-calm": Scene(_calm),
    "idle-promises-none": Scene(_none),
    "promises-reminded": Scene(_reminded),
    "promises-reminded-several": Scene(_reminded_of_several),
    "promises-tray": Scene(_full, shown=_in_tray),
    "promises-page": Scene(_full, _acting("promises")),
    "promises-page-locked": Scene(lambda language: [*_full(language), _LOCKED], _acting("promises")),
    "promise-done": Scene(_after("kept"), _acting("promises")),
    "promise-moved": Scene(_after("moved"), _acting("promises")),
    "promise-told": Scene(_after("told"), _acting("promises")),
    "promises-page-wide": Scene(_full, _acting("promises"), size=WIDE),
    "promises-page-none": Scene(_none, _acting("promises")),
    "promises-page-many": Scene(_many, _acting("promises")),
    "promises-page-filtered": Scene(_full, _filtering),
    "promise-finishing": Scene(_full, _finishing),
    "promise-moving": Scene(_full, _moving),
    "promise-writing": Scene(_none, _writing),
}
