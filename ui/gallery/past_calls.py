"""Past calls to be shown, plainly fictitious, and a fake desk that has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from callassist.events import Language, Recorded, Speaker, Utterance
from callassist.reports.call_filters import Filters
from callassist.reports.call_log import Found, LoggedCall, Page
from callassist.reports.exporting import CallForm, ListForm
from callassist.reports.log_desk import Listed, NotRead, Opened, Told
from callassist.reports.said_search import After
from callassist.reports.who_called import Promised
from callassist.reports.whole_call import Cue, PastNote, WholeCall
from ui.gallery.reports import report

_NAMES: Final[dict[Language, tuple[str | None, ...]]] = {
    "ar": ("منى التجريبية", "أحمد المثال", None, "سارة النموذج", "خالد الافتراضي", None),
    "en": ("Muna Sample", "Ahmad Example", None, "Sara Specimen", "Khalid Placeholder", None),
}
_SAID: Final[dict[Language, tuple[tuple[Speaker, str], ...]]] = {
    "ar": (
        ("agent", "السلام عليكم، معك نورة من نماء تيليكوم، كيف أخدمك؟"),
        ("customer", "النت مقطوع عندي من أمس المغرب، وهذي ثالث مرة أتصل على نفس الموضوع وكل مرة تقولون بكرة ينحل."),
        ("agent", "أعتذر لك، هذا متعب فعلًا، وحقك علينا. خليني أشوف الخط الحين."),
        ("customer", "رقم هويتي [id] ورقم الراوتر LX-200."),
        ("agent", "الخط فيه تشويش، وسعر الزيارة 50 ريال."),
        ("customer", "وفاتورتي بعد غلط! إنتو كذابين وما تفهمون شي!"),
        ("agent", "هذا تنبيه أول، هالألفاظ ما نقبلها. بكلمك بكرة الساعة أربع العصر."),
        ("customer", "طيب، بس لا تنسون الفواتير، كلها غلط مو فاتورة وحدة."),
    ),
    "en": (
        ("agent", "Good morning, this is Nora at Namaa Telecom, how can I help?"),
        ("customer", "The line has been down since yesterday evening, and this is the third time I call about it."),
        ("agent", "I am sorry, that must be tiring. Let me look at the line now."),
        ("customer", "My ID is [id] and the router is an LX-200."),
        ("agent", "There is noise on the line, and a visit costs 50 riyals."),
        ("customer", "And my bill is wrong as well! You are all liars and you understand nothing!"),
        ("agent", "This is a first warning, I can't accept that language. I will call you tomorrow at four."),
        ("customer", "All right, but don't forget the bills: all of them are wrong, not one bill."),
    ),
}
_FLAGS: Final[tuple[dict[str, int], ...]] = (
    {"abuse": 1, "warning": 1, "interruption": 2, "misstatement": 1, "redacted": 1},
    {},
    {"cut": 1},
    {"gap": 2},
    {"interruption": 1},
    {"refused": 1},
)


def calls(language: Language, *, found: bool = False, most: int = 40) -> tuple[LoggedCall, ...]:
    """A list of them, the newest first."""
    return tuple(_call(language, number, found=found) for number in range(most))


def _call(language: Language, number: int, *, found: bool) -> LoggedCall:
    kind = number % len(_FLAGS)
    flags: Any = _FLAGS[kind]
    said = Found(6, 46, "customer", _SAID[language][5][1], ((0, 7),) if language == "ar" else ((4, 11),), 2)
    return LoggedCall(
        key=UUID(int=number + 1),
        id=f"c{number}",
        started_at=f"2026-03-{28 - number // 6:02d}T{17 - kind:02d}:{(number * 7) % 60:02d}:00+03:00",
        ended_t=None if number == 1 else 62.0 + 41 * number,
        end_reason=None if number == 1 else "cut" if kind == 2 else "hangup",
        direction="inbound",
        number=f"+9665500000{number:02d}",
        display=f"\u206605500 000 {number:02d}\u2069",
        language=language,
        agent={"ar": "نورة", "en": "Nora"}[language],
        person=None,
        name=_NAMES[language][kind],
        flags=flags,
        interrupted=0,
        category=None if kind in (1, 2) else "outage",
        outcome=None if kind in (1, 2) else "solved",
        wrapped_up=kind not in (1, 2),
        open_promises=1 if kind == 0 else 0,
        found=said if found else None,
    )


def whole(language: Language, call: LoggedCall) -> WholeCall:
    """One of them, with most of what a call can have."""
    said = tuple(
        Recorded(call.id, number + 1, 9.0 * number, _utterance(9.0 * number + 1, speaker, text, number))
        for number, (speaker, text) in enumerate(_SAID[language])
    )
    words = {"ar": "كذابين", "en": "liars"}[language]
    cues = (
        Cue("empathy_missing", 20, 12, {}, 2),
        Cue("phrase", 21, 13, {"text": {"ar": "حقك علينا", "en": "That should not have happened"}[language]}, 2),
        Cue("interruption", 22, 19.5, {"by": "agent", "overlap": 0.7}, 3),
        Cue("redacted", 23, 29, {"kind": "id"}, 4),
        Cue("misstatement", 24, 38, {"claimed": "50", "correct": "75"}, 5),
        Cue("anger", 25, 46, {"kind": "abuse", "evidence": words}, 6),
        Cue("warning_due", 26, 49, {"number": 1}, 6),
        Cue("warning_given", 27, 55, {"number": 1}, 7),
    )
    return WholeCall(
        call=call,
        said=said,
        cues=cues,
        notes=(PastNote(30, 30, "LX-200", 4),),
        talk={
            "agent": ((1, 6), (19.5, 25), (37, 43), (55, 62)),
            "customer": ((10, 20.2), (28, 34), (46, 53), (64, 67)),
        },
        tone=((10, 0.3), (20, 0.45), (46, 0.85), (55, 0.6), (64, 0.3)),
        promises=(Promised({"ar": "اتصال", "en": "A call"}[language], "2026-03-29T16:00:00+03:00", "open"),),
        wrap_up={"category": "outage", "outcome": "solved", "csat": 3},
        summary=_SAID[language][1][1],
        incident=report(language),
        metrics={"agent_talk_s": 23.5, "customer_talk_s": 26.2, "agent_interruptions": 1, "silence_s": 4},
    )


def _utterance(t: float, speaker: Speaker, text: str, number: int) -> Utterance:
    unsure = ((0, 7),) if number == 4 else ()
    return Utterance(t=t, t0=t, t1=t + 7, speaker=speaker, text=text, confidence=0.8, unsure=unsure)


class FakeLogDesk:
    """Answers at once with calls of the gallery, and writes down what it was asked.

    Attributes:
        asked: method names with their arguments, in order. fault: what it says instead of calls. silent: it says
            nothing. unreadable: no call can be opened. damaged: so many rows of each are.
    """

    def __init__(self, tell: Callable[[Told], None], language: Language, most: int = 40) -> None:
        self.tell = tell
        self.asked: list[tuple[object, ...]] = []
        self.fault: tuple[str, str] | None = None
        self.silent = self.unreadable = False
        self.damaged = 0
        self._language: Language = language
        self._most = most

    def start(self) -> None:
        """Asked to begin."""

    def close(self) -> None:
        """Asked to end."""
        self.asked.append(("close",))

    def join(self) -> None:
        """Ended at once."""

    def list_calls(self, asked: int, filters: Filters, after: After | None = None) -> None:
        """Some calls; those with words are found by these words."""
        self.asked.append(("list_calls", filters, after))
        if self.silent:
            return
        if self.fault is not None:
            self.tell(NotRead(asked, *self.fault))
            return
        fitting = calls(self._language, found=bool(filters.said), most=self._most)
        fitting = tuple(call for call in fitting if filters.flags <= set(call.flags))
        if filters.customer:
            fitting = tuple(call for call in fitting if call.name and filters.customer in call.name)
        page = Page(fitting, After(1) if after is None and len(fitting) >= self._most > 0 else None)
        if after is not None:
            later = tuple(replace(call, key=UUID(int=call.key.int + 1000)) for call in fitting)
            page = Page(later, None)
        all_of_them = None if filters.said else len(fitting)
        self.tell(Listed(asked, page, all_of_them, after is None, ("outage", "billing"), ("solved", "not_solved")))

    def open_call(self, asked: int, key: UUID) -> None:
        """The whole of one."""
        self.asked.append(("open_call", key))
        if self.unreadable:
            self.tell(NotRead(asked, "This call can't be read: its rows are damaged.", "Restore it from a backup."))
        elif not self.silent:
            wanted = next(call for call in calls(self._language) if call.key.int == (key.int - 1) % 1000 + 1)
            opened = whole(self._language, replace(wanted, key=key))
            self.tell(Opened(asked, replace(opened, damaged=self.damaged)))

    def export_list(self, filters: Filters, form: ListForm, target: Path) -> None:
        """Asked to write a list."""
        self.asked.append(("export_list", filters, form, target))

    def export_call(self, key: UUID, form: CallForm, target: Path, language: Language) -> None:
        """Asked to write a call."""
        self.asked.append(("export_call", key, form, target, language))

    def export_papers(self, filters: Filters, folder: Path, language: Language) -> None:
        """Asked to write calls on paper."""
        self.asked.append(("export_papers", filters, folder, language))

    def stop(self) -> None:
        """Asked to stop."""
        self.asked.append(("stop",))
