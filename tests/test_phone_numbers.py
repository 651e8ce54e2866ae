"""Numbers as softphones write them: read to E.164, shown as people write them, and never trusted."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.softphone.numbers import PhoneNumber, read_number


@pytest.mark.parametrize(
    "written",
    [
        "0551234567",
        "551234567",
        "055 123 4567",
        "(055) 123-4567",
        "+966551234567",
        "+966 55 123 4567",
        "00966551234567",
        "966551234567",
        "٠٥٥١٢٣٤٥٦٧",
        "۰۵۵۱۲۳۴۵۶۷",
        "sip:966551234567@127.0.0.1:5060",
        "sip:+966551234567@pbx.example;user=phone",
        "sips:0551234567@pbx.example",
        "sip:%2B966551234567@pbx.example",
        '"Example Caller" <sip:0551234567@pbx.example;transport=tcp>;tag=1',
        "tel:+966-55-123-4567",
        "tel:0551234567;phone-context=+966",
        "callto://0551234567",
        "\u202a+966 55 123 4567\u202c",
        " 0551234567\r\n",
    ],
)
def test_one_number_is_one_number_in_any_spelling(written: str) -> None:
    assert read_number(written) == PhoneNumber("+966551234567", "\u2066055 123 4567\u2069")


@pytest.mark.parametrize(
    ("written", "region", "text", "shown"),
    [
        ("01001234567", "EG", "+201001234567", "010 01234567"),
        ("201001234567", "SA", "+201001234567", "+20 10 01234567"),
        ("00201001234567", "SA", "+201001234567", "+20 10 01234567"),
        ("920012345", "SA", "+966920012345", "9200 12345"),
        ("2025550123", "US", "+12025550123", "(202) 555-0123"),
        ("00966551234567", "US", "+966551234567", "+966 55 123 4567"),
    ],
)
def test_the_region_says_what_a_number_without_a_country_is(written: str, region: str, text: str, shown: str) -> None:
    assert read_number(written, region) == PhoneNumber(text, f"\u2066{shown}\u2069")


@pytest.mark.parametrize(
    ("written", "text"),
    [("204", "204"), ("sip:1001@10.0.0.1", "1001"), ("١٢٣", "123"), ("sip:front.desk@pbx", "front.desk")],
)
def test_an_extension_or_a_name_is_inside_the_company(written: str, text: str) -> None:
    assert read_number(written) == PhoneNumber(text, f"\u2066{text}\u2069", internal=True)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "   ",
        "anonymous",
        "Anonymous",
        "sip:anonymous@anonymous.invalid",
        '"Anonymous" <sip:anonymous@anonymous.invalid>',
        "sip:c8oqz84zk7z@anonymous.invalid",
        "Unknown",
        "Private",
        "رقم خاص",
        "sip:@pbx.example",
        "\u200f\u202e",
        "0551234567" * 1000,
    ],
)
def test_a_withheld_number_is_none(written: str | None) -> None:
    assert read_number(written) is None


def test_digits_that_are_nobodys_number_stay_as_they_were_given() -> None:
    assert read_number("123456789012345") == PhoneNumber("123456789012345", "\u2066123456789012345\u2069")


@given(st.text(max_size=200), st.sampled_from(["SA", "EG", "US"]))
def test_whatever_comes_is_read_into_something_that_can_be_shown(written: str, region: str) -> None:
    found = read_number(written, region)
    if found is not None:
        assert 0 < len(found.text) <= 128
        assert found.display[0] + found.display[-1] == "\u2066\u2069"
        shown = found.text + found.display[1:-1]
        assert not [letter for letter in shown if unicodedata.category(letter).startswith("C")]
        assert read_number(found.text, region) is not None


@given(st.from_regex(r"\+9665[013-9][0-9]{7}", fullmatch=True))
def test_e164_is_read_as_itself(number: str) -> None:
    found = read_number(number)
    assert found is not None
    assert found.text == number
    assert read_number(found.display) == found
