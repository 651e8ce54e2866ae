"""Puts questions that mean the same side by side, so that a supervisor sees what is asked most and not answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field

from callassist import paths, policies
from callassist.knowledge.gaps import Gap, GapGroup
from callassist.knowledge.likeness import Vectors, by_spelling, clusters, unit


class GapsPolicy(policies.Policy):
    """The thresholds of `resources/policies/gaps.toml`, which says why they are as they are."""

    alike: Annotated[float, Field(gt=0, le=1)]
    meaning: Annotated[float, Field(ge=0, le=1)]
    least_for_meaning: Annotated[int, Field(ge=2)]


def load(path: Path | None = None) -> GapsPolicy:
    """The shipped thresholds, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "gaps.toml"), GapsPolicy)


def grouped(
    gaps: Sequence[Gap], policy: GapsPolicy, embedded: Callable[[Sequence[str]], Vectors] | None = None
) -> list[GapGroup]:
    """Groups of gaps that mean the same; those asked in most calls first, and among equals the latest.

    Args:
        embedded: gives texts as unit vectors of their meaning (n, d); without it their letters alone are compared.
    """
    questions = [each.question for each in gaps]
    vectors = by_spelling(questions)
    if embedded is not None and len(gaps) >= policy.least_for_meaning:
        meant = embedded(questions)
        meant = unit(meant - meant.mean(axis=0))
        vectors = np.hstack([vectors * np.sqrt(1 - policy.meaning), meant * np.sqrt(policy.meaning)]).astype(np.float32)
    groups = [GapGroup(tuple(gaps[place] for place in rows)) for rows in clusters(vectors, policy.alike)]
    return sorted(groups, key=lambda group: (-group.calls, -group.last_at.timestamp()))
