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
    ],
)
def test_a_word_is_known_by_those_beside_it(heard: str, meant: str) -> None:
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
    ],
)
def test_what_was_rightly_heard_or_may_be_two_is_left(said: str) -> None:
    assert mended(said).text == said


def test_a_date_that_rests_on_a_guess_is_unsure() -> None:
    (promise,) = EAR.hear("سأتصل بك يوم السبل", datetime.fromisoformat(MONDAY)).promises
    assert promise.due is not None
    assert promise.due.text == "2026-04-18"
    assert promise.unsure
