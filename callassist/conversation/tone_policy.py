"""When a customer's tone is told, from `resources/policies/tone.toml`, which says why each value is what it is, and the
words by which it is, from `resources/conduct/tone-*.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from callassist import paths, policies
from callassist.conversation.tone_reasons import UNITS, Measure
from callassist.events import LANGUAGES, AngerKind
from callassist.text.cues import Closeness, Cues

Kind = Literal["accusation", "insult", "strong", "ultimatum", "counted", "grievance", "urgency", "sarcasm"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)]
Written = tuple[Annotated[str, Field(min_length=1)], ...]


class TellingPolicy(policies.Policy):
    """When a change is one."""

    rise: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
    fall: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
    steady: Positive
    reasons: Annotated[int, Field(ge=1, le=6)]

    @model_validator(mode="after")
    def _can_be_taken_back(self) -> Self:
        if not self.fall < self.rise:
            raise ValueError("fall must be less than rise, or what has risen is never told to have fallen")
        return self


class HeatPolicy(policies.Policy):
    """How much words of each kind raise the tone, 0 to 1."""

    tense: Share
    angry: Share
    kinds: dict[Kind, Share]
    repeated: Share
    anger: dict[AngerKind, Share]

    @model_validator(mode="after")
    def _knows_all(self) -> Self:
        missing: list[str] = [kind for kind in KINDS if kind not in self.kinds]
        missing += [f"anger.{kind}" for kind in get_args(AngerKind) if kind not in self.anger]
        if missing:
            raise ValueError(f"there is no value for {', '.join(missing)}")
        return self


class RepeatingPolicy(policies.Policy):
    """When somebody says again what they had said before."""

    words: Annotated[int, Field(ge=1, le=50)]
    share: Share
    after: Positive
    within: Positive


class WordsPolicy(policies.Policy):
    """What is made of words."""

    least_confidence: Share
    unsure: Share
    half_life: Positive
    relief: Share
    forgotten: Share
    heat: HeatPolicy
    repeating: RepeatingPolicy


class MeasurePolicy(policies.Policy):
    """How far a measure is trusted, and what it varies by in a calm voice."""

    weight: Share
    spread: Positive


class VoicePolicy(policies.Policy):
    """What is made of a voice."""

    start: Positive
    utterances: Annotated[int, Field(ge=1, le=50)]
    smoothing: Positive
    most: Positive
    calm: Positive
    full: Positive
    share: Share
    reason: Positive
    measures: dict[Measure, MeasurePolicy]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if missing := [measure for measure in UNITS if measure not in self.measures]:
            raise ValueError(f"there is no measure {', '.join(missing)}")
        if not self.calm < self.full <= self.most:
            raise ValueError("calm must be below full, and full not above most")
        if not sum(measure.weight for measure in self.measures.values()) > 0:
            raise ValueError("one measure at least needs a weight")
        return self


class TonePolicy(policies.Policy):
    """All of `tone.toml`."""

    telling: TellingPolicy
    words: WordsPolicy
    voice: VoicePolicy


class KindCues(policies.Policy):
    """The cues of one kind. `never`: anywhere in an utterance they rule it out."""

    sure: Written = ()
    never: Written = ()


class ToneCues(policies.Policy):
    """All of one `tone-*.toml`."""

    matching: Closeness
    groups: dict[str, str] = {}
    heat: dict[Kind, KindCues]
    relief: KindCues
    asked_again: Written = ()

    @model_validator(mode="after")
    def _cues_can_be_read(self) -> Self:
        for kind in (*self.heat.values(), self.relief):
            self.cues((*kind.sure, *kind.never))
        self.cues(self.asked_again)
        return self

    def cues(self, written: Written) -> Cues:
        """Cues by this file's groups and closeness."""
        return Cues(written, self.groups, closeness=self.matching)


@dataclass(frozen=True, slots=True)
class ToneData:
    """All that a tone is told by: the policy, and the words of every language."""

    policy: TonePolicy
    cues: tuple[ToneCues, ...]


def load_policy(path: Path | None = None) -> ToneData:
    """The shipped words and the shipped policy, or a company's own.

    Raises:
        UserError: a file can't be read or a value is wrong; names file, key and reason.
    """
    shipped = paths.shipped("resources", "policies", "tone.toml")
    words = (paths.shipped("resources", "conduct", f"tone-{language}.toml") for language in LANGUAGES)
    return ToneData(policies.load(path or shipped, TonePolicy), tuple(policies.load(file, ToneCues) for file in words))
