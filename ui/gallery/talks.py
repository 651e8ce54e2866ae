"""Two fictitious calls, in Arabic and in English. Numbers are of ranges that nobody has, names of nobody."""

from __future__ import annotations

from callassist.calls.updates import CallView
from callassist.events import (
    Event,
    KeyPressed,
    Language,
    Note,
    Partial,
    Recorded,
    Speaker,
    Utterance,
)

KEY = "gallery"
ID_TOKEN = "gallery-id"
ID_VALUE = "1000000008"

_Turn = tuple[float, Speaker, str, str]
"""When it began, who, what was said, and a doubted part of it (empty for none)."""

_ARABIC: tuple[_Turn, ...] = (
    (2, "agent", "السلام عليكم، القنديل للاتصالات، معك نورة، كيف أقدر أخدمك؟", ""),
    (8, "customer", "وعليكم السلام أختي، النت عندي مقطوع له ثلاثة أيام.", ""),
    (14, "customer", "وهذي ثاني مرة أتصل عليكم على نفس الموضوع.", ""),
    (21, "agent", "أعتذر لك، وحقك علينا. ممكن رقم الهوية لو سمحت؟", ""),
    (29, "customer", "[id]، وجهازي من نوع LX-200 مركب في الصالة.", "مركب في الصالة"),
    (41, "agent", "وصلني بلاغك 50271 وفاتورتك 230.50 ريال، والفني عندك اليوم قبل الساعة 16:00.", ""),
    (52, "customer", "إي زين. وإذا بسدد الفاتورة الحين، رقم البطاقة [card] والرمز [cvv].", ""),
)
_ENGLISH: tuple[_Turn, ...] = (
    (2, "agent", "Good afternoon, Lantern Telecom, Nora speaking. How can I help?", ""),
    (8, "customer", "Hello. The line drops every evening, and it has done so for three days.", ""),
    (14, "customer", "This is the second time I am calling about it.", ""),
    (21, "agent", "I am sorry, that must be tiring. May I have your ID number, please?", ""),
    (29, "customer", "It is [id], and the router is the LX-200 in the hall cupboard.", "hall cupboard"),
    (41, "agent", "Your case is 50271, the bill is 230.50, and a technician comes before 16:00 today.", ""),
    (52, "customer", "Fine. If I pay the bill now, the card is [card] and the code is [cvv].", ""),
)
_PARTIALS: dict[Language, tuple[str, str]] = {
    "ar": ("طيب ومتى أتوقع ", "يرجع النت عندي"),
    "en": ("And when can I expect ", "the line to be"),
}
_NOTES: dict[Language, str] = {
    "ar": "وُعد بفني يوم السبت ولم يحضر",
    "en": "Was promised a technician on Saturday, none came",
}


def call(language: Language, **other: object) -> CallView:
    """The call in front, active unless said otherwise."""
    name = {"ar": "سالم العتيبي", "en": "Salem Otaibi"}[language]
    view: dict[str, object] = {
        "key": KEY,
        "state": "active",
        "direction": "inbound",
        "number": "+966550000012",
        "display": "+966 55 000 0012",
        "name": name,
        "language": language,
        "can_answer": True,
        "can_hang_up": True,
    }
    return CallView(**(view | other))  # type: ignore[arg-type]  # as CallView wants them


def second_call(**other: object) -> CallView:
    """Another call, waiting unless said otherwise."""
    view: dict[str, object] = {
        "key": "second",
        "state": "ringing",
        "direction": "inbound",
        "number": "+201000000034",
        "display": "+20 100 000 0034",
        "waiting": True,
        "can_answer": True,
        "can_hang_up": True,
    }
    return CallView(**(view | other))  # type: ignore[arg-type]  # as above


def said(language: Language, turns: int | None = None) -> tuple[Recorded, ...]:
    """The talk as it is recorded, with a note at its third line."""
    recorded = []
    for seq, (t, speaker, text, doubted) in enumerate((_ARABIC if language == "ar" else _ENGLISH)[:turns], start=1):
        at = text.find(doubted)
        unsure = ((at, at + len(doubted)),) if doubted else ()
        mask = text.find("[id]")
        behind = ((mask, mask + 4, ID_TOKEN),) if mask >= 0 else ()
        recorded.append(
            _at(seq, Utterance(t=t, t0=t, t1=t + 4, speaker=speaker, text=text, unsure=unsure, behind=behind))
        )
        if seq == 3:
            recorded.append(_at(100, Note(t=t, text=_NOTES[language], line=seq)))
    return tuple(recorded)


def key(action: str, t: float = 60.0, seq: int = 200) -> Recorded:
    """A chord that was recorded."""
    return _at(seq, KeyPressed(t=t, action=action))  # type: ignore[arg-type]  # one of the key actions


def saying(language: Language) -> Partial:
    """What the customer is saying just now."""
    stable, rest = _PARTIALS[language]
    return Partial(t=60, speaker="customer", text=stable + rest, stable=len(stable))


def _at(seq: int, event: Event) -> Recorded:
    return Recorded(call=KEY, seq=seq, at=event.t, event=event)
