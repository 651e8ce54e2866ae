"""How sure a grievance, abuse or a threat must be (`resources/policies/anger.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from callassist.paths import shipped
from callassist.policies import Policy, load

Share = Annotated[float, Field(ge=0, le=1)]

Threshold = Literal["abuse.ruled", "abuse.unruled", "threat.ruled", "threat.unruled"]
THRESHOLDS: Final[tuple[Threshold, ...]] = get_args(Threshold)
"""Those behind alarms that can be rejected; a company may have values of its own for them."""


class RulePolicy(Policy):
    """How likely it must be by the model where a rule says so too, and where none does."""

    ruled: Share
    unruled: Share


class AlarmPolicy(RulePolicy):
    """The same; and how likely it must be to count without a rule. Below that the agent is asked."""

    sure: Share


class HearingPolicy(Policy):
    """What must have been heard for anything to count."""

    least_confidence: Share


class AngerPolicy(Policy):
    """All of `resources/policies/anger.toml`."""

    abuse: AlarmPolicy
    threat: AlarmPolicy
    grievance: RulePolicy
    hearing: HearingPolicy

    def value(self, threshold: Threshold) -> float:
        """What it is."""
        kind, _, rule = threshold.partition(".")
        found: float = getattr(getattr(self, kind), rule)
        return found

    def with_values(self, values: Mapping[Threshold, float]) -> AngerPolicy:
        """The same with other values of these, 0 to 1 each."""
        data = self.model_dump()
        for threshold, value in values.items():
            kind, _, rule = threshold.partition(".")
            data[kind][rule] = value
        return AngerPolicy.model_validate(data)


def load_policy(path: Path | None = None) -> AngerPolicy:
    """The shipped policy, or that of `path`; a UserError names file, key and reason."""
    return load(path or shipped("resources", "policies", "anger.toml"), AngerPolicy)
