"""Which department takes a problem, heard from the customer's words, and the note that goes with the call."""

from __future__ import annotations

from pathlib import Path

import pytest
from observed_calls import Line, events_of, spoken

from callassist import paths
from callassist.errors import UserError
from callassist.events import Handover, Language
from callassist.knowledge.directory import HandoverObserver, load_directory

DIRECTORY = load_directory()


def handovers(*lines: Line, language: Language = "ar") -> list[Handover]:
    events = events_of([HandoverObserver(DIRECTORY, language)], spoken(*lines))
    return [event for event in events if isinstance(event, Handover)]


def departments(*lines: Line) -> list[str]:
    return [event.department for event in handovers(*lines)]


@pytest.mark.parametrize(
    ("said", "department"),
    [
        # Modern Standard Arabic
        ("لو سمحت أريد التحدث إلى المدير فورا", "complaints"),
        ("أريد إلغاء الاشتراك قبل نهاية الشهر", "retention"),
        ("تعرضت لاحتيال وأعطيتهم الرمز", "fraud"),
        ("أريد خطوطا لموظفي شركتي", "business"),
        ("أنا أعترض على الفاتورة الأخيرة", "billing"),
        ("توفي والدي وأريد إغلاق خطه", "family-care"),
        # Gulf
        ("والله إن ما انحلت اليوم لأشتكيكم عند الهيئة", "complaints"),
        ("أبي ألغي الخدمة خلاص ما عاد أبيها", "retention"),
        ("واحد اتصل وعطيته الكود وانسحبت فلوسي", "fraud"),
        ("عندي مؤسسة وأبي باقات للموظفين", "business"),
        ("خصمتوا مني مرتين هالشهر", "billing"),
        ("الفني ما جاني وأنا أنتظره من الصبح", "technical"),
        ("أبوي الله يرحمه خطه لسا شغال", "family-care"),
        ("وين أقرب فرع لي", "branches"),
        # Egyptian
        ("عايز المدير لو سمحت", "complaints"),
        ("عايز ألغي الاشتراك وأروح لشركة تانية", "retention"),
        ("أنا اتنصب عليا في التليفون", "fraud"),
        ("نت الشركة واقع من الصبح", "business"),
        ("أنا دفعت الفاتورة مرتين بالغلط", "billing"),
        ("الفني مجاش وأنا مستنيه", "technical"),
        ("والدتي اتوفت وعايز أقفل خطها", "family-care"),
        ("الرقم متنقلش لحد دلوقتي", "mobile"),
        # English
        ("I want to speak to your manager", "complaints"),
        ("I'd like to cancel my subscription please", "retention"),
        ("I think I've been scammed", "fraud"),
        ("I need lines for my employees", "business"),
        ("you charged me twice this month", "billing"),
        ("the technician never came", "technical"),
        ("my father passed away last week", "family-care"),
        ("where is your nearest branch", "branches"),
    ],
)
def test_a_customer_who_names_it_is_understood_at_once(said: str, department: str) -> None:
    assert departments(("customer", said)) == [department]


@pytest.mark.parametrize(
    "said",
    [
        "عندي سؤال عن الفاتورة",
        "كم رسوم التأخير",
        "لماذا زادت فاتورتي هذا الشهر",
        "عايز أقسط الفاتورة على كذا شهر",
        "فلوسي هترجع إمتى",
        "أبي أعرف كم سعر الفايبر",
        "الله يعطيك العافية أبي أغير باقتي",
        "أنا مش عايز أشتكي حد",
        "ما أبي ألغي الاشتراك بس أبي أغير الباقة",
        "الله يرحم والديك ساعدني",
        "how much is roaming",
        "I don't want to cancel my subscription",
        "I have a question about my bill",
    ],
)
def test_a_plain_question_is_the_agents_own(said: str) -> None:
    assert departments(("customer", said)) == []


@pytest.mark.parametrize(
    ("told", "tried"),
    [
        ("النت مقطوع عندي واللمبة الحمرا شغالة", "طفيت الراوتر وشغلته كم مرة وما نفع"),
        ("النت فاصل من امبارح وفيه لمبة حمرا", "عملت ريستارت للراوتر ومنفعش"),
        ("الإنترنت مقطوع والضوء الأحمر مضاء", "أعدت تشغيل الراوتر ولم يتغير شيء"),
        ("there is no internet and a red light", "I restarted the router and it didn't help"),
    ],
)
def test_a_fault_is_the_agents_until_something_was_tried(told: str, tried: str) -> None:
    assert departments(("customer", told)) == []
    assert departments(("customer", told), ("agent", "طيب"), ("customer", tried)) == ["technical"]


@pytest.mark.parametrize(
    "question", ["هل جربت تطفي الراوتر وتشغله", "جربت تفصله وتشغله؟", "have you already tried a restart"]
)
def test_a_question_whether_something_was_tried_tells_of_nothing_tried(question: str) -> None:
    fault = ("customer", "النت مقطوع عندي واللمبة الحمرا شغالة there is no internet and a red light")
    assert departments(fault, ("agent", question)) == []
    told = handovers(fault, ("agent", question), ("customer", "إي جربت وما نفع"))
    assert [event.department for event in told] == ["technical"]
    assert told[0].note is not None
    assert question not in told[0].note


def test_what_touches_on_a_department_adds_up_over_the_call() -> None:
    first, second = ("customer", "عندي شكوى"), ("customer", "وهذي ثالث مرة أتصل عليكم")
    assert departments(first) == departments(second) == []
    assert departments(first, ("agent", "نعم"), second) == ["complaints"]


def test_the_same_words_twice_count_once() -> None:
    assert departments(*[("customer", "عندي شكوى")] * 3) == []


def test_a_department_is_told_once_in_a_call_and_again_in_the_next() -> None:
    lines = spoken(("customer", "أبي ألغي الخدمة"), ("agent", "أبشر"), ("customer", "ألغي الاشتراك قلت لك"))
    observer = HandoverObserver(DIRECTORY, "ar")
    for _ in range(2):
        told = [event for event in events_of([observer], lines) if isinstance(event, Handover)]
        assert [event.department for event in told] == ["retention"]


def test_two_problems_go_to_two_departments() -> None:
    assert departments(
        ("customer", "خصمتوا مني مرتين"), ("agent", "أعتذر لك"), ("customer", "خلاص أبي المدير الحين")
    ) == ["billing", "complaints"]


def test_where_the_same_words_speak_for_two_the_graver_matter_goes_first() -> None:
    assert departments(("customer", "فاتورة الشركة فيها غلط")) == ["business"]
    grief: Line = ("customer", "أبوي الله يرحمه وأبي ألغي الاشتراك")
    assert departments(grief, ("agent", "عظم الله أجركم"), ("customer", "الله يجزاك خير")) == ["family-care"]


def test_the_agents_words_name_no_department() -> None:
    assert departments(("agent", "تبي تلغي الاشتراك ولا تبي تكلم المدير"), ("agent", "أحولك على قسم الشركات")) == []


def test_what_was_hardly_heard_names_no_department() -> None:
    assert departments(("customer", "أبي ألغي الاشتراك", 0.3)) == []


def test_the_note_says_what_is_wanted_and_what_was_tried() -> None:
    (told,) = handovers(
        ("agent", "السلام عليكم معك نماء تيليكوم"),
        ("customer", "النت مقطوع عندي له ثلاثة أيام"),
        ("agent", "كيف لون الضوء في الجهاز"),
        ("customer", "اللمبة الحمرا شغالة"),
        ("customer", "وطفيت الراوتر وشغلته وما نفع"),
    )
    assert told.department == "technical"
    assert told.note is not None
    wants, tried = told.note.split("\n")
    assert wants == "ما يريده العميل: «النت مقطوع عندي له 3 أيام» «اللمبة الحمرا شغالة»"
    assert tried == "ما جُرِّب حتى الآن: «وطفيت الراوتر وشغلته وما نفع»"


def test_what_is_wanted_and_tried_in_one_breath_is_quoted_once() -> None:
    (told,) = handovers(("customer", "النت مقطوع واللمبة الحمرا شغالة وطفيت الراوتر وما نفع"))
    assert told.note == "ما يريده العميل: «النت مقطوع واللمبة الحمرا شغالة وطفيت الراوتر وما نفع»"


def test_the_note_says_when_nothing_was_tried_and_is_in_the_calls_language() -> None:
    (told,) = handovers(("customer", "I want to speak to a manager"), language="en")
    assert told.note == "What the customer wants: «I want to speak to a manager»\nNothing was said of anything tried"


def test_the_note_is_made_of_treated_words() -> None:
    (told,) = handovers(
        ("customer", "my card number is four two six three nine eight two six four zero two six nine two nine nine"),
        ("customer", "and you charged me twice on card 4263 9826 4026 9299"),
        language="en",
    )
    assert told.note is not None
    assert "9299" not in told.note
    assert "[card]" in told.note


def test_a_long_story_is_shortened_at_a_word() -> None:
    story = "خصمتوا مني مرتين " + "وأنا متضايق " * 40
    (told,) = handovers(("customer", story))
    assert told.note is not None
    line = told.note.split("\n")[0]
    assert line.endswith("…»")
    assert len(line) < DIRECTORY.handover.longest + 40


# ── The file ──────────────────────────────────────────────────────────────────────────────────────────────


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = paths.shipped("resources", "knowledge", "directory.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "directory.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("enough = 2", "enough = 0", "handover.enough"),
        ('extension = "2101"', 'extension = "call me"', "departments.5.extension"),
        ('id = "billing"', 'id = "technical"', "the department technical stands there twice"),
        ('"الفاتورة غلط"', '"القسم الفني"', "«القسم الفني» names both technical and billing"),
        ('"القسم الفني"', '"!"', "departments.5.named.1: Value error, a phrase needs a word to match"),
        ("after_trying", "after_triyng", "departments.5.after_triyng"),
        ('takes = { ar = "أعطال', 'takes = { fr = "أعطال', "departments.5.takes.fr"),
    ],
)
def test_a_mistake_in_the_directory_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(UserError, match=r"directory\.toml") as error:
        load_directory(changed(tmp_path, old, new))
    assert reason in str(error.value)
