"""Which situation a call is in, by what was said: nothing rather than wrong.

The cues and thresholds are data (`resources/policies/situations.toml`). What the customer says makes some situations,
what the agent says others; the rest are asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.events import Speaker
from callassist.knowledge.phrases import Situation, Tone
from callassist.text.cues import Closeness, Cues, heard
from callassist.text.ruled_cues import RuledCues

_KEPT = 8

CustomerSituation = Literal[
    "bereavement",
    "illness",
    "bad_news",
    "colleague",
    "outage",
    "billing_error",
    "delay",
    "frustration",
    "thanks",
]
AgentSituation = Literal["hold", "transfer", "closing"]

CUSTOMER_SITUATIONS: tuple[CustomerSituation, ...] = get_args(CustomerSituation)

Seconds = Annotated[float, Field(ge=0, le=3600)]


class OfferingPolicy(policies.Policy):
    """When words are offered."""

    cool_down: Seconds
    same_again: Seconds
    least_confidence: Annotated[float, Field(ge=0, le=1)]
    calm_after: Seconds


class CuePolicy(policies.Policy):
    """The cues of one situation. `angry`: those that mean anger, too."""

    sure: Annotated[tuple[str, ...], Field(min_length=1)]
    never: tuple[str, ...] = ()
    angry: tuple[str, ...] = ()


class SituationsPolicy(policies.Policy):
    """All of `resources/policies/situations.toml`; a customer's situations stand in the order in which they count."""

    matching: Closeness
    offering: OfferingPolicy
    groups: dict[str, str]
    customer: dict[CustomerSituation, CuePolicy]
    agent: dict[AgentSituation, CuePolicy]
    admits: CuePolicy

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        for cues in (*self.customer.values(), *self.agent.values(), self.admits):
            self.cues((*cues.sure, *cues.never, *cues.angry))
        return self

    def cues(self, written: Iterable[str]) -> Cues:
        """Cues by this policy's groups and closeness."""
        return Cues(written, self.groups, closeness=self.matching)


@dataclass(frozen=True, slots=True)
class Told:
    """What an utterance tells.

    Attributes:
        situation: the one it is about, if any. tone: tense or angry where its words say so, else calm. cue: by which
            the situation was told, as it is written in the policy. strained: the words that say that it is not calm,
            as a range of its characters.
    """

    situation: Situation | None = None
    tone: Tone = "calm"
    cue: str | None = None
    strained: tuple[int, int] | None = None


class Situations:
    """Tells situations by a policy.

    Attributes:
        offering: when words are offered.
    """

    def __init__(self, policy: SituationsPolicy) -> None:
        self.offering = policy.offering
        self._customer = _ruled(policy, policy.customer)
        self._agent = _ruled(policy, policy.agent)
        self._admits = RuledCues(policy.cues(policy.admits.sure), policy.cues(policy.admits.never))
        self._angry = policy.cues(cue for cues in policy.customer.values() for cue in cues.angry)
        # Several who follow a call ask about the same words, one after the other.
        self._tell = lru_cache(maxsize=_KEPT)(self._told)

    def told(self, speaker: Speaker, text: str, unsure: Iterable[tuple[int, int]] = ()) -> Told:
        """What `text` tells; words within the `unsure` ranges tell nothing but may rule out."""
        return self._tell(speaker, text, tuple(unsure))

    def _told(self, speaker: Speaker, text: str, unsure: tuple[tuple[int, int], ...]) -> Told:
        said = heard(text, unsure)
        ruled = self._customer if speaker == "customer" else self._agent
        tone: Tone = "calm"
        strained: tuple[int, int] | None = None
        first: tuple[Situation, str] | None = None
        for situation, cues in ruled.items():
            if first is not None and situation != "frustration":
                continue
            found = cues.first(said)
            if found is not None:
                first = first or (situation, found.cue)
                if situation == "frustration":
                    angry = self._angry.first(said)
                    tone = "tense" if angry is None else "angry"
                    strained = (found.start, found.end) if angry is None else (angry.start, angry.end)
        return Told() if first is None else Told(first[0], tone, first[1], strained)

    def admits(self, text: str, unsure: Iterable[tuple[int, int]] = ()) -> bool:
        """Whether the agent who says `text` owns the fault for the company."""
        return self._admits.first(heard(text, unsure)) is not None


def _ruled(
    policy: SituationsPolicy, cues: Mapping[CustomerSituation, CuePolicy] | Mapping[AgentSituation, CuePolicy]
) -> dict[Situation, RuledCues]:
    return {situation: RuledCues(policy.cues(own.sure), policy.cues(own.never)) for situation, own in cues.items()}


def load(path: Path | None = None) -> Situations:
    """By the shipped policy, or that of `path`; a UserError names file, key and reason."""
    return Situations(
        policies.load(path or paths.shipped("resources", "policies", "situations.toml"), SituationsPolicy)
    )
