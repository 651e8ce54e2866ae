"""How sure a grievance, abuse or a threat must be (`resources/policies/anger.toml`)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from callassist.paths import shipped
from callassist.policies import Policy, load

Share = Annotated[float, Field(ge=0, le=1)]


class RulePolicy(Policy):
    """How likely it must be by the model where a rule says so too, and where none does."""

    ruled: Share
    unruled: Share


class HearingPolicy(Policy):
    """What must have been heard for anything to count."""

    least_confidence: Share


class AngerPolicy(Policy):
    """All of `resources/policies/anger.toml`."""

    abuse: RulePolicy
    threat: RulePolicy
    grievance: RulePolicy
    hearing: HearingPolicy


def load_policy(path: Path | None = None) -> AngerPolicy:
    """The shipped policy, or that of `path`; a UserError names file, key and reason."""
    return load(path or shipped("resources", "policies", "anger.toml"), AngerPolicy)
