"""An incident report of the gallery's abusive call, in the form of `docs/conduct.md`; plainly fictitious."""

from __future__ import annotations

from typing import Any, Final

from callassist.events import Language

_SAID: Final[dict[Language, dict[str, str]]] = {
    "ar": {
        "name": "عميل تجريبي",
        "complaint": "وهذي ثاني مرة أتصل عليكم على نفس الموضوع.",
        "sorry": "أعتذر لك، وحقك علينا.",
        "insult": "إنتو كذابين وما تفهمون شي",
        "warning": "هذا تنبيه أول، هالألفاظ ما نقبلها",
        "closing": "نبّهت ثلاث مرات، فبنهي المكالمة الحين. مع السلامة.",
        "told": "قيلت التنبيهات الثلاثة واستمرت الإساءة، وللموظف أن ينهيها.",
        "reason": "«كذابين»",
    },
    "en": {
        "name": "Sample Customer",
        "complaint": "This is the second time I am calling about it.",
        "sorry": "I am sorry, that must be tiring.",
        "insult": "You are all liars and you understand nothing",
        "warning": "This is a first warning, I can't accept that language",
        "closing": "I've given three warnings, so I'm ending the call now. Goodbye.",
        "told": "Three warnings were given and the abuse went on; the agent may end it.",
        "reason": "«liars»",
    },
}


def _at(t: float) -> dict[str, Any]:
    return {"t": t, "clock": f"2026-03-01T10:{int(t) // 60:02}:{int(t) % 60:02}+03:00"}


def report(language: Language, *, call: str = "gallery", stands: bool = True) -> dict[str, Any]:
    """A call of three minutes with all three warnings."""
    said = _SAID[language]
    withdrawn = None if stands else _at(174)
    insults = [
        _at(t) | {"t1": t + 3, "kind": "abuse", "text": said["insult"], "sure": t != 120, "confirmed": None}
        for t in (60, 90, 120, 150)
    ]
    warnings = [
        {
            "number": number,
            "due": _at(t),
            "say": said["warning"],
            "given": _at(t + 6),
            "heard": heard,
            "withdrawn": None,
        }
        for number, t, heard in ((1, 63, said["warning"]), (2, 93, None), (3, 123, None))
    ]
    lines = (
        (48, "customer", "complaint"),
        (52, "agent", "sorry"),
        (60, "customer", "insult"),
        (66, "agent", "warning"),
        (156, "agent", "closing"),
    )
    return {
        "version": 1,
        "call": {
            "id": call,
            "started_at": "2026-03-01T10:00:00+03:00",
            "direction": "inbound",
            "language": language,
        },
        "customer": {"name": said["name"], "number": "+966550000012", "person": None},
        "because": ["may_end_call"],
        "stands": stands,
        "warnings_given": 3,
        "warnings": warnings,
        "words": [each | {"withdrawn": withdrawn if each["t"] == 150 else None} for each in insults],
        "alerts": [],
        "may_end": [_at(153) | {"say": said["closing"], "told": said["told"], "withdrawn": withdrawn}],
        "rejected": [] if stands else [_at(174) | {"number": None, "text": said["insult"]}],
        "tone": [_at(60) | {"level": 0.8, "trend": "rising", "reasons": [said["reason"], "pitch +3 st"]}],
        "lines": [_at(t) | {"speaker": speaker, "text": said[text]} for t, speaker, text in lines],
        "ended": _at(180) | {"reason": "hangup"},
        "additions": [],
    }
