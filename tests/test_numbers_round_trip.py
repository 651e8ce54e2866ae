"""A number said in any variety is read back, alone and in its place in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from callassist.text.numbers import find_numbers, spoken_to_digits
from tests.spoken_numbers import EGYPTIAN, ENGLISH_DIGITS, GULF, STANDARD, Variety, english

# Every order of magnitude as likely as the next.
numbers = st.integers(0, 9).flatmap(lambda size: st.integers(0, 10**size - 1))
arabic = st.sampled_from([STANDARD, GULF, EGYPTIAN])


@pytest.mark.parametrize("variety", [STANDARD, GULF, EGYPTIAN, None])
def test_every_number_up_to_two_thousand_is_read(variety: Variety | None) -> None:
    for number in range(2, 2100):
        said, currency = (variety.say(number), "ريال") if variety else (english(number), "riyals")
        assert spoken_to_digits(f"{said} {currency}").text == f"{number} {currency}"


@given(arabic, numbers)
@example(STANDARD, 999_999_999)
@example(GULF, 100_000)
@example(EGYPTIAN, 1_001_001)
def test_an_arabic_amount_is_read_in_every_variety(variety: Variety, number: int) -> None:
    assert spoken_to_digits(f"دفعت {variety.say(number)} ريال").text == f"دفعت {number} ريال"


@given(arabic, numbers)
def test_a_number_word_for_word_apart_is_read_as_well(variety: Variety, number: int) -> None:
    apart = variety.say(number).replace(" و", " و ").replace("و احد", "واحد")
    assert spoken_to_digits(f"دفعت {apart} ريال").text == f"دفعت {number} ريال"


@given(arabic, st.sampled_from(["ب", "ل", "و", "ال", "بال", "لل"]), st.integers(11, 999_999))
def test_what_clings_to_a_number_stays_in_front_of_it(variety: Variety, clitic: str, number: int) -> None:
    # «المية» and «الألف» alone are more often water and a letter.
    assume(number not in (100, 1000))
    assert spoken_to_digits(f"{clitic}{variety.say(number)} ريال").text == f"{clitic}{number} ريال"


@given(numbers, st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]), st.sampled_from([", ", " "]))
def test_an_english_amount_is_read(number: int, joined: str, hyphen: str, comma: str) -> None:
    said = english(number, joined=joined, hyphen=hyphen, comma=comma)
    assert spoken_to_digits(f"I paid {said} riyals.").text == f"I paid {number} riyals."


@given(numbers)
def test_a_cardinal_says_what_it_is_worth_and_where_it_stands(number: int) -> None:
    said = english(number)
    (found,) = find_numbers(f"so {said} riyals")
    assert (found.start, found.end) == (3, 3 + len(said))
    assert (found.value, found.digits, found.kind, found.spoken) == (Decimal(number), str(number), "cardinal", True)


@given(st.text("0123456789", min_size=3, max_size=24), st.sampled_from(["en", "standard", "gulf", "egyptian"]))
def test_digits_read_out_one_by_one_are_one_number(digits: str, variety: str) -> None:
    words = {
        "en": ENGLISH_DIGITS,
        "standard": STANDARD.units,
        "gulf": GULF.units,
        "egyptian": EGYPTIAN.units,
    }[variety]
    (found,) = find_numbers(" ".join(words[int(digit)] for digit in digits))
    assert (found.digits, found.value, found.kind) == (digits, None, "digits")
    assert found.parts == tuple(digits)


@given(st.lists(st.integers(10, 99), min_size=3, max_size=10).filter(lambda pairs: any(p % 10 for p in pairs)))
@pytest.mark.parametrize("variety", [STANDARD, GULF, EGYPTIAN, None])
def test_pairs_read_out_are_one_number(variety: Variety | None, pairs: list[int]) -> None:
    said = " ".join(variety.say(pair) if variety else english(pair) for pair in pairs)
    assert [found.digits for found in find_numbers(said)] == ["".join(map(str, pairs))]


@given(st.lists(st.text("0123456789", min_size=4, max_size=4), min_size=2, max_size=4))
def test_groups_with_pauses_between_them_are_one_number(groups: list[str]) -> None:
    said = ", ".join(" ".join(ENGLISH_DIGITS[int(digit)] for digit in group) for group in groups)
    assert [found.digits for found in find_numbers(said)] == ["".join(groups)]
