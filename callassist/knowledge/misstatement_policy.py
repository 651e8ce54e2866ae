"""When somebody is thought to have misstated a fact: thresholds as data, from a file checked when loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from callassist import paths, policies
from callassist.policies import Policy

Share = Annotated[float, Field(ge=0, le=1)]
Words = Annotated[int, Field(ge=0)]


class Heard(Policy):
    """How well something must have been heard to count."""

    least_confidence: Share


class Agreement(Policy):
    """When two amounts are the same for all that it costs anybody."""

    rounding_share: Share
    approximate_share: Share
    month_share: Share
    weekend_days: Words


class Topic(Policy):
    """How a value finds its fact; distances in words."""

    reach_words: Words
    gap_words: Words
    clearer_words: Words
    memory_utterances: Words
    memory_s: Annotated[float, Field(gt=0)]
    other_words: Words
    other_words_of_time: Words
    behind_words: Words


class Reach(Policy):
    """How far the words reach that make an amount no claim; distances in words."""

    negation_words: Words
    condition_words: Words
    wish_words: Words
    other_amount_words: Words
    elapsed_words: Words
    paid_words: Words
    bare_least: Words
    bare_years: tuple[Words, Words]
    asked_words: Words
    unknown_words: Words
    leading_words: Words


class Cueing(Policy):
    """How often the agent is told."""

    most_per_fact: Annotated[int, Field(ge=1)]


class MisstatementPolicy(Policy):
    """All thresholds; `resources/policies/misstatements.toml` says what each is for."""

    heard: Heard
    agreement: Agreement
    topic: Topic
    claims: Reach
    cues: Cueing


def load_policy(path: Path | None = None) -> MisstatementPolicy:
    """The policy in `path`, or the shipped one.

    Raises:
        UserError: the file is missing or wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "policies", "misstatements.toml"), MisstatementPolicy)
