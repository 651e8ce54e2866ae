"""Words that were misheard are put right by those beside them, and left where they may be two."""

from __future__ import annotations

from datetime import datetime

import pytest

from callassist.promises.mending import mended
from callassist.promises.policy import load_policy
from callassist.promises.promised import PromiseEar
from tests.promise_lines import MONDAY

EAR = PromiseEar(load_policy())


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("هنبعتلك المندوب يوم الممعة", "هنبعتلك المندوب يوم الجمعه"),
        ("المبلغ هيرجع خلال 5 أيام عم", "المبلغ هيرجع خلال 5 أيام عمل"),
        ("سأتصل بك الساعة اتيين", "سأتصل بك الساعة اتنين"),
        ("بكلمص بعد نص ساعة", "بكلمك بعد نص ساعة"),
        ("هكلمكالساعة 9", "هكلمك الساعه 9"),
        ("we'll call within 40 eighd hours", "we'll call within 48 hours"),
        ("it will arrive in to days", "it will arrive in two days"),
        ("I ill phone you by close uf play", "I will phone you by close of play"),
        ("your account will be creditedby Sunday", "your account will be credited by Sunday"),
        ("بكلمك نسف ساعة", "بكلمك نصف ساعة"),
        ("في ظرف ساعة ومص", "في ظرف ساعة ونص"),
        ("خلال اسنتي 10 ساعة", "خلال 12 ساعة"),
        ("خلال ساعة نص", "خلال ساعة ونص"),
        ("وم 30 بالشهر", "يوم 30 بالشهر"),
        ("الفني عندك بعض بكرة", "الفني عندك بعد بكرة"),
        ("خلال يومي بس", "خلال يومين بس"),
        ("الساعة ربع العصر", "الساعة اربع العصر"),
        ("I'll come within tow hours", "I'll come within two hours"),
        ("it arrives in bive to 7 days", "it arrives in 5 to 7 days"),
        ("tomorrow at half pat four", "tomorrow at half past four"),
        ("give ne 20 minutes", "give me 20 minutes"),
    ],
)
def test_a_word_is_known_by_those_beside_it(heard: str, meant: str) -> None:
    assert mended(heard).text == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("by the end or the month", "by the end of the month"),
        ("no later than end f next week", "no later than end of next week"),
        ("قبل آغر الأسبوع", "قبل اخر الأسبوع"),
        ("إم شاء الله نرد لك", "ان شاء الله نرد لك"),
        ("I'll ge back to you", "I'll get back to you"),
    ],
)
def test_a_word_is_known_by_the_phrase_it_is_of(heard: str, meant: str) -> None:
    assert mended(heard).text == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("ظيعاود القسم الاتصال بك غدا", "سيعاود القسم الاتصال بك غدا"),
        ("بيورك المندوب بكرة", "بيزورك المندوب بكرة"),
        ("ثوف نعالج الشكوى", "سوف نعالج الشكوى"),
        ("راح يكلبك المشرف", "راح يكلمك المشرف"),
        ("سأحيطشم علما", "ساحيطكم علما"),
        ("we will rink you", "we will ring you"),
        ("it will be fynished", "it will be finished"),
    ],
)
def test_a_verb_is_known_by_its_frame(heard: str, meant: str) -> None:
    assert mended(heard).text == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("all call you tomorrow", "i'll call you tomorrow"),
        ("tell be back by six", "it'll be back by six"),
        ("our driver vill bring it", "our driver will bring it"),
        ("ze're sending it today", "we're sending it today"),
        ("we 'll send it", "we'll send it"),
        ("I'm going do call you", "I'm going to call you"),
        ("I'll check ant call you", "I'll check and call you"),
    ],
)
def test_an_english_will_is_known_by_the_verb_behind_it(heard: str, meant: str) -> None:
    assert mended(heard).text == meant


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("خلالثلاتة أيام", "خلال تلاته أيام"),
        ("برقم البلاغغدا", "برقم البلاغ غدا"),
        ("يوم الأحدإن شاء الله", "يوم الاحد ان شاء الله"),
        ("هيكوناتحلت بكرة", "هيكون اتحلت بكرة"),
        ("هيو صل بكرة", "هيوصل بكرة"),
        ("بعد ال أربعاء", "بعد الاربعاء"),
        ("your cardwill come", "your card will come"),
        ("I'll call thisafternoon", "I'll call this afternoon"),
        ("within 40 eig ht hours", "within 48 hours"),
    ],
)
def test_words_are_cut_apart_and_put_together(heard: str, meant: str) -> None:
    assert mended(heard).text == meant


@pytest.mark.parametrize(
    "said",
    [
        "أحتاج منك رقم الهوية",
        "تكلم البنك بتاعك بكرة",
        "بنبلغك الأبوع القادم",
        "We will send it on the 15 th of May",
        "I want to go there on Sunday",
        "You should be alone at home",
        "I'm ending the call now",
        "we went through all of it",
        "no later than Friday",
        "خلال ثلث ساعة",
        "سيكلفك ذلك 50 ريالا",
        "أرسلت لك الرابط",
        "الله يعطيك العافية",
        "ليتواصل معك القسم",
        "في نهاية العقد",
        "إن استمر الصياح",
    ],
)
def test_what_was_rightly_heard_or_may_be_two_is_left(said: str) -> None:
    assert mended(said).text == said


@pytest.mark.parametrize(
    "said",
    ["حضرتك نقدر تعدي بكرة", "the technician sait he will be there at four", "hopevully it will be fixed tomorrow"],
)
def test_what_makes_it_no_promise_is_heard_through_a_letter(said: str) -> None:
    assert EAR.hear(said, datetime.fromisoformat(MONDAY)).promises == ()


def test_of_a_day_that_may_be_two_only_the_promise_is_told() -> None:
    (promise,) = EAR.hear("بنبلغك الأبوع القادم", datetime.fromisoformat(MONDAY)).promises
    assert promise.due is None


@pytest.mark.parametrize("said", ["هرد عليك خلال ابغ و 20 ساعة", "سأتصل بك خلال زهقي 10 ساعة"])
def test_what_is_left_of_a_number_is_no_date(said: str) -> None:
    (promise,) = EAR.hear(said, datetime.fromisoformat(MONDAY)).promises
    assert promise.due is None


def test_a_tomorrow_is_guessed_only_where_no_day_was_said() -> None:
    now = datetime.fromisoformat(MONDAY)
    (guessed,) = EAR.hear("سنبلغكم بنتيجة الشكوى غقا", now).promises
    assert guessed.due is not None
    assert (guessed.due.text, guessed.unsure) == ("2026-04-14", True)
    assert mended("سنبلغكم يوم الخميس بنتيجة غقا").text == "سنبلغكم يوم الخميس بنتيجة غقا"


def test_a_date_that_rests_on_a_guess_is_unsure() -> None:
    (promise,) = EAR.hear("سأتصل بك يوم السبل", datetime.fromisoformat(MONDAY)).promises
    assert promise.due is not None
    assert promise.due.text == "2026-04-18"
    assert promise.unsure
