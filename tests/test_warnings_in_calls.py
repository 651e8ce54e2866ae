"""Whole calls of written lines, replayed with their keys, and what the three warnings make of them."""

from __future__ import annotations

from collections.abc import Iterable

from conduct_calls import observer, report_of, shorthand
from observed_calls import Line, events_of, spoken

from callassist.events import Anger, Event, KeyAction, Utterance
from callassist.events.conduct import AngerKind

OWN = ("warning_due", "warning_given", "may_end_call", "alert", "alarm_withdrawn", "incident")

GRIEVANCES = (
    "حسبي الله ونعم الوكيل فيكم، خدمتكم زفت",
    "والله لأشتكيكم عند الهيئة",
    "حرام عليكم بقالي أسبوع من غير نت",
    "this is a disgrace, I will complain to the regulator",
)
ABUSE = ("يا غبي يا حمار", "انتي واحدة متخلفة", "you stupid idiot", "الله ياخذكم يا كلاب")
THREAT = "أعرف وين تداوم وراح أكسر راسك"


class FakeAngerObserver:
    """Stands for what tells of anger: it knows the lines above and no others; below 0.5 it is not sure."""

    def observe(self, event: Event) -> Iterable[Event]:
        if not isinstance(event, Utterance) or event.speaker != "customer":
            return ()
        kinds: dict[AngerKind, tuple[str, ...]] = {"grievance": GRIEVANCES, "abuse": ABUSE, "threat": (THREAT,)}
        sure = event.confidence is None or event.confidence >= 0.5
        return [
            Anger(t=event.t0, t1=event.t1, kind=kind, evidence=event.text, counts=sure)
            for kind, texts in kinds.items()
            if any(text.split()[0] in event.text and text.split()[-1] in event.text for text in texts)
        ]


def call(*steps: Line | KeyAction | float) -> list[Event]:
    """A call in which each step follows the one before; a number is a silence, seconds."""
    lines: list[dict[str, object]] = []
    at = 0.0
    for each in steps:
        if isinstance(each, float):
            at += each
        elif isinstance(each, str):
            lines.append({"type": "key", "t": at, "action": each})
        else:
            lines += spoken(each, start=at)
            at = float(str(lines[-1]["t1"])) + 0.5
    return events_of([FakeAngerObserver(), observer()], lines)


def told(events: Iterable[Event]) -> list[str]:
    return shorthand([event for event in events if event.type in OWN])


CALM: tuple[Line, ...] = (
    ("agent", "السلام عليكم معك نورة من نماء تيليكوم"),
    ("customer", "عندي سؤال عن الفاتورة"),
    ("agent", "أبشر دقيقة أشوفها لك"),
)


def test_a_calm_call_and_justified_complaints_make_nothing_due() -> None:
    assert told(call(*CALM)) == []
    assert told(call(*CALM, *[("customer", text) for text in GRIEVANCES])) == []


def test_an_abusive_call_goes_through_warnings_in_three_dialects_to_its_report() -> None:
    events = call(
        *CALM,
        ("customer", ABUSE[0]),
        ("agent", "لو سمحت هالألفاظ ما نقبلها، وهذا تنبيه"),
        15.0,
        ("customer", ABUSE[1]),
        ("agent", "يا فندم لو الأسلوب ده استمر هضطر أنهي المكالمة"),
        15.0,
        ("customer", ABUSE[2]),
        ("agent", "Please stop insulting me, this is the last warning"),
        15.0,
        ("customer", ABUSE[3]),
        ("agent", "نبهت ثلاث مرات فبنهي المكالمة الحين"),
    )
    assert told(events) == [
        *("due 1", "given 1", "due 2", "given 2", "due 3", "given 3", "may end", "incident"),
    ]
    report = report_of(events)
    assert [words["text"] for words in report["words"]] == list(ABUSE)
    assert report["lines"][-1]["text"] == "نبهت ثلاث مرات فبنهي المكالمة الحين"


def test_the_same_by_keys_alone() -> None:
    steps: list[Line | KeyAction | float] = []
    for text in ABUSE:
        steps += [("customer", text), 2.0, "warning_given", 15.0]
    assert told(call(*steps)) == [
        *("due 1", "given 1", "due 2", "given 2", "due 3", "given 3", "may end", "incident"),
    ]


def test_nothing_heard_below_confidence_makes_a_strike_whatever_is_pressed() -> None:
    steps: list[Line | KeyAction | float] = []
    for text in ABUSE:
        steps += [("customer", text, 0.3), 2.0, "warning_given", 15.0]
    assert told(call(*steps)) == []


def test_a_threat_alerts_and_is_reported() -> None:
    assert told(call(*CALM, ("customer", THREAT))) == ["due 1", "alert", "incident"]


def test_a_false_alarm_is_rejected_and_its_number_used_again() -> None:
    steps: tuple[Line | KeyAction | float, ...] = (("customer", ABUSE[0]), 2.0, "alarm_rejected", 5.0)
    again: tuple[Line | KeyAction | float, ...] = (("customer", ABUSE[1]), 2.0, "warning_given")
    assert told(call(*steps, *again)) == ["due 1", "alarm_withdrawn", "due 1", "given 1"]


def test_one_long_outburst_is_one_strike() -> None:
    outburst: list[Line] = [("customer", text) for text in ABUSE * 4]
    assert told(call(*outburst, "warning_given", *outburst[:2])) == ["due 1", "given 1"]


def test_shouting_that_is_declared_disruptive_is_warned_of() -> None:
    shouting: tuple[Line | KeyAction | float, ...] = (("customer", "النت مقطوع النت مقطوع"), "disruptive")
    assert told(call(*shouting, ("agent", "الصراخ ما يخليني أساعدك، وهذا تنبيه"))) == ["due 1", "given 1"]
