"""States of how a call goes: the tone, the warnings, the prompt, and what comes after an abusive call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from callassist.audio import host_clock
from callassist.calls.updates import CallsChanged, ListeningChanged, Said, Update
from callassist.events import (
    Alert,
    Anger,
    CallEnded,
    ColleagueComplaint,
    EmpathyMissing,
    Event,
    Incident,
    Interruption,
    Language,
    MayEndCall,
    Note,
    Overpromise,
    Recorded,
    Tone,
    WarningDue,
    WarningGiven,
    Wording,
)
from ui.agent.window import AgentWindow
from ui.gallery import answers, customers, reports, saying, talks
from ui.gallery.knowing_scenes import WIDE
from ui.gallery.scene import Scene

_INSULT: Final[dict[Language, str]] = {
    "ar": "إنتو كذابين وما تفهمون شي",
    "en": "You are all liars and you understand nothing",
}
_THREAT: Final[dict[Language, str]] = {
    "ar": "أعرف وين مكتبكم وبجيكم اليوم",
    "en": "I know where your office is and I am coming today",
}
_GRIEVANCE: Final[dict[Language, str]] = {
    "ar": "حسبي الله ونعم الوكيل، ثالث مرة أتصل",
    "en": "This is a disgrace, it is the third time I call",
}
_COLLEAGUE: Final[dict[Language, str]] = {
    "ar": "الموظف اللي قبلك سكّر الخط بوجهي",
    "en": "The one before you just put the phone down on me",
}
_SAY: Final[dict[Language, tuple[str, str, str]]] = {
    "ar": (
        "أقدّر زعلك وأبي نحل الموضوع سوا، بس هالألفاظ ما نقبلها. هذا تنبيه أول، خلّنا نكمل باحترام.",
        "هذا تنبيه ثاني. للحين أبي أساعدك، بس الإساءة ما نقبلها، وإذا استمرت بضطر أنهي المكالمة.",
        "هذا التنبيه الثالث والأخير. إذا تكررت الإساءة بنهي المكالمة. خلّنا نركز على الحل الحين.",
    ),
    "en": (
        "I understand you're upset, and I want to sort this out with you, but I can't accept that language. This is a"
        " first warning: please let's keep this respectful.",
        "This is a second warning. I still want to help you, but abuse isn't acceptable, and if it goes on I will have"
        " to end this call.",
        "This is the third and final warning. If the abuse happens again, I will end this call.",
    ),
}
_CLOSING: Final[dict[Language, str]] = {
    "ar": "نبّهت ثلاث مرات والأسلوب ما تغيّر، فبنهي المكالمة الحين. حيّاك الله في أي وقت ثاني نتكلم فيه باحترام.",
    "en": "I've given three warnings and this has continued, so I'm ending the call now. You're welcome to call again.",
}
_WHOM: Final[dict[Language, str]] = {
    "ar": "المشرف المناوب، التحويلة 2100. وإن كان الخطر قائمًا الآن فرقم الطوارئ أولًا.",
    "en": "The supervisor on duty, extension 2100. If somebody is in danger right now, the emergency number first.",
}
_BETTER: Final[dict[Language, str]] = {
    "ar": "خلّني أشوف وش صار وأرجع لك بالتفصيل.",
    "en": "Let me see what happened, and I will tell you exactly.",
}
_LIARS: Final[dict[Language, str]] = {"ar": "«كذابين»", "en": "«liars»"}
_TOO_SOON: Final[dict[Language, str]] = {
    "ar": "الفني بيكون عندك خلال 10 دقايق",
    "en": "The technician will be there in 10 minutes",
}
_IN_TIME: Final[dict[Language, str]] = {
    "ar": "أبغى أعطيكم وقت نلتزم فيه: هذا ياخذ 24 ساعة، وإذا صار قبل بلغتكم.",
    "en": "I'd rather give you a time we can keep: this takes 24 hours, and if it's done sooner, I'll let you know.",
}


def _call(language: Language, *events: Event) -> list[Update]:
    """An answered call in which these came at its 61st second."""
    call = talks.call(language, answered_at=host_clock.now() - 62.4)
    recorded = tuple(Recorded(talks.KEY, 300 + place, 61.0, event) for place, event in enumerate(events))
    return [
        CallsChanged((call,)),
        ListeningChanged("listening"),
        Said(call.key, talks.said(language)),
        answers.ready(),
        customers.shown(language),
        answers.suggested(language, saying.phrase(language)),
        Said(call.key, recorded),
    ]


def _tone(language: Language) -> tuple[Event, ...]:
    return (
        Tone(t=20, level=0.2, trend="steady", reasons=()),
        Tone(t=34, level=0.45, trend="rising", reasons=("pitch +3 st",)),
        Tone(t=50, level=0.8, trend="rising", reasons=(_LIARS[language], "pitch +3 st")),
    )


def _abused(language: Language, number: int) -> tuple[Event, ...]:
    """So many outbursts, each but the last with its warning given."""
    events: list[Event] = []
    for each in range(1, number + 1):
        events.append(Anger(t=50, kind="abuse", evidence=_INSULT[language]))
        events.append(WarningDue(t=52, number=each, say=_SAY[language][each - 1]))
        if each < number:
            events.append(WarningGiven(t=54, number=each))
    return tuple(events)


def _may_end(language: Language) -> list[Update]:
    return _call(
        language,
        *_tone(language),
        *_abused(language, 3),
        WarningGiven(t=54, number=3),
        Anger(t=58, kind="abuse", evidence=_INSULT[language]),
        MayEndCall(t=60, say=_CLOSING[language]),
    )


def _ended(language: Language) -> list[Update]:
    over = talks.call(language, state="ended", answered_at=host_clock.now() - 180, ended_t=180.0)
    told = (CallEnded(t=180.0), Incident(t=180.0, report=reports.report(language)))
    recorded = tuple(Recorded(talks.KEY, 400 + place, 180.0, event) for place, event in enumerate(told))
    return [*_may_end(language), CallsChanged((over,)), ListeningChanged("off"), Said(talks.KEY, recorded)]


def _noted(language: Language) -> list[Update]:
    text = {"ar": "اعتذر العميل قبل أن يغلق الخط", "en": "The customer apologised before hanging up"}[language]
    return [*_ended(language), Said(talks.KEY, (Recorded(talks.KEY, 410, 200.0, Note(t=180.0, text=text, line=401)),))]


def _reading(window: AgentWindow) -> None:
    window.after.offer.read_button.click()


def _resting(window: AgentWindow) -> None:
    window.after.page.done.emit()
    window.after.breather.show_good(kept=4, thanks=2)
    window.after.breather.take(5)


def _due(language: Language) -> list[Update]:
    return _call(language, *_tone(language), Interruption(t=40, by="agent", overlap=0.6), *_abused(language, 2))


def _acting(*actions: str) -> Callable[[AgentWindow], None]:
    def act(window: AgentWindow) -> None:
        for action in actions:
            window.act(action)

    return act


CONDUCT_SCENES: Final[dict[str, Scene]] = {
    "tone-rising": Scene(
        lambda language: _call(language, *_tone(language), Interruption(t=40, by="agent", overlap=0.6))
    ),
    "warning-due": Scene(_due),
    "warning-given": Scene(_due, _acting("accept")),
    "warning-wide": Scene(_due, size=WIDE),
    "warning-compact": Scene(_due, _acting("compact")),
    "false-alarm": Scene(_due, _acting("reject")),
    "may-end": Scene(_may_end),
    "may-end-compact": Scene(_may_end, _acting("compact")),
    "threat": Scene(
        lambda language: _call(
            language,
            *_tone(language),
            Anger(t=58, kind="threat", evidence=_THREAT[language]),
            WarningDue(t=60, number=1, say=_SAY[language][0]),
            Alert(t=60, whom=_WHOM[language], evidence=_THREAT[language]),
        )
    ),
    "abuse-unsure": Scene(
        lambda language: _call(language, Anger(t=58, kind="abuse", evidence=_INSULT[language], counts=False))
    ),
    "colleague": Scene(lambda language: _call(language, ColleagueComplaint(t=58, evidence=_COLLEAGUE[language]))),
    "grievance": Scene(lambda language: _call(language, Anger(t=58, kind="grievance", evidence=_GRIEVANCE[language]))),
    "empathy-missing": Scene(lambda language: _call(language, EmpathyMissing(t=58))),
    "interrupting": Scene(lambda language: _call(language, Interruption(t=60, by="agent", overlap=0.6))),
    "interrupting-compact": Scene(
        lambda language: _call(language, Interruption(t=60, by="agent", overlap=0.6)), _acting("compact")
    ),
    "wording": Scene(lambda language: _call(language, Wording(t=60, kind="blame", better=_BETTER[language]))),
    "promised-too-much": Scene(
        lambda language: _call(
            language,
            Overpromise(t=60, reason="sooner", better=_IN_TIME[language], evidence=_TOO_SOON[language], number=1),
        )
    ),
    "after-abuse": Scene(_ended),
    "incident-report": Scene(_noted, _reading),
    "incident-report-wide": Scene(_noted, _reading, size=WIDE),
    "breather": Scene(_ended, _resting),
}
