"""Saying back what was explained at length."""

from __future__ import annotations

import pytest

from callassist.events import Restated, RestateDue
from tests.conversations import Line, of, played, said, spoke

ARABIC = (
    "من يوم الجمعة واللمبة الحمرا شغالة على الجهاز وما فيه إنترنت أبد طفيته وشغلته كم مرة وغيرت مكانه وما نفع معه شي "
    "وكلمتكم يوم السبت وقالوا لي الفني بيجيك الأحد استأذنت من دوامي وجلست أنتظره اليوم كله ولا أحد جاني"
)
ENGLISH = (
    "my internet has been dropping every evening since Friday, the red light on the router comes on, I restarted it "
    "four times, I called on Saturday and you promised a technician for Sunday, I stayed home from work and nobody "
    "came, and now there is a bill for 230 riyals"
)
OTHER = "ممكن رقم الهوية لو سمحت"


def told(text: str, *answers: Line) -> tuple[int, int]:
    """How often it was due and how often done, after 22 s of explanation."""
    recorded = played(said("customer", text, 1, 23), *answers, end=60.0)
    return len(of(recorded, RestateDue)), len(of(recorded, Restated))


def test_it_is_due_when_a_long_explanation_is_over() -> None:
    recorded = played(said("customer", ARABIC, 1, 23), end=30.0)
    (due,) = [item for item in recorded if isinstance(item.event, RestateDue)]
    assert (due.event.t, due.at) == (23, 23.5)
    assert of(played(said("customer", ARABIC, 1, 20.9), end=30.0), RestateDue) == []
    assert of(played(said("agent", ARABIC, 1, 23), end=30.0), RestateDue) == []


def test_backchannels_and_short_breaths_do_not_end_the_explanation() -> None:
    lines = [said("customer", ARABIC, 1, 10), said("customer", ARABIC, 11, 18), said("customer", ARABIC, 18.8, 24)]
    yes = [said("agent", "إي نعم", 10.1, 10.8), said("agent", "طيب تمام", 18.1, 18.9), spoke("agent", 15, 15.6)]
    assert len(of(played(*lines, *yes, end=40.0), RestateDue)) == 1
    taken = said("agent", "متى كلمتنا؟", 10.1, 10.9)
    assert of(played(*lines, taken, end=40.0), RestateDue) == []
    apart = [said("customer", ARABIC, 1, 12), said("customer", ARABIC, 16, 27)]
    assert of(played(*apart, end=40.0), RestateDue) == []


@pytest.mark.parametrize(
    "answer",
    [
        "يعني حضرتك اللمبة الحمرا شغالة من الجمعة والفني ما جاك",
        "خلني أتأكد إني فهمت، الجهاز ما يشتغل",
        "إذا فهمت عليك، الإنترنت مقطوع",
        "النت مقطوع من الجمعة واللمبة حمرا وجلست تنتظر الفني الأحد وما جاك أحد",
    ],
)
def test_an_arabic_restatement_ticks_itself(answer: str) -> None:
    assert told(ARABIC, said("agent", answer, 24, 28)) == (1, 1)


@pytest.mark.parametrize(
    "answer",
    [
        "so if I understand you right, it keeps dropping",
        "so the internet drops in the evening, the red light comes on, and the technician did not come on Sunday",
        "okay, dropping since Friday, four restarts, no technician on Sunday and still a bill of 230 riyals",
    ],
)
def test_an_english_restatement_ticks_itself(answer: str) -> None:
    assert told(ENGLISH, said("agent", answer, 24, 28)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (ARABIC, OTHER),
        (ARABIC, "أبشر، أشيك لك على الطلب وأرجع لك بعد دقيقة"),
        (ENGLISH, "I am sorry to hear that, let me have a look at your account"),
        (ENGLISH, "could you give me the number on your bill please"),
    ],
)
def test_other_answers_do_not(text: str, answer: str) -> None:
    assert told(text, said("agent", answer, 24, 27)) == (1, 0)


def test_the_second_turn_will_do_and_the_third_is_too_late() -> None:
    restated = said("agent", "إذا فهمت عليك، اللمبة الحمرا شغالة من الجمعة", 30, 33)
    first = [said("agent", OTHER, 24, 26), said("customer", "واحد صفر اثنين", 27, 29)]
    assert told(ARABIC, *first, restated) == (1, 1)
    second = [said("agent", "وتاريخ ميلادك؟", 29.2, 29.6), said("customer", "سنة ألف وتسعمية وتسعين", 29.7, 29.9)]
    assert told(ARABIC, *first, *second, restated) == (1, 0)


def test_the_agents_assent_is_no_turn_and_the_customers_does_not_end_one() -> None:
    restated = said("agent", "إذا فهمت عليك، اللمبة الحمرا شغالة من الجمعة", 30, 33)
    others = [
        said("agent", "طيب", 24, 24.4),
        said("customer", "أيوه", 24.6, 25),
        said("agent", "تمام", 25.2, 25.6),
        said("customer", "نعم", 26, 26.4),
    ]
    assert told(ARABIC, *others, restated) == (1, 1)


def test_unsure_words_do_not_count_against_the_agent() -> None:
    # As heard these words hold too little of the explanation; the doubtful ones are not held against them.
    heard_badly = said("agent", "برتقالة ليمونة تفاحة موزة خوخة رمانة", 26, 28, confidence=0.2)
    restated = said("agent", "اللمبة حمرا من الجمعة والفني ما جاك", 24, 26)
    assert told(ARABIC, restated, heard_badly) == (1, 1)
    assert told(ARABIC, heard_badly | {"t0": 24, "t1": 25}, restated | {"t0": 25.2, "t1": 28}) == (1, 1)


def test_what_the_customer_adds_belongs_to_it() -> None:
    added = said("customer", "والفاتورة نزلت مئتين وثلاثين ريال والهيئة بتوصلها شكوى", 24.5, 26)
    answer = said("agent", "الفاتورة نزلت 230 ريال وشكوى للهيئة", 27, 29)
    assert told(ARABIC, added, answer) == (1, 1)
    assert told(ARABIC, answer) == (1, 0)
