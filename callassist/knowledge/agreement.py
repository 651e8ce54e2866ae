"""Whether an amount that was said and a fact are the same, across units: 48 hours are 2 days, a year is 12 months.

Working days are no days: n of them take n days at least, and 7 n / 5 with the weekends in between, so what was said in
days agrees with anything from the one to the other.
"""

from __future__ import annotations

from decimal import Decimal

from callassist.knowledge.article import Fact
from callassist.knowledge.misstatement_policy import Agreement
from callassist.text.quantities import Quantity
from callassist.text.units import Units, units

# Minutes in a day and in the mean month (of the Gregorian year, 365.2425 days).
_DAY = Decimal(1440)
_MONTH = _DAY * Decimal("30.436875")
_TIMES = frozenset({"time", "calendar", "working time"})

Interval = tuple[Decimal | None, Decimal | None]


def comparable_unit(quantity: Quantity, fact: Fact) -> str | None:
    """The unit of `quantity` in which it can be held against `fact`; None where it is about something else.

    A bare number can be the value of a price or an amount of money only.
    """
    known = units()
    if not quantity.units:
        return fact.unit if known.is_money(fact.unit) and fact.kind in ("price", "amount") else None
    family = known.family(fact.unit)
    for unit in quantity.units:
        if known.is_money(fact.unit):
            if unit == fact.unit:
                return unit
        elif known.family(unit) == family or {known.family(unit), family} <= _TIMES:
            return unit
    return None


def agrees(quantity: Quantity, fact: Fact, policy: Agreement) -> bool:
    """Whether the two are the same, or near enough to cost nobody anything; they must be comparable.

    Raises:
        ValueError: they are not.
    """
    unit = comparable_unit(quantity, fact)
    if unit is None:
        raise ValueError(f"{quantity.units} can't be compared with {fact.unit}")
    known = units()
    said, right = known.family(unit), known.family(fact.unit)
    low, high, known_low, known_high = quantity.low, quantity.high, fact.value, fact.value
    share = Decimal(str(policy.approximate_share if quantity.approximate else policy.rounding_share))
    if said == right:
        low, high = _scaled((low, high), _worth(known, unit))
        known_low = known_high = fact.value * _worth(known, fact.unit)
    else:
        low, high = _minutes((low, high), unit, policy)
        fact_low, fact_high = _minutes((fact.value, fact.value), fact.unit, policy)
        known_low, known_high = fact_low or Decimal(0), fact_high or Decimal(0)
        if "calendar" in (said, right):
            share = max(share, Decimal(str(policy.month_share)))
    slack = known_high * share
    return (low is None or low <= known_high + slack) and (high is None or high >= known_low - slack)


def _worth(known: Units, unit: str) -> Decimal:
    found = known.table.get(unit)
    return found.worth if found else Decimal(1)


def _scaled(interval: Interval, factor: Decimal) -> Interval:
    low, high = interval
    return (None if low is None else low * factor), (None if high is None else high * factor)


def _minutes(interval: Interval, unit: str, policy: Agreement) -> Interval:
    """The minutes that so much time in `unit` can take, weekends and all."""
    known = units()
    worth = _worth(known, unit)
    if known.family(unit) == "time":
        return _scaled(interval, worth)
    if known.family(unit) == "calendar":
        return _scaled(interval, worth * _MONTH)
    low, high = interval
    longest = None if high is None else high * 7 / 5 + (policy.weekend_days if high > 1 else 1)
    return _scaled((low, longest), _DAY)
