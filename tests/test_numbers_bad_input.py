"""Whatever comes in as text, numbers are found in order, inside it, in time that grows with its length."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.errors import UserError
from callassist.events import Language
from callassist.paths import shipped
from callassist.text import number_words
from callassist.text.numbers import find_numbers, spoken_to_digits

WORDS = sorted(number_words.lexicon().words)
anything = st.text(st.characters(exclude_categories=()), max_size=40)
pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([*",.،-/+%؟ ", "و", "في", "to", "riyals", "ريال", "مارس", "march", "of", "the", "الساعة", "uh"]),
    st.text("0123456789٠٥٫٬.,", min_size=1, max_size=6),
    anything,
)
gibberish = st.lists(pieces, max_size=15).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


@given(st.one_of(anything, gibberish), st.sampled_from(["ar", "en", None]), st.booleans())
def test_numbers_are_in_order_and_made_of_their_parts(text: str, language: Language | None, lone: bool) -> None:
    end = 0
    for number in find_numbers(text, language, lone=lone):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        assert number.digits
        assert number.digits.isascii()
        assert number.digits.isdecimal()
        assert "".join(number.parts) == number.digits
        assert (number.value is None) == (number.kind == "digits")
        assert number.written


@given(gibberish)
def test_no_typed_digit_is_lost_or_changed(text: str) -> None:
    before = [number for number in find_numbers(text) if not number.spoken]
    edited = spoken_to_digits(text)
    for number in before:
        start, end = edited.forward(number.start, number.end)
        assert edited.text[start:end] == text[number.start : number.end]


@given(gibberish)
def test_every_digit_typed_is_in_some_number(text: str) -> None:
    covered = {place for number in find_numbers(text) for place in range(number.start, number.end)}
    assert all(place in covered for place, char in enumerate(text) if char.isdecimal())


@pytest.mark.parametrize(
    "piece",
    [
        "one ", "one, ", "oh five five. and ten ", "to ", "twenty-", "point five ", "double ", "uh ", "a hundred ",
        "three thousand, ", "five five .... ", "خمسة وعشرين ", "و ", "و", "ألف ", "خمسة تلات مرات ", "1", "1.", "1,111",
        "٠", "a'", " ", "\ud800", "\u0301\u0316", "ب\u064e\u0651", "\u1161", "\u200d", "يوم خمسة ", "march five ",
    ],
)  # fmt: skip
def test_a_long_line_of_the_same_is_treated(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    edited = spoken_to_digits(text)
    assert edited.text.isprintable() or not edited.edits or "\ud800" in text


def test_lone_surrogates_and_bidi_controls_between_digits_change_nothing() -> None:
    (found,) = find_numbers("4\u202e1\ud8001\u200f1")
    assert (found.digits, found.start, found.end) == ("4111", 0, 7)


def test_a_word_list_that_says_two_things_of_a_word_is_refused(tmp_path: Path) -> None:
    shipped_list = shipped("resources", "text", "numbers-en.toml").read_text(encoding="utf-8")
    damaged = tmp_path / "numbers-en.toml"
    damaged.write_text(shipped_list.replace('2 = "two', '2 = "one two'), encoding="utf-8")
    with pytest.raises(UserError, match=r"numbers-en\.toml.*“one” means two things"):
        number_words.read([damaged])


def test_a_word_list_with_a_wrong_value_names_file_and_key(tmp_path: Path) -> None:
    shipped_list = shipped("resources", "text", "numbers-en.toml").read_text(encoding="utf-8")
    damaged = tmp_path / "numbers-en.toml"
    damaged.write_text(shipped_list.replace('of = ["of"]', "of = 5"), encoding="utf-8")
    with pytest.raises(UserError, match=r"numbers-en\.toml.*context\.of"):
        number_words.read([damaged])
