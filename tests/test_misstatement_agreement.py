"""When what was said and a fact are the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from callassist.knowledge.agreement import agrees, comparable_unit
from callassist.knowledge.article import Fact
from callassist.knowledge.misstatement_policy import load_policy
from callassist.text.quantities import find_quantities
from callassist.text.tokens import tokens

AGREEMENT = load_policy().agreement


def fact(value: str, unit: str, kind: str = "duration") -> Fact:
    return Fact.model_validate({"kind": kind, "name": "x", "value": Decimal(value), "unit": unit})


@pytest.mark.parametrize(
    ("said", "value", "unit", "same"),
    [
        ("48 hours", "2", "day", True),
        ("24 hours", "2", "day", False),
        ("خلال يومين", "48", "hour", True),
        ("12 شهر", "1", "year", True),
        ("24 months", "1", "year", False),
        ("4 weeks", "1", "month", True),
        ("30 days", "1", "month", True),
        ("3 weeks", "1", "month", False),
        ("a year", "365", "day", True),
        # Working days are at least as many days, and at most those and the weekends in between.
        ("أسبوعين", "10", "working_day", True),
        ("10 days", "10", "working_day", True),
        ("9 days", "10", "working_day", False),
        ("3 weeks", "10", "working_day", False),
        ("a week", "5", "working_day", True),
        ("5 working days", "5", "day", True),
        ("10 working days", "5", "day", False),
        ("about 4 days", "3", "working_day", True),
        ("3 to 5 days", "4", "day", True),
        ("5 to 7 days", "4", "day", False),
        ("more than 3 days", "4", "day", True),
        ("more than 5 days", "4", "day", False),
        ("less than 5 days", "4", "day", True),
    ],
)
def test_times(said: str, value: str, unit: str, same: bool) -> None:
    [quantity] = find_quantities(said, tokens(said))
    assert agrees(quantity, fact(value, unit), AGREEMENT) is same


@pytest.mark.parametrize(
    ("said", "value", "unit", "same"),
    [
        ("300 riyals", "299", "SAR", True),
        ("about 25 riyals", "24", "SAR", True),
        ("about 40 riyals", "25", "SAR", False),
        ("100 halalas", "1", "SAR", True),
        ("50 GB", "50000", "MB", True),
        ("15%", "15", "percent", True),
        ("5%", "15", "percent", False),
    ],
)
def test_money_data_and_shares(said: str, value: str, unit: str, same: bool) -> None:
    [quantity] = find_quantities(said, tokens(said))
    assert agrees(quantity, fact(value, unit, "price"), AGREEMENT) is same


@pytest.mark.parametrize(
    ("said", "unit"), [("50 جنيه", "SAR"), ("50 riyals", "EGP"), ("50 days", "GB"), ("50%", "SAR"), ("3 lines", "try")]
)
def test_what_can_not_be_compared(said: str, unit: str) -> None:
    [quantity] = find_quantities(said, tokens(said))
    assert comparable_unit(quantity, fact("50", unit)) is None
    with pytest.raises(ValueError, match="can't be compared"):
        agrees(quantity, fact("50", unit), AGREEMENT)
