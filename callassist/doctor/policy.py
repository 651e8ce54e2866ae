"""The doctor's thresholds, from `resources/policies/doctor.toml`, which says why each is what it is."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies

Seconds = Annotated[float, Field(gt=0, le=600)]
Megabytes = Annotated[int, Field(ge=1)]


class RoomPolicy(policies.Policy):
    """Free space on the database's disk, in megabytes: little, and too little."""

    little_mb: Megabytes
    none_mb: Megabytes

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.none_mb > self.little_mb:
            raise ValueError("none_mb must not be above little_mb")
        return self


class PatiencePolicy(policies.Policy):
    """Seconds until something counts as not answering."""

    child: Seconds
    model: Seconds
    devices: Seconds
    link: Seconds


class DoctorPolicy(policies.Policy):
    """All of it."""

    room: RoomPolicy
    patience: PatiencePolicy


def load() -> DoctorPolicy:
    """The shipped thresholds."""
    return policies.load(paths.shipped("resources", "policies", "doctor.toml"), DoctorPolicy)
