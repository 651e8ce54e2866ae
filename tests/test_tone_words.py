"""The customer's tone by their words: what heats it, what cools it, what counts little, and what must not count."""

from __future__ import annotations

from functools import cache

import pytest

from callassist.conversation import tone_policy
from callassist.conversation.tone_words import Repeating, ToneWords
from callassist.events import Speaker, Utterance
from callassist.knowledge import situations


@cache
def words() -> ToneWords:
    return ToneWords(tone_policy.load_policy(), situations.load())


def said(text: str, t0: float = 0.0, *, speaker: Speaker = "customer", **more: object) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t0 + 3, speaker=speaker, text=text, **{"confidence": 0.9, **more})  # type: ignore[arg-type]


HOT = [
    ("إنتو كذابين", "كذابين"),
    ("هذي ثالث مرة أتصل عليكم ومحد يرد", "ثالث مرة"),
    ("دي تالت مرة أكلمكم والنت لسه واقع", "تالت مرة"),
    ("هذه هي المرة الثالثة التي أتصل فيها بكم", "المرة الثالثة"),
    ("أنتم تكذبون علينا", "تكذبون علينا"),
    ("إنتوا بتضحكوا عليا", "بتضحكوا عليا"),
    ("لو ما اتحلت النهارده هلغي الاشتراك", "هلغي"),
    ("شكرا على ولا شيء", "شكرا على ولا شيء"),
    ("طفح الكيل", "طفح الكيل"),
    ("صارلي ساعة منتظر", "ساعة منتظر"),
    ("حلوها الحين", "حلوها الحين"),
    ("حسبي الله ونعم الوكيل", "حسبي الله"),
    ("you people are liars", "liars"),
    ("this is the third time I've called", "third time"),
    ("thanks for nothing", "thanks for nothing"),
    ("fix it right now", "right now"),
    ("or else I will cancel", "or else"),
    ("this is ridiculous", "ridiculous"),
]
CALM = [
    "النت عندي مقطوع من أمس",
    "وصلتني رسالة نصب على الجوال",
    "آخر مرة اتصلت قالوا لي يومين",
    "اخر مرة دفعت الفاتورة كانت الشهر الماضي",
    "أنا كذاب لو قلت غير كذا",
    "كيف الغي الاشتراك لو سمحت",
    "أول مرة أتصل عليكم",
    "ممكن تحولني على قسم الفواتير",
    "عندي ثلاث خطوط ولازم ادفع الحين؟",
    "ابي ادفع الفاتورة الحين",
    "I'd like to know how to cancel my contract",
    "do I have to pay right now",
    "my cable was screwed into the wall",
    "the internet is down right now",
    "for the first time it worked",
    "how many times can I use my card",
    "my house was robbed and the router is gone",
    "I'm not angry",
]
RELIEF = [
    "شكرا جزيلا لك",
    "الحمد لله اشتغل النت",
    "آسف إني عصبت",
    "مو ذنبك",
    "that's great",
    "sorry for shouting",
    "thank you so much",
]


@pytest.mark.parametrize(("text", "because"), HOT)
def test_words_that_heat_are_told_as_they_were_said(text: str, because: str) -> None:
    signs = words().told(said(text)).signs
    assert any(because in (sign.reason or "") for sign in signs), signs
    assert all(0 < sign.heat <= 1 for sign in signs)


@pytest.mark.parametrize("text", CALM)
def test_plain_words_heat_nothing(text: str) -> None:
    assert words().told(said(text)).signs == ()


@pytest.mark.parametrize("text", RELIEF)
def test_thanks_and_relief_cool(text: str) -> None:
    tone = words().told(said(text))
    assert tone.relief is not None
    assert not tone.signs


@pytest.mark.parametrize("doubt", [{"unsure": ((0, 40),)}, {"confidence": 0.2}])
@pytest.mark.parametrize("text", ["إنتو كذابين", "you people are liars", "حسبي الله ونعم الوكيل"])
def test_what_was_hardly_heard_counts_little_and_is_no_reason(text: str, doubt: dict[str, object]) -> None:
    (sign,) = words().told(said(text, **doubt)).signs
    assert sign.reason is None
    assert sign.heat < words().policy.telling.rise
    assert words().told(said("الحمد لله اشتغل النت", **doubt)).relief is None


def test_the_same_words_count_once() -> None:
    (sign,) = words().told(said("حسبي الله")).signs
    assert sign.heat == words().policy.words.heat.angry


@pytest.mark.parametrize("text", ["", "   ", "[بطاقة]", "؟!…", "لا", "0" * 500, "كذابين " * 3000])
def test_any_text_is_taken(text: str) -> None:
    words().told(said(text))


# ── Saying it again ───────────────────────────────────────────────────────────────────────────────────────

COMPLAINT = "الإنترنت ينقطع كل ليلة والراوتر الجديد ما يشتغل في الصالة"


def test_what_is_said_again_unasked_is_a_sign() -> None:
    repeating = Repeating(words())
    assert repeating.customer(said(COMPLAINT, 0)) is None
    assert repeating.customer(said("رقمي خمسة", 10)) is None
    again = repeating.customer(said(COMPLAINT, 20))
    assert again is not None
    assert (again.reason or "").startswith("again «الإنترنت ينقطع")


def test_what_the_agent_asked_for_again_is_none() -> None:
    repeating = Repeating(words())
    repeating.customer(said(COMPLAINT, 0))
    repeating.agent(said("ممكن تعيد لو سمحت؟", 12, speaker="agent"))
    assert repeating.customer(said(COMPLAINT, 16)) is None


@pytest.mark.parametrize("t", [4.0, 2000.0])
def test_at_once_or_much_later_it_is_no_repetition(t: float) -> None:
    repeating = Repeating(words())
    repeating.customer(said(COMPLAINT, 0))
    assert repeating.customer(said(COMPLAINT, t)) is None


def test_numbers_that_are_dictated_again_are_no_repetition() -> None:
    repeating = Repeating(words())
    repeating.customer(said("1 2 3 4 5 6 7", 0))
    assert repeating.customer(said("1 2 3 4 5 6 7", 20)) is None
