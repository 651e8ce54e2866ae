"""The states that are shown, each as the updates that lead to it and what the agent did."""

from __future__ import annotations

from typing import Final

from callassist.audio import host_clock
from callassist.calls.updates import (
    CallsChanged,
    CallView,
    DeviceOption,
    DevicesFound,
    LeftOvers,
    Levels,
    ListeningChanged,
    NoticeChanged,
    Said,
    Saying,
    Trouble,
    Update,
)
from callassist.events import Language
from callassist.live.messages import DeviceChoice, DeviceNotice
from callassist.softphone.phone import LinkChanged
from ui.agent.window import AgentWindow
from ui.gallery import talks, wrap_ups
from ui.gallery.conduct_scenes import CONDUCT_SCENES
from ui.gallery.knowing_scenes import KNOWING_SCENES
from ui.gallery.past_call_scenes import PAST_CALL_SCENES
from ui.gallery.promise_scenes import PROMISE_SCENES
from ui.gallery.review_scenes import REVIEW_SCENES
from ui.gallery.scene import Scene
from ui.gallery.speaking_scenes import SPEAKING_SCENES
from ui.gallery.wrap_up_scenes import WRAP_UP_SCENES

_LISTENING = ListeningChanged("listening", model="whisper-base", is_draft=True)
_LEVELS = Levels(agent=-38.0, customer=-21.0)
_AGENTS = tuple(
    DeviceOption(DeviceChoice(name=name, host_api="PulseAudio"), name, is_default=number == 0)
    for number, name in enumerate(("Headset H20 Mono", "Built-in microphone"))
)
_CUSTOMERS = tuple(
    DeviceOption(DeviceChoice(name=name, host_api="PulseAudio"), name, is_default=number == 0)
    for number, name in enumerate(("Monitor of Headset H20", "Monitor of Built-in speakers"))
)

_FOUND = DevicesFound(_AGENTS, _CUSTOMERS, DeviceChoice(), DeviceChoice())


def _active(language: Language, *more: Update, **other: object) -> list[Update]:
    call = talks.call(language, **({"answered_at": host_clock.now() - 62.4} | other))
    return [CallsChanged((call,)), _LISTENING, Said(call.key, talks.said(language)), *more]


def _talking(language: Language) -> list[Update]:
    return _active(language, Saying(talks.KEY, talks.saying(language)), _LEVELS)


def _two_calls(language: Language) -> list[Update]:
    front: CallView = talks.call(language, state="held", answered_at=host_clock.now() - 754)
    return [
        CallsChanged((front, talks.second_call())),
        ListeningChanged("held", is_draft=True),
        Said(front.key, (*talks.said(language), talks.key("hold"))),
    ]


def _choose_line(window: AgentWindow) -> None:
    view = window.call.view
    view.setCurrentIndex(view.model().index(1, 0))
    window.act("note")
    window.call.note.field.setText("LX-200")


def _devices(window: AgentWindow) -> None:
    window.setup.first_start()
    window.setup.notice.later_button.click()


def _past(language: Language) -> list[Update]:
    return [
        CallsChanged((talks.call(language, state="ended", answered_at=0.0, ended_t=312.0),)),
        CallsChanged((talks.second_call(state="ended", ended_t=48.0, key="past"),)),
        CallsChanged(()),
    ]


SCENES: Final[dict[str, Scene]] = {
    "idle": Scene(lambda language: [CallsChanged(())]),
    "idle-after-calls": Scene(_past),
    "ringing": Scene(lambda language: [CallsChanged((talks.call(language, state="ringing"),))]),
    "talking": Scene(_talking),
    "talking-compact": Scene(_talking, lambda window: window.act("compact")),
    "note": Scene(_talking, _choose_line),
    "revealed": Scene(_talking, lambda window: window.act("reveal")),
    "paused": Scene(
        lambda language: _active(
            language, ListeningChanged("paused", is_draft=True), Said(talks.KEY, (talks.key("pause"),))
        )
    ),
    "held-and-waiting": Scene(_two_calls),
    "refusing": Scene(_talking, lambda window: window.act("refuse")),
    "refused": Scene(
        lambda language: _active(language, ListeningChanged("refused"), Said(talks.KEY, (talks.key("refused"),)))
    ),
    "hanging-up": Scene(_talking, lambda window: window.act("hang_up")),
    "not-confirmed": Scene(
        lambda language: [
            CallsChanged((talks.call(language, answered_at=host_clock.now() - 15),)),
            ListeningChanged("not_confirmed"),
        ]
    ),
    "device-lost": Scene(
        lambda language: _active(
            language, DeviceNotice("agent", "lost", "Headset H20 Mono"), LinkChanged("lost", "baresip")
        )
    ),
    "disk-full": Scene(lambda language: _active(language, Trouble("journal", pending=12))),
    "no-model": Scene(
        lambda language: [
            CallsChanged((talks.call(language, answered_at=host_clock.now() - 15),)),
            ListeningChanged("failed"),
            Trouble("model"),
            LeftOvers((wrap_ups.left_over(language),)),
        ]
    ),
    "first-start-notice": Scene(lambda language: [NoticeChanged()], lambda window: window.setup.first_start()),
    "first-start-devices": Scene(
        lambda language: [NoticeChanged(), _FOUND, _LEVELS],
        _devices,
    ),
    "settings": Scene(lambda language: [], lambda window: window.act("settings")),
    "settings-voice": Scene(
        lambda language: [NoticeChanged("Nora", says_voice=True, measures_voice=True)],
        lambda window: window.act("settings"),
    ),
    "keys": Scene(lambda language: [], lambda window: window.act("keys")),
    **SPEAKING_SCENES,
    **KNOWING_SCENES,
    **CONDUCT_SCENES,
    **PAST_CALL_SCENES,
    **WRAP_UP_SCENES,
    **PROMISE_SCENES,
    **REVIEW_SCENES,
}
