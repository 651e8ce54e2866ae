"""What a customer card shows, from `resources/policies/customers.toml`, which says why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from callassist import paths, policies


class CardPolicy(policies.Policy):
    """`vip`: whether marks of importance are wanted. `contacts`: how many are shown at once."""

    vip: bool
    contacts: Annotated[int, Field(ge=1, le=50)]


class BalancePolicy(policies.Policy):
    """`good_for_bad`: how many good experiences make up for a bad one."""

    good_for_bad: Annotated[int, Field(ge=1, le=100)]


class CustomersPolicy(policies.Policy):
    """All of it."""

    card: CardPolicy
    balance: BalancePolicy


def load(path: Path | None = None) -> CustomersPolicy:
    """The shipped values, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "customers.toml"), CustomersPolicy)
