"""A complaint that got no kind word within the agent's next two turns is told, once, if all was surely heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from observed_calls import Line, events_of, spoken

from callassist.conversation import courtesy
from callassist.conversation.empathy import EmpathyObserver
from callassist.events import (
    Anger,
    CallEnded,
    CallStarted,
    EmpathyMissing,
    Event,
    HearingNotice,
    KeyPressed,
    PhraseOffered,
    Speaker,
    Tick,
    Utterance,
)
from callassist.knowledge import situations

COURTESY = courtesy.load()
SITUATIONS = situations.load()
COMPLAINT: Line = ("customer", "النت مقطوع عندي من أسبوع وما أحد رد علي")
COLD: list[Line] = [
    ("agent", "عطني رقم الجوال المسجل عندك"),
    ("customer", "هو نفسه اللي أتصل منه الحين"),
    ("agent", "طيب الفني يوصلك بكرة الصبح"),
    ("customer", "متى بالضبط بكرة"),
]


def missing(lines: Sequence[dict[str, object]], **more: float) -> list[float]:
    found = events_of([EmpathyObserver(COURTESY, SITUATIONS)], lines, **more)
    return [event.t for event in found if isinstance(event, EmpathyMissing)]


def observed(*events: Event) -> list[float]:
    observer = EmpathyObserver(COURTESY, SITUATIONS)
    begin = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
    return [told.t for event in (begin, *events) for told in observer.observe(event)]


def said(speaker: Speaker, text: str, t0: float, t1: float, **more: object) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t1, speaker=speaker, text=text, **more)  # type: ignore[arg-type]


def two_cold_turns(start: float) -> list[Event]:
    return [
        said("agent", "عطني رقم الجوال المسجل", start, start + 2),
        said("customer", "هو نفسه اللي أتصل منه", start + 3, start + 5),
        said("agent", "طيب الفني يوصلك بكرة", start + 6, start + 8),
    ]


@pytest.mark.parametrize(
    "complaint",
    [
        "النت مقطوع عندي من أسبوع وما أحد رد علي",
        "الفاتورة جاية غلط والمبلغ زيادة",
        "بقالي أسبوع مستني الفني ومحدش جه",
        "My internet has been down for three days",
        "أبوي توفى قبل يومين وأبي ألغي الخط",
        "الموظف اللي كلمني قبلك كان وقح",
    ],
)
def test_a_complaint_that_nobody_feels_for_is_told_with_its_time(complaint: str) -> None:
    lines = spoken(("agent", "معك سارة تفضل"), ("customer", complaint), *COLD)
    assert missing(lines) == [lines[1]["t0"]]


@pytest.mark.parametrize("turn", [0, 2])
@pytest.mark.parametrize("kind", ["معك حق والله وأنا آسفة", "حقك علينا يا فندم", "I'm so sorry to hear that"])
def test_a_kind_word_in_one_of_two_turns_is_enough(turn: int, kind: str) -> None:
    answers = list(COLD)
    answers[turn] = ("agent", f"{kind} {answers[turn][1]}")
    assert missing(spoken(COMPLAINT, *answers)) == []


def test_a_kind_word_in_the_third_turn_comes_too_late() -> None:
    assert missing(spoken(COMPLAINT, *COLD, ("agent", "أعتذر لك عن هذا التأخير"))) == [0.0]


def test_a_kind_word_while_the_customer_still_complains_counts() -> None:
    lines = spoken(COMPLAINT, *COLD)
    lines.append({"type": "utterance", "t0": 1.0, "t1": 1.6, "speaker": "agent", "text": "آسف", "confidence": 0.9})
    assert missing(lines) == []


def test_two_turns_are_needed_and_a_mere_yes_is_none() -> None:
    assert missing(spoken(COMPLAINT, *COLD[:1])) == []
    short: list[Line] = [("agent", "أيوه"), ("customer", "والله تعبت وأنا أتصل عليكم"), ("agent", "طيب")]
    assert missing(spoken(COMPLAINT, *short)) == []


def test_the_customers_yes_does_not_part_a_turn() -> None:
    lines: list[Line] = [
        COMPLAINT,
        ("agent", "أشوف عندي بلاغ في منطقتكم"),
        ("customer", "إي"),
        ("agent", "والفنيين يشتغلون عليه الحين"),
        ("customer", "إي"),
        ("agent", "وأنا آسفة على كل هذا"),
    ]
    assert missing(spoken(*lines)) == []


def test_silence_ends_a_turn_and_speech_goes_on_with_it() -> None:
    lines = spoken(COMPLAINT, *COLD[:3])
    end = float(str(lines[-1]["t1"]))
    assert missing(lines) == [0.0]
    lines += spoken(("agent", "وأعتذر لك عن اللي صار"), start=end + 2)
    assert missing(lines) == []


def test_one_complaint_is_told_once_however_often_it_is_repeated() -> None:
    again: list[Line] = [("customer", "والله زهقت منكم والنت مقطوع"), *COLD]
    assert missing(spoken(COMPLAINT, *again, *again)) == [0.0]


def test_another_complaint_is_another() -> None:
    other: list[Line] = [("customer", "وبعدين الفاتورة جاية غلط والمبلغ زيادة"), *COLD]
    lines = spoken(COMPLAINT, *COLD, *other)
    assert missing(lines) == [0.0, lines[5]["t0"]]


def test_the_same_complaint_much_later_is_another() -> None:
    lines = spoken(COMPLAINT, *COLD)
    lines += spoken(COMPLAINT, *COLD, start=200)
    assert missing(lines) == [0.0, 200.0]


def test_a_grievance_is_a_complaint_whatever_it_is_about() -> None:
    grievance = Anger(t=1, kind="grievance", evidence="…", t1=4)
    words = said("customer", "أنا بشوف شغلي معكم", 1, 4)
    end = CallEnded(t=60)
    assert observed(words, *two_cold_turns(5), end) == []
    assert observed(words, grievance, *two_cold_turns(5), end) == [1]
    assert observed(words, Anger(t=1, kind="grievance", evidence="…", counts=False), *two_cold_turns(5), end) == []
    assert observed(words, Anger(t=1, kind="abuse", evidence="…"), *two_cold_turns(5), end) == []


def test_a_situation_and_its_grievance_are_one_complaint() -> None:
    text = str(COMPLAINT[1])
    events = [said("customer", text, 1, 4), Anger(t=1, kind="grievance", evidence=text, t1=4), *two_cold_turns(5)]
    assert observed(*events, said("customer", "متى يعني بالضبط", 14, 16), Tick(t=17), CallEnded(t=60)) == [1]


def test_a_complaint_that_was_not_surely_heard_is_none() -> None:
    text = str(COMPLAINT[1])
    assert missing(spoken(("customer", text, 0.3), *COLD)) == []
    unsure = said("customer", text, 1, 4, unsure=((0, len(text)),))
    assert observed(unsure, *two_cold_turns(5), CallEnded(t=60)) == []


@pytest.mark.parametrize(
    "between",
    [
        said("agent", "طيب آسف خلني أشوف", 5, 7, unsure=((4, 7),)),
        said("agent", "طيب خلني أشوف لك", 5, 7, confidence=0.2),
        KeyPressed(t=5, action="pause"),
        KeyPressed(t=5, action="refused"),
        HearingNotice(t=5, state="not_heard", speaker="agent"),
        HearingNotice(t=5, state="no_sound", lag=2.0),
    ],
)
def test_what_was_not_surely_heard_never_counts_as_missing(between: Event) -> None:
    complaint = said("customer", str(COMPLAINT[1]), 1, 4)
    assert observed(complaint, *two_cold_turns(8), CallEnded(t=60)) == [1]
    assert observed(complaint, between, *two_cold_turns(8), CallEnded(t=60)) == []


def test_speech_without_words_never_counts_as_missing() -> None:
    lines = spoken(COMPLAINT)
    end = float(str(lines[0]["t1"]))
    lines += spoken(*COLD, start=end + 5)
    assert missing(lines) == [0.0]
    assert missing([*lines, {"type": "speech", "t0": end + 1, "t1": end + 3, "speaker": "agent"}]) == []
    assert missing([*lines, {"type": "speech", "t0": end + 1, "t1": end + 40, "speaker": "agent"}]) == []


def test_words_that_come_late_are_waited_for() -> None:
    """In a live call finals come a second after speech stops, and time goes on meanwhile."""
    complaint, first, back, second = said("customer", str(COMPLAINT[1]), 1, 4), *two_cold_turns(5)
    kind = said("agent", "وأنا آسف على اللي صار", 14, 16)
    late = [complaint, first, back, second, Tick(t=17, heard_to=14.0), kind, Tick(t=22), CallEnded(t=60)]
    assert observed(*late) == []


def test_who_says_the_phrase_that_was_offered_is_kind_enough() -> None:
    text = "واضح إن الموضوع شغل وقتك. نبدأ من أول خطوة سوا"
    complaint, first, back, second = said("customer", str(COMPLAINT[1]), 1, 4), *two_cold_turns(8)
    offered = PhraseOffered(t=4, situation="frustration", id="x", text=text)
    spoken_it = said("agent", "طيب واضح إن الموضوع شغل وقتك نبدأ من أول", 5, 7)
    assert observed(complaint, spoken_it, first, back, second, CallEnded(t=60)) == [1]
    assert observed(complaint, offered, spoken_it, first, back, second, CallEnded(t=60)) == []


def test_calls_do_not_mix() -> None:
    observer = EmpathyObserver(COURTESY, SITUATIONS)
    begin = CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")
    events: Iterable[Event] = [begin, said("customer", str(COMPLAINT[1]), 1, 4), begin, *two_cold_turns(5)]
    assert [told for event in (*events, CallEnded(t=60)) for told in observer.observe(event)] == []
