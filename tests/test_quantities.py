"""Amounts with their units in treated text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.text.quantities import Quantity, find_quantities
from callassist.text.tokens import tokens


def found(text: str, nouns: dict[str, str] | None = None) -> list[Quantity]:
    return find_quantities(text, tokens(text), nouns=nouns)


def one(text: str) -> tuple[str, str]:
    [quantity] = found(text)
    assert quantity.value is not None
    return str(quantity.value), quantity.units[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("رسوم التأخير 50 ريال", "50", "SAR"),
        ("٥٠ ريالاً", "50", "SAR"),
        ("50 ر.س", "50", "SAR"),
        ("ب75 جنيه", "75", "EGP"),
        ("60 جنيه ونص", "60.5", "EGP"),
        ("3 دراهم", "3", "AED"),
        ("$20", "20", "USD"),
        ("SAR 1,200", "1200", "SAR"),
        ("25 riyals and 50 halalas", "25.5", "SAR"),
        ("25 ريال و50 هللة", "25.5", "SAR"),
        ("100 halalas", "1", "SAR"),
        ("250 قرش", "2.5", "EGP"),
        ("خلال ساعتين", "2", "hour"),
        ("ساعة ونص", "1.5", "hour"),
        ("ساعتين ونص", "2.5", "hour"),
        ("نص ساعة", "0.5", "hour"),
        ("خلال يوم", "1", "day"),
        ("يوم واحد", "1", "day"),
        ("يوم عمل واحد", "1", "working_day"),
        ("يومين عمل", "2", "working_day"),
        ("بيومين", "2", "day"),
        ("تلات تيام", "3", "day"),
        ("10 أيام عمل", "10", "working_day"),
        ("أسبوعين", "2", "week"),
        ("سنة واحدة", "1", "year"),
        ("a couple of days", "2", "day"),
        ("half an hour", "0.5", "hour"),
        ("an hour and a half", "1.5", "hour"),
        ("only a year", "1", "year"),
        ("five business days", "5", "working_day"),
        ("15%", "15", "percent"),
        ("15 بالمئة", "15", "percent"),
        ("50 gigs", "50", "GB"),
        ("50 جيجا", "50", "GB"),
        ("ستة خطوط", "6", "line"),
    ],
)
def test_an_amount_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    read, units = one(text)
    assert (Decimal(read), units) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3 to 5 days", 3, 5),
        ("3 or 4 days", 3, 4),
        ("between 20 and 30 riyals", 20, 30),
        ("من 3 ل5 أيام", 3, 5),
        ("من 10 إلى 14 يوم عمل", 10, 14),
        ("تلات أربع أيام", 3, 4),
        ("من أسبوع لأسبوعين", 1, 2),
        ("more than 20 riyals", 20, None),
        ("أكثر من 20 ريال", 20, None),
        ("less than 80 riyals", None, 80),
        ("لا تتجاوز 80 ريال", None, 80),
    ],
)
def test_the_ends_of_a_range(text: str, low: int | None, high: int | None) -> None:
    [quantity] = found(text)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize("text", ["about 50 riyals", "50 riyals or so", "حوالي 50 ريال", "50 ريال تقريبا"])
def test_a_rough_amount_says_so(text: str) -> None:
    assert [quantity.approximate for quantity in found(text)] == [True]


@pytest.mark.parametrize(
    ("text", "per"), [("299 riyals a month", "month"), ("1200 ريال بالسنة", "year"), ("10 ريال", None)]
)
def test_the_period_of_a_price(text: str, per: str | None) -> None:
    [quantity] = found(text)
    assert quantity.per == per


@pytest.mark.parametrize("text", ["one of them", "في واحد قال لي", "day after day", "طول اليوم", "مضى شهر"])
def test_what_is_no_amount(text: str) -> None:
    assert found(text) == []


def test_a_company_s_own_unit() -> None:
    [quantity] = found("you may have 3 sims", {"sims": "sim"})
    assert quantity.units == ("sim",)


def test_riyals_are_of_several_countries() -> None:
    assert {"SAR", "QAR", "OMR"} == set(found("50 riyals")[0].units)
    assert found("50 ريال قطري")[0].units == ("QAR",)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    row = tokens(text)
    ends = 0
    for quantity in find_quantities(text, row):
        assert ends <= quantity.first < quantity.last <= len(row)
        ends = quantity.last
