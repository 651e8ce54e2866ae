"""States of what is known: the customer's card, answers, articles, phrases, and what is broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from callassist.audio import host_clock
from callassist.calls.updates import (
    ArticlesFound,
    ArticleShown,
    CallsChanged,
    CustomerEdited,
    ListeningChanged,
    NotDone,
    Said,
    Saying,
    Trouble,
    Update,
)
from callassist.events import Language
from ui.agent.knowing.record_fields import Name
from ui.agent.window import AgentWindow
from ui.gallery import answers, customers, saying, talks
from ui.gallery.scene import Scene

WIDE: Final = (1000, 690)
_CHANGE = customers.PERSON


def _call(language: Language, *more: Update) -> list[Update]:
    call = talks.call(language, name=None, answered_at=host_clock.now() - 62.4)
    return [
        CallsChanged((call,)),
        ListeningChanged("listening"),
        Said(call.key, talks.said(language)),
        answers.ready(),
        *more,
    ]


def _ringing(language: Language, *more: Update) -> list[Update]:
    return [CallsChanged((talks.call(language, name=None, state="ringing"),)), answers.ready(), *more]


def _answered(language: Language, *more: Update) -> list[Update]:
    return _call(language, customers.shown(language), answers.suggested(language, saying.phrase(language)), *more)


def _acting(*actions: str) -> Callable[[AgentWindow], None]:
    def act(window: AgentWindow) -> None:
        for action in actions:
            window.act(action)

    return act


def _editing(name: Name) -> Callable[[AgentWindow], None]:
    def act(window: AgentWindow) -> None:
        window.act("customer")
        window.call.customer.record.rows[name].edit()

    return act


def _found(window: AgentWindow) -> None:
    window.act("search")
    window.call.knowledge.field.setText("LX-200")
    for language in ("ar", "en"):
        if window.isRightToLeft() == (language == "ar"):
            articles = answers.articles(language)
            window.call.knowledge.take_found(ArticlesFound("LX-200", articles * 2))


def _looked_up(window: AgentWindow) -> None:
    window.act("person")
    window.call.customer.people.field.setText("050")
    window.call.customer.take_found(customers.people_found("ar" if window.isRightToLeft() else "en", "050"))


def _flagged(language: Language) -> list[Update]:
    return _answered(
        language, saying.said(saying.own_misstatement(language)), saying.said(saying.misstatement(language))
    )


def _reading(window: AgentWindow) -> None:
    window.act("open")
    language: Language = "ar" if window.isRightToLeft() else "en"
    whole = answers.article(language)
    window.call.knowledge.article.take(ArticleShown(whole.id, whole))


KNOWING_SCENES: Final[dict[str, Scene]] = {
    "customer-looking": Scene(lambda language: _ringing(language)),
    "customer-ringing": Scene(lambda language: _ringing(language, customers.shown(language))),
    "customer-several": Scene(
        lambda language: _ringing(language, customers.shown_several(language)), _acting("customer")
    ),
    "customer-unknown": Scene(lambda language: _call(language, customers.shown_nobody())),
    "customer-unreadable": Scene(lambda language: _call(language, Trouble("customers", "It is locked.", "Close it."))),
    "customer-colleague": Scene(lambda language: _call(language, customers.shown_colleague(language))),
    "customer-record": Scene(_answered, _acting("customer")),
    "customer-editing": Scene(_answered, _editing("called")),
    "customer-marking": Scene(_answered, _editing("vip")),
    "customer-kind": Scene(_answered, _editing("kind")),
    "customer-verified": Scene(
        lambda language: _call(language, customers.shown(language, verified=True)), _acting("customer"), size=WIDE
    ),
    "customer-somebody-else": Scene(_answered, _looked_up),
    "customer-changed": Scene(lambda language: _answered(language, CustomerEdited(talks.KEY, _CHANGE))),
    "customer-not-kept": Scene(
        lambda language: _answered(
            language,
            NotDone(
                "Somebody else has edited this record since you opened it. Your edit was not saved.",
                "Look at it as it is now, and make your edit again.",
            ),
        )
    ),
    "answers": Scene(_answered),
    "answers-pinned": Scene(_answered, _acting("copy_3", "pin", "helped")),
    "answers-tall": Scene(_answered, size=(480, 1000)),
    "answers-wide": Scene(lambda language: _answered(language, Saying(talks.KEY, talks.saying(language))), size=WIDE),
    "answers-searching": Scene(_answered, _acting("search")),
    "answers-found": Scene(_answered, _found),
    "answers-none": Scene(lambda language: _call(language, customers.shown(language), answers.gap(language))),
    "article": Scene(_answered, _reading),
    "article-wide": Scene(_answered, _reading, size=WIDE),
    "misstatement": Scene(_flagged),
    "offer": Scene(lambda language: _answered(language, saying.said(saying.offer(language)))),
    "handover": Scene(lambda language: _answered(language, saying.said(saying.handover(language)))),
    "board": Scene(lambda language: _answered(language, answers.ready(broken=True))),
    "board-open": Scene(lambda language: _answered(language, answers.ready(broken=True)), _acting("board")),
    "board-idle": Scene(lambda language: [CallsChanged(()), answers.ready(broken=True)], _acting("board")),
}
