"""Whether a warning was given, by the meaning of the agent's own words."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from conduct_calls import EAR, says

from callassist import paths
from callassist.conduct.given import WarningListener
from callassist.conduct.outbursts import Given
from callassist.events import Utterance
from callassist.knowledge import phrases
from callassist.knowledge.wording import SLOTS


@pytest.mark.parametrize(
    "said",
    [
        # Modern Standard Arabic
        "أرجو التوقف عن الشتم وإلا سأضطر إلى إنهاء المكالمة",
        "أنبّهك إلى أن هذه الألفاظ غير مقبولة",
        "هذا آخر تنبيه بشأن أسلوبك في الحديث",
        "إذا استمرت الإهانات فلن أتمكن من مواصلة المكالمة",
        # Gulf
        "لو سمحت لا تستخدم هالألفاظ وإلا بقفل الخط",
        "ما أقبل هالأسلوب، وإذا استمريت بنهي المكالمة",
        "ما أقدر أكمل معك بهالطريقة",
        "أحذرك يا أخوي، السب والشتم ما نقبله",
        "احترم نفسك وإلا بقفل",
        "ترى هذا إنذار، ما نسمح بالتطاول على أحد",
        "هذا إنذار أخير لك",
        "إذا كملت بنهي المكالمة",
        "ودي أحل موضوع الفاتورة، بس إذا استمر هالأسلوب بنهي المكالمة",
        # Egyptian
        "الأسلوب ده مش مقبول ولو استمر هقفل المكالمة",
        "مع احترامي لحضرتك بس لو فضلت تشتم هضطر أقفل",
        "بنبه حضرتك إن الكلام ده ما يصحش",
        "لو كملت بالطريقة دي المكالمة هتنتهي",
        "من فضلك متزعقش، ده تحذير",
        "يا فندم لو حضرتك ما بطلتش شتيمة هقفل السكة",
        "سياسة الشركة بتسمحلي بإنهاء المكالمة لو استمرت الألفاظ دي",
        # English
        "One more insult and this call is over",
        "Please refrain from abusive language, otherwise the call will be terminated",
        "Please stop swearing or I will have to end the call",
        "If you keep talking to me like that I'm going to hang up",
        "I need to warn you that this language is not acceptable",
        "I don't want to end this call, but I will end the call if that language continues",
        "I won't be able to continue if you keep insulting me",
    ],
)
def test_a_warning_is_heard_in_the_agents_own_words(said: str) -> None:
    assert EAR.signs(said).is_warning


@pytest.mark.parametrize(
    "said",
    [
        "اهدأ من فضلك",
        "لو سمحت اهدى شوية عشان أقدر أساعدك",
        "لا تستخدم هالألفاظ لو سمحت",
        "أعتذر عن الإزعاج، دقيقة وأكون معك",
        "راح أنهي المكالمة الحين لأن النظام يعيد التشغيل",
        "أعتذر عن أسلوب زميلي وعن إنهاء المكالمة معك",
        "أنا آسفة على أسلوبي، وما راح أنهي المكالمة قبل ما نحلها",
        "وصلك تنبيه بتجاوز الباقة",
        "أنبهك إن الفاتورة تصدر يوم خمسة",
        "خلنا نتكلم بهدوء عشان نحل الموضوع",
        "إذا استمر العطل بنهي المكالمة وأتصل عليك بعدها",
        "هذا آخر تنبيه قبل فصل الخدمة لعدم سداد الفاتورة",
        "If the line keeps dropping I'll end the call and ring you back",
        "The last warning about your overdue bill came on Sunday",
        "Please calm down",
        "please don't use that language",
        "I'm sorry, my colleague was rude and hung up on you",
        "I apologize for my tone, I won't end the call before this is solved",
        "I have to end the call now as our office is closing",
        "You can change the language in settings before you end the call",
        "مع احترامي لك ما أقدر أساعدك في هالطلب",
        "ما أسمعك زين، ممكن ترفع صوتك وإلا أقفل وأتصل عليك",
        "With all due respect, I can't help with that request",
        "This is a warning that your data is running out",
    ],
)
def test_what_is_no_warning_is_not_taken_for_one(said: str) -> None:
    assert not EAR.signs(said).is_warning


def heard(*utterances: Utterance) -> list[Given]:
    listener = WarningListener(EAR)
    return [given for utterance in utterances if (given := listener.hear(utterance)) is not None]


LINES = [line.split("\t") for line in (Path(__file__).parent / "warnings_said.tsv").read_text("utf-8").splitlines()[1:]]


def test_the_written_lines_are_told_apart() -> None:
    assert len(LINES) >= 800
    assert [said for is_one, said in LINES if EAR.signs(said).is_warning != (is_one == "yes")] == []


def test_what_is_told_apart_is_so_without_its_marks() -> None:
    """A recogniser may write none. Where a mark alone tells that something new begins, one is taken for the other."""
    wrong = [
        said for is_one, said in LINES if EAR.signs(re.sub(r"[،.,;؟?!]", " ", said)).is_warning != (is_one == "yes")
    ]
    assert len(wrong) <= len(LINES) / 100


BEHAVIOUR, FOLLOWS = "هالألفاظ ما نقبلها أبدا", "وبعدها بضطر أنهي المكالمة"


def test_a_warning_may_be_spread_over_two_utterances_in_a_row() -> None:
    first, second = says(10, BEHAVIOUR, t1=12), says(13, FOLLOWS, t1=15)
    expected = [Given(13, 15, f"{BEHAVIOUR} {FOLLOWS}")]
    assert heard(first, second) == expected
    assert heard(second, first) == expected, "finals may come out of order"
    assert heard(first, says(13, "دقيقة لو سمحت"), says(16, FOLLOWS)) == [], "something else was said in between"
    assert heard(first, says(40, FOLLOWS)) == [], "too long after"


def test_words_that_were_not_heard_surely_give_no_warning() -> None:
    text = "هالألفاظ ما نقبلها وهذا تنبيه"
    assert heard(says(10, text)) != []
    assert heard(says(10, text, confidence=0.3)) == []
    assert heard(says(10, text, unsure=((0, 8),))) == []
    assert heard(says(10, text, unsure=((len(text) - 5, len(text)),))) == []


def test_a_revised_utterance_gives_its_warning_once() -> None:
    text = "هالألفاظ ما نقبلها وهذا تنبيه"
    assert len(heard(says(10, text), says(10, text, revises=3), says(20, text))) == 2


def test_an_utterance_without_length_or_words_is_none() -> None:
    assert heard(says(10, "", t1=10), says(10, "…", t1=10)) == []


def test_no_shipped_phrase_is_taken_for_a_warning() -> None:
    shipped = phrases.load(None)
    said = [
        phrase.wording.filled(dict.fromkeys(SLOTS, "منى"), customer=None, agent=None)
        for situation, dialect in product(phrases.SITUATIONS, phrases.DIALECTS)
        for phrase in shipped.of(situation, dialect)
    ]
    assert len(said) > 700
    assert [text for text in said if EAR.signs(text).is_warning] == []


def test_plain_talk_of_the_service_is_taken_for_no_warning() -> None:
    """What the shipped articles and offers say, and what customers ask for."""
    knowledge = [file for file in paths.shipped("resources", "knowledge").rglob("*") if file.is_file()]
    said = [part for file in knowledge for part in re.split(r"(?<=[.?!؟؛])\s+|\n", file.read_text("utf-8"))]
    customers = (Path(__file__).parent / "situation_lines.tsv").read_text("utf-8").splitlines()
    said += [line.split("\t")[-1] for line in customers]
    assert len(said) > 1500
    assert [text for text in said if EAR.signs(text).is_warning] == []
