"""States of the page on which the agent sets how they speak, with the phrases that are shipped."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from callassist.calls.speaking import manner_of, sounding
from callassist.calls.updates import CallsChanged, SpeakingChanged, SpeakingTried, Trouble, Update
from callassist.events import Language
from callassist.knowledge import phrases
from callassist.knowledge.phrases import Phrases
from callassist.settings import SpeakingSettings
from ui.agent.window import AgentWindow
from ui.gallery.scene import Scene

_HELD: Final[dict[Language, SpeakingSettings]] = {
    "ar": SpeakingSettings(dialect="gulf", agent="نورة", gender="f", company="نماء تيليكوم"),
    "en": SpeakingSettings(dialect="egyptian", voice="formal", agent="Nora", gender="f", company="Nama Telecom"),
}


@cache
def _shipped() -> Phrases:
    return phrases.load()


def _open(window: AgentWindow) -> None:
    window.act("settings")
    window.setup.show_speaking()


def _hear(window: AgentWindow, calls: Language, known: Phrases) -> None:
    wanted = window.setup.speaking.wanted
    assert wanted is not None, "the scene tells what holds"
    window.setup.speaking.show_tried(SpeakingTried(wanted, calls, sounding(known, manner_of(wanted), calls)))


def _heard(calls: Language, known: Callable[[], Phrases] = _shipped) -> Callable[[AgentWindow], None]:
    """The page is open, and the engine has said how it sounds in calls of a language."""

    def act(window: AgentWindow) -> None:
        _open(window)
        _hear(window, calls, known())

    return act


def _writing(window: AgentWindow) -> None:
    _open(window)
    page = window.setup.speaking
    page.names["agent"].setText("سارة بنت خالد" if window.isRightToLeft() else "Sara Khalid")
    _hear(window, "ar", _shipped())


def _idle(language: Language, *more: Update) -> list[Update]:
    return [CallsChanged(()), SpeakingChanged(_HELD[language]), *more]


SPEAKING_SCENES: Final[dict[str, Scene]] = {
    "speaking": Scene(_idle, _heard("ar")),
    "speaking-writing": Scene(_idle, _writing),
    "speaking-at-first": Scene(lambda language: [SpeakingChanged(SpeakingSettings())], _heard("ar")),
    "speaking-not-known-yet": Scene(lambda language: [CallsChanged(())], _open),
    "speaking-english-calls": Scene(_idle, _heard("en")),
    "speaking-no-phrase": Scene(_idle, _heard("ar", lambda: Phrases({}))),
    "speaking-unsaved": Scene(
        lambda language: _idle(language, Trouble("settings", what="[Errno 28] No space left on device")), _heard("ar")
    ),
}
