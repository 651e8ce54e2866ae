"""The order in which categories are offered: what this agent chose lately, for such calls first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from callassist.calls.wrapping_up.policy import Category, WrapUpPolicy


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of a finished call. `kind`: of that call, the situation that was told in it, where one was."""

    category: str
    kind: str | None


def kind_of(policy: WrapUpPolicy, situations: Iterable[str]) -> str | None:
    """What kind of call it is: the first situation told in it that any category is for."""
    known = {situation for category in policy.category for situation in category.situations}
    return next((situation for situation in situations if situation in known), None)


def ordered(policy: WrapUpPolicy, chosen: Sequence[Chosen], kind: str | None) -> tuple[Category, ...]:
    """The categories, the likeliest first; among equals the file's order holds.

    Args:
        chosen: earlier choices, the newest first. kind: of this call.
    """
    order = policy.order
    weights = dict.fromkeys((category.id for category in policy.category), 0.0)
    for age, choice in enumerate(chosen[: order.newest]):
        if choice.category in weights:
            same = order.same_kind if kind is not None and choice.kind == kind else 1.0
            weights[choice.category] += same * 0.5 ** (age / order.half)
    for category in policy.category:
        if kind in category.situations:
            weights[category.id] += order.hinted
    return tuple(sorted(policy.category, key=lambda category: -weights[category.id]))
