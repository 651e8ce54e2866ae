"""Thresholds of search, from `resources/policies/search.toml`, which says why each is what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies

Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=1, le=100_000)]


class QueryPolicy(policies.Policy):
    """How much of what was said is looked up."""

    most_words: Count
    most_trigrams: Count
    most_places: Annotated[int, Field(ge=1, le=10_000_000)]
    long: Count
    step: Count


class WeightsPolicy(policies.Policy):
    """What a find is worth by where in the article it is."""

    title: Weight
    examples: Weight
    answer: Weight
    trigrams: Weight


class ClassifierPolicy(policies.Policy):
    """How examples are learnt from."""

    cost: Annotated[float, Field(gt=0, le=100)]
    sharpness: Annotated[float, Field(gt=0, le=100)]
    words: Weight
    rounds: Annotated[int, Field(ge=1, le=100)]
    enough: Count
    most_work: Annotated[float, Field(ge=0)]
    near_articles: Count
    near_examples: Count
    near_rounds: Annotated[int, Field(ge=1, le=100)]


class MarginPolicy(policies.Policy):
    """From which margin on something fits, and how a margin becomes a score."""

    least: Annotated[float, Field(ge=-10, le=10)]
    even: Annotated[float, Field(ge=-10, le=10)]
    slope: Annotated[float, Field(gt=0, le=1000)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.least > self.even:
            raise ValueError("least must not be above even")
        return self


class PassagePolicy(policies.Policy):
    """What is shown of an answer."""

    most_characters: Annotated[int, Field(ge=40, le=2000)]


class SearchPolicy(policies.Policy):
    """All thresholds of search."""

    candidates: Count
    helped: Annotated[float, Field(ge=0, le=0.2)]
    as_much: Annotated[float, Field(ge=0, le=1)]
    tied: Count
    query: QueryPolicy
    weights: WeightsPolicy
    classifier: ClassifierPolicy
    words: MarginPolicy
    examples: MarginPolicy
    meaning: MarginPolicy
    untaught: MarginPolicy
    foreign: MarginPolicy
    passage: PassagePolicy


def load(path: Path | None = None) -> SearchPolicy:
    """The shipped thresholds, or those of `path`; a UserError names file, key and reason."""
    return policies.load(path or paths.shipped("resources", "policies", "search.toml"), SearchPolicy)
