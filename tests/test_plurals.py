"""Singulars and plurals that are other words: by the list and by rule, and no verb among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from callassist import paths
from callassist.errors import UserError
from callassist.knowledge.search.synonyms import Synonyms
from callassist.policies import load as load_policy
from callassist.text.normalise import fold
from callassist.text.plurals import load, other_numbers

_BROKEN = (
    "فواتير رسوم اسعار اموال مبالغ عروض اقساط ارصده ضرايب كروت بنوك مصارف كشوف قروض حدود خطوط شرايح خطط ارقام"
    " اجهزه رسايل ابراج مشاكل اعطال اخطاء شكاوي مواعيد عناوين فروع عقود وثايق اسماء نقاط هدايا اطفال"
)


@pytest.mark.parametrize(
    ("one", "several"),
    [
        *[("فاتورة", "فواتير"), ("شارع", "شوارع"), ("قائمة", "قوائم"), ("ثانية", "ثواني"), ("قانون", "قوانين")],
        *[("مشكلة", "مشاكل"), ("مبلغ", "مبالغ"), ("صندوق", "صناديق"), ("عنوان", "عناوين"), ("تقرير", "تقارير")],
        *[("شريحة", "شرائح"), ("رسالة", "رسائل"), ("دقيقة", "دقايق"), ("موعد", "مواعيد"), ("سعر", "أسعار")],
        *[("عميل", "عملاء"), ("جهاز", "أجهزة"), ("حد", "حدود"), ("company", "companies"), ("child", "children")],
        *[("box", "boxes"), ("address", "addresses")],
    ],
)
def test_a_word_and_its_plural_know_each_other(one: str, several: str) -> None:
    singular, plural = fold(one).text, fold(several).text
    found = {word.removesuffix("ه") for word in other_numbers(plural)}
    assert singular.removesuffix("ه") in found
    if one.isascii():  # the longer one is found by its beginning
        assert plural.startswith(singular) or plural in other_numbers(singular)
    else:
        assert plural in other_numbers(singular)


@pytest.mark.parametrize(
    ("word", "other"),
    [("تعمل", "تعامل"), ("يسعد", "يساعد"), ("قبل", "قبول"), ("علن", "إعلان"), ("رسله", "رسالة"), ("bus", "busy")],
)
def test_words_that_only_look_alike_do_not(word: str, other: str) -> None:
    assert fold(other).text not in other_numbers(word)
    assert word not in other_numbers(fold(other).text)


def test_the_broken_plurals_that_the_knowledge_search_knows_are_known_here() -> None:
    meanings = load_policy(paths.shipped("resources", "search", "synonyms.toml"), Synonyms).meanings
    same = [{fold(word).text for word in group} for group in meanings.values()]
    for plural in _BROKEN.split():
        (group,) = [each for each in same if plural in each]
        others = other_numbers(plural)
        assert others & group or {f"{word}ه" for word in others} & group, plural


def test_a_group_of_one_names_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "plurals.toml"
    file.write_text('ar = [["خط"]]\nen = []\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"plurals.toml has wrong values: ar\.0"):
        load(file)
