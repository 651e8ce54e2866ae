"""What a careful transcriber writes for English as it is spoken on the phone, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from callassist.text.numbers import find_numbers, spoken_to_digits

AMOUNTS = [
    ("three thousand riyals", "3000 riyals"),
    ("five riyals", "5 riyals"),
    ("one pound", "1 pound"),
    ("zero percent", "0 percent"),
    ("a hundred and twenty riyals", "120 riyals"),
    ("he is a hundred percent right", "he is 100 percent right"),
    ("one hundred and twenty-three thousand, four hundred and fifty-six", "123456"),
    ("two hundred and fifty riyals and fifty halalas", "250 riyals and 50 halalas"),
    ("twelve hundred", "1200"),
    ("2.5 million and 3 thousand", "2500000 and 3000"),
    ("three point five million", "3500000"),
    ("two point five", "2.5"),
    ("ninety nine point nine nine percent", "99.99 percent"),
    ("three and a half hours", "3.5 hours"),
    ("it takes twenty four to forty-eight hours", "it takes 24 to 48 hours"),
    ("four to five days", "4 to 5 days"),
    ("between three and five business days", "between 3 and 5 business days"),
    ("one or two weeks", "1 or 2 weeks"),
    ("wait twenty seconds", "wait 20 seconds"),
    ("a thirty second hold", "a 30 second hold"),
    ("I want to go for two weeks", "I want to go for 2 weeks"),
    ("thirty forty riyals", "30 40 riyals"),
    ("I called on Monday. Two hours later. Three people came.", None),
    ("three sixty five days", "365 days"),
    ("thousand riyals", "1000 riyals"),
]
DIGITS = [
    ("four five double eight", "4588"),
    ("oh five five, one two three, four five six seven", "0551234567"),
    ("triple nine", "999"),
    ("nineteen eighty four", "1984"),
    ("twenty twenty six", "2026"),
    ("twenty oh five", "2005"),
    ("forty one eleven", "4111"),
    ("forty-one eleven, eleven eleven, eleven eleven, eleven eleven", "4111111111111111"),
    ("plus nine six six five five one two three four five six seven", "+966551234567"),
    ("plus 966551234567", "+966551234567"),
    ("oh five slash twenty seven", "05/27"),
    ("one two three dash four five six", "123-456"),
    ("the code is nine, eight, seven, six", "the code is 9876"),
    ("four five uh six seven", "4567"),
    ("double oh seven", "007"),
    ("double 8 five", "885"),
    ("one two for five six seven", "124567"),
    ("eight hundred one two three four", "8001234"),
    ("my card is 4111 one one one one double one 11", "my card is 411111111111"),
    ("o five five", "055"),
    ("extension four five six", "extension 456"),
    ("five six", "56"),
    ("Eight. Twenty nine.", "8. 29."),
    ("two, three", "2, 3"),
]
DATES = [
    ("the third of March", "the 3rd of March"),
    ("March third", "March 3rd"),
    ("the twenty second of April", "the 22nd of April"),
    ("on the fifteenth", "on the 15th"),
    ("the fifth of May", "the 5th of May"),
    ("March twenty five twenty twenty six", "March 25 2026"),
    ("expires in September twenty twenty eight", "expires in September 2028"),
    ("in twenty thirty", "in 2030"),
    ("call me at seven thirty", "call me at 7:30"),
    ("seven thirty am", "7:30 am"),
    ("from nine to five p.m.", "from 9 to 5 p.m."),
    ("five o'clock", "5 o'clock"),
    ("at five in the morning", "at 5 in the morning"),
]
UNTOUCHED = [
    "one of them",
    "no one",
    "one more thing",
    "the one I bought",
    "one day I called",
    "give me one second",
    "one minute please",
    "wait a second",
    "second of all, the second bill",
    "the customer is number one for us",
    "half past four",
    "half past ten",
    "quarter to ten",
    "ten past four",
    "three and a half",
    "I called two times",
    "five people",
    "from one to three",
    "one to one support",
    "it is to the two of you",
    "I ate at eight too",
    "for four of us",
    "oh no, two of them",
    "oh two people came",
    "a thousand thanks",
    "a hundred times I told you",
    "thanks a million",
    "half a million riyals",
    "a few thousand riyals",
    "twenty four seven",
    "a fifty fifty chance",
    "two thirds of the bill",
    "one twentieth",
    "at one point I called",
    "you may first check",
    "the nineteen eighties",
    "double trouble",
    "two-factor authentication",
    "code 8O01",
    "you owe 3,000.50 riyals since 12.05.2026, call 055 123 4567",
    "",
]


@pytest.mark.parametrize(("said", "written"), [*AMOUNTS, *DIGITS, *DATES])
def test_it_is_written_in_digits(said: str, written: str | None) -> None:
    expected = written or said.replace("Two hours", "2 hours")
    assert spoken_to_digits(said).text == expected
    assert spoken_to_digits(said, "en").text == expected
    assert spoken_to_digits(expected).text == expected


@pytest.mark.parametrize("said", UNTOUCHED)
def test_it_is_left_alone(said: str) -> None:
    assert spoken_to_digits(said).text == said


def test_a_decimal_keeps_its_point_in_what_is_written_and_in_its_value() -> None:
    (found,) = find_numbers("two point oh five percent")
    assert (found.digits, found.written, found.value) == ("205", "2.05", Decimal("2.05"))
    assert found.parts == ("2", "05")


def test_typed_numbers_are_found_one_by_one() -> None:
    found = find_numbers("4111 1111-1111 3,000 2.5 ٠٥٥ 12.05.2026")
    assert [number.digits for number in found] == ["4111", "1111", "1111", "3000", "25", "055", "12", "05", "2026"]
    assert not any(number.spoken for number in found)
    assert [number.kind for number in found[3:6]] == ["cardinal", "cardinal", "digits"]


def test_an_ordinal_knows_its_place_and_its_worth() -> None:
    (found,) = find_numbers("on the third of March")
    assert (found.kind, found.value, found.digits, found.written) == ("ordinal", Decimal(3), "3", "3rd")
    assert "on the third of March"[found.start : found.end] == "third"


def test_words_that_sound_like_digits_are_words_in_an_arabic_call() -> None:
    assert spoken_to_digits("one two for five six seven", "ar").text == "one two for 567"


def test_the_edits_carry_ranges_of_the_old_text_over() -> None:
    said = "call oh five five one two three now"
    edited = spoken_to_digits(said)
    start, end = edited.forward(said.index("now"), len(said))
    assert edited.text[start:end] == "now"
