"""Made-up numbers in every spelling: seven digits of one can nowhere be read, at no moment; harmless ones stay."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from benchmarks import made_up_numbers as made_up
from benchmarks.made_up_numbers import Secret, Tongue
from benchmarks.redaction import Screen
from callassist.text.redaction import load_policy, redact_line, redact_text
from callassist.text.redaction.checks import passes_luhn

POLICY = load_policy()


@st.composite
def chances(draw: st.DrawFn) -> random.Random:
    return random.Random(draw(st.integers(0, 2**32 - 1)))


tongues = st.sampled_from(made_up.TONGUES)


@st.composite
def secrets(draw: st.DrawFn) -> Secret:
    return draw(st.sampled_from(made_up.MAKERS))(draw(chances()))


@settings(max_examples=300, deadline=None)
@given(secrets(), chances(), tongues, st.booleans())
def test_no_line_gives_a_number_away(secret: Secret, chance: random.Random, tongue: Tongue, named: bool) -> None:
    text = made_up.line(chance, secret, tongue, named=named)
    masked = redact_line(text, policy=POLICY)
    assert made_up.leaks(text, secret), "the search must find what it looks for"
    assert not made_up.leaks(masked.text, secret)
    assert not made_up.leaks(redact_text(text, policy=POLICY), secret)
    assert masked.kinds


@settings(max_examples=150, deadline=None)
@given(secrets(), chances(), tongues)
def test_no_moment_of_a_call_gives_a_number_away(secret: Secret, chance: random.Random, tongue: Tongue) -> None:
    screen = Screen(POLICY)
    for turn in made_up.dictation(chance, secret, tongue):
        for moment in screen.say(turn):
            assert not made_up.leaks(moment, secret)
    assert not made_up.leaks(screen.end(), secret)
    assert screen.kinds


@pytest.mark.parametrize("country", made_up.IBAN_COUNTRIES)
def test_ibans_of_every_country_are_found(country: str) -> None:
    chance = random.Random(country)
    secret = made_up.account(chance, country)
    for spelling in (secret.text, secret.text.lower(), " ".join(made_up.pieces(chance, secret.text, 4, 4))):
        assert redact_line(f"it is {spelling} okay", policy=POLICY).text == "it is [iban] okay"


@st.composite
def harmless(draw: st.DrawFn) -> str:
    number = draw(st.integers(0, 9_999_999))
    digits = draw(st.text("0123456789", min_size=4, max_size=12))
    mobile = draw(st.text("0123456789", min_size=7, max_size=7))
    day, month, year = draw(st.integers(1, 28)), draw(st.integers(1, 12)), draw(st.integers(1990, 2030))
    return draw(
        st.sampled_from(
            [
                f"I paid {number:,} riyals",
                f"دفعت {number} ريال",
                f"SAR {number}.50 was charged",
                f"it took {number % 500} minutes",
                f"{number % 101}% of it",
                f"order number {digits} is late",
                f"رقم الطلب {digits} متأخر",
                f"ticket {digits}",
                f"رقم الشكوى {digits}",
                f"tracking number {digits}",
                f"call me on 05{mobile[0]}{mobile}",
                f"+9665{mobile[0]}{mobile} is mine",
                f"جوالي 05{mobile[0]}{mobile}",
                f"on {day:02d}/{month:02d}/{year}",
                f"{year}-{month:02d}-{day:02d} {number % 24:02d}:{number % 60:02d}:{day:02d}",
                f"since {year}",
                f"the last four digits are {digits[:4]}",
                f"آخر أربع أرقام {digits[:4]}",
                f"I have {number % 20} lines and {number % 9} routers",
            ]
        )
    )


@settings(max_examples=300, deadline=None)
@given(harmless())
def test_harmless_numbers_stay_to_the_letter(text: str) -> None:
    assert redact_line(text, policy=POLICY).text == text
    screen = Screen(POLICY)
    for _ in screen.say(made_up.Turn("customer", text, 1.0)):
        pass
    assert screen.end() == text


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text("0123456789 -/.,:oOlI\\u0n%2&#;٠١٢٣كارتcardibanSA\u200b\u0660\ud800\n", max_size=80))
@example("\\u0664" * 16)
@example("%D9%A4" * 16)
@example("&#1636;" * 16)
def test_any_text_is_fit(text: str) -> None:
    line = redact_line(text, policy=POLICY)
    assert line.text == line.edited.text
    assert redact_line(line.text, policy=POLICY).text == line.text
    kept = [text[left.end : right.start] for left, right in zip(line.edited.edits, line.edited.edits[1:], strict=False)]
    assert all(part in line.text for part in kept)
    redact_text(text, policy=POLICY)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("0123456789 four one أربعة واحد card no sorry", max_size=30), max_size=8))
def test_any_call_is_fit_and_shows_what_settles(texts: list[str]) -> None:
    screen = Screen(POLICY)
    for number, text in enumerate(texts):
        for _ in screen.say(made_up.Turn("agent" if number % 3 == 0 else "customer", text, 1.0)):
            pass
    screen.end()
    assert len(screen.texts) == len(texts)


@given(st.text("0123456789", max_size=24))
def test_the_check_digit_is_read_as_the_standard_says(digits: str) -> None:
    assert passes_luhn(digits) == luhn.is_valid(digits)
