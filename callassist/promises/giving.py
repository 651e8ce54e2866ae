"""Whether somebody gives away more than an agent may: money, discounts, free months, the whole of a bill."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from callassist.conversation.courtesy_policy import GoodwillPolicy
from callassist.events import Language
from callassist.promises.overpromise_policy import OverpromisePolicy
from callassist.text.cues import Heard
from callassist.text.quantities import Quantity, find_quantities
from callassist.text.tokens import tokens
from callassist.text.units import units

# So long are the units of time at least, in days.
_DAYS_OF = {"day": 1, "week": 7, "month": 28, "year": 365}


class Giving:
    """Tells what is beyond an agent's authority.

    Args:
        policy: what giving sounds like. goodwill: what an agent may give; what was given already is nobody's business
            here, since a call's observers look nothing up.
    """

    def __init__(self, policy: OverpromisePolicy, goodwill: GoodwillPolicy) -> None:
        authority = policy.authority
        self._gives, self._free = policy.cues(authority.gives), policy.cues(authority.free)
        self._discount, self._whole = policy.cues(authority.discount), policy.cues(authority.whole)
        self._when = policy.cues(authority.when)
        self._one_free = policy.cues(authority.one_free)
        self._never = policy.cues(authority.never)
        self._percent, self._days = authority.most_percent, authority.most_free_days
        self._currency = goodwill.currency
        self._most = min(goodwill.customer_day, goodwill.customer_period, goodwill.agent_day)

    def is_too_much(self, text: str, said: Heard, unsure: Iterable[tuple[int, int]], language: Language | None) -> bool:
        """Whether a sentence, `said` as cues look at it, gives away too much."""
        if self._never.first(said, doubted=True) is not None:
            return False
        if self._whole.first(said) is not None:
            return True
        if self._days < _DAYS_OF["month"] and self._one_free.first(said) is not None:
            return True
        if self._gives.first(said) is None:
            return False
        row = tokens(text)
        doubted = list(unsure)
        free, discount = self._free.first(said) is not None, self._discount.first(said) is not None
        when = self._when.find(said, doubted=True)
        for quantity in find_quantities(text, row, language):
            start, end = row[quantity.first].start, row[quantity.last - 1].end
            sure = all(high <= start or end <= low for low, high in doubted)
            tells_when = any(each.end <= start and not text[each.end : start].strip() for each in when)
            if sure and not tells_when and self._is_beyond(quantity, free=free, discount=discount):
                return True
        return False

    def _is_beyond(self, quantity: Quantity, *, free: bool, discount: bool) -> bool:
        value = quantity.low if quantity.low is not None else quantity.high
        if value is None:
            return False
        if "percent" in quantity.units:
            return discount and value > self._percent
        if free and (longest := [_DAYS_OF[unit] for unit in quantity.units if unit in _DAYS_OF]):
            return value * min(longest) > self._days
        return self._is_money(quantity) and value > Decimal(self._most)

    def _is_money(self, quantity: Quantity) -> bool:
        """Whether it may be money of the currency in which authority is told: of others nobody here knows the worth."""
        return self._currency in quantity.units or (
            bool(quantity.units) and all(units().is_money(unit) for unit in quantity.units) and len(quantity.units) > 1
        )
