"""Thresholds of hearing, from `resources/policies/hearing.toml`, which says why each is what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies

Seconds = Annotated[float, Field(ge=0, le=60)]
Share = Annotated[float, Field(ge=0, le=1)]


class StillnessPolicy(policies.Policy):
    """When a silence merely goes on, and need not be listened to closely."""

    unlike: Share
    after: Seconds
    margin: Annotated[float, Field(ge=0, le=20)]
    lowest: Annotated[float, Field(ge=-120, le=-40)]
    context: Annotated[float, Field(ge=0, le=2)]


class ActivityPolicy(policies.Policy):
    """When a frame's speech probability counts as speech."""

    onset: Share
    offset: Share
    shortest_onset: Annotated[float, Field(ge=0, le=0.15)]
    shortest_gap: Annotated[float, Field(ge=0, le=0.2)]
    stillness: StillnessPolicy

    @model_validator(mode="after")
    def _has_hysteresis(self) -> Self:
        if self.offset > self.onset:
            raise ValueError("offset must not be above onset")
        return self


class EndpointingPolicy(policies.Policy):
    """Where utterances begin and end."""

    lead: Seconds
    tail: Seconds
    early: Seconds
    pause: Seconds
    long: Seconds
    breath: Seconds
    longest: Annotated[float, Field(ge=2, le=28)]  # Whisper's window is 30 s, and it wants two to spare
    search: Seconds
    least_voiced: Seconds

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if not self.tail <= self.early <= self.breath <= self.pause:
            raise ValueError("tail, early, breath and pause must not fall in this order")
        if self.pause <= 0.5:
            raise ValueError("pause must be more than 0.5, the pause that a turn bridges")
        if not self.search < self.long <= self.longest:
            raise ValueError("search must be less than long, and long no more than longest")
        return self


class WindowPolicy(policies.Policy):
    """How much sound an engine with a fixed window is shown, filled up with silence."""

    shortest: Annotated[float, Field(ge=10, le=30)]  # below 10 s Whisper invents; 30 s is its whole window


class PartialsPolicy(policies.Policy):
    """How often the text so far is asked for."""

    first: Seconds
    every: Annotated[float, Field(ge=0.1)]
    every_incremental: Annotated[float, Field(ge=0.1)]
    behind: Annotated[float, Field(gt=0)]


class DoubtPolicy(policies.Policy):
    """What looks unsure, and what was not heard."""

    unsure_word: Share
    doubtful: Share
    not_heard: Share


class GuardsPolicy(policies.Policy):
    """Limits that text nobody said tends to break."""

    most_words_per_second: Annotated[float, Field(gt=0)]
    compression_ratio: Annotated[float, Field(gt=1)]
    no_speech: Share
    log_probability: Annotated[float, Field(lt=0)]
    most_repeats: Annotated[int, Field(ge=2)]
    biased_word: Share
    instead_of_biased_word: Share


Decibels = Annotated[float, Field(ge=-120, le=120)]


class EchoPolicy(policies.Policy):
    """When the agent's microphone holds nothing but the customer's voice."""

    ahead: Seconds
    longest_delay: Seconds
    spread: Annotated[float, Field(ge=0.001, le=0.02)]
    shows: Annotated[float, Field(gt=1)]
    apart: Annotated[float, Field(gt=1)]
    enough: Annotated[float, Field(gt=0, le=0.5)]
    every_unknown: Annotated[float, Field(gt=0, le=0.5)]
    every: Annotated[float, Field(gt=0, le=0.5)]
    forgotten: Annotated[float, Field(gt=0, le=3600)]
    remembered: Annotated[float, Field(ge=0.5, le=60)]
    share: Annotated[float, Field(gt=0, lt=1)]
    most: Decibels
    decay: Annotated[float, Field(gt=0)]
    silence: Decibels
    inaudible: Decibels
    noise_rise: Annotated[float, Field(gt=0)]
    begins: Decibels
    lasts: Decibels
    hold: Annotated[float, Field(ge=0, le=1)]

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.ahead + self.longest_delay > 0.512:
            raise ValueError("ahead and longest_delay together must not be more than 0.512")
        if self.lasts > self.begins:
            raise ValueError("lasts must not be above begins")
        if self.inaudible > self.silence:
            raise ValueError("inaudible must not be above silence")
        return self


class HearingPolicy(policies.Policy):
    """All thresholds of hearing."""

    activity: ActivityPolicy
    endpointing: EndpointingPolicy
    window: WindowPolicy
    partials: PartialsPolicy
    doubt: DoubtPolicy
    guards: GuardsPolicy
    echo: EchoPolicy


def load(path: Path | None = None) -> HearingPolicy:
    """The shipped thresholds, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "hearing.toml"), HearingPolicy)
