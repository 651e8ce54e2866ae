"""Error rates, the normalisation before them, their intervals, and the company's words found and invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.events import LANGUAGES, Language
from callassist.speech.evaluation.scoring import (
    Errors,
    character_errors,
    difference_interval,
    interval,
    normalised,
    word_errors,
)
from callassist.speech.evaluation.wordlists import WordList, content_words

WORDS = st.lists(st.sampled_from(["red", "light", "router", "bill", "الفاتورة", "ساعة"]), max_size=12).map(tuple)
RESULTS = st.builds(
    Errors,
    units=st.integers(0, 50),
    substitutions=st.integers(0, 20),
    deletions=st.integers(0, 20),
    insertions=st.integers(0, 20),
)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("It's eight o'clock.", "its 8 oclock", "en"),
        ("Four one one one, double one oh five", "4111-1105", "en"),
        ("three thousand dollars", "3,000 dollars", "en"),
        ("THE CAFÉ", "the cafe\u0301", "en"),
        ("أهلاً وسهلاً", "اهلا وسهلا", "ar"),
        ("السّاعة عشرة", "الساعه ١٠", "ar"),
        ("مســـؤول، على الطلبِ", "مسوول علي الطلب", "ar"),
    ],
)
def test_taste_in_writing_is_no_error(one: str, other: str, language: Language) -> None:
    assert normalised(one, language) == normalised(other, language)


@pytest.mark.parametrize(("one", "other"), [("colour", "color"), ("I will", "I'll"), ("fifteen", "fifty")])
def test_what_was_said_differently_stays_different(one: str, other: str) -> None:
    assert normalised(one, "en") != normalised(other, "en")


def test_one_wrong_digit_is_one_error_however_the_number_is_grouped() -> None:
    said, heard = normalised("four one one one, one one one one", "en"), normalised("4111 1171", "en")
    assert word_errors(said, heard) == Errors(units=8, substitutions=1)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_becomes_bare_words(text: str, language: Language) -> None:
    words = normalised(text, language)
    assert all(word and word.isalnum() for word in words)
    assert not any(char.isspace() for word in words for char in word)


def test_errors_are_told_by_kind() -> None:
    found = word_errors(("the", "light", "turns", "red"), ("the", "night", "red", "now"))
    assert (found.units, found.total) == (4, 3)
    assert found.rate == pytest.approx(0.75)
    assert word_errors(("turns", "red"), ("red",)) == Errors(units=2, deletions=1)
    assert character_errors(("red",), ("rod",)) == Errors(units=3, substitutions=1)


def test_words_out_of_nothing_are_insertions_without_a_rate() -> None:
    found = word_errors((), ("thank", "you"))
    assert found == Errors(units=0, insertions=2)
    assert found.rate is None
    assert word_errors((), ()) == Errors()


@given(WORDS, WORDS)
def test_edits_account_for_the_difference_in_length(said: tuple[str, ...], heard: tuple[str, ...]) -> None:
    found = word_errors(said, heard)
    assert found.insertions - found.deletions == len(heard) - len(said)
    assert (found.total == 0) == (said == heard)


@given(st.lists(RESULTS, min_size=2, max_size=12))
def test_the_interval_lies_within_what_single_recordings_show(results: list[Errors]) -> None:
    found = interval(results)
    rates = [each.rate for each in results if each.rate is not None]
    if not rates:
        assert found is None
        return
    assert found is not None
    low, high = found
    assert 0 <= low <= high
    if all(each.units for each in results):
        assert min(rates) - 1e-9 <= low <= high <= max(rates) + 1e-9


def test_a_single_recording_has_no_interval() -> None:
    assert interval([Errors(units=10, substitutions=1)]) is None
    assert interval([]) is None


def test_equal_recordings_leave_no_doubt() -> None:
    assert interval([Errors(units=10, deletions=2)] * 5) == pytest.approx((0.2, 0.2))


def test_a_difference_is_judged_recording_by_recording() -> None:
    hard, easy = Errors(units=10, substitutions=9), Errors(units=10, substitutions=1)
    better = [Errors(each.units, each.substitutions - 1) for each in (hard, easy, hard, easy)]
    assert difference_interval(better, [hard, easy, hard, easy]) == pytest.approx((-0.1, -0.1))


def test_list_words_are_found_missed_and_invented() -> None:
    listed = WordList(["router", "ticket number", "bill"], "en")
    spotted = listed.spot(
        normalised("The router, the router and a ticket number", "en"), normalised("a router and the bill", "en")
    )
    assert spotted.found == {"router": 1}
    assert spotted.missed == {"router": 1, "ticket number": 1}
    assert spotted.invented == {"bill": 1}


def test_an_arabic_list_word_counts_with_whatever_clings_to_it() -> None:
    listed = WordList(["الفاتورة", "رقم الطلب"], "ar")
    spotted = listed.spot(normalised("بالفاتورة ورقم الطلب", "ar"), normalised("الفاتورة رقم طلب فاتوره", "ar"))
    assert spotted.found == {"الفاتورة": 1, "رقم الطلب": 1}
    assert spotted.invented == {"الفاتورة": 1}


def test_content_words_are_those_a_company_would_list() -> None:
    texts = ["Please check the router, it isn't working", "The router has 4 lights", "My invoice is wrong"]
    found = content_words(texts, "en", most=3)
    assert found[0] == "router"  # two of three speak of it
    assert len(found) == 3
    assert not {"please", "the", "isnt", "4"} & set(content_words(texts, "en", most=80))


def test_arabic_content_words_keep_their_spelling() -> None:
    found = content_words(["أبغى الفاتورة الأخيرة ومتى تنتهي عشرة"], "ar", most=80)
    assert "الأخيرة" in found
    assert not {"أبغى", "ومتى", "عشرة"} & set(found)
