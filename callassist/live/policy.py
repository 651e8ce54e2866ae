"""How the children of the hearing are watched, from `resources/policies/watching.toml`, which says why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies

Seconds = Annotated[float, Field(ge=0, le=600)]
Positive = Annotated[float, Field(gt=0, le=600)]


class ChildPolicy(policies.Policy):
    """When a child process is taken for dead, and when it is started again."""

    beat: Positive
    silent: Positive
    starting: Positive
    again: Annotated[tuple[Seconds, ...], Field(min_length=1)]
    steady: Seconds
    leaving: Positive

    @model_validator(mode="after")
    def _lets_beats_be_late(self) -> Self:
        if self.silent < 2 * self.beat:
            raise ValueError("silent must be at least twice beat, or a late one is taken for a death")
        return self


class RecogniserPolicy(policies.Policy):
    """How long the recogniser's steps may take, and how it finds its way back into a call."""

    turn: Positive
    loading: Positive
    draining: Positive
    decoding: Positive
    unwritten: Positive
    again_from: Seconds


class CapturePolicy(policies.Policy):
    """How late sound comes."""

    late: Seconds


class WatchingPolicy(policies.Policy):
    """All of it."""

    child: ChildPolicy
    recogniser: RecogniserPolicy
    capture: CapturePolicy


def load(path: Path | None = None) -> WatchingPolicy:
    """The shipped values, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "watching.toml"), WatchingPolicy)
