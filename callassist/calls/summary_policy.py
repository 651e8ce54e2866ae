"""What of a call is worth a sentence when it is over: `resources/policies/summary.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.text.cue_notation import Phrases
from callassist.text.cues import Closeness, Cues

Weight = Annotated[float, Field(ge=0, le=20)]


class SummaryWeights(policies.Policy):
    """How much speaks for a sentence; `resources/policies/summary.toml` says what each is for."""

    least: Weight
    cue: Weight
    uncued: Annotated[float, Field(ge=-20, le=0)]
    vague: Weight
    since: Weight
    situation: Weight
    answered: Weight
    early: Weight
    opening: Weight
    met: Weight
    late: Weight
    late_from: Annotated[float, Field(ge=0, lt=1)]
    late_full: Annotated[float, Field(gt=0, le=1)]
    topic: Weight
    glad: Weight
    beside_best: Weight
    shared: Weight
    shared_words: Annotated[int, Field(ge=1, le=60)]
    full: Weight
    full_words: Annotated[int, Field(ge=1, le=60)]
    reply: Annotated[float, Field(ge=-20, le=0)]
    unsure: Annotated[float, Field(ge=-20, le=0)]

    @model_validator(mode="after")
    def _lateness_grows(self) -> Self:
        if self.late_from >= self.late_full:
            raise ValueError("late_from must be below late_full")
        return self


class SummaryLimits(policies.Policy):
    """What a sentence needs, and how many there are."""

    least_words: Annotated[int, Field(ge=1, le=20)]
    most_words: Annotated[int, Field(ge=5, le=100)]
    most_cues: Annotated[int, Field(ge=1, le=10)]
    most_done: Annotated[int, Field(ge=0, le=10)]
    most_promised: Annotated[int, Field(ge=0, le=10)]
    opening_until: Annotated[float, Field(ge=0, le=1)]
    outcome_from: Annotated[float, Field(ge=0, le=1)]
    least_confidence: Annotated[float, Field(ge=0, le=1)]


class SummaryCues(policies.Policy):
    """Cues that speak for a sentence, those that do so only a little (`vague`, `since`), and those that rule it out."""

    sure: Annotated[tuple[str, ...], Field(min_length=1)]
    vague: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Replies(policies.Policy):
    """How answers begin."""

    words: Phrases


class Turns(policies.Policy):
    """What the agent says that tells of the customer's turn: asks who they are, is sorry or glad of what they said."""

    asked: Annotated[tuple[str, ...], Field(min_length=1)]
    sorry: Annotated[tuple[str, ...], Field(min_length=1)]
    glad: Annotated[tuple[str, ...], Field(min_length=1)]


class SummaryPolicy(policies.Policy):
    """All of `resources/policies/summary.toml`."""

    matching: Closeness
    weights: SummaryWeights
    limits: SummaryLimits
    replies: Replies
    turns: Turns
    groups: dict[str, str]
    reason: SummaryCues
    done: SummaryCues
    result: SummaryCues
    planned: SummaryCues

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        for cues in (self.reason, self.done, self.result, self.planned):
            for written in (cues.sure, cues.vague, cues.since, cues.never):
                self.cues(written)
        for written in (self.turns.asked, self.turns.sorry, self.turns.glad):
            self.cues(written)
        return self

    def cues(self, written: tuple[str, ...]) -> Cues:
        """Cues by this policy's groups and closeness."""
        return Cues(written, self.groups, closeness=self.matching)


def load_policy(path: Path | None = None) -> SummaryPolicy:
    """The shipped policy, or a company's own.

    Raises:
        UserError: it can't be read or a value is wrong; names file, key and reason.
    """
    return policies.load(path or paths.shipped("resources", "policies", "summary.toml"), SummaryPolicy)
